"""Places that a reader marked as wrong on the page, as corrections, the last word on each spot.

Comes in: a report, and the ids and numbers that the page knows its claims and places by. Goes out: corrections that hold
wherever the same article is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.errors import RecordError
from geo.gazetteer import open_gazetteer
from geo.page.tables import CANDIDATES, RANK
from geo.places.corrections import Correction, Corrections
from geo.records import Claim, Lookup, Place, Reading, Report, Resolution

SOURCE = "notebook"
"""Where corrections made in a widget say that they come from."""
NOTE = "corrected on the map"


class Marked:
    """Corrections in the order they were made; a later one of the same spot takes the place of an earlier."""

    def __init__(self) -> None:
        self._entries: dict[object, tuple[Correction, str]] = {}

    def add(self, correction: Correction, label: str = "") -> None:
        """Add a correction, told to the reader as `label`."""
        self._entries.pop(correction.spot, None)
        self._entries[correction.spot] = (correction, label or _label_of(correction))

    def take_back(self, correction: Correction | None = None) -> Correction | None:
        """Remove the last correction, or the one of the same spot as another, and return it; None where there is none."""
        spot = next(reversed(self._entries), None) if correction is None else correction.spot
        return self._entries.pop(spot, (None, ""))[0]

    def at(self, number: int) -> Correction | None:
        """Return a correction by its number in the list; None where there is none."""
        entries = [entry for entry, _ in self._entries.values()]
        return entries[number] if 0 <= number < len(entries) else None

    def told(self) -> list[dict[str, str]]:
        """Return the corrections in words, for the page."""
        return [{"name": entry.name, "to": label} for entry, label in self._entries.values()]

    def corrections(self) -> Corrections:
        """Return the corrections as those of a file."""
        return Corrections(source=SOURCE, entries=tuple(entry for entry, _ in self._entries.values()))


def correction_of(report: Report, about: Mapping[str, Any], *, lookup: Lookup | None = None) -> tuple[Correction, str]:
    """Return what a reader marked on the page as a correction, and where to in words.

    Parameters
    ----------
    about
        `claim` (`<article>~<claim>`), `row` (which of its places, as the card lists them), and `kind`: "candidate" with
        its number, "point" with `lon` and `lat` in degrees, or "bar".
    lookup
        The gazetteer, asked whether it knows a candidate; None opens the user's own.

    Raises
    ------
    RecordError
        There is no such claim, place or candidate, or the point is not on Earth.
    """
    resolution, article = _resolution_meant(report, str(about.get("claim")), about.get("row"))
    spot: dict[str, Any] = {
        "name": resolution.mention.text,
        "article": article,
        "offset": resolution.mention.start,
        "note": NOTE,
    }
    kind = about.get("kind")
    if kind == "bar":
        return Correction(**spot, bar=True), ""
    if kind == "point":
        corrected = Correction(**spot, lon=_degrees(about, "lon"), lat=_degrees(about, "lat"))
        return corrected, _label_of(corrected)
    number = about.get("candidate")
    candidates = resolution.runners_up[:CANDIDATES]
    if kind != "candidate" or not isinstance(number, int) or not 0 <= number < len(candidates):
        raise RecordError(
            f"{resolution.mention.text!r} has {len(candidates)} other candidates; {number!r} is none of them."
        )
    place = candidates[number]
    label = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    known = (open_gazetteer() if lookup is None else lookup).by_ids([place.id])
    return Correction(**spot, **({"place": place.id} if place.id in known else _carried(place))), label


def _carried(place: Place) -> dict[str, Any]:
    """Return a place that no gazetteer knows, such as an online service's, in the words of a correction."""
    country = place.country if place.country and len(place.country) == 2 and place.country.isupper() else None
    return {
        "place_name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "kind": place.kind,
        "radius_m": place.radius_m if place.radius_m > 0 else None,
        "country": country,
        "admin1": place.admin1,
    }


def _degrees(about: Mapping[str, Any], name: str) -> float:
    value = about.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise RecordError(f"{name} is {value!r}; give degrees.")
    return float(value)


def _label_of(correction: Correction) -> str:
    if correction.lon is not None and correction.lat is not None:
        return f"{correction.lat:.4f}, {correction.lon:.4f}"
    return correction.place or correction.means or ""


def _resolution_meant(report: Report, key: str, row: Any) -> tuple[Resolution, str]:
    """Return the place of a claim that stands in a row of its card, and the id of its article."""
    for reading in report.articles:
        for claim in reading.claims:
            if f"{reading.article.id}~{claim.id}" != key:
                continue
            listed = _places_listed(reading, claim)
            if isinstance(row, int) and 0 <= row < len(listed) and isinstance(listed[row], Resolution):
                return listed[row], reading.article.id
    raise RecordError(f"there is no place number {row!r} in a claim {key!r} that could be corrected.")


def _places_listed(reading: Reading, claim: Claim) -> list[Any]:
    """Return the places of a claim in the order of its card, as `geo.page.tables` sorts them."""
    known: dict[str, Any] = {one.id: one for one in reading.expressions}
    known |= {one.mention.id: one for one in reading.resolutions}
    refs = sorted(claim.where, key=lambda ref: RANK.get(ref.role, len(RANK)))
    return [known[ref.ref] for ref in refs if ref.ref in known]
