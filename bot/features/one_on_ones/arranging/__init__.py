"""Setting series up, one or several at a time, and changing, pausing and ending them."""
