"""Words that no file likes, cells that are too long, disks that are full: every file is whole, safe and read back, or not written."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import geo
from geo import exports
from geo.errors import SourceError
from geo.records import Article, Claim, Reading, Report, Speaker
from geo.review.cells import defused, restored
from geo.review.workbook import MAX_CELL_CHARS
from tests.test_readback import SUFFIXES, read

LONG = "Ж" * 40_000 + " end"
ASTRAL = "𝔉" * 20_000 + " end"
WORDS = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "\uff1d1+1",
    "_x0041_ \x00\x07\x0b\x1f\ufffe\uffff\ud800",
    "]]>&<b>\"'",
    'a,"b";c\r\nd',
    LONG,
    ASTRAL,
]


def worded() -> Report:
    """Return a report whose claims, sources and article bear each of the words."""
    claims, at = [], 0
    for number, words in enumerate(WORDS):
        claims.append(
            Claim(
                id=f"c{number}",
                start=at,
                end=at + len(words),
                quote=words,
                type="attack",
                mode="strike",
                stance="asserted",
                polarity="+",
                certainty="CT",
                sources=(Speaker(name=words[:60], role="official"),),
                actors=(),
                where=(),
                when=None,
                translation=words,
                note=words,
            )
        )
        at += len(words)
    article = Article(text="".join(WORDS), title=WORDS[0], author=WORDS[3], publisher=WORDS[8], source="x\x00y")
    return Report(generator="=1+1", articles=(Reading(article=article, claims=tuple(claims)),))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_hostile_words_come_back_unchanged_from_every_file(tmp_path: Path, suffix: str) -> None:
    exports.save(worded(), tmp_path / f"claims.{suffix}")
    (reading,) = read(tmp_path / f"claims.{suffix}")
    assert reading.claims == worded().articles[0].claims


def test_no_cell_of_a_table_starts_as_a_formula() -> None:
    rows = csv.reader(io.StringIO(exports.to_csv(worded()), newline=""))
    cells = [cell for row in rows for cell in row if len(cell) > 1]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n\uff1d"] == []
    assert [words for words in WORDS[:8] if not defused(words).startswith("'")] == []
    assert [words for words in WORDS[:8] if restored(defused(words)) != words] == []


def test_a_workbook_is_xml_with_cells_that_a_spreadsheet_holds(tmp_path: Path) -> None:
    exports.write_xlsx(worded(), tmp_path / "claims.xlsx")
    with zipfile.ZipFile(tmp_path / "claims.xlsx") as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own
    texts = [one.text or "" for one in sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}t")]
    longest = max(len(text.encode("utf-16-le")) // 2 for text in texts)
    assert longest == MAX_CELL_CHARS
    assert not list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))


def test_xml_holds_no_character_that_it_cannot() -> None:
    told = exports.to_kml(worded())
    ElementTree.fromstring(told)  # noqa: S314  our own
    told.encode("utf-8")


@pytest.mark.parametrize("suffix", [*SUFFIXES, "jsonld"])
def test_a_full_disk_leaves_the_old_file_as_it_was(
    report: Report, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / f"claims.{suffix}"
    path.write_text("old")
    monkeypatch.setattr("geo.catalog.os.fsync", full)
    with pytest.raises(SourceError, match="No space left"):
        exports.save(report, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fault", [RuntimeError("disk I/O error"), OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_temporary_folder_is_a_plain_error(
    report: Report, tmp_path: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr("pyogrio.raw.write", full)
    with pytest.raises(SourceError, match="a temporary file of it could not be made"):
        exports.write_gpkg(report, tmp_path / "claims.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_an_office_reads_the_workbook_as_text(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    exports.write_xlsx(worded(), tmp_path / "claims.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    wanted = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [office, profile, "--headless", "--convert-to", wanted, "--outdir", str(tmp_path / "out"), "claims.xlsx"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=120)
    (converted,) = (tmp_path / "out").glob("*.csv")
    (reading,) = read(converted)
    told = worded().articles[0].claims
    assert [claim.quote for claim in reading.claims[:8]] == [claim.quote for claim in told[:8]]
    assert [claim.by_hand for claim in reading.claims if claim.by_hand] == []


def test_a_report_of_nothing_but_hostile_words_is_summed_up(tmp_path: Path) -> None:
    report = geo.Report(**{name: getattr(worded(), name) for name in ("generator", "frontlines", "articles")})
    report.save(tmp_path / "claims.gpkg")
    assert report.summary().startswith("1 article")
