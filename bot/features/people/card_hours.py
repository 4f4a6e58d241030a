"""At which hours a card may come, on a person's own wall clock."""

from datetime import time

# Judgement: nobody wants it in the night, and in the evening it is tomorrow's.
EARLIEST, LATEST = time(6), time(20)

CARD_HOURS = tuple(
    at for at in (time(hour, minute) for hour in range(24) for minute in (0, 30)) if EARLIEST <= at <= LATEST
)
"""What a form offers, every half hour."""
