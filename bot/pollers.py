"""What happens by itself: which columns say that something is due, and who looks at them how often."""

from collections.abc import Callable
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
from bot.features.workspace.models import Workspace
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

# What is due is a column: whoever turns the clock stops wherever one of these says so.
DUE_COLUMNS: tuple[InstrumentedAttribute[datetime | None], ...] = (
    Enrolment.next_card_at,
    Person.profile_next_at,
    Series.plan_next_at,
    Series.invite_next_at,
    SeriesSide.prompt_next_at,
    ShoutoutReceiver.ask_at,
    ShoutoutReceiver.tell_back_at,
    Workspace.thread_next_at,
    Workspace.round_up_next_at,
    ActReminder.remind_at,
    HandedWords.delete_at,
    Export.delete_at,
    Person.forget_at,
    HomeOpening.show_at,
    Installation.renew_at,
    Installation.purge_at,
    OutboxMessage.next_attempt_at,
)
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
    with database.reading() as session:
        moments = [session.scalar(statement, given) for statement in statements]
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
    return [
        Poller("deliver", courier.deliver_some, seconds=1),
        Poller("one_on_ones", partial(one_on_one_jobs.plan_meetings, database, clock), seconds=5),
        Poller(
            "invitations",
            partial(one_on_one_jobs.send_one_invitation, database, clock),
            seconds=5,
        ),
        Poller(
            "early_prompts",
            partial(one_on_one_jobs.prompt_people, database, clock),
            seconds=5,
        ),
        Poller("cards", partial(card_jobs.send_one_card, database, clock), seconds=5),
        Poller(
            "directory",
            partial(people_jobs.read_one_directory, database, clock, gateway_of, manager_field=manager_field),
            seconds=60,
        ),
        *(
            [
                Poller(
                    "profiles",
                    partial(org_jobs.read_one_profile, database, clock, gateway_of, field=manager_field),
                    seconds=1,
                )
            ]
            if manager_field
            else []
        ),
        Poller(
            "pilot_list",
            partial(workspace_jobs.read_one_pilot_channel, database, clock, gateway_of),
            seconds=5,
        ),
        Poller("thanks", partial(shoutout_jobs.ask_one_receiver, database, clock), seconds=2),
        Poller("thanks_back", partial(shoutout_jobs.tell_one_author, database, clock), seconds=2),
        Poller("threads", partial(shoutout_jobs.invite_one_channel, database, clock), seconds=30),
        Poller("round_ups", partial(shoutout_jobs.round_up_one_channel, database, clock), seconds=60),
        Poller(
            "old_thanks",
            partial(forgetting.forget_old_words, database, clock),
            seconds=3600,
        ),
        Poller("drafts", partial(shoutout_jobs.forget_one_draft, database, clock), seconds=3600),
        Poller(
            "reminders",
            partial(reconnection_jobs.remind_one_person, database, clock),
            seconds=5,
        ),
        Poller("handed_words", partial(reconnection_jobs.take_words_away, database, clock), seconds=60),
        Poller("acts", partial(reconnection_jobs.forget_one_draft, database, clock), seconds=3600),
        Poller(
            "forgetting",
            partial(reconnection_jobs.forget_what_is_old, database, clock),
            seconds=3600,
        ),
        Poller(
            "figures",
            partial(figure_jobs.publish_one_month, database, clock, cards_made=cards_made),
            seconds=3600,
        ),
        Poller("home", partial(home_jobs.show_one_home, database, clock, gateway_of), seconds=2),
        Poller("openings", partial(home_jobs.forget_openings, database, clock), seconds=3600),
        Poller("exports", partial(privacy_jobs.take_one_export_away, database, clock), seconds=60),
        Poller("sent", partial(privacy_jobs.forget_sent_messages, database, clock), seconds=3600),
        Poller("leavers", partial(privacy_jobs.forget_one_leaver, database, clock), seconds=3600),
        Poller("setting_changes", partial(workspace_jobs.forget_old_changes, database, clock), seconds=3600),
        Poller("line_changes", partial(org_jobs.forget_old_changes, database, clock), seconds=3600),
        Poller("parked", partial(parked.forget_old, database, clock), seconds=3600),
        Poller("taken_out", partial(ending.purge_one, database, clock), seconds=60),
        *(
            [Poller("tokens", partial(renewing.renew_one, database, clock, oauth), seconds=60)]
            if oauth
            else []
        ),
        Poller("requests", partial(_forget_requests, database, clock), seconds=3600),
    ]


def _forget_requests(database: Database, clock: Clock) -> bool:
    with database.transaction() as session:
        forget_requests(session, before=clock.now() - _REQUESTS_ARE_REPEATED_FOR)
    return False
