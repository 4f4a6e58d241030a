"""Behaviour, a sentence a test."""
