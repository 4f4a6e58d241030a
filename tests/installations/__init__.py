"""Many workspaces: how Tend gets in, how its tokens stay fresh, and what is left when it goes."""
