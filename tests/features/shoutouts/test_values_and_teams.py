"""A shout-out may name a value of the company and thank a team; a team is a name, and rings for nobody."""

import pytest

from bot.features.shoutouts.models import Shoutout
from bot.features.workspace.values import choose_values
from bot.platform.slack.mrkdwn import literal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.views import View
from tests.features.shoutouts.test_literal import live_tokens
from tests.features.shoutouts.thanking import WORDS, choose, drafts, modal_of, posts, previewed, words_of

MAYA, ANA, LEO = "<@U0MAYA0001>", "<@U0ANA00001>", "<@U0LEO00001>"
WHO, TEAM, DID = "Whom do you thank?", "Or a team, by its name", "What did they do?"
VALUE = "Which of our values does it show?"


def values(tend: Sandbox, text: str) -> None:
    with tend.database.transaction() as session:
        choose_values(session, "T0TEND0001", text=text)


def opened(tend: Sandbox, handle: str = "maya") -> View:
    tend.hands(handle).types("/shoutout")
    return modal_of(tend, handle)


def given_from(tend: Sandbox, answers: dict[str, str | list[str]]) -> str:
    """Fill in the form, look at the preview, post it; what stands in the channel."""
    form = opened(tend)
    hands = tend.hands("maya")
    hands.fill(form, {DID: WORDS, **answers})
    assert hands.submit(form) is None
    shown = [dict(block) for block in form.blocks]
    assert hands.submit(form) is None
    [post] = posts(tend)
    place = next(at for at, block in enumerate(shown) if block["type"] == "section")
    preview = [{**block, "block_id": ""} for block in shown[place : place + len(post.blocks)]]
    assert preview == [{**block, "block_id": ""} for block in post.blocks]
    assert tend.workspace.refused_calls() == []
    return post.words


