"""Online geocoders through geopy, for names that nothing offline knows; nothing here runs unless it is asked for.

Comes in: the name of a service and of a place. Goes out: `Place`s; an empty tuple where the service knows none; a SourceError
where it could not be asked. `fetch.py` is the way to the network, `store.py` keeps answers and turns, `answers.py` reads
answers, `services.py` knows geopy's services, `unknown.py` applies them to an article.
"""

from __future__ import annotations

import threading
import time
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geo.catalog import cache_folder
from geo.errors import SourceError, SourceWarning
from geo.gazetteer.online.answers import Found, from_text, read_answer, to_text
from geo.gazetteer.online.services import KEY_VARIABLE, Client, Failure, connect, retry_seconds
from geo.gazetteer.online.store import Store, open_store
from geo.gazetteer.online.unknown import find_unknown, is_unknown, locate_online
from geo.records import Place

__all__ = ["KEY_VARIABLE", "OnlineGeocoder", "find_unknown", "is_unknown", "locate_online", "online_geocoder"]

STORE_NAME = "online.sqlite"
INTERVAL_S = 1.1
"""Seconds between two turns, so that a second lies between two requests; the usage policy of Nominatim, and good manners elsewhere."""
DEADLINE_S = 10.0
KEEP_FOUND_DAYS, KEEP_MISSING_DAYS = 30.0, 7.0
TRIES = 3
BACKOFF_S = 2.0
"""Seconds before the second try where the service names none; doubled for each further one."""
PATIENCE_S = 60.0
"""Seconds to wait for a turn; a service that asks for more is left alone."""
FAILURES = 3
"""Names in a row that could not be asked, after which the service is left alone."""
LONGEST_NAME = 200
DAY_S = 86_400.0


