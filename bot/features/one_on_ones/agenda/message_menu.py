"""*Add to a one-on-one*, from a message's menu: the person's own words or a public message's, else a link."""

from slack_bolt import Ack, App

from bot.features.one_on_ones import series
from bot.features.one_on_ones.agenda import forms, items
from bot.features.one_on_ones.page import page
from bot.features.people import directory
from bot.features.workspace import service as workspaces
from bot.platform.inbound import answers
from bot.platform.inbound.asker import Asker, Body, asker_of
from bot.platform.inbound.parts import Parts
from bot.platform.slack import mrkdwn
from bot.platform.slack.addresses import permalink
from bot.platform.slack.errors import DeliveryError
from bot.platform.templating import words

SHORTCUT = "add_to_one_on_one"
# Slack takes a hundred options; judgement: nobody has more one-on-ones.
_MOST_PEOPLE = 100


def register(app: App, parts: Parts) -> None:
    """The entry in a message's menu."""

    @app.shortcut(SHORTCUT)
    def add_to_one_on_one(ack: Ack, body: Body) -> None:
        asker, message = asker_of(body), body["message"]
        with parts.look() as (session, _now):
            own = series.running(session, asker.workspace_id, asker.person_id)
            ids = [one.other_end(asker.person_id) for one in own]
            people = directory.people(session, asker.workspace_id, ids)
            home = workspaces.workspace_of(session, asker.workspace_id).url
        others = sorted(
            (person for person in people.values() if not person.is_gone),
            # Whoever wrote the message is the likeliest one to talk with about it.
            key=lambda person: (person.id != message.get("user"), person.name.casefold()),
        )
        said = words("one_on_ones/agenda")
        if not others:
            answers.open_view(parts, asker, body, page(said.plain("add_title"), said["add_no_series"]))
        else:
            form = forms.add_form(
                others=others[:_MOST_PEOPLE],
                given=_prefilled(parts, asker, body),
                link=permalink(home, body["channel"]["id"], message["ts"]),
            )
            answers.open_view(parts, asker, body, form)
        ack()


def _prefilled(parts: Parts, asker: Asker, body: Body) -> str:
    """The message's words where they are the asker's own, or stand in a public channel; else none.

    What somebody else wrote in private stays where it is: the item links to it.
    """
    message = body["message"]
    said = mrkdwn.unescape(message.get("text") or "")
    if len(said) > items.LONGEST_WORDS:
        return ""  # nothing is cut silently: the link leads to the whole of it
    if message.get("user") == asker.person_id or _is_public(parts, asker, body["channel"]["id"]):
        return said
    return ""


def _is_public(parts: Parts, asker: Asker, channel_id: str) -> bool:
    """Whether everybody in the workspace can read that channel; no, while Slack does not say so."""
    if not channel_id.startswith("C"):
        return False
    try:
        channel = parts.gateway_of(asker.workspace_id).channel(channel_id)
    except DeliveryError:
        return False
    return bool(channel.get("is_channel")) and not channel.get("is_private")
