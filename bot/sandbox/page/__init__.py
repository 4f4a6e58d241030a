"""The page on which the workspace is looked at and tried."""
