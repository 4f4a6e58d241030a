"""What admins decide, and how it holds for everybody."""
