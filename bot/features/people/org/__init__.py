"""Who leads whom from elsewhere: the company's list, and a field of Slack's profiles."""
