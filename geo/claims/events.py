"""The key that claims of one event share, across articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.notes import Notes
from geo.records import Place, PlaceRef, When

# Holding, taking and surrounding a place are one story; the rest are stories of their own.
_FAMILY = {"control": "ground", "change": "ground", "encirclement": "ground"}


_THRUSTS = (
    r"(?:incursion|invasion|offensive|counter-?offensive|operation|campaign|raid|thrust|salient|bridgehead|foothold|pocket|adventure|gamble)s?"
    r"|(?:вторгненн|наступ|контрнаступ|операці|плацдарм|виступ|рейд|прорив|авантюр)\w{0,4}"
    r"|(?:вторжени|наступлени|контрнаступлени|операци|выступ|прорыв)\w{0,4}"
)
"""What one push into a place is called while it lasts, and the ground it won: one event under many names; en, uk, ru."""
_FILLING = (
    r"the|its|whole|border|neighbou?ring|nearby|western|eastern|northern|southern|central|russian|russia[’']s|ukrainian|ukraine[’']s|"
    r"regions?|oblast|province|district|area|territory|parts?|city|town|village|of|"
    r"(?:прикордонн|приграничн|російськ|українськ|украинск|российск|област|міст|город|район|територі|территори|західн|східн|північн|південн|западн|восточн|северн|южн)\w{0,6}"
)
"""What may stand between such a word and the name: "incursion into the Russian border region of Kursk"."""
_BEHIND = re.compile(
    rf"(?:[’']s)?(?:[\s-](?:region|oblast|border|related|област[ьіи])){{0,2}}[\s-](?:[\w-]{{1,15}}\s)?(?:{_THRUSTS})\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:{_THRUSTS})\s(?:in|into|of|on|across|against|inside|у|в|на|до|в\sмежах)\s(?:(?:{_FILLING})\s){{0,5}}$",
    re.IGNORECASE,
)
_OWN = {
    "RU": re.compile(r"\b(?:russia|moscow|kremlin|росі|моск|росс|русск)", re.IGNORECASE),
    "UA": re.compile(r"\b(?:ukrain|kyiv|kiev|україн|київ|украин|киев)", re.IGNORECASE),
}
"""Country of a place -> who pushes there without pushing in: "Russia's offensive in Kursk" is the answer to the incursion."""
_NAMING = 25
"""Characters before the name of an event in which stands whose it is."""
_REACH = 90
"""Characters around a name in which its event is named."""


def event_of(notes: Notes, type_: str, refs: Sequence[PlaceRef], when: When | None) -> str | None:
    """Return `family:place:month` of a claim: "ground:geonames:707753:2024-10"; None without a place or a day.

    Families are thrust (where the wording names a push into the place, or the ground it won: "Kursk incursion", "salient",
    "bridgehead"), ground (control, change, encirclement) and each other type. The place is the first that the claim names.
    """
    found = next(((ref, place) for ref in refs if (place := _place(notes, ref)) is not None), None)
    day = (when.from_day or when.to_day) if when else None
    if found is None or day is None:
        return None
    ref, place = found
    family = "thrust" if _is_thrust(notes, ref, place) else _FAMILY.get(type_, type_)
    return f"{family}:{place.id}:{day:%Y-%m}"


def _is_thrust(notes: Notes, ref: PlaceRef, place: Place) -> bool:
    """Whether the name of the place stands in the name of a push into it, by whoever does not come from there."""
    found = notes.by_id.get(ref.ref)
    if found is None or ref.relation == "context":
        return False
    mention, text = found.mention, notes.text
    start = min(mention.start, mention.full[0]) if mention.full else mention.start
    low = max(0, start - _REACH)
    before = _BEFORE.search(text[low:start])
    if before is None and not _BEHIND.match(text, mention.end, mention.end + _REACH):
        return False
    named = low + before.start() if before else start
    own = _OWN.get(place.country or "")
    return own is None or not own.search(text[max(0, named - _NAMING) : named])


def _place(notes: Notes, ref: PlaceRef) -> Place | None:
    if ref.ref in notes.by_id:
        return notes.by_id[ref.ref].place
    ground = notes.grounds.get(ref.ref)
    return notes.by_id[ground].place if ground is not None and ground in notes.by_id else None
