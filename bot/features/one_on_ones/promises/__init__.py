"""What was promised in a one-on-one: said in one line, shown back, and kept as a follow-up."""
