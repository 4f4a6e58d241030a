"""What one person can do towards another, and that nobody else learns of it."""
