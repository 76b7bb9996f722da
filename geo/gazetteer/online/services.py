"""geopy's services: which there are, what each wants to be given, and what its failures mean.

Comes in: a service's name, a user agent, a key. Goes out: a `Client` that answers with geopy's locations or raises `Failure`,
in words that never hold the key.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from geo.errors import GazetteerError

KEY_VARIABLE = "FRONTLINE_GEOCODER_KEY"
MOST_ANSWERS = 10
_PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed a little later."""
_FINAL = frozenset({401, 402, 403, 407})
"""Statuses that every further request would get too."""
_OSM = "(c) OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright"
_ATTRIBUTIONS = {
    **dict.fromkeys(("nominatim", "photon", "openmapquest", "pickpoint"), _OSM),
    "geonames": "GeoNames (geonames.org), CC BY 4.0",
}
_OTHER_ATTRIBUTION = "under the terms of the service"
_OPTIONAL_KEYS = ("api_key", "apikey")
# What is said to `geocode` where a service has such a parameter.
_WISHES = {"exactly_one": False, "limit": MOST_ANSWERS, "language": "en", "addressdetails": True}
_COUNTRY_PARAMETERS = ("country_codes", "countries", "country")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._/-]{1,100})?")
_HEADER = re.compile(r"[\x20-\x7e]{1,200}")
_BORROWED = re.compile(r"geopy/|python-|mozilla/|curl/", re.IGNORECASE)


