"""The sections of a digest: each tells one thing about a week that has been read."""
