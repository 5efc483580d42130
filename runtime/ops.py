"""Health and metrics, the same for every process: /healthz, /readyz, /metrics."""

import threading
import time
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

import runtime.metrics  # noqa: F401  every process shows every metric, also those that it never moves
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


class Serving:
    """uvicorn in a thread of its own: leaves the signals to the process.

    Close it before the process ends: uvloop that is still running while Python shuts down crashes the interpreter.
    """

    def __init__(self, config: uvicorn.Config, name: str) -> None:
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name=name, daemon=True)

    def start(self) -> "Serving":
        """Serve from now on."""
        self._thread.start()
        return self

    def wait_until_up(self, seconds: float) -> None:
        """Until connections are taken; raises TimeoutError."""
        until = time.monotonic() + seconds
        while not self._server.started:
            if time.monotonic() > until:
                raise TimeoutError(f"no HTTP after {seconds:.0f} s")
            time.sleep(0.01)

    @property
    def is_alive(self) -> bool:
        """False once the server has ended, by itself or by `close`."""
        return self._thread.is_alive()

    def close(self, seconds: float = 2) -> None:
        """End the server and wait for it."""
        self._server.should_exit = True
        self._thread.join(seconds)
        if self._thread.is_alive():
            self._server.force_exit = True
            self._thread.join(1)


def serve_ops(settings: Settings, port: int, ready: Ready) -> Serving:
    """Serve health and metrics of a process that has no HTTP of its own."""
    app = add_ops(FastAPI(openapi_url=None), settings, ready)
    config = uvicorn.Config(app, host=settings.host, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    return Serving(config, "ops").start()
