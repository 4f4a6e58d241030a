"""What happened in the team before the newcomer arrives: a few people have used Tend, by hand."""

from datetime import date

from bot.sandbox.sandbox import Sandbox, utc
from bot.sandbox.slack.harbour import START

_MONDAY = utc(2026, 10, 5, 7, 30)  # half past nine in Berlin

_AFTERNOON = utc(2026, 10, 5, 14)  # ten in New York

_SAID = (
    ("leo", "#general", "Morning all. The import runs again since six."),
    ("noor", "#general", "Thank you Leo. I slept badly over that one."),
    ("jonas", "#project-tide", "Slides for Thursday are in the folder. Please look at page four."),
    ("ana", "#project-tide", "I will read page four tomorrow and write down what I miss."),
    ("priya", "#general", "Cake in the kitchen until it is gone."),
)
_LED = {"maya": ("ana", "sam", "priya", "jonas"), "leo": ("noor", "kofi")}
# Kofi and Sam have not used Tend yet: their first page is a newcomer's.
_LED_BY = {"ana": "maya", "priya": "maya", "noor": "leo"}
_THANKS = (
    (
        "leo",
        "@noor stayed with the broken import until we knew the cause, so nobody had to guess the next day",
    ),
    ("jonas", "@priya read my slides twice and asked the one question that mattered"),
)


def play_history(sandbox: Sandbox) -> None:
    """From Monday morning to Wednesday at ten, when the newcomer sits down in Maya's place."""
    sandbox.clock.turn_to(_MONDAY)
    for handle, channel, words in _SAID:
        sandbox.hands(handle).says(words, channel=channel)
    for manager, reports in _LED.items():
        for report in reports:
            sandbox.hands(manager).types(f"/tend report @{report}")
    for report, manager in _LED_BY.items():
        sandbox.hands(report).types(f"/tend manager @{manager}")
    for author, words in _THANKS:
        _thank(sandbox, author, words)
    sandbox.hands("maya").types("/1on1 @ana weekly thursday 14:00")
    sandbox.hands("leo").types("/1on1 @noor weekly friday 10:00")
    # Invitations wait until the other one is at work.
    sandbox.turn_to(_AFTERNOON)
    for invited in ("ana", "noor"):
        _accept(sandbox, invited)
    _promise(sandbox, "maya", "send @ana the first draft of the roadmap", due_on=date(2026, 10, 8))
    _promise(sandbox, "leo", "ask @kofi how the move went", due_on=date(2026, 10, 9))
    sandbox.turn_to(START)
    sandbox.workspace.forget_ephemerals()


def _thank(sandbox: Sandbox, author: str, words: str) -> None:
    hands = sandbox.hands(author)
    seen = hands.types(f"/shoutout {words}", channel="#shout-outs")
    # Whoever has the page open may write while this is played.
    hands.press(next(message for message in seen if "Post it" in message.words), "Post it")


def _accept(sandbox: Sandbox, handle: str) -> None:
    hands = sandbox.hands(handle)
    for message in sandbox.workspace.in_dm(handle):
        if any("Looks good" in str(block) for block in message.blocks):
            hands.press(message, "Looks good")


def _promise(sandbox: Sandbox, handle: str, words: str, *, due_on: date) -> None:
    hands = sandbox.hands(handle)
    hands.types(f"/followups {words}")
    form = sandbox.workspace.modal_of(handle)
    if form is not None:
        hands.choose(form, "By when?", due_on)
        hands.submit(form)
    if said := sandbox.workspace.modal_of(handle):
        hands.close(said)
