"""mrkdwn, dates, emoji and links, as a person reads them."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.rendering.mrkdwn import draw_mrkdwn, draw_text
from bot.sandbox.rendering.scene import Scene
from tests.sandbox.drawing import MAYA, SCENE, plain


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("*bold* and _slanted_", "<strong>bold</strong> and <em>slanted</em>"),
        ("~gone~", "<s>gone</s>"),
        ("*one _in ~another~_*", "<strong>one <em>in <s>another</s></em></strong>"),
        ("`*as it is*`", "<code>*as it is*</code>"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("* not bold * and ** nothing **", "* not bold * and ** nothing **"),
        ("*over\ntwo lines*", "*over\ntwo lines*"),
        ("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        ("&amp;lt;", "&amp;lt;"),
        ("> quoted\n> twice\nnot", "<blockquote>quoted\ntwice</blockquote>not"),
        ("&gt; quoted", "<blockquote>quoted</blockquote>"),
        (">>> all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("```\n*as* &lt;it&gt;\n```", "<pre>*as* &lt;it&gt;</pre>"),
        ("before\n```x```\nafter", "before<pre>x</pre>after"),
    ],
)
def test_marks_take_effect_where_slack_lets_them(written: str, drawn: str) -> None:
    assert draw_mrkdwn(written, scene=SCENE) == drawn


def test_a_person_is_named_and_whoever_looks_is_marked() -> None:
    assert plain(draw_mrkdwn("<@U0LEO00001>", scene=SCENE)) == "@Leo Fontaine"
    assert "mention-you" in draw_mrkdwn(f"<@{MAYA}>", scene=SCENE)
    assert "mention-you" not in draw_mrkdwn("<@U0LEO00001>", scene=SCENE)


def test_channels_and_calls_to_everyone_are_named() -> None:
    assert plain(draw_mrkdwn("<#C0GENERAL1> <!here> <!channel>", scene=SCENE)) == "#general @here @channel"


def test_a_link_shows_its_label_and_opens_elsewhere() -> None:
    drawn = draw_mrkdwn("<https://example.org/a_b_c?x=1&amp;y=2|the *plan*>", scene=SCENE)
    assert 'href="https://example.org/a_b_c?x=1&amp;y=2"' in drawn
    assert 'rel="noopener noreferrer"' in drawn
    assert plain(drawn) == "the *plan*"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"],
)
def test_a_link_that_could_run_something_is_only_words(address: str) -> None:
    drawn = draw_mrkdwn(f"<{address}|press me>", scene=SCENE)
    assert "href" not in drawn
    assert plain(drawn) == "press me"


def test_a_link_into_slack_stays_inside_the_page() -> None:
    inside = replace(SCENE, address_of=lambda wanted: f"/?at={wanted}")
    drawn = draw_mrkdwn("<slack://user?team=T0TEND0001&amp;id=U0LEO00001|Talk with Leo>", scene=inside)
    assert 'href="/?at=U0LEO00001"' in drawn
    assert "href" not in draw_mrkdwn("<slack://user?id=U0LEO00001|Talk>", scene=SCENE)


def test_verbatim_leaves_bare_addresses_and_names_alone() -> None:
    written = "see https://example.org, @here in #general"
    assert draw_mrkdwn(written, scene=SCENE, verbatim=True) == written
    alive = draw_mrkdwn(written, scene=SCENE)
    assert 'href="https://example.org"' in alive
    assert "mention-all" in alive
    assert plain(alive) == written


def test_plain_text_knows_emoji_and_nothing_else() -> None:
    drawn = draw_text({"type": "plain_text", "text": "*a* <@U0LEO00001> :tada:"}, scene=SCENE)
    assert drawn.startswith("*a* &lt;@U0LEO00001&gt; ")
    assert "🎉" in drawn
    assert draw_text({"type": "plain_text", "text": ":tada:", "emoji": False}, scene=SCENE) == ":tada:"


def test_an_emoji_of_no_known_name_stays_as_typed() -> None:
    assert draw_mrkdwn("at 10:30:00 :nonesuch:", scene=SCENE) == "at 10:30:00 :nonesuch:"
    assert "👍🏽" in draw_mrkdwn(":+1::skin-tone-4:", scene=SCENE)


def test_a_date_is_written_in_the_zone_of_whoever_reads() -> None:
    stamp = int(datetime(2026, 10, 8, 0, 30, tzinfo=UTC).timestamp())
    written = f"<!date^{stamp}^{{date_short_pretty}} at {{time}}|once>"
    assert plain(draw_mrkdwn(written, scene=SCENE)) == "tomorrow at 02:30"
    new_york = replace(SCENE, zone=ZoneInfo("America/New_York"))
    assert plain(draw_mrkdwn(written, scene=new_york)) == "today at 20:30"


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("{date}", "October 22nd, 2026"),
        ("{date_long}", "Thursday, October 22nd, 2026"),
        ("{date_short}", "Oct 22, 2026"),
        ("{date_num} {time_secs}", "2026-10-22 10:00:00"),
        ("{ago}", "in 15 days"),
        ("{unheard_of}", "{unheard_of}"),
    ],
)
def test_every_date_token_is_written_out(token: str, words: str) -> None:
    stamp = int(datetime(2026, 10, 22, 8, tzinfo=UTC).timestamp())
    assert plain(draw_mrkdwn(f"<!date^{stamp}^{token}|once>", scene=SCENE)) == words


def test_a_date_beyond_all_calendars_shows_its_fallback() -> None:
    assert plain(draw_mrkdwn("<!date^999999999999^{date}|some day>", scene=SCENE)) == "some day"


def test_a_mention_leads_to_the_person_where_the_page_has_them() -> None:
    inside = replace(SCENE, address_of={"U0LEO00001": "/?at=U0LEO00001"}.get)
    assert 'href="/?at=U0LEO00001"' in draw_mrkdwn("<@U0LEO00001>", scene=inside)


def test_a_scene_without_names_still_reads() -> None:
    empty = Scene(people={}, channels={}, viewer="", zone=ZoneInfo("UTC"), now=SCENE.now)
    assert (
        plain(draw_mrkdwn("<@U1ZZZ> <@U2ZZZ|ana> <#C1ZZZ>", scene=empty)) == "@someone @ana #private-channel"
    )
