"""Several processes take from the same database at once: how many pieces a second they get through."""

import json
import subprocess
import sys
from dataclasses import asdict

from benchmarks.due_work.engine import Place, engine_named


def rate(name: str, place: Place, *, count: int, processes: int, api_url: str | None, token: str) -> float:
    """Pieces a second, from the first one taken to the last one done.

    ``api_url``: each is posted there; None: taken and marked done only. Raises RuntimeError when pieces
    were left out or done twice.
    """
    engine = engine_named(name, place)
    engine.make_due(count)
    engine.close()
    told = json.dumps(asdict(place) | {"engine": name, "count": count, "api_url": api_url, "token": token})
    command = [sys.executable, "-m", "benchmarks.due_work.worker", told]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(processes)
    ]
    for worker in workers:
        assert worker.stdout is not None
        if worker.stdout.readline() != "ready\n":
            raise RuntimeError(f"{name} did not start.")
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = [json.loads(worker.communicate()[0]) for worker in workers]
    done = sum(each["done"] for each in said)
    if done != count:
        raise RuntimeError(f"{name} did {done} of {count}.")
    since = min(each["from"][0] for each in said if each["from"])
    until = max(each["until"][0] for each in said if each["until"])
    return float(count / (until - since))
