"""Shout-outs: written, previewed, posted, received, taken down."""
