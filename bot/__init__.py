"""Tend: a Slack bot that helps people look after their working relationships."""