@pytest.fixture
def raw(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines reach the bot as they are written: with the names that Slack's own clients put into them."""
    monkeypatch.setattr("bot.sandbox.hands.commands.spelled", lambda text, **_: text)


def test_there_is_a_field_for_values_only_where_the_company_has_some(tend: Sandbox) -> None:
    assert "our values" not in words_of(opened(tend))
    values(tend, "Own it\nSay it early")
    tend.hands("maya").close(modal_of(tend, "maya"))
    assert "Say it early" in words_of(opened(tend))


def test_the_value_stands_below_the_words_and_the_preview_is_the_post(tend: Sandbox) -> None:
    values(tend, "Own it\nSay it <early> & *often*")
    said = given_from(tend, {WHO: ["ana"], VALUE: "Say it <early> & *often*"})
    assert said == f"{MAYA} thanks {ANA}\n{WORDS}\nOur value: {literal('Say it <early> & *often*')}"


def test_a_value_that_left_the_list_stays_with_the_draft_that_names_it(tend: Sandbox) -> None:
    values(tend, "Own it")
    form = opened(tend)
    hands = tend.hands("maya")
    hands.fill(form, {WHO: ["ana"], DID: WORDS, VALUE: "Own it"})
    hands.submit(form)
    values(tend, "Say it early")
    hands.press(form, "Change")
    assert form.filled["value"]["value"]["selected_option"]["value"] == "Own it"
    hands.submit(form)
    hands.submit(form)
    assert "Our value: Own it" in posts(tend)[0].words


def test_a_team_alone_is_thanked_by_name(tend: Sandbox) -> None:
    assert given_from(tend, {TEAM: "the design team"}) == f"{MAYA} thanks the design team\n{WORDS}"


def test_a_team_is_named_behind_the_people(tend: Sandbox) -> None:
    said = given_from(tend, {WHO: ["ana", "leo"], TEAM: "the design team"})
    assert said.startswith(f"{MAYA} thanks {ANA}, {LEO} and the design team\n")


def test_a_team_is_named_whatever_the_people_beside_it_like(tend: Sandbox) -> None:
    choose(tend, "ana", "To me")
    form = opened(tend)
    hands = tend.hands("maya")
    hands.fill(form, {WHO: ["ana"], TEAM: "the design team", DID: WORDS})
    hands.submit(form)
    assert "The post names only those who like to be thanked in the channel." in words_of(form)
    hands.submit(form)
    assert [post.words for post in posts(tend)] == [f"{MAYA} thanks the design team\n{WORDS}"]


@pytest.mark.parametrize(
    "name", ["@channel", "@here", "#general", "<!channel>", "<!subteam^S1|@design>", "*x* <@U1ABC>"]
)
def test_no_name_of_a_team_rings(tend: Sandbox, name: str) -> None:
    said = given_from(tend, {TEAM: name})
    assert f"thanks {literal(name.lstrip('@#'))}\n" in said
    for call in tend.workspace.calls:
        assert live_tokens(call.arguments) <= {MAYA, "<#C0SHOUTS01>"}


def test_a_teams_name_is_one_line_of_75_characters(tend: Sandbox) -> None:
    form = opened(tend)
    hands = tend.hands("maya")
    hands.fill(form, {WHO: ["ana"], DID: WORDS})
    form.filled["team"]["team"]["value"] = "x" * 76
    errors = hands.submit(form)
    assert errors is not None
    assert "75" in errors["team"]
    assert form.filled["did"]["did"]["value"] == WORDS


def test_with_neither_people_nor_a_team_the_form_asks_whom_and_keeps_the_words(tend: Sandbox) -> None:
    form = opened(tend)
    hands = tend.hands("maya")
    hands.fill(form, {DID: WORDS, TEAM: " @ \u200b "})
    errors = hands.submit(form)
    assert errors is not None
    assert "Whom do you thank?" in errors["receivers"]
    assert form.filled["did"]["did"]["value"] == WORDS


@pytest.mark.parametrize(
    ("line", "headline", "words"),
    [
        ("<!subteam^S0DESIGN1|@design> drew the plan", "the team design", "drew the plan"),
        ("<!subteam^S0DESIGN1|design>: drew the plan", "the team design", "drew the plan"),
        ("<@U0ANA00001|ana> and <!subteam^S0D|@design> drew it", f"{ANA} and the team design", "drew it"),
        ("<!subteam^S1|@a-b> <!subteam^S2|@c> drew it", "the team a-b and the team c", "drew it"),
        ("thanks to <!subteam^S1|@design> for it", "the team design", "thanks to @design for it"),
    ],
)
@pytest.mark.usefixtures("raw")
def test_a_user_group_in_a_typed_line_is_a_team_by_its_handle(
    tend: Sandbox, line: str, headline: str, words: str
) -> None:
    preview = previewed(tend, "maya", line)
    assert f"{MAYA} thanks {headline}\n{words}\n" in preview.words
    assert live_tokens(preview.blocks) <= {MAYA, ANA, "<#C0SHOUTS01>"}


@pytest.mark.usefixtures("raw")
def test_a_user_group_without_a_name_is_asked_for_in_the_form_and_the_words_come_back(tend: Sandbox) -> None:
    answer = previewed(tend, "maya", f"<!subteam^S0DESIGN1> {WORDS}")
    assert "Slack did not tell me the name of that group." in answer.words
    assert "<!subteam" not in answer.text + str(answer.blocks)
    assert WORDS in answer.words
    assert drafts(tend) == []


def test_fifty_names_are_too_many_and_come_back_with_the_words(tend: Sandbox) -> None:
    for number in range(50):
        tend.workspace.add_person(Person(f"U0MANY{number:04}", f"a{number}", f"Person {number}"))
    names = " ".join(f"@a{number}" for number in range(50))
    answer = previewed(tend, "maya", f"{names} {WORDS}")
    assert "You named 50 people, and a shout-out has room for 10." in answer.words
    assert f"{names} {WORDS}" in answer.words
    assert drafts(tend) == []


def test_three_thousand_emoji_are_too_long_and_come_back(tend: Sandbox) -> None:
    answer = previewed(tend, "maya", "@ana " + "🎉" * 3000)
    assert "That is 3000 characters" in answer.words
    assert "🎉" * 3000 in answer.words
    assert tend.workspace.refused_calls() == []


def test_an_older_preview_does_not_post_another_team_or_value(tend: Sandbox) -> None:
    values(tend, "Own it")
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    hands.fill(form, {TEAM: "the design team", VALUE: "Own it"})
    hands.submit(form)
    hands.close(form)
    hands.press(preview, "Post it")
    assert posts(tend) == []
    assert "Your words have changed since." in preview.words
    assert f"thanks {ANA} and the design team" in preview.words
    assert "Our value: Own it" in preview.words


def test_teams_and_values_are_kept_encrypted(tend: Sandbox) -> None:
    values(tend, "Own it")
    given_from(tend, {TEAM: "the design team", VALUE: "Own it"})
    with tend.database.engine.connect() as connection:
        rows = str(connection.exec_driver_sql("SELECT * FROM shoutouts").all())
    assert "design" not in rows
    assert "Own it" not in rows
    with tend.database.reading() as session:
        assert session.query(Shoutout).one().team == "the design team"
