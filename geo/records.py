"""The frozen records that travel from room to room; the nouns of the geo-report/1 schema.

Coordinates are lon, lat in EPSG:4326; lengths metres; areas km²; days `datetime.date`. Offsets count Unicode code points of
`Article.text`, start inclusive, end exclusive. Not knowing is a value: None with a reason, never a made-up number.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from geo.errors import RecordError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

PLACE_KINDS = frozenset({"city", "region", "country", "macro_region", "facility", "road", "waterbody", "other"})
AREA_KINDS = frozenset({"region", "country", "macro_region"})
MATCHES = ("exact", "romanised", "fuzzy", "online")
GEOMETRIES = frozenset({"point", "polygon", "line", "vague"})
USAGES = frozenset({"literal", "literal_mod", "metonymic", "embedded"})
CLAIM_TYPES = frozenset({"control", "change", "attack", "encirclement", "position", "move", "harm", "talks"})
STANCES = frozenset({"asserted", "reported", "claimed", "intended", "predicted", "denied", "hypothetical"})
CERTAINTIES = frozenset({"CT", "PR", "PS", "U"})
RELATIONS = ("conflict", "differ", "temporal_update", "agree")
VERDICTS = ("supported", "partly", "contradicted", "no_data", "not_checkable")
CHECKS = frozenset(
    "control_at change_between rate_trend superlative_since share_of_whole area_held ratio_of_areas distance_bearing "
    "region_relation enclosure prediction_outcome capture_date direction_of_change temporal_order none".split()
)
REASONS = frozenset(
    "depends_on_reading coverage false_precision after_horizon no_layer out_of_time no_chronology component_only "
    "not_measurable vague conditional below_resolution unnamed_endpoints".split()
)
SIDES = frozenset("ru_held ua_held grey claimed_ru claimed_ua advance_ru infiltration_ru pre2022_ru ignore".split())
PUBLISHED_BASES = frozenset({"given", "metadata", "inferred from text", "file date", "unknown"})


def _demand(value: object, allowed: Iterable[object], what: str) -> None:
    if value not in allowed:
        choices = ", ".join(sorted(map(str, allowed)))
        raise RecordError(f"{what} cannot be {value!r}; use one of: {choices}.")


def _demand_span(start: int, end: int, what: str) -> None:
    if not 0 <= start < end:
        raise RecordError(f"{what} has the span {start}:{end}; start must be at least 0 and below end.")


def _short(text: str, most: int = 100) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _point(place: Place) -> str:
    return f"lon {place.lon:.4f}, lat {place.lat:.4f} ± {place.radius_m:,.0f} m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a file of data comes from, as its sidecar tells it."""

    title: str
    publisher: str
    url: str
    licence: str
    attribution: str
    retrieved_at: str
    """ISO 8601 instant in UTC."""
    sha256: str = ""
    caveats: str = ""
    recipe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of an article with its own holder: headline, body, editor's note, comment."""

    start: int
    end: int
    kind: str
    holder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text with what is known about it; `Article(text=...)` is enough."""

    text: str
    source: str = "text"
    """Path or URL as given."""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    published: date | None = None
    published_basis: str = "unknown"
    published_reason: str = ""
    """On what an inferred day rests, or why none is known; "" where it was given or stands in the metadata."""
    sha256: str = ""
    """Hash of the source's bytes; of the text in UTF-8 where there are none."""
    sections: tuple[Section, ...] = ()
    extracted: bool = False
    """True when `text` was extracted (HTML, feed, PDF) and so is not the source's own characters."""
    id: str = ""
    """Stable: the first 12 digits of sha256 unless given."""
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())
        if not self.id:
            object.__setattr__(self, "id", self.sha256[:12])
        if self.published is not None and self.published_basis == "unknown":
            object.__setattr__(self, "published_basis", "given")
        _demand(self.published_basis, PUBLISHED_BASES, "Article.published_basis")

    @property
    def n_chars(self) -> int:
        """Length of the text in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Place:
    """A place of the gazetteer."""

    id: str
    """Carries its source: `geonames:709932`, `ne:RU-KRS`, `curated:kursk-npp`."""
    name: str
    kind: str
    lon: float
    """Degrees east, EPSG:4326."""
    lat: float
    """Degrees north, EPSG:4326."""
    radius_m: float
    """Metres around the point within which the place lies; its uncertainty as a point."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    """Name of the first-level division."""
    geometry: str = "point"
    """How the place is known: point, polygon, line or vague."""
    population: int | None = None
    shape: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """Polygon or line in EPSG:4326 (lon, lat) where one is known."""

    def __post_init__(self) -> None:
        _demand(self.kind, PLACE_KINDS, "Place.kind")
        _demand(self.geometry, GEOMETRIES, "Place.geometry")
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise RecordError(f"Place {self.name!r} lies at lon {self.lon}, lat {self.lat}, which is not on Earth.")

    def __repr__(self) -> str:
        """Return name, kind, division, id and point in angle brackets."""
        within = ", ".join(part for part in (self.admin1, self.country) if part and part != self.name)
        return f"<Place {self.name}, {self.kind}{f' in {within}' if within else ''}: {self.id}, {_point(self)}>"

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The place as a GeoJSON geometry: its shape where known, else its point."""
        if self.shape is not None:
            return dict(self.shape.__geo_interface__)
        return {"type": "Point", "coordinates": (self.lon, self.lat)}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Candidate(Place):
    """A place that a name may mean, with how the name was met."""

    match: str
    """exact (but for case and diacritics), romanised (the same sounds in other letters), fuzzy (nearly the same letters),
    or online (an online service lists it)."""
    match_score: float
    """0 to 1; 1 for an exact match."""
    matched_name: str
    """The name that was met, in the source's own spelling where the index keeps it."""

    def __post_init__(self) -> None:
        Place.__post_init__(self)  # a class with slots is made anew, which super() without arguments does not know of
        _demand(self.match, MATCHES, "Candidate.match")


