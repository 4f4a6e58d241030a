"""The eighteen rules that Tend holds towards people, each with a test of its own.

Most of them have whole files of tests elsewhere. Here stands, for each, what must never change.
"""

import inspect
import re
import tomllib
from pathlib import Path

import sqlalchemy as sa

from bot.__main__ import parser
from bot.features.follow_ups.models import FollowUp
from bot.features.people.models import Enrolment, Source
from bot.features.people.org import told
from bot.features.people.org.planning import Change, Leads
from bot.features.privacy.holders import EXCEPTIONS, HOLDERS
from bot.features.reconnections.content.library import load_content
from bot.features.shoutouts.writing import drafts
from bot.features.workspace.retention import CHOICES, Kept
from bot.platform.database import EncryptedText
from bot.platform.places import TEMPLATES
from bot.platform.slack import gateway, manifest
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.slack.words import words_in
from bot.schema import METADATA
from tests.features.figures import test_nothing_can_be_worked_out as figures
from tests.features.follow_ups.noting import cards_of, note
from tests.features.home.looking import opened, read, start
from tests.features.one_on_ones.arranging import join, set_up
from tests.features.questions import test_bank as bank_rules
from tests.features.questions import test_eligibility as eligibility_rules
from tests.features.reconnections.reaching import SERIOUS, front
from tests.features.shoutouts.thanking import give, posts, previewed
from tests.features.workspace.deciding import TEAM, switch_off, workspace
from tests.preview.test_preview import rows_of

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
CANARY = "zzcanaryzz"
EVERYBODY = ("maya", "leo", "ana", "sam", "priya", "jonas", "noor", "kofi")
# Words that people read, in English; content files hold examples of what is not to be said, too.
READABLE = {file: file.read_text() for file in TEMPLATES.rglob("*.md.j2")}


def rows(tend: Sandbox) -> dict[str, list[tuple[object, ...]]]:
    """Every row as it is stored; that a request was carried out is no trace of what it was."""
    found = rows_of(tend.database)
    return {
        name: stored for name, stored in found.items() if name not in ("handled_requests", "outbox_messages")
    }


def everything_shown_to(tend: Sandbox, handle: str) -> str:
    """All that stands in somebody's conversation, on their Home tab, in the channels and in the figures."""
    hands = tend.hands(handle)
    opened(tend, handle)
    shown = [
        *(message.text + words_in(message.blocks) for message in tend.workspace.in_dm(handle)),
        *(message.text + words_in(message.blocks) for message in posts(tend)),
        read(tend, handle),
    ]
    for line in ("/digest", "/tend who", "/1on1", "/followups", "/shoutout received", "/tend admin"):
        seen = hands.types(line)
        shown += [seen.words, str(seen.modal.blocks) if seen.modal else ""]
    return "\n".join(shown)


def enrolled(tend: Sandbox) -> set[str]:
    with tend.database.reading() as session:
        found = sa.select(Enrolment.person_id).where(Enrolment.enrolled_at.is_not(None))
        return set(session.scalars(found))


def readable_with(pattern: str) -> list[str]:
    """The words people read in which a pattern is found, with the file."""
    return [
        f"{file.name}: {found[0]}"
        for file, text in READABLE.items()
        for found in re.finditer(pattern, text, flags=re.IGNORECASE)
    ]


def test_g01_nobody_is_enrolled_by_an_admin_a_list_or_a_colleague_and_declining_leaves_no_trace(
    tend: Sandbox,
) -> None:
    set_up(tend, "@ana weekly friday 10:00")
    give(tend, "maya", "@ana found out why the import broke")
    switch_off(tend, "Digests")
    with tend.database.transaction() as session:
        told.keep(
            session,
            TEAM,
            [Change("U0ANA00001", None, Leads("U0MAYA0001"))],
            source=Source.LIST,
            now=tend.now(),
        )
    assert enrolled(tend) == {"U0MAYA0001"}
    opened(tend, "sam")
    before = rows(tend)
    tend.hands("sam").press(tend.workspace.home_of("sam"), "Not for me")
    assert rows(tend) == before


def test_g02_it_reads_no_messages_reactions_or_presence() -> None:
    scopes = " ".join(manifest.bot_scopes()) + str(manifest.for_socket_mode()["oauth_config"])
    assert not re.search(r"history|search|reactions|dnd|email|presence", scopes)
    assert not [event for event in manifest.bot_events() if re.search(r"message|reaction|presence", event)]
    asked = re.findall(r'"((?:[a-z]+\.){1,3}[A-Za-z]+)"', inspect.getsource(gateway))
    assert "chat.postMessage" in asked
    assert not [
        method for method in asked if re.search(r"history|replies|search|reactions|presence|dnd", method)
    ]


