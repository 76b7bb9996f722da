"""KML text -> its placemarks as they are written; nothing in it is fetched, expanded, run or trusted.

Expat reports elements as they come. A DOCTYPE ends the reading before any entity of it is declared, links and overlays are
counted and never followed, and text is kept as text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers import expat

from geo.errors import FrontLineError
from geo.frontline.kml_positions import Positions
from geo.frontline.rings import WrongCoordinates

MAX_DEPTH = 64
"""Elements within each other; maps have 12 at most."""
MAX_PLACEMARKS = 50_000
"""With a polygon each, they take about 4 s."""
_BUFFER_BYTES = 2**20
_LINKS = frozenset({"NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model", "NetworkLinkControl"})
_CONTAINERS = frozenset({"Document", "Folder"})
_LINES = frozenset({"LineString", "LinearRing"})


@dataclass(slots=True)
class Container:
    """A Document or Folder. Its name may follow its placemarks, so they refer to it."""

    name: str = ""
    when: str = ""


@dataclass(slots=True)
class Style:
    """Colours of a style as written (aabbggrr), and for a StyleMap the style it shows by default."""

    fill: str = ""
    stroke: str = ""
    normal: str = ""


@dataclass(slots=True)
class Draft:
    """A placemark as it is written: a polygon is its outer ring before its holes, a ring an array of lon, lat."""

    number: int
    """From 1, in the order of the file."""
    containers: tuple[Container, ...]
    name: str = ""
    description: str = ""
    style_url: str = ""
    style: Style | None = None
    when: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    polygons: list[list[Any]] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    points: int = 0


class Walk:
    """What one file says: its placemarks in order, its styles by id, and how many links it has."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.drafts: list[Draft] = []
        self.styles: dict[str, Style] = {}
        self.links: Counter[str] = Counter()
        self.misplaced = 0
        """Placemarks outside of documents and folders, such as those of an update or a deletion."""
        self.document = Container()
        self._containers: list[Container] = []
        self._tags: list[str] = []
        self._text: list[str] = []
        self._draft: Draft | None = None
        self._style: Style | None = None
        self._map: Style | None = None
        self._pair: dict[str, str] = {}
        self._field = ""
        self._positions: Positions | None = None
        self._rings: dict[str, list[Any]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element's beginning.

        Raises
        ------
        FrontLineError
            It is no KML, nested too deeply, or within coordinates.
        """
        tag = _local(name)
        if not self._tags and tag != "kml":
            raise FrontLineError(f"{self.path} is no KML: its top element is {name[:40]!r}, not 'kml'.", path=self.path)
        if len(self._tags) >= MAX_DEPTH:
            raise FrontLineError(
                f"{self.path} is nested deeper than {MAX_DEPTH} elements; no map is. It is not read.", path=self.path
            )
        if self._positions is not None:
            self.refuse(f"has an element within its coordinates, {name[:40]!r}")
        self._tags.append(tag)
        self._text = []
        if begin := _BEGIN.get(tag):
            begin(self, attributes)
        elif tag in _LINKS:
            self.links[tag] += 1

    def characters(self, text: str) -> None:
        """Take a piece of text."""
        if self._positions is not None:
            with _Named(self):
                self._positions.feed(text)
        elif self._tags[-1] in _TEXTS:
            self._text.append(text)

    def end(self, name: str) -> None:
        """Take an element's end."""
        del name
        tag = self._tags.pop()
        if take := _TEXTS.get(tag):
            take(self, self._tags[-1] if self._tags else "", "".join(self._text).strip())
        elif finish := _END.get(tag):
            finish(self)
        self._text = []

    def refuse(self, problem: str) -> NoReturn:
        """Raise a FrontLineError that says what is wrong with the placemark that is being read."""
        where = label(self._draft.number, self._draft.name) if self._draft else "an element"
        raise FrontLineError(f"{self.path}: {where} {problem}. Mend or remove it.", path=self.path)

    def begin_container(self, attributes: dict[str, str]) -> None:
        del attributes
        container = self.document if self._tags == ["kml", "Document"] else Container()
        self._containers.append(container)

    def begin_placemark(self, attributes: dict[str, str]) -> None:
        """Open a placemark.

        Raises
        ------
        FrontLineError
            It is within another one, or there are too many.
        """
        del attributes
        if self._draft is not None:
            self.refuse("holds another placemark")
        if not set(self._tags[1:-1]) <= _CONTAINERS:
            self.misplaced += 1
            return
        if len(self.drafts) >= MAX_PLACEMARKS:
            raise FrontLineError(f"{self.path} has more than {MAX_PLACEMARKS:,} placemarks. Split it.", path=self.path)
        self._draft = Draft(number=len(self.drafts) + 1, containers=tuple(self._containers))
        self.drafts.append(self._draft)

    def begin_style(self, attributes: dict[str, str]) -> None:
        self._style = Style()
        if self._draft is not None:
            self._draft.style = self._style
        elif one := attributes.get("id"):
            self.styles[one] = self._style

    def begin_map(self, attributes: dict[str, str]) -> None:
        self._map = Style()
        if self._draft is not None:
            self._draft.style = self._map
        elif one := attributes.get("id"):
            self.styles[one] = self._map

    def begin_pair(self, attributes: dict[str, str]) -> None:
        del attributes
        self._pair = {}

    def begin_field(self, attributes: dict[str, str]) -> None:
        self._field = attributes.get("name", "")

    def begin_polygon(self, attributes: dict[str, str]) -> None:
        del attributes
        if self._rings:
            self.refuse("has a polygon within a polygon")
        self._rings = {"outerBoundaryIs": [], "innerBoundaryIs": []}

    def begin_coordinates(self, attributes: dict[str, str]) -> None:
        del attributes
        if self._draft is not None:
            self._positions = Positions()

    def end_container(self) -> None:
        self._containers.pop()

    def end_placemark(self) -> None:
        self._draft = None

    def end_style(self) -> None:
        self._style = None

    def end_pair(self) -> None:
        if self._map is not None and self._pair.get("key") == "normal":
            self._map.normal = self._pair.get("styleUrl", "")

    def end_polygon(self) -> None:
        rings, self._rings = self._rings, {}
        if self._draft is None:
            return
        outer = rings["outerBoundaryIs"]
        if len(outer) > 1:
            self.refuse(f"has a polygon with {len(outer)} outer rings")
        if not outer:
            self.refuse("has a polygon without an outer ring")
        self._draft.polygons.append([*outer, *rings["innerBoundaryIs"]])

    def end_coordinates(self) -> None:
        if self._draft is None or self._positions is None:
            return
        with _Named(self):
            ring = self._positions.close()
        self._positions = None
        around, shape = self._tags[-2] if len(self._tags) > 1 else "", self._tags[-1]
        if shape == "LinearRing" and around in self._rings:
            self._rings[around].append(ring)
        elif shape in _LINES:
            self._draft.lines.append(ring)
        elif shape == "Point":
            self._draft.points += 1

    def take_name(self, parent: str, text: str) -> None:
        if parent == "Placemark" and self._draft is not None:
            self._draft.name = text
        elif parent in _CONTAINERS:
            self._containers[-1].name = text

    def take_description(self, parent: str, text: str) -> None:
        if parent == "Placemark" and self._draft is not None:
            self._draft.description = text

    def take_style_url(self, parent: str, text: str) -> None:
        if parent == "Pair":
            self._pair["styleUrl"] = text
        elif parent == "Placemark" and self._draft is not None:
            self._draft.style_url = text

    def take_key(self, parent: str, text: str) -> None:
        if parent == "Pair":
            self._pair["key"] = text

    def take_colour(self, parent: str, text: str) -> None:
        if self._style is None:
            return
        if parent == "PolyStyle":
            self._style.fill = text
        elif parent == "LineStyle":
            self._style.stroke = text

    def take_when(self, parent: str, text: str) -> None:
        owner = self._draft or (self._containers[-1] if self._containers else None)
        if owner is not None and parent in {"TimeStamp", "TimeSpan"} and self._tags[-2] in {"Placemark", *_CONTAINERS}:
            owner.when = text

    def take_field(self, parent: str, text: str) -> None:
        if self._draft is not None and parent in {"Data", "SchemaData"} and self._field:
            self._draft.fields[self._field] = text


_BEGIN: dict[str, Callable[[Walk, dict[str, str]], None]] = {
    "Document": Walk.begin_container,
    "Folder": Walk.begin_container,
    "Placemark": Walk.begin_placemark,
    "Style": Walk.begin_style,
    "StyleMap": Walk.begin_map,
    "Pair": Walk.begin_pair,
    "Data": Walk.begin_field,
    "SimpleData": Walk.begin_field,
    "Polygon": Walk.begin_polygon,
    "coordinates": Walk.begin_coordinates,
}
_END: dict[str, Callable[[Walk], None]] = {
    "Document": Walk.end_container,
    "Folder": Walk.end_container,
    "Placemark": Walk.end_placemark,
    "Style": Walk.end_style,
    "Pair": Walk.end_pair,
    "Polygon": Walk.end_polygon,
    "coordinates": Walk.end_coordinates,
}
_TEXTS: dict[str, Callable[[Walk, str, str], None]] = {
    "name": Walk.take_name,
    "description": Walk.take_description,
    "styleUrl": Walk.take_style_url,
    "key": Walk.take_key,
    "color": Walk.take_colour,
    "when": Walk.take_when,
    "begin": Walk.take_when,
    "value": Walk.take_field,
    "SimpleData": Walk.take_field,
}


class _Named:
    """Turns wrong coordinates into an error that names their placemark."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, WrongCoordinates):
            self._walk.refuse(str(error))


def label(number: int, name: str) -> str:
    """Return words for a placemark, by which it is found in its file."""
    return f"placemark {number} {name[:60]!r}" if name else f"placemark {number}"


def _local(name: str) -> str:
    """Return an element's name without the prefix of KML; other vocabularies keep theirs, so that they are not mistaken."""
    prefix, _, local = name.rpartition(":")
    return local if prefix in {"", "kml"} else name


_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = frozenset(
    "utf-8 utf8 utf-16 utf-16le utf-16be us-ascii ascii iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-15 windows-1250 "
    "windows-1251 windows-1252 cp1250 cp1251 cp1252 cp866 ibm866 koi8-r koi8-u".split()
)
_CUT_OFF = frozenset(
    expat.errors.codes[words]
    for words in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
_WRONG_BYTES = frozenset(
    expat.errors.codes[words]
    for words in (expat.errors.XML_ERROR_INVALID_TOKEN, expat.errors.XML_ERROR_INCORRECT_ENCODING)
)


def walk_kml(data: bytes, path: Path, *, encoding: str | None = None) -> Walk:
    """Return what a KML text says, read to its end.

    Parameters
    ----------
    data
        The whole text, without a UTF-8 byte order mark.
    path
        Named in errors.
    encoding
        Encoding of the text whatever it declares; None takes the declared one, or UTF-8.

    Raises
    ------
    FrontLineError
        The text is no whole KML, declares a DTD, is not in its encoding, passes a limit, or a coordinate is wrong.
    """
    if encoding is not None:
        data = _as_utf8(data, path, encoding)
    else:
        _demand_known_encoding(data, path)
    walk = Walk(path)
    # Given an encoding, expat takes no notice of the declared one.
    parser = expat.ParserCreate("utf-8" if encoding is not None else None)
    parser.buffer_text = True
    parser.buffer_size = _BUFFER_BYTES
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse_doctype(path)
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FrontLineError(f"{path} is no whole KML: {_fault(error, data)}.", path=path) from error
    return walk


def _refuse_doctype(path: Path) -> Callable[..., NoReturn]:
    def _refuse(*declaration: object) -> NoReturn:
        del declaration
        raise FrontLineError(
            f"{path} declares a DTD (DOCTYPE), which KML has no use for; it is not allowed, and not read. Remove it.",
            path=path,
        )

    return _refuse


def _as_utf8(data: bytes, path: Path, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode("utf-8")
    except (LookupError, UnicodeError) as error:
        raise FrontLineError(f"{path} is not text in the encoding {encoding[:40]!r}: {error}.", path=path) from error


def _demand_known_encoding(data: bytes, path: Path) -> None:
    declared = _DECLARED.search(data[:512])
    if declared and (name := declared[1].decode("ascii")).lower() not in _ENCODINGS:
        raise FrontLineError(f"{path} declares the unknown encoding {name!r}. Save it as UTF-8.", path=path)


def _fault(error: expat.ExpatError, data: bytes) -> str:
    if error.code in _CUT_OFF:
        return f"it is cut off before its end, at line {error.lineno}"
    declared = _DECLARED.search(data[:512])
    name = declared[1].decode("ascii") if declared else "UTF-8"
    if error.code in _WRONG_BYTES and not _is_text(data, name):
        return f"its encoding is not {name} as it says (perhaps Windows-1251); save it as UTF-8, or give its encoding"
    return f"{expat.errors.messages[error.code]}, at line {error.lineno}, column {error.offset}"


def _is_text(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    except LookupError:  # an encoding that was overruled need not exist
        return True
    return True
