"""Claims from elsewhere, a language model say, held to the rules of the house: what passes becomes `Claim`s, the rest is told.

An extractor is any callable that takes an `Article` and returns claims: `records.Claim`s, or mappings in the plain form that
geo-report/1 gives a claim, in which only `quote` and `type` must be there:

    {"quote": "words of the article, verbatim", "start": 120, "end": 152, "type": "change", "mode": "capture",
     "stance": "claimed", "polarity": "+", "certainty": "CT", "salience": 1, "translation": null,
     "sources": [{"name": "General Staff", "role": "official", "side": "UA"}],     or "author > General Staff"
     "actors": [{"name": "Ukraine", "role": "agent", "side": "UA"}],               or "Ukraine (agent, UA)"
     "where": [{"name": "Sudzha", "role": "target", "relation": "into"}],          or "Sudzha (target, into)"; or lon and lat, or id
     "when": {"from": "2024-08-06", "to": "2024-08-06"},                           or "2024-08-06"
     "quantities": ["12 km"]}

Quotes must stand in the text: offsets are mended, differences of white space too; a quote that is not there is refused. Places go by
the names the article has, or by the gazetteer. The `place`, `from_day` and `to_day` of a claims table's rows are taken as well.

Examples
--------
A model behind an address that answers JSON, as many local ones do (tests/test_extractor.py runs this against a server of its own):

    import json, urllib.request
    import geo

    def ask(article):
        body = json.dumps({"text": article.text, "published": str(article.published)}).encode()
        request = urllib.request.Request("http://127.0.0.1:8080/claims", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["claims"]

    report = geo.run("article.txt", published="2024-09-10", extractor=ask)
    report.warnings      # what was refused, and why
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.claims.speakers import author_of
from geo.errors import RecordError
from geo.extractor.plain import (
    actors_in,
    as_list,
    day_in,
    find_quote,
    place_in,
    plain_facts,
    read_field,
    speaker_in,
    text_in,
    word_in,
)
from geo.names import fold
from geo.places import fill_shapes
from geo.quantities import find_quantities
from geo.records import Claim, Extractor, Lookup, PlaceRef, Quantity, Reading, Resolution, Speaker, When
from geo.review.canvas import FixedText
from geo.review.cells import chain_of, entries_of, place_asked
from geo.review.desk import Desk, Span
from geo.review.vocabulary import ANCHORS, GRANULARITIES, WORDS, Unfit, mode_of, word

__all__ = ["extract_with"]

MOST_CLAIMS = 10_000
"""Of one article; what comes after is refused."""
_NAMED = 40
_FIELDS = frozenset(
    "id quote start end type mode stance polarity certainty salience translation sources actors where when times quantities "
    "by_hand note event place place_id lon lat radius_m role relation from_day to_day".split()
)


def extract_with(extractor: Extractor, reading: Reading, lookup: Lookup) -> tuple[Reading, tuple[str, ...]]:
    """Return a reading with the claims that an extractor finds in its article, and what was refused or doubtful, in words.

    Parameters
    ----------
    reading
        The article with the places, times and quantities that were read out of it; the claims refer to them.
    lookup
        The gazetteer, for places that the article's own names do not tell.

    Notes
    -----
    What the extractor raises is not caught: whoever gave it knows best what its errors mean.
    """
    given = extractor(reading.article)
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        return reading, (f"the extractor returned {type(given).__name__}, not a list of claims",)
    work = _Work(reading, lookup)
    for number, one in enumerate(given, start=1):
        if number > MOST_CLAIMS:
            work.doubts.append(f"the extractor returned more than {MOST_CLAIMS:,} claims; the rest was left out")
            break
        work.take(number, one)
    return work.reading(), tuple(dict.fromkeys(work.doubts))


class _Work:
    """The claims of one article as they are taken in."""

    def __init__(self, reading: Reading, lookup: Lookup) -> None:
        self.given, self.lookup = reading, lookup
        self.text = reading.article.text
        self.desk = Desk(reading.article, lookup, FixedText(self.text), how="named by the extractor")
        self.desk.resolutions += reading.resolutions
        self.desk.expressions += reading.expressions
        self.desk.times += reading.times
        self.desk.quantities += reading.quantities
        self.claims: list[Claim] = []
        self.doubts: list[str] = []

    def take(self, number: int, one: object) -> None:
        """Keep a claim, or why it was refused."""
        name = f"claim {number}"
        before = len(self.desk.resolutions), len(self.desk.quantities)
        try:
            facts = plain_facts(one)
            name = f"claim {number} ({str(facts.get('quote'))[:_NAMED]!r})"
            claim = self._claim(facts)
        except (Unfit, RecordError) as fault:
            # What a refused claim named is not read out of the article either.
            del self.desk.resolutions[before[0] :], self.desk.quantities[before[1] :]
            self.doubts.append(f"{name} of the extractor was refused: {fault}")
            return
        self.doubts += [f"{name} of the extractor: {doubt}" for doubt in self.desk.doubts]
        self.desk.doubts.clear()
        if unknown := sorted(str(key)[:_NAMED] for key in facts.keys() - _FIELDS):
            self.doubts.append(
                f"fields of the extractor's claims that are not known were ignored: {', '.join(unknown)}"
            )
        if claim not in self.claims:
            self.claims.append(claim)

    def reading(self) -> Reading:
        """Return the reading with what was taken in, in text order."""
        claims = sorted(self.claims, key=lambda claim: (claim.start, claim.end, claim.type))
        resolutions = sorted(self.desk.resolutions, key=lambda one: (one.mention.start, one.mention.end))
        return replace(
            self.given,
            resolutions=fill_shapes(resolutions, self.lookup),
            quantities=tuple(sorted(self.desk.quantities, key=lambda one: one.start)),
            claims=tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(claims, start=1)),
        )

    def _claim(self, facts: Mapping[str, Any]) -> Claim:
        self.desk.doubts.clear()
        start, end = find_quote(self.text, text_in(facts, "quote"), facts.get("start"))
        span = (start, end, self.text[start:end])
        type_ = read_field("type", word, text_in(facts, "type"), WORDS["type"])
        sources = read_field("sources", self._sources, facts.get("sources"), start)
        return Claim(
            id="c0",
            start=start,
            end=end,
            quote=span[2],
            type=type_,
            mode=read_field("mode", mode_of, type_, text_in(facts, "mode", "")),
            stance=word_in(facts, "stance", "asserted" if len(sources) < 2 else "reported"),
            polarity=word_in(facts, "polarity", "+"),
            certainty=word_in(facts, "certainty", "CT"),
            sources=sources,
            actors=read_field("actors", actors_in, facts.get("actors"), "holder" if type_ == "control" else "agent"),
            where=self._where(facts, span),
            when=read_field("when", self._when, facts, span),
            times=self._times(span),
            quantities=read_field("quantities", self._quantities, facts.get("quantities"), span),
            salience=int(word_in(facts, "salience", "2")),
            translation=text_in(facts, "translation", "") or None,
        )

    def _sources(self, given: Any, start: int) -> tuple[Speaker, ...]:
        author = author_of(self.given.article, start)
        chain = chain_of(given) if isinstance(given, str) else tuple(speaker_in(one) for one in as_list(given))
        if chain and chain[0].role == "author":
            return chain if chain[0].name else (author, *chain[1:])
        return (author, *chain)

    def _where(self, facts: Mapping[str, Any], span: Span) -> tuple[PlaceRef, ...]:
        given = facts.get("where")
        if given is None and (facts.get("place") or facts.get("place_id") or facts.get("lon") is not None):
            given = [
                {key: facts.get(key) for key in ("place", "place_id", "lon", "lat", "radius_m", "role", "relation")}
            ]
        entries = entries_of(given) if isinstance(given, str) else as_list(given)
        doubts: list[str] = []
        refs = []
        for entry in entries:
            refs.append(read_field("where", self._place, entry, span))
            doubts += self.desk.doubts
        self.desk.doubts[:] = doubts
        return tuple(refs)

    def _place(self, entry: Any, span: Span) -> PlaceRef:
        asked = place_asked(entry) if isinstance(entry, str) else place_in(entry)
        self.desk.doubts.clear()
        named = self.desk.named()
        if asked.name in named:
            return PlaceRef(ref=asked.name, role=asked.role or "where", relation=asked.relation)
        if asked.id is None and asked.point is None and (ref := self._ref_of(asked.name, span)) is not None:
            return PlaceRef(ref=ref, role=asked.role or "where", relation=asked.relation)
        return self.desk.place(asked, [span])

    def _ref_of(self, name: str, span: Span) -> str | None:
        """The mention or expression of the article that a name means: in the quote where there is one, else the nearest."""
        folded = fold(name)
        found = [
            (one.mention.start, one.mention.id)
            for one in self.desk.resolutions
            if one.mapped and _is_called(one, folded)
        ]
        found += [(one.start, one.id) for one in self.desk.expressions if fold(one.text) == folded]
        if not found:
            return None
        return min(found, key=lambda at: (not span[0] <= at[0] < span[1], abs(at[0] - span[0])))[1]

    def _when(self, facts: Mapping[str, Any], span: Span) -> When | None:
        if "when" in facts:
            given = facts["when"]
        elif facts.get("from_day") or facts.get("to_day"):
            given = {"from": facts.get("from_day"), "to": facts.get("to_day") or facts.get("from_day")}
        else:
            dated = [
                one for one in _inside(self.given.times, span) if not one.duration and (one.from_day or one.to_day)
            ]
            one = dated[0] if len(dated) == 1 else None
            return one and When(
                from_day=one.from_day, to_day=one.to_day, granularity=one.granularity, anchor=one.anchor
            )
        if given is None or isinstance(given, When):
            return given
        given = {"from": given, "to": given} if isinstance(given, (str, date)) else given
        if not isinstance(given, Mapping):
            raise Unfit(f"{given!r:.40} is neither a day nor an object with from and to")
        first, last = day_in(given.get("from")), day_in(given.get("to"))
        if first and last and last < first:
            raise Unfit(f"{last} is before {first}")
        if first is None and last is None:
            return None
        return When(
            from_day=first,
            to_day=last,
            granularity=word(str(given.get("granularity") or ("day" if first == last else "span")), GRANULARITIES),
            anchor=word(str(given.get("anchor") or "explicit"), ANCHORS),
        )

    def _times(self, span: Span) -> tuple[str, ...]:
        return tuple(one.id for one in _inside(self.given.times, span))

    def _quantities(self, given: Any, span: Span) -> tuple[str, ...]:
        if given is None:
            return tuple(one.id for one in _inside(self.desk.quantities, span))
        entries = entries_of(given) if isinstance(given, str) else as_list(given)
        return tuple(self._quantity(entry, span) for entry in entries)

    def _quantity(self, entry: Any, span: Span) -> str:
        if not isinstance(entry, str):
            raise Unfit(f"{entry!r:.40} is no text; give the words, as in '12 km'")
        known = {one.id: one for one in self.desk.quantities}
        if entry in known:
            return entry
        at = span[2].find(entry)
        if at < 0 or not entry.strip():
            raise Unfit(f"{entry[:_NAMED]!r} does not stand in the quote")
        start, end = span[0] + at, span[0] + at + len(entry)
        inside = [one for one in self.desk.quantities if one.start < end and start < one.end]
        if inside:
            return inside[0].id
        return self._new_quantity(entry, start)

    def _new_quantity(self, entry: str, start: int) -> str:
        found = find_quantities(entry)
        if not found:
            raise Unfit(f"{entry[:_NAMED]!r} is no quantity with a unit that is known")
        taken = {one.id for one in self.desk.quantities}
        ref = next(name for n in range(1, len(taken) + 2) if (name := f"xq{n}") not in taken)
        first: Quantity = found[0]
        self.desk.quantities.append(replace(first, id=ref, start=start + first.start, end=start + first.end))
        return ref


def _is_called(one: Resolution, folded: str) -> bool:
    return fold(one.mention.text) == folded or (one.place is not None and fold(one.place.name) == folded)


def _inside(parts: Sequence[Any], span: Span) -> list[Any]:
    return [one for one in parts if span[0] <= one.start and one.end <= span[1]]
