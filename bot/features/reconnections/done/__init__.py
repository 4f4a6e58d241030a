"""What is done with the words of an act: sent to oneself, used, taken away; and how it went."""
