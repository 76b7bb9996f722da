"""Files fetched politely: resumed where they broke off, asked for again only when changed, whole under their name or not there.

Comes in: an address and where to keep the file. Goes out: the file, with its hash and what the server calls its version.
"""

from __future__ import annotations

import email.utils
import http.client
import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from typing import IO

from geo.catalog import sha256_of
from geo.downloads.forms import FORMS, is_whole, what_instead
from geo.downloads.wire import DownloadError, NotThere, Stopped, WrongContent, asking, demand_web
from geo.errors import SourceError

__all__ = [
    "DownloadError",
    "Fetched",
    "NotThere",
    "Patience",
    "WrongContent",
    "alone",
    "demand_web",
    "fetch_file",
]

Progress = Callable[[str, int, int], None]
LIMIT_BYTES = 1 << 30
"""Largest download; GeoNames' ZIP of the whole world has 0.4 GB, the largest file of a front line 0.06 GB."""
_BLOCK = 1 << 16
# What a repeated request can mend: too many requests, and faults of the server.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})


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
    between: float = 0.5
    """Between two files of one server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that is there."""

    sha256: str
    size: int
    version: str
    """Entity tag, else day of change, to ask with the next time; "" where the server gives neither."""
    is_new: bool
    """False when the server said that the file at hand is still the newest."""


