"""What Slack says about a channel that an admin chose: whether it is fit for what they want."""

from bot.platform.errors import UserError
from bot.platform.slack.errors import Refused
from bot.platform.slack.gateway import SlackGateway
from bot.platform.templating import words


class UnfitChannel(UserError):
    """The channel cannot be used for this; the words say what to do."""


def refuse_unless_postable(gateway: SlackGateway, channel_id: str, *, field: str | None = None) -> None:
    """Raises UnfitChannel when nothing can be posted there: archived, shared, or the bot is not in it."""
    channel = _channel(gateway, channel_id, field=field)
    said = words("home/admins", channel_name=channel.get("name") or channel_id)
    if channel.get("is_archived"):
        raise UnfitChannel(said.plain("archived"), field=field)
    if channel.get("is_ext_shared"):
        raise UnfitChannel(said.plain("shared_with_others"), field=field)
    if not channel.get("is_member"):
        raise UnfitChannel(said.plain("not_in_channel"), field=field)


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
