"""The placemarks of a KML file: their extended data, and their point, areas or lines.

Parsed by expat alone; a document with a DTD is refused, as its entities can swell without end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from geo.errors import RecordError
from geo.frontline.drawn import Row as Feature

MAX_DEPTH = 50
_DATA = frozenset({"Data", "SimpleData"})
_KINDS = {"Point": "Point", "LineString": "MultiLineString"}


def read_placemarks(data: bytes, path: Path) -> list[Feature]:
    """Return the placemarks that carry extended data; those of front lines and pictures carry none.

    Raises
    ------
    RecordError
        It is no well-formed XML, has a DTD, or nests too deeply.
    """
    marks = _Marks()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = marks.begin, marks.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = marks.tell, marks.refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise RecordError(f"{path} is no KML that can be read: {error}.", path=path) from error
    return marks.found


class _Marks:
    def __init__(self) -> None:
        self.found: list[Feature] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._name = ""
        self._told: dict[str, Any] = {}
        self._shapes: dict[str, list[Any]] = {}

    def begin(self, tag: str, marks: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > MAX_DEPTH:
            raise ValueError("it is nested too deep")
        self._text.clear()
        if name == "Placemark":
            self._told, self._shapes = {}, {}
        elif name == "Polygon":
            self._shapes.setdefault("MultiPolygon", []).append([])
        elif name in _DATA:
            self._name = marks.get("name", "")

    def end(self, _: str) -> None:
        name = self._path.pop()
        text = "".join(self._text)
        self._text.clear()
        above = self._path[-1] if self._path else ""
        if name == "SimpleData" or (name == "value" and above == "Data"):
            self._told[self._name] = text
        elif name == "coordinates":
            self._position(text, above)
        elif name == "Placemark" and self._told:
            self.found.append(Feature(properties=self._told, geometry=self._geometry()))

    def tell(self, text: str) -> None:
        self._text.append(text)

    def refuse(self, *_: object) -> None:
        raise ValueError("it has a DTD")

    def _position(self, text: str, kind: str) -> None:
        try:
            positions = [[float(part) for part in one.split(",")[:2]] for one in text.split()]
        except ValueError:
            self._shapes["none"] = []
            return
        if kind == "LinearRing" and self._shapes.get("MultiPolygon"):
            # The outer ring of a polygon comes before its holes (OGC 07-147r2, 10.8).
            self._shapes["MultiPolygon"][-1].append(positions)
        else:
            self._shapes.setdefault(_KINDS.get(kind, "none"), []).append(positions)

    def _geometry(self) -> dict[str, Any] | None:
        """What a placemark draws, where that is of one kind."""
        if len(self._shapes) != 1:
            return None
        ((kind, parts),) = self._shapes.items()
        if kind != "Point":
            return None if kind == "none" else {"type": kind, "coordinates": parts}
        return {"type": kind, "coordinates": parts[0][0]} if len(parts) == 1 and len(parts[0]) == 1 else None
