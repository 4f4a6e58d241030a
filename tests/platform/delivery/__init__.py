"""What leaves the outbox, in which order, and what becomes of what Slack does not take."""
