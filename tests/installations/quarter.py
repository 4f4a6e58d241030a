"""A few weeks of a manager, her reports and their colleagues, and how each of them looks at all there is."""

from datetime import datetime, timedelta

from bot.sandbox.hands.happenings import Happenings
from bot.sandbox.slack.messages import Message
from tests.features.home.looking import start
from tests.features.one_on_ones.agendas import add
from tests.features.one_on_ones.arranging import cards_naming, more_form, set_up
from tests.features.one_on_ones.preparing import (
    all_that_is_seen,
    close_all,
    keep_notes,
    look_back,
    page_words,
    write_for_both,
)
from tests.features.one_on_ones.test_told_early import choose as told_early
from tests.features.reconnections import acting
from tests.features.reconnections.test_drift import keep_in_touch
from tests.features.reconnections.test_expectations import opened as expected
from tests.features.reconnections.test_expectations import write as expect
from tests.features.shoutouts.thanking import choose, give
from tests.features.workspace.deciding import switch_off
from tests.features.workspace.test_pilot import try_out
from tests.installations.pressing import Pressing
from tests.installations.two_teams import Side

LINES = (
    *("/tend help", "/tend data", "/tend who", "/tend settings", "/tend admin", "/1on1 calendar"),
    *("/followups", "/reconnect rhythm", "/reconnect presence", "/digest", "/shoutout received"),
    *("/shoutout given", "/shoutout", "/reconnect", "/1on1"),
)
INVITED = ("maya", "ana", "leo", "sam", "noor", "priya")
# What ends something, or switches it off.
ENDING = frozenset(
    (
        "home.stop",
        "home.pause",
        "privacy.erase",
        "home.not_for_me",
        "one_on_ones.not_this_one",
        "people.foot",
        "one_on_ones.not_through_tend",
        "one_on_ones.another_time",
        "home.admins.switches",
        "home.admins.pilot",
        "shoutouts.undo",
        "shoutouts.choose_not_this_way",
        "shoutouts.choose_to_me",
        "digest.pause",
        "one_on_ones.more",
        "reconnections.distance",
        "reconnections.serious",
        "reconnections.rest",
        "reconnections.asked_not_to",
    )
)


def begin(side: Side, words: str) -> None:
    """Maya leads Sam and Noor; they know what they expect, and keep in touch with Kofi."""
    start(side, "sam", "noor")
    for line in ("/tend report @sam", "/tend report @noor"):
        side.hands("maya").types(line)
        close_all(side, "maya")
    set_up(side, "@sam weekly thursday 14:00")
    side.settle()
    side.hands("sam").press(invitation(side, "sam"), "Looks good")
    for number in range(2):
        add(side, "maya", f"@sam {words} plan {number}")
        add(side, "sam", f"@maya {words} wish {number}")
    keep_notes(side, "sam", f"{words} notes of mine")
    for handle, other in (("maya", "sam"), ("sam", "maya")):
        expect(side, handle, other, f"{words} expectations", share=True)
        close_all(side, handle)
        keep_in_touch(side, handle, "kofi")
    acting.write(side, "maya", f"{words} How are you, really?", line="/reconnect @noor")
    acting.plan(side, "maya", when=acting.AFTER, after="lunch")
    close_all(side, "maya")
    repair(side, words)
    Happenings(side.workspace, side.door).joins("nils", "Nils Holm")
    side.hands("noor").changes_profile(status_text="on holiday", status_emoji=":palm_tree:")


def invitation(side: Side, handle: str) -> Message:
    return [one for one in side.workspace.in_dm(handle) if one.text.startswith("Somebody would like")][-1]


def repair(side: Side, words: str) -> None:
    """Sam owns his part towards Ana, in pieces of an apology."""
    pieces = {name: f"{text} {words}" for name, text in acting.PIECES.items()}
    acting.compose(side, "sam", relation=acting.PEER, **pieces)
    acting.plan(side, "sam")
    side.hands("sam").press(side.workspace.modal_of("sam"), "Send me the words as a message")
    close_all(side, "sam")


def go_on(side: Side, words: str) -> str:
    """They met: Maya says so, and writes a note for both; what she reads of earlier meetings then."""
    card = cards_naming(side, "maya", "did it happen?")[-1]
    side.hands("maya").press(card, "Held")
    side.settle()
    write_for_both(side, "maya", look_back(side, "maya", card), f"{words} what we said")
    read = page_words(look_back(side, "maya", card))
    close_all(side, "maya")
    return read


def try_everything(side: Side, words: str) -> None:
    """Maya and Sam press whatever is there, and fill in each form that opens."""
    pressing = Pressing(side, words, never=ENDING)
    for handle, lines in (("maya", LINES), ("sam", LINES[-2:])):
        pressing.everything(handle)
        pressing.behind_lines(handle, *lines)
    side.settle()


def decide_and_leave(side: Side, words: str) -> None:
    """What admins decide about who uses what, a reminder at a time, thanks for thanks, and one who leaves."""
    side.hands("maya").global_shortcut("say_thanks")
    close_all(side, "maya")
    try_out(side, *INVITED, channels=("#general",))
    switch_off(side, "Digests")
    switch_off(side)
    told_early(side, "sam", "A day before")
    for choice in ("Change the slot", "Pause", "End"):
        side.hands("ana").submit(more_form(side, "ana", choice))
        close_all(side, "ana")
    acting.write(side, "noor", f"{words} Shall we talk?", line="/reconnect @maya", relation=acting.LED)
    acting.plan(side, "noor", when=acting.AT, day=side.now().date() + timedelta(days=1), time="14:00")
    close_all(side, "noor")
    choose(side, "sam", "To me")
    give(side, "noor", f"@sam {words} explained the release")
    side.settle()
    [told] = [one for one in side.workspace.in_dm("sam") if "Read" in labels_of(one)][-1:]
    side.hands("sam").press(told, "Read")
    side.hands("sam").press(side.workspace.modal_of("sam"), "Thank them back")
    close_all(side, "sam")
    side.hands("priya").is_deactivated()
    side.settle()


def labels_of(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        for element in block.get("elements", [])
        if element.get("type") == "button"
    ]


def turn_to(side: Side, moment: datetime) -> None:
    """Let everything be due at once that was due until then."""
    side.turn_to(moment)
    side.settle()


def all_seen(side: Side, *handles: str) -> str:
    """All that these people can open, and what they expect of each other."""
    shown = [all_that_is_seen(side, handle) for handle in handles]
    for handle, other in (handles, handles[::-1]):
        shown.append(page_words(expected(side, handle, other)))
        close_all(side, handle)
    return "\n".join(shown)
