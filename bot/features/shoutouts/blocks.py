"""How a shout-out looks: as it stands in the channel, and to its author before and after that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.features.shoutouts.actions import Action
from bot.features.shoutouts.models import Shoutout
from bot.features.shoutouts.wording import LONGEST_WORDS
from bot.platform.slack import block_kit
from bot.platform.slack.block_kit import Block
from bot.platform.slack.limits import fit
from bot.platform.slack.message import Message
from bot.platform.slack.mrkdwn import literal
from bot.platform.templating import Words, words

# Somebody's words come back to them whole, unless Slack itself would not carry so many.
_MOST_GIVEN_BACK = 9_000
# Judgement: who is told three things about one sentence reads none of them.
MOST_HINTS = 2


@dataclass(frozen=True, slots=True)
class Preview:
    """What an author is shown before they post.

    ``channel_id`` is where it would stand; ``note`` is why it cannot be posted yet, as plain words, and
    ``hints`` are what could be thought about before, the most important first.
    """

    shoutout: Shoutout
    receiver_ids: list[str]
    channel_id: str | None
    note: str | None
    hints: Sequence[str] = ()

    @property
    def reference(self) -> str:
        """Which words were shown: what *Post it* posts are these and no others."""
        return f"{self.shoutout.id}:{self.shoutout.version}"


def post(shoutout: Shoutout, receiver_ids: Sequence[str]) -> Message:
    """The post in the channel, exactly as it will stand there.

    ``receiver_ids`` are those who like to be named: their names are live, all else is text in which nothing
    rings, a team's name too.
    """
    said = words(
        "shoutouts/post",
        author_id=shoutout.author_id,
        receiver_ids=list(receiver_ids),
        team=shoutout.team,
        value=shoutout.value,
        link=shoutout.occasion_link,
    )
    lines = [block_kit.section(said["headline"]), quoted(shoutout.wording.text)]
    below = [
        said[part] for part, given in (("about", shoutout.occasion_link), ("value", shoutout.value)) if given
    ]
    if below:
        lines.append(block_kit.context(below))
    return Message(said["headline"], lines)


def quoted(text: str, *, block_id: str | None = None) -> Block:
    """Somebody's words, literally."""
    return block_kit.rich_text([block_kit.rich_text_quote(text)], block_id=block_id)


def preview(shown: Preview, *, is_new: bool = True) -> Message:
    """The post as it would read, for its author alone. ``is_new``: not in the place of older words."""
    said = _said(shown)
    blocks = preview_lines(shown)
    if not is_new:
        blocks.insert(0, block_kit.section(said["stale"]))
    blocks.append(
        block_kit.actions(
            [
                block_kit.button(
                    said.plain("post"), action_id=Action.POST, value=shown.reference, style="primary"
                ),
                block_kit.button(said.plain("change"), action_id=Action.CHANGE, value=str(shown.shoutout.id)),
                block_kit.button(said.plain("cancel"), action_id=Action.CANCEL, value=str(shown.shoutout.id)),
            ]
        )
    )
    return Message(said["notification"], blocks)


def preview_lines(shown: Preview) -> list[Block]:
    """What stands in a preview, without the buttons: also in the form."""
    said = _said(shown)
    lines = [
        block_kit.context(said["intro"]),
        *post(shown.shoutout, shown.receiver_ids).blocks,
    ]
    if len(shown.receiver_ids) + bool(shown.shoutout.team) > 1:
        lines.append(block_kit.context(said["several"]))
    lines += [
        block_kit.context(words("shoutouts/preview", hint=hint)["hint"]) for hint in shown.hints[:MOST_HINTS]
    ]
    if shown.note:
        lines.append(block_kit.context(literal(shown.note)))
    return lines


def done(receiver_ids: Sequence[str], *, team: str | None = None) -> Message:
    """What an author reads once it is given: the same, whatever the others have chosen."""
    said = words("shoutouts/preview", receiver_ids=list(receiver_ids), team=team)
    return Message(said["done_notification"], [block_kit.section(said["done"])])


def refused(reason: str, *, given: str) -> Message:
    """Why a command was not carried out (plain words), and what was written, so that nothing is lost."""
    blocks = [block_kit.section(literal(reason))]
    if given:
        blocks.append(block_kit.context(words("shoutouts/refusals")["given_back"]))
        blocks.append(quoted(fit(given, _MOST_GIVEN_BACK)))
    return Message(literal(reason), blocks)


def help_message(*, most_receivers: int, days_between: int, most_a_day: int) -> Message:
    """The answer to ``/shoutout help``."""
    said = words(
        "shoutouts/help",
        most_receivers=most_receivers,
        longest=LONGEST_WORDS,
        days_between=days_between,
        most_a_day=most_a_day,
    )
    return Message(said["notification"], [block_kit.section(said["help"])])


def not_posted(shoutout: Shoutout, receiver_ids: Sequence[str], *, reason: str) -> Message:
    """To the author: Slack did not take the post (``reason`` is its code). What to do, and a button."""
    said = words(
        "shoutouts/author", receiver_ids=list(receiver_ids), channel_id=shoutout.channel_id, reason=reason
    )
    part = f"because_{reason}" if said.has(f"because_{reason}") else "because_other"
    button = block_kit.button(
        said.plain("post"), action_id=Action.POST_AGAIN, value=str(shoutout.id), style="primary"
    )
    return Message(
        said["notification"],
        [
            block_kit.section(f"{said['kept']} {said[part]}"),
            quoted(shoutout.wording.text),
            block_kit.actions([button]),
        ],
    )


def in_doubt(shoutout: Shoutout, receiver_ids: Sequence[str]) -> Message:
    """To the author: it may or may not stand in the channel. They look, and say."""
    said = words("shoutouts/author", receiver_ids=list(receiver_ids), channel_id=shoutout.channel_id)
    value = str(shoutout.id)
    return Message(
        said["notification"],
        [
            block_kit.section(said["in_doubt"]),
            quoted(shoutout.wording.text),
            block_kit.actions(
                [
                    block_kit.button(said.plain("post_again"), action_id=Action.POST_AGAIN, value=value),
                    block_kit.button(said.plain("it_is_there"), action_id=Action.IT_IS_THERE, value=value),
                ]
            ),
        ],
    )


def it_stays() -> Message:
    """The answer to *It is there*."""
    said = words("shoutouts/author")
    return Message(said["notification"], [block_kit.section(said["it_stays"])])


def was_taken_down(given_on: date) -> Message:
    """All that an author is told when their post has gone. ``given_on`` is a day on their calendar."""
    said = words("shoutouts/author", given_on=given_on)
    return Message(said["notification"], [block_kit.section(said["was_taken_down"])])


def _said(shown: Preview) -> Words:
    return words("shoutouts/preview", channel_id=shown.channel_id, receiver_ids=shown.receiver_ids)