def fetch_file(
    url: str,
    path: Path,
    *,
    form: str,
    version: str = "",
    sha256: str = "",
    limit: int = LIMIT_BYTES,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch a file, so that it is either whole in its place or not there; its beginning is kept beside it for the next time.

    Parameters
    ----------
    url
        An address of the web.
    path
        Where to keep it, in a folder that exists.
    form
        What it must be, one of `geo.downloads.forms.FORMS`.
    version
        The `Fetched.version` of the file at `path`; "" fetches it whatever is there.
    sha256
        The hash it must have; "" for any.
    limit
        Bytes it may have, sent and unpacked.
    progress
        Called with (message, bytes there, bytes in all or 0).

    Raises
    ------
    NotThere
        The server has no such file.
    WrongContent
        The answer is of another form or hash, cut or too large.
    DownloadError
        The server refuses, fails, leads elsewhere, or takes too long.
    SourceError
        The address is not one of the web, or the file cannot be written.
    """
    demand_web(url)
    job = _Job(
        url=url, path=path, form=form, version=version if path.exists() else "", sha256=sha256, limit=limit,
        patience=patience or Patience(), progress=progress,
    )  # fmt: skip
    return job.fetch()


@contextmanager
def alone(lock: Path, *, wait_s: float, advice: str) -> Iterator[None]:
    """Let one process at a time fetch; SQLite's lock works on every system and ends with the process that holds it.

    Parameters
    ----------
    lock
        File of the lock; its folder is made.
    wait_s
        Seconds to wait for another process.
    advice
        What to do when the folder cannot be written to.

    Raises
    ------
    SourceError
        The folder cannot be made or written to, or another process holds the lock for too long.
    """
    held: sqlite3.Connection | None = None
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        held = sqlite3.connect(lock, timeout=wait_s, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
    except (sqlite3.Error, OSError) as error:
        if held is not None:
            held.close()
        raise SourceError(f"cannot download to {lock.parent}: {error}. {advice}", path=lock.parent) from error
    try:
        yield
    finally:
        held.close()


@dataclass(slots=True, kw_only=True)
class _Job:
    """One file on its way."""

    url: str
    path: Path
    form: str
    version: str
    sha256: str
    limit: int
    patience: Patience
    progress: Progress | None

    @property
    def part(self) -> Path:
        """The file's beginning, as it was sent."""
        return self.path.with_name(self.path.name + ".part")

    @property
    def mark(self) -> Path:
        """What the server said about the version of which the part is the beginning."""
        return self.path.with_name(self.path.name + ".part.mark")

    @property
    def unpacked(self) -> Path:
        return self.path.with_name(self.path.name + ".part.unpacked")

    def forget(self) -> None:
        for file in (self.part, self.mark, self.unpacked):
            file.unlink(missing_ok=True)

    def fetch(self) -> Fetched:
        """Have the whole file in its place, or else its beginning beside it.

        Raises
        ------
        DownloadError
            The server refuses, fails or takes too long, or answers with something else.
        SourceError
            The file cannot be written.
        """
        until = time.monotonic() + self.patience.whole
        trouble, pause = "", self.patience.pause
        for left in reversed(range(self.patience.attempts)):
            try:
                return self._attempt(until)
            except Stopped as stop:
                trouble, wait = str(stop), max(pause, stop.wait_s)
            except SourceError:
                raise
            except OSError as error:
                raise SourceError(f"cannot write {self.part}: {error.strerror or error}.", path=self.part) from error
            if not left or time.monotonic() + wait >= until:
                break
            time.sleep(wait)
            pause *= 2
        raise DownloadError(
            f"{self.url} could not be fetched: {trouble}. Run the command again; it goes on where it stopped.",
            path=self.url,
        )

    def _attempt(self, until: float) -> Fetched:
        there = self.part.stat().st_size if self.part.exists() else 0
        with asking(self.url, self._headers(there), until=until, read_s=self.patience.read) as answer:
            if answer.status == 304 and self.version:
                self.forget()
                return Fetched(
                    sha256=sha256_of(self.path), size=self.path.stat().st_size, version=self.version, is_new=False
                )
            self._demand_success(answer)
            there = self._start(answer, there)
            counted = self._copy(answer, there, until)
            return self._finish(_version_of(answer), counted=counted)

    def _headers(self, there: int) -> dict[str, str]:
        headers = {"Accept-Encoding": "gzip" if FORMS[self.form].is_text else "identity"}
        if self.version:
            is_tag = self.version.startswith(('"', "W/"))
            headers["If-None-Match" if is_tag else "If-Modified-Since"] = self.version
        strong, _ = self._marked()
        if there and strong:
            headers |= {"Range": f"bytes={there}-", "If-Range": strong}
        return headers

    def _demand_success(self, answer: HTTPResponse) -> None:
        if answer.status in {200, 206}:
            return
        if answer.status == 416:
            self.forget()
            raise Stopped("the part that was there does not fit")
        if answer.status in _PASSING:
            wait = _retry_after_s(answer)
            raise Stopped(
                f"the server answered {answer.status}" + (f" and asks to wait {wait:,.0f} s" if wait else ""),
                wait_s=wait,
            )
        kind = NotThere if answer.status in _GONE else DownloadError
        raise kind(f"{self.url}: the server answered {answer.status}; check the address.", path=self.url)

    def _start(self, answer: HTTPResponse, there: int) -> int:
        """Return how many bytes of the part are to be kept, and write down which version is coming."""
        coding = (answer.headers["Content-Encoding"] or "identity").strip().lower()
        if coding not in {"gzip", "x-gzip", "identity"}:
            raise WrongContent(f"{self.url} is sent packed as {coding[:20]!r}, which was not asked for.", path=self.url)
        if answer.status == 206:
            fits = (answer.headers["Content-Range"] or "").startswith(f"bytes {there}-")
            if not there or not fits or coding != self._marked()[1]:
                self.forget()
                raise Stopped("the server answered with another part than was asked for")
        kept = there if answer.status == 206 else 0
        self.part.open("ab" if kept else "wb").close()
        self.mark.write_text(json.dumps([_strong_version_of(answer), coding]), "utf-8")
        return kept

    def _copy(self, answer: HTTPResponse, there: int, until: float) -> bool:
        """Write what is sent behind the bytes that are there; tell whether the server said how many there are."""
        length = answer.headers["Content-Length"] or ""
        whole = there + int(length) if length.isdecimal() and len(length) < 20 else 0
        with self.part.open("ab") as file:
            while True:
                self._demand_small(max(there, whole))
                block = _read(answer, there)
                if time.monotonic() >= until:
                    raise Stopped(f"it took longer than {self.patience.whole:g} s")
                if not block:
                    break
                file.write(block)
                # A process that is killed leaves what it was sent, not what happened to be flushed.
                file.flush()
                there += len(block)
                self._tell(there, whole)
        if there < whole:
            raise Stopped(f"it broke off after {there:,} of {whole:,} bytes")
        return bool(whole)

    def _demand_small(self, size: int) -> None:
        if size > self.limit:
            self.forget()
            raise WrongContent(
                f"{self.url} is larger than {self.limit >> 20} MB, which it should not be.", path=self.url
            )

    def _tell(self, there: int, whole: int) -> None:
        if self.progress is not None:
            size = f" ({whole / 1e6:.1f} MB)" if whole else ""
            self.progress(f"fetching {self.url}{size}", there, whole)

    def _finish(self, version: str, *, counted: bool) -> Fetched:
        """Put the file in its place once it is what it should be."""
        file = self._unpack() if self._marked()[1] != "identity" else self.part
        word = FORMS[self.form].word
        if found := what_instead(file, self.form):
            self.forget()
            raise WrongContent(f"{self.url} is no {word} but {found}. Check the address.", path=self.url)
        if not is_whole(file, self.form):
            self.forget()
            if not counted:
                raise Stopped(f"the {word} broke off before its end")
            raise WrongContent(f"{self.url} is a damaged {word}, cut before its end.", path=self.url)
        digest = sha256_of(file)
        if self.sha256 and digest != self.sha256:
            self.forget()
            raise WrongContent(
                f"{self.url} has the hash {digest[:12]}…, not {self.sha256[:12]}…: it is not the file that was meant.",
                path=self.url,
            )
        size = file.stat().st_size
        _sync(file)
        file.replace(self.path)
        self.forget()
        return Fetched(sha256=digest, size=size, version=version, is_new=True)

    def _unpack(self) -> Path:
        """Return the file that the part unpacks to."""
        unpacker = zlib.decompressobj(wbits=31)
        size = 0
        try:
            with self.part.open("rb") as packed, self.unpacked.open("wb") as file:
                while block := unpacker.unconsumed_tail or packed.read(_BLOCK):
                    size += file.write(unpacker.decompress(block, _BLOCK))
                    self._demand_small(size)
                file.write(unpacker.flush())
        except zlib.error as error:
            self.forget()
            raise Stopped(f"what was sent does not unpack ({error})") from error
        if not unpacker.eof:
            self.forget()
            raise Stopped("it broke off before its end")
        return self.unpacked

    def _marked(self) -> tuple[str, str]:
        """Return version and packing of the part."""
        with suppress(OSError, ValueError):
            found = json.loads(self.mark.read_text("utf-8"))
            if isinstance(found, list) and len(found) == 2 and all(isinstance(one, str) for one in found):
                return found[0], found[1]
        return "", "identity"


def _read(answer: HTTPResponse, there: int) -> bytes:
    try:
        # read1 returns with what one packet brings: a server that drips cannot hold up the deadline.
        return answer.read1(_BLOCK)
    except (OSError, http.client.HTTPException) as error:
        raise Stopped(f"it broke off after {there:,} bytes ({str(error) or type(error).__name__})") from error


def _sync(file: Path) -> None:
    with file.open("rb+") as opened:
        _flush(opened)


def _flush(opened: IO[bytes]) -> None:
    opened.flush()
    os.fsync(opened.fileno())


def _version_of(answer: HTTPResponse) -> str:
    return answer.headers["ETag"] or answer.headers["Last-Modified"] or ""


def _strong_version_of(answer: HTTPResponse) -> str:
    """Return what names this version for If-Range: a strong entity tag, else the day of change (RFC 9110, section 13.1.5)."""
    tag = answer.headers["ETag"] or ""
    return tag if tag and not tag.startswith("W/") else answer.headers["Last-Modified"] or ""


def _retry_after_s(answer: HTTPResponse) -> float:
    """Return for how many seconds the server wants to be left alone (RFC 9110, section 10.2.3)."""
    told = (answer.headers["Retry-After"] or "").strip()
    if told.isdecimal() and len(told) < 10:
        return float(told)
    with suppress(ValueError, TypeError, OverflowError):
        return max(email.utils.parsedate_to_datetime(told).timestamp() - time.time(), 0.0)
    return 0.0
