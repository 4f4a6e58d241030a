"""The words of reconnecting are whole, fit to be read, and leave what matters to whoever writes."""

import re
from itertools import product

import pytest

from bot.features.questions.bank import Direction, State
from bot.features.questions.hints import FieldId
from bot.features.questions.wording import BANNED
from bot.features.reconnections.content.cards import PresenceKind, Received, Reply, SteadyPart
from bot.features.reconnections.content.library import check_everything, content_for
from bot.features.reconnections.content.openers import ACTS, Act, Size
from bot.features.reconnections.content.repair import Leads, Need

LANGUAGES = ("en", "de")
M2R, R2M, P2P = Direction.MANAGER_TO_REPORT, Direction.REPORT_TO_MANAGER, Direction.PEER_TO_PEER


@pytest.fixture(params=LANGUAGES)
def content(request):
    return content_for(request.param)


def test_all_that_comes_with_tend_is_sound():
    check_everything()


def test_every_act_that_fits_a_state_has_a_line_and_a_few_for_every_direction(content):
    for state, acts in ACTS.items():
        for act, size, direction in product(acts, Size, Direction):
            assert content.openers_for(act=act, state=state, direction=direction, size=size)
        for act in set(Act) - set(acts):
            assert not any(content.openers_for(act=act, state=state, direction=way) for way in Direction)


def test_every_state_has_three_acts_and_every_act_two_states():
    assert set(ACTS) == set(State)
    assert all(len(set(acts)) == len(acts) >= 3 for acts in ACTS.values())
    assert all(sum(act in acts for acts in ACTS.values()) >= 2 for act in Act)


def test_there_are_sixty_openers_or_more_and_a_line_is_shorter_than_a_few(content):
    assert len(content.openers) >= 60
    for opener in content.openers:
        assert len(opener.text) <= (150 if opener.size is Size.LINE else 300), opener.id


def test_owning_and_thanking_leave_the_words_that_matter_to_the_writer(content):
    for opener in content.openers:
        if opener.act in (Act.OWN, Act.THANK):
            assert "___" in opener.text, opener.id


def test_nothing_shouts_labels_or_smiles(content):
    texts = [each.text for each in (*content.openers, *content.presence, *content.boundaries)]
    texts += [case.words for case in content.cases] + [each.words for each in content.receiving]
    for text in texts:
        assert not re.search(r"!|:\w+:|[\U0001F000-\U0001FFFF]", text), text
        assert not any(word in text.casefold() for word in BANNED), text


def test_the_first_line_offered_to_a_manager_asks_for_nothing():
    assert content_for("en").expectation_lines_for(M2R)[0].text == "You don't need to answer this."
    assert content_for("en").expectation_lines_for(R2M)[0].text == "No rush to answer."
    assert content_for("en").expectation_lines_for(P2P)[0].text == "No rush to answer."


def test_an_opener_is_found_by_its_id_and_an_unknown_id_finds_none(content):
    opener = content.openers[0]
    assert content.opener(opener.id) is opener
    assert content.opener("gone") is None


def test_the_cards_are_all_there(content):
    assert len(content.presence) == 24
    assert {each.kind for each in content.presence} == set(PresenceKind)
    assert len(content.boundaries) >= 8
    assert len(content.myths) >= 3
    assert all(each.source_note and each.attempt for each in content.myths)
    assert all(content.steady_lines(part) for part in SteadyPart)
    [builder] = content.steady_lines(SteadyPart.BUILDER)
    assert builder.text.count("___") == 2
    assert [case.direction for case in content.cases] == [P2P, R2M, M2R]
    assert all(case.then and "___" not in case.words for case in content.cases)


def test_whoever_receives_has_every_answer_for_an_act_and_for_an_apology(content):
    for received in Received:
        assert [each.reply for each in content.receiving_for(received)] == list(Reply)


def test_every_act_has_a_line_for_whoever_hesitates_with_its_source_and_no_promise(content):
    for act in Act:
        assert len(content.reassurance_for(act)) >= 2
    for each in content.reassurance:
        assert re.search(r"\b(?:19|20)\d\d\b", each.source_note), each.id
        assert not re.search(r"\b(?:will|always|never|wird|immer|nie)\b(?! put)", each.text), each.id


# The composer


def ids(content, *, power: bool) -> list[str]:
    return [field.id for field in content.repair.fields_for(power=power)]


def test_an_apology_is_made_in_this_order(content):
    assert ids(content, power=False) == [
        "what_i_did", "what_it_cost", "sorry", "putting_right", "next_time", "need_from_me", "what_happened",
        "expectation",
    ]  # fmt: skip


def test_from_somebody_with_power_deeds_come_before_sorry_and_no_comfort_is_asked_for(content):
    assert ids(content, power=True) == [
        "what_i_did", "what_it_cost", "putting_right", "next_time", "sorry", "need_from_me", "what_happened",
        "no_comfort", "expectation",
    ]  # fmt: skip
    needs = {field.id: field.prompt for field in content.repair.fields_for(power=True)}
    assert "?" not in needs[FieldId.NEED_FROM_ME]
    assert content.repair.power_notes


def test_nothing_asks_for_forgiveness(content):
    words = [field.prompt + field.title for field in content.repair.fields]
    assert not any(re.search("forgiv|verzeih|vergib|vergeb", text.casefold()) for text in words)


def test_what_was_done_and_what_is_put_right_are_required_and_explaining_is_hidden(content):
    needs = {field.id: field.need for field in content.repair.fields}
    required = {field for field, need in needs.items() if need is Need.REQUIRED}
    assert required == {"what_i_did", "what_it_cost", "sorry", "putting_right"}
    assert needs[FieldId.WHAT_HAPPENED] is Need.HIDDEN


def test_the_gates_lead_out_and_to_listening_before_anything_is_written(content):
    leads = [{answer.leads for answer in gate.answers} for gate in content.repair.gates]
    assert leads[0] == {Leads.GO_ON, Leads.EXIT, Leads.STOP}
    assert leads[1] == {Leads.GO_ON, Leads.LISTEN}
    [listen] = [each for gate in content.repair.gates for each in gate.answers if each.leads is Leads.LISTEN]
    assert "___" in (listen.words or "")
