"""Everything that knows how Slack speaks."""
