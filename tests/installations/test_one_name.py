"""Where another app owns a command's name, `/tend` and the bare name do the same."""

import pytest

from bot.features.workspace.switches import Feature
from bot.platform.slack import manifest
from bot.sandbox.sandbox import Sandbox
from tests.features.workspace.deciding import switch_off

OTHERS = [command.name for command in manifest.slash_commands() if command.name != "/tend"]


@pytest.mark.parametrize("text", ["help", ""])
def test_every_command_does_the_same_behind_tend(tend: Sandbox, text: str) -> None:
    for name in OTHERS:
        hands = tend.hands("maya")
        seen = []
        for line in (
            f"{name} {text}",
            f"/tend {name.removeprefix('/').upper()} {text}",
            f"/tend {name} {text}",
        ):
            said = hands.types(line.strip())
            seen.append((said.words, said.modal.callback_id if said.modal else None))
            if said.modal:
                hands.close(said.modal, all_of_them=True)
        assert seen[0] == seen[1] == seen[2], name
        assert any(seen[0]), name


def test_what_is_typed_behind_it_arrives(tend: Sandbox) -> None:
    [preview] = tend.hands("maya").types("/tend shoutout @ana found out why the import broke")
    assert "found out why the import broke" in preview.words


def test_what_is_switched_off_is_off_by_either_name(tend: Sandbox) -> None:
    assert Feature.DIGEST
    switch_off(tend, "Digests")
    by_name = tend.hands("ana").types("/digest").words
    assert tend.hands("ana").types("/tend digest").words == by_name
