"""The command `doctor`: is everything as it should be, and if not, what is to be done?"""

import argparse
from pathlib import Path

from bot.commands.parsing import Commands


def add_to(commands: Commands) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="see whether everything is as it should be, and what to do if not",
        description="It looks at Python, the settings, the database, the key, the tokens and their scopes, "
        "the clock, and what did not arrive. It changes nothing and sends nothing to anybody. The exit "
        "status is 0 if no problem was found, and 1 otherwise.",
    )
    doctor.add_argument("--json", action="store_true", help="for a program: a list of what was found")
    doctor.set_defaults(do=_doctor)


def _doctor(given: argparse.Namespace) -> int:
    from bot.doctor.examination import examine
    from bot.doctor.findings import as_json, as_lines, problems_in
    from bot.platform.clock import SystemClock

    findings = examine(env_file=Path(".env"), clock=SystemClock())
    print(as_json(findings) if given.json else "\n".join(as_lines(findings)))
    return 1 if problems_in(findings) else 0
