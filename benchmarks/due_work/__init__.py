"""Work that falls due: Tend's outbox beside the queues that one would pick instead, doing the same."""
