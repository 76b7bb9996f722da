"""Public datasets fetched into a folder, one file at a time, with a sidecar that says from where, when and on what terms.

Comes in: the name of a source and a period. Goes out: the folder of its files, ready for `read_frontline`. The sidecar
`<source>.source.json` also keeps what the server calls each file's version, so that a file is sent again only when it has changed.
"""

from __future__ import annotations

import json
import os
import time
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from geo.catalog import APP, sha256_of, write_whole
from geo.catalog import SIDECAR as SOURCE_SIDECAR
from geo.downloads import DownloadError, NotThere, Patience, WrongContent, alone, demand_web, fetch_file
from geo.errors import FrontLineError, FrontLineWarning, SourceError
from geo.frontline.snapshots import Progress
from geo.frontline.sources import LineSource, Remote, RemoteFile, frontline_source

_FRESH = timedelta(hours=1)
"""A file looked after within this time is not asked about again, so that a broken-off run goes on where it stopped."""
_WAIT_S = 10.0
"""Seconds to wait for another process that fetches into the same folder."""
_WRONG_IN_A_ROW = 3
"""Wrong answers after which it is the server that is wrong, and not a file of it."""
_NAMED = 10
"""Days that are named in a warning; the sidecar has all."""
_INDEX_BYTES = 4 << 20
_LARGE_BYTES = 64 << 20
"""Of a file that may be larger than this the bytes are told; of others only how many files there are."""
_PATIENCE = Patience(whole=600.0)


