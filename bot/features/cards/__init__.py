"""The one card a working day: everything that is due, as one message at the hour a person chose."""
