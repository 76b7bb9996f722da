"""Cases + context -> the likeliest place of each name, by what the article's other names and its wording say.

Comes in: the mentions with their candidates. Goes out: a ranked choice a mention, None where there is no candidate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.names import fold
from geo.places.context import BORDER_REGIONS, Context, is_on_ground
from geo.places.evidence import (
    COUNTRY_WEIGHT,
    DIVISION_WEIGHT,
    NEIGHBOUR_WEIGHT,
    STATED_WEIGHT,
    Anchor,
    Case,
    Choice,
    can_anchor,
    distance_m,
    own_points,
    stated_by_text,
)
from geo.places.votes import Ballot, Support, Votes, ballot_of, spot_of
from geo.records import Place

Key = tuple[str, str | None]
Near = tuple[float, float] | None
# How fast doubt falls with points: a lead of one point is a share of about 0.94.
SHARPNESS = 2.8
# A name that stands for a government counts less for where an article plays.
UNMAPPED_WEIGHT = 0.35
# What the point given by the user weighs against the names of the text, and how far it reaches.
NEAR_WEIGHT, NEAR_M = 2.5, 250_000
# What it weighs against a place of Russia's rear that armies on the ground are named beside it: Siversk, not Seversk by Tomsk.
REAR_WEIGHT = 2.0
LEAST_SUPPORT = 0.2
NEARBY = "it names places nearby"
# Of the candidates of one name, the rest are namesakes of a few hundred people.
# No support of the article lifts a candidate by so many points over another.
HOPELESS = COUNTRY_WEIGHT + max(DIVISION_WEIGHT, NEIGHBOUR_WEIGHT) + 0.1
MOST_CANDIDATES, MOST_RANKED = 40, 8
SURE = 0.7
# How sure a mention is whose own words name another bearer than the rest of the article means.
STATED_SHARE = 0.9
MOST_ANCHORS = 200
LARGE = 300_000
# Two entries nearer than this are one town; a city and the region called after it, one area.
SAME_PLACE_M, SAME_AREA_M = 20_000, 60_000
NOTHING: Mapping[str, str] = {}


def choose(text: str, cases: Sequence[Case], context: Context, near: Near) -> list[Choice | None]:
    """Return the choice for each case, in order; one name in one sense has one place, unless a mention states another."""
    stated = [stated_by_text(text, index, cases) if case.candidates else NOTHING for index, case in enumerate(cases)]
    names = _names(text, cases, stated, near)
    ballots = {key: name.ballot() for key, name in names.items()}
    votes = Votes(ballots.values(), context.countries)
    open_names = {key: name for key, name in names.items() if len(name.candidates) > 1}
    for key, name in open_names.items():
        name.hear(votes.support(ballots[key]))
    ballots |= {key: name.ballot() for key, name in open_names.items()}
    # The second round hears what the names said in the first; a third changes nothing that a reader would notice.
    votes = Votes(ballots.values(), context.countries)
    for key, name in names.items():
        name.hear(votes.support(ballots[key]))
    choices = {key: name.choice() for key, name in names.items()}
    return _with_anchors(cases, stated, names, choices)


class _Name:
    """One name in one sense: its candidates with their points, and what the text states about any of its mentions."""

    def __init__(self, case: Case) -> None:
        self.candidates = case.candidates
        self.name = case.mention.name or case.mention.text
        self.stated: dict[str, str] = {}
        self.mentions = 0
        self.mapped = False
        self.on_ground = False

    def settle(self, near: Near) -> None:
        """Weigh the candidates before the article's other names have their say; the hopeless ones go."""
        points = own_points(self.name, self.candidates)
        for index, place in enumerate(self.candidates):
            if place.id in self.stated:
                points[index] += STATED_WEIGHT
            elif self.on_ground and _is_rear(place):
                points[index] -= REAR_WEIGHT
            if near is not None:
                points[index] += NEAR_WEIGHT * math.exp(-distance_m(place.lon, place.lat, *near) / NEAR_M)
        order = sorted(range(len(points)), key=lambda index: (-points[index], self.candidates[index].id))
        best = points[order[0]]
        hopeful = [index for index in order[:MOST_CANDIDATES] if points[index] >= best - HOPELESS]
        self.rest = tuple(self.candidates[index] for index in order[len(hopeful) : MOST_RANKED])
        order = hopeful
        self.near = near
        self.candidates = tuple(self.candidates[index] for index in order)
        self.own = [points[index] for index in order]
        self.points = self.own
        self.spots = [spot_of(place) for place in self.candidates]
        self.support: list[Support] = [Support(0.0, 0.0, 0.0)] * len(order)

    def ballot(self) -> Ballot:
        """Return the name's vote: heavier when it stands on the map, and a little when it is named often."""
        weight = (1.0 if self.mapped else UNMAPPED_WEIGHT) * (1 + 0.25 * math.log2(self.mentions))
        return ballot_of(self.spots, self.points, weight)

    def hear(self, support: list[Support]) -> None:
        """Take in what the other names say."""
        self.support = support
        self.points = [
            own + COUNTRY_WEIGHT * said.country + max(DIVISION_WEIGHT * said.division, NEIGHBOUR_WEIGHT * said.around)
            for own, said in zip(self.own, support, strict=True)
        ]

    def choice(self) -> Choice:
        """Return the candidates ranked, with the share of the evidence that speaks for the first."""
        points = self.points
        order = sorted(range(len(points)), key=lambda index: (-points[index], self.candidates[index].id))
        first, said = self.candidates[order[0]], self.support[order[0]]
        best = points[order[0]]
        rivals = sum(
            math.exp(SHARPNESS * (points[index] - best)) for index in order[1:] if _apart(first, self.candidates[index])
        )
        why = [self.stated[first.id]] if first.id in self.stated else []
        if said.country >= LEAST_SUPPORT:
            why.append(f"the article speaks of {first.country}")
        if said.division >= LEAST_SUPPORT and first.kind != "region":
            why.append(f"it names places of {first.admin1}")
        elif said.around >= LEAST_SUPPORT:
            why.append(NEARBY)
        if self.near is not None and distance_m(first.lon, first.lat, *self.near) < NEAR_M:
            why.append("near the point given")
        ranked = (*(self.candidates[index] for index in order[:MOST_RANKED]), *self.rest)
        stated = first.id in self.stated
        return Choice(
            ranked=ranked,
            share=1 / (1 + rivals),
            supported=bool(why),
            stated=stated,
            local=stated or max(said.division, said.around) >= LEAST_SUPPORT,
            reason="; ".join(why),
            nearest_m=None,
            n_anchors=0,
            on_ground=self.on_ground,
        )


