"""The keys to private text, on both databases."""
