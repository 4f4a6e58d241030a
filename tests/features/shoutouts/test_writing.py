"""A shout-out is written with the command, and no words are lost on the way."""

import pytest

from bot.features.people.models import Person as KnownPerson
from bot.features.shoutouts.models import ShoutoutReceiver
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.people import Person
from tests.features.shoutouts.thanking import WORDS, drafts, give, posts, previewed

MAYA, ANA, LEO = "<@U0MAYA0001>", "<@U0ANA00001>", "<@U0LEO00001>"


def test_the_preview_shows_what_will_be_posted_to_its_author_alone(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana and @leo {WORDS}")
    assert f"{MAYA} thanks {ANA} and {LEO}\n{WORDS}" in preview.words
    assert preview.ephemeral_to == "U0MAYA0001"
    assert posts(tend) == []
    shown = [block for block in preview.blocks if block["type"] in ("section", "rich_text")]
    tend.hands("maya").press(preview, "Post it")
    [post] = posts(tend)
    assert [{**block, "block_id": ""} for block in post.blocks] == [
        {**block, "block_id": ""} for block in shown
    ]


@pytest.mark.parametrize(
    ("line", "headline", "words"),
    [
        ("@ana, @leo: fixed it", f"{ANA} and {LEO}", "fixed it"),
        ("@ana @leo @sam fixed it", f"{ANA}, {LEO} and <@U0SAM00001>", "fixed it"),
        ("@ana @ana fixed it", ANA, "fixed it"),
        ("big thanks to @ana for the fix", ANA, "big thanks to @ana for the fix"),
        ("@ana helped @leo & me", f"{ANA} and {LEO}", "helped @leo & me"),
        ("@ana wrote <b>a & b</b>", ANA, "wrote <b>a & b</b>"),
        ("@ana told #general and @here", ANA, "told #general and @here"),
    ],
)
def test_those_named_are_thanked_and_the_rest_are_the_words(
    tend: Sandbox, line: str, headline: str, words: str
) -> None:
    assert f"thanks {headline}\n{words}\n" in previewed(tend, "maya", line).words


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("thank you all", "Whom do you thank?"),
        ("@channel thank you", "Whom do you thank?"),
        ("@ana", "What did they do?"),
        ("@ana   ", "What did they do?"),
        ("@ana \u200b\u2060", "What did they do?"),
        ("@maya kept going", "That is you."),
        ("@ana @maya kept going", "That is you."),
        ("@tend kept going", "Tend is for people."),
        ("@slackbot kept going", "Tend is for people."),
        ("@priya kept going", "Tend leaves guests alone."),
        ("@jonas kept going", "no longer has an active account"),
        ("@sam kept going", "belongs to another company"),
        ("@newcomer kept going", "I don't know that person yet."),
        ("@a0 @a1 @a2 @a3 @a4 @a5 @a6 @a7 @a8 @a9 @a10 kept going", "You named 11 people"),
        ("@ana " + "x" * 1501, "That is 1501 characters, and a shout-out has room for 1500."),
    ],
)
def test_what_cannot_be_thanked_is_told_in_a_sentence_and_the_words_come_back(
    tend: Sandbox, line: str, sentence: str
) -> None:
    tend.hands("priya").changes_profile(is_restricted=True)
    with tend.database.transaction() as session:
        session.get_one(KnownPerson, ("T0TEND0001", "U0JONAS001")).is_gone = True
        session.get_one(KnownPerson, ("T0TEND0001", "U0SAM00001")).is_foreign = True
    tend.workspace.add_person(Person("U0NEWCOMER", "newcomer", "New Comer"))
    for number in range(11):
        tend.workspace.add_person(Person(f"U0MANY{number:04}", f"a{number}", f"Person {number}"))
    [answer] = tend.hands("maya").types(f"/shoutout {line}")
    assert sentence in answer.words
    for words in ("kept going", "thank you", "x" * 1501):
        if words in line:
            assert words in answer.words
            assert "Nothing was posted. Here are your words" in answer.words
    assert drafts(tend) == []
    assert posts(tend) == []


def test_fifteen_hundred_characters_fit_whatever_they_are(tend: Sandbox) -> None:
    for longest in ("<&>" * 500, "🌱" * 1500):
        preview = previewed(tend, "maya", f"@ana {longest}")
        assert longest in preview.words
    assert tend.workspace.refused_calls() == []


def test_far_too_many_words_come_back_too(tend: Sandbox) -> None:
    [answer] = tend.hands("maya").types("/shoutout @ana " + "word " * 1600)
    assert "That is 7999 characters" in answer.words
    assert ("word " * 1600).strip() in answer.words


def test_cancel_leaves_nothing(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    tend.hands("maya").press(preview, "Cancel")
    assert preview.deleted
    assert drafts(tend) == []
    with tend.database.reading() as session:
        assert session.query(ShoutoutReceiver).count() == 0


def test_a_draft_is_forgotten_after_seven_days(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(7)
    assert drafts(tend) == []
    seen = tend.hands("maya").press(preview, "Post it")
    assert "That shout-out is no longer here." in seen.words
    assert posts(tend) == []


def test_nobody_else_can_post_or_change_a_draft(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    forged = tend.workspace.post(
        "#general", author=tend.workspace.bot, text="x", blocks=[dict(block) for block in preview.blocks]
    )
    for label in ("Post it", "Change", "Cancel"):
        assert "That shout-out is no longer here." in tend.hands("leo").press(forged, label).words
    assert posts(tend) == []
    assert drafts(tend) == [WORDS]


def test_words_are_kept_encrypted(tend: Sandbox) -> None:
    give(tend, "maya", f"@ana {WORDS}")
    with tend.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM shoutouts").all()
        outbox = connection.exec_driver_sql("SELECT * FROM outbox_messages").all()
    assert rows
    assert WORDS not in str(rows) + str(outbox)


def test_help_says_what_there_is(tend: Sandbox) -> None:
    answer = tend.hands("maya").types("/shoutout help").words
    for part in ("/shoutout received", "/shoutout settings", "up to 10 people", "1500 characters", "3 days"):
        assert part in answer
