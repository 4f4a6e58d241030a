"""Tests of everything that knows how Slack speaks."""