def _is_rear(place: Place) -> bool:
    """Whether a place is a town of Russia beyond its regions on the front."""
    return place.kind == "city" and place.country == "RU" and place.admin1 not in BORDER_REGIONS


def _names(text: str, cases: Sequence[Case], stated: Sequence[Mapping[str, str]], near: Near) -> dict[Key, _Name]:
    names: dict[Key, _Name] = {}
    for case, reasons in zip(cases, stated, strict=True):
        if not case.candidates:
            continue
        key = _key(case)
        if (name := names.get(key)) is None:
            name = names[key] = _Name(case)
        name.mentions += 1
        name.mapped |= case.mention.mapped
        name.on_ground = name.on_ground or (len(case.candidates) > 1 and is_on_ground(text, case.mention))
        name.stated |= reasons
    for name in names.values():
        name.settle(near)
    return names


def _key(case: Case) -> Key:
    return fold(case.mention.name or case.mention.text), case.sense


def _apart(a: Place, b: Place) -> bool:
    """Whether two entries are different spots on a map; two entries of one town are not, nor a city and the region it fills."""
    if a.id == b.id:
        return False
    within = SAME_PLACE_M if a.kind == b.kind else SAME_AREA_M
    return a.country != b.country or distance_m(a.lon, a.lat, b.lon, b.lat) > within


def _with_anchors(
    cases: Sequence[Case],
    stated: Sequence[Mapping[str, str]],
    names: Mapping[Key, _Name],
    choices: Mapping[Key, Choice],
) -> list[Choice | None]:
    """The choice of each mention; a bare name that is a town elsewhere in the article is that town here too."""
    anchors = _anchors(names, choices)
    final = {key: _measured(key, choice, anchors) for key, choice in choices.items()}
    result: list[Choice | None] = []
    for case, reasons in zip(cases, stated, strict=True):
        if not case.candidates:
            result.append(None)
            continue
        key = _key(case)
        choice = final[key]
        town = final.get((key[0], "city"))
        if case.sense is None and town is not None and choice.ranked[0].kind == "city":
            choice = town
        result.append(_own_sense(choice, case, reasons))
    return result


def _own_sense(choice: Choice, case: Case, reasons: Mapping[str, str]) -> Choice:
    """Another bearer where this one mention states it: "Paris, Texas" in an article on Paris."""
    if not reasons or choice.ranked[0].id in reasons:
        return choice
    meant = [place for place in case.candidates if place.id in reasons]
    if not meant:
        return choice
    ranked = (meant[0], *(place for place in choice.ranked if place.id != meant[0].id))
    return replace(
        choice, ranked=ranked, share=STATED_SHARE, supported=True, stated=True, local=True, reason=reasons[meant[0].id]
    )


def _anchors(names: Mapping[Key, _Name], choices: Mapping[Key, Choice]) -> dict[str, Anchor]:
    """The places that the article surely speaks of as places, by folded name; a government's seat is none of them."""
    anchors: dict[str, Anchor] = {}
    for (name, sense), choice in choices.items():
        place = choice.ranked[0]
        if names[name, sense].mapped and choice.share >= SURE and can_anchor(place):
            anchors.setdefault(name, Anchor(place.name, place.lon, place.lat))
        if len(anchors) >= MOST_ANCHORS:
            break
    return anchors


def _measured(key: Key, choice: Choice, anchors: Mapping[str, Anchor]) -> Choice:
    """The choice with its distance to the nearest other place of the article."""
    place = choice.ranked[0]
    if place.kind != "city" or (place.population or 0) > LARGE:
        return choice
    others = [anchor for name, anchor in anchors.items() if name != key[0]]
    if not others:
        return choice
    metres, nearest = min((distance_m(place.lon, place.lat, a.lon, a.lat), a.name) for a in others)
    reason = choice.reason
    if metres < NEAR_M:
        reason = "; ".join(
            part for part in (reason.replace(f"; {NEARBY}", ""), f"{metres / 1000:.0f} km from {nearest}") if part
        )
    return replace(
        choice, supported=choice.supported or metres < NEAR_M, reason=reason, nearest_m=metres, n_anchors=len(others)
    )
