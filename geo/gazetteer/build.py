"""Adding to the gazetteer: country dumps of GeoNames and files of the user's own become layers, and the index is compiled.

Comes in: country codes and files. Goes out: the layers that were added.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from geo.catalog import cache_folder, sha256_of
from geo.errors import GazetteerError, SourceError, SourceWarning
from geo.gazetteer import INDEX_NAME
from geo.gazetteer.columns import Wishes
from geo.gazetteer.download import Patience, dump_url, fetched_dump
from geo.gazetteer.found import Faults, Found, look_swapped, settle
from geo.gazetteer.geonames_dump import is_dump, read_dump
from geo.gazetteer.index import Progress, build_index, stamp
from geo.gazetteer.listed import country_codes, read_listed
from geo.gazetteer.merge import join_twins
from geo.gazetteer.user import NAME, Layer, layer_name, read_layers, remove_layer, write_layer

UNKNOWN = "unknown, given by the user"


def build_gazetteer(
    *,
    geonames: Iterable[str] = (),
    files: Iterable[str | Path] = (),
    layer: str | None = None,
    name_column: str | None = None,
    lon_column: str | None = None,
    lat_column: str | None = None,
    alternate_columns: Iterable[str] = (),
    country_column: str | None = None,
    admin1_column: str | None = None,
    kind_column: str | None = None,
    population_column: str | None = None,
    id_column: str | None = None,
    country: str | None = None,
    encoding: str | None = None,
    licence: str | None = None,
    attribution: str | None = None,
    geonames_url: str | None = None,
    patience: Patience | None = None,
    progress: Progress | None = None,
) -> tuple[Layer, ...]:
    """Add GeoNames country dumps or files of places, and compile the gazetteer.

    Every file becomes a layer in the user's data folder, where it stays through upgrades until it is removed. A place that
    the gazetteer already has gets the layer's names and no second entry. Where one of several fails, those before it stay.

    Parameters
    ----------
    geonames
        ISO 3166-1 alpha-2 codes of the countries to download (CC BY 4.0); a layer each, `geonames-ua`.
    files
        GeoNames dumps (text or ZIP), CSV, TSV, GeoJSON or GeoPackage. Called `--from` in the shell.
    layer
        Name of the layer, for one file; None takes the file's.
    name_column, lon_column, lat_column, alternate_columns, country_column, admin1_column, kind_column, population_column, id_column
        Columns to read; None guesses by their headings. Coordinates are degrees, EPSG:4326.
    country
        ISO 3166-1 alpha-2 of rows that name none.
    encoding
        Of a CSV or TSV; None tells it by its bytes.
    licence, attribution
        Of the files; None writes down that they are unknown.
    geonames_url
        Where the dumps are; None for `FRONTLINE_GEONAMES` in the environment, else GeoNames itself.
    patience
        How long to wait for the server.
    progress
        Called with (message, done, total).

    Returns
    -------
    The layers added, in the order asked for; none when only the index was compiled anew.

    Warns
    -----
    SourceWarning
        Rows were left out, or a doubt about a file; one warning a file.

    Raises
    ------
    GazetteerError
        A code is no country's, a file cannot be read or has no usable row, or the server failed.
    SourceError
        The user's data folder or the cache folder cannot be written to.
    """
    codes = dict.fromkeys(_country(code) for code in geonames)
    paths = [Path(file) for file in files]
    names = [(layer or layer_name(path.stem)).lower() for path in paths]
    if layer is not None and len(paths) != 1:
        raise GazetteerError(f"the name {layer!r} is for one file, and there are {len(paths)}. Add them one by one.")
    if doubled := [name for name, count in Counter(names).items() if count > 1]:
        raise GazetteerError(
            f"two files would make the one layer {doubled[0]!r}. Add them one by one, each with a --layer."
        )
    if layer is not None and not NAME.fullmatch(layer):
        raise GazetteerError(f"a layer cannot be called {layer!r}; use letters, digits, dots and hyphens.")
    wishes = Wishes(
        name_column=name_column,
        lon_column=lon_column,
        lat_column=lat_column,
        alternate_columns=tuple(alternate_columns),
        country_column=country_column,
        admin1_column=admin1_column,
        kind_column=kind_column,
        population_column=population_column,
        id_column=id_column,
        country=_country(country) if country else None,
        encoding=encoding,
    )
    added = [_add_dump(code, geonames_url, patience, progress) for code in codes]
    terms = {"licence": licence or UNKNOWN, "attribution": attribution or ""}
    added += [_add_file(path, name, wishes, terms, progress) for path, name in zip(paths, names, strict=True)]
    _compile(progress)
    return tuple(added)


def list_gazetteer_layers() -> tuple[Layer, ...]:
    """Return the layers that the user added, by name.

    Warns
    -----
    SourceWarning
        A layer is damaged; it is not among those returned.
    """
    layers, faults = read_layers()
    for fault in faults:
        warnings.warn(fault, SourceWarning, stacklevel=2)
    return layers


def remove_gazetteer_layer(name: str, *, progress: Progress | None = None) -> None:
    """Remove a layer that the user added, and compile the index without it.

    Parameters
    ----------
    name
        Of the layer, as `list_gazetteer_layers` tells it.
    progress
        Called with a message, the steps done and their number.

    Raises
    ------
    GazetteerError
        No layer is called so.
    SourceError
        Its file cannot be removed.
    """
    remove_layer(name)
    _compile(progress)


def _country(code: str) -> str:
    known = country_codes()
    if len(code) != 2 or code.lower() not in known:
        raise GazetteerError(f"{code!r} is no ISO 3166-1 code of a country. Write two letters, as in UA.")
    return known[code.lower()]


def _add_dump(code: str, base_url: str | None, patience: Patience | None, progress: Progress | None) -> Layer:
    with fetched_dump(code, base_url=base_url, patience=patience, progress=progress) as path:
        found, faults = read_dump(path, country=code, progress=progress)
        facts = {
            "title": f"GeoNames country dump {code}",
            "publisher": "GeoNames",
            "url": dump_url(code, base_url),
            "licence": "CC-BY-4.0",
            "attribution": "GeoNames (geonames.org)",
            "original": f"{code}.zip",
            "original_sha256": sha256_of(path),
        }
    return _add(f"geonames-{code.lower()}", found, faults, (), facts, progress)


def _add_file(path: Path, name: str, wishes: Wishes, terms: dict[str, str], progress: Progress | None) -> Layer:
    doubts: tuple[str, ...] = ()
    _tell(progress, f"reading {path.name}")
    if is_dump(path):
        found, faults = read_dump(path, progress=progress)
        terms = (
            {"licence": "CC-BY-4.0", "attribution": "GeoNames (geonames.org)"} if terms["licence"] == UNKNOWN else terms
        )
    else:
        found, faults, doubts = read_listed(path, wishes, name)
    facts = {
        "title": path.name,
        "publisher": UNKNOWN,
        "url": path.absolute().as_uri(),
        "licence": terms["licence"],
        "attribution": terms["attribution"] or UNKNOWN,
        "original": str(path.absolute()),
        "original_sha256": sha256_of(path),
    }
    return _add(name, found, faults, doubts, facts, progress)


def _add(
    name: str,
    found: list[Found],
    faults: Faults,
    doubts: tuple[str, ...],
    facts: dict[str, str],
    progress: Progress | None,
) -> Layer:
    asked = len(found) + faults.counts.total()
    _tell(progress, f"finding the region of {len(found):,} places")
    rows = join_twins(settle(found, faults))
    title = facts["title"]
    if not rows:
        advice = (
            "Exchange --lon-column and --lat-column" if faults.mostly_swapped else "Mend the file or name its columns"
        )
        raise GazetteerError(f"{facts['original']}: no row can be used: {faults}. {advice}.", path=facts["original"])
    if faults.counts:
        doubts += (f"{faults.counts.total():,} of {asked:,} rows were left out: {faults}",)
    if look_swapped(found):
        doubts += ("longitude and latitude look exchanged; if they are, name the columns, and if not, the --country",)
    if doubts:
        warnings.warn(f"{title}: {'. '.join(doubts)}.", SourceWarning, stacklevel=4)
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    recipe = (
        "frontline gazetteer build; places that say the same place again were joined, regions come from the boundaries"
    )
    return write_layer(name, rows, {**facts, "retrieved_at": now, "recipe": recipe})


def _compile(progress: Progress | None) -> None:
    path = cache_folder() / INDEX_NAME
    try:
        build_index(path, stamp(), progress)
    except SourceError:
        raise
    except OSError as error:
        warnings.warn(
            f"the layers are kept, but {path} cannot be written ({error.strerror or error}). Set FRONTLINE_CACHE to a writable folder.",
            SourceWarning,
            stacklevel=3,
        )


def _tell(progress: Progress | None, message: str) -> None:
    if progress is not None:
        progress(message, 0, 0)
