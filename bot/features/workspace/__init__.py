"""The workspace: who the bot is in it, and what its admins decided for everybody."""
