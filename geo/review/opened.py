"""The first sheet of an XLSX workbook, read as text.

Limits hold while unpacking, and a document with a DTD is refused: Excel writes none, and its entities can swell without end.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.parsers import expat

from geo.errors import RecordError

MAX_MEMBER_BYTES = 100_000_000
MAX_ROWS, MAX_COLUMNS = 200_000, 1_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a calendar day has no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  a calendar day has no zone
# The numbers of built-in formats that show days (ECMA-376, part 1, 18.8.30), and letters that make one of a user's own.
_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_NOT_SHOWN = re.compile(r"\"[^\"]{0,200}\"|\[[^\]]{0,100}\]|\\.")
_DAY_LETTERS = re.compile(r"[yd]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_BROKEN = (KeyError, ValueError, OverflowError, IndexError, StopIteration, NotImplementedError, RuntimeError)


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes may be a workbook: a ZIP archive."""
    return data.startswith(b"PK\x03\x04")


def read_workbook(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a workbook's first sheet as text, days as ISO 8601; a row that is not there is empty.

    Raises
    ------
    RecordError
        It is no workbook, or it is damaged, locked or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, *_BROKEN) as error:
        raise RecordError(
            f"{name} is no XLSX workbook, or it is damaged, locked or too large. Save it again, or as CSV.", path=name
        ) from error


@dataclass(slots=True)
class _Element:
    """An XML element without its namespaces."""

    name: str
    marks: dict[str, str]
    text: str = ""
    parts: list[_Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[_Element]:
        """Yield the elements of a name below this one, at any depth, in order."""
        for part in self.parts:
            if part.name == name:
                yield part
            else:
                yield from part.all(name)

    def words(self) -> str:
        """Return the text of a string, that of its phonetic guides left out."""
        told = (part.text if part.name == "t" else part.words() for part in self.parts if part.name != "rPh")
        return "".join(told)


@dataclass(frozen=True, slots=True)
class _Values:
    """What turns a cell of a sheet into text."""

    strings: list[str]
    day_styles: frozenset[int]
    epoch: datetime

    def of(self, cell: _Element) -> str:
        """Return the text of a cell."""
        kind = cell.marks.get("t", "n")
        raw = next((part.text for part in cell.parts if part.name == "v"), "")
        if kind == "inlineStr":
            return _unescaped(next((part.words() for part in cell.parts if part.name == "is"), ""))
        if kind == "s":
            return self.strings[int(raw)] if raw else ""
        if kind == "b":
            return "true" if raw == "1" else "false"
        if kind != "n" or not raw:
            return _unescaped(raw)
        return self._number(float(raw), int(cell.marks.get("s", "0")))

    def _number(self, number: float, style: int) -> str:
        if style in self.day_styles:
            return (self.epoch + timedelta(days=number)).date().isoformat()
        # Excel writes 17 digits of a number that people typed with fewer.
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _read(archive: zipfile.ZipFile) -> list[list[str]]:
    names = set(archive.namelist())
    book, links = _tree(archive, _BOOK), _tree(archive, _LINKS)
    strings = [_unescaped(one.words()) for one in _tree(archive, _STRINGS).all("si")] if _STRINGS in names else []
    styles = _day_styles(_tree(archive, _STYLES)) if _STYLES in names else frozenset()
    counts_from_1904 = any(one.marks.get("date1904") in ("1", "true") for one in book.all("workbookPr"))
    values = _Values(strings, styles, _EPOCH_1904 if counts_from_1904 else _EPOCH)
    first = next(book.all("sheet")).marks["id"]
    target = next(one.marks["Target"] for one in links.all("Relationship") if one.marks["Id"] == first)
    return _rows(_tree(archive, target.lstrip("/") if target.startswith("/") else f"xl/{target}"), values)


def _rows(sheet: _Element, values: _Values) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.all("row"):
        number = int(row.marks.get("r", len(rows) + 1))
        if not len(rows) < number <= MAX_ROWS:
            raise ValueError("rows out of order, or too many")
        rows += [[] for _ in range(number - len(rows))]
        cells = rows[-1]
        for cell in row.parts:
            if cell.name != "c":
                continue
            at = _column(cell.marks["r"]) if "r" in cell.marks else len(cells)
            if not len(cells) <= at < MAX_COLUMNS:
                raise ValueError("cells out of order, or too many")
            cells += [""] * (at - len(cells)) + [values.of(cell)]
    return rows


def _column(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(f"no cell is called {reference!r}")
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _day_styles(styles: _Element) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a day."""
    own = {
        int(one.marks["numFmtId"]): bool(_DAY_LETTERS.search(_NOT_SHOWN.sub("", one.marks.get("formatCode", ""))))
        for one in styles.all("numFmt")
    }
    formats = [int(xf.marks.get("numFmtId", "0")) for group in styles.all("cellXfs") for xf in group.parts]
    return frozenset(n for n, code in enumerate(formats) if own.get(code, code in _DAY_FORMATS))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _tree(archive: zipfile.ZipFile, member: str) -> _Element:
    with archive.open(member) as file:
        data = file.read(MAX_MEMBER_BYTES + 1)
    if len(data) > MAX_MEMBER_BYTES:
        raise ValueError(f"{member} is too large")
    root = _Element("", {})
    path = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(name: str, marks: dict[str, str]) -> None:
        if len(path) > 50:
            raise ValueError(f"{member} is nested too deep")
        plain = {key.rpartition(":")[2]: value for key, value in marks.items()}
        element = _Element(name.rpartition(":")[2], plain)
        path[-1].parts.append(element)
        path.append(element)

    def end(_: str) -> None:
        path.pop()

    def tell(text: str) -> None:
        path[-1].text += text

    def refuse(*_: object) -> None:
        raise ValueError(f"{member} has a DTD")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = tell, refuse
    parser.Parse(data, True)
    return root
