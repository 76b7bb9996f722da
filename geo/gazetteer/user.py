"""The user's own layers: one normalised file each in the user's data folder, with a sidecar that says where it is from.

Comes in: rows and their source. Goes out: the layers that are there, and their rows. A layer is there once its sidecar is, which is
written last and in one step; the sidecar names the rows' file by its hash, so that two processes can never mix two versions.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import time
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.catalog import APP, SIDECAR, read_sidecar, sha256_of, write_whole
from geo.errors import GazetteerError, RecordError, SourceError, SourceWarning
from geo.gazetteer.layers import Row
from geo.records import PLACE_KINDS, Source

NAME = re.compile(r"[\w][\w.-]{0,79}")
_HASH_DIGITS = 12
# Seconds after which a file of rows that no sidecar names is litter of a process that ended too soon, not work under way.
_LITTER_AFTER_S = 3600
_UNMARKED = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer that the user added."""

    name: str
    rows: int
    original: str
    """The file or URL it was read from."""
    source: Source

    @property
    def path(self) -> Path:
        """The file of its rows."""
        return layers_folder() / f"{self.name}.{self.source.sha256[:_HASH_DIGITS]}.csv"

    def facts(self) -> dict[str, object]:
        """Return what there is to know about the layer, ready for JSON."""
        source = self.source
        return {
            "name": self.name,
            "rows": self.rows,
            "title": source.title,
            "licence": source.licence,
            "attribution": source.attribution,
            "original": self.original,
            "added_at": source.retrieved_at,
            "path": str(self.path),
        }


def layers_folder() -> Path:
    """Return the folder of the user's layers (not created); `FRONTLINE_DATA` in the environment names another data folder."""
    import platformdirs

    return Path(os.environ.get("FRONTLINE_DATA") or platformdirs.user_data_path(APP)) / "gazetteer"


def layer_name(text: str) -> str:
    """Return a name for a layer made from the name of a file.

    Examples
    --------
    >>> layer_name("My villages (2024)")
    'my-villages-2024'
    """
    return _UNMARKED.sub("-", text.lower()).strip("-.")[:80] or "layer"


def read_layers() -> tuple[tuple[Layer, ...], tuple[str, ...]]:
    """Return the user's layers by name, and a line about each that is damaged."""
    layers, faults = [], []
    for sidecar in sorted(layers_folder().glob(f"*{SIDECAR}")):
        name = sidecar.name.removesuffix(SIDECAR)
        try:
            source = read_sidecar(sidecar.with_name(name))
            facts = json.loads(sidecar.read_text("utf-8"))
            layers.append(Layer(name=name, rows=int(facts["rows"]), original=str(facts["original"]), source=source))
        except (SourceError, OSError, ValueError, KeyError, TypeError) as error:
            faults.append(_damaged(name, sidecar, str(error)))
    return tuple(layers), tuple(faults)


def hashes_of_layers() -> dict[str, str]:
    """Return the hash of each layer by its name, and warn about those that are damaged."""
    layers, faults = read_layers()
    for fault in faults:
        warnings.warn(fault, SourceWarning, stacklevel=2)
    return {layer.name: layer.source.sha256 for layer in layers}


def rows_of_layers() -> list[list[Row]]:
    """Return the rows of every layer; one whose file was altered is left out with a warning.

    Warns
    -----
    SourceWarning
        The file of a layer is missing, or not the one its sidecar describes.
    """
    found = []
    for layer in read_layers()[0]:
        try:
            found.append(_read_rows(layer))
        except (OSError, ValueError, KeyError, TypeError, RecordError) as error:
            warnings.warn(_damaged(layer.name, layer.path, str(error)), SourceWarning, stacklevel=2)
    return found


