"""Promises: noted, nudged, ended."""