class Lookup(Protocol):
    """What a gazetteer must be able to do for the rooms that read text."""

    def look_up_all(self, names: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return the places that bear each name (as given), largest first; unknown names are left out."""
        ...

    def by_ids(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Return the places with some ids; unknown ids are left out."""
        ...

    def shaped(self, place: Place) -> Place:
        """Return the place with its `shape` filled in, where a polygon or line is known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name in the text, with what its wording says it is."""

    id: str
    start: int
    end: int
    text: str
    usage: str = "literal"
    mapped: bool = True
    """Whether the wording allows the mention to become a map feature."""
    full: tuple[int, int] | None = None
    """Span of the longer phrase that decides the referent ("region of Kursk")."""
    kind_hint: str | None = None
    """Kind of place that the wording asks for (region, city, facility, ...)."""
    name: str = ""
    """The name to look up, when it is not the text itself ("Kursk nuclear power plant")."""
    reason: str = ""

    def __post_init__(self) -> None:
        _demand_span(self.start, self.end, f"Mention {self.text!r}")
        _demand(self.usage, USAGES, "Mention.usage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A mention with the place it means, or with the reason why it is left unplaced."""

    mention: Mention
    usage: str
    mapped: bool
    """True when the mention stands on the map; always False without a place."""
    place: Place | None
    score: float | None = None
    """0 to 1; how sure the choice is."""
    runners_up: tuple[Place, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        _demand(self.usage, USAGES, "Resolution.usage")
        if self.mapped and self.place is None:
            raise RecordError(f"Resolution of {self.mention.text!r} is mapped but has no place.")

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The mention as a GeoJSON feature (RFC 7946); its geometry is null where it stands on no map."""
        place = self.place if self.mapped else None
        told = {"mention": self.mention.id, "text": self.mention.text, "usage": self.usage, "score": self.score}
        named = {"place": place.name if place else None, "place_id": place.id if place else None}
        geometry = None if place is None else place.__geo_interface__
        return {"type": "Feature", "properties": told | named, "geometry": geometry}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A place given by relation to another: "50 km north-west of X"."""

    id: str
    start: int
    end: int
    text: str
    relation: str
    ground: str | None
    """Id of the mention it starts from."""
    distance_m: float | None = None
    distance_low_m: float | None = None
    distance_high_m: float | None = None
    bearing_deg: float | None = None
    """Degrees clockwise from true north."""
    geometry: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """Area in EPSG:4326 (lon, lat)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A time expression: its words, first and last day (None where open or unknown)."""

    id: str
    start: int
    end: int
    text: str
    from_day: date | None
    to_day: date | None
    anchor: str
    """explicit, article_date or narrative."""
    granularity: str = "day"
    """day, week, month, season, year, span or vague."""
    duration: bool = False
    """True for a length of time ("almost a year"), which has no days of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, as said and in SI."""

    id: str
    start: int
    end: int
    text: str
    value: float | None
    unit: str
    si: float | None
    si_unit: str
    low: float | None
    """Lower end of what the wording allows, SI."""
    high: float | None
    """Upper end of what the wording allows, SI."""
    approx: str = "exact"
    """exact, about, below, at_most, at_least, range or vague."""
    of: tuple[int, int] | None = None
    """Span of the words for the whole that a share is a share of ("20 per cent of [the region]")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """One link of a claim's source chain: who is said to say it."""

    name: str | None
    role: str
    """author, outlet, official, military, analyst, anonymous, witness or other."""
    side: str | None = None
    """UA, RU, other, or None where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts or is acted upon in a claim."""

    side: str | None
    name: str
    role: str
    """agent, patient, holder, causer, figure, participant or witness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """A place's part in a claim."""

    ref: str
    """Id of a mention or an expression of the same article."""
    role: str
    """where, target, origin, destination, path, whole, part, ground, figure, baseline, cause or name."""
    relation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days a claim is about."""

    from_day: date | None
    to_day: date | None
    granularity: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Claim:
    """Who says that what happened where, when, how much, how surely."""

    id: str
    start: int
    end: int
    quote: str
    """Verbatim: `article.text[start:end]`."""
    type: str
    mode: str
    stance: str
    polarity: str
    """+ or - (the thing did not happen, or no evidence of it)."""
    certainty: str
    sources: tuple[Speaker, ...]
    """Outermost (who writes) to innermost (who is said to say)."""
    actors: tuple[Actor, ...] = ()
    where: tuple[PlaceRef, ...] = ()
    when: When | None = None
    times: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    salience: int = 2
    """1 a fact-checker would take it up, 2 the rest, 3 passing."""
    translation: str | None = None
    event: str | None = None
    """Key that claims of one event share, across articles: kind of event, main place, first month; None where one is not known."""
    by_hand: tuple[str, ...] = ()
    """Fields that a person changed, by the names of their columns; `("added",)` for a claim that a person wrote."""
    note: str | None = None
    """What a person noted beside the claim."""

    def __repr__(self) -> str:
        """Return id, kind, stance, speaker and quote in angle brackets."""
        said = " → ".join(speaker.name or speaker.role for speaker in self.sources)
        kind = f"{self.type}{' (negated)' if self.polarity == '-' else ''}, {self.stance}"
        return f"<Claim {self.id}: {kind}{f' by {said}' if said else ''}: “{_short(self.quote)}”>"

    def __post_init__(self) -> None:
        _demand_span(self.start, self.end, f"Claim {self.id}")
        if self.end - self.start != len(self.quote):
            raise RecordError(
                f"Claim {self.id}: its quote has {len(self.quote)} characters, its span {self.end - self.start}."
            )
        _demand(self.type, CLAIM_TYPES, "Claim.type")
        _demand(self.stance, STANCES, "Claim.stance")
        _demand(self.polarity, ("+", "-"), "Claim.polarity")
        _demand(self.certainty, CERTAINTIES, "Claim.certainty")


class Extractor(Protocol):
    """Whatever reads claims out of an article in place of the rules: a user's language model, say."""

    def __call__(self, article: Article, /) -> Iterable[Claim | Mapping[str, Any]]:
        """Return claims as records, or in the plain form that `geo.extractor` describes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A settlement held by a side, as one source says, from a day to a day."""

    place: str
    lon: float
    lat: float
    radius_m: float
    """Metres around the point for which the statement is meant."""
    side: str
    from_day: date
    to_day: date | None
    """Last day, inclusive; None while it lasts."""
    source: str

    def __post_init__(self) -> None:
        _demand(self.side, SIDES, "Holding.side")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a dataset shows for one day."""

    day: date
    basis: str
    """Where the day comes from: file name, field or period."""
    areas: Mapping[str, BaseGeometry] = field(default_factory=dict, repr=False, compare=False)
    """Side -> (Multi)Polygon in EPSG:4326 (lon, lat)."""
    holdings: Sequence[Holding] = field(default=(), repr=False)
    """Settlements held that day, for datasets that name settlements instead of drawing areas, or beside them.

    A sequence with an attribute `whole` is the part for that day of all that its dataset states, a tuple by first day.
    """
    lines: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """(Multi)LineString in EPSG:4326 (lon, lat), for datasets that draw the front as a line without saying who is where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a dataset speaks about; outside it there is no data."""

    text: str
    """In words: "Ukraine within its 1991 borders"."""
    area: BaseGeometry | None = field(default=None, repr=False, compare=False)
    """(Multi)Polygon in EPSG:4326 (lon, lat); None when only the named settlements are covered."""
    other_side: str | None = None
    """Side to which covered ground outside the drawn areas is counted; None when the dataset leaves it open."""
    first_day: date | None = None
    """Day from which the dataset speaks about this ground; None where it does with its first snapshot."""
    last_day: date | None = None
    """Day until which it does, inclusive; None where it does with its last snapshot."""
    sides: tuple[str, ...] = ()
    """Sides that are drawn here; empty where they are all those of the dataset."""
    also: tuple[Coverage, ...] = field(default=(), repr=False, compare=False)
    """Further ground with days, sides and an undrawn side of its own: Russian border regions, say, since 2024."""

    def on(self, day: date | None) -> tuple[Coverage, ...]:
        """Return the parts with an area of which the dataset speaks on a day; None asks for those of any day."""
        return tuple(
            part
            for part in (self, *self.also)
            if part.area is not None
            and (day is None or part.first_day is None or part.first_day <= day)
            and (day is None or part.last_day is None or day <= part.last_day)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What some sides gained and lost between two snapshots."""

    gained_km2: float
    lost_km2: float
    gained: BaseGeometry = field(repr=False, compare=False)
    """MultiPolygon in EPSG:4326 (lon, lat)."""
    lost: BaseGeometry = field(repr=False, compare=False)
    """MultiPolygon in EPSG:4326 (lon, lat)."""

    @property
    def net_km2(self) -> float:
        """What was gained less what was lost."""
        return self.gained_km2 - self.lost_km2


class DatedGround(Protocol):
    """The areas of all snapshots in a form that answers for many days at once; days are numbers of snapshots, from 0."""

    @property
    def days(self) -> int:
        """Number of snapshots."""
        ...

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of the ground of all days, degrees in EPSG:4326; None for no ground."""
        ...

    def area(self, side: str, day: int) -> BaseGeometry:
        """Return the ground of a side on a day, a MultiPolygon in EPSG:4326 (lon, lat)."""
        ...

    def holds(self, xy: NDArray[Any], days: NDArray[Any], sides: Sequence[str]) -> NDArray[Any]:
        """Tell for pairs of a point, shape (n, 2), and a day, (n,), whether each side holds it: shape (n, len(sides))."""
        ...

    def daily_km2(self, sides: Iterable[str], region: BaseGeometry | None = None) -> NDArray[Any]:
        """Return the km² that some sides have together on each day, within a region or everywhere."""
        ...

    def change(self, sides: Iterable[str], first: int, last: int, region: BaseGeometry | None = None) -> Change:
        """Return what some sides gained and lost from one snapshot to another."""
        ...

    def daily_change_km2(
        self, sides: Iterable[str], region: BaseGeometry | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the km² gained and lost from each snapshot to the next."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FrontLine:
    """A dated dataset of control: who made it, what it covers, and its snapshots by day."""

    name: str
    maker: str
    licence: str
    attribution: str
    url: str | None = None
    sides: tuple[str, ...]
    coverage: Coverage
    snapshots: tuple[Snapshot, ...] = field(repr=False)
    """By day, one a day."""
    max_age_days: int | None = 7
    """A snapshot older than this says nothing about a day; None where a statement holds until the next."""
    warnings: tuple[str, ...] = ()
    ground: DatedGround | None = field(default=None, repr=False, compare=False)
    """The areas of all snapshots as one; None for datasets that draw none, or that were put together by hand."""
    memory: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Answers about this dataset that were worked out before; no part of its value, and never copied with it."""

    def __repr__(self) -> str:
        """Return name, maker, number of days and licence in angle brackets."""
        count = f"{len(self.snapshots):,} snapshot{'' if len(self.snapshots) == 1 else 's'}"
        days = f", {self.first_day} to {self.last_day}" if self.snapshots else ""
        return f"<FrontLine {self.name} by {self.maker}: {count}{days}; {self.licence}>"

    def __post_init__(self) -> None:
        for side in self.sides:
            _demand(side, SIDES, "FrontLine.sides")
        days = [snapshot.day for snapshot in self.snapshots]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise RecordError(f"FrontLine {self.name}: its snapshots must be one a day, in order.")

    @property
    def first_day(self) -> date | None:
        """Day of the first snapshot; None when there is none."""
        return self.snapshots[0].day if self.snapshots else None

    @property
    def last_day(self) -> date | None:
        """Day of the last snapshot; None when there is none."""
        return self.snapshots[-1].day if self.snapshots else None

    @property
    def statements(self) -> tuple[Holding, ...]:
        """Every holding of the snapshots once, in the order in which they first appear."""
        if "statements" not in self.memory:
            self.memory["statements"] = self._listed()
        found: tuple[Holding, ...] = self.memory["statements"]
        return found

    def _listed(self) -> tuple[Holding, ...]:
        # Asked for by name: to ask every day whether it fulfils a protocol took a third as long as reading the article.
        wholes = [getattr(snapshot.holdings, "whole", None) for snapshot in self.snapshots]
        whole: tuple[Holding, ...] | None = wholes[0] if wholes and all(one is wholes[0] for one in wholes) else None
        if whole and self.snapshots[0].day <= whole[0].from_day and whole[-1].from_day <= self.snapshots[-1].day:
            return whole
        return tuple(dict.fromkeys(holding for snapshot in self.snapshots for holding in snapshot.holdings))

    def at(self, day: date, *, max_age_days: int | None = None) -> Snapshot | None:
        """Return the newest snapshot on or before `day`, or None when there is none young enough; never a later one.

        Parameters
        ----------
        max_age_days
            Days for which a snapshot speaks; None for the dataset's own.
        """
        index = self.number_at(day, max_age_days=max_age_days)
        return None if index is None else self.snapshots[index]

    def number_at(self, day: date, *, max_age_days: int | None = None) -> int | None:
        """Return the number of the snapshot that `at` returns, counted from 0."""
        index = bisect_right(self.snapshots, day, key=lambda snapshot: snapshot.day) - 1
        if index < 0:
            return None
        limit = self.max_age_days if max_age_days is None else max_age_days
        if limit is not None and (day - self.snapshots[index].day).days > limit:
            return None
        return index


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerVerdict:
    """The verdict of one layer alone."""

    layer: str
    snapshot: date | None
    verdict: str
    reason: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _demand(self.verdict, VERDICTS, "LayerVerdict.verdict")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Finding:
    """What geometry and dates say about a claim, with the figures that led to it."""

    claim: str | None
    """Id of the claim in its article; None where a person asked by hand."""
    check: str
    verdict: str
    reason: str | None
    """From REASONS; None when supported."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    layer: str | None = None
    snapshot: date | None = None
    tolerance: Mapping[str, Any] = field(default_factory=dict)
    readings: tuple[Mapping[str, Any], ...] = ()
    by_layer: tuple[LayerVerdict, ...] = ()
    sentence: str = ""
    context: tuple[str, ...] = ()
    """Lines that help to weigh the claim and decide nothing: the other side's measure, what a size comes to, how old the map is."""

    def __repr__(self) -> str:
        """Return claim, verdict, reason, check, layer and sentence in angle brackets."""
        reason = f" ({self.reason.replace('_', ' ')})" if self.reason else ""
        layer = f", {self.layer}{f' of {self.snapshot}' if self.snapshot else ''}" if self.layer else ""
        said = f": {_short(self.sentence)}" if self.sentence else ""
        about = f" on {self.claim}" if self.claim else ""
        return f"<Finding{about}: {self.verdict.replace('_', ' ')}{reason} by {self.check}{layer}{said}>"

    def __post_init__(self) -> None:
        _demand(self.check, CHECKS, "Finding.check")
        _demand(self.verdict, VERDICTS, "Finding.verdict")
        if self.reason is not None:
            _demand(self.reason, REASONS, "Finding.reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article with everything that was read out of it."""

    article: Article
    resolutions: tuple[Resolution, ...] = ()
    expressions: tuple[Expression, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()

    def judged(self) -> Iterator[tuple[Claim, Finding | None]]:
        """Yield each claim with its first finding, in text order; None where nobody checked it."""
        first: dict[str | None, Finding] = {}
        for finding in self.findings:
            first.setdefault(finding.claim, finding)
        for claim in self.claims:
            yield claim, first.get(claim.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims (`<article id>#<claim id>`) on the same matter, and how they stand to each other."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    relation: str
    """agree, conflict, differ or temporal_update."""
    aspect: str
    """area, control, count, date, distance, outcome or share."""
    sentence: str
    """Both sides in words, neither endorsed."""

    def __post_init__(self) -> None:
        _demand(self.relation, RELATIONS, "Pair.relation")
        if not (self.a and self.b):
            raise RecordError("Pair has a side without claims; name at least one in a and one in b.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was found: articles with claims and findings, beside the front lines they were checked against."""

    generator: str
    frontlines: tuple[FrontLine, ...] = ()
    articles: tuple[Reading, ...] = ()
    pairs: tuple[Pair, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    """(where, what) pairs."""
