"""Looks at an installation and says, for each thing that is not as it should be, what to do."""
