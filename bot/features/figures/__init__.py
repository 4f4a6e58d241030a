"""Figures for the whole workspace: rounded, from five people up, the same for everybody who may read them."""
