"""What was: the last meetings with what was promised and kept, and the notes that two people share."""
