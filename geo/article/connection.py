"""One answer of one web server: the host is looked up once, its addresses are vetted, and one of them is what is connected to.

Who looks a name up twice can be answered twice: first with a public address, then with one of the machine's own network. Sizes,
packed and unpacked, are bounded; so is the time, whatever the server drips.
"""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import quote, urlsplit

from geo.article.links import is_public

Address = IPv4Address | IPv6Address
READ_S = 10.0
"""Seconds to wait for a connection, or for the next bytes."""
MOST_TRIED = 3
"""Addresses of one host that are tried."""
_BLOCK = 1 << 16
_SAFE = "/%:=&?~#+!$,;'@()*[]"


class Unfetched(Exception):
    """A page could not be fetched; the argument says why."""


class Unsafe(Unfetched):
    """An address is one that nobody outside should be led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    data: bytes
    """Unpacked; empty for a redirect."""
    cut: bool = False
    """Whether there was more than the limit, and only its beginning was wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far a request may go."""

    until: float
    """When to break off, on the clock of `time.monotonic`."""
    limit: int
    """Bytes that may be sent, and that they may unpack to."""
    cuts: bool = False
    """Whether a longer answer is cut at the limit instead of being refused."""
    allows: Callable[[Address], bool] = is_public
    """Which addresses may be connected to."""

    @property
    def left_s(self) -> float:
        """Seconds that are left; at least a little, since no socket takes none."""
        return max(self.until - time.monotonic(), 0.01)

    def demand_time(self) -> None:
        """Stop when the time is over.

        Raises
        ------
        Unfetched
            It is.
        """
        if time.monotonic() >= self.until:
            raise Unfetched("it took too long")


def get(url: str, headers: Mapping[str, str], bounds: Bounds) -> Reply:
    """Return what a server answers to one request, of whatever status; redirects are not followed.

    Raises
    ------
    Unsafe
        The host has an address that is not allowed.
    Unfetched
        There is no such host, no answer, or one that is too large, too slow, cut short or packed in another way than gzip.
    """
    parts = urlsplit(url)
    host = _ascii(parts.hostname or "")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    with _connected(host, port, bounds, secure=parts.scheme == "https") as line:
        try:
            line.request("GET", target, headers={"Accept-Encoding": "gzip", "Connection": "close", **headers})
            with closing(line.getresponse()) as answer:
                return _reply(answer, bounds)
        except (OSError, http.client.HTTPException, ValueError) as error:
            bounds.demand_time()
            raise Unfetched(f"no answer ({str(error)[:100] or type(error).__name__})") from error


def _ascii(host: str) -> str:
    try:
        return host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unfetched(f"{host[:80]!r} is no host") from error


@contextmanager
def _connected(host: str, port: int, bounds: Bounds, *, secure: bool) -> Iterator[http.client.HTTPConnection]:
    """Give a connection to one of the vetted addresses of a host; it is cut when the time is over."""
    places = _look_up(host, port, bounds)
    for _, where in places:
        address = ip_address(str(where[0]).partition("%")[0])
        if not bounds.allows(address):
            raise Unsafe(f"{host} has the private address {address}" if host != str(address) else "it is private")
    opened = _dial(places[:MOST_TRIED], bounds)
    cutter: threading.Timer | None = None
    try:
        if secure:
            opened = _context().wrap_socket(opened, server_hostname=host, do_handshake_on_connect=False)
        cutter = threading.Timer(bounds.left_s + 0.05, _cut, [opened])
        cutter.daemon = True
        cutter.start()
        if isinstance(opened, ssl.SSLSocket):
            _shake_hands(opened, bounds)
        line = (
            http.client.HTTPSConnection(host, port, context=_context())
            if secure
            else http.client.HTTPConnection(host, port)
        )
        # Being connected, it looks nothing up; closed, it must not open itself again.
        line.sock, line.auto_open = opened, 0
        yield line
    finally:
        if cutter is not None:
            cutter.cancel()
        opened.close()


def _shake_hands(opened: ssl.SSLSocket, bounds: Bounds) -> None:
    try:
        opened.do_handshake()
    except (OSError, ValueError) as error:
        bounds.demand_time()
        raise Unfetched(f"no secure connection ({str(error)[:100] or type(error).__name__})") from error


def _look_up(host: str, port: int, bounds: Bounds) -> list[tuple[int, Any]]:
    """Return family and address of a host; beside the caller, because a look-up cannot be given a time limit."""
    results: queue.SimpleQueue[list[tuple[int, Any]] | OSError | UnicodeError] = queue.SimpleQueue()

    def work() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            results.put([(family, where) for family, _, _, _, where in found])
        except (OSError, UnicodeError) as error:
            results.put(error)

    threading.Thread(target=work, daemon=True, name="frontline-look-up").start()
    try:
        found = results.get(timeout=min(bounds.left_s, READ_S))
    except queue.Empty:
        raise Unfetched(f"looking up {host} took too long") from None
    if not isinstance(found, list):
        raise Unfetched(f"there is no host {host[:80]!r}") from found
    if not found:
        raise Unfetched(f"{host} has no address")
    return found


def _dial(places: list[tuple[int, Any]], bounds: Bounds) -> socket.socket:
    trouble: OSError | None = None
    for family, where in places:
        bounds.demand_time()
        try:
            opened = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:  # a machine without IPv6
            trouble = error
            continue
        try:
            opened.settimeout(min(READ_S, bounds.left_s))
            opened.connect(where)
            opened.settimeout(READ_S)
        except OSError as error:
            opened.close()
            trouble = error
        else:
            return opened
    bounds.demand_time()
    raise Unfetched(f"no connection ({trouble})") from trouble


def _cut(opened: socket.socket) -> None:
    with suppress(OSError):  # closed meanwhile
        # Of the plain socket: that of a secure one takes its reader's state away.
        socket.SocketType.shutdown(opened, socket.SHUT_RDWR)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _reply(answer: HTTPResponse, bounds: Bounds) -> Reply:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    if answer.status != 200:
        return Reply(status=answer.status, headers=headers, data=b"")
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise Unfetched(f"it is sent packed as {coding[:20]!r}, which was not asked for")
    length = headers.get("content-length", "")
    declared = int(length) if length.isdecimal() and len(length) < 20 else 0
    if declared > bounds.limit and not bounds.cuts:
        raise Unfetched(f"it has {declared:,} bytes; at most {bounds.limit:,} are read")
    packed = b"".join(_blocks(answer, declared, bounds))
    data = _unpack(packed, bounds) if "gzip" in coding else packed
    return Reply(status=answer.status, headers=headers, data=data[: bounds.limit], cut=len(data) > bounds.limit)


def _blocks(answer: HTTPResponse, declared: int, bounds: Bounds) -> Iterator[bytes]:
    size = 0
    # read1 returns with what one packet brings, so that the time is looked at in between.
    while block := answer.read1(_BLOCK):
        bounds.demand_time()
        size += len(block)
        yield block
        if size > bounds.limit:
            if bounds.cuts:
                return
            raise Unfetched(f"it has more than {bounds.limit:,} bytes, the most that are read")
    bounds.demand_time()
    if size < declared:
        raise Unfetched(f"it broke off after {size:,} of {declared:,} bytes")


def _unpack(packed: bytes, bounds: Bounds) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(packed, bounds.limit + 1)
    except zlib.error as error:
        raise Unfetched("what was sent does not unpack") from error
    if len(data) > bounds.limit and not bounds.cuts:
        raise Unfetched(f"it unpacks to more than {bounds.limit:,} bytes, the most that are read")
    if not unpacker.eof and not bounds.cuts:
        raise Unfetched("it broke off before its end")
    return data
