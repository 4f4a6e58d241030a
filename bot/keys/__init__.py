"""The keys to private text: refuse a wrong one, and let a new one take over from the old."""
