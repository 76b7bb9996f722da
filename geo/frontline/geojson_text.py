"""The text of a GeoJSON file -> one JSON object, whole and unambiguous, or words for what is wrong and in which feature.

JSON parsers take the last of two keys of one name without a word; a text that gives a key twice is refused here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson

from geo.errors import FrontLineError
from geo.frontline.looks import looks_like

SEQUENCE_MARK = b"\x1e"
"""What RFC 8142 puts before each text of a sequence; lines of features do without it."""
# The closing quote may be missing in a text that was cut there; without the question mark, each escaped quote would be tried anew.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?(\s*+:)?|[\[\]{}]', re.DOTALL)
_KEY = re.compile(rb'"(?:[^"\\]++|\\.)*+"(\s*+:)?', re.DOTALL)
_LOOK_AT = 16 * 2**20
"""Characters that are looked through for the number of the feature at fault."""
_WORDS = {
    "depth limit exceeded": "its values are nested too deeply",
    "unexpected end of data": "it is cut off before its end",
    "number is infinity when parsed as double": "a number is too large",
}


def load_object(data: bytes, path: Path) -> tuple[dict[str, Any], str]:
    """Return the JSON object that a text holds, and a doubt about its form.

    A text of GeoJSON features line by line (GeoJSONSeq) becomes one FeatureCollection.

    Raises
    ------
    FrontLineError
        The text is no JSON object, is cut, not UTF-8, followed by other text, or gives a key twice.
    """
    start = data[:64].lstrip(SEQUENCE_MARK + b" \t\r\n")
    if start[:1] != b"{" or start[1:2] == b"\0":
        raise FrontLineError(f"{path} is not GeoJSON: it is {looks_like(data)}.", path=path)
    doubt = ""
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        features = _sequence(data)
        if not features:
            raise FrontLineError(f"{path} is not whole GeoJSON: {_fault(error)}.", path=path) from error
        document = {"type": "FeatureCollection", "features": features}
        doubt = f"it is GeoJSONSeq, a feature a line; its {len(features)} features were read as one collection"
    _demand_keys_once(data, document, path, added=2 if doubt else 0)
    return document, doubt


def _sequence(data: bytes) -> list[dict[str, Any]]:
    """Return the features of GeoJSONSeq; none where the text is anything else, or one of its texts is damaged."""
    texts = data.split(SEQUENCE_MARK if data.lstrip().startswith(SEQUENCE_MARK) else b"\n")
    texts = [text for text in texts if text.strip()]
    features = []
    for text in texts:
        try:
            feature = orjson.loads(text)
        except orjson.JSONDecodeError:
            return []
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            return []
        features.append(feature)
    return features


def _fault(error: orjson.JSONDecodeError) -> str:
    if "UTF-8" in error.msg:
        return "it is not UTF-8 text (perhaps Windows-1251); save it as UTF-8, or say its encoding"
    if "after document" in error.msg:
        return f"more text follows its end at character {error.pos} (a second document, or damaged lines of GeoJSONSeq)"
    rest = error.doc[error.pos : error.pos + 20]
    words = _WORDS.get(error.msg, error.msg)
    if not rest.strip() and "control" not in error.msg:
        return _WORDS["unexpected end of data"]
    number = _feature_at(error.doc, error.pos)
    where = f" in features[{number}]" if number is not None else ""
    return f"{words}, at character {error.pos}{where}: {rest!r}"


def _feature_at(text: str, position: int) -> int | None:
    """Return the number of the feature that a position of a JSON text lies in, or None where it lies in none."""
    if position > _LOOK_AT:
        return None
    depth, key, inside, number = 0, "", False, -1
    for token in _TOKEN.finditer(text, 0, position):
        kind = token[0][0]
        if kind == '"':
            key = token[0] if depth == 1 and token[1] else key
            continue
        depth += 1 if kind in "[{" else -1
        if kind == "[" and depth == 2:
            inside = key.startswith('"features"')
        number += inside and kind == "{" and depth == 3
        inside = inside and depth >= 2
    return number if inside and number >= 0 else None


def _demand_keys_once(data: bytes, document: dict[str, Any], path: Path, *, added: int) -> None:
    # Counted, not looked up: 1.5 MB of coordinates cost some milliseconds so, and a parser that tells pairs costs ten times that.
    written = sum(key[1] is not None for key in _KEY.finditer(data)) + added
    if written in (_keys(document, all_lists=False), _keys(document, all_lists=True)):
        return
    text = data.decode("utf-8", "replace")
    name, position = _first_repeat(text)
    number = _feature_at(text, position)
    where = f"{path}: features[{number}]" if number is not None else f"{path}"
    raise FrontLineError(f"{where} gives the key {name[:40]} twice; which one counts is unclear. Mend it.", path=path)


def _keys(document: Any, *, all_lists: bool) -> int:
    count, stack = 0, [document]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            count += len(value)
            stack += [
                inner
                for key, inner in value.items()
                if isinstance(inner, dict) or (isinstance(inner, list) and (all_lists or key != "coordinates"))
            ]
        else:
            stack += [inner for inner in value if isinstance(inner, dict | list)]
    return count


def _first_repeat(text: str) -> tuple[str, int]:
    """Return the first key of a JSON text that its object has had already, as it is written, and where it stands."""
    objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        kind = token[0][0]
        if kind == "{":
            objects.append(set())
        elif kind == "}" and objects:
            objects.pop()
        elif kind == '"' and token[1] and objects:
            name = orjson.loads(token[0].removesuffix(token[1]))
            if name in objects[-1]:
                return repr(name), token.start()
            objects[-1].add(name)
    return "of one of its objects", 0
