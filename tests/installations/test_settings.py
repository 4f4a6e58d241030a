"""Which settings belong together for Tend to be installed in many workspaces."""

import pytest

from bot.config import SettingsError, from_environment
from tests.conftest import KEY

MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "a-secret",
    "SLACK_SIGNING_SECRET": "another",
    "TEND_PUBLIC_URL": "https://tend.example.com",
    "TEND_ENCRYPTION_KEYS": KEY,
}


def test_with_a_client_id_no_token_of_the_bot_is_needed() -> None:
    settings = from_environment(MANY, transport="http")
    assert settings.installs
    assert settings.slack_bot_token == ""
    assert "a-secret" not in repr(settings)


@pytest.mark.parametrize("missing", ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TEND_PUBLIC_URL"])
def test_one_of_the_three_alone_is_a_sentence_about_all_three(missing: str) -> None:
    given = {name: value for name, value in MANY.items() if name != missing}
    with pytest.raises(SettingsError, match="Give all three"):
        from_environment(given | {"SLACK_BOT_TOKEN": "xoxb-1"}, transport="http")


def test_over_socket_mode_nobody_can_install_it() -> None:
    with pytest.raises(SettingsError, match="run --http"):
        from_environment(MANY | {"SLACK_APP_TOKEN": "xapp-1"}, transport="socket")


def test_without_any_of_it_the_token_is_needed_as_before() -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is missing"):
        from_environment({"TEND_ENCRYPTION_KEYS": KEY})
