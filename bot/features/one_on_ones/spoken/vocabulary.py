"""The words that are understood behind `/1on1`, and what each of them means."""

import re
from datetime import time

from bot.features.one_on_ones.models import Rhythm, Role
from bot.features.one_on_ones.recurrence import LAST

# Said in several words, these become one word before the rest is read.
PHRASES = (
    (
        re.compile(r"\b(?:(?:once )?every|each) (?:other|second|two|2) weeks?\b|\bonce a fortnight\b"),
        "fortnightly",
    ),
    (re.compile(r"\b(?:every|each) (?:(?:one|1) )?week\b|\bonce a week\b"), "weekly"),
    (
        re.compile(
            r"\b(?:every|each) (?:(?:one|1) )?month\b|\bonce a month\b|\bof (?:the|each|every|a) month\b"
        ),
        "monthly",
    ),
    (
        re.compile(
            r"\b(?:every|each) (?:three|3) months\b|\b(?:every|each) quarter\b|\bonce a quarter\b"
            r"|\bof (?:the|each|every) quarter\b"
        ),
        "quarterly",
    ),
    (re.compile(r"\b(\d{1,2}(?:[:.]\d\d)?) ([ap])\.?m\b\.?"), r"\1\2m"),
    (re.compile(r"\bhalf an hour\b"), "30min"),
    (re.compile(r"\b(?:1 ?h|(?:1|one|an) hour)\b"), "60min"),
    (re.compile(r"\b(\d{1,3}) ?(?:m|min|mins|minute|minutes)\b"), r"\1min"),
    (re.compile(r"\b(\d{1,2}) ?o['’]?clock\b"), r"\1:00"),
    (re.compile(r"\b(?:manager|boss)['’]s (?:manager|boss)\b"), "skip-lead"),
    (re.compile(r"\breport of (?:a|one of my|my) reports?\b|\breport['’]s report\b"), "skip-report"),
    (re.compile(r"\bskip[- ]?level\b"), "skip-level"),
    (re.compile(r"\b(my|their) (?:own )?(?:time|clock)\b"), r"\1-time"),
)
# What is left of these after the phrases above is a rhythm that there is not.
OTHER_RHYTHM = re.compile(
    r"\b(?:every|each) (?:other |second |(?:\d+|zero|one|two|three|four|five|six|eight|ten|twelve) )?"
    r"(?:hours?|days?|weekdays?|workdays?|working days?|weeks?|months?|quarters?|years?)\b"
    r"|\b(?:once|twice|(?:\d+|two|three) times) an? (?:hour|day|week|fortnight|month|quarter|year)\b"
    r"|\b(?:hourly|daily|every ?day|weekdays|bimonthly|bi-monthly|biannually|half-yearly|yearly|annually)\b"
)
# "The 31st", "on the 15th": not a weekday of the month, but one of its dates.
DATE_OF_MONTH = re.compile(r"\b(?:[5-9]|[1-3]\d)(?:st|nd|rd|th)\b|\bfifth\b")

RHYTHMS = {
    "weekly": Rhythm.WEEKLY,
    "fortnightly": Rhythm.FORTNIGHTLY,
    "biweekly": Rhythm.FORTNIGHTLY,
    "bi-weekly": Rhythm.FORTNIGHTLY,
    "monthly": Rhythm.MONTHLY,
    "quarterly": Rhythm.QUARTERLY,
    "growth": Rhythm.QUARTERLY,
}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": LAST,
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
ROLES = {
    "manager": Role.LEAD,
    "boss": Role.LEAD,
    "report": Role.REPORT,
    "peer": Role.PEER,
    "skip-lead": Role.SKIP_LEAD,
    "skip-report": Role.SKIP_REPORT,
}
SKIP_LEVEL = "skip-level"
# Of which of the two somebody is, when it was said that a level lies between.
A_LEVEL_FURTHER = {Role.LEAD: Role.SKIP_LEAD, Role.REPORT: Role.SKIP_REPORT}
TIMES_OF_DAY = {"noon": time(12), "midday": time(12)}
SAID_IN_PASSING = frozenset(
    {"every", "each", "on", "at", "for", "with", "the", "a", "an", "as", "my", "and", "please", "day"}
)
