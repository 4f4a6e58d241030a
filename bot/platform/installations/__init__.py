"""Where Tend is installed: with which token, since when, and what becomes of it all once it is taken out."""
