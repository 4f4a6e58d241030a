"""Questions that come by themselves: how often, and the one that waits on a card."""
