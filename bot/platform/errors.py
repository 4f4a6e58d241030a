"""The two kinds of error: what an operator must know, and what a person is told.

BotError
├── UserError                     its words are shown to the person as they are
├── SettingsError                 the environment is incomplete (bot.config)
├── BlocksRefused                 Slack would refuse this message or view (platform.slack.check)
└── DeliveryError                 Slack did not take a message (platform.slack.errors)
"""


class BotError(Exception):
    """Something the bot cannot go on with; its words are for the operator."""


class UserError(BotError):
    """Something a person can put right; its words are shown to them as they are.

    The words are plain text, at most a few sentences, and say what to do next.
    ``field`` names the input of a form (a block_id) that the words are about, where there is one.
    """

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
