"""Whatever somebody writes stays text: nothing in it rings, links or names anybody."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.shoutouts import blocks
from bot.features.shoutouts.models import Shoutout, ShoutoutReceiver
from bot.features.shoutouts.receiving import blocks as receiver_blocks
from bot.features.shoutouts.receiving.received import Received
from bot.features.shoutouts.wording import LONGEST_WORDS, NotAShoutout, Wording, checked, checked_team
from bot.features.shoutouts.writing import drafts, forms
from bot.features.shoutouts.writing.spoken import understood
from bot.platform.slack.check import problems_in_message, problems_in_view
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.harbour import START
from tests.features.shoutouts.thanking import choose, modal_of, posts

TOKEN = re.compile(r"<[^<>]+>")
MARKUP = re.compile(r"\*bold\*|_it_|~no~|`code|^&gt;", re.MULTILINE)
ALLOWED = {"<@U0MAYA0001>", "<@U0ANA00001>", "<@U0LEO00001>", "<#C0SHOUTS01>"}
LINK = "https://tend.example/archives/C0GENERAL1/p1700000000000000"
NASTY = (
    "<!channel> <!here> <!everyone>",
    "<!subteam^S0ABC123>",
    "<@U0LEO00001>",
    "<https://evil.example|your payslip>",
    "@here @channel @leo #general",
    "https://evil.example",
    "*bold* _it_ ~no~ `code` ```block```",
    "> quoted\n> lines",
    "\u202egnihtemos\u202c \u2067עברית\u2069",
    ":tada: 🎉 👩🏽‍🚀",
    "&lt;!channel&gt; &amp;",
    "{{ 7 * 7 }} {% block x %}",
    "a\x00b\x07c",
)
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["<!channel>", "<", ">", "|", "&", "@here", "<@U1ABC>", "x", "\n"])).map(
        "".join
    ),
    st.sampled_from(NASTY),
)


def texts_in(thing: Any) -> Iterator[tuple[str, str]]:
    """Every text in a message or view, with the kind of thing it stands in."""
    if isinstance(thing, list):
        for part in thing:
            yield from texts_in(part)
    elif isinstance(thing, dict):
        for key, part in thing.items():
            if isinstance(part, str):
                yield f"{thing.get('type', '')}.{key}", part
            else:
                yield from texts_in(part)


def live_tokens(thing: Any) -> set[str]:
    """What would ring, link, name somebody or look otherwise: markup, and rich text beyond text."""
    found = set()
    for place, text in texts_in(thing):
        if place in ("mrkdwn.text", ".text"):
            found |= {*TOKEN.findall(text), *MARKUP.findall(text)}
        elif place == "user.user_id":
            found.add(f"<@{text}>")
        elif place.startswith(("link.", "broadcast.", "usergroup.", "channel.")):
            found.add(place)
    return found


@pytest.mark.parametrize("nasty", NASTY)
def test_words_survive_and_ping_nobody_through_every_door(tend: Sandbox, nasty: str) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(
        form,
        {
            "Whom do you thank?": ["ana", "leo"],
            "When was it?": nasty,
            "What did they do?": nasty,
            "What did it change, and for whom?": nasty,
        },
    )
    choose(tend, "leo", "To me")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana", "leo"], "What did they do?": nasty})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    [post] = posts(tend)
    assert nasty.strip() in [part for place, part in texts_in(post.blocks) if place == "text.text"]
    tend.hands("leo").press(tend.workspace.in_dm("leo")[0], "Read")
    tend.hands("leo").types("/shoutout received")
    tend.hands("ana").press(tend.workspace.in_dm("ana")[0], "Take it down")
    for call in tend.workspace.calls:
        assert live_tokens(call.arguments) <= ALLOWED, call.method
    for message in tend.workspace.seen_by("leo", "#general"):
        assert live_tokens(message.blocks) <= ALLOWED
    assert tend.workspace.refused_calls() == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(line=ANYTHING)
def test_whatever_is_typed_behind_the_command_pings_nobody(tend: Sandbox, line: str) -> None:
    seen = tend.hands("maya").types(f"/shoutout @ana {line}")
    for message in seen:
        assert live_tokens(message.blocks) - ALLOWED == set()
    assert seen.trouble is None
    assert tend.workspace.refused_calls() == []


@given(did=ANYTHING, occasion=ANYTHING, effect=ANYTHING, name=ANYTHING, value=ANYTHING)
def test_nothing_that_is_shown_of_any_words_is_live_or_refused_by_slack(
    did: str, occasion: str, effect: str, name: str, value: str
) -> None:
    try:
        wording = checked(Wording(did=did, occasion=occasion, effect=effect))
        team = checked_team(name)
    except NotAShoutout:
        return
    shoutout = Shoutout(
        id=1,
        version=1,
        workspace_id="T0TEND0001",
        author_id="U0MAYA0001",
        channel_id="C0SHOUTS01",
        did=wording.did,
        occasion=wording.occasion,
        effect=wording.effect,
        team=team,
        value=" ".join(value.split())[:75] or None,
        occasion_link=LINK,
    )
    both = ["U0ANA00001", "U0LEO00001"]
    shown = blocks.Preview(shoutout, both, "C0SHOUTS01", None, [did[:150] or "x", name[:150] or "x"])
    thanks = Received(1, "U0MAYA0001", wording.text, START.date(), "C0SHOUTS01")
    for message in (
        blocks.post(shoutout, both),
        blocks.preview(shown),
        blocks.refused("No.", given=did),
        blocks.not_posted(shoutout, both, reason="not_in_channel"),
        blocks.in_doubt(shoutout, both),
        receiver_blocks.page([thanks], skip=0),
    ):
        assert problems_in_message(message.text, message.blocks) == []
        assert live_tokens([{"text": message.text}, message.blocks]) <= {*ALLOWED, f"<{LINK}|the message>"}
    around = drafts.around(shoutout)
    form = forms.writing(
        receiver_ids=both,
        wording=wording,
        around=around,
        values=[around.value] if around.value else [],
        draft_id=1,
        note=did,
    )
    for view in (forms.preview(shown), receiver_blocks.reading(thanks), form):
        assert problems_in_view(view) == []
        assert live_tokens(view) <= {*ALLOWED, f"<{LINK}|the message>"}


@given(text=st.text(max_size=400))
def test_only_words_that_nobody_could_see_are_refused(text: str) -> None:
    try:
        kept = checked(Wording(did=text))
    except NotAShoutout:
        assert not any(character.isalnum() for character in text)
    else:
        assert kept.did == text.strip()
        assert 0 < len(kept.text) <= LONGEST_WORDS


@given(
    names=st.lists(st.sampled_from(["U0ANA00001", "U0LEO00001", "W0SAM00001"]), min_size=1, max_size=5),
    between=st.sampled_from([" ", ", ", ",", " and ", " &amp; ", "  "]),
    words=st.from_regex(r"[a-z]{3,9}( [a-z]{3,9}){0,3}", fullmatch=True),
)
def test_names_in_front_leave_the_words_and_each_counts_once(
    names: list[str], between: str, words: str
) -> None:
    said = understood(between.join(f"<@{name}|x>" for name in names) + f" {words}")
    assert said.receiver_ids == list(dict.fromkeys(names))
    assert said.words == words


def test_a_private_line_shows_neither_who_nor_what() -> None:
    receiver = ShoutoutReceiver(id=7, workspace_id="T0TEND0001", person_id="U0ANA00001", shoutout_id=1)
    assert live_tokens(receiver_blocks.private_line(receiver)) == set()
