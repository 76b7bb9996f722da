"""The object that a JSON text holds, for makers whose files are JSON of their own around coordinates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from geo.errors import FrontLineError
from geo.frontline.looks import looks_like


def read_object(data: bytes, path: Path) -> dict[str, Any]:
    """Return the object of a JSON text.

    Raises
    ------
    FrontLineError
        The text is not whole JSON, or its top is no object.
    """
    if data.lstrip()[:1] != b"{":
        raise FrontLineError(f"{path} is no JSON object: it is {looks_like(data)}.", path=path)
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        at_end = not error.doc[error.pos :].strip()
        fault = "it is cut off before its end" if at_end else f"{error.msg}, at character {error.pos}"
        raise FrontLineError(f"{path} is not whole JSON: {fault}. Fetch it again.", path=path) from error
    if not isinstance(document, dict):
        raise FrontLineError(f"{path} is no JSON object: its top is a {type(document).__name__}.", path=path)
    return document
