"""Country dumps fetched from GeoNames: resumed where they broke off, within a deadline, and gone when they have been read.

Comes in: a country's code. Goes out: the path of its ZIP, while it is needed.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import IO

from geo.catalog import cache_folder
from geo.errors import GazetteerError, SourceError

GEONAMES_URL = "https://download.geonames.org/export/dump/"
LIMIT_BYTES = 1 << 30
"""Largest download; the ZIP of the whole world has 0.4 GB, that of the largest country 0.07 GB."""
_BLOCK = 1 << 16
_AGENT = "frontline-mapper (https://pypi.org/project/frontline-mapper/)"
# What a repeated request can mend: too many requests, and faults of the server.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a server, in seconds."""

    whole: float = 1800.0
    """For the whole file, all attempts together."""
    read: float = 30.0
    """For the next bytes."""
    pause: float = 2.0
    """Before the second attempt; doubled before each further one."""
    attempts: int = 5


def dump_url(country: str, base_url: str | None = None) -> str:
    """Return where the dump of a country is: below `base_url`, else below `FRONTLINE_GEONAMES` of the environment, else at GeoNames.

    Raises
    ------
    GazetteerError
        The address is not one of the web.
    """
    base = base_url or os.environ.get("FRONTLINE_GEONAMES") or GEONAMES_URL
    if not base.startswith(("https://", "http://")):
        raise GazetteerError(f"{base!r} is no address to fetch from; it must begin with https://.")
    return f"{base.rstrip('/')}/{country}.zip"


@contextmanager
def fetched_dump(
    country: str,
    *,
    base_url: str | None = None,
    patience: Patience | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Path]:
    """Fetch the dump of a country and give its path; it is removed afterwards, and kept for resuming where fetching failed.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, in capitals.
    base_url
        Where dumps are; None for `FRONTLINE_GEONAMES` in the environment, else GeoNames itself.
    progress
        Called with (message, bytes there, bytes in all or 0).

    Raises
    ------
    GazetteerError
        The address is none, the server has no such dump, fails, or takes too long; the answer is no ZIP or too large.
    SourceError
        The cache folder cannot be written to.
    """
    url = dump_url(country, base_url)
    patience = patience or Patience()
    folder = cache_folder() / "downloads"
    with _alone(folder, patience.whole):
        job = _Job(url=url, part=folder / f"{country}.zip.part", patience=patience)
        job.fetch(progress)
        try:
            yield job.part
        finally:
            job.forget()


