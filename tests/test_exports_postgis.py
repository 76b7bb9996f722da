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
from geo.errors import RecordError
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
    geo.write_csv(sample_report, tmp_path / "claims.csv")
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
