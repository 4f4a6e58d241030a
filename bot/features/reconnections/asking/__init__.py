"""Asking somebody for a one-on-one to reconnect."""
