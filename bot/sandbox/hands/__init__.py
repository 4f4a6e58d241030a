"""What people can do in the workspace, and what happens there without them."""
