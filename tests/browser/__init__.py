"""Tend in a real browser, from the first page on."""
