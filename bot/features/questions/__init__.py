"""Questions people can ask each other, and which one comes next."""
