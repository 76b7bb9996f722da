"""The claims of a report, and the control areas they were checked against, as KML 2.2 for Google Earth and its kin.

Specification: OGC 07-147r2. Colours are aabbggrr there; coordinates lon,lat.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import shapely

from geo.exports.areas import Days, dated_areas, days_told
from geo.exports.credit import credit_lines
from geo.exports.layers import RENAMED
from geo.frames import CLAIM_COLUMNS, claim_rows
from geo.measure import area_km2
from geo.records import Report
from geo.review import article_packs, claim_packs, cleaned, filed

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

NAMESPACE = "http://www.opengis.net/kml/2.2"
DECIMALS = 7
COLOURS: Mapping[str, str] = {
    "supported": "0072B2",
    "contradicted": "B2182B",
    "partly": "E69F00",
    "no_data": "5F6B75",
    "not_checkable": "5F6B75",
}
"""Verdict -> rrggbb, as on the page."""
SIDE_COLOURS: Mapping[str, str] = {"ru_held": "9B6A6C", "ua_held": "5B7B9A"}
"""Side -> rrggbb; every other status is grey."""
_ICON = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png"
_LONGEST_NAME = 80


def to_kml(report: Report, *, days: Days = "cited") -> str:
    """Return the claims and control areas of a report as KML: a folder of claims, and one of each layer's days.

    Claims have their verdict's colour, a time span where they have days, and every field of `to_frame("claims")` as extended data;
    a claim that has no place is listed without one.

    Parameters
    ----------
    days
        Which days of the front lines it holds: "cited", "span" or "all", as in `write_gpkg`.

    Raises
    ------
    RecordError
        `days` is none of the three.
    """
    kml = ElementTree.Element("kml", xmlns=NAMESPACE)
    document = _put(kml, "Document")
    _put(document, "name", "Frontline claims")
    _describe(document, credit_lines(report))
    for verdict, colour in COLOURS.items():
        _style(document, f"verdict-{verdict}", colour, "40")
    for side in dict.fromkeys(["ru_held", "ua_held", "other"]):
        _style(document, f"side-{side}", SIDE_COLOURS.get(side, "8A8A8A"), "60")
    claims = _put(document, "Folder")
    _put(claims, "name", "claims")
    for row, original in zip(claim_rows(report), claim_packs(report), strict=True):
        _claim(claims, {**row, "original": original})
    _articles(document, report)
    _layers(document, report, days)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(kml, encoding="unicode") + "\n"


def to_kmz(report: Report, *, days: Days = "cited") -> bytes:
    """Return a report as `to_kml` does, packed into a KMZ archive; the same report gives the same bytes.

    Raises
    ------
    RecordError
        `days` is none of cited, span and all.
    """
    out = io.BytesIO()
    # A clock has no part in it: ZIP's first day stands for none.
    member = zipfile.ZipInfo("doc.kml", date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, to_kml(report, days=days))
    return out.getvalue()


def _claim(folder: ElementTree.Element, row: Mapping[str, Any]) -> None:
    mark = _put(folder, "Placemark", id=_id(f"{row['article']}-{row['claim']}"))
    quote = str(row["quote"])
    _put(mark, "name", quote if len(quote) <= _LONGEST_NAME else f"{quote[: _LONGEST_NAME - 1]}…")
    _describe(mark, [str(part) for part in (quote, row["sources"], row["sentence"]) if part])
    _span(mark, row["from_day"], row["to_day"])
    _put(mark, "styleUrl", f"#verdict-{row['verdict'] or 'not_checkable'}")
    data = _put(mark, "ExtendedData")
    for name in (*CLAIM_COLUMNS, "original"):
        if row[name] is not None:
            _put(_put(data, "Data", name=RENAMED.get(name, name)), "value", str(row[name]))
    _geometry(mark, row["geometry"])


def _articles(document: ElementTree.Element, report: Report) -> None:
    """Articles without claims, as marks without a place: nothing else would tell that they were read."""
    packs = article_packs(report)
    known = {reading.article.id: reading.article for reading in report.articles}
    if not packs:
        return
    folder = _put(document, "Folder")
    _put(folder, "name", "articles without claims")
    for article, pack in packs.items():
        mark = _put(folder, "Placemark")
        _put(mark, "name", known[article].title or article)
        data = _put(mark, "ExtendedData")
        for name, value in (("article", article), ("original", pack)):
            _put(_put(data, "Data", name=name), "value", value)


def _layers(document: ElementTree.Element, report: Report, days: Days) -> None:
    folders: dict[str, ElementTree.Element] = {}
    held = days_told(report, days)
    for area in dated_areas(report, days):
        if area.layer.name not in folders:
            folder = folders[area.layer.name] = _put(document, "Folder")
            _put(folder, "name", area.layer.name)
            terms = f"{area.layer.attribution} ({area.layer.licence})"
            _describe(folder, [terms, f"Days held here: {held[area.layer.name]}."])
        mark = _put(folders[area.layer.name], "Placemark")
        _put(mark, "name", f"{area.side}, {area.day.isoformat()}")
        size = f"{area_km2(area.geometry):,.0f} km²"
        _describe(mark, [size, area.layer.maker, *filter(None, [area.layer.url])])
        _span(mark, area.day.isoformat(), area.day.isoformat())
        _put(mark, "styleUrl", f"#side-{area.side if area.side in SIDE_COLOURS else 'other'}")
        _geometry(mark, area.geometry)


def _describe(feature: ElementTree.Element, lines: Iterable[str]) -> None:
    # Programs take a description for HTML; foreign text stays text.
    _put(feature, "description", "<br>".join(html.escape(line) for line in lines))


def _span(mark: ElementTree.Element, first: str | date | None, last: str | date | None) -> None:
    if first is None and last is None:
        return
    span = _put(mark, "TimeSpan")
    for name, day in (("begin", first), ("end", last)):
        if day is not None:
            _put(span, name, str(day))


def _style(document: ElementTree.Element, name: str, rrggbb: str, alpha: str) -> None:
    bgr = (rrggbb[4:] + rrggbb[2:4] + rrggbb[:2]).lower()
    style = _put(document, "Style", id=name)
    icon = _put(style, "IconStyle")
    _put(icon, "color", f"ff{bgr}")
    _put(_put(icon, "Icon"), "href", _ICON)
    line = _put(style, "LineStyle")
    _put(line, "color", f"ff{bgr}")
    _put(line, "width", "2")
    _put(_put(style, "PolyStyle"), "color", f"{alpha}{bgr}")


def _geometry(parent: ElementTree.Element, geometry: BaseGeometry | None) -> None:
    geometry = filed(geometry)
    if geometry is None:
        return
    if hasattr(geometry, "geoms"):
        parts = _put(parent, "MultiGeometry")
        for part in geometry.geoms:
            _geometry(parts, part)
    elif isinstance(geometry, shapely.Polygon):
        polygon = _put(parent, "Polygon")
        oriented = shapely.orient_polygons(geometry)
        _put(polygon, "tessellate", "1")
        for name, rings in (("outerBoundaryIs", [oriented.exterior]), ("innerBoundaryIs", oriented.interiors)):
            for ring in rings:
                _put(_put(_put(polygon, name), "LinearRing"), "coordinates", _written(ring))
    else:
        is_point = geometry.geom_type == "Point"
        drawn = _put(parent, "Point" if is_point else "LineString")
        if not is_point:
            # Without it a line runs through the hills.
            _put(drawn, "tessellate", "1")
        _put(drawn, "coordinates", _written(geometry))


def _written(geometry: BaseGeometry) -> str:
    return " ".join(f"{_degrees(x)},{_degrees(y)}" for x, y in shapely.get_coordinates(geometry).tolist())


def _degrees(value: float) -> str:
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _id(text: str) -> str:
    """An XML id: a letter first, then letters, digits, dots and dashes."""
    return "claim-" + re.sub(r"[^\w.-]", "_", text, flags=re.ASCII)


def _put(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    if text is not None:
        child.text = cleaned(text)
    return child
