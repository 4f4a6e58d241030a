"""What is asked for every card reads an index, however much others have noted."""

from sqlalchemy.orm import Session

from bot.features.relationships import own_list, service, watching
from bot.platform.database import Database
from tests.features.relationships.team import fill, log, reader
from tests.platform.test_query_plans import plans_of, reads_only


def test_whom_it_has_been_a_while_with_and_who_rests(database: Database) -> None:
    with database.transaction() as session:
        others = [f"p{number:03}" for number in range(300)]
        fill(session, "maya", "ana", *others)
        for other in others:
            log(session, other, "ana")
            log(session, other, "maya")
            own_list.put_on(session, reader(session, other), about_id="ana", rhythm_days=5)
        pair = own_list.put_on(session, reader(session), about_id="ana", rhythm_days=5)
        now = reader(session)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")

    def ask(session: Session) -> None:
        watching.whiles(session, now, [pair])
        service.at_rest(session, now)

    acts, away, rests = plans_of(database, ask)
    reads_only(acts, "ix_acts_about")
    if database.is_sqlite:  # PostgreSQL reads tables with nothing in them from end to end
        reads_only(away, "ix_times_away_person")
        reads_only(rests, "ix_acts_about", "rests")
