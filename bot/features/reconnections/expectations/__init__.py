"""What two people expect of each other, side by side once both choose to share it."""
