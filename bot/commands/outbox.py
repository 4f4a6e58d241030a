"""The command `outbox`: what did not arrive, why, and what is to become of it."""

import argparse
from typing import TYPE_CHECKING

from bot.commands.parsing import Commands, own_database

if TYPE_CHECKING:
    from bot.platform.delivery.parked import Parked


def add_to(commands: Commands) -> None:
    outbox = commands.add_parser(
        "outbox",
        help="list the messages that did not arrive; send one again, or let it be",
        description="It tells what kind of message, for whom, when and why, and never what stands in it. "
        "Whatever is sent again is asked first whether it is still wanted.",
    )
    outbox.set_defaults(do=_list)
    deeds = outbox.add_subparsers(dest="outbox_command", metavar="COMMAND")
    retried = deeds.add_parser("retry", help="send one again; the bot carries it, and has to be running")
    retried.add_argument(
        "--not-there", action="store_true", help="somebody has looked: it does not stand in the channel"
    )
    retried.set_defaults(do=_retry)
    dropped = deeds.add_parser("drop", help="let one be, and forget its words")
    dropped.set_defaults(do=_drop)
    for deed in (retried, dropped):
        deed.add_argument("id", type=int, metavar="ID", help="the number at the beginning of its line")


def _list(_given: argparse.Namespace) -> int:
    from bot.platform.clock import SystemClock
    from bot.platform.delivery import parked
    from bot.platform.delivery.models import State

    with own_database() as (_, database), database.reading() as session:
        found = parked.all_parked(session, now=SystemClock().now())
        waiting = parked.behind_a_token(session)
    for workspace_id, number in waiting:
        print(
            f"Slack knows the bot's token for {workspace_id} no more; messages that wait there: {number}. "
            f"{parked.HOW_IT_GOES_ON}"
        )
    for one in found:
        print(_line(one))
    if not found:
        print("Everything has arrived, or is on its way.")
        return 0
    number = sum(one.state != State.WAITING for one in found)
    if not number:
        return 0
    messages = "1 message" if number == 1 else f"{number} messages"
    print(f"{messages} did not arrive. Send one again: `outbox retry ID`. Let it be: `outbox drop ID`.")
    return 0


def _line(one: "Parked") -> str:
    from bot.platform.delivery.models import State

    hour = one.since.strftime("%Y-%m-%d %H:00 UTC")
    to = f"to {one.to}" if one.to else "to whoever asked"
    parts = [str(one.id), hour, one.state, f"{one.purpose} ({one.kind})", to, one.reason]
    if not one.can_be_sent and one.state != State.WAITING:
        parts.append("(cannot be sent again)")
    return "  ".join(parts)


def _retry(given: argparse.Namespace) -> int:
    from bot.platform.clock import SystemClock
    from bot.platform.delivery import parked

    with own_database() as (_, database), database.transaction() as session:
        parked.retry(session, given.id, is_not_there=given.not_there, now=SystemClock().now())
    print(f"Message {given.id} is on its way again. If it is no longer wanted, it is dropped on the way.")
    return 0


def _drop(given: argparse.Namespace) -> int:
    from bot.platform.clock import SystemClock
    from bot.platform.delivery import parked

    with own_database() as (_, database), database.transaction() as session:
        parked.drop(session, given.id, now=SystemClock().now())
    print(f"Message {given.id} is let be, and its words are forgotten.")
    return 0
