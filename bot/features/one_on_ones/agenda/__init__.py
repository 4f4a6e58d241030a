"""What two people want to talk about: items of either side, carried over until they are done."""