def test_g03_what_one_notes_is_shown_to_nobody_else_and_stands_on_no_lock_screen(tend: Sandbox) -> None:
    start(tend, *EVERYBODY)
    set_up(tend, "@ana weekly friday 10:00")
    join(tend, "ana")
    note(tend, "maya", f"talk with Ana about {CANARY}")
    tend.let_days_pass(3)
    assert not [message for message in tend.workspace.in_dm("maya") if CANARY in message.text]
    assert "Ana" not in " ".join(message.text for message in cards_of(tend, "maya"))
    for handle in EVERYBODY[1:]:
        assert CANARY not in everything_shown_to(tend, handle), handle


def test_g04_free_text_reaches_another_only_as_a_shout_out_that_was_previewed_and_can_be_taken_down(
    tend: Sandbox,
) -> None:
    start(tend, "maya", "ana")
    note(tend, "maya", f"write to Ana about {CANARY}")
    preview = previewed(tend, "maya", f"@ana found out {CANARY}")
    tend.let_days_pass(2)
    assert not posts(tend)
    assert CANARY not in everything_shown_to(tend, "ana")
    tend.hands("maya").press(preview, "Post it")
    [post] = posts(tend)
    assert CANARY in words_in(post.blocks)
    assert "<@U0MAYA0001>" in words_in(post.blocks)
    with tend.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(FollowUp)) == 1
    received = tend.hands("ana").types("/shoutout received")
    assert "Take it down" in received.words + str(received.modal.blocks if received.modal else "")


def test_g05_no_column_and_no_word_scores_people() -> None:
    scores = re.compile(
        r"score|rank|streak|points|leader_?board|sentiment|emotion|mood|health|risk|rating|ratio$"
    )
    columns = [f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns]
    assert not [column for column in columns if scores.search(column)]
    assert not readable_with(r"\b(streaks?|ranks?|ranking|leaderboard|at risk|health score|\d+ points)\b")
    assert set(readable_with(r"\bscores?\b")) == {"tend.md.j2: score"}  # it says that it scores nobody


def test_g06_nothing_in_it_is_made_for_decisions_about_people() -> None:
    for paper in ("README.md", "docs/works-council.md"):
        text = (ROOT / paper).read_text()
        assert re.search(r"performance reviews|appraisal", text), paper
    # Two things write files: one's own calendar and one's own data, each for its person alone.
    commands = parser().format_help()
    assert not re.search(r"\b(report|csv|statistics|users)\b", commands)
    writers = {
        str(room.relative_to(BOT))
        for room in BOT.rglob("features/**/*.py")
        if "enqueue_file(" in room.read_text()
    }
    assert writers == {"features/one_on_ones/calendar/files.py", "features/privacy/exporting.py"}


def test_g07_not_begun_paused_stopped_and_declined_look_the_same_to_whoever_asks(tend: Sandbox) -> None:
    start(tend, "maya", "sam", "jonas")
    tend.hands("sam").types("/tend pause 2 weeks")
    tend.hands("jonas").types("/tend stop")
    opened(tend, "priya")
    tend.hands("priya").press(tend.workspace.home_of("priya"), "Not for me")
    answers = set()
    for handle in ("sam", "jonas", "priya", "ana"):
        person = tend.workspace.person(handle)
        said = tend.hands("maya").types(f"/1on1 @{handle} weekly friday 10:00").words
        answers.add(said.replace(person.id, "SOMEBODY").replace(person.real_name, "Somebody"))
    assert len(answers) == 1


def test_g08_depth_comes_from_the_more_powerful_side_only_by_their_own_hand() -> None:
    eligibility_rules.test_depth_three_comes_from_a_manager_only_by_hand()
    bank_rules.test_real_candour_is_rare_and_never_put_in_a_reports_mouth(eligibility_rules.BANK)


