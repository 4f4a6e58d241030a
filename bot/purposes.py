"""What is asked about a message before it is sent, and what happens when Slack does not take it."""

from bot.features.cards import service as cards
from bot.features.one_on_ones import early, invitations, moving
from bot.features.reconnections.acts import reminders
from bot.features.shoutouts.giving import posting
from bot.features.shoutouts.receiving import taking_down, telling
from bot.platform.delivery.courier import Purposes

PURPOSES = Purposes(
    still_wanted={
        cards.PURPOSE: cards.still_wanted,
        invitations.PURPOSE: invitations.still_wanted,
        early.PURPOSE: early.still_wanted,
        moving.TOLD: moving.still_wanted,
        moving.OFF: moving.is_still_off,
        telling.PRIVATELY: telling.still_wanted,
        telling.QUESTION: telling.still_wanted,
        taking_down.TOLD: taking_down.still_wanted,
        reminders.PURPOSE: reminders.still_wanted,
    },
    not_delivered={
        posting.POST: posting.not_delivered,
        taking_down.TAKE_DOWN: taking_down.not_delivered,
    },
)
