"""Every table in one place, for migrations and tests."""

from bot.features.cards import models as cards
from bot.features.digest import models as digest
from bot.features.follow_ups import models as follow_ups
from bot.features.people import models as people
from bot.platform.database import Base
from bot.platform.delivery import models as delivery
from bot.platform.inbound import models as inbound

TABLES = (people, follow_ups, digest, cards, delivery, inbound)
METADATA = Base.metadata
