"""Being thanked: how thanks may reach a person, what reached them, and taking it down."""
