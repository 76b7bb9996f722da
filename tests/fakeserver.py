"""A geocoding service on this machine that answers as it is told to: rightly, wrongly, slowly, or too much."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[[BaseHTTPRequestHandler], None]


class FakeServer:
    """Answers each request with the next of its answers, the last one for ever; remembers what it was asked."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.answers: list[Answer] = [says([])]
        self.asked: list[dict[str, str]] = []
        """Query of each request, with `path`, `user-agent` and the time `at`."""
        self.now: Callable[[], float] = time.time

    @property
    def domain(self) -> str:
        return f"http://{self.host}"

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        agent = request.headers.get("User-Agent", "")
        self.asked.append({**query, "path": parts.path, "user-agent": agent, "at": str(self.now())})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        try:
            answer(request)
        except OSError:  # the caller has gone away
            request.close_connection = True


def sends(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    """Answer with these bytes."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def says(value: Any, *, status: int = 200, **headers: str) -> Answer:
    """Answer with this value as JSON."""
    return sends(json.dumps(value).encode(), status=status, **headers)


def drips(start: bytes, *, pause_s: float) -> Answer:
    """Answer with a start and then one byte after each pause, without end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        while True:
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(pause_s)

    return answer


def lies_about_its_length(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(b"[]")
    request.close_connection = True


def hangs_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


@contextmanager
def serving() -> Iterator[FakeServer]:
    """Give a server that runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.handle(self)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        fake = FakeServer(f"127.0.0.1:{server.server_address[1]}")
        # The default half second between looks at the stop sign would be half a second a test.
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield fake
        server.shutdown()
