"""What is typed behind `/1on1`: the words, the zones, and what they mean together."""
