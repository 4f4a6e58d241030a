"""Where a shout-out begins: a button that may name somebody, or a message that is the occasion."""

import re
from typing import Any

from sqlalchemy.orm import Session

from bot.features.people import directory
from bot.features.people.directory import NobodyToTurnTo
from bot.features.people.reader import Reader
from bot.features.shoutouts.wording import Wording
from bot.features.shoutouts.writing import forms, showing
from bot.features.shoutouts.writing.drafts import Around
from bot.features.workspace import service as workspaces
from bot.features.workspace.values import values_of
from bot.platform.slack.addresses import permalink
from bot.platform.slack.block_kit import Block
from bot.platform.slack.errors import DeliveryError
from bot.platform.slack.gateway import SlackGateway
from bot.platform.slack.limits import fit
from bot.platform.slack.mrkdwn import escape, mentions_in, unescape
from bot.platform.templating import words

# Judgement: enough to know which message it was; the link leads to the whole of it.
LONGEST_QUOTE = 300

# Slack names nobody in the text of a message: there are ids alone.
_WITHOUT_A_NAME = re.compile(r"<@(?P<person>[UW][A-Z0-9]{2,})>|<#(?P<channel>C[A-Z0-9]{2,})(?:\|)?>")
_SHARED_OR_CLOSED = ("is_private", "is_im", "is_mpim", "is_ext_shared", "is_pending_ext_shared")


def from_button(session: Session, reader: Reader, value: str) -> Block:
    """The form behind a button: for the thread or the person that its ``value`` names, or for nobody yet."""
    kind, _, named = value.partition(":")
    if kind == "to":
        receiver_ids = _thankable(session, reader, named)
        return forms.writing(receiver_ids=receiver_ids, values=values_of(session, reader.workspace_id))
    is_thread = kind == "thread" and named.isdecimal()
    return showing.form(session, reader, thread_id=int(named) if is_thread else None)


def from_message(
    session: Session, reader: Reader, message: dict[str, Any], *, channel_id: str, is_public: bool
) -> Block:
    """The form with whoever wrote ``message`` in it; and its words and its address, where it is public."""
    receiver_ids = _thankable(session, reader, message.get("user") or "")
    values = values_of(session, reader.workspace_id)
    if not is_public:
        note = words("shoutouts/form").plain("no_quote")
        return forms.writing(receiver_ids=receiver_ids, values=values, note=note)
    home = workspaces.workspace_of(session, reader.workspace_id).url
    return forms.writing(
        receiver_ids=receiver_ids,
        wording=Wording(did="", occasion=quotation(_named(session, reader, message.get("text") or ""))),
        around=Around(occasion_link=permalink(home, channel_id, message["ts"])),
        values=values,
    )


def quotation(text: str) -> str:
    """A message's words (mrkdwn) as a plain quotation on one line; empty when it has none."""
    said = " ".join(unescape(text).split())
    return words("shoutouts/form", said=fit(said, LONGEST_QUOTE)).plain("quote") if said else ""


def _named(session: Session, reader: Reader, text: str) -> str:
    """A message's words with names where Slack sends ids alone: people as they are called here."""
    people = directory.people(session, reader.workspace_id, mentions_in(text))
    said = words("shoutouts/form")

    def name(found: re.Match[str]) -> str:
        if found["channel"]:
            return said["a_channel"]
        person = people.get(found["person"])
        return f"@{escape(person.name)}" if person else said["somebody"]

    return _WITHOUT_A_NAME.sub(name, text)


def is_public(gateway: SlackGateway, channel_id: str) -> bool:
    """Whether everybody here, and nobody else, can read that channel; no, while Slack does not say so."""
    if not channel_id.startswith("C"):
        return False
    try:
        channel = gateway.channel(channel_id)
    except DeliveryError:
        return False
    return bool(channel.get("is_channel")) and not any(channel.get(flag) for flag in _SHARED_OR_CLOSED)


def _thankable(session: Session, reader: Reader, person_id: str) -> list[str]:
    try:
        found = directory.colleague(
            session, reader.workspace_id, asker_id=reader.person_id, person_id=person_id
        )
    except NobodyToTurnTo:
        return []
    return [found.id]
