"""One self-contained HTML file put together from parts, none of which is ever rendered as a template.

Comes in: the payload as JSON, the rows of claims for readers without scripts, and what folium rendered for layers a
user added. Goes out: the document, with a content security policy that names every script in it by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from geo.page.packed import pack

_HERE = Path(__file__).resolve().parent
MODULES = (
    "dom days copying packed squarekm arcs glyphs counted terms figures i18n cite words holdings claims payload store address labels arealabels "
    "placenames basemap squares changes frontlines clusters marks list spark card timescale timechart timehands playing timebar legend comparing "
    "about polygons kml exports picture header filters opening print naming view main"
).split()
"""The page's own modules, each after those it imports from."""
_IMPORT = re.compile(r"^import [^\n]{1,200}\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
_PICTURE = re.compile(r"url\(images/([a-z0-9-]{1,40}\.png)\)")
ROOT_ID = "frontline"
MAP_ID = "frontline-map"


@dataclass(frozen=True, slots=True)
class Guests:
    """What folium rendered for the layers a user added to the map; it is the user's, and goes in as it is."""

    head: str = ""
    body: str = ""
    script: str = ""
    pictures: tuple[str, ...] = ()
    """Addresses of map tiles."""


@dataclass
class _Outside(HTMLParser):
    """Collects the inline scripts of a piece of HTML and the addresses it loads from."""

    scripts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    _inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        address = named.get("src") if tag == "script" else named.get("href") if tag == "link" else None
        if address:
            self.addresses.append(address)
        elif tag == "script":
            self._inside = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def outside_addresses(guests: Guests) -> tuple[str, ...]:
    """Return the addresses on the web that a user's own layers load from, in order, each once."""
    found = _outside(guests)
    return tuple(dict.fromkeys(a for a in (*found.addresses, *guests.pictures) if urlsplit(a).netloc))


def assemble(*, title: str, payload: str, claims: Sequence[Sequence[str]], guests: Guests | None = None) -> str:
    """Return the whole document.

    Parameters
    ----------
    title
        Plain text; escaped here.
    payload
        JSON that is safe inside a script element.
    claims
        Rows of plain text for the table shown where scripts are off, the first one its heading.
    guests
        What folium rendered for the user's own layers.
    """
    code = [leaflet_script(), f'(() => {{\n"use strict";\n{page_script()}\n{_text("boot.js")}}})();']
    if guests is None:
        return _packed_page(title, payload, claims, code)
    outside = _outside(guests)
    scripts = [*code, _text("guests.js").replace("MARKER_PICTURES", _marker_pictures()), guests.script]
    policy = _policy([*scripts, *outside.scripts], outside.addresses, guests.pictures)
    body = f"""{guests.body}
<script type="application/json" id="{ROOT_ID}-payload">{payload}</script>
{_scripts(scripts)}"""
    return _html(title, claims, policy, head=f"<style>{page_style()}</style>\n{guests.head}", body=body)


def _packed_page(title: str, payload: str, claims: Sequence[Sequence[str]], code: list[str]) -> str:
    """Return a page whose style, scripts and payload travel deflated, a third of their size; a short script unpacks them.

    The scripts run as elements with the text that the policy names by its hash, so unpacking opens no door.
    """
    joined = "\n".join(code)
    loader = _text("loader.js")
    parts = {"style": page_style(), "code": joined, "payload": payload}
    blocks = "\n".join(
        f'<script type="application/octet-stream" id="{ROOT_ID}-{name}">{pack(text.encode("utf-8"))}</script>'
        for name, text in parts.items()
    )
    return _html(title, claims, _policy([loader, joined], (), ()), head="", body=f"{blocks}\n{_scripts([loader])}")


def _scripts(scripts: Iterable[str]) -> str:
    return "\n".join(f"<script>{script}</script>" for script in scripts)


def _html(title: str, claims: Sequence[Sequence[str]], policy: str, *, head: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>html, body {{ height: 100%; margin: 0 }} @media print {{ @page {{ margin: 12mm }} html, body {{ height: auto }} }}</style>
{head}
</head>
<body>
<noscript>{_table(title, claims)}</noscript>
<div id="{ROOT_ID}" style="height: 100%"></div>
{body}
</body>
</html>
"""


@cache
def page_script() -> str:
    """Return the page's modules as one script that defines `mount`; imports between them are dropped."""
    joined = "\n".join(_text(f"{name}.js") for name in MODULES)
    return _EXPORT.sub("", _IMPORT.sub("", joined))


@cache
def leaflet_script() -> str:
    """Return Leaflet as the package XStatic-Leaflet carries it."""
    return _leaflet("leaflet.js").decode("utf-8")


@cache
def page_style() -> str:
    """Return Leaflet's style and the page's own, pictures inline."""
    leaflet = _PICTURE.sub(lambda found: f"url({_picture(found[1])})", _leaflet("leaflet.css").decode("utf-8"))
    return f"{leaflet}\n{(_HERE / 'page.css').read_text('utf-8')}"


@cache
def widget_script() -> str:
    """Return the same script as an ES module for a notebook, Leaflet kept out of the host's own names."""
    leaflet = f"const L = (() => {{\n{leaflet_script()}\nreturn globalThis.leaflet.noConflict();\n}})();"
    return f"{leaflet}\n{page_script()}\n{_text('widget.js')}"


def _text(name: str) -> str:
    return (_HERE / "js" / name).read_text("utf-8")


def _leaflet(name: str) -> bytes:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_bytes()


def _picture(name: str) -> str:
    return f"data:image/png;base64,{base64.b64encode(_leaflet(f'images/{name}')).decode('ascii')}"


def _marker_pictures() -> str:
    icon, shadow = _picture("marker-icon.png"), _picture("marker-shadow.png")
    return f'{{ iconUrl: "{icon}", iconRetinaUrl: "{icon}", shadowUrl: "{shadow}" }}'


def _outside(guests: Guests) -> _Outside:
    found = _Outside()
    found.feed(guests.head + guests.body)
    found.close()
    return found


def _policy(scripts: Iterable[str], addresses: Iterable[str], pictures: Iterable[str]) -> str:
    """Return a content security policy: our scripts by hash, and only what the user's own layers point to."""
    hosts = sorted(
        {f"{part.scheme}://{part.netloc}" for part in map(urlsplit, addresses) if part.scheme and part.netloc}
    )
    # A tile address names its host with a placeholder for the server's number ("https://{s}.tile...").
    tiles = sorted({f"{part.scheme}://{part.netloc.replace('{s}', '*')}" for part in map(urlsplit, pictures)})
    rules = {
        "default-src": ["'none'"],
        "script-src": [*(f"'sha256-{_hash(script)}'" for script in scripts), *hosts],
        "style-src": ["'unsafe-inline'", *hosts],
        "img-src": ["data:", "blob:", *hosts, *tiles],
        "font-src": ["data:", *hosts],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{rule} {' '.join(values)}" for rule, values in rules.items())


def _hash(script: str) -> str:
    # The browser reads CR LF as LF before it hashes.
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _table(title: str, rows: Sequence[Sequence[str]]) -> str:
    head, *body = ([html.escape(cell) for cell in row] for row in rows)
    cells = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<h1>{html.escape(title)}</h1><table><thead><tr>{heads}</tr></thead><tbody>\n{cells}\n</tbody></table>"
