"""Who works here, when each of them may be written to, and who leads whom."""
