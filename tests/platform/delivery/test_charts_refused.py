"""A message that Slack refuses for its chart is sent again, once, with bars of characters."""

from bot.platform.delivery import outbox
from bot.platform.delivery.models import State
from bot.platform.slack import block_kit
from bot.platform.slack.message import Message
from bot.sandbox.slack.faults import Refusal
from tests.platform.delivery.office import PURPOSE, Office

CHART = block_kit.chart("Weeks", kind="line", categories=["1", "2"], series={"Held": [1, 8]})


def send(office: Office, *blocks: block_kit.Block) -> int:
    with office.tend.database.transaction() as session:
        row_id = outbox.enqueue_to_person(
            session,
            Message("Your week", list(blocks)),
            workspace_id=office.tend.workspace.team_id,
            person_id=office.tend.workspace.person("maya").id,
            purpose=PURPOSE,
            now=office.tend.clock.now(),
        ).id
    office.carry()
    return row_id


def kinds_read(office: Office) -> list[str]:
    return [block["type"] for message in office.tend.workspace.in_dm("maya") for block in message.blocks]


def refuse(office: Office, code: str, *, times: int = 1) -> None:
    office.tend.workspace.faults.order("chat.postMessage", Refusal(code), times=times)


def test_a_chart_reaches_whoever_can_see_it(sqlite_office: Office) -> None:
    send(sqlite_office, CHART)
    assert kinds_read(sqlite_office) == ["data_visualization"]


def test_bars_stand_in_for_a_chart_that_is_refused(sqlite_office: Office) -> None:
    refuse(sqlite_office, "invalid_blocks")
    row_id = send(sqlite_office, block_kit.section("before"), CHART)
    assert kinds_read(sqlite_office) == ["section", "rich_text"]
    assert "▁█" in str(sqlite_office.tend.workspace.in_dm("maya")[0].blocks)
    row = sqlite_office.row(row_id)
    assert (row.state, row.attempts) == (State.SENT, 1)


def test_it_is_tried_once(sqlite_office: Office) -> None:
    refuse(sqlite_office, "invalid_blocks", times=2)
    row_id = send(sqlite_office, CHART)
    assert kinds_read(sqlite_office) == []
    assert sqlite_office.row(row_id).state == State.FAILED
    assert sqlite_office.row(row_id).reason == "invalid_blocks"


def test_a_message_without_a_chart_is_not_sent_again(sqlite_office: Office) -> None:
    refuse(sqlite_office, "invalid_blocks")
    row_id = send(sqlite_office, block_kit.section("words"))
    assert sqlite_office.row(row_id).state == State.FAILED
    assert kinds_read(sqlite_office) == []


def test_another_refusal_is_not_the_charts_fault(sqlite_office: Office) -> None:
    refuse(sqlite_office, "account_inactive")
    row_id = send(sqlite_office, CHART)
    assert sqlite_office.row(row_id).reason == "account_inactive"
    assert kinds_read(sqlite_office) == []
