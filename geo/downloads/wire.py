"""One answer from the web, within a deadline, with a look at where a redirect leads before it is followed.

A socket's timeout begins anew with every byte, so that a server which sends one byte a second holds a caller for ever. Here the
sockets are cut when the time is over, whatever is being read from them.
"""

from __future__ import annotations

import http.client
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPResponse
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, UnknownHandler

from geo.downloads.sockets import Plain, Secure, Wire
from geo.errors import SourceError

AGENT = "frontline-mapper (https://pypi.org/project/frontline-mapper/)"
MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class DownloadError(SourceError):
    """A file could not be fetched: the server refuses, fails or takes too long."""


class NotThere(DownloadError):
    """The server knows no such file."""


class WrongContent(DownloadError):
    """The server answers, but not with what was asked for."""


class Stopped(Exception):
    """An attempt broke off in a way that another one may mend."""

    def __init__(self, message: str, *, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.wait_s = wait_s
        """Seconds that the server wants to be left alone."""


def demand_web(url: str) -> None:
    """Refuse an address that is not one of the web.

    Raises
    ------
    SourceError
        It begins neither with https:// nor with http://, or names no host.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in {"https", "http"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits:
        raise SourceError(f"{url!r} is no address to fetch from; it must begin with https://.", path=url)


@contextmanager
def asking(url: str, headers: Mapping[str, str], *, until: float, read_s: float) -> Iterator[HTTPResponse]:
    """Give a server's answer, of whatever status but a redirect; it breaks off when the time is over.

    Parameters
    ----------
    until
        When to break off, on the clock of `time.monotonic`.
    read_s
        Seconds to wait for the next bytes.

    Raises
    ------
    DownloadError
        A redirect leads away from the web, to another host without encryption, or in a circle.
    Stopped
        There was no answer.
    """
    wire, here = Wire(), url
    for _ in range(1 + MAX_REDIRECTS):
        answer = _within(here, headers, wire, until, read_s)
        if answer.status not in _REDIRECTS:
            break
        with closing(answer):
            here = onward(here, answer.headers["Location"] or "", url)
    else:
        raise DownloadError(f"{url} redirects in a circle; it is not fetched. Check the address.", path=url)
    # A little late, so that who finds the line dead also finds the time over.
    clock = threading.Timer(max(until - time.monotonic(), 0) + 0.05, wire.cut)
    clock.daemon = True
    clock.start()
    try:
        with closing(answer):
            yield answer
    finally:
        clock.cancel()


def onward(here: str, location: str, asked: str) -> str:
    """Return where a redirect leads, unless it leads out of the web, gives up encryption, or without it the host.

    Raises
    ------
    DownloadError
        It leads where it is not followed.
    """
    try:
        target = urljoin(here, location)
        old, new = urlsplit(here), urlsplit(target)
        safe = new.scheme == "https" or (new.scheme == old.scheme == "http" and new.hostname == old.hostname)
    except ValueError:
        target, safe = location, False
    if not location or not safe:
        raise DownloadError(
            f"{asked} redirects to {target[:80]!r}, which is not followed: only https:// leads to another host. "
            "Check the address.",
            path=asked,
        )
    return target


def _within(url: str, headers: Mapping[str, str], wire: Wire, until: float, read_s: float) -> HTTPResponse:
    # The work is done beside the caller, because looking up a host or shaking hands cannot be given a total limit.
    results: queue.SimpleQueue[HTTPResponse | Exception] = queue.SimpleQueue()
    request = Request(url, headers={"User-Agent": AGENT, **headers})  # noqa: S310  the opener knows the web only

    def work() -> None:
        try:
            results.put(_opener(wire).open(request, timeout=read_s))
        except (OSError, http.client.HTTPException, ValueError) as error:
            results.put(error)

    threading.Thread(target=work, daemon=True, name="frontline-download").start()
    try:
        result = results.get(timeout=max(until - time.monotonic(), 0.01))
    except queue.Empty:
        wire.cut()
        raise Stopped("no answer (the server took too long)") from None
    if isinstance(result, Exception):
        reason = result.reason if isinstance(result, URLError) else result
        raise Stopped(f"no answer ({str(reason) or type(reason).__name__})") from result
    return result


def _opener(wire: Wire) -> OpenerDirector:
    """Return an opener that knows http and https only, and hands every answer on as it is."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), UnknownHandler(), Plain(wire), Secure(wire)):
        opener.add_handler(handler)
    return opener
