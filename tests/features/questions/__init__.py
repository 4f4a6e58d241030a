"""Questions: the bank, and which one comes next."""
