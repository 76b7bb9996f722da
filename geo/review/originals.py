"""What the program had read, packed into cells that a spreadsheet leaves alone: records out, records in.

A pack is JSON, deflated, in base64: plain ASCII that survives any encoding, in pieces that a spreadsheet's cell can hold. It
comes back from other people's files, so every value is checked against the type of its field.
"""

from __future__ import annotations

import base64
import binascii
import json
import types
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geo import records
from geo.errors import RecordError

PIECE = 30_000
"""Characters of one cell; spreadsheets hold 32,767 at most."""
MAX_UNPACKED = 20_000_000
BY_HAND = "hand:"
"""How the id of a place begins that a person set."""
_VERSION = "1:"
Record = TypeVar("Record")


class Damaged(ValueError):
    """A pack cannot be read."""


def pack(facts: Mapping[str, Any]) -> list[str]:
    """Return plain values and records as text in pieces."""
    told = json.dumps(_plain(facts), separators=(",", ":")).encode("ascii")
    text = _VERSION + base64.b64encode(zlib.compress(told, 9)).decode("ascii")
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def unpack(pieces: Iterable[str]) -> dict[str, Any]:
    """Return the plain values of a pack.

    Raises
    ------
    Damaged
        It is no whole pack, or unpacks to too much.
    """
    text = "".join(piece.strip() for piece in pieces)
    if not text.startswith(_VERSION):
        raise Damaged("it is no pack of this version")
    try:
        inflate = zlib.decompressobj()
        told = inflate.decompress(base64.b64decode(text[len(_VERSION) :], validate=True), MAX_UNPACKED)
        if not inflate.eof:
            raise Damaged("it is cut off or too large")
        facts = json.loads(told)
    except (binascii.Error, zlib.error, RecursionError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Damaged("it does not unpack") from error
    if not isinstance(facts, dict):
        raise Damaged("it holds no facts")
    return facts


def restore(kind: type[Record], facts: Any) -> Record:
    """Return a record from its plain values.

    Raises
    ------
    Damaged
        A value is not of its field's type, or is missing.
    """
    try:
        made: Record = _restored(kind, facts)
    except (RecordError, TypeError, ValueError, OverflowError, GEOSException, RecursionError) as error:
        raise Damaged(f"a {kind.__name__} in it is damaged") from error
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        # Outlines of gazetteer places are looked up again, a person's own are not; what keeps its default needs no words.
        outline = isinstance(value, records.Place) and not value.id.startswith(BY_HAND)
        told = {field.name: getattr(value, field.name) for field in fields(value) if not _is_default(value, field)}
        return {name: _plain(part) for name, part in told.items() if not (outline and name == "shape")}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return shapely.to_wkb(value, hex=True) if isinstance(value, BaseGeometry) else value


def _is_default(value: Any, field: Any) -> bool:
    known = getattr(value, field.name)
    return field.default is not MISSING and type(known) is type(field.default) and known == field.default


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind, localns={"BaseGeometry": BaseGeometry})


def _restored(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _of_union(get_args(hint), value)
    if origin is tuple:
        return _of_tuple(get_args(hint), value)
    if is_dataclass(hint):
        return _of_record(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is BaseGeometry:
        return shapely.from_wkb(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(hint, type) or not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise TypeError(f"{value!r:.40} is no {hint}")
    return value


def _of_union(arms: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in arms:
        return None
    (arm,) = (arm for arm in arms if arm is not type(None))
    return _restored(arm, value)


def _of_tuple(arms: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    if len(arms) == 2 and arms[1] is ...:
        return tuple(_restored(arms[0], part) for part in value)
    return tuple(_restored(arm, part) for arm, part in zip(arms, value, strict=True))


def _of_record(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r:.40} is no record")
    hints = _hints(kind)
    # A field that this version does not know is left out: a newer one may have written it.
    return kind(**{name: _restored(hints[name], part) for name, part in value.items() if name in hints})
