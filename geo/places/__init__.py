"""Mentions + candidates -> Resolutions, and relative areas.

Context decides, population last: the kind of place the wording asks for, the region or country named beside it, a second
name in brackets, a stated distance, where the other names of the article lie; one sense per article unless told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.names import fold
from geo.places import slavic_cues
from geo.places.choice import choose
from geo.places.context import BORDER_REGIONS, THEATRE, Context, is_urban, read_context
from geo.places.evidence import Case, Choice, distance_m, is_cyrillic
from geo.places.expressions import find_expressions
from geo.places.neighbours import settle_by_neighbours
from geo.records import AREA_KINDS, Article, Lookup, Mention, Place, Resolution

__all__ = ["fill_shapes", "find_expressions", "resolve_places"]

# Below this, a town that nothing in the article speaks for needs a place word ("in X") to be believed.
KNOWN_POPULATION = 100_000
# A name inside another name ("X Street") has a place only where that is this sure.
EMBEDDED_SHARE = 0.8
# A village of the war's theatre further than this from every other place of an article, when there are this many, is doubted:
# there the gazetteer lacks many a namesake.
STRAY_M, STRAY_POPULATION, STRAY_ANCHORS = 150_000, 30_000, 4
# In a list with a place so far away, only a village this small is doubted.
VILLAGE_POPULATION = 3_000
# A front report names many places, sector by sector: there a village this far from all others is doubted.
SECTOR_M, SECTOR_ANCHORS = 75_000, 8
# Two candidates further apart than 20 km and this close in probability are left undecided.
LEAST_SHARE = 0.6
# Where nothing but fame speaks, the lead must be tenfold.
LEAST_LONE_SHARE = 0.93
RUNNERS_UP = 5
# A district of Ukraine before 2020, or of Russia, is about 40 km across.
DISTRICT_M = 20_000
# A region smaller than this is a city with its suburbs.
CITY_REGION_M = 40_000
# A city of so many people is meant by its bare name, whatever else the article says of its region.
SEAT_POPULATION = 200_000
_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|to|into|around|of|outside|towards?|over|between|captur\w{1,3}|holds?|held|holding|controls?|seiz\w{1,3}|"
    r"t[ao]kes?|took|taken|taking|ret[ao]\w{1,4}|occup\w{1,4}|encircl\w{1,3}|liberat\w{1,3}|reach\w{0,3}|enter\w{0,3}|left|"
    r"defend\w{0,3}|storm\w{0,3}|shell\w{0,3}|str[iu]\w{2,4}|evacuat\w{1,3}|abandon\w{0,3}|los\w{1,3}|invad\w{1,3})\s"
    r"(?:the\s)?(?:[A-Z][a-z]{2,12}ian\s)?$",
    re.IGNORECASE,
)
# "X has not fallen", "X was never captured": behind a name, what befalls places.
_FATE = re.compile(
    r"\s(?:(?:has|have|had|did|does|will|would|could|may|might|is|was)\s)?(?:(?:not|never|yet|to|now|soon|been|be|still|fully)\s){0,3}"
    r"(?:fell|falls?|fallen|captured|seized|occupied|encircled|liberated|recaptured|retaken|shelled|besieged|contested|half-occupied|lost|(?:in|under)\s(?:\w{4,9}\s)?(?:hands|control|occupation))\b"
)
Candidates = Mapping[str, tuple[Place, ...]]


def resolve_places(
    article: Article, mentions: Sequence[Mention], lookup: Lookup, *, near: tuple[float, float] | None = None
) -> tuple[Resolution, ...]:
    """Return what each mention means, in the order given.

    Parameters
    ----------
    near
        A lon, lat point (EPSG:4326) around which the article is known to play; None when nothing is known.

    Returns
    -------
    One Resolution a mention. `place` is None, with the reason, for names that no gazetteer entry of the asked kind bears, and
    for names that stay ambiguous. Names inside other names have a place, but are not mapped. `score` (0 to 1) is the share of
    the evidence that speaks for the chosen candidate. Places come without their shapes; `fill_shapes` adds them.
    """
    found = lookup.look_up_all({name for mention in mentions for name in _names(article.text, mention)})
    context = read_context(article.text, mentions, found)
    cases = [_case(article.text, mention, found, context) for mention in mentions]
    chosen = choose(article.text, cases, context, near)
    in_theatre = _plays_in_theatre(mentions, chosen)
    if in_theatre:
        # On news of other countries this costs a point of F1: few villages are named there, and few have namesakes nearby.
        chosen = settle_by_neighbours(article.text, cases, chosen)
    resolved = [
        _resolution(article.text, case, choice, in_theatre=in_theatre)
        for case, choice in zip(cases, chosen, strict=True)
    ]
    return tuple(_as_elsewhere(list(_beside_neighbours(article.text, resolved))))


def _as_elsewhere(resolved: Sequence[Resolution]) -> Iterator[Resolution]:
    """Place an undecided name where every other mention of it in the article stands: one sense per article.

    Villages are left out: a report from many sectors names two of one name.
    """
    standing: dict[str, dict[str, Resolution]] = {}
    for one in resolved:
        if one.place is not None and one.mapped:
            standing.setdefault(fold(one.mention.name or one.mention.text), {})[one.place.id] = one
    for one in resolved:
        others = standing.get(fold(one.mention.name or one.mention.text), {})
        place = next(iter(others.values())).place if len(others) == 1 else None
        known = place is not None and place.kind == "city" and not _is_village(place)
        if one.place is not None or not one.mention.mapped or place is None or not known or not one.runners_up:
            yield one
        elif place.id in {candidate.id for candidate in one.runners_up}:
            rest = tuple(candidate for candidate in one.runners_up if candidate.id != place.id)
            score = next(iter(others.values())).score
            reason = "as elsewhere in the article"
            yield replace(one, mapped=True, place=place, score=score, runners_up=rest, reason=reason)
        else:
            yield one


def _plays_in_theatre(mentions: Sequence[Mention], chosen: Sequence[Choice | None]) -> bool:
    """Whether most towns of an article lie in the two countries of the war, where villages have namesakes in every district."""
    towns = [choice.ranked[0] for choice, mention in zip(chosen, mentions, strict=True) if choice and mention.mapped]
    towns = [place for place in towns if place.kind == "city"]
    return 2 * sum(place.country in THEATRE for place in towns) > len(towns)


def fill_shapes(resolutions: Sequence[Resolution], lookup: Lookup) -> tuple[Resolution, ...]:
    """Return the resolutions with the polygons and lines of their mapped places, EPSG:4326 (lon, lat)."""
    # By identity: to compare places is to compare all that is known of them.
    places = {id(one.place): one.place for one in resolutions if one.mapped and one.place}
    shaped = {key: lookup.shaped(place) for key, place in places.items()}
    return tuple(
        replace(one, place=shape)
        if one.mapped and one.place and (shape := shaped[id(one.place)]) is not one.place and one.place.shape is None
        else one
        for one in resolutions
    )


def _names(text: str, mention: Mention) -> tuple[str, ...]:
    names = [mention.text, mention.name] if mention.name else [mention.text]
    if mention.full is not None:
        names.append(text[mention.full[0] : mention.full[1]])
    if mention.kind_hint == "region":
        names += [f"{mention.text} Oblast", f"{mention.text} region"]
    elif mention.kind_hint == "waterbody":
        names += [f"the {mention.text}", f"{mention.text} River"]
    return tuple(dict.fromkeys(name for name in names if name))


def _case(text: str, mention: Mention, found: Candidates, context: Context) -> Case:
    own = found.get(mention.name, ()) or found.get(mention.text, ())
    hint = mention.kind_hint
    full = text[slice(*(mention.full or (mention.start, mention.end)))]
    unknown = f"{full!r} is not in the gazetteer"
    if hint is None:
        return _bare_case(text, mention, own, context, unknown)
    every = _distinct(place for name in _names(text, mention) for place in found.get(name, ()))
    fits = tuple(place for place in every if place.kind == hint)
    if hint in ("facility", "waterbody"):
        # Never put on the town of the same name: the Zaporizhzhia plant is 50 km from Zaporizhzhia.
        return Case(mention, fits, hint, unknown)
    if hint == "region":
        regions = tuple(place for place in every if place.kind in AREA_KINDS)
        if regions and not _is_event_of_town(mention, context):
            return Case(mention, _most_like(full, regions), "region", "")
        return _bare_case(text, mention, own, context, unknown)
    if hint == "district":
        # A district of that very name, else the town it is called after (around which it is drawn in the end).
        named = tuple(place for place in every if place.kind == "region" and fold(place.name) == fold(full))
        return Case(mention, named or tuple(place for place in own if place.kind == "city"), hint, unknown)
    if hint == "city":
        towns = tuple(place for place in own if place.kind == "city")
        return Case(mention, towns or own, "city", unknown)
    return Case(mention, fits or own, hint if fits else None, unknown)


def _most_like(full: str, regions: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of the areas, those that bear the whole phrase ("Barren County"), if there are any."""
    folded = fold(full)
    return tuple(place for place in regions if fold(place.name) == folded) or regions


