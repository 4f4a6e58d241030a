"""The way to a question, and what can be done with one."""
