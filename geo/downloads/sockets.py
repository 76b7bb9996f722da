"""Web requests whose sockets another thread can cut: looking up a host or shaking hands knows no total limit."""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


class Wire:
    """The sockets of one request, so that another thread can end it."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self._is_cut = False

    def add(self, opened: socket.socket) -> None:
        """Take a socket that was opened, and cut it at once if the request is over."""
        self._sockets.append(opened)
        if self._is_cut:
            self.cut()

    def cut(self) -> None:
        """End the request: whatever waits for its sockets goes on."""
        self._is_cut = True
        for opened in self._sockets:
            with suppress(OSError):  # closed meanwhile
                opened.shutdown(socket.SHUT_RDWR)


class _PlainLine(http.client.HTTPConnection):
    wire: Wire

    def connect(self) -> None:
        super().connect()
        self.wire.add(self.sock)


class _SecureLine(http.client.HTTPSConnection):
    wire: Wire

    def connect(self) -> None:
        super().connect()
        self.wire.add(self.sock)


class Plain(HTTPHandler):
    """Opens http addresses on a wire."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to a request."""
        return self.do_open(partial(_dial, _PlainLine, self._wire), req)


class Secure(HTTPSHandler):
    """Opens https addresses on a wire, certificates checked."""

    def __init__(self, wire: Wire, context: ssl.SSLContext | None = None) -> None:
        super().__init__(context=context)
        self._wire = wire
        self._trust = context

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        """Return the answer to a request."""
        options: dict[str, Any] = {} if self._trust is None else {"context": self._trust}
        return self.do_open(partial(_dial, _SecureLine, self._wire), req, **options)


def _dial(kind: type[Any], wire: Wire, host: str, **options: Any) -> Any:
    line = kind(host, **options)
    line.wire = wire
    return line
