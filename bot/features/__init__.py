"""What the bot does for people, a folder a feature."""
