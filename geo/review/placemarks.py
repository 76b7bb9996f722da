"""The placemarks of a KML file: their extended data, and their point where they have one.

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
        self._points: list[list[float]] = []
        self._is_other = False

    def begin(self, tag: str, marks: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._path.append(name)
        if len(self._path) > MAX_DEPTH:
            raise ValueError("it is nested too deep")
        self._text.clear()
        if name == "Placemark":
            self._told, self._points, self._is_other = {}, [], False
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
            shape = {"type": "Point", "coordinates": self._points[0]} if len(self._points) == 1 else None
            self.found.append(Feature(properties=self._told, geometry=None if self._is_other else shape))

    def tell(self, text: str) -> None:
        self._text.append(text)

    def refuse(self, *_: object) -> None:
        raise ValueError("it has a DTD")

    def _position(self, text: str, kind: str) -> None:
        if kind != "Point":
            self._is_other = True
            return
        try:
            self._points.append([float(part) for part in text.strip().split(",")[:2]])
        except ValueError:
            self._is_other = True
