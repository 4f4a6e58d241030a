"""A shout-out is written in a form, previewed there, changed as often as one likes, and found again."""

from datetime import date

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.features.shoutouts.thanking import WORDS, drafts, modal_of, posts, previewed, words_of

MAYA, ANA, LEO = "<@U0MAYA0001>", "<@U0ANA00001>", "<@U0LEO00001>"


def test_the_command_alone_opens_a_form_that_shows_the_preview_and_posts(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(
        form,
        {
            "Whom do you thank?": ["ana", "leo"],
            "When was it?": "On Friday, when the import broke,",
            "What did they do?": "Ana and Leo wrote down what each team should check.",
            "What did it change, and for whom?": "Three customers got an answer the same day.",
        },
    )
    assert hands.submit(form) is None
    shown = words_of(form)
    assert "Your words may name others" in shown
    assert posts(tend) == []
    assert hands.submit(form) is None
    assert f"Done. {ANA} and {LEO} each decide how it arrives." in words_of(form)
    [post] = posts(tend)
    assert post.words == (
        f"{MAYA} thanks {ANA} and {LEO}\n"
        "On Friday, when the import broke,\n"
        "Ana and Leo wrote down what each team should check.\n"
        "Three customers got an answer the same day."
    )


def test_only_who_and_what_they_did_are_needed(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    assert hands.submit(form) == {"did": "Please complete this required field."}
    hands.fill(form, {"What did they do?": WORDS})
    errors = hands.submit(form)
    assert errors is not None
    assert errors["receivers"].startswith("Whom do you thank?")
    hands.fill(form, {"Whom do you thank?": ["ana"], "What did they do?": WORDS})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    assert len(posts(tend)) == 1


@pytest.mark.parametrize(
    ("who", "did", "field", "sentence"),
    [
        (["maya"], WORDS, "receivers", "That is you."),
        (["tend"], WORDS, "receivers", "Tend is for people."),
        (["ana"], "\u2060 \u200b", "did", "What did they do?"),
        (["ana"], "x" * 1501, "did", "That is 1501 characters"),
    ],
)
def test_the_form_says_what_is_wrong_beside_the_field_and_keeps_the_words(
    tend: Sandbox, who: list[str], did: str, field: str, sentence: str
) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": who, "What did they do?": did})
    errors = hands.submit(form)
    assert errors is not None
    assert sentence in errors[field]
    assert form.filled["did"]["did"]["value"] == did
    hands.fill(form, {"Whom do you thank?": ["leo"], "What did they do?": WORDS})
    assert hands.submit(form) is None


def test_the_three_parts_together_may_not_be_too_long(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(
        form,
        {"Whom do you thank?": ["ana"], "When was it?": "y" * 1000, "What did they do?": "x" * 1000},
    )
    errors = hands.submit(form)
    assert errors is not None
    assert "That is 2001 characters" in errors["did"]


def test_change_opens_the_form_with_everything_in_it(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana @leo {WORDS}")
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    assert form.filled["receivers"]["receivers"]["selected_users"] == ["U0ANA00001", "U0LEO00001"]
    assert form.filled["did"]["did"]["value"] == WORDS
    hands.fill(form, {"Whom do you thank?": ["ana"], "What did they do?": "mended the import"})
    assert hands.submit(form) is None
    assert hands.submit(form) is None
    [post] = posts(tend)
    assert post.words == f"{MAYA} thanks {ANA}\nmended the import"


def test_change_in_the_form_goes_back_and_forth(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(form, {"Whom do you thank?": ["ana"], "What did they do?": "one"})
    for words in ("two", "three"):
        hands.submit(form)
        hands.press(form, "Change")
        hands.fill(form, {"What did they do?": words})
    hands.submit(form)
    hands.submit(form)
    [post] = posts(tend)
    assert post.words == f"{MAYA} thanks {ANA}\nthree"
    assert drafts(tend) == []


def test_an_older_preview_posts_no_words_that_it_does_not_show(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    hands.press(preview, "Change")
    form = modal_of(tend, "maya")
    hands.fill(form, {"What did they do?": "mended the import"})
    hands.submit(form)
    hands.close(form)
    hands.press(preview, "Post it")
    assert posts(tend) == []
    assert "Your words have changed since." in preview.words
    assert "mended the import" in preview.words
    hands.press(preview, "Post it")
    assert [post.words for post in posts(tend)] == [f"{MAYA} thanks {ANA}\nmended the import"]


def test_a_draft_is_found_again_with_the_command_alone(tend: Sandbox) -> None:
    previewed(tend, "maya", f"@ana {WORDS}")
    tend.let_days_pass(6)
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    assert "You began this on Wednesday 7 October" in words_of(form)
    assert form.filled["did"]["did"]["value"] == WORDS
    hands.submit(form)
    hands.submit(form)
    assert len(posts(tend)) == 1
    hands.close(form)
    hands.types("/shoutout")
    assert WORDS not in words_of(modal_of(tend, "maya"))


def test_a_draft_can_be_thrown_away(tend: Sandbox) -> None:
    previewed(tend, "maya", f"@ana {WORDS}")
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.press(form, "Throw it away")
    assert "It is gone." in words_of(form)
    assert drafts(tend) == []


def test_a_draft_is_thrown_away_where_it_is_seen_as_it_would_read(tend: Sandbox) -> None:
    hands = tend.hands("maya")
    hands.types("/shoutout")
    form = modal_of(tend, "maya")
    hands.fill(
        form, {"Whom do you thank?": ["ana"], "What did they do?": "Thanks to Ana and her lovely smile."}
    )
    assert hands.submit(form) is None
    assert "Looks, age, family and health are theirs." in words_of(form)
    hands.press(form, "Throw it away")
    assert "It is gone." in words_of(form)
    assert (drafts(tend), posts(tend)) == ([], [])


def test_what_was_posted_can_no_longer_be_changed(tend: Sandbox) -> None:
    preview = previewed(tend, "maya", f"@ana {WORDS}")
    before = [dict(block) for block in preview.blocks]
    hands = tend.hands("maya")
    hands.press(preview, "Post it")
    preview.blocks[:] = before
    assert "That one was posted already." in hands.press(preview, "Change").words


def test_the_day_in_the_form_is_the_authors_own(tend: Sandbox) -> None:
    tend.turn_to(tend.clock.now().replace(day=8, hour=2))  # still the seventh in New York
    previewed(tend, "leo", f"@ana {WORDS}")
    tend.hands("leo").types("/shoutout")
    assert f"{date(2026, 10, 7):%A} 7 October" in words_of(modal_of(tend, "leo"))