def online_geocoder(
    service: str = "nominatim",
    *,
    user_agent: str | None = None,
    domain: str | None = None,
    api_key: str | None = None,
    deadline_s: float = DEADLINE_S,
    cache: str | Path | None = None,
    keep_found_days: float = KEEP_FOUND_DAYS,
    keep_missing_days: float = KEEP_MISSING_DAYS,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> OnlineGeocoder:
    """Return a geocoder that asks an online service and keeps its answers.

    It asks politely, at the pace that the service allows, and an answer counts for some days.

    Parameters
    ----------
    service
        Name of a service in geopy: nominatim, photon, geonames, ...
    user_agent
        What names you to the service: a program and an address. Required; a made-up or common one gets people locked out.
    domain
        Host of the service, if it is not the usual one; with `http://` in front for a server of your own without TLS.
    api_key
        Key, user name or "id,token", where the service wants one; None takes it from `FRONTLINE_GEOCODER_KEY`.
    deadline_s
        Seconds after which one request is given up, whole answer or not.
    cache
        SQLite file of answers and turns; None for the one in the cache folder.
    keep_found_days, keep_missing_days
        Days for which an answer counts, and for which "nothing found" does.
    clock, sleep
        Seconds since 1970, and a pause of some seconds.

    Raises
    ------
    GazetteerError
        geopy has no such service, or user agent, key or domain are missing or of no use.

    Warns
    -----
    SourceWarning
        The file of answers is begun anew, or cannot be written to.

    Notes
    -----
    At most one request a second goes to a service, from all threads and processes that share the file of answers. Status 429
    and 5xx are tried three times, after the time the service asks for or 2 and 4 s.
    """
    store = open_store(Path(cache) if cache is not None else cache_folder() / STORE_NAME)
    geocoder = OnlineGeocoder(store, clock=clock, sleep=sleep, keep_days=(keep_found_days, keep_missing_days))
    geocoder.client = connect(
        service, user_agent, domain=domain, key=api_key, deadline_s=deadline_s, take_turn=geocoder.take_turn
    )
    return geocoder


class OnlineGeocoder:
    """One online service with its file of answers; safe to share between threads. Made by `online_geocoder`."""

    client: Client

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        keep_days: tuple[float, float],
    ) -> None:
        self._store = store
        self._clock = clock
        self._sleep = sleep
        self._keep_days = keep_days
        self._lock = threading.Lock()
        self._failures = 0
        self.trouble: str | None = None
        """Why the service is no longer asked; None while it is."""

    def __repr__(self) -> str:
        """Return the service and its host."""
        return f"<OnlineGeocoder: {self.label}>"

    @property
    def service(self) -> str:
        """Name of the service; it leads the ids of its places."""
        return self.client.service

    @property
    def label(self) -> str:
        """Service and host."""
        return self.client.label

    @property
    def attribution(self) -> str:
        """Who must be credited for the places, and their licence."""
        return self.client.attribution

    def find(self, name: str, *, country: str | None = None) -> tuple[Place, ...]:
        """Return the places that the service lists for a name, in its order; empty when it knows none.

        Parameters
        ----------
        country
            ISO 3166-1 alpha-2 code to keep.

        Raises
        ------
        SourceError
            The service could not be asked: that says nothing about the name. After three such names in a row, or a refusal,
            this geocoder asks no more; make a new one to try again.

        Warns
        -----
        SourceWarning
            The service is asked no more.
        """
        return tuple(found.place for found in self.search(name, country=country))

    def search(self, name: str, *, country: str | None = None) -> tuple[Found, ...]:
        """Return what `find` returns, each place with the words under which the service lists it.

        Raises
        ------
        SourceError
            As `find`.
        """
        asked = " ".join(unicodedata.normalize("NFC", name).split())
        if not asked or len(asked) > LONGEST_NAME or not _is_text(asked):
            return ()
        code = (country or "").upper()
        found = self._kept(asked, code)
        if found is None:
            with self._lock:
                # Another thread may have asked for the same name meanwhile.
                found = self._kept(asked, code)
                if found is None:
                    found = self._ask(asked, code)
        return tuple(one for one in found if not code or one.place.country in (None, code))

    def take_turn(self) -> None:
        """Wait until the service may be asked, and let nobody else ask for a second.

        Raises
        ------
        SourceError
            The turn would come too late, or the file of answers cannot be used.
        """
        waited = 0.0
        while (wait := self._store.take_turn(self.label, clock=self._clock, interval_s=INTERVAL_S)) > 0:
            waited += wait
            if waited > PATIENCE_S:
                raise SourceError(f"{self.label} may not be asked for another {wait:.0f} s.")
            self._sleep(wait)

    def _kept(self, name: str, country: str) -> tuple[Found, ...] | None:
        told = self._store.answer(self.label, name.casefold(), country, now=self._clock())
        try:
            return None if told is None else from_text(told)
        except (ValueError, TypeError, KeyError):  # not written by us: asked again
            return None

    def _ask(self, name: str, country: str) -> tuple[Found, ...]:
        if self.trouble is not None:
            raise SourceError(f"{self.label} is not asked any more: {self.trouble}.")
        try:
            found = self._tried(name, country)
        except Failure as failure:
            self._count(failure)
            raise SourceError(f"{self.label} {failure}; {name!r} was not looked up.") from None
        except SourceError as error:
            self._count(Failure(str(error)))
            raise
        self._failures = 0
        now, days = self._clock(), self._keep_days[0 if found else 1]
        self._store.keep(self.label, name.casefold(), country, to_text(found), now=now, seconds=days * DAY_S)
        return found

    def _tried(self, name: str, country: str) -> tuple[Found, ...]:
        for backoff_s in (BACKOFF_S * 2**number for number in range(TRIES)):
            try:
                return self._read(name, self.client.ask(name, country))
            except Failure as failure:
                failed = failure
            if not failed.may_pass:
                break
            now = self._clock()
            told = retry_seconds(failed.retry_after, now=now)
            wait = backoff_s if told is None else told
            self._store.hold(self.label, now=now, until=now + wait)
            if wait > PATIENCE_S:
                raise Failure(f"{failed} and asks to be left alone for {wait:.0f} s", is_final=True)
        raise failed

    def _read(self, name: str, locations: list[Any]) -> tuple[Found, ...]:
        try:
            return tuple(read_answer(self.service, location, name) for location in locations)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            raise Failure("answered something that is not a list of places") from None

    def _count(self, failure: Failure) -> None:
        self._failures += 1
        if not failure.is_final and self._failures < FAILURES:
            return
        self.trouble = str(failure)
        times = "" if failure.is_final else f" {self._failures} times in a row"
        warnings.warn(
            f"{self.label} failed{times} ({failure}); it is asked no more, and names unknown offline stay unplaced.",
            SourceWarning,
            stacklevel=6,
        )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    return True