def fetch_frontline(
    name: str,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    folder: str | Path | None = None,
    accept_licence: bool = False,
    base_url: str | None = None,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> Path:
    """Fetch a public front-line dataset and return the folder of its files.

    What is there already is asked about, not fetched again; what broke off goes on where it stopped.

    Parameters
    ----------
    name
        Of one of `list_frontline_sources()`.
    first_day, last_day
        Period; None for the first day there is, and for the last one or today.
    folder
        Where to keep the files; None for `frontlines/<name>` in the user's data folder (`FRONTLINE_DATA` in the environment).
    accept_licence
        That you have read licence and terms of the source and accept them.
    base_url
        A mirror that keeps `https://host/path` at `<base_url>/host/path`; None for `FRONTLINE_SOURCES` in the environment,
        else the sources themselves.
    patience
        How long to wait for the server.
    progress
        Called with (message, files done, files in all).

    Raises
    ------
    FrontLineError
        No source is called so, its terms forbid fetching it, its licence was not accepted, it has nothing in the period, or
        its server refuses, fails, takes too long or answers with something else.
    SourceError
        The folder cannot be written to.

    Warns
    -----
    FrontLineWarning
        The source lacks files of the period, or has wrong ones.
    """
    source = frontline_source(name)
    _demand_terms(source, accept_licence=accept_licence)
    period = _period(source, first_day, last_day)
    base = base_url or os.environ.get("FRONTLINE_SOURCES") or ""
    target = Path(folder) if folder is not None else frontlines_folder() / name
    errand = _Errand(source=source, folder=target, base=base, patience=patience or _PATIENCE, progress=progress)
    try:
        if base:
            demand_web(base)
    except SourceError as error:
        raise FrontLineError(str(error), path=base) from error
    advice = "Another process may be fetching; else give a folder that is writable."
    with alone(target / ".lock.sqlite", wait_s=_WAIT_S, advice=advice):
        errand.run(*period)
    errand.warn()
    return target


def frontlines_folder() -> Path:
    """Return the folder of fetched datasets (not created); `FRONTLINE_DATA` in the environment names another data folder."""
    import platformdirs

    return Path(os.environ.get("FRONTLINE_DATA") or platformdirs.user_data_path(APP)) / "frontlines"


def _demand_terms(source: LineSource, *, accept_licence: bool) -> None:
    if source.refusal:
        raise FrontLineError(
            f"{source.name} is not fetched: {source.refusal}. Get it by hand at {source.url}, on its maker's terms.",
            path=source.url,
        )
    if not accept_licence:
        raise FrontLineError(
            f"{source.name} is fetched only when its licence is accepted. Licence: {source.licence}. {source.terms} "
            f"Attribution: {source.attribution}. Accept it with accept_licence=True or --accept-licence.",
            path=source.url,
        )


def _period(source: LineSource, first: date | None, last: date | None) -> tuple[date, date]:
    if (first or last) and not source.is_dated:
        raise FrontLineError(f"{source.name} is one file for all its days; leave the period out.", path=source.url)
    newest = source.last_day or datetime.now(UTC).date()
    begin, end = max(first or source.first_day, source.first_day), min(last or newest, newest)
    if begin > end:
        raise FrontLineError(
            f"{source.name} has nothing from {first or source.first_day} to {last or newest}; "
            f"it goes from {source.first_day} to {newest}. Give another period.",
            path=source.url,
        )
    return begin, end


@dataclass(slots=True, kw_only=True)
class _Errand:
    """Fetching one source into one folder."""

    source: LineSource
    folder: Path
    base: str
    patience: Patience
    progress: Progress | None
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the sidecar says about the files, by name."""
    missing: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)
    has_asked: bool = False

    @property
    def sidecar(self) -> Path:
        return self.folder / f"{self.source.name}{SOURCE_SIDECAR}"

    def run(self, first: date, last: date) -> None:
        """Fetch what there is of a period.

        Raises
        ------
        FrontLineError
            None of the files could be had, or the server is at fault.
        SourceError
            A file cannot be written.
        """
        self.known = _known(self.sidecar)
        wanted = [file for remote in self.source.remotes for file in self._files(remote, first, last)]
        in_a_row = 0
        for number, file in enumerate(wanted):
            self._tell(number, len(wanted))
            in_a_row = 0 if self._fetch(file) else in_a_row + 1
            if in_a_row == _WRONG_IN_A_ROW:
                raise FrontLineError(
                    f"{self.source.name}: {_WRONG_IN_A_ROW} wrong answers in a row, so it was left there. "
                    f"{self.wrong[file.name]}",
                    path=file.url,
                )
        self._tell(len(wanted), len(wanted))
        if not any(file.name in self.known for file in wanted):
            raise self._nothing(first, last)
        self._write_down()

    def warn(self) -> None:
        """Warn of what could not be had, in one line."""
        if self.missing:
            warnings.warn(
                f"{self.source.name}: the source lacks {_some(self.missing)}.", FrontLineWarning, stacklevel=3
            )
        if self.wrong:
            first = next(iter(self.wrong.values()))
            warnings.warn(f"{self.source.name}: left out {_some(self.wrong)}: {first}", FrontLineWarning, stacklevel=3)

    def _files(self, remote: Remote, first: date, last: date) -> Iterable[RemoteFile]:
        if not remote.index:
            return remote.files(first, last)
        path = self.folder / ".index.json"
        index = RemoteFile(url=remote.index, name=path.name, form="json", limit=_INDEX_BYTES)
        try:
            self._ask(index, "")
            listed = json.loads(path.read_text("utf-8"))
        except (NotThere, WrongContent, ValueError) as error:
            raise FrontLineError(
                f"{self.source.name}: its list of files cannot be had: {error}", path=remote.index
            ) from error
        finally:
            path.unlink(missing_ok=True)
        entries = listed if isinstance(listed, list) else []
        names = [entry["name"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)]
        return remote.listed(names, first, last)

    def _fetch(self, file: RemoteFile) -> bool:
        """Have one file in the folder if the server has it; tell whether the server answered sensibly."""
        url, path = self._address(file.url), self.folder / file.name
        known = self.known.get(file.name)
        if known is not None and (known.get("url") != url or not _is_intact(path, known)):
            known = None
        if known is not None and _is_fresh(known):
            return True
        try:
            version = self._ask(file, known["version"] if known else "")
        except NotThere:
            self.missing.append(_label(file))
            return True
        except WrongContent as error:
            self.wrong[file.name] = str(error)
            return False
        self.known[file.name] = version | {"day": file.day and file.day.isoformat(), "url": url}
        self._write_down()
        return True

    def _ask(self, file: RemoteFile, version: str) -> dict[str, Any]:
        if self.has_asked:
            time.sleep(self.patience.between)
        self.has_asked = True
        try:
            fetched = fetch_file(
                self._address(file.url),
                self.folder / file.name,
                form=file.form,
                version=version,
                sha256=file.sha256,
                limit=file.limit,
                patience=self.patience,
                progress=self.progress if file.limit > _LARGE_BYTES else None,
            )
        except (NotThere, WrongContent):
            raise
        except DownloadError as error:
            raise FrontLineError(f"{self.source.name}: {error}", path=error.path) from error
        return {
            "sha256": fetched.sha256,
            "size": fetched.size,
            "version": fetched.version,
            "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _address(self, url: str) -> str:
        return f"{self.base.rstrip('/')}/{url.partition('://')[2]}" if self.base else url

    def _tell(self, done: int, whole: int) -> None:
        if self.progress is not None:
            self.progress(f"fetching {self.source.name}", done, whole)

    def _nothing(self, first: date, last: date) -> FrontLineError:
        why = next(iter(self.wrong.values()), "") or f"the source lacks {_some(self.missing)}."
        return FrontLineError(
            f"nothing of {self.source.name} could be had from {first} to {last}: {why}", path=self.source.url
        )

    def _write_down(self) -> None:
        facts = {
            "title": self.source.name,
            "publisher": self.source.maker,
            "url": self.source.url,
            "licence": self.source.licence,
            "terms": self.source.terms,
            "attribution": self.source.attribution,
            "covers": self.source.covers,
            "retrieved_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "missing": self.missing,
            "left_out": self.wrong,
            "files": dict(sorted(self.known.items())),
        }
        with write_whole(self.sidecar) as file:
            json.dump(facts, file, ensure_ascii=False, indent=1)  # type: ignore[arg-type]  # text, as it is not binary


def _known(sidecar: Path) -> dict[str, dict[str, Any]]:
    """Return what the sidecar says about the files; nothing where it says nothing that can be used."""
    try:
        files = json.loads(sidecar.read_text("utf-8"))["files"]
        return {name: facts for name, facts in files.items() if isinstance(facts, dict) and "version" in facts}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Without it every file is fetched anew, which writes a good one.
        return {}


def _is_intact(path: Path, known: dict[str, Any]) -> bool:
    return path.is_file() and path.stat().st_size == known.get("size") and sha256_of(path) == known.get("sha256")


def _is_fresh(known: dict[str, Any]) -> bool:
    try:
        age = datetime.now(UTC) - datetime.fromisoformat(known["checked_at"])
    except (KeyError, TypeError, ValueError):
        return False
    return timedelta(0) <= age < _FRESH


def _label(file: RemoteFile) -> str:
    return file.day.isoformat() if file.day else file.name


def _some(names: Sequence[str] | dict[str, str]) -> str:
    first = ", ".join(list(names)[:_NAMED])
    return f"{first} and {len(names) - _NAMED} more" if len(names) > _NAMED else first
