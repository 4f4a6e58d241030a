"""Thanks, said the way the person who is thanked likes to hear it."""
