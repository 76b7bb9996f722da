"""One HTTP request for geopy, with a deadline for the whole of it, a cap on the body, and no way to another host.

Comes in: the URL that geopy made. Goes out: JSON or text, or one of geopy's own errors. `timeout` of geopy and of sockets
counts from byte to byte, so that a server which sends one byte a second holds a caller for ever; the deadline here does not.
"""

from __future__ import annotations

import http.client
import json
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    ProxyHandler,
    Request,
    build_opener,
    getproxies,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

from geo.downloads.sockets import Plain, Secure, Wire

MAX_BODY_BYTES = 2_000_000
MAX_ERROR_BYTES = 20_000
MAX_REDIRECTS = 2
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Fetcher(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """geopy's way to the network, one request at a time.

    Parameters
    ----------
    take_turn
        Called before every request; returns when it may be sent.
    deadline_s
        Seconds from the first connection attempt to the last byte.
    """

    def __init__(
        self,
        *,
        proxies: Mapping[str, str] | None,
        ssl_context: ssl.SSLContext | None,
        take_turn: Callable[[], None],
        deadline_s: float,
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._proxies = getproxies() if proxies is None else dict(proxies)
        self._context = ssl_context or ssl.create_default_context()
        self._take_turn = take_turn
        self._deadline_s = deadline_s
        self.last: Reply | None = None
        """The newest answer; None when the newest request had none."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the list or object that the server answers.

        Raises
        ------
        GeocoderParseError
            The answer is not JSON, or JSON of another kind: geopy would take `null` for "nothing found".
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, (list, dict)) or value == {}:
            raise GeocoderParseError("answered something that is not a JSON list or object")
        return value

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:  # noqa: ARG002  geopy's signature
        """Return the text that the server answers, redirects within the host followed.

        Raises
        ------
        AdapterHTTPError
            The status is not one of success.
        GeocoderTimedOut, GeocoderUnavailable, GeocoderServiceError
            No whole answer within the deadline, none at all, or one that may not be used.
        """
        for _ in range(1 + MAX_REDIRECTS):
            self._take_turn()
            self.last = None
            reply = self.last = self._ask(url, headers)
            if reply.status not in _REDIRECTS:
                return _text(reply)
            url = _within_host(url, reply.headers.get("location", ""))
        raise GeocoderServiceError("redirects in a circle")

    def _ask(self, url: str, headers: Mapping[str, str]) -> Reply:
        # The work is done beside the caller, because looking up a host or shaking hands cannot be given a total limit.
        wire, answers = Wire(), SimpleQueue[Reply | Exception]()
        work = partial(self._work, Request(url, headers=dict(headers)), wire, answers)  # noqa: S310  geopy's scheme
        threading.Thread(target=work, daemon=True, name="frontline-geocoder").start()
        try:
            answer = answers.get(timeout=self._deadline_s)
        except Empty:
            wire.cut()
            raise GeocoderTimedOut(f"did not answer within {self._deadline_s:g} s") from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _work(self, request: Request, wire: Wire, answers: SimpleQueue[Reply | Exception]) -> None:
        opener = build_opener(ProxyHandler(self._proxies), Plain(wire), Secure(wire, self._context), _Stay)
        try:
            with opener.open(request, timeout=self._deadline_s) as page:
                answers.put(_reply(page, MAX_BODY_BYTES))
        except HTTPError as error:
            with error:
                answers.put(_reply_of(error))
        except GeocoderServiceError as error:
            answers.put(error)
        except (OSError, http.client.HTTPException, ValueError) as error:
            # Neither the URL nor what the server sent belongs into a message: both may hold the key.
            reason = getattr(error, "reason", None)
            name = type(reason if isinstance(reason, Exception) else error).__name__
            answers.put(GeocoderUnavailable(f"cannot be reached ({name})"))


class _Stay(HTTPRedirectHandler):
    """Leaves redirects to the caller, who looks at where they lead."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _reply(page: Any, limit: int) -> Reply:
    body = page.read(limit + 1)
    if page.status < 300 and len(body) > limit:
        raise GeocoderServiceError(f"answered more than {limit // 1_000_000} MB")
    if len(body) <= limit and getattr(page, "length", None):
        raise GeocoderUnavailable("cut its answer short")
    return Reply(page.status, {name.lower(): value for name, value in page.headers.items()}, body[:limit])


def _reply_of(error: HTTPError) -> Reply:
    try:
        return _reply(error, MAX_ERROR_BYTES)
    except (OSError, http.client.HTTPException, GeocoderServiceError):
        # The status says what matters; the words to it do not.
        return Reply(error.code, {name.lower(): value for name, value in error.headers.items()}, b"")


def _text(reply: Reply) -> str:
    if reply.status >= 300:
        told = reply.body.decode("utf-8", "replace")
        raise AdapterHTTPError(
            f"answered with status {reply.status}", status_code=reply.status, headers=reply.headers, text=told
        )
    try:
        return reply.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GeocoderParseError("answered something that is not UTF-8") from None


def _within_host(url: str, location: str) -> str:
    """Return where a redirect leads, when that is the same host and no less secure."""
    try:
        target = urljoin(url, location)
        old, new = urlsplit(url), urlsplit(target)
        same = (old.hostname, old.port) == (new.hostname, new.port)
        upgraded = old.scheme == "http" and new.scheme == "https" and old.hostname == new.hostname
    except ValueError:
        same = upgraded = False
    if not location or not ((same and new.scheme == old.scheme) or upgraded):
        raise GeocoderServiceError("redirects to another host, which is not followed")
    return target
