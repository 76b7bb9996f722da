"""A page from the web, asked for because a user named its address; nothing else is ever fetched, and no link is followed.

Comes in: an address. Goes out: the bytes with what the server says they are, or an ArticleError that says why there are none.
Proxies of the environment are not used: behind one nobody could tell what is connected to.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from geo.article.connection import Address, Bounds, Reply, Unfetched, Unsafe, get
from geo.article.links import is_public, malformed
from geo.article.robots import MAX_BYTES as MAX_ROBOTS
from geo.article.robots import NO_RULES, Robots, read_robots
from geo.downloads.wire import AGENT
from geo.errors import ArticleError

MAX_BYTES = 20_000_000
MAX_SECONDS = 30.0
"""For one address, its redirects and its robots.txt together."""
MAX_REDIRECTS = 5
PAUSE_S = 1.0
"""Between two pages of one host."""
_ROBOTS_S = 10.0
_NAME = AGENT.split()[0]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5"
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_STATUS = {
    401: "the page needs a password",
    402: "the page has to be paid for",
    403: "the server refuses to give it",
    404: "there is no such page",
    410: "the page is gone",
    429: "the server asks to come back later",
    451: "the page may not be given for legal reasons",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came from an address."""

    url: str
    """Where it was in the end."""
    data: bytes
    media: str
    """As in text/html; "" where the server does not say."""
    charset: str | None


class Visitor:
    """Fetches pages for one call, and remembers what each site allows and when it was last asked."""

    def __init__(
        self,
        *,
        allows: Callable[[Address], bool] = is_public,
        seconds: float = MAX_SECONDS,
        limit: int = MAX_BYTES,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._allows = allows
        self._seconds, self._limit, self._pause_s = seconds, limit, pause_s
        self._robots: dict[str, Robots] = {}
        self._asked_at: dict[str, float] = {}

    def fetch(self, url: str) -> Sent:
        """Return what is at an address.

        Raises
        ------
        ArticleError
            It is no public address of the web or leads to one that is not, robots.txt asks not to fetch it, or the server
            refuses, fails, redirects too often, takes too long or sends too much.
        """
        try:
            return self._fetch(url)
        except Unfetched as error:
            raise ArticleError(
                f"{url[:300]} was not fetched: {error}. Save the page and give the file.", path=url
            ) from error

    def _fetch(self, url: str) -> Sent:
        bounds = Bounds(until=time.monotonic() + self._seconds, limit=self._limit, allows=self._allows)
        here = url
        for _ in range(1 + MAX_REDIRECTS):
            _demand_web(here)
            self._demand_welcome(here, bounds)
            reply = get(here, {"User-Agent": AGENT, "Accept": _ACCEPT}, bounds)
            if reply.status not in _REDIRECTS:
                return _sent(here, reply)
            here = _onward(here, reply)
        raise Unfetched(f"it redirects more than {MAX_REDIRECTS} times")

    def _demand_welcome(self, url: str, bounds: Bounds) -> None:
        """Heed the robots.txt of a page's host, and leave the host alone for a moment between two pages."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.lower()}"
        if site not in self._robots:
            until = min(bounds.until, time.monotonic() + _ROBOTS_S)
            self._robots[site] = _robots_of(site, replace(bounds, until=until, limit=MAX_ROBOTS, cuts=True))
        robots = self._robots[site]
        if not robots.allows(url):
            raise Unfetched("the site's robots.txt asks programs not to fetch it")
        wait = self._asked_at.get(site, 0.0) + max(robots.delay_s, self._pause_s) - time.monotonic()
        if site in self._asked_at and wait > 0:
            if time.monotonic() + wait >= bounds.until:
                raise Unfetched("the site's robots.txt asks to wait longer than there is time")
            time.sleep(wait)
        self._asked_at[site] = time.monotonic()


def _demand_web(url: str) -> None:
    if why := malformed(url):
        raise Unsafe(why)


def _robots_of(site: str, bounds: Bounds) -> Robots:
    """Return what a site asks for; nothing where it has no robots.txt (RFC 9309, section 2.3.1)."""
    here = f"{site}/robots.txt"
    for _ in range(1 + MAX_REDIRECTS):
        try:
            reply = get(here, {"User-Agent": AGENT}, bounds)
        except Unsafe:
            raise
        except Unfetched as error:
            raise Unfetched(f"its robots.txt could not be read: {error}") from error
        if reply.status == 200:
            return read_robots(reply.data.decode("utf-8", "replace"), _NAME)
        if reply.status >= 500:
            raise Unfetched(f"its robots.txt could not be read: the server answered {reply.status}")
        if reply.status not in _REDIRECTS:
            return NO_RULES
        here = _onward(here, reply)
        _demand_web(here)
    return NO_RULES


def _onward(here: str, reply: Reply) -> str:
    location = reply.headers.get("location", "")
    try:
        target = urljoin(here, location)
        downgraded = urlsplit(here).scheme == "https" and urlsplit(target).scheme == "http"
    except ValueError:
        target, downgraded = "", False
    if not location or not target:
        raise Unfetched("it redirects to nowhere")
    if downgraded:
        raise Unfetched(f"it redirects to {target[:80]!r}, which gives up encryption")
    return target


def _sent(url: str, reply: Reply) -> Sent:
    if reply.status != 200:
        why = _STATUS.get(reply.status, "the server did not give it")
        raise Unfetched(f"{why} (status {reply.status})")
    said = reply.headers.get("content-type", "")
    charset = _CHARSET.search(said[:300])
    return Sent(
        url=url,
        data=reply.data,
        media=said.partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
    )
