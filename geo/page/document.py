"""One self-contained HTML file put together from parts, none of which is ever rendered as a template.

Comes in: the payload as JSON, the claims as HTML for readers without scripts, and what folium rendered for layers a
user added. Goes out: the document, with a content security policy that names every script in it by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from geo.page.guests import Guests, loaded_by
from geo.page.packed import pack

_HERE = Path(__file__).resolve().parent
MODULES = (
    "dom days copying packed squarekm arcs glyphs counted terms figures i18n cite words holdings claims payload store address labels arealabels "
    "placenames basemap squares changes frontlines clusters marks list spark telling card timescale timechart timehands playing timebar legend comparing "
    "about polygons kml exports picture header filters opening print naming view main"
).split()
"""The page's own modules, each after those it imports from."""
_IMPORT = re.compile(r"^import [^\n]{1,200}\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
# What is told to readers of the sources would be a tenth of the file.
_COMMENT = re.compile(r"^[ ]*(?://[^\n]*|/\*\*.*?\*/)\n|(?<=[;,{(]) // [^\n\"'`]*$", re.MULTILINE | re.DOTALL)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_PICTURE = re.compile(r"url\(images/([a-z0-9-]{1,40}\.png)\)")
_HOST = re.compile(r"[a-z]{1,9}://[\w.*:\[\]-]{1,300}")
ROOT_ID = "frontline"


def assemble(*, title: str, payload: str, plain: str, guests: Guests | None = None) -> str:
    """Return the whole document.

    Parameters
    ----------
    title
        Plain text; escaped here.
    payload
        JSON that is safe inside a script element.
    plain
        HTML that is shown where scripts are off, as `geo.page.plain` makes it.
    guests
        What folium rendered for the user's own layers.
    """
    leaflet, own = leaflet_script(), f'(() => {{\n"use strict";\n{page_script()}\n{_text("boot.js")}}})();'
    if guests is None:
        return _packed_page(title, payload, plain, [leaflet, own])
    outside = loaded_by(guests.head + guests.body)
    scripts = [own, _text("guests.js").replace("MARKER_PICTURES", _marker_pictures()), *guests.scripts]
    pictures = [*outside.pictures, *guests.pictures]
    policy = _policy([leaflet, *scripts, *outside.scripts], outside.addresses, pictures, frames=True)
    # Plugins extend Leaflet as soon as they are read, so it stands before them.
    head = f"<style>{page_style(guests=True)}</style>\n{_scripts([leaflet])}\n{guests.head}"
    body = f"""{guests.body}
<script type="application/json" id="{ROOT_ID}-payload">{payload}</script>
{_scripts(scripts)}"""
    return _html(title, plain, policy, head=head, body=body)


def _packed_page(title: str, payload: str, plain: str, code: list[str]) -> str:
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
    return _html(title, plain, _policy([loader, joined], (), ()), head="", body=f"{blocks}\n{_scripts([loader])}")


def in_frame(document: str, *, height: str = "100%") -> str:
    """Return a document in a frame that may run its scripts and hand over files, and knows nothing of the page around it.

    Parameters
    ----------
    height
        As CSS writes it.
    """
    allowed = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
    style = f"width:100%;height:{height};border:0"
    # Some of branca's figures take what they have rendered for a template once more; no brace, no template.
    told = html.escape(document, quote=True).replace("{", "&#123;")
    return f'<iframe title="Frontline" sandbox="{allowed}" srcdoc="{told}" style="{style}"></iframe>'


def _scripts(scripts: Iterable[str]) -> str:
    return "\n".join(f"<script>{script}</script>" for script in scripts)


def _html(title: str, plain: str, policy: str, *, head: str, body: str) -> str:
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
<noscript>{plain}</noscript>
<div id="{ROOT_ID}" style="height: 100%"></div>
{body}
</body>
</html>
"""


@cache
def page_script() -> str:
    """Return the page's modules as one script that defines `mount`; imports between them and comments are dropped."""
    joined = "\n".join(_text(f"{name}.js") for name in MODULES)
    return _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", joined)))


@cache
def leaflet_script() -> str:
    """Return Leaflet as the package XStatic-Leaflet carries it."""
    return _leaflet("leaflet.js").decode("utf-8")


@cache
def page_style(*, guests: bool = False) -> str:
    """Return Leaflet's style and the page's own.

    Parameters
    ----------
    guests
        Whether Leaflet's pictures go in, which only layers a user adds can show.
    """
    style = _leaflet("leaflet.css").decode("utf-8")
    leaflet = _PICTURE.sub(lambda found: f"url({_picture(found[1])})" if guests else "none", style)
    return _STYLE_COMMENT.sub("", f"{leaflet}\n{(_HERE / 'page.css').read_text('utf-8')}")


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


def _policy(scripts: Iterable[str], addresses: Sequence[str], pictures: Sequence[str], *, frames: bool = False) -> str:
    """Return a content security policy: our scripts by hash, and only what the user's own layers point to.

    Parameters
    ----------
    addresses
        Where scripts and styles come from.
    pictures
        Where tiles, images and frames come from.
    frames
        Whether popups may hold a frame with a document of their own, which this policy then rules too.
    """
    hosts = _hosts(addresses)
    shown = sorted({*hosts, *_hosts(pictures)})
    rules = {
        "default-src": ["'none'"],
        "script-src": [*(f"'sha256-{_hash(script)}'" for script in scripts), *hosts],
        "style-src": ["'unsafe-inline'", *hosts],
        "img-src": ["data:", "blob:", *shown],
        "font-src": ["data:", *hosts],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if frames:
        rules |= {"frame-src": ["data:", *shown], "media-src": ["data:", *shown]}
    return "; ".join(f"{rule} {' '.join(values)}" for rule, values in rules.items())


def _hosts(addresses: Iterable[str]) -> list[str]:
    """Return where addresses lie, as a policy names it: the host, or for files beside the page their scheme."""
    parts = [urlsplit(address) for address in addresses]
    # A tile address names its host with a placeholder for the server's number ("https://{s}.tile...").
    named = {f"{part.scheme or 'https'}://{part.netloc.replace('{s}', '*')}" for part in parts if part.netloc}
    # What is no plain host could close the rule it stands in and open another.
    hosts = {host for host in named if _HOST.fullmatch(host)}
    beside = {"'self'", "file:"} if any(not part.netloc and part.scheme in {"", "file"} for part in parts) else set()
    return sorted(hosts | beside)


def _hash(script: str) -> str:
    # The browser reads CR LF as LF before it hashes.
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
