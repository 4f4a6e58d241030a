"""What admins decide: a page, a form for each group, and nothing for anybody else."""

import pytest

from bot.features.workspace import confidential, values
from bot.sandbox.hands.filling import Value
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.channels import Channel
from tests.features.workspace.deciding import TEAM, decide, opened, words_of, workspace

CHANNEL, VALUES, PILOT = "*Channel*", "Values and names", "Who can use Tend"


def test_an_admin_sees_all_of_it_at_a_glance(tend: Sandbox) -> None:
    tend.hands("maya").types("/tend admin")
    page = words_of(tend.workspace.modal_of("maya"))
    assert "Shout-outs are posted in <#C0SHOUTS01>." in page
    assert "thanks are said in the channel. The card comes at 09:00" in page
    assert "No contacts of your own" in page
    assert "No values, no names that are not public yet." in page
    assert "Everybody can use it." in page
    assert "Everything is used." in page
    assert "Words of thanks 90 days, acts 365 days, how it is between two people 60 days." in page
    assert tend.workspace.refused_calls() == []


@pytest.mark.parametrize("line", ["/tend admin", "/tend channel #shout-outs"])
def test_whoever_is_no_admin_is_refused_in_one_sentence(tend: Sandbox, line: str) -> None:
    seen = tend.hands("leo").types(line)
    assert seen.modal is None
    assert seen.words.count(".") == 2
    assert "Only the admins of this Slack workspace can change that." in seen.words


def test_whoever_is_no_admin_any_more_is_refused_when_they_save(tend: Sandbox) -> None:
    form = opened(tend, VALUES)
    hands = tend.hands("maya")
    hands.fill(form, {"Your company's values": "Care"})
    hands.changes_profile(is_admin=False)
    errors = hands.submit(form)
    assert errors is not None
    assert "Only the admins" in str(errors)
    with tend.database.reading() as session:
        assert values.values_of(session, TEAM) == []


@pytest.mark.parametrize(
    ("group", "answers", "stands"),
    [
        (
            CHANNEL,
            {
                "Where are shout-outs posted?": "#general",
                "What else comes there?": ["On Fridays, a thread that invites a thank-you"],
            },
            "posted in <#C0GENERAL1>, with a thread on Fridays.",
        ),
        (CHANNEL, {"Where are shout-outs posted?": None}, "No channel is chosen"),
        (
            "How it begins",
            {
                "How do thanks reach people who have not chosen?": "To them alone",
                "When does the card come, until people choose?": "08:30",
            },
            "Until people choose, thanks reach them alone. The card comes at 08:30.",
        ),
        (
            "Contacts",
            {"Whom can people turn to with something more serious?": "Ines, 030 123"},
            "Your own contacts stand behind",
        ),
        (
            VALUES,
            {"Your company's values": "Care\nCourage", "Names that are not public yet": "Bluebird"},
            "2 values, 1 name not public yet.",
        ),
        (
            PILOT,
            {
                "Who can use Tend?": "Only the people and channels named here",
                "People": ["maya"],
                "Everybody in these channels": ["#project-tide"],
            },
            "tried out by 1 person and everybody in <#C0TIDE0001>.",
        ),
        (
            "What is used here",
            {"What is used in this workspace?": ["One-on-ones", "Shout-outs", "Reconnecting"]},
            "Switched off: Digests, Group figures.",
        ),
        (
            "How long I keep things",
            {
                "Words of a shout-out": "30 days",
                "What people noted that they did": "90 days",
                "How somebody said it is with another person": "14 days",
            },
            "Words of thanks 30 days, acts 90 days, how it is between two people 14 days.",
        ),
    ],
)
def test_what_is_saved_stands_on_the_page_and_in_the_form_again(
    tend: Sandbox, group: str, answers: dict[str, Value], stands: str
) -> None:
    form = opened(tend, group)
    hands = tend.hands("maya")
    hands.fill(form, answers)
    filled = form.filled
    assert hands.submit(form) is None
    assert stands in words_of(tend.workspace.modal_of("maya"))
    assert opened(tend, group).filled == filled
    assert tend.workspace.refused_calls() == []


def test_saving_one_group_changes_only_that_one(tend: Sandbox) -> None:
    decide(tend, VALUES, {"Your company's values": "Care", "Names that are not public yet": "Bluebird"})
    decide(tend, "Contacts", {"Whom can people turn to with something more serious?": "Ines"})
    decide(tend, "How it begins", {"When does the card come, until people choose?": "10:00"})
    with tend.database.reading() as session:
        assert values.values_of(session, TEAM) == ["Care"]
        assert confidential.confidential_words_of(session, TEAM) == ["Bluebird"]
    assert workspace(tend).serious_contacts == "Ines"
    assert workspace(tend).shoutouts_channel_id == "C0SHOUTS01"


