"""Whatever Slack brings, and wherever the process that takes it is killed: it is done once, or not at all.

The scenes are the features' own tests. A new listener fails here until one of them presses it.
"""

import inspect
from importlib import import_module

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.sweeps.crashing import crash_at_every_point_of_a_press, only_looks
from tests.sweeps.registered import listeners
from tests.sweeps.scenes import ONLY_LOOK, SCENES
from tests.sweeps.stage import staged, sweep_listeners


def test_each_listener_has_a_scene_or_only_looks() -> None:
    on_stage = [name for names in SCENES.values() for name in names]
    assert sorted([*on_stage, *ONLY_LOOK]) == list(listeners())


@pytest.mark.parametrize("scene", SCENES)
def test_a_press_whose_process_is_killed(scene: str, tend: Sandbox) -> None:
    wanted = set(SCENES[scene])
    with staged(tend) as stage:
        sweep_listeners(stage, wanted, crash_at_every_point_of_a_press)
        sweep_listeners(stage, set(ONLY_LOOK), only_looks)
        play(scene, tend)
        assert not (missing := wanted - stage.swept), f"{scene} stores nothing through {missing} any more"


def play(scene: str, tend: Sandbox) -> None:
    """Play a test of a feature, one that wants nothing but a sandbox, or a scene of our own."""
    module, _, name = scene.partition(":")
    place = "tests" if module.startswith("sweeps.") else "tests.features"
    act = getattr(import_module(f"{place}.{module}"), name)
    assert len(inspect.signature(act).parameters) == 1
    act(tend)
