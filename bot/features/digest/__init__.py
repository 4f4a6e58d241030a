"""The weekly page about one's own promises, one-on-ones and people."""
