"""Health and metrics, the same for every process: /healthz, /readyz, /metrics."""

import threading
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from runtime.settings import Role, Settings
from runtime.tokens import bearer, may, role_of

Ready = Callable[[], str]
"""Empty if the process does its job now, else what it waits for."""


def add_ops(app: FastAPI, settings: Settings, ready: Ready) -> FastAPI:
    """Give an app its health and metrics routes; metrics need a token, health does not."""

    @app.get("/healthz", include_in_schema=False)
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> JSONResponse:
        waits_for = ready()
        return JSONResponse({"status": waits_for or "ready"}, status_code=503 if waits_for else 200)

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        if not may(role_of(bearer(request.headers.get("authorization")), settings), Role.READER):
            return JSONResponse({"detail": "a bearer token is needed"}, status_code=401)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


class Server(uvicorn.Server):
    """uvicorn in a thread beside a process's own loop: leaves signals to that process."""

    def install_signal_handlers(self) -> None:
        """Not ours to take."""


def serve_ops(settings: Settings, port: int, ready: Ready) -> Server:
    """Serve health and metrics of a process that has no HTTP of its own, from a daemon thread."""
    app = add_ops(FastAPI(openapi_url=None), settings, ready)
    server = Server(uvicorn.Config(app, host=settings.host, port=port, log_level="warning", lifespan="off"))
    threading.Thread(target=server.run, name="ops", daemon=True).start()
    return server
