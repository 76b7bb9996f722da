"""Styles of the layers for QGIS (QML): verdicts and sides in the colours and shapes of the page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

# Value, label, red-green-blue, marker as QGIS calls it.
_VERDICTS = (
    ("supported", "supported", "0,114,178", "circle"),
    ("contradicted", "contradicted", "178,24,43", "cross2"),
    ("partly", "partly", "230,159,0", "diamond"),
    ("no_data", "no data", "95,107,117", "circle"),
    ("not_checkable", "not checkable", "95,107,117", "circle"),
)
_SIDES = (
    ("ru_held", "Russian-held", "155,106,108", ""),
    ("ua_held", "Ukrainian-held", "91,123,154", ""),
    ("grey", "contested", "138,138,138", ""),
)
_HOLLOW = frozenset({"no_data", "not_checkable"})
_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def style_of(layer: str, geometry_type: str) -> str | None:
    """Return the QML of a layer; None where QGIS's own will do."""
    if layer.startswith("claim") or layer == "findings":
        return _categorised("verdict", _VERDICTS, geometry_type)
    if layer in ("frontlines", "settlements"):
        return _categorised("side", _SIDES, geometry_type)
    return None


def _categorised(field: str, kinds: Sequence[tuple[str, str, str, str]], geometry_type: str) -> str:
    categories = "".join(
        f'<category render="true" value={quoteattr(value)} label={quoteattr(label)} symbol="{number}" type="string"/>'
        for number, (value, label, _, _) in enumerate(kinds)
    )
    symbols = "".join(
        _symbol(number, colour, marker, geometry_type, hollow=value in _HOLLOW)
        for number, (value, _, colour, marker) in enumerate(kinds)
    )
    return (
        f'{_HEAD}<qgis version="3.28" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" attr="{field}" '
        f'enableorderby="0" forceraster="0" symbollevels="0"><categories>{categories}</categories><symbols>{symbols}</symbols>'
        "</renderer-v2></qgis>\n"
    )


def _symbol(number: int, colour: str, marker: str, geometry_type: str, *, hollow: bool) -> str:
    if geometry_type == "Point":
        fill = "255,255,255,255" if hollow else f"{colour},255"
        return _of(
            number,
            "marker",
            "SimpleMarker",
            {
                "name": marker or "circle",
                "color": fill,
                "outline_color": f"{colour},255",
                "outline_width": "0.5",
                "size": "3.2",
            },
        )
    if geometry_type == "MultiLineString":
        return _of(number, "line", "SimpleLine", {"line_color": f"{colour},255", "line_width": "0.9"})
    return _of(
        number,
        "fill",
        "SimpleFill",
        {
            "color": f"{colour},{16 if hollow else 64}",
            "style": "solid",
            "outline_color": f"{colour},255",
            "outline_width": "0.4",
        },
    )


def _of(number: int, kind: str, renderer: str, options: dict[str, str]) -> str:
    told = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return (
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{renderer}" enabled="1" pass="0" locked="0"><Option type="Map">{told}</Option></layer></symbol>'
    )