def _bare_case(text: str, mention: Mention, own: tuple[Place, ...], context: Context, unknown: str) -> Case:
    """A name with no noun of kind: a town, rather than the region that is called after it, unless the article uses it so."""
    regions = tuple(place for place in own if place.kind in AREA_KINDS)
    folded = fold(mention.text)
    used = folded in context.region_names and folded not in context.city_names
    if regions and used and not _is_seat_here(text, mention, own, regions):
        return Case(mention, regions, "region", "")
    # The gazetteer's own names are in Latin letters: of a name in Cyrillic, and of "Kharkov", it can only be said that the city
    # bears it.
    cities = [
        place
        for place in own
        if place.kind == "city"
        and (is_cyrillic(mention) or _is_known(place) or fold(place.name) in (folded, f"{folded} city"))
    ]
    named_after = {
        region.id
        for region in regions
        if region.kind == "region"
        and (region.radius_m < CITY_REGION_M or fold(region.name) != folded)
        and any(_is_seat(city, region) for city in cities)
    }
    return Case(mention, tuple(place for place in own if place.id not in named_after), None, unknown)


def _is_seat_here(text: str, mention: Mention, own: tuple[Place, ...], regions: tuple[Place, ...]) -> bool:
    """Whether a bare name means the great city, though the article also speaks of the region that is called after it.

    "The Kharkiv region ... a block of flats in Kharkiv" tells the two apart by the words before the name. In Ukrainian and
    Russian a region is called by an adjective, so that the bare noun is the city.
    """
    seats = [p for p in own if p.kind == "city" and (p.population or 0) >= SEAT_POPULATION]
    if not any(_is_seat(seat, region) for seat in seats for region in regions if region.kind == "region"):
        return False
    return is_cyrillic(mention) or is_urban(text, mention)


