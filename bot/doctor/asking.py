"""How the doctor asks Slack: one call, a short wait, and what its answer says besides the answer."""

import http.client
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.platform.slack.errors import TOO_FAST

# Judgement: Slack answers in a tenth of this; a doctor who waits is not asked.
_SECONDS = 2

# What is wrong the findings say; slack_sdk would quote the answer.
_unheard = logging.getLogger("bot.doctor.unheard")
_unheard.disabled = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack said. ``code`` is empty when it said yes, Slack's short name of an error when it said no.

    ``is_reached`` is False when no answer came, and ``code`` says why in words.
    """

    code: str
    is_reached: bool = True
    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the token may do; None where the answer does not say."""
        named = self.headers.get("x-oauth-scopes")
        return None if named is None else frozenset(each.strip() for each in named.split(",") if each.strip())

    @property
    def at(self) -> datetime | None:
        """When Slack's clock says that it answered, to the second; None where it does not say."""
        try:
            at = parsedate_to_datetime(self.headers["date"])
        except (KeyError, ValueError):
            return None
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def is_for_now(self) -> bool:
        """Nothing is said yet about what was asked: whoever asks once more may hear it."""
        return not self.is_reached or self.code in TOO_FAST or self.code.startswith("http_5")


_NOT_SLACKS = Answer("the answer was not Slack's", is_reached=False)


def ask(api_url: str, token: str, method: str, **arguments: Any) -> Answer:
    """Call ``method`` once. Never raises for what Slack or the network does."""
    client = WebClient(token=token, base_url=api_url, timeout=_SECONDS, retry_handlers=[], logger=_unheard)
    try:
        given = client.api_call(method, params=arguments)
    except SlackApiError as error:
        answer = error.response
        data = answer.data if isinstance(answer.data, dict) else {}
        code = str(data.get("error"))
        if (
            re.fullmatch(r"[a-z0-9_]+", code) is None
        ):  # not one of Slack's short names: what came in its place
            if answer.status_code < 500 and answer.status_code != 429:
                return _NOT_SLACKS
            code = f"http_{answer.status_code}"
        return Answer(code, data=data, headers=_plain(answer.headers))
    except TimeoutError:
        return Answer(f"no answer within {_SECONDS} seconds", is_reached=False)
    except OSError as error:
        reason = getattr(error, "reason", error)
        return Answer(getattr(reason, "strerror", None) or type(reason).__name__, is_reached=False)
    except (SlackClientError, http.client.HTTPException, ValueError, AttributeError):
        return _NOT_SLACKS
    if not isinstance(given.data, dict):
        return _NOT_SLACKS
    return Answer("", data=given.data, headers=_plain(given.headers))


def _plain(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.lower(): str(value[0] if isinstance(value, list) else value) for name, value in headers.items()
    }
