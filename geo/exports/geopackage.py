"""The layers of a report as one GeoPackage, with styles that QGIS takes up by itself and the credits in the file's metadata.

Specification: OGC 12-128r19; styles by QGIS's table `layer_styles`.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from geo.catalog import write_whole
from geo.errors import SourceError
from geo.exports.areas import Days, days_told
from geo.exports.credit import credit_facts
from geo.exports.layers import DAY_COLUMNS, Layer, layers_of
from geo.exports.qgis import style_of
from geo.records import Report

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

# When a table was last written is a clock's word; the same report gives the same file.
_LAST_CHANGE = "2000-01-01T00:00:00.000Z"
_STYLES = """CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"""


def write_gpkg(report: Report, path: str | Path, *, days: Days = "cited") -> None:
    """Write claims, places, findings and control areas as a GeoPackage.

    The areas are those that findings lean on; QGIS shows them in the page's colours.
    Layers are those of `layers_of`, in EPSG:4326. The attribution and licence of every front line and of the gazetteer stand in the
    file's metadata, and in the description of every layer.

    Parameters
    ----------
    days
        Which days of the front lines it holds: "cited", those that findings cite and each one's last; "span", every day from the
        first to the last that the claims name, too; "all". The metadata say which.

    Raises
    ------
    RecordError
        `days` is none of the three.
    SourceError
        The file cannot be written; nothing is left behind.
    """
    layers = layers_of(report, days)
    try:
        data = _packed(layers, _credit(report, days))
    except (RuntimeError, sqlite3.Error, OSError) as error:
        told = f"a temporary file of it could not be made: {str(error)[:120]}"
        raise SourceError(
            f"cannot write {path}: {told}. Make room in {tempfile.gettempdir()}.", path=Path(path)
        ) from error
    with write_whole(path, binary=True) as file:
        cast("IO[bytes]", file).write(data)


def _packed(layers: tuple[Layer, ...], credit: Mapping[str, str]) -> bytes:
    # GDAL wants a name of its own to write to; the bytes then go where they belong as a whole.
    with tempfile.TemporaryDirectory(prefix="frontline-") as folder:
        made = Path(folder) / "report.gpkg"
        for layer in layers:
            _write_layer(layer, made, credit)
        with closing(sqlite3.connect(made)) as database:
            _finish(database, layers)
        return made.read_bytes()


def _credit(report: Report, days: Days) -> dict[str, str]:
    facts = credit_facts(report)
    held = days_told(report, days)
    told = {"GENERATOR": str(facts["generator"]), "GAZETTEER": str(facts["gazetteer"])}
    for number, line in enumerate(report.frontlines, start=1):
        terms = f"{line.name} by {line.maker}: {line.attribution}. Licence: {line.licence}"
        told[f"FRONTLINE_{number}"] = f"{terms} Days held here: {held[line.name]}."
    return told


def _write_layer(layer: Layer, path: Path, credit: Mapping[str, str]) -> None:
    from pyogrio.raw import write

    columns = [name for name in layer.frame.columns if name != "geometry"]
    values, masks = zip(*(_array(layer.frame, name) for name in columns), strict=True)
    write(
        str(path),
        geometry=layer.frame.geometry.to_wkb().to_numpy(dtype=object),
        field_data=list(values),
        field_mask=list(masks),
        fields=columns,
        layer=layer.name,
        driver="GPKG",
        geometry_type=layer.geometry_type,
        crs="EPSG:4326",
        append=path.exists(),
        promote_to_multi=False,
        nan_as_null=True,
        dataset_metadata=None if path.exists() else dict(credit),
        # Programs of a few years ago warn of a later version; nothing of it is needed.
        dataset_options={} if path.exists() else {"VERSION": "1.2"},
        # Layers part company with their file; QGIS shows this with each of them.
        layer_options={"DESCRIPTION": "\n".join([layer.title, *credit.values()]), "IDENTIFIER": layer.name},
    )


def _array(frame: GeoDataFrame, name: str) -> tuple[Any, Any]:
    """Return a column as numpy knows it, and where it is empty; days as days, which pandas has not."""
    import numpy as np

    column = frame[name]
    empty = column.isna().to_numpy(dtype=bool)
    if name in DAY_COLUMNS:
        return np.array(column.where(~empty, None).to_list(), dtype="datetime64[D]"), empty
    if str(column.dtype) == "Int64":
        return column.fillna(0).to_numpy(dtype="int64"), empty
    if str(column.dtype) == "Float64":
        return column.to_numpy(dtype="float64", na_value=np.nan), empty
    return np.array(
        [None if lacks else str(value) for value, lacks in zip(column, empty, strict=True)], dtype=object
    ), empty


def _finish(database: sqlite3.Connection, layers: tuple[Layer, ...]) -> None:
    database.execute(_STYLES)
    for layer in layers:
        style = style_of(layer.name, layer.geometry_type)
        if style is not None:
            database.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
                "styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
                (layer.name, "Frontline", style, "Verdicts in the colours of the page", _LAST_CHANGE),
            )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?)",
        (_LAST_CHANGE,),
    )
    database.execute("UPDATE gpkg_contents SET last_change = ?", (_LAST_CHANGE,))
    database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_LAST_CHANGE,))
    database.commit()
    database.execute("VACUUM")