def _is_seat(city: Place, region: Place) -> bool:
    """Whether a region is called after a city in it or, like Kyiv Oblast, around it."""
    within = max(region.radius_m, CITY_REGION_M)
    return city.country == region.country and distance_m(city.lon, city.lat, region.lon, region.lat) < within


def _is_event_of_town(mention: Mention, context: Context) -> bool:
    """An event noun asks for a region only softly: an article that means the town keeps it."""
    return mention.usage == "literal_mod" and fold(mention.text) in context.city_names


def _distinct(places: Iterator[Place]) -> tuple[Place, ...]:
    return tuple({place.id: place for place in places}.values())


def _resolution(text: str, case: Case, choice: Choice | None, *, in_theatre: bool) -> Resolution:
    mention = case.mention
    if choice is None:
        return _unplaced(mention, case.reason or mention.reason)
    place = choice.ranked[0]
    others = choice.ranked[1 : 1 + RUNNERS_UP]
    alone = in_theatre and _is_only_town(place, others)
    if not (choice.supported or alone or _is_known(place) or _is_led(text, mention)):
        return _unplaced(mention, f"nothing in the article speaks for {place.name} ({place.country})", choice.ranked)
    if mention.usage == "embedded" and not (choice.share >= EMBEDDED_SHARE and (_is_known(place) or choice.local)):
        return _unplaced(mention, mention.reason, choice.ranked)
    if _strays(place, choice) and not alone:
        far = f"{(choice.nearest_m or 0) / 1000:.0f} km from every other place of the article"
        return _unplaced(mention, f"the only {place.name} known here lies {far}", choice.ranked)
    if choice.share < (LEAST_SHARE if choice.supported else LEAST_LONE_SHARE) and others:
        reason = f"could be {_label(place)} or {_label(others[0])}; the article does not decide"
        return _unplaced(mention, reason, choice.ranked)
    if mention.kind_hint == "district" and place.kind == "city":
        place = _district_of(place)
    fame = "largest of its name" if others else "only one of its name"
    reasons = [part for part in (mention.reason, choice.reason or fame) if part]
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=mention.mapped,
        place=place,
        score=round(choice.share, 3),
        runners_up=others,
        reason="; ".join(reasons),
    )


