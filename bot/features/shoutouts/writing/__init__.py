"""Writing a shout-out: the form, the drafts, how it would read, and what hinders it."""
