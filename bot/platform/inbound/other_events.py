"""Events that nobody here listens to: Slack hears yes, since it counts any other answer as a failure.

https://docs.slack.dev/apis/events-api/#responding
"""

import re

from slack_bolt import App

from bot.platform.inbound.parts import Parts

_ANY = re.compile(".*")


def register(app: App, _parts: Parts) -> None:
    """Take every event that no listener registered before has taken."""

    @app.event(_ANY)
    def nothing_to_do() -> None:
        return None
