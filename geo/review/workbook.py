"""An XLSX workbook of one sheet of text, written.

The format is a ZIP of XML (ECMA-376, part 1); what a table of text needs of it is small enough to do without a package for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MAX_CELL_CHARS = 32_767
"""What Excel holds in a cell, counted in UTF-16: a letter beyond the first 65,536 counts twice."""
# Characters that XML cannot hold; Excel writes them as _x0007_.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_SHEET = "xl/worksheets/sheet1.xml"
_CORE = "docProps/core.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPES}.worksheet+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="claims" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    # Format 49 is text: what a person types into such a cell is kept as typed, days too.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
        '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/>'
        '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>'
    ),
}


def write_workbook(
    rows: Iterable[Sequence[str]], hidden: Sequence[int] = (), *, title: str = "", creator: str = "", credit: str = ""
) -> bytes:
    """Return a workbook with one sheet of text; the same rows give the same bytes.

    Parameters
    ----------
    hidden
        Numbers of the columns not to show, from 0.
    title, creator, credit
        Properties of the document; `credit` is shown as its description.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_FIXED, _CORE: _core(title, creator, credit), _SHEET: _sheet(rows, hidden)}.items():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, _HEAD + text)
    return out.getvalue()


def fitted(cell: str) -> str:
    """Return as much of a text as a cell holds."""
    if len(cell) <= MAX_CELL_CHARS // 2:
        return cell
    units = cell.encode("utf-16-le", "surrogatepass")
    return cell if len(units) <= 2 * MAX_CELL_CHARS else units[: 2 * MAX_CELL_CHARS].decode("utf-16-le", "ignore")


def _core(title: str, creator: str, credit: str) -> str:
    told = {"dc:title": title, "dc:creator": creator, "dc:description": credit}
    cleaned = {name: _NO_XML.sub("\ufffd", text) for name, text in told.items() if text}
    parts = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in cleaned.items())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{parts}</cp:coreProperties>'
    )


def _sheet(rows: Iterable[Sequence[str]], hidden: Sequence[int]) -> str:
    columns = "".join(f'<col min="{n + 1}" max="{n + 1}" width="9" hidden="1"/>' for n in sorted(hidden))
    cells = "".join(_row(number, cells) for number, cells in enumerate(rows, start=1))
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{view}{f"<cols>{columns}</cols>" if columns else ""}<sheetData>{cells}</sheetData></worksheet>'


def _row(number: int, cells: Sequence[str]) -> str:
    style = 2 if number == 1 else 1
    told = "".join(
        f'<c r="{_letters(at)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{told}</row>'


def _text(cell: str) -> str:
    cell = _ESCAPED.sub(lambda found: f"_x005F_{found[0][1:]}", fitted(cell))
    cell = _NO_XML.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else f"_x{ord(found[0]):04X}_", cell)
    # A bare carriage return would come back as a line feed.
    return escape(cell.replace("\r", "_x000D_"))


def _letters(at: int) -> str:
    letters = ""
    while at >= 0:
        letters, at = chr(65 + at % 26) + letters, at // 26 - 1
    return letters
