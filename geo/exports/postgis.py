"""A report in a PostGIS database, and its claims back: what a newsroom's running database holds, free of duplicates.

Tables `frontline_claims`, `frontline_places`, `frontline_findings` and `frontline_areas`, shapes in EPSG:4326. Needs the extra
`postgis`; the database needs the extension PostGIS. Values go as parameters, names are quoted by SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, cast

from geo.errors import MissingExtra, RecordError, SourceError
from geo.exports.areas import Days
from geo.exports.layers import (
    AREA_COLUMNS,
    DAY_COLUMNS,
    INTEGER_COLUMNS,
    REAL_COLUMNS,
    RENAMED,
    area_rows,
    cell_of,
    claims_table,
)
from geo.frames import CLAIM_COLUMNS, FINDING_COLUMNS, PLACE_COLUMNS, finding_rows, place_rows
from geo.records import Lookup, Reading, Report
from geo.review import filed, readings_of, sheet_of_frame

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

Existing = Literal["upsert", "replace", "fail"]
_SRID = 4326
_ADVICE: Mapping[str, str] = {
    'type "geometry" does not exist': "Run CREATE EXTENSION postgis there.",
    "permission denied": "Grant the account the right to it, or choose another schema.",
    "does not exist": "Make it there, or choose another schema; tables of an earlier version must be dropped.",
    "connection": "Check address, account and password.",
}
# Columns and, first, how many of them tell one row from another.
_TABLES: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "frontline_claims": (2, ("article", "claim", *CLAIM_COLUMNS[2:], "original")),
    "frontline_places": (1, ("id", *(name for name in PLACE_COLUMNS if name != "id"))),
    "frontline_findings": (2, ("article", "number", *(name for name in FINDING_COLUMNS if name != "article"))),
    "frontline_areas": (3, AREA_COLUMNS),
}


def to_postgis(
    report: Report,
    engine: Engine,
    *,
    schema: str | None = None,
    if_exists: Existing = "upsert",
    days: Days = "cited",
) -> None:
    """Write claims, places, findings and the control areas they lean on into a PostGIS database, in one transaction.

    What cannot be written whole is not written at all. Tables that are missing are made. A claim is known by its article and its id: what is there under them is written anew, and
    claims and findings of these articles that the report no longer has are removed; other articles stay as they are.

    Parameters
    ----------
    engine
        SQLAlchemy's, for `postgresql+psycopg`.
    schema
        Schema of the tables, which must exist; None for the database's own choice.
    if_exists
        What to do when a table is there: "upsert", "replace" (empty all four first), or "fail".
    days
        Which days of the front lines are written: "cited", "span" or "all", as in `write_gpkg`.

    Raises
    ------
    MissingExtra
        SQLAlchemy or GeoAlchemy2 is not installed.
    RecordError
        A table is there and `if_exists` is "fail", or a choice is none of the three.
    SourceError
        The database cannot be reached, refuses, or lacks PostGIS or the schema.
    """
    if if_exists not in ("upsert", "replace", "fail"):
        raise RecordError(f"if_exists is {if_exists!r:.40}; choose upsert, replace or fail.")
    tables = _tables(schema)
    articles = [reading.article.id for reading in report.articles]
    rows = _rows(report, days)
    with _refusals_told("write to"), engine.begin() as connection:
        _prepare(connection, tables, schema, if_exists)
        for name, table in tables.items():
            if "article" in table.c:
                connection.execute(table.delete().where(table.c.article.in_(articles)))
            _upsert(connection, table, rows[name])


def from_postgis(engine: Engine, *, schema: str | None = None, lookup: Lookup | None = None) -> tuple[Reading, ...]:
    """Return the claims of a database that `to_postgis` filled.

    What a person changed there is respected, as `geo.read_claims` does.

    Parameters
    ----------
    engine
        SQLAlchemy's, of the database.
    schema
        Where its tables are; None for the database's own default.
    lookup
        The gazetteer that knows the places named by hand; None opens the user's own.

    Raises
    ------
    MissingExtra
        SQLAlchemy or GeoAlchemy2 is not installed.
    RecordError
        There is no table of claims, or it holds what it cannot.
    SourceError
        The database cannot be reached, or refuses.
    """
    table = _tables(schema)["frontline_claims"]
    import geopandas
    import sqlalchemy

    asked = sqlalchemy.select(table).order_by(table.c.article, table.c.claim)
    with _refusals_told("read from"), engine.connect() as connection:
        if not sqlalchemy.inspect(connection).has_table(table.name, schema=schema):
            raise RecordError("the database has no table frontline_claims. Fill it with to_postgis.")
        # Its types know only text; a statement with quoted names is as good.
        frame: Any = geopandas.read_postgis(cast("Any", asked), connection, geom_col="geometry", crs=_SRID)
    return readings_of(sheet_of_frame(frame, "frontline_claims"), "frontline_claims", lookup)


@contextmanager
def _refusals_told(what: str) -> Iterator[None]:
    """Tell what a database refuses in one line, with what helps."""
    from pandas.errors import DatabaseError
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (DBAPIError, DatabaseError) as error:
        # pandas wraps what SQLAlchemy wrapped.
        inner = error if isinstance(error, DBAPIError) else error.__cause__
        said = str(getattr(inner, "orig", inner)).split("\n", 1)[0]
        advice = next((words for part, words in _ADVICE.items() if part in said), "Ask who runs the database.")
        raise SourceError(f"cannot {what} the database: {said[:200]}. {advice}") from error


def _tables(schema: str | None) -> dict[str, Table]:
    try:
        import sqlalchemy
        from geoalchemy2 import Geometry
    except ImportError as error:
        raise MissingExtra(error.name or "sqlalchemy", "postgis") from error
    kinds: dict[str, Any] = {
        **dict.fromkeys(DAY_COLUMNS, sqlalchemy.Date),
        **dict.fromkeys(INTEGER_COLUMNS, sqlalchemy.BigInteger),
        **dict.fromkeys(REAL_COLUMNS, sqlalchemy.Double),
    }
    metadata = sqlalchemy.MetaData(schema=schema)
    tables = {}
    for table, (keys, columns) in _TABLES.items():
        made: list[Any] = [
            sqlalchemy.Column(RENAMED.get(name, name), kinds.get(name, sqlalchemy.Text), primary_key=at < keys)
            for at, name in enumerate(columns)
        ]
        shape = sqlalchemy.Column("geometry", Geometry("GEOMETRY", srid=_SRID, spatial_index=False))
        tables[table] = sqlalchemy.Table(table, metadata, *made, shape)
        sqlalchemy.Index(f"{table}_geometry", shape, postgresql_using="gist")
    return tables


def _prepare(connection: Connection, tables: Mapping[str, Table], schema: str | None, if_exists: Existing) -> None:
    import sqlalchemy

    known = sqlalchemy.inspect(connection)
    there = [name for name in tables if known.has_table(name, schema=schema)]
    if there and if_exists == "fail":
        raise RecordError(f"the database has the table {there[0]} already. Choose upsert or replace.")
    for name, table in tables.items():
        if name not in there:
            table.create(connection)
        elif if_exists == "replace":
            connection.execute(table.delete())


def _rows(report: Report, days: Days) -> dict[str, list[dict[str, Any]]]:
    numbers: dict[str, int] = {}
    findings = []
    for row in finding_rows(report):
        numbers[row["article"]] = numbers.get(row["article"], 0) + 1
        findings.append({**row, "number": numbers[row["article"]]})
    listed: dict[str, list[Any]] = {
        "frontline_claims": claims_table(report),
        "frontline_places": list(place_rows(report)),
        "frontline_findings": findings,
        "frontline_areas": list(area_rows(report, days)),
    }
    return {name: [_row(row, _TABLES[name][1]) for row in rows] for name, rows in listed.items()}


def _row(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    from geoalchemy2.shape import from_shape

    shape = filed(row["geometry"])
    told = {RENAMED.get(name, name): cell_of(name, row[name]) for name in columns}
    return {**told, "geometry": None if shape is None else from_shape(shape, srid=_SRID)}


def _upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    from sqlalchemy.dialects.postgresql import insert

    if not rows:
        return
    key = [column.name for column in table.primary_key]
    # One article may be read twice in a report; what was read last stands.
    last = {tuple(row[name] for name in key): row for row in rows}
    statement = insert(table)
    others = {column.name: statement.excluded[column.name] for column in table.c if column.name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others), list(last.values()))
