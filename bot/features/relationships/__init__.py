"""What a person did for a working relationship, whom they want to keep in touch with, and what is to rest."""
