"""One process that works: it is told at what, waits for a word, and says when it began and ended."""

import json
import sys
import time

from benchmarks.due_work.engine import Place, engine_named
from bot.platform.slack.gateway import WebGateway
from bot.platform.slack.message import Message

_MESSAGE = Message("Due today: call Leo.", [])


def main() -> None:
    """Work until nothing is due, and print a line of JSON: how many, from when, until when."""
    told = json.loads(sys.argv[1])
    engine = engine_named(told["engine"], Place(told["url"], told["key"]))
    gateway = WebGateway(token=told["token"], api_url=told["api_url"]) if told["api_url"] else None
    moments: list[float] = []

    def post() -> None:
        moments.append(time.monotonic())
        if gateway is not None:
            gateway.post("C0GENERAL1", _MESSAGE)
        moments.append(time.monotonic())

    print("ready", flush=True)
    sys.stdin.readline()
    engine.work(post, count=told["count"])
    print(json.dumps({"done": len(moments) // 2, "from": moments[:1], "until": moments[-1:]}), flush=True)
    engine.close()


if __name__ == "__main__":
    main()
