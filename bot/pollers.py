"""What happens by itself: which columns say that something is due, and who looks at them how often."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from bot.features.cards import jobs as card_jobs
from bot.features.cards.tallies import cards_made
from bot.features.figures import jobs as figure_jobs
from bot.features.home import jobs as home_jobs
from bot.features.home.models import HomeOpening
from bot.features.one_on_ones import jobs as one_on_one_jobs
from bot.features.one_on_ones.models import Series, SeriesSide
from bot.features.people import jobs as people_jobs
from bot.features.people.models import Enrolment, Person
from bot.features.people.org import jobs as org_jobs
from bot.features.privacy import jobs as privacy_jobs
from bot.features.privacy.models import Export
from bot.features.reconnections import jobs as reconnection_jobs
from bot.features.reconnections.acts.models import ActReminder, HandedWords
from bot.features.shoutouts import forgetting
from bot.features.shoutouts import jobs as shoutout_jobs
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.features.workspace import jobs as workspace_jobs
from bot.features.workspace.models import PilotChannel, Workspace
from bot.platform.clock import Clock
from bot.platform.database import Database
from bot.platform.delivery import parked
from bot.platform.delivery.courier import Courier
from bot.platform.delivery.models import OutboxMessage, SlackPace
from bot.platform.inbound.parts import forget_requests
from bot.platform.installations import ending, renewing
from bot.platform.installations.models import Installation
from bot.platform.installations.oauth import SlackOAuth
from bot.platform.scheduler import Poller
from bot.platform.slack.gateway import SlackGateway

# What is due is a column. By it a poller sees whether there is anything to do, and whoever turns the clock
# stops wherever one of them says so.
DUE: Mapping[str, InstrumentedAttribute[datetime | None]] = {
    "deliver": OutboxMessage.next_attempt_at,
    "one_on_ones": Series.plan_next_at,
    "invitations": Series.invite_next_at,
    "early_prompts": SeriesSide.prompt_next_at,
    "cards": Enrolment.next_card_at,
    "profiles": Person.profile_next_at,
    "pilot_list": PilotChannel.read_next_at,
    "thanks": ShoutoutReceiver.ask_at,
    "thanks_back": ShoutoutReceiver.tell_back_at,
    "threads": Workspace.thread_next_at,
    "round_ups": Workspace.round_up_next_at,
    "reminders": ActReminder.remind_at,
    "handed_words": HandedWords.delete_at,
    "home": HomeOpening.show_at,
    "exports": Export.delete_at,
    "leavers": Person.forget_at,
    "taken_out": Installation.purge_at,
    "tokens": Installation.renew_at,
}
DUE_COLUMNS = tuple(DUE.values())
_SOONEST = tuple(
    sa.select(column).where(column.is_not(None)).order_by(column).limit(1) for column in DUE_COLUMNS
)
# What Slack holds back stays due meanwhile; its end is another moment at which something can happen.
_SOONEST_AFTER = tuple(
    sa.select(column).where(column > sa.bindparam("after", type_=column.type)).order_by(column).limit(1)
    for column in (*DUE_COLUMNS, SlackPace.held_until)
)

# Slack repeats an event for an hour at most; a day is on the safe side.
_REQUESTS_ARE_REPEATED_FOR = timedelta(days=1)


def next_due_at(database: Database, *, after: datetime | None = None) -> datetime | None:
    """When the next thing falls due, in UTC: now or earlier if something waits already.

    With ``after``, what is due by then and stays so is not waited for.
    """
    statements, given = (_SOONEST, {}) if after is None else (_SOONEST_AFTER, {"after": after})
    with database.engine.connect() as connection:
        moments = [connection.scalar(statement, given) for statement in statements]
    return min((moment for moment in moments if moment is not None), default=None)


def pollers(
    database: Database,
    clock: Clock,
    *,
    courier: Courier,
    gateway_of: Callable[[str], SlackGateway],
    manager_field: str | None = None,
    oauth: SlackOAuth | None = None,
) -> list[Poller]:
    """Everything that is looked at again and again, each with its seconds in between."""

    def poller(
        name: str, job: Callable[..., bool], *others: object, seconds: float, **options: object
    ) -> Poller:
        is_due = partial(_has_passed, database, clock, passed(DUE[name])) if name in DUE else None
        return Poller(name, partial(job, database, clock, *others, **options), seconds, is_due=is_due)

    found = [
        # What it could not write down the last time comes first, whether anything is due or not.
        Poller("deliver", courier.deliver_some, seconds=1),
        poller("one_on_ones", one_on_one_jobs.plan_meetings, seconds=5),
        poller("invitations", one_on_one_jobs.send_one_invitation, seconds=5),
        poller("early_prompts", one_on_one_jobs.prompt_people, seconds=5),
        poller("cards", card_jobs.send_one_card, seconds=5),
        poller(
            "directory", people_jobs.read_one_directory, gateway_of, seconds=60, manager_field=manager_field
        ),
        poller("pilot_list", workspace_jobs.read_one_pilot_channel, gateway_of, seconds=5),
        poller("thanks", shoutout_jobs.ask_one_receiver, seconds=2),
        poller("thanks_back", shoutout_jobs.tell_one_author, seconds=2),
        poller("threads", shoutout_jobs.invite_one_channel, seconds=30),
        poller("round_ups", shoutout_jobs.round_up_one_channel, seconds=60),
        poller("old_thanks", forgetting.forget_old_words, seconds=3600),
        poller("drafts", shoutout_jobs.forget_one_draft, seconds=3600),
        poller("reminders", reconnection_jobs.remind_one_person, seconds=5),
        poller("handed_words", reconnection_jobs.take_words_away, seconds=60),
        poller("acts", reconnection_jobs.forget_one_draft, seconds=3600),
        poller("forgetting", reconnection_jobs.forget_what_is_old, seconds=3600),
        poller("figures", figure_jobs.publish_one_month, seconds=3600, cards_made=cards_made),
        poller("home", home_jobs.show_one_home, gateway_of, seconds=2),
        poller("openings", home_jobs.forget_openings, seconds=3600),
        poller("exports", privacy_jobs.take_one_export_away, seconds=60),
        poller("sent", privacy_jobs.forget_sent_messages, seconds=3600),
        poller("leavers", privacy_jobs.forget_one_leaver, seconds=3600),
        poller("setting_changes", workspace_jobs.forget_old_changes, seconds=3600),
        poller("line_changes", org_jobs.forget_old_changes, seconds=3600),
        poller("parked", parked.forget_old, seconds=3600),
        poller("taken_out", ending.purge_one, seconds=60),
        poller("requests", _forget_requests, seconds=3600),
    ]
    if manager_field:
        found.append(
            poller("profiles", org_jobs.read_one_profile, gateway_of, seconds=1, field=manager_field)
        )
    if oauth:
        found.append(poller("tokens", renewing.renew_one, oauth, seconds=60))
    return found


def passed(column: InstrumentedAttribute[datetime | None]) -> sa.Select[int]:
    """Asks whether anything is due by ``column`` at the moment given as ``now``."""
    moment = sa.bindparam("now", type_=column.type)
    return sa.select(sa.literal(1)).where(column <= moment).limit(1)


def _has_passed(database: Database, clock: Clock, statement: sa.Select[int]) -> bool:
    with database.engine.connect() as connection:  # a session would cost three times what the look does
        return connection.scalar(statement, {"now": clock.now()}) is not None


def _forget_requests(database: Database, clock: Clock) -> bool:
    with database.transaction() as session:
        forget_requests(session, before=clock.now() - _REQUESTS_ARE_REPEATED_FOR)
    return False
