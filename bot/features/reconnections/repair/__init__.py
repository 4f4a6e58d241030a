"""Putting something right: what is asked first, and the pieces of the message in their order."""
