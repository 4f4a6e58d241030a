"""Giving a shout-out: posting it, and what its author can do afterwards."""
