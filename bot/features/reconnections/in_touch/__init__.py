"""Somebody it has been a while with, and the list of people one wants to keep in touch with."""
