"""One-on-ones in the calendars that people use already."""