def test_of_two_admins_the_last_one_holds_for_a_group(tend: Sandbox) -> None:
    tend.hands("leo").changes_profile(is_admin=True)
    mine, theirs = opened(tend, VALUES), opened(tend, VALUES, handle="leo")
    tend.hands("maya").fill(mine, {"Your company's values": "Care\nCourage"})
    tend.hands("leo").fill(theirs, {"Your company's values": "Courage\nCraft"})
    assert tend.hands("maya").submit(mine) is None
    assert tend.hands("leo").submit(theirs) is None
    with tend.database.reading() as session:
        assert values.values_of(session, TEAM) == ["Courage", "Craft"]


def test_a_double_is_kept_once_and_said(tend: Sandbox) -> None:
    form = opened(tend, VALUES)
    hands = tend.hands("maya")
    hands.fill(form, {"Your company's values": "  Care \ncare\n\n<!channel> & *bold*\nCARE\nCraft"})
    assert hands.submit(form) is None
    said = words_of(tend.workspace.modal_of("maya"))
    assert 'Saved. "Care" stood there more than once, and is kept once.' in said
    with tend.database.reading() as session:
        assert values.values_of(session, TEAM) == ["Care", "<!channel> & *bold*", "Craft"]
    assert tend.workspace.refused_calls() == []


@pytest.mark.parametrize(
    ("group", "answers", "errors"),
    [
        (
            CHANNEL,
            {"Where are shout-outs posted?": "#project-tide"},
            {"channel": "I am not in that channel yet. Type /invite @Tend there, then choose it again."},
        ),
        (
            CHANNEL,
            {
                "Where are shout-outs posted?": None,
                "What else comes there?": ["Once a month, up to five thank-yous to read again"],
            },
            {"channel": "Choose a channel first, or leave both of these out."},
        ),
        (
            VALUES,
            {"Your company's values": "x" * 76},
            {
                "values": f'"{"x" * 39}…" is too long: a value has 75 characters at most, so that it fits '
                "into one line. Shorten it."
            },
        ),
        (
            VALUES,
            {"Your company's values": "\n".join(f"value {number}" for number in range(26))},
            {
                "values": "These are 26 values; at most 25 can be kept. Leave out those that nobody would "
                "choose."
            },
        ),
        (
            VALUES,
            {"Names that are not public yet": "\n".join(f"name {number}" for number in range(201))},
            {
                "confidential": "These are 201 words; at most 200 can be kept. Leave out those that are "
                "public by now."
            },
        ),
        (
            PILOT,
            {"Who can use Tend?": "Only the people and channels named here"},
            {"people": "Name somebody here, or a channel: otherwise nobody could use Tend."},
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost(
    tend: Sandbox, group: str, answers: dict[str, Value], errors: dict[str, str]
) -> None:
    form = opened(tend, group)
    hands = tend.hands("maya")
    hands.fill(form, answers)
    filled = form.filled
    assert hands.submit(form) == errors
    assert tend.workspace.modal_of("maya") is form
    assert form.filled == filled
    with tend.database.reading() as session:
        assert values.values_of(session, TEAM) == []
    assert not workspace(tend).is_pilot


@pytest.mark.parametrize(
    ("is_what", "error"),
    [
        ("is_archived", "#general is archived. Choose a channel that is in use."),
        ("is_ext_shared", "#general is shared with another company. Choose a channel that is only yours."),
    ],
)
def test_a_channel_that_cannot_be_used_is_told_with_what_to_do(
    tend: Sandbox, monkeypatch: pytest.MonkeyPatch, is_what: str, error: str
) -> None:
    form = opened(tend, CHANNEL)
    described = Channel.as_slack
    monkeypatch.setattr(Channel, "as_slack", lambda self, **by: described(self, **by) | {is_what: True})
    hands = tend.hands("maya")
    hands.fill(form, {"Where are shout-outs posted?": "#general"})
    assert hands.submit(form) == {"channel": error}
    assert workspace(tend).shoutouts_channel_id == "C0SHOUTS01"


def test_the_hour_that_admins_chose_is_that_of_whoever_begins_and_nobody_elses(tend: Sandbox) -> None:
    tend.hands("leo").types("/tend resume")
    decide(tend, "How it begins", {"When does the card come, until people choose?": "11:30"})
    tend.hands("ana").types("/tend resume")
    for handle, hour in (("leo", "09:00"), ("ana", "11:30")):
        tend.hands(handle).opens_home()
        assert f"Your card comes at {hour}" in words_of(tend.workspace.home_of(handle))


def test_the_friday_thread_comes_on_the_admins_own_clock(tend: Sandbox) -> None:
    decide(tend, CHANNEL, {"What else comes there?": ["On Fridays, a thread that invites a thank-you"]})
    assert workspace(tend).zone == "Europe/Berlin"
    assert workspace(tend).thread_next_at is not None
    decide(tend, CHANNEL, {"What else comes there?": None})
    assert workspace(tend).thread_next_at is None
