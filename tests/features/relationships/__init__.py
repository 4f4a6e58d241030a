"""Relationships: what people note, when it has been a while, who starts, and what rests."""
