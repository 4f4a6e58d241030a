"""Whatever happens by itself, and wherever its process is killed: it happens once.

The scenes are the features' own tests. A new poller fails here until one of them lets it do something.
"""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.sweeps.crashing import crash_at_every_point_of_a_poller
from tests.sweeps.scenes import POLLERS, SWEPT_ELSEWHERE, WITH_A_MANAGER_FIELD
from tests.sweeps.stage import staged, sweep_pollers
from tests.sweeps.test_presses import play


def test_each_poller_has_a_scene(tend: Sandbox) -> None:
    # A workspace whose profiles say nothing has no poller for them.
    of_all = [scene for scene in POLLERS if scene not in WITH_A_MANAGER_FIELD]
    on_stage = [name for scene in of_all for name in POLLERS[scene]]
    assert sorted([*on_stage, *SWEPT_ELSEWHERE]) == sorted(tend.tend._scheduler._pollers)


@pytest.mark.parametrize("scene", POLLERS)
def test_a_poller_whose_process_is_killed(scene: str, tend: Sandbox) -> None:
    wanted = set(POLLERS[scene])
    with staged(tend) as stage:
        sweep_pollers(stage, wanted, crash_at_every_point_of_a_poller)
        play(scene, tend)
        assert not (missing := wanted - stage.swept), f"{scene} gives {missing} nothing to do any more"