class Failure(Exception):
    """A service could not be asked, in words that follow its name."""

    def __init__(
        self,
        words: str,
        *,
        may_pass: bool = False,
        is_final: bool = False,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(words)
        self.may_pass = may_pass
        """Whether the same request may succeed a little later."""
        self.is_final = is_final
        """Whether every further request would fail too."""
        self.retry_after = retry_after
        """The service's header of that name; None where it does not say."""


@dataclass(frozen=True, slots=True)
class Client:
    """One service, ready to be asked."""

    service: str
    host: str
    geocoder: Any = field(repr=False)
    key: str | None = field(repr=False)

    @property
    def label(self) -> str:
        """Service and host, as messages and the file of answers call it."""
        return f"{self.service} at {self.host}" if self.host else self.service

    @property
    def attribution(self) -> str:
        """Who must be credited, and the licence."""
        return _ATTRIBUTIONS.get(self.service, _OTHER_ATTRIBUTION)

    def ask(self, name: str, country: str) -> list[Any]:
        """Return geopy's locations for a name, best first; `country` is an ISO code or empty.

        Raises
        ------
        Failure
            There is no answer, or none that can be read.
        """
        from geopy.exc import GeopyError

        wishes = _said(self.geocoder.geocode, country)
        try:
            with _silenced(self.key):
                found = self.geocoder.geocode(name, **wishes)
        except GeopyError as error:
            # Not chained: what geopy and the service say may hold the key.
            raise _failure(error, self.geocoder.adapter.last, self.key) from None
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            raise Failure("answered something that is not a list of places") from None
        if found is None:
            return []
        return list(found)[:MOST_ANSWERS] if isinstance(found, list) else [found]


def connect(
    service: str,
    user_agent: str | None,
    *,
    domain: str | None,
    key: str | None,
    deadline_s: float,
    take_turn: Callable[[], None],
) -> Client:
    """Return a client of one of geopy's services; nothing is sent yet.

    Raises
    ------
    GazetteerError
        No such service; or user agent, key, domain or deadline are missing or of no use.
    """
    from geopy.exc import GeopyError
    from geopy.geocoders import SERVICE_TO_GEOCODER

    from geo.gazetteer.online.fetch import Fetcher

    service = service.strip().lower()
    if service not in SERVICE_TO_GEOCODER:
        raise GazetteerError(
            f"no online geocoder is called {service!r}; geopy has: {', '.join(sorted(SERVICE_TO_GEOCODER))}."
        )
    if not 0 < deadline_s < float("inf"):
        raise GazetteerError(f"deadline_s is {deadline_s!r}; give the seconds that one request may take, above 0.")
    kind = SERVICE_TO_GEOCODER[service]
    parameters = inspect.signature(kind).parameters
    given = {"user_agent": _agent(user_agent, service), **_address(service, domain, parameters)}
    secret = key or os.environ.get(KEY_VARIABLE, "").strip() or None
    given |= _keys(service, secret, parameters, is_given=bool(key))
    fetcher = partial(Fetcher, take_turn=take_turn, deadline_s=deadline_s)
    try:
        geocoder = kind(**given, timeout=deadline_s, adapter_factory=fetcher)
    except (GeopyError, ValueError, TypeError) as error:
        raise GazetteerError(f"{service} cannot be used: {redacted(str(error), secret)}") from None
    api = getattr(geocoder, "api", None)
    host = urlsplit(api).netloc if isinstance(api, str) else str(getattr(geocoder, "domain", ""))
    return Client(service, host, geocoder, secret)


def redacted(words: str, key: str | None) -> str:
    """Return words of another program on one line of bounded length, without the key in any of its spellings."""
    for secret in _spellings(key):
        words = words.replace(secret, "[key]")
    return " ".join(words.split())[:300]


def retry_seconds(header: str | None, *, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3); None where it says nothing.

    Parameters
    ----------
    now
        Seconds since 1970, for a header that names a time.
    """
    told = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", told):
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def _spellings(key: str | None) -> Iterator[str]:
    if key:
        parts = {key, *key.split(",")} - {""}
        yield from sorted(
            {form for part in parts for form in (part, quote(part), quote(part, ""), quote_plus(part))}, key=len
        )[::-1]


def _agent(user_agent: str | None, service: str) -> str:
    if user_agent is None or not user_agent.strip():
        raise GazetteerError(
            f"{service} wants to know who asks: give user_agent= (--user-agent), a name of your own and an address to write to."
        )
    if not _HEADER.fullmatch(user_agent) or _BORROWED.match(user_agent.strip()):
        raise GazetteerError(
            f"the user agent {user_agent[:60]!r} will not do: give a name of your own, in at most 200 plain ASCII letters."
        )
    return user_agent.strip()


def _address(service: str, domain: str | None, parameters: Mapping[str, Any]) -> dict[str, str]:
    if domain is None:
        if "domain" in parameters and parameters["domain"].default is inspect.Parameter.empty:
            raise GazetteerError(f"{service} runs on many hosts: give the one to ask with domain= (--geocoder-domain).")
        return {}
    scheme, mark, host = domain.strip().rpartition("://")
    if not _HOST.fullmatch(host.rstrip("/")) or (mark and scheme not in ("http", "https")):
        raise GazetteerError(f"{domain!r} is not a host; write it as nominatim.example.org or http://localhost:8080.")
    wanted = {"domain": host.rstrip("/"), **({"scheme": scheme} if scheme else {})}
    if missing := [name for name in wanted if name not in parameters]:
        raise GazetteerError(f"{service} lets nobody choose its {' and '.join(missing)}. Leave the domain out.")
    return wanted


def _keys(service: str, key: str | None, parameters: Mapping[str, Any], *, is_given: bool) -> dict[str, str]:
    """Return the key under the names that the service has for it."""
    empty = inspect.Parameter.empty
    wanted = [name for name, one in parameters.items() if one.default is empty and name != "domain"]
    if key is None:
        if wanted:
            raise GazetteerError(f"{service} wants a key ({', '.join(wanted)}): set {KEY_VARIABLE} or give api_key=.")
        return {}
    wanted = wanted or [name for name in _OPTIONAL_KEYS if name in parameters]
    parts = key.split(",", len(wanted) - 1) if wanted else []
    if len(parts) < len(wanted):
        raise GazetteerError(
            f"{service} wants {len(wanted)} keys ({', '.join(wanted)}): give them with a comma between."
        )
    if is_given and not wanted:
        raise GazetteerError(f"{service} takes no key. Leave api_key out.")
    return dict(zip(wanted, parts, strict=True))


def _said(geocode: Callable[..., Any], country: str) -> dict[str, Any]:
    parameters = inspect.signature(geocode).parameters
    said = {name: value for name, value in _WISHES.items() if name in parameters}
    named = next((name for name in _COUNTRY_PARAMETERS if name in parameters), None)
    return {**said, named: [country]} if country and named else said


@contextmanager
def _silenced(key: str | None) -> Iterator[None]:
    """Keep the key out of what geopy logs (whole addresses, and what servers answer), and its advice on latitudes to itself."""
    logger = logging.getLogger("geopy")

    def without_key(record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage(), key), ()
        return True

    logger.addFilter(without_key)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Latitude normalization", UserWarning)
            yield
    finally:
        logger.removeFilter(without_key)


def _failure(error: Exception, reply: Any, key: str | None) -> Failure:
    from geopy.exc import GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded

    words = redacted(str(error), key) or type(error).__name__
    if reply is not None and reply.status in _PASSING:
        return Failure(words, may_pass=True, retry_after=reply.headers.get("retry-after"))
    final = isinstance(error, (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeocoderQuotaExceeded))
    return Failure(words, is_final=final or (reply is not None and reply.status in _FINAL))
