"""People's words stay words: nothing they type rings, links or names anybody."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platform.slack import mrkdwn

TOKENS = [
    "<@U0ANA0001>",
    "<@U0ANA0001|ana>",
    "<#C0GENERAL1|general>",
    "<!here>",
    "<!channel|@channel>",
    "<!subteam^S0DEV|@dev>",
    "<!date^1^{date}|then>",
    "<https://a.example|see>",
    "&amp;",
    "&lt;",
    "&gt;",
    "&amp;lt;",
    "&",
    "<",
    ">",
    "|",
    "<!",
    "<@",
    "^",
    "mailto:",
    "<<>>",
    ",",
]

# Words as they may come, with more of Slack's own signs in them than people use.
from_slack = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(TOKENS),
    ),
    max_size=12,
).map("".join)


@given(st.text())
def test_escaped_words_come_back_as_they_were(text):
    assert mrkdwn.unescape(mrkdwn.escape(text)) == text


@given(from_slack)
def test_what_comes_from_slack_never_goes_back_alive(text):
    again = mrkdwn.escape(mrkdwn.unescape(text))
    assert "<" not in again
    assert ">" not in again
    assert re.sub("&(amp|lt|gt);", "", again).count("&") == 0


@given(from_slack)
def test_words_of_people_named_are_read_without_stumbling(text):
    for user_id in mrkdwn.mentions_in(text):
        assert mrkdwn.mention(user_id) == f"<@{user_id}>"
    assert mrkdwn.mentions_in(mrkdwn.without_mentions("<@U0ANA0001> " + text)) == []


@pytest.mark.parametrize(
    ("said", "escaped"),
    [
        ("a & b", "a &amp; b"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("&lt;", "&amp;lt;"),
        ("\"quotes\" and 'these'", "\"quotes\" and 'these'"),
    ],
)
def test_only_three_signs_are_escaped_and_each_once(said, escaped):
    assert mrkdwn.escape(said) == escaped


@pytest.mark.parametrize(
    ("came", "stored"),
    [
        ("thank <@U0ANA0001|ana>", "thank @ana"),
        ("thank <@U0ANA0001>", "thank @U0ANA0001"),
        ("in <#C0GENERAL1|general>", "in #general"),
        ("in <#C0GENERAL1>", "in #C0GENERAL1"),
        ("<!here> <!channel> <!everyone|@everyone>", "@here @channel @everyone"),
        ("<!subteam^S0DEV0001|@dev>", "@dev"),
        ("<!subteam^S0DEV0001>", "@S0DEV0001"),
        ("<!date^1791367200^{date_short} at {time}|7 October>", "7 October"),
        ("<https://a.example/x?y=1&amp;z=2>", "https://a.example/x?y=1&z=2"),
        ("<http://a.example|a.example>", "http://a.example"),
        ("<https://a.example/x|the plan>", "the plan (https://a.example/x)"),
        ("<mailto:ana@a.example|ana@a.example>", "ana@a.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&amp;lt;!here&amp;gt;", "&lt;!here&gt;"),
        ("1 < 2", "1 < 2"),
        ("", ""),
    ],
)
def test_what_comes_from_slack_is_stored_as_a_person_saw_it(came, stored):
    assert mrkdwn.unescape(came) == stored


@pytest.mark.parametrize("user_id", ["U0ANA0001", "W012A3CDE", "U12"])
def test_a_mention_names_one_person(user_id):
    assert mrkdwn.mention(user_id) == f"<@{user_id}>"


@pytest.mark.parametrize(
    "user_id", ["", "U1", "ana", "u0ana0001", "C0GENERAL1", "U0ANA|x", "U0ANA0001\n", "!here"]
)
def test_a_mention_of_anything_else_is_refused(user_id):
    with pytest.raises(ValueError, match="user id"):
        mrkdwn.mention(user_id)


def test_a_channel_is_linked_by_its_id_only():
    assert mrkdwn.channel("C0SHOUTS01") == "<#C0SHOUTS01>"
    with pytest.raises(ValueError, match="channel id"):
        mrkdwn.channel("shout-outs")


def test_a_link_keeps_its_address_and_loses_what_would_end_it_early():
    assert mrkdwn.link("slack://user?team=T1&id=U1", "Ana") == "<slack://user?team=T1&amp;id=U1|Ana>"
    assert mrkdwn.link("https://a.example", "a|b\n<!here> & c") == "<https://a.example|a b !here &amp; c>"


def test_a_link_without_words_shows_its_address():
    assert mrkdwn.link("https://a.example", " <> ") == "<https://a.example>"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "https://",
        "https://a.example/>",
        "https://a.example/|x",
        "https://a.example/ x",
        "https://a.example\n",
    ],
)
def test_an_address_that_is_not_one_is_refused(url):
    with pytest.raises(ValueError, match="address"):
        mrkdwn.link(url, "here")


@given(st.text(), st.text())
def test_a_link_is_one_token_whatever_it_is_called(path, label):
    try:
        made = mrkdwn.link(f"https://a.example/{path}", label)
    except ValueError:
        return
    assert re.fullmatch(r"<[^<>|\n]+(\|[^<>|\n]+)?>", made)


def test_a_moment_is_written_in_the_zone_of_whoever_reads_it():
    moment = datetime(2026, 10, 7, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    made = mrkdwn.date(moment, "{date_short_pretty} at {time}")
    assert made == "<!date^1791360000^{date_short_pretty} at {time}|2026-10-07 08:00 UTC>"


@pytest.mark.parametrize("format", ["", " ", "{time}|x", "{time}^x", "{time}>", "{time}\n"])
def test_a_date_format_that_would_end_early_is_refused(format):
    with pytest.raises(ValueError, match="format"):
        mrkdwn.date(datetime(2026, 10, 7, tzinfo=UTC), format)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        mrkdwn.date(datetime(2026, 10, 7), "{time}")  # noqa: DTZ001 - the naive one is the point


def test_people_are_read_in_order_and_each_once():
    said = "<@U0ANA0001|ana> and <@W0LEO0001>, then <@U0ANA0001> again, not <@ana> or <#C0GENERAL1|general>"
    assert mrkdwn.mentions_in(said) == ["U0ANA0001", "W0LEO0001"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("<@U0ANA0001|ana> weekly tuesday 10:00", "weekly tuesday 10:00"),
        ("weekly <@U0ANA0001> tuesday", "weekly tuesday"),
        ("<@U0ANA0001|ana>, <@U0SAM0001> and <@U0LEO0001|leo> fixed the build", "fixed the build"),
        ("<@U0ANA0001> &amp; <@U0SAM0001> fixed it", "fixed it"),
        ("<@U0ANA0001><@U0SAM0001>", ""),
        ("<@U0ANA0001> first\nand second", "first\nand second"),
        ("1 &lt; 2 <@U0ANA0001>", "1 &lt; 2"),
        ("nobody  here", "nobody  here"),
    ],
)
def test_people_are_taken_out_and_the_rest_stays(said, left):
    assert mrkdwn.without_mentions(said) == left
