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
    # QGIS gives what has no value, or one of another day, to the category without one.
    ("", "not checked", "150,150,150", "circle"),
)
_SIDES = (
    ("ru_held", "Russian-held", "155,106,108", "square"),
    ("ua_held", "Ukrainian-held", "91,123,154", "square"),
    ("grey", "contested", "138,138,138", "square"),
    ("", "other", "138,138,138", "square"),
)
_HOLLOW = frozenset({"no_data", "not_checkable", ""})
_PLACE = "95,107,117"
# The days of a layer lie over each other: the newest is filled, and each one while QGIS steps through time.
_NEWEST = """if(@map_start_time is not null or "newest" = 1, 'solid', 'no')"""
# Fields hold the days, without an hour; each lasts one.
_BY_DAY = (
    '<temporal mode="{mode}" enabled="0" startField="{first}" endField="{last}" startExpression="" endExpression="" durationField="" '
    'durationUnit="d" fixedDuration="1" accumulate="0"><fixedRange><start></start><end></end></fixedRange></temporal>'
)
_HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"


def style_of(layer: str, geometry_type: str) -> str | None:
    """Return the QML of a layer; None where QGIS's own will do."""
    if layer.startswith("claim") or layer == "findings":
        days = "" if layer == "findings" else _BY_DAY.format(mode=2, first="from_day", last="to_day")
        return _categorised("verdict", _VERDICTS, geometry_type, days)
    by_day = _BY_DAY.format(mode=1, first="day", last="")
    if layer in ("frontlines", "settlements"):
        return _categorised("side", _SIDES, geometry_type, by_day)
    if layer == "frontlines_drawn":
        return _single(_line(0, "60,60,60"), by_day)
    if layer == "articles":
        return _single(_outline("Point"), "")
    if layer.startswith("place"):
        return _single(_outline(geometry_type), "")
    return None


def _single(symbol: str, days: str) -> str:
    return _styled(f'<renderer-v2 type="singleSymbol" symbollevels="0"><symbols>{symbol}</symbols></renderer-v2>', days)


def _styled(renderer: str, days: str) -> str:
    categories = "Symbology|Temporal" if days else "Symbology"
    return f'{_HEAD}<qgis version="3.22" styleCategories="{categories}">{days}{renderer}</qgis>\n'


def _outline(geometry_type: str) -> str:
    """A place is named, nothing is said of it: no colour that could be taken for a verdict or a side."""
    if geometry_type == "Point":
        marker = {"name": "circle", "color": "255,255,255,255", "outline_color": f"{_PLACE},255", "size": "1.6"}
        return _of(0, "marker", "SimpleMarker", marker)
    if geometry_type == "MultiLineString":
        return _line(0, _PLACE)
    fill = {"color": "255,255,255,0", "style": "no", "outline_color": f"{_PLACE},255", "outline_style": "dash"}
    return _of(0, "fill", "SimpleFill", {**fill, "outline_width": "0.2"})


def _line(number: int, colour: str) -> str:
    return _of(number, "line", "SimpleLine", {"line_color": f"{colour},255", "line_width": "0.4"})


def _categorised(field: str, kinds: Sequence[tuple[str, str, str, str]], geometry_type: str, days: str) -> str:
    moving = _NEWEST if field == "side" and geometry_type == "MultiPolygon" else None
    categories = "".join(
        f'<category render="true" value={quoteattr(value)} label={quoteattr(label)} symbol="{number}" type="string"/>'
        for number, (value, label, _, _) in enumerate(kinds)
    )
    symbols = "".join(
        _symbol(number, colour, marker, geometry_type, hollow=value in _HOLLOW and field == "verdict", style=moving)
        for number, (value, _, colour, marker) in enumerate(kinds)
    )
    return _styled(
        f'<renderer-v2 type="categorizedSymbol" attr="{field}" enableorderby="0" forceraster="0" symbollevels="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>",
        days,
    )


def _symbol(
    number: int, colour: str, marker: str, geometry_type: str, *, hollow: bool, style: str | None = None
) -> str:
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
                "outline_width": "0.2" if marker == "square" else "0.5",
                # What a side holds is the ground that claims are seen against.
                "size": "1.8" if marker == "square" else "3.2",
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
            "outline_width": "0.2" if style else "0.4",
        },
        style,
    )


def _of(number: int, kind: str, renderer: str, options: dict[str, str], style: str | None = None) -> str:
    told = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return (
        f'<symbol type="{kind}" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="{renderer}" enabled="1" pass="0" locked="0"><Option type="Map">{told}</Option>{_driven(style)}</layer></symbol>'
    )


def _driven(style: str | None) -> str:
    """The fill's style by an expression; property 3 of a symbol layer in QGIS."""
    if style is None:
        return ""
    return (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties">'
        '<Option type="Map" name="fillStyle"><Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="expression" value={quoteattr(style)}/><Option type="int" name="type" value="3"/></Option></Option>'
        '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )
