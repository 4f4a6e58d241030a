"""People: taken over from Slack, enrolled, paused, led."""
