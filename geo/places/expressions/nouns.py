"""Relative places that hang on a common noun rather than a name: "along the front line", "the town", "in the east"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from geo.places.expressions.compass import ENGLISH as DIR
from geo.places.expressions.compass import bearing_of
from geo.places.expressions.drafts import Draft
from geo.places.expressions.story import Story
from geo.records import Resolution

_BEFORE_CHARS = 60
_NEAR_CHARS, _PARAGRAPH_CHARS = 300, 600
_FRONT = re.compile(
    r"\b(?:(?P<other>(?:on\s)?other\s(?:parts|sections|sectors)\sof)|(?P<behind>behind|beyond)|(?P<near>near|close\sto)|along|on|across)\s"
    r"(?:the\s|their\s|its\s|all\s)?(?:\w{1,20}\s)?$",
    re.IGNORECASE,
)
_FRONT_TAIL = re.compile(r"(?:\s?lines?)?\b(?![’'-]|\s(?:of|page|door|row))")
_SLAVIC_FRONT = re.compile(
    r"\b(?P<along>вздовж|уздовж|вдоль|на|по)\s(?:вс\w{1,3}\s)?(?:ліні\w|лини\w)\s$", re.IGNORECASE
)
_INTO_LAND = re.compile(
    r"\b(?:even\s)?(?:(?:deep(?:er)?|further|farther)\s)?(?:(?:strikes?|raids?|attacks?)\s)?into\s(?:the\s)?(?P<people>Russian|Ukrainian)\s$"
)
_OF_LAND = re.compile(r"\bof\s(?:its|their)\s(?:own\s)?$", re.IGNORECASE)
_OTHER_PLACES = re.compile(r"\bin\sother\s$", re.IGNORECASE)
_ELSEWHERE_TAIL = re.compile(r"\s(?:as\swell\b)?(?:(?:along|on|at)\s(?:the\s)?(?:front\s?line|front|line)\b)?")
_IN_THE = re.compile(rf"[Ii]n\sthe\s(?P<dir>{DIR})(?![\w-]|\s(?:of|part|half|side|end|bank))")
_PEOPLES = {"Russian": "RU", "Ukrainian": "UA"}
_PEOPLE = re.compile("|".join(_PEOPLES))
# What "the town" may refer back to, by the kind of place.
_BACK = {
    "the city": "city", "the town": "city", "the village": "city", "the settlement": "city",
    "the oblast": "region", "the country": "country", "the plant": "facility", "the river": "waterbody",
    "the highway": "road", "the same area": "", "that area": "",
    "в місті": "city", "у місті": "city", "в селі": "city", "у селі": "city", "в городе": "city", "в селе": "city",
}  # fmt: skip
# "the city of X", "the city council", "the city centre" are something else than a town named before.
_BACK_TAIL = re.compile(
    r"(?!\w)(?!\s(?:of|council|cent|hall|limits|administration|mayor|side|folk)\b|['’]s\s|-|\s[«\"]?[A-ZА-ЯІЇЄҐЁ])"
)
_OUTSKIRTS = re.compile(
    rf"\b(?:(?:on|at|in|to)\s)?the\s(?:(?P<dir>{DIR})\s)?(?:outskirts|edge|suburbs|fringes)\sof\s$", re.IGNORECASE
)


def read_nouns(story: Story) -> Iterator[Draft]:
    """Yield the relative places that common nouns make, in no order."""
    for keys, read in _READERS:
        for key in keys:
            for at in occurrences(story.text, key):
                if draft := read(story, at, key):
                    yield draft


def occurrences(text: str, key: str) -> Iterator[int]:
    """Yield the offsets of a string in a text, in order."""
    at = text.find(key)
    while at >= 0:
        yield at
        at = text.find(key, at + len(key))


def _before(story: Story, at: int) -> tuple[int, str]:
    low = max(0, at - _BEFORE_CHARS)
    return low, story.text[low:at]


def _front(story: Story, at: int, key: str) -> Draft | None:
    low, before = _before(story, at)
    lead, tail = _FRONT.search(before), _FRONT_TAIL.match(story.text, at + len(key))
    if lead is None or tail is None:
        return None
    relation = "complement" if lead["other"] else "behind" if lead["behind"] else "near" if lead["near"] else "along"
    return Draft(low + lead.start(), tail.end(), relation)


def _slavic_front(story: Story, at: int, key: str) -> Draft | None:
    low, before = _before(story, at)
    lead = _SLAVIC_FRONT.search(before)
    # The noun is inflected by one letter: "фронту", "фронта".
    return None if lead is None else Draft(low + lead.start(), min(len(story.text), at + len(key) + 1), "along")


def _land(story: Story, at: int, key: str) -> Draft | None:
    low, before = _before(story, at)
    if (match := _INTO_LAND.search(before)) is not None:
        # Only the direction is known: ground without an area.
        return Draft(
            low + match.start(),
            at + len(key),
            "into",
            _country(story, at, _PEOPLES[match["people"]]),
            part="unseen",
        )
    if (match := _OF_LAND.search(before)) is None:
        return None
    whole = story.last(low + match.start(), _is_country, reach=_NEAR_CHARS)
    return Draft(low + match.start(), at + len(key), "part_of", whole)


def _other_places(story: Story, at: int, key: str) -> Draft | None:
    low, before = _before(story, at)
    match = _OTHER_PLACES.search(before)
    return None if match is None else Draft(low + match.start(), at + len(key), "complement")


def _elsewhere(story: Story, at: int, key: str) -> Draft | None:
    tail = _ELSEWHERE_TAIL.match(story.text, at + len(key))
    named = tail is not None and tail.end() > at + len(key) + 1
    return Draft(at, tail.end(), "complement") if tail is not None and named else None


def _in_the_east(story: Story, at: int, _key: str) -> Draft | None:
    match = _IN_THE.match(story.text, at)
    bearing = bearing_of(match["dir"]) if match else None
    if match is None or bearing is None or (at > 0 and story.text[at - 1].isalnum()):
        return None
    _, before = _before(story, at)
    people = _PEOPLE.findall(before)
    if people:
        whole = _country(story, at, _PEOPLES[people[-1]])
    else:
        whole = story.last(at, _is_mapped_country, reach=_NEAR_CHARS)
    return Draft(at, match.end(), "in_part", whole, bearing_deg=bearing)


def _back(story: Story, at: int, key: str) -> Draft | None:
    end = at + len(key)
    if (at > 0 and story.text[at - 1].isalnum()) or not _BACK_TAIL.match(story.text, end):
        return None
    kind = _BACK[key.casefold()]
    ground = story.last(
        at, lambda r: r.mapped and r.place is not None and kind in ("", r.place.kind), reach=_PARAGRAPH_CHARS
    )
    if ground is None:
        return None
    low, before = _before(story, at)
    if rim := _OUTSKIRTS.search(before):
        bearing = bearing_of(rim["dir"]) if rim["dir"] else None
        return Draft(low + rim.start(), end, "outskirts", ground, bearing_deg=bearing)
    return Draft(at, end, "coref", ground)


def _country(story: Story, before: int, code: str) -> Resolution | None:
    """The latest mention of a country, anywhere before: a country stays the same all through an article."""
    return next(
        (
            r
            for r in story.areas_before(before)
            if r.place is not None and r.place.kind == "country" and r.place.country == code
        ),
        None,
    )


def _is_country(resolution: Resolution) -> bool:
    return resolution.place is not None and resolution.place.kind == "country"


def _is_mapped_country(resolution: Resolution) -> bool:
    return resolution.mapped and _is_country(resolution)


_READERS: tuple[tuple[tuple[str, ...], Callable[[Story, int, str], Draft | None]], ...] = (
    (("front", "line of contact", "contact line"), _front),
    (("фронт",), _slavic_front),
    (("territory", "soil"), _land),
    (("places", "areas"), _other_places),
    (("elsewhere",), _elsewhere),
    (tuple(f"{word} the {wind}" for word in ("in", "In") for wind in ("north", "south", "east", "west")), _in_the_east),
    ((*_BACK, *(words.capitalize() for words in _BACK)), _back),
)
