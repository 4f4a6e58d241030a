"""The ways from the workspace to the bot: signed HTTP and Socket Mode."""
