"""What is killed, frozen, or held up by Slack at every point, and whether the books balance afterwards."""
