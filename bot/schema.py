"""Every table in one place, for migrations and tests."""

from bot.features.cards import models as cards
from bot.features.digest import models as digest
from bot.features.figures import models as figures
from bot.features.follow_ups import models as follow_ups
from bot.features.home import models as home
from bot.features.one_on_ones import models as one_on_ones
from bot.features.one_on_ones.agenda import models as agenda
from bot.features.one_on_ones.calendar import models as calendar
from bot.features.one_on_ones.history import models as history
from bot.features.one_on_ones.preparation import models as preparation
from bot.features.people import models as people
from bot.features.people.erased import models as erased
from bot.features.people.org import models as org
from bot.features.privacy import models as privacy
from bot.features.questions import models as questions
from bot.features.reconnections import models as reconnections
from bot.features.reconnections.acts import models as reconnection_acts
from bot.features.reconnections.expectations import models as expectations
from bot.features.reconnections.presence import models as presence
from bot.features.relationships import models as relationships
from bot.features.shoutouts import models as shoutouts
from bot.features.shoutouts.appreciating import models as appreciating
from bot.features.shoutouts.channel import models as shoutouts_channel
from bot.features.workspace import models as workspace
from bot.platform import key_checks
from bot.platform.database import Base
from bot.platform.delivery import models as delivery
from bot.platform.inbound import models as inbound
from bot.platform.installations import models as installations

TABLES = (
    workspace,
    people,
    erased,
    org,
    follow_ups,
    one_on_ones,
    agenda,
    preparation,
    history,
    calendar,
    questions,
    relationships,
    reconnections,
    reconnection_acts,
    presence,
    expectations,
    shoutouts,
    shoutouts_channel,
    appreciating,
    digest,
    figures,
    cards,
    home,
    privacy,
    delivery,
    inbound,
    installations,
    key_checks,
)
METADATA = Base.metadata
