"""What layers that a user adds to the folium map bring along, and where they load from outside the page.

Comes in: folium's elements. Goes out: the pieces of HTML and script that folium rendered, and addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import folium

INLINE = ("data", "blob", "about", "javascript")
"""Schemes of addresses that need no file beside the page."""
POINTERS = ("tiles", "url", "video_url")
"""Where folium's layers of tiles, images and videos keep what they show."""
ICONS = ("icon_url", "shadow_url")


@dataclass(frozen=True, slots=True)
class Guests:
    """What folium rendered for the layers a user added to the map; it is the user's, and goes in as it is."""

    head: str = ""
    body: str = ""
    scripts: tuple[str, ...] = ()
    """One a layer, so that one which misses its plugin offline stops no other."""
    pictures: tuple[str, ...] = ()
    """Addresses of map tiles, images and frames."""


@dataclass
class Loaded(HTMLParser):
    """Collects the inline scripts of a piece of HTML, and the addresses that it loads from."""

    scripts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Of scripts and styles."""
    pictures: list[str] = field(default_factory=list)
    """Of images, videos and frames."""
    _inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        address = named.get("href") if tag == "link" else named.get("src")
        if address:
            (self.addresses if tag in {"script", "link"} else self.pictures).append(address)
        elif tag == "script":
            self._inside = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def loaded_by(markup: str) -> Loaded:
    """Return the inline scripts and the addresses of a piece of HTML."""
    found = Loaded()
    found.feed(markup)
    found.close()
    return found


def outside_addresses(guests: Guests) -> tuple[str, ...]:
    """Return the addresses that a user's own layers load from and that the page does not carry, in order, each once."""
    found = loaded_by(guests.head + guests.body)
    listed = (*found.addresses, *found.pictures, *guests.pictures)
    return tuple(dict.fromkeys(address for address in listed if not _inline(address)))


def below(element: Any) -> Iterator[Any]:
    """Yield everything that hangs below an element of folium."""
    for child in element._children.values():
        yield child
        yield from below(child)


def pictures_of(layers: Iterable[Any]) -> tuple[str, ...]:
    """Return the addresses of tiles, images and frames that layers of folium show, in order, each once.

    What a GeoJSON layer's own properties say is foreign text and opens no door here.
    """
    return tuple(dict.fromkeys(address for layer in layers for address in _pictures(layer) if not _inline(address)))


def _pictures(layer: Any) -> Iterator[str]:
    options = getattr(layer, "options", None)
    yield from (str(getattr(layer, name)) for name in POINTERS if isinstance(getattr(layer, name, None), str))
    if isinstance(options, dict):
        yield from (str(options[name]) for name in ICONS if options.get(name))
    yield from loaded_by(_markup(layer)).pictures


def _markup(layer: Any) -> str:
    """Return the HTML that a user wrote into a popup, a tooltip or a sign."""
    if isinstance(layer, folium.Popup):
        return str(layer.html.render())
    if isinstance(layer, folium.Tooltip):
        return layer.text
    return str(layer.options.get("html", "")) if isinstance(layer, folium.DivIcon) else ""


def _inline(address: str) -> bool:
    return urlsplit(address).scheme in INLINE
