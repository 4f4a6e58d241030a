"""The operator's own door, on a port of its own: is it well, does it work, and its numbers."""

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.platform.operating.readiness import Readiness, healthz


def operators_app(readiness: Readiness, backlog: Collector) -> Starlette:
    """``GET /healthz``, ``/readyz`` and ``/metrics``. Whoever reaches the port may read all three."""
    of_this_app = CollectorRegistry(auto_describe=False)
    of_this_app.register(backlog)

    def numbers() -> bytes:
        return generate_latest(REGISTRY) + generate_latest(of_this_app)

    async def metrics(_request: Request) -> Response:
        return Response(await run_in_threadpool(numbers), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", healthz, methods=["GET"]),
            readiness.route(),
            Route("/metrics", metrics, methods=["GET"]),
        ]
    )
