"""Another channel for a shout-out that Slack did not take: may it stand there?"""

from typing import Any

from bot.platform.slack.errors import Refused
from bot.platform.slack.gateway import SlackGateway


def hindrance(gateway: SlackGateway, channel_id: str) -> str | None:
    """Why a shout-out cannot stand in that channel, as a part of the words; None when it can.

    Asks Slack, so it stands outside any transaction. Raises DeliveryError when Slack does not answer.
    """
    try:
        return hindrance_in(gateway.channel(channel_id))
    except Refused:
        return "not_found"


def hindrance_in(channel: dict[str, Any]) -> str | None:
    """The same of a channel as Slack describes it: thanks stay within the company, for all to read."""
    if channel.get("is_archived"):
        return "archived"
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return "shared"
    if channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"):
        return "not_public"
    if not channel.get("is_member"):
        return "not_a_member"
    return None
