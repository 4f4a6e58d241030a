"""Copies of a database: a backup and the way back, and a move to a database of another kind."""
