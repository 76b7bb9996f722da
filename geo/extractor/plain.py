"""Plain values, as JSON brings them, to the parts of a claim; what does not fit is `Unfit`, in words that follow the field's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from geo.records import Actor, Claim, Speaker
from geo.review.cells import PlaceAsked, actors_of, chain_of, day_of, point_of, side_in
from geo.review.vocabulary import (
    ACTOR_ROLES,
    PEOPLE,
    PLACE_ROLES,
    RELATIONS,
    SPEAKER_ROLES,
    WORDS,
    Unfit,
    word,
)

Part = TypeVar("Part")
LONGEST_QUOTE = 4_000
_SPACE = re.compile(r"\s+")


def plain_facts(one: object) -> Mapping[str, Any]:
    """Return a claim in the plain form."""
    if isinstance(one, Claim):
        facts = asdict(one)
        when = facts.pop("when")
        facts["when"] = when and {
            "from": when["from_day"],
            "to": when["to_day"],
            "granularity": when["granularity"],
            "anchor": when["anchor"],
        }
        return facts
    if not isinstance(one, Mapping):
        raise Unfit(f"it is {type(one).__name__}, neither a Claim nor an object")
    return one


def find_quote(text: str, quote: str, start: Any) -> tuple[int, int]:
    """Return where a quote stands in a text: at its own offset, else where the same words are, nearest to it."""
    quote = quote.strip()
    if not quote or len(quote) > LONGEST_QUOTE:
        raise Unfit(
            f"its quote has {len(quote):,} characters; give the words that carry the claim, at most {LONGEST_QUOTE:,}"
        )
    near = start if isinstance(start, int) and not isinstance(start, bool) and start >= 0 else 0
    if text.startswith(quote, near):
        return near, near + len(quote)
    after, before = text.find(quote, near), text.rfind(quote, 0, near + len(quote))
    places = [at for at in (after, before) if at >= 0]
    if places:
        best = min(places, key=lambda at: abs(at - near))
        return best, best + len(quote)
    loose = re.compile(r"\s{1,50}".join(map(re.escape, _SPACE.split(quote))))
    spans = [match.span() for match in loose.finditer(text)]
    if not spans:
        raise Unfit("its quote does not stand in the text")
    return min(spans, key=lambda span: abs(span[0] - near))


def text_in(facts: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """Return the text of a field; the default where there is none."""
    value = facts.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise Unfit(f"{name} is missing" if value is None else f"{name}: {value!r:.40} is no text")
    return value


def word_in(facts: Mapping[str, Any], name: str, default: str) -> str:
    """Return a word of a vocabulary; salience may be a number."""
    value = facts.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "salience":
        value = str(value)
    return read_field(name, word, text_in({name: value}, name, default), WORDS[name])


def read_field(name: str, read: Callable[..., Part], *given: Any) -> Part:
    """Return what a reader makes of a field; its fault names the field."""
    try:
        return read(*given)
    except Unfit as fault:
        raise Unfit(f"{name}: {fault}") from fault


def as_list(given: Any) -> Sequence[Any]:
    """Return a list as it is; an empty one for None."""
    if given is None:
        return ()
    if not isinstance(given, (list, tuple)):
        raise Unfit(f"{given!r:.40} is no list")
    return given


def _member(one: Mapping[str, Any], key: str, allowed: frozenset[str], default: str | None) -> str | None:
    value = one.get(key)
    if value is None or value == "":
        return default
    return read_field(key, word, str(value), allowed)


def _object(one: Any) -> Mapping[str, Any]:
    if not isinstance(one, Mapping):
        raise Unfit(f"{one!r:.40} is neither text nor an object")
    return one


def speaker_in(one: Any) -> Speaker:
    """Return a link of a source chain, from a name or an object."""
    if isinstance(one, str):
        return chain_of(one.replace(">", " "))[0] if one.strip() else Speaker(name=None, role="other")
    one = _object(one)
    name = text_in(one, "name", "") or None
    role = _member(one, "role", SPEAKER_ROLES, "other") or "other"
    return Speaker(name=name, role=role, side=_member(one, "side", PEOPLE, side_in(name) if name else None))


def actors_in(given: Any, role: str) -> tuple[Actor, ...]:
    """Return actors, from text as a claims table has it or a list of names or objects."""
    if isinstance(given, str):
        return actors_of(given, role)
    return tuple(actor for one in as_list(given) for actor in _actor(one, role))


def _actor(one: Any, role: str) -> tuple[Actor, ...]:
    if isinstance(one, str):
        return actors_of(one, role)
    one = _object(one)
    name = text_in(one, "name", "") or str(one.get("side") or "")
    if not name:
        raise Unfit("an actor has neither name nor side")
    side = _member(one, "side", PEOPLE, side_in(name))
    return (Actor(side=side, name=name, role=_member(one, "role", ACTOR_ROLES, role) or role),)


def place_in(one: Any) -> PlaceAsked:
    """Return what a place object asks for."""
    one = _object(one)
    name = next((value for key in ("name", "ref", "place") if (value := text_in(one, key, ""))), "").strip()
    ref = next((value for key in ("id", "place_id") if (value := text_in(one, key, ""))), None)
    lon, lat, radius = (_number(one, key) for key in ("lon", "lat", "radius_m"))
    point = point_of(lon, lat) if lon is not None and lat is not None else None
    if not (name or ref or point):
        raise Unfit("a place has neither name, id nor lon and lat")
    role, relation = _member(one, "role", PLACE_ROLES, None), _member(one, "relation", RELATIONS, None)
    return PlaceAsked(name=name, id=ref, point=point, radius_m=radius, role=role, relation=relation)


def _number(one: Mapping[str, Any], key: str) -> float | None:
    value = one.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e9:
        raise Unfit(f"{key}: {value!r:.40} is no number")
    return float(value)


def day_in(value: Any) -> date | None:
    """Return a day from ISO text; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise Unfit(f"{value!r:.40} is no day")
    return day_of(value)
