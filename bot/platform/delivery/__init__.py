"""What is to be said, kept with what was done and carried to Slack afterwards."""