def write_layer(name: str, rows: Iterable[Row], facts: Mapping[str, object]) -> Layer:
    """Keep a layer under a name; one that was there under it is replaced.

    Parameters
    ----------
    facts
        The sidecar, without `sha256` and `rows`.

    Raises
    ------
    SourceError
        The user's data folder cannot be written to.
    """
    folder = layers_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            f"cannot make {folder}: {error.strerror or error}. Set FRONTLINE_DATA to a folder that is writable.",
            path=folder,
        ) from error
    rows = sorted(rows, key=lambda row: row.id)
    data = _as_csv(rows)
    digest = hashlib.sha256(data).hexdigest()
    with write_whole(folder / f"{name}.{digest[:_HASH_DIGITS]}.csv", binary=True) as file:
        file.write(data)  # type: ignore[arg-type]  # binary=True opens it for bytes
    with write_whole(folder / f"{name}{SIDECAR}") as sidecar:
        json.dump({**facts, "rows": len(rows), "sha256": digest}, sidecar, ensure_ascii=False, indent=1)  # type: ignore[arg-type]
    _clear_litter()
    return next(layer for layer in read_layers()[0] if layer.name == name)


def remove_layer(name: str) -> None:
    """Remove a layer, damaged ones too.

    Raises
    ------
    GazetteerError
        No layer is called so.
    SourceError
        The file cannot be removed.
    """
    folder = layers_folder()
    there = sorted(sidecar.name.removesuffix(SIDECAR) for sidecar in folder.glob(f"*{SIDECAR}"))
    if name not in there:
        raise GazetteerError(
            f"no layer is called {name!r}; there is {', '.join(there) or 'none'}. See: frontline gazetteer list."
        )
    try:
        (folder / f"{name}{SIDECAR}").unlink(missing_ok=True)
        for path in _row_files(folder, name):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise SourceError(
            f"cannot remove the layer {name!r} from {folder}: {error.strerror or error}.", path=folder
        ) from error


def _damaged(name: str, path: Path, why: str) -> str:
    return f"the layer {name!r} is damaged and left out: {path}: {why} Build it again, or: frontline gazetteer remove {name}."


def _read_rows(layer: Layer) -> list[Row]:
    if sha256_of(layer.path) != layer.source.sha256:
        raise ValueError("its hash is not the one of the sidecar.")
    with layer.path.open(encoding="utf-8", newline="") as file:
        return [_row(record) for record in csv.DictReader(file)]


def _row(record: Mapping[str, str]) -> Row:
    if record["kind"] not in PLACE_KINDS:
        raise ValueError(f"{record['kind']!r} is no kind of place.")
    return Row(
        id=record["id"],
        name=record["name"],
        kind=record["kind"],
        lon=float(record["lon"]),
        lat=float(record["lat"]),
        radius_m=float(record["radius_m"]),
        country=record["country"] or None,
        admin1=record["admin1"] or None,
        geometry=record["geometry"],
        population=int(record["population"]) if record["population"] else None,
        weight=int(record["weight"]),
        names=tuple(filter(None, record["names"].split("|"))),
    )


def _as_csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    for row in rows:
        writer.writerow([*("" if value is None else value for value in row[:-1]), "|".join(row.names)])
    return text.getvalue().encode("utf-8", "replace")


def _row_files(folder: Path, name: str) -> list[Path]:
    pattern = re.compile(rf"{re.escape(name)}\.[0-9a-f]{{{_HASH_DIGITS}}}\.csv")
    return [path for path in folder.glob("*.csv") if pattern.fullmatch(path.name)]


def _clear_litter() -> None:
    """Remove rows of versions that were replaced or never finished, once no other process can still be at work on them."""
    folder = layers_folder()
    named = {layer.path for layer in read_layers()[0]}
    for path in (*folder.glob("*.csv"), *folder.glob(".*.part")):
        try:
            if path not in named and time.time() - path.stat().st_mtime > _LITTER_AFTER_S:
                path.unlink()
        except OSError:  # another process was quicker, and a file too many does no harm
            continue
