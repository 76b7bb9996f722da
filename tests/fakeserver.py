"""A server on this machine that answers as it is told to: rightly, wrongly, slowly, or too much."""

from __future__ import annotations

import gzip
import hashlib
import io
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
        self.headers: list[dict[str, str]] = []
        """Header fields of each request, names in lower case."""
        self.now: Callable[[], float] = time.time

    @property
    def domain(self) -> str:
        return f"http://{self.host}"

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        agent = request.headers.get("User-Agent", "")
        self.asked.append({**query, "path": parts.path, "user-agent": agent, "at": str(self.now())})
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
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


def keeps(files: dict[str, bytes], *, packed: bool = False) -> Answer:
    """Answer with the file of the path, as a web server does: with versions, parts, and 404 for what is not there."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        body = files.get(urlsplit(request.path).path)
        if body is None:
            sends(b"404: Not Found", status=404)(request)
            return
        body = gzip.compress(body, mtime=0) if packed else body
        tag, whole = f'"{hashlib.sha256(body).hexdigest()[:16]}"', len(body)
        fields = {"ETag": tag, **({"Content_Encoding": "gzip"} if packed else {})}
        span = request.headers["Range"] or ""
        if request.headers["If-None-Match"] == tag:
            sends(b"", status=304, **fields)(request)
        elif span and request.headers["If-Range"] == tag:
            start = int(span.removeprefix("bytes=").rstrip("-"))
            sends(body[start:], status=206, Content_Range=f"bytes {start}-{whole - 1}/{whole}", **fields)(request)
        else:
            sends(body, **fields)(request)

    return answer


def cuts(answer: Answer, *, after: int, counted: bool = True) -> Answer:
    """Answer as another answer does, but for hanging up in the middle of the body; uncounted, it does not say how long it is."""

    def cut(request: BaseHTTPRequestHandler) -> None:
        wire, request.wfile = request.wfile, io.BytesIO()
        answer(request)
        request.wfile, told = wire, request.wfile
        head, _, body = told.getvalue().partition(b"\r\n\r\n")
        if not counted:
            head = b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length"))
        request.wfile.write(head + b"\r\n\r\n" + body[:after])
        request.close_connection = True

    return cut


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
