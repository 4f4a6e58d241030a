"""Tests of what a preview tells."""