def test_g09_nothing_presses_and_every_nudge_has_ways_out(tend: Sandbox) -> None:
    pressing = (
        r"don't forget|hurry|last chance|everyone else|still haven't|you should have|overdue|you missed"
    )
    assert not readable_with(pressing)
    assert not readable_with(r"\b(only|just) \d+ (days|hours) left|of your colleagues (have|did|use)")
    start(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    for way in ("Done", "Not now", "Let it go"):
        assert way in str(card.blocks)


def test_g10_something_more_serious_keeps_nothing(tend: Sandbox) -> None:
    tend.hands("maya").types("/reconnect @ana")
    before = rows(tend)
    tend.hands("maya").press(front(tend, "maya"), SERIOUS)
    assert rows(tend) == before
    assert front(tend, "maya") is not None


def test_g11_it_says_what_it_knows_and_diagnoses_nobody() -> None:
    assert "I only know what you tell me" in (TEMPLATES / "home/tab.md.j2").read_text()
    assert not readable_with(
        r"diagnos|predict|your relationship (has )?improved|relationship is (bad|good|poor)"
    )
    assert not readable_with(r"(he|she|they) (never|always) ")


def test_g12_words_are_a_persons_own_and_no_model_is_there_to_write_them() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = " ".join(tomllib.load(file)["project"]["dependencies"])
    assert not re.search(r"openai|anthropic|llm|transformers|langchain|torch|mistral|cohere|ollama", needed)
    openers = [opener.text for opener in load_content("en").openers]
    assert openers
    assert all("___" in text or text.endswith((" ", "…", "?", ".")) for text in openers)


def test_g13_little_is_kept_and_not_for_long(tend: Sandbox) -> None:
    kept = workspace(tend)
    assert drafts.KEPT_FOR.days == 7
    assert (kept.keep_thanks_days, kept.keep_acts_days, kept.keep_states_days) == (90, 365, 60)
    assert max(CHOICES[Kept.STATES]) == 60
    assert max(CHOICES[Kept.THANKS]) == 365
    ana = tend.workspace.person("ana")
    start(tend, "ana")
    note(tend, "ana", "call Leo")
    tend.hands("ana").is_deactivated()
    tend.let_days_pass(29)
    assert len(rows(tend)["follow_ups"]) == 1
    tend.let_days_pass(2)
    assert [table for table, held in rows(tend).items() if ana.id in str(held)] == ["people"]
    assert ana.real_name not in str(rows(tend))


def test_g14_the_first_screen_says_who_could_technically_read_it(tend: Sandbox) -> None:
    opened(tend, "ana")
    assert "Slack and the people who run this server could technically read" in read(tend, "ana")


def test_g15_figures_are_about_five_people_or_more_or_not_shown() -> None:
    figures.test_five_people_are_enough_and_four_are_not()
    figures.test_nothing_can_be_learned_about_fewer_than_five()


def test_g16_every_row_is_on_the_list_and_every_nudge_says_why(tend: Sandbox) -> None:
    listed = {sa.inspect(holder.table).local_table.name for holder in HOLDERS} | set(EXCEPTIONS)
    with_people = {
        table.name
        for table in METADATA.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "people"
    }
    assert with_people <= listed
    start(tend, "maya")
    assert "My data" in read(tend, "maya")
    note(tend, "maya", "call Leo")
    tend.let_days_pass(1)
    [card] = cards_of(tend, "maya")
    assert "Why" in str(card.blocks)


def test_g17_the_papers_for_works_councils_are_there_and_claim_nothing_is_settled() -> None:
    council = (ROOT / "docs/works-council.md").read_text()
    for part in ("What is never computed", "Who can see what", "Every off switch", "Trying it out"):
        assert f"## {part}" in council
    assert "legitimate interest" not in council.lower()
    assert (ROOT / "docs/scopes.md").is_file()


def test_g18_it_assumes_nothing_about_people_and_thanks_come_as_the_receiver_likes(tend: Sandbox) -> None:
    assert not readable_with(r"\b(he|she|his|her|him|hers|guys|girls|husband|wife)\b")
    assert not readable_with(r"eye contact|small talk|family|kids")
    start(tend, "ana")
    tend.hands("ana").types("/shoutout settings")
    ways = str(tend.workspace.modal_of("ana").blocks)  # type: ignore[union-attr]
    for way in ("In the channel", "To me", "Not this way"):
        assert way.lower() in ways.lower()


def test_there_is_a_test_for_each_of_the_eighteen_rules_and_private_words_are_encrypted() -> None:
    here = set(re.findall(r"^def test_g(\d\d)_", Path(__file__).read_text(), flags=re.MULTILINE))
    assert here == {f"{number:02}" for number in range(1, 19)}
    encrypted = [
        column
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText)
    ]
    assert len(encrypted) > 10
