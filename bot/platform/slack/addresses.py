"""Slack's own addresses of things."""


def permalink(home: str, channel_id: str, ts: str) -> str | None:
    """A message's address, like https://team.slack.com/archives/C…/p1700000000000000.

    ``home`` is the workspace's own address; without one there is none.
    """
    return f"{home.rstrip('/')}/archives/{channel_id}/p{ts.replace('.', '')}" if home else None
