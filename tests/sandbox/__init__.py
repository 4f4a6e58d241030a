"""The local Slack behaves as Slack does."""
