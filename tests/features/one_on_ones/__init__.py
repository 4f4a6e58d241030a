"""One-on-ones: set up, joined, named on cards, closed, ended."""
