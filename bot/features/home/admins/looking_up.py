"""What Slack says about a channel that an admin chose: whether it is fit for what they want."""

from bot.features.shoutouts.giving import elsewhere
from bot.platform.errors import UserError
from bot.platform.slack.errors import Refused
from bot.platform.slack.gateway import SlackGateway
from bot.platform.templating import words


class UnfitChannel(UserError):
    """The channel cannot be used for this; the words say what to do."""


def refuse_unless_postable(gateway: SlackGateway, channel_id: str, *, field: str | None = None) -> None:
    """Raises UnfitChannel when thanks cannot stand there: archived, shared, private, or without the bot."""
    channel = _channel(gateway, channel_id, field=field)
    hindrance = elsewhere.hindrance_in(channel)
    if hindrance is not None:
        said = words("home/admins", channel_name=channel.get("name") or channel_id)
        raise UnfitChannel(said.plain(hindrance), field=field)


def refuse_unless_readable(gateway: SlackGateway, channel_id: str, *, field: str | None = None) -> None:
    """Raises UnfitChannel when nobody can see who is in it."""
    channel = _channel(gateway, channel_id, field=field)
    if channel.get("is_archived"):
        said = words("home/admins", channel_name=channel.get("name") or channel_id)
        raise UnfitChannel(said.plain("archived"), field=field)


def _channel(gateway: SlackGateway, channel_id: str, *, field: str | None) -> dict[str, object]:
    try:
        return gateway.channel(channel_id)
    except Refused as refused:
        raise UnfitChannel(words("home/admins").plain("unknown_channel"), field=field) from refused
