"""Cards to read: worked examples, a myth a month, and the one before a hard talk."""