def _district_of(town: Place) -> Place:
    """The district around a town, of which nothing is known but its middle."""
    return replace(
        town,
        id=f"{town.id}:district",
        name=f"{town.name} district",
        kind="region",
        geometry="vague",
        radius_m=DISTRICT_M,
        population=None,
    )


def _is_led(text: str, mention: Mention) -> bool:
    words = slavic_cues.PLACE_WORD if is_cyrillic(mention) else _PLACE_WORD
    if not is_cyrillic(mention) and _FATE.match(text, mention.end) is not None:
        return True
    return words.search(text, max(0, mention.start - 32), mention.start) is not None


def _unplaced(mention: Mention, reason: str, candidates: Sequence[Place] = ()) -> Resolution:
    return Resolution(
        mention=mention,
        usage=mention.usage,
        mapped=False,
        place=None,
        runners_up=tuple(candidates[:RUNNERS_UP]),
        reason=reason,
    )


def _beside_neighbours(text: str, resolved: Sequence[Resolution]) -> Iterator[Resolution]:
    """Unplace a village that is named in one breath with a place far away: likelier a namesake the gazetteer lacks."""
    for index, resolution in enumerate(resolved):
        place = resolution.place
        if place is None or not _is_village(place):
            yield resolution
            continue
        far = next((other for other in _linked(text, resolved, index) if _lies_far(place, other.place)), None)
        if far is None or far.place is None:
            yield resolution
            continue
        reason = f"named together with {far.place.name}, far from which the {place.name} known here lies"
        yield _unplaced(resolution.mention, reason, (place, *resolution.runners_up))


def _linked(text: str, resolved: Sequence[Resolution], index: int) -> Iterator[Resolution]:
    """The mapped neighbours that stand in one list with a mention: "X and Y", "X, Y"."""
    for one, other in ((index - 1, index), (index, index + 1)):
        if one < 0 or other >= len(resolved):
            continue
        between = text[resolved[one].mention.end : resolved[other].mention.start]
        neighbour = resolved[one if other == index else other]
        if len(between) < 8 and between.strip() in ("and", ",", ", and", "or") and neighbour.mapped:
            yield neighbour


def _is_village(place: Place) -> bool:
    return place.kind == "city" and place.id.startswith("geonames:") and (place.population or 0) < VILLAGE_POPULATION


def _lies_far(place: Place, other: Place | None) -> bool:
    if other is None or other.kind != "city":
        return False
    return distance_m(place.lon, place.lat, other.lon, other.lat) > STRAY_M


def _is_small(place: Place, population: int) -> bool:
    return (place.population or 0) < population


def _strays(place: Place, choice: Choice) -> bool:
    """Whether a small place of the theatre lies far off everything else: likelier a namesake of one that the gazetteer lacks."""
    listed = place.kind == "city" and place.id.startswith("geonames:") and place.country in THEATRE
    if not listed or choice.nearest_m is None:
        return False
    if choice.n_anchors >= SECTOR_ANCHORS and choice.nearest_m > SECTOR_M and _is_village(place):
        return True
    return choice.n_anchors >= STRAY_ANCHORS and choice.nearest_m > STRAY_M and _is_small(place, STRAY_POPULATION)


def _is_only_town(place: Place, others: Sequence[Place]) -> bool:
    """Whether a town of Russia's border is the only place anywhere that bears the name: articles on other fronts name it too.

    In Ukraine a lone bearer may have namesakes that the gazetteer lacks, in the very district that the article is about.
    """
    return place.kind == "city" and place.admin1 in BORDER_REGIONS and not others and not _is_village(place)


def _is_known(place: Place) -> bool:
    return place.kind != "city" or not place.id.startswith("geonames:") or (place.population or 0) >= KNOWN_POPULATION


def _label(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1, place.country) if part)
