"""Promises, and when each is nudged next until it is done or let go."""
