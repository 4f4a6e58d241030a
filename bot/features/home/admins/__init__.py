"""What a workspace's admins decide: one page, a form for each group of things, and what is left to do."""
