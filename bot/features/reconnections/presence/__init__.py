"""One small act a week for the people around one, and *we talked* in one press."""
