"""My data: what Tend holds about a person, a copy of it for them alone, and its deletion."""
