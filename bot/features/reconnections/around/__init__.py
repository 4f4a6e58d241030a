"""What stands around the act: the words behind `/reconnect`, and what every one of those rooms needs."""
