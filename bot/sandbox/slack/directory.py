"""Who is in the workspace and which channels there are, findable by handle, name or id."""

from bot.sandbox.slack.changes import Changes
from bot.sandbox.slack.channels import Channel
from bot.sandbox.slack.people import SLACKBOT, Person
from bot.sandbox.slack.refusals import NotThere


class Directory:
    """People and channels. The app's own person and Slackbot are people too."""

    def __init__(self, changes: Changes, *, bot: Person) -> None:
        self._changes = changes
        self.bot = bot
        self.forget()

    def forget(self) -> None:
        """Leave only Slackbot and the app's own person."""
        with self._changes.lock:
            self._people: dict[str, Person] = {}
            self._channels: dict[str, Channel] = {}
            self._direct: dict[frozenset[str], Channel] = {}
            self.add_person(Person(SLACKBOT, "slackbot", "Slackbot", tz="America/Los_Angeles"))
            self.add_person(self.bot)

    @property
    def people(self) -> list[Person]:
        """Everybody, machines and deactivated people too, in the order in which they came."""
        return list(self._people.values())

    @property
    def channels(self) -> list[Channel]:
        """Every channel and direct message, in the order in which they came."""
        return list(self._channels.values())

    def add_person(self, person: Person) -> Person:
        with self._changes.lock:
            self._people[person.id] = person
            self._changes.note()
            return person

    def add_channel(self, channel: Channel) -> Channel:
        with self._changes.lock:
            self._channels[channel.id] = channel
            if channel.is_im:
                self._direct[frozenset(channel.members)] = channel
            self._changes.note()
            return channel

    def person(self, name: str | Person) -> Person:
        """The person called ``maya`` or ``@maya``, or with that id. Raises NotThere."""
        if isinstance(name, Person):
            return name
        found = self.find_person(name)
        if found is None:
            raise NotThere(f"Nobody here is called “{name}”.")
        return found

    def person_with_id(self, person_id: str) -> Person | None:
        return self._people.get(person_id)

    def find_person(self, name: str) -> Person | None:
        handle = name.removeprefix("@")
        by_id = self._people.get(handle)
        return by_id or next((p for p in self.people if p.handle == handle), None)

    def channel(self, name: str | Channel) -> Channel:
        """The channel called ``#general`` or ``general``, or with that id. Raises NotThere."""
        if isinstance(name, Channel):
            return name
        found = self.find_channel(name)
        if found is None:
            raise NotThere(f"There is no channel “{name}”.")
        return found

    def channel_with_id(self, channel_id: str) -> Channel | None:
        return self._channels.get(channel_id)

    def find_channel(self, name: str) -> Channel | None:
        bare = name.removeprefix("#")
        by_id = self._channels.get(bare)
        return by_id or next((c for c in self.channels if c.name == bare and not c.is_im), None)

    def direct_message(self, one: str | Person, other: str | Person | None = None) -> Channel:
        """The direct message between two people, or between one and the bot; opened when there is none."""
        first = self.person(one)
        second = self.bot if other is None else self.person(other)
        if first is self.bot:
            first, second = second, first
        with self._changes.lock:
            known = self._direct.get(frozenset((first.id, second.id)))
            if known is not None:
                return known
            # With the bot the id tells whose it is, so that a transcript can be read.
            channel_id = "D" + first.id[1:] + ("" if second is self.bot else second.id[1:])
            return self.add_channel(Channel(channel_id, members=[first.id, second.id], is_im=True))

    def channels_of(self, name: str | Person) -> list[Channel]:
        """The channels and direct messages a person is in."""
        person = self.person(name)
        return [channel for channel in self.channels if person.id in channel.members]
