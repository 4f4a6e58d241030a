"""The App Home tab, the settings, and everything that `/tend` understands."""
