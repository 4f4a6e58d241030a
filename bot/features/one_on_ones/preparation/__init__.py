"""Getting ready for a meeting, privately."""
