"""A report in a real PostGIS: tables free of duplicates, claims back, what a person changed there respected."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.errors import RecordError, SourceError
from geo.publishable import publishable
from geo.records import Report

sqlalchemy = pytest.importorskip("sqlalchemy")
pytest.importorskip("geoalchemy2")
pytest.importorskip("psycopg")


def _binaries() -> Path | None:
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@pytest.fixture(scope="module")
def server() -> Generator[Any]:
    """Start a PostgreSQL with PostGIS of our own, on a socket in a folder of its own."""
    binaries = _binaries()
    if binaries is None or not (binaries / "initdb").exists():
        pytest.skip("PostgreSQL is not installed (Debian: postgresql postgresql-15-postgis-3)")
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        pytest.skip("PostGIS is not installed (Debian: postgresql-15-postgis-3)")
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="frontline-pg-"))
    account: dict[str, Any] = {}
    if is_root:
        # PostgreSQL refuses to run as root.
        try:
            other = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("there is no account postgres to run PostgreSQL as")
        os.chown(folder, other.pw_uid, other.pw_gid)
        account = {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}

    def start(*command: str) -> None:
        # The server keeps what it writes to open: a pipe would never end.
        with (folder / "log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd=folder, timeout=60, **account)

    data = str(folder / "data")
    pg_ctl = str(binaries / "pg_ctl")
    try:
        start(
            str(binaries / "initdb"),
            "-D",
            data,
            "-U",
            "newsroom",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        )
        start(pg_ctl, "-D", data, "-w", "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        engine = sqlalchemy.create_engine(f"postgresql+psycopg://newsroom@/postgres?host={folder}")
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE EXTENSION postgis"))
        yield engine
        engine.dispose()
    finally:
        subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], check=False, capture_output=True, **account)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def engine(server: Any) -> Any:
    """Give the database with nothing in it."""
    with server.begin() as connection:
        for name in ("claims", "places", "findings", "areas"):
            connection.execute(sqlalchemy.text(f"DROP TABLE IF EXISTS frontline_{name}"))
    return server


def count(engine: Any, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sqlalchemy.text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_claims_come_back_from_a_database_as_from_a_table(
    sample_report: geo.Report, engine: Any, tmp_path: Path
) -> None:
    sample_report.to_postgis(engine)
    geo.write_csv(publishable(sample_report), tmp_path / "claims.csv")
    assert geo.from_postgis(engine) == geo.read_claims(tmp_path / "claims.csv")


def test_writing_twice_leaves_no_duplicates(sample_report: geo.Report, engine: Any) -> None:
    tables = [f"frontline_{name}" for name in ("claims", "places", "findings", "areas")]
    sample_report.to_postgis(engine)
    once = [count(engine, table) for table in tables]
    sample_report.to_postgis(engine)
    assert [count(engine, table) for table in tables] == once
    assert once[0] == sum(len(reading.claims) for reading in sample_report.articles)


def test_claims_that_an_article_no_longer_has_are_removed_and_other_articles_stay(
    sample_report: geo.Report, engine: Any
) -> None:
    sample_report.to_postgis(engine)
    first = sample_report.articles[0]
    shorter = replace(
        first, claims=first.claims[:1], findings=tuple(f for f in first.findings if f.claim == first.claims[0].id)
    )
    replace(sample_report, articles=(shorter,)).to_postgis(engine)
    others = sum(len(reading.claims) for reading in sample_report.articles[1:])
    assert count(engine, "frontline_claims") == 1 + others


def test_a_point_moved_in_the_database_moves_the_claim(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    to_postgis(report, engine)
    with engine.begin() as connection:
        moved = "UPDATE frontline_claims SET geometry = ST_SetSRID(ST_MakePoint(35.3, 51.2), 4326) WHERE claim = 'c1'"
        connection.execute(sqlalchemy.text(moved))
    claim = geo.from_postgis(engine)[0].claims[0]
    assert claim.by_hand == ("lon", "lat")


def test_hostile_text_is_text_and_hostile_names_are_names(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    schema = 'a"; DROP TABLE x; --'
    with engine.begin() as connection:
        connection.execute(sqlalchemy.schema.CreateSchema(schema, if_not_exists=True))
    claim = report.articles[0].claims[0]
    quote = "'); DROP TABLE c;\x00".ljust(len(claim.quote), "-")[: len(claim.quote)]
    first = replace(report.articles[0], claims=(replace(claim, quote=quote),), findings=())
    to_postgis(replace(report, articles=(first,)), engine, schema=schema)
    assert geo.from_postgis(engine, schema=schema)[0].claims[0].quote == quote


def test_a_table_that_is_there_can_be_refused(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    to_postgis(report, engine, if_exists="fail")
    with pytest.raises(RecordError, match="frontline_claims already"):
        to_postgis(report, engine, if_exists="fail")
    to_postgis(report, engine, if_exists="replace")
    assert count(engine, "frontline_claims") == 2


def test_a_database_without_claims_is_a_plain_error(engine: Any) -> None:
    with pytest.raises(RecordError, match="no table frontline_claims"):
        geo.from_postgis(engine)


def run_sql(engine: Any, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sqlalchemy.text(statement))


def rows(engine: Any, asked: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sqlalchemy.text(asked))]


def test_a_changed_claim_is_written_anew(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    to_postgis(report, engine)
    first = report.articles[0]
    claim = replace(first.claims[0], certainty="PS")
    to_postgis(replace(report, articles=(replace(first, claims=(claim, *first.claims[1:])),)), engine)
    assert rows(engine, "SELECT claim, certainty FROM frontline_claims ORDER BY claim")[0] == ("c1", "PS")
    assert geo.from_postgis(engine)[0].claims[0] == claim


def test_two_reports_live_in_one_database(report: Report, sample_report: geo.Report, engine: Any) -> None:
    from geo.exports import to_postgis

    sample_report.to_postgis(engine)
    to_postgis(report, engine)
    told = {reading.article.id: len(reading.claims) for reading in (*sample_report.articles, *report.articles)}
    counted = rows(engine, "SELECT article, count(*) FROM frontline_claims GROUP BY article")
    assert dict(counted) == {article: number for article, number in told.items() if number}
    assert {reading.article.id for reading in geo.from_postgis(engine)} == set(dict(counted))


def test_geopandas_reads_the_tables_in_degrees_through_an_index(report: Report, engine: Any) -> None:
    import geopandas

    from geo.exports import to_postgis

    to_postgis(report, engine)
    frame = geopandas.read_postgis("SELECT * FROM frontline_claims", engine, geom_col="geometry")
    assert (frame.crs.to_epsg(), sorted(frame["claim"])) == (4326, ["c1", "c2"])
    indexed = {
        table for (table,) in rows(engine, "SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%USING gist%'")
    }
    assert {f"frontline_{name}" for name in ("claims", "places", "findings", "areas")} <= indexed
    assert set(rows(engine, "SELECT DISTINCT ST_SRID(geometry) FROM frontline_areas")) == {(4326,)}


def test_what_fails_half_way_is_not_written_at_all(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    to_postgis(report, engine)
    run_sql(engine, "ALTER TABLE frontline_findings ADD CONSTRAINT sure CHECK (verdict <> 'partly')")
    first = report.articles[0]
    changed = replace(
        first,
        claims=(replace(first.claims[0], certainty="PS"),),
        findings=(replace(first.findings[0], verdict="partly", reason="depends_on_reading"),),
    )
    with pytest.raises(SourceError, match=r"cannot write to the database: .*check constraint"):
        to_postgis(replace(report, articles=(changed,)), engine)
    assert rows(engine, "SELECT claim, certainty FROM frontline_claims ORDER BY claim") == [("c1", "CT"), ("c2", "CT")]


def account(engine: Any, name: str, *grants: str) -> Any:
    """Return an engine for an account with few rights, made at need."""
    made = f"DO $$ BEGIN CREATE ROLE {name} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    run_sql(engine, made, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", *grants)
    return sqlalchemy.create_engine(engine.url.set(username=name))


def test_an_account_without_rights_is_told_so(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    poor = account(engine, "intern")
    with pytest.raises(SourceError, match=r"permission denied for schema public\. Grant the account"):
        to_postgis(report, poor)
    to_postgis(report, engine)
    with pytest.raises(SourceError, match="cannot read from the database: permission denied for table"):
        geo.from_postgis(poor)
    poor.dispose()


def test_a_schema_an_extension_or_a_server_that_is_not_there_is_told(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    with pytest.raises(SourceError, match=r'schema "nowhere" does not exist\. Make it there'):
        to_postgis(report, engine, schema="nowhere")
    run_sql(engine, "DROP EXTENSION postgis CASCADE")
    try:
        with pytest.raises(SourceError, match="CREATE EXTENSION postgis"):
            to_postgis(report, engine)
    finally:
        run_sql(engine, "CREATE EXTENSION postgis")
    away = sqlalchemy.create_engine("postgresql+psycopg://newsroom@/postgres?host=/nowhere")
    with pytest.raises(SourceError, match="Check address, account and password"):
        to_postgis(report, away)


def test_a_table_of_an_earlier_version_is_told(report: Report, engine: Any) -> None:
    from geo.exports import to_postgis

    to_postgis(report, engine)
    run_sql(engine, "ALTER TABLE frontline_areas DROP COLUMN area_km2")
    with pytest.raises(SourceError, match="tables of an earlier version must be dropped"):
        to_postgis(report, engine)


def test_all_days_of_a_front_line_go_into_the_database_when_asked(report: Report, engine: Any) -> None:
    from tests.test_exports_credit import daily

    many = replace(report, frontlines=(daily("north", 1, 20),))
    doors = geo.Report(**{name: getattr(many, name) for name in ("generator", "frontlines", "articles")})
    doors.to_postgis(engine)
    assert count(engine, "frontline_areas") == 1
    doors.to_postgis(engine, days="all")
    assert count(engine, "frontline_areas") == 20
    (told,) = rows(engine, "SELECT maker, area_km2 > 0, source FROM frontline_areas WHERE newest = 1")
    assert told == ("Maker of north", True, "https://example.org/north")
