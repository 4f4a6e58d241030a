"""Slack's web API, as the bot calls it."""
