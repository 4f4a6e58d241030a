"""Copies of a database: backups, and the move to another kind."""
