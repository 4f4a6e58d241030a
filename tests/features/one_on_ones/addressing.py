"""How a private calendar address is made, and how a calendar fetches what stands behind it."""

import http.client
from dataclasses import replace
from urllib.parse import urlsplit

from bot.config import Settings
from bot.sandbox.sandbox import Sandbox

Answer = tuple[int, dict[str, str], bytes]
"""The status, the headers by their names in small letters, and what came."""


class Reachable(Sandbox):
    """A sandbox whose web server can be reached from outside."""

    def _settings(self, *given: str) -> Settings:
        return replace(super()._settings(*given), public_url=self.url)


class Unreachable(Sandbox):
    """One whose web server cannot."""

    def _settings(self, *given: str) -> Settings:
        return replace(super()._settings(*given), public_url=None)


def open_page(tend: Sandbox, handle: str = "maya") -> None:
    [offered] = tend.hands(handle).types("/1on1 calendar")
    tend.hands(handle).press(offered, "An address instead")


def press(tend: Sandbox, label: str, handle: str = "maya") -> None:
    tend.hands(handle).press(tend.workspace.modal_of(handle), label)


def address_of(tend: Sandbox, handle: str = "maya") -> str | None:
    """The address that stands on the page in front of a person."""
    words = str(tend.workspace.modal_of(handle).blocks)
    return next((part for part in words.split("`") if part.startswith("http")), None)


def made(tend: Sandbox, handle: str = "maya") -> str:
    open_page(tend, handle)
    press(tend, "Make an address", handle)
    address = address_of(tend, handle)
    assert address is not None
    return address


def secret_in(address: str) -> str:
    return address.rsplit("/", 1)[1].removesuffix(".ics")


def fetch(address: str, *, method: str = "GET", **headers: str) -> Answer:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=5)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, place.path, headers=given)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()
