"""Behaviour of each feature, a folder a feature."""
