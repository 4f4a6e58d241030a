"""The way in: what a link to install Tend is good for, and what is asked and kept on the way."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.installations.looking import row_of
from tests.installations.two_teams import NORTH, TwoTeams, state_in


def test_a_state_is_good_for_one_time(teams: TwoTeams) -> None:
    with teams.browser() as browser:
        back = teams.allowed(browser, teams.asked_for(browser), NORTH)
        assert browser.get(back).status_code == 200
        again = browser.get(back)
    assert again.status_code == 400
    assert "has been used already" in again.text
    assert row_of(teams, NORTH) is not None


def test_a_state_is_good_for_the_browser_it_was_made_for(teams: TwoTeams) -> None:
    with teams.browser() as mine, teams.browser() as anothers:
        back = teams.allowed(mine, teams.asked_for(mine), NORTH)
        anothers.get("/slack/install")
        told = anothers.get(back)
        assert told.status_code == 400
        assert "another browser" in told.text
        assert row_of(teams, NORTH) is None
        assert mine.get(back).status_code == 200  # nobody else can use it up


def test_a_state_is_good_for_ten_minutes(teams: TwoTeams) -> None:
    with teams.browser() as browser:
        back = teams.allowed(browser, teams.asked_for(browser), NORTH)
        teams.clock.turn_to(teams.clock.now() + timedelta(minutes=10, seconds=1))
        told = browser.get(back)
    assert told.status_code == 400
    assert "ten minutes" in told.text


@pytest.mark.parametrize("state", ["", "x", "a.1.b.c", "....", "ä.1.ö.ü", "a" * 5000])
def test_a_missing_or_invented_state_gets_a_sentence(teams: TwoTeams, state: str) -> None:
    with teams.browser() as browser:
        browser.get("/slack/install")
        told = browser.get("/slack/oauth_redirect", params={"state": state, "code": "x"})
    assert told.status_code == 400
    assert "without a link that belongs to it" in told.text
    assert teams.north.calls == []


def test_a_no_at_slack_and_a_code_that_slack_does_not_know_change_nothing(teams: TwoTeams) -> None:
    with teams.browser() as browser:
        denied = browser.get(teams.allowed(browser, teams.asked_for(browser), NORTH, "&deny=1"))
        assert "not allowed" in denied.text
        state = state_in(teams.asked_for(browser))
        unknown = browser.get("/slack/oauth_redirect", params={"state": state, "code": "invented"})
        assert "Slack did not confirm it" in unknown.text
    assert row_of(teams, NORTH) is None


def test_a_scope_too_few_is_named(teams: TwoTeams) -> None:
    with teams.browser() as browser:
        page = teams.asked_for(browser).replace("users%3Aread", "")
        told = browser.get(teams.allowed(browser, page, NORTH))
    assert "users:read" in told.text
    assert row_of(teams, NORTH) is None


def test_the_cookie_is_for_the_door_alone_and_no_script_reads_it(teams: TwoTeams) -> None:
    with teams.browser() as browser:
        cookie = browser.get("/slack/install").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/slack" in cookie


def test_no_token_can_be_read_in_the_database_without_the_key(rotating: TwoTeams) -> None:
    rotating.install(NORTH)
    with rotating.database.engine.connect() as connection:
        [stored] = connection.execute(sa.text("SELECT bot_token, refresh_token FROM installations"))
    assert all(text.startswith("gAAAA") for text in stored)
