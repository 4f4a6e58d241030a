"""The figures for the whole workspace."""
