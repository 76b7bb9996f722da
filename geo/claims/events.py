"""The key that claims of one event share, across articles."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.notes import Notes
from geo.records import Place, PlaceRef, When

# Holding, taking and surrounding a place are one story; the rest are stories of their own.
_FAMILY = {"control": "ground", "change": "ground", "encirclement": "ground"}


def event_of(notes: Notes, type_: str, refs: Sequence[PlaceRef], when: When | None) -> str | None:
    """Return `family:place:month` of a claim: "ground:geonames:707753:2024-10"; None without a place or a day.

    Families are ground (control, change, encirclement) and each other type. The place is the first that the claim names.
    """
    place = next((found for ref in refs if (found := _place(notes, ref)) is not None), None)
    day = (when.from_day or when.to_day) if when else None
    if place is None or day is None:
        return None
    return f"{_FAMILY.get(type_, type_)}:{place.id}:{day:%Y-%m}"


def _place(notes: Notes, ref: PlaceRef) -> Place | None:
    if ref.ref in notes.by_id:
        return notes.by_id[ref.ref].place
    ground = notes.grounds.get(ref.ref)
    return notes.by_id[ground].place if ground is not None and ground in notes.by_id else None
