"""The day by which something is promised is found at the end of the words, and nowhere else."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.follow_ups.due_day import FARTHEST_DAYS, Understood, understand
from bot.platform.places import TEMPLATES

WEDNESDAY = date(2026, 10, 14)
THURSDAY = date(2026, 10, 15)
FRIDAY = date(2026, 10, 16)
MONDAY = date(2026, 10, 19)
NEXT_FRIDAY = date(2026, 10, 23)
END_OF_OCTOBER = date(2026, 10, 31)
LANGUAGES = sorted(file.parent.name for file in TEMPLATES.glob("content/*/due_words.yml"))


def read(text: str, language: str = "en", today: date = WEDNESDAY) -> Understood:
    return understand(text, language=language, today=today)


@pytest.mark.parametrize(
    ("said", "due_on"),
    [
        ("by Friday", FRIDAY),
        ("by friday.", FRIDAY),
        ("(by Friday)", FRIDAY),
        ("- Friday", FRIDAY),
        (", Friday", FRIDAY),
        ("\nby Friday", FRIDAY),
        ("this friday", FRIDAY),
        ("by fri", FRIDAY),
        ("due Friday", FRIDAY),
        ("no later than Friday", FRIDAY),
        ("before Friday, please", FRIDAY),
        ("by weds", date(2026, 10, 21)),
        ("next Friday", NEXT_FRIDAY),
        ("by next friday morning", NEXT_FRIDAY),
        ("on friday next week", NEXT_FRIDAY),
        ("a week from monday", date(2026, 10, 26)),
        ("today", WEDNESDAY),
        ("by EOD", WEDNESDAY),
        ("tomorrow", THURSDAY),
        ("by tomorrow morning", THURSDAY),
        ("by end of day tomorrow", THURSDAY),
        ("the day after tomorrow", FRIDAY),
        ("until Tuesday morning", date(2026, 10, 20)),
        ("by Friday at 10:00", FRIDAY),
        ("by Friday at 5", FRIDAY),
        ("by Friday noon", FRIDAY),
        ("by eod friday", FRIDAY),
        ("Friday by eod", FRIDAY),
        ("by 10am on Friday", FRIDAY),
        ("by 4 p.m. Friday", FRIDAY),
        ("in two weeks", date(2026, 10, 28)),
        ("in 3 days", date(2026, 10, 17)),
        ("within a month", date(2026, 11, 14)),
        ("two weeks from now", date(2026, 10, 28)),
        ("this week", FRIDAY),
        ("next week", NEXT_FRIDAY),
        ("by end of week", FRIDAY),
        ("by the end of next week", NEXT_FRIDAY),
        ("by the end of the month", END_OF_OCTOBER),
        ("by next month", date(2026, 11, 30)),
        ("end of October", END_OF_OCTOBER),
        ("by the end of May", date(2027, 5, 31)),
        ("by end of quarter", date(2026, 12, 31)),
        ("by the end of next quarter", date(2027, 3, 31)),
        ("by 14 October", WEDNESDAY),
        ("by October 20", date(2026, 10, 20)),
        ("by the 20th of October", date(2026, 10, 20)),
        ("Friday, 16 October 2026", FRIDAY),
        ("by 10:00 on Friday the 16th of October", FRIDAY),
        ("on Nov 3rd", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("by the 15th", THURSDAY),
        ("by the 3rd", date(2026, 11, 3)),
        ("by Friday 16", FRIDAY),
    ],
)
def test_the_end_of_a_line_says_by_when_and_leaves_what_is_to_be_done(said: str, due_on: date) -> None:
    assert read(f"send the budget {said}") == Understood("send the budget", due_on)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "send the budget",
        "send it by",
        "ask whether we may",
        "find out where she sat",
        "send it mon",
        "plan the march",
        "wait a second",
        "count to 10",
        "cut costs by 15",
        "be done by ten",
        "port it for 3.11",
        "upgrade to 3/11",
        "ship it by Friday 5",
        "keep the lights on 24/7",
        "work on monday.com",
        "look at https://example.com/2026-11-03",
        "talk about Friday",
        "write up the notes from Monday",
        "report every Friday",
        "open Monday to Friday",
        "cancel the Friday",
        "wait 3 days",
        "plan the next two weeks",
        "be on call for two weeks",
        "prepare the agenda for next week",
        "send the numbers for May",
        "say what matters at the end of the day",
        "Friday is when Leo comes",
        "do it for me",
    ],
)
def test_words_that_only_look_like_a_day_stay_words(text: str) -> None:
    assert read(text) == Understood(text, None)


@pytest.mark.parametrize(
    "said",
    ["by yesterday", "by 3 October 2026", "by 2025-11-03", "by 29 February", "by 31 November", "in 600 days",
     "in 999 years", "by 3/10/2026"],
)  # fmt: skip
def test_a_day_that_is_past_or_far_off_or_none_stays_in_the_words(said: str) -> None:
    assert read(f"send it {said}", "en-GB") == Understood(f"send it {said}", None)


@pytest.mark.parametrize(
    ("text", "words", "due_on"),
    [
        ("work on monday.com by friday", "work on monday.com", FRIDAY),
        ("hear from Ana by Monday", "hear from Ana", MONDAY),
        ("decide on the plan for 2027 on Monday", "decide on the plan for 2027", MONDAY),
        ("  write to Leo ,  by Friday  ", "write to Leo", FRIDAY),
        ("make slides for Monday", "make slides", MONDAY),
        ("by Friday", "", FRIDAY),
    ],
)
def test_only_the_day_at_the_end_is_taken_out_of_the_words(text: str, words: str, due_on: date) -> None:
    assert read(text) == Understood(words, due_on)


@pytest.mark.parametrize(
    ("language", "text", "words", "due_on"),
    [
        ("de", "Budget schicken bis Freitag", "Budget schicken", FRIDAY),
        ("de", "Budget schicken bis nächsten Freitag", "Budget schicken", NEXT_FRIDAY),
        ("de", "Budget schicken bis kommenden Montag um 10 Uhr", "Budget schicken", MONDAY),
        ("de", "Budget schicken bis Mo", "Budget schicken", MONDAY),
        ("de", "Budget schicken bis morgen früh", "Budget schicken", THURSDAY),
        ("de", "Budget schicken übermorgen", "Budget schicken", FRIDAY),
        ("de", "Budget schicken in zwei Wochen", "Budget schicken", date(2026, 10, 28)),
        ("de", "Budget schicken am 3.11.", "Budget schicken", date(2026, 11, 3)),
        ("de", "Budget schicken bis zum 15.", "Budget schicken", THURSDAY),
        ("de", "Budget schicken bis zum 3. November", "Budget schicken", date(2026, 11, 3)),
        ("de", "Budget schicken bis Ende der Woche", "Budget schicken", FRIDAY),
        ("de", "Budget schicken bis Ende Oktober", "Budget schicken", END_OF_OCTOBER),
        ("de", "Bericht vom Freitag", "Bericht vom Freitag", None),
        ("de", "fertig bis drei", "fertig bis drei", None),
        ("pt", "enviar o orçamento até sexta", "enviar o orçamento", FRIDAY),
        ("pt-BR", "enviar o orçamento até sexta-feira às 10h", "enviar o orçamento", FRIDAY),
        ("pt-BR", "enviar o orçamento amanha", "enviar o orçamento", THURSDAY),
        ("pt-BR", "enviar até depois de amanhã", "enviar", FRIDAY),
        ("pt-BR", "enviar na próxima sexta", "enviar", FRIDAY),
        ("pt-BR", "enviar sexta da semana que vem", "enviar", NEXT_FRIDAY),
        ("pt-BR", "enviar na semana que vem", "enviar", NEXT_FRIDAY),
        ("pt-BR", "enviar até o dia 15", "enviar", THURSDAY),
        ("pt-BR", "enviar até 3/11", "enviar", date(2026, 11, 3)),
        ("pt-BR", "enviar até 3 de novembro de 2026", "enviar", date(2026, 11, 3)),
        ("pt-BR", "enviar até o fim do mês", "enviar", END_OF_OCTOBER),
        ("pt-BR", "ler a segunda", "ler a segunda", None),
        ("fr", "envoyer le budget avant vendredi", "envoyer le budget", FRIDAY),
        ("fr", "envoyer le budget d’ici la fin de la semaine", "envoyer le budget", FRIDAY),
        ("fr", "envoyer le budget la semaine prochaine", "envoyer le budget", NEXT_FRIDAY),
        ("fr", "envoyer le budget pour le 15", "envoyer le budget", THURSDAY),
        ("fr", "envoyer le budget le 1er novembre", "envoyer le budget", date(2026, 11, 1)),
        ("fr", "envoyer le budget demain matin", "envoyer le budget", THURSDAY),
        ("fr", "relire le rapport de vendredi", "relire le rapport de vendredi", None),
        ("es", "enviar el presupuesto el viernes", "enviar el presupuesto", FRIDAY),
        ("es", "enviar el presupuesto hasta el lunes que viene", "enviar el presupuesto", MONDAY),
        ("es", "enviar el presupuesto mañana por la mañana", "enviar el presupuesto", THURSDAY),
        ("es", "enviar el presupuesto pasado mañana", "enviar el presupuesto", FRIDAY),
        ("es", "enviar el presupuesto a finales de octubre", "enviar el presupuesto", END_OF_OCTOBER),
        ("es", "enviar el presupuesto para el día 15", "enviar el presupuesto", THURSDAY),
        ("es", "leer el informe del lunes", "leer el informe del lunes", None),
    ],
)
def test_people_say_it_in_their_own_language(
    language: str, text: str, words: str, due_on: date | None
) -> None:
    assert read(text, language) == Understood(words, due_on)


@pytest.mark.parametrize("language", [*LANGUAGES, "pt-BR", "ja", "", "../en", "tlh-US"])
def test_english_is_understood_besides_any_language(language: str) -> None:
    assert read("send the budget by next Friday", language) == Understood("send the budget", NEXT_FRIDAY)


def test_the_month_comes_first_where_people_write_it_first() -> None:
    assert read("send it by 3/11", "en-US").due_on == date(2027, 3, 11)
    assert read("send it by 3/11", "en-GB").due_on == date(2026, 11, 3)


def test_a_month_alone_means_its_first_day_and_this_month_its_last() -> None:
    assert read("send it by December").due_on == date(2026, 12, 1)
    assert read("send it by December 2026").due_on == date(2026, 12, 1)
    assert read("send it by may").due_on == date(2027, 5, 1)
    assert read("send it by October").due_on == END_OF_OCTOBER


def test_said_on_a_friday_friday_is_a_week_away_and_this_friday_is_today() -> None:
    assert read("send it by Friday", today=FRIDAY).due_on == NEXT_FRIDAY
    assert read("send it this Friday", today=FRIDAY).due_on == FRIDAY
    assert read("send it next Friday", today=FRIDAY).due_on == NEXT_FRIDAY


def test_said_at_the_weekend_this_week_ends_at_once_and_next_week_with_the_coming_friday() -> None:
    saturday = date(2026, 10, 17)
    assert read("send it this week", today=saturday).due_on == saturday
    assert read("send it next week", today=saturday).due_on == NEXT_FRIDAY


def test_a_month_without_that_day_ends_earlier_or_waits_for_one_that_has_it() -> None:
    assert read("send it in a month", today=date(2027, 1, 31)).due_on == date(2027, 2, 28)
    assert read("send it by the 31st", today=date(2027, 2, 1)).due_on == date(2027, 3, 31)
    assert read("send it by 29 February", today=date(2027, 12, 1)).due_on == date(2028, 2, 29)


def test_at_the_end_of_a_year_the_next_one_is_meant() -> None:
    silvester = date(2026, 12, 31)
    assert read("send it by the 3rd", today=silvester).due_on == date(2027, 1, 3)
    assert read("send it in two months", today=silvester).due_on == date(2027, 2, 28)
    assert read("send it by end of next month", today=silvester).due_on == date(2027, 1, 31)
    assert read("send it by 3 January", today=silvester).due_on == date(2027, 1, 3)


def test_of_a_long_text_the_end_is_understood() -> None:
    long = "by Friday and on Monday " * 200 + "write the report"
    assert read(f"{long} by Friday") == Understood(long, FRIDAY)


PARTS = st.sampled_from(
    ["by", "on", "for", "in", "a", "the", "of", "next", "this", "end", "week", "month", "days", "friday",
     "mon", "october", "may", "3", "15th", "3/11", "31.2.", "2027-01-01", "20262026", "at", "10:00", "10am",
     "eod", "please", ",", ".", "-", "bis", "zum", "ende", "nächste", "woche", "até", "o", "dia", "fim", "do",
     "mês", "avant", "la", "fin", "para", "el", "próximo", "viernes", "send"]
)  # fmt: skip


# The first example waits for dateparser to load.
@settings(deadline=None)
@given(
    said=st.lists(PARTS | st.text(max_size=8), max_size=10).map(" ".join) | st.text(),
    language=st.sampled_from(LANGUAGES) | st.text(max_size=5),
    today=st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)),
)
def test_whatever_is_typed_the_words_are_part_of_it_and_the_day_is_near(
    said: str, language: str, today: date
) -> None:
    understood = read(said, language, today)
    assert understood.words in said
    assert understood.words == understood.words.strip()
    if understood.due_on is None:
        assert understood.words == said.strip()
    else:
        assert today <= understood.due_on <= today + timedelta(days=FARTHEST_DAYS)
