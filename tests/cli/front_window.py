"""A small HTTP server that answers as the front window does, for tests of the command line."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from services.installation.data_directory import Pids, RunningSystem, Station, Urls
from tests.acting import ACTING, keep_key

Told = tuple[int, dict[str, Any] | str]
"""A status, and a body of JSON or a bare word."""


class FrontWindow:
    """What the window knows: scripted answers, and every paper that was handed in."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Told]] = {}
        self.papers: list[tuple[str, str, str, dict[str, Any]]] = []
        self.askers: set[str] = set()
        """By what those were let in who asked a question."""
        self._opened: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def says(self, path: str, *told: Told) -> None:
        """Answer a path so, one after the other; the last answer stays."""
        self.answers[path] = list(told)

    def scripted(self, path: str) -> Told | None:
        """The next answer that a test has asked for."""
        with self._lock:
            waiting = self.answers.get(path)
            if not waiting:
                return None
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def register(self, key: str, paper: dict[str, Any]) -> tuple[Told, bool]:
        """Open an order once for each key."""
        with self._lock:
            if key in self._opened:
                if self._opened[key] == paper:
                    return (201, {"number": key}), True
                return (409, {"code": "key_reused", "detail": "the key was used before"}), False
            if "垃圾" in paper["demand"]:
                errors = [{"field": "demand", "reason": "Value error, is empty"}]
                return (422, {"code": "bad_paper", "errors": errors}), False
            self._opened[key] = paper
            return (201, {"number": key}), False


def _handler(window: FrontWindow) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer a question as the test has scripted it."""
            path = urlsplit(self.path).path
            window.askers.add(self.headers["Authorization"] or "")
            told = window.scripted(self.path) or window.scripted(path)
            self._answer(*(told or (404, {"code": "not_found", "detail": f"no {path}"})))

        def do_POST(self) -> None:
            """Take a paper in."""
            place, headers = urlsplit(self.path), self.headers
            paper = json.loads(self.rfile.read(int(headers["Content-Length"])))
            key = headers["Idempotency-Key"]
            window.papers.append((self.path, _person(headers), key, paper))
            told, replayed = window.scripted(place.path), False
            if told is None and place.path == "/imported-orders":
                told, replayed = window.register(key, paper)
            self._answer(
                *(told or (404, {"code": "unknown_order", "detail": "no such order"})), replayed
            )

        def _answer(self, status: int, body: dict[str, Any] | str, replayed: bool = False) -> None:
            raw = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            if status == 503:
                self.send_header("Retry-After", "0")
            if replayed:
                self.send_header("Idempotency-Replayed", "true")
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the test's output clean."""

    return Handler


def _person(headers: Message) -> str:
    token = str(headers["Authorization"]).removeprefix("Bearer ")
    return ACTING.person_of(token)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has heard enough may leave before its other answers are written."""
        if not isinstance(sys.exc_info()[1], BrokenPipeError | ConnectionResetError):
            super().handle_error(request, client_address)


@contextmanager
def front_window(data_dir: Path) -> Iterator[FrontWindow]:
    """Open a window and tell its address in the data directory, as a running system does."""
    window = FrontWindow()
    server = _Server(("127.0.0.1", 0), _handler(window))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    station = Station(data_dir)
    keep_key(data_dir)
    api = f"http://127.0.0.1:{server.server_port}"
    urls = Urls(api=api, console=api, temporal_grpc="-", temporal_ui=None, database="-")
    pids = Pids(postgres=None, temporal=None, worker=(), api=1, supervisor=1)
    try:
        with station.held():
            station.publish(
                RunningSystem(
                    urls=urls, namespace="-", task_queue="-", pids=pids, data_dir=str(data_dir)
                )
            )
            yield window
    finally:
        server.shutdown()
        server.server_close()
