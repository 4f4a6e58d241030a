"""One-on-ones: a series between two people, its meetings, and what became of each."""
