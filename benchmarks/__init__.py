"""How fast Tend is: `make bench` prints one page of Markdown."""