@contextmanager
def _alone(folder: Path, wait_s: float) -> Iterator[None]:
    """Let one process at a time fetch; SQLite's lock works on every system and ends with the process that holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(folder / "lock.sqlite", timeout=wait_s, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except (sqlite3.Error, FileExistsError, PermissionError, NotADirectoryError) as error:
        raise SourceError(
            f"cannot download to {folder}: {error}. Set FRONTLINE_CACHE to a folder that is writable.", path=folder
        ) from error


class _Stopped(Exception):
    """An attempt broke off in a way that another one may mend."""


@dataclass(slots=True)
class _Job:
    """One file on its way."""

    url: str
    part: Path
    patience: Patience

    @property
    def mark(self) -> Path:
        """File that keeps by what the server knows the version of which the part is the beginning."""
        return self.part.with_name(self.part.name + ".json")

    def forget(self) -> None:
        """Remove what was fetched."""
        self.part.unlink(missing_ok=True)
        self.mark.unlink(missing_ok=True)

    def fetch(self, progress: Callable[[str, int, int], None] | None) -> None:
        """Have the whole file in its place, or else its beginning.

        Raises
        ------
        GazetteerError
            The server refuses, fails or takes too long, or answers with something else.
        SourceError
            The file cannot be written.
        """
        until = time.monotonic() + self.patience.whole
        trouble, pause = "", self.patience.pause
        for attempt in range(self.patience.attempts):
            if attempt:
                time.sleep(min(pause, max(until - time.monotonic(), 0)))
                pause *= 2
            try:
                self._attempt(until, progress)
                self._demand_zip()
            except _Stopped as stop:
                trouble = str(stop)
                if time.monotonic() >= until:
                    break
            except OSError as error:
                raise SourceError(f"cannot write {self.part}: {error.strerror or error}.", path=self.part) from error
            else:
                return
        raise GazetteerError(
            f"{self.url} could not be fetched: {trouble}. Run the command again; it goes on where it stopped.",
            path=self.url,
        )

    def _attempt(self, until: float, progress: Callable[[str, int, int], None] | None) -> None:
        there = self.part.stat().st_size if self.part.exists() else 0
        version = self._version() if there else ""
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        if there and version:
            headers |= {"Range": f"bytes={there}-", "If-Range": version}
        with closing(self._answer(urllib.request.Request(self.url, headers=headers), until)) as answer:  # noqa: S310 - the scheme was checked
            goes_on = answer.status == 206 and (answer.headers["Content-Range"] or "").startswith(f"bytes {there}-")
            if answer.status == 206 and not goes_on:
                self.forget()
                raise _Stopped("the server answered with another part than was asked for")
            self.mark.write_text(json.dumps(_version_of(answer)), "utf-8")
            with self.part.open("ab" if goes_on else "wb") as file:
                self._copy(answer, file, there if goes_on else 0, until, progress)

    def _answer(self, request: urllib.request.Request, until: float) -> HTTPResponse:
        try:
            return _within(lambda: _open(request, self.patience.read), until - time.monotonic())
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416:
                self.forget()
                raise _Stopped("the part that was there does not fit") from error
            if error.code in _PASSING:
                raise _Stopped(f"the server answered {error.code}") from error
            advice = "GeoNames has no dump of that country" if error.code == 404 else "check the address"
            raise GazetteerError(f"{self.url}: the server answered {error.code}; {advice}.", path=self.url) from error
        except (OSError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            raise _Stopped(f"no answer ({str(reason) or type(reason).__name__})") from error

    def _copy(
        self,
        answer: HTTPResponse,
        file: IO[bytes],
        there: int,
        until: float,
        progress: Callable[[str, int, int], None] | None,
    ) -> None:
        whole = (
            there + int(answer.headers["Content-Length"]) if (answer.headers["Content-Length"] or "").isdecimal() else 0
        )
        while True:
            if max(there, whole) > LIMIT_BYTES:
                self.forget()
                raise GazetteerError(
                    f"{self.url} is larger than {LIMIT_BYTES >> 20} MB, which no dump is.", path=self.url
                )
            try:
                # read1 returns with what one packet brings: a server that drips cannot hold up the deadline.
                block = answer.read1(_BLOCK)
            except (OSError, http.client.HTTPException) as error:
                raise _Stopped(f"it broke off after {there:,} bytes ({str(error) or type(error).__name__})") from error
            if not block:
                break
            file.write(block)
            there += len(block)
            if progress is not None:
                progress(
                    f"fetching {self.url} ({whole / 1e6:.1f} MB)" if whole else f"fetching {self.url}", there, whole
                )
            if time.monotonic() >= until:
                raise _Stopped(f"it took longer than {self.patience.whole:g} s")
        if there < whole:
            raise _Stopped(f"it broke off after {there:,} of {whole:,} bytes")

    def _demand_zip(self) -> None:
        with self.part.open("rb") as file:
            head = file.read(512)
        if not head.startswith(b"PK\x03\x04"):
            self.forget()
            what = "an HTML page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else f"{head[:16]!r}"
            raise GazetteerError(f"{self.url} is no ZIP but {what or 'empty'}. Check the address.", path=self.url)

    def _version(self) -> str:
        with suppress(OSError, ValueError):
            found = json.loads(self.mark.read_text("utf-8"))
            return found if isinstance(found, str) else ""
        return ""


def _open(request: urllib.request.Request, timeout_s: float) -> HTTPResponse:
    answer = urllib.request.urlopen(request, timeout=timeout_s)  # noqa: S310 - the scheme was checked
    if not isinstance(answer, HTTPResponse):
        raise OSError("the address leads away from the web")
    return answer


def _within(call: Callable[[], HTTPResponse], seconds: float) -> HTTPResponse:
    """Return what a call returns, and give up after some seconds: a socket's timeout begins anew with every byte of a heading."""
    results: queue.SimpleQueue[HTTPResponse | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            results.put(call())
        except (OSError, http.client.HTTPException, ValueError) as error:
            results.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        result = results.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise TimeoutError("the server took too long to answer") from None
    if isinstance(result, BaseException):
        raise result
    return result


def _version_of(answer: HTTPResponse) -> str:
    """Return what names this version for If-Range: a strong entity tag, else the day of change (RFC 9110, section 13.1.5)."""
    tag = answer.headers["ETag"] or ""
    return tag if tag and not tag.startswith("W/") else answer.headers["Last-Modified"] or ""
