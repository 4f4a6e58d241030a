"""What comes in from Slack: who asks, what they asked for once, and how they are answered."""
