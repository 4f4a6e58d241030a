"""What is asked about a message before it is sent, and what happens when Slack does not take it."""

from bot.features.cards import service as cards
from bot.features.one_on_ones import early, invitations, moving
from bot.features.privacy import exporting
from bot.features.reconnections.acts import reminders
from bot.features.shoutouts.channel import round_ups, threads
from bot.features.shoutouts.giving import leaving, posting, undoing
from bot.features.shoutouts.receiving import taking_down, telling, thanking_back
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
        thanking_back.PURPOSE: thanking_back.still_wanted,
        posting.POST: leaving.still_wanted,
        threads.PURPOSE: threads.still_wanted,
        round_ups.PURPOSE: round_ups.still_wanted,
        reminders.PURPOSE: reminders.still_wanted,
    },
    # What was private to one person is told to nobody else when it fails, and they cannot be reached: it is
    # parked, and `python -m bot outbox` lists it. So is what the channel gets and nobody in particular wrote.
    not_delivered={
        cards.PURPOSE: cards.not_delivered,
        posting.POST: leaving.not_delivered,
        taking_down.TAKE_DOWN: taking_down.not_delivered,
        undoing.TAKE_BACK: undoing.not_delivered,
        exporting.REMOVED: exporting.not_removed,
    },
)
