"""`/tend` and the Home tab."""
