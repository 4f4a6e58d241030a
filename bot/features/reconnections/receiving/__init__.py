"""Somebody reached out: how to take it, take time, answer or decline."""
