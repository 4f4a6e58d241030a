"""A Slack workspace on this machine, for newcomers, tests and benchmarks."""
