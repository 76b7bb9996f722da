"""The makers of KML maps: how each is recognised, and which of its styles and folders mean which side.

A new maker needs one record here and no code. What a record does not list is nobody's ground, with a warning that names it,
because a renamed style would look like a liberation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geo.frontline.kml import Kml, Placemark
from geo.records import Coverage

IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class KmlMaker:
    """One maker of KML maps. Words are looked for in lower case, anywhere in a name."""

    name: str
    maker: str
    licence: str
    attribution: str
    url: str | None = None
    coverage: Coverage
    """With another side only where every file draws all of the other: it is read from what is not drawn."""
    file_name: re.Pattern[str] | None = None
    """Recognises it: found in a file's name."""
    document_words: tuple[str, ...] = ()
    """Recognise it: one of them is in the document's name."""
    marks: frozenset[str] = frozenset()
    """Recognise it: ids of styles and names of folders that are all there."""
    no_control: re.Pattern[str] | None = None
    """Found in the names of its files that draw something else than control."""
    style_sides: Mapping[str, str] = field(default_factory=dict)
    """Style id -> side, the id whole."""
    colour_sides: Mapping[str, str] = field(default_factory=dict)
    """Colour of the ground as #rrggbb -> side."""
    folder_sides: tuple[tuple[str, str], ...] = ()
    """(word of a folder's name, side), the particular before the general."""
    ignored_words: tuple[str, ...] = ()
    """Words of folders that hold no control: units, geolocations, fortifications."""
    front_words: tuple[str, ...] = ()
    """Words of folders whose lines are the front."""
    two_digit_years: bool = False
    """Its files are named YY_MM_DD."""


def side_of(placemark: Placemark, maker: KmlMaker) -> str | None:
    """Return the side that a placemark's folders, style and colour tell; None where they do not, or disagree.

    Where a record lists folders or styles, each of the two must tell; a colour that is not listed is no objection to them.
    Folders count from the innermost; the first one with a listed word tells. What is to be ignored gives "ignore".
    """
    if any(word in folder.lower() for folder in placemark.folders for word in maker.ignored_words):
        return IGNORE
    told: list[str | None] = []
    if maker.folder_sides:
        told.append(_folder_side(placemark.folders, maker.folder_sides))
    if maker.style_sides:
        told.append(maker.style_sides.get(placemark.style))
    colour = maker.colour_sides.get(placemark.fill or "")
    if colour or not told:
        told.append(colour)
    return told[0] if len(set(told)) == 1 else None


def is_front(placemark: Placemark, maker: KmlMaker) -> bool:
    """Tell whether a placemark's lines are the front."""
    return any(word in folder.lower() for folder in placemark.folders for word in maker.front_words)


def find_maker(kml: Kml, file_name: str, makers: Iterable[KmlMaker]) -> KmlMaker | None:
    """Return who made a map, or None."""
    marks = kml.styles | {folder for placemark in kml.placemarks for folder in placemark.folders}
    document = kml.name.lower()
    for maker in makers:
        if maker.marks and maker.marks <= marks:
            return maker
        if maker.file_name and maker.file_name.search(file_name):
            return maker
        if any(word in document for word in maker.document_words):
            return maker
    return None


def _folder_side(folders: Iterable[str], sides: tuple[tuple[str, str], ...]) -> str | None:
    for folder in reversed(tuple(folders)):
        for word, side in sides:
            if word in folder.lower():
                return side
    return None


# Both polygons together are the same 1,005,113 km² in each file measured, 2024-09-01 to 2025-04-01: Ukraine, the seas along its
# coast, and the Russian regions beside it. Style ru holds 99.79 % and 99.82 % of what DeepState drew as Russian-held on
# 2024-09-01 and 2025-03-01 (109,626 of 109,859 and 112,190 of 112,396 km²), style ua the rest; inside Ukraine ru draws
# 110,265 and 113,027 km². Sudzha is ua on both days, Kursk and Belgorod are ru. Progress files draw gains between two maps.
CREAMY_CAPRICE = KmlMaker(
    name="creamy-caprice",
    maker="Creamy Caprice (Сливочный каприз)",
    licence="No licence is stated. Use it locally.",
    attribution="© Creamy Caprice / Сливочный каприз (github.com/mini-krowka/mapsite), a Russian-side map",
    url="https://github.com/mini-krowka/mapsite",
    coverage=Coverage(
        text="the ground its two polygons draw: Ukraine, the seas along its coast and Russia's regions beside it"
    ),
    file_name=re.compile(r"(?:Control|FrontLine|Progress[A-Za-z]{0,9})_\d\d_\d\d_\d\d"),
    marks=frozenset({"ru", "ua", "Polygon"}),
    no_control=re.compile(r"Progress|Geolocation", re.IGNORECASE),
    style_sides={"ru": "ru_held", "ua": "ua_held"},
    colour_sides={"#ff0000": "ru_held", "#0000ff": "ua_held"},
    front_words=("line",),
    two_digit_years=True,
)
KML_MAKERS: tuple[KmlMaker, ...] = (CREAMY_CAPRICE,)
