"""A company lays its own words over those that come with Tend: adds, replaces and takes out."""

import re
from pathlib import Path

import pytest

from bot.features.one_on_ones.content import load_content as load_agendas
from bot.features.questions.bank import Direction, State, load_bank
from bot.features.questions.overlays import SHIPPED
from bot.features.reconnections.content.library import FILES, check_everything, content_for, load_content
from bot.features.reconnections.content.openers import Size
from tests.features.reconnections.shelves import laid_over, problems_of, write


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A company's own folder, empty so far, to lay over what comes with Tend."""
    (tmp_path / "own" / "en").mkdir(parents=True)
    return tmp_path / "own"


def test_an_entry_of_ones_own_is_added_and_one_with_a_known_id_takes_its_place(own):
    write(
        own,
        "boundaries.yml",
        '- {id: B-2, text: "That is more than I can do."}\n- {id: X-1, text: "Not today."}\n',
    )
    ours, theirs = load_content().boundaries, load_content(content=laid_over(own)).boundaries
    assert [each.id for each in theirs] == [*(each.id for each in ours), "X-1"]
    assert theirs[1].text == "That is more than I can do."


def test_an_entry_can_be_taken_out(own):
    write(own, "presence.yml", "- {id: P-01, removed: true}\n")
    left = load_content(content=laid_over(own)).presence
    assert [each.id for each in left] == [each.id for each in load_content().presence[1:]]


def test_the_last_of_several_folders_has_the_last_word(own, tmp_path):
    team = tmp_path / "team"
    team.mkdir()
    write(own, "boundaries.yml", '- {id: B-1, text: "One."}\n- {id: B-2, removed: true}\n')
    write(team, "boundaries.yml", '- {id: B-1, text: "Two."}\n- {id: B-2, text: "Back again."}\n')
    read = {each.id: each.text for each in load_content(content=(*SHIPPED, own, team)).boundaries}
    assert (read["B-1"], read["B-2"]) == ("Two.", "Back again.")


def test_agendas_and_questions_are_laid_over_in_the_same_way(own):
    write(
        own, "agendas.yml", "- {id: peer, title: Coffee, minutes: 10, steps: [{minutes: 10, text: Talk.}]}\n"
    )
    write(own, "preparation.yml", '- {text: "What would make this worth your time?", removed: true}\n')
    write(own, "questions.yml", "- {id: D-MR-1, removed: true}\n")
    agendas = load_agendas(content=laid_over(own))
    assert agendas.skeletons["peer"].title == "Coffee"
    assert all("What would make this worth your time?" not in texts for texts in agendas.questions.values())
    assert load_bank(content=laid_over(own)).question("D-MR-1") is None
    check_everything(laid_over(own))


def test_what_is_laid_over_english_leaves_german_as_it_is(own):
    write(own, "boundaries.yml", '- {id: B-1, text: "Stop."}\n')
    assert load_content("de", content=laid_over(own)) == load_content("de")


def test_a_folder_that_is_laid_over_is_read_in_its_own_right(own):
    write(own, "boundaries.yml", '- {id: B-1, text: "Stop."}\n')
    assert content_for("en", laid_over(own)).boundaries[0].text == "Stop."
    assert content_for("en").boundaries[0].text != "Stop."


def test_a_mistake_in_ones_own_file_names_the_file(own):
    write(own, "boundaries.yml", '- {id: X-1, text: "No!"}\n')
    assert problems_of(*laid_over(own)) == (
        f"{own / 'en' / 'boundaries.yml'}, line 1: The text has an exclamation mark.",
    )


def test_the_same_words_as_in_another_file_are_told_with_that_file(own):
    write(
        own,
        "questions.yml",
        (SHIPPED[0] / "en" / "questions.yml").read_text("utf-8").replace("{id: ", "{id: X-", 1),
    )
    [problem] = problems_of(*laid_over(own))
    assert re.search(r"The text is the same as in line \d+ of en/questions.yml\.$", problem)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{id: X-9, removed: true}", 'There is no "X-9" to take out.'),
        ("{id: B-1, removed: false}", "An entry is taken out with true; to keep it, leave it away."),
        ("{id: B-1, removed: maybe}", 'The key "removed" is neither true nor false.'),
        ("{id: B-1, removed: true, text: No}", 'The key "text" is not known; known are id and removed.'),
    ],
)
def test_taking_out_is_checked_too(own, line, sentence):
    write(own, "boundaries.yml", f"- {line}\n")
    [problem] = problems_of(*laid_over(own))
    assert problem.endswith(f"line 1: {sentence}")


def test_an_id_twice_in_ones_own_file_is_refused(own):
    write(own, "boundaries.yml", '- {id: B-1, text: "Stop."}\n- {id: B-1, text: "Halt."}\n')
    [problem] = problems_of(*laid_over(own))
    assert problem.endswith('The id "B-1" is already used in line 1.')


def test_a_file_that_nobody_reads_a_folder_that_is_not_there_and_a_lost_file_are_told(own):
    write(own, "opener.yml", "[]\n")
    (own / "boundaries.yml").write_text("[]\n", "utf-8")
    gone = own / "gone"
    stray, lost, missing = problems_of(*laid_over(own), gone)[:3]
    assert missing == f"{own / 'boundaries.yml'}: A content file lies in a folder named for its language."
    assert lost.startswith(
        f"{own / 'en' / 'opener.yml'}: No content file has this name; known are questions.yml"
    )
    assert stray == f"{gone}: The folder is not there."


def test_a_language_that_is_begun_has_to_be_whole(own):
    write(own, "boundaries.yml", '- {id: B-1, text: "Stop."}\n', language="nl")
    told = problems_of(*laid_over(own))
    assert sorted(told) == sorted(
        f"nl/{name}, line 1: The file is not there." for name in FILES if name != "boundaries.yml"
    )


def test_an_empty_cell_is_told(own):
    openers = [each.id for each in load_content().openers if (each.act, each.state) == ("name", "healthy")]
    write(own, "openers.yml", "".join(f"- {{id: {each}, removed: true}}\n" for each in openers))
    told = problems_of(*laid_over(own))
    assert len(told) == len(Size) * len(Direction)
    assert told[0] == (
        'en/openers.yml: There is no opener of the act "name", the state "healthy", the size "line" '
        'and the direction "m2r".'
    )


def test_a_state_left_without_questions_is_told(own):
    questions = [each.id for each in load_bank().questions_for(State.TENSE, Direction.PEER_TO_PEER)]
    write(own, "questions.yml", "".join(f"- {{id: {each}, removed: true}}\n" for each in questions))
    assert problems_of(*laid_over(own)) == (
        'en/questions.yml: There is no question for the state "tense" and the direction "p2p".',
    )


def test_all_problems_of_all_files_are_told_at_once(own):
    write(own, "boundaries.yml", "no list\n")
    write(own, "questions.yml", "- {id: Q-1}\n")
    write(own, "agendas.yml", "- {id: yearly}\n")
    files = {re.sub(r".*/|, line.*", "", problem) for problem in problems_of(*laid_over(own))}
    assert files == {"boundaries.yml", "questions.yml", "agendas.yml"}


def test_a_field_that_is_missing_is_told(own):
    write(own, "repair.yml", "- {id: sorry, removed: true}\n")
    assert problems_of(*laid_over(own)) == ('en/repair.yml: The field "sorry" is missing.',)
