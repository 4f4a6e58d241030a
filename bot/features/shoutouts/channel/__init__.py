"""What a channel that wants it gets: a thread on Fridays, a round-up a month."""
