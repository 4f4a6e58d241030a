"""Drawing what Slack would draw: Block Kit and mrkdwn as HTML in which everything people typed is literal."""
