"""The one card a working day."""
