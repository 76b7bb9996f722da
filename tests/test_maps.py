"""The finished example pages in `maps/` are what the package draws from its sample today.

When they are not, and should not be, `python -m pytest tests/test_maps.py tests/browser/test_pictures.py --update-maps` draws pages
and pictures again; look at them before they are committed.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.report import sample_articles

MAPS = Path(__file__).resolve().parent.parent / "maps"
LARGEST = 1_000_000
"""Bytes of a page that is kept."""
PACKED = re.compile(r'<script type="application/octet-stream" id="frontline-(\w+)">([A-Za-z0-9+/=]+)</script>')
ID = re.compile(r"\b[0-9a-f]{32}\b")
BASE64 = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")


def _articles(*words: str) -> list[geo.Article]:
    return [article for article in sample_articles() if not words or any(word in article.source for word in words)]


EXAMPLES: dict[str, tuple[str | None, Callable[[], list[geo.Article]]]] = {
    "sample.html": ("What the sample articles claim", _articles),
    "kursk.html": ("Kursk: from the border to what is left", lambda: _articles("sudzha", "salient")),
    "selydove.html": (None, lambda: _articles("selydove")),
}


def drawn(name: str) -> str:
    """Return an example page as the package draws it now."""
    title, articles = EXAMPLES[name]
    return geo.run(articles()).map(title=title).document()


def opened(page: str) -> tuple[str, dict[str, Any]]:
    """Return a page without what is packed in it, random ids replaced by their order, and what was packed, unpacked."""
    parts = {name: _inflated(text) for name, text in PACKED.findall(page)}
    payload = _unpacked(json.loads(parts.pop("payload")))
    order = {one: str(number) for number, one in enumerate(dict.fromkeys(ID.findall(page)))}
    frame = ID.sub(lambda found: order[found[0]], PACKED.sub(r"\1", page))
    return frame, {**parts, "payload": payload}


def _inflated(text: str) -> str:
    return zlib.decompress(base64.b64decode(text), -15).decode("utf-8")


def _unpacked(value: Any) -> Any:
    """Return a payload with its packed texts as bytes: two versions of zlib may pack the same bytes in two ways."""
    if isinstance(value, dict):
        return {key: _unpacked(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_unpacked(entry) for entry in value]
    if isinstance(value, str) and BASE64.fullmatch(value):
        try:
            return zlib.decompress(base64.b64decode(value), -15)
        except (ValueError, zlib.error):
            return value
    return value


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_page_is_what_is_drawn_today(name: str, pytestconfig: pytest.Config) -> None:
    page = drawn(name)
    if pytestconfig.getoption("--update-maps"):
        (MAPS / name).write_text(page, encoding="utf-8", newline="\n")
    kept = (MAPS / name).read_text("utf-8")
    assert len(kept.encode("utf-8")) <= LARGEST
    (frame, parts), (kept_frame, kept_parts) = opened(page), opened(kept)
    assert parts["payload"] == kept_parts["payload"], f"maps/{name} is out of date; see the head of this file"
    assert (parts, frame) == (kept_parts, kept_frame), f"maps/{name} is out of date; see the head of this file"
