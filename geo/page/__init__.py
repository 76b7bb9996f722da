"""A report as a map: one HTML file that works from disk, with folium underneath for layers a user adds.

Comes in: a `Report`. Goes out: a `folium.Map` whose `save` writes the finished page.
Nothing of the report passes through folium's templates: what an article or a dataset says travels as JSON beside them.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import IO, Any

import folium
from branca.element import Div, Element, Figure
from folium.template import Template

from geo.catalog import write_whole
from geo.errors import SourceWarning
from geo.page.document import assemble, in_frame
from geo.page.guests import Guests, below, outside_addresses, pictures_of
from geo.page.payload import as_json_script, make_payload
from geo.page.plain import plain_page
from geo.page.rows import as_text
from geo.records import Report

WEB_TILES = "OpenStreetMap"


def draw_map(report: Report, *, title: str | None = None, tiles: str | folium.TileLayer | None = None) -> FrontlineMap:
    """Return the report as a map that saves itself as one self-contained HTML file.

    Parameters
    ----------
    title
        Heading of the page; None takes the only article's title, or a general one.
    tiles
        Web tiles to draw under everything, which the page then loads from the network: a name that folium knows
        ("OpenStreetMap"), or a `folium.TileLayer` with its attribution. None for the drawn base map, which needs no network.

    Examples
    --------
    >>> page = draw_map(Report(generator="example"), title="Nothing yet")
    >>> page.document().count("<script>")
    1
    """
    payload = make_payload(report, title=title)
    drawn = FrontlineMap(payload, plain_page(report, title=payload["title"], sources=payload["credits"]))
    if tiles is not None:
        (folium.TileLayer(tiles) if isinstance(tiles, str) else tiles).add_to(drawn)
    return drawn


class FrontlineMap(folium.Map):
    """The page of a report; add any folium layer to it, then `save` it."""

    # Our own script makes the Leaflet map; folium only learns its name, so that layers can be added to it.
    _template = Template("{% macro script(this, kwargs) %}var {{ this.get_name() }} = frontline.map;{% endmacro %}")
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  # folium reads both as class attributes
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, payload: dict[str, Any], plain: str) -> None:
        super().__init__(tiles=None)
        self.payload = payload
        """What the page is told, schema frontline-page/2."""
        self.plain = plain
        """The claims as HTML for readers without scripts."""
        # folium names its elements at random; one fixed name keeps the same report the same file.
        self._id = "frontline"
        self._own = frozenset(self._children)
        self._page = _Page()
        self._page.add_child(self)

    def save(self, outfile: str | Path | IO[bytes], *, offline: bool = True, **_: Any) -> None:  # type: ignore[override]  # folium's takes positional options that this page has no use for
        """Write the page as one HTML file, whole or not at all.

        Parameters
        ----------
        outfile
            A path, or a file opened in binary.
        offline
            False puts web tiles under the map (OpenStreetMap, unless others were added), and lets added layers load from the web
            without a warning.

        Raises
        ------
        SourceError
            The folder is missing or cannot be written to.
        """
        if not offline and not self._tiles():
            folium.TileLayer(WEB_TILES).add_to(self)
        document = self.document(offline=offline).encode("utf-8")
        if not isinstance(outfile, (str, Path)):
            outfile.write(document)
            return
        with write_whole(outfile, binary=True) as file:
            file.write(document)  # type: ignore[arg-type]  # opened in binary

    def document(self, *, offline: bool = True) -> str:
        """Return the page as text; warns when layers the user added still load from the web, unless `offline` is False."""
        guests = self._guests()
        if offline and guests is not None and (addresses := outside_addresses(guests)):
            warnings.warn(
                f"layers added to the map load from outside the page and are missing offline: {', '.join(addresses)}",
                SourceWarning,
                stacklevel=2,
            )
        payload = self.payload | {"tiles": bool(self._tiles())}
        return assemble(
            title=as_text(self.payload["title"]), payload=as_json_script(payload), plain=self.plain, guests=guests
        )

    def render(self, **_: Any) -> None:  # type: ignore[override]  # folium's elements of a map give nothing back either
        """Draw the map into the figure it was added to: as the page in a frame, unless it is the map's own figure."""
        figure: Any = self.get_root()
        if figure is self._page:
            super().render()  # type: ignore[no-untyped-call]  # folium has no hints here
        else:
            height = "100%" if isinstance(figure, Div) else "100vh"
            figure.html.add_child(Element(in_frame(self.document(), height=height)), name=self.get_name())

    def _tiles(self) -> list[folium.TileLayer]:
        return [child for child in below(self) if isinstance(child, folium.TileLayer)]

    def _guests(self) -> Guests | None:
        """Return what folium renders for the layers the user added; None when there are none."""
        page: Any = self._page
        page.header._children.pop("meta_http", None)
        added = [*page.header._children, *page.html._children, *page.script._children]
        if self._own == frozenset(self._children) and len(page._children) == 1 and not added:
            return None
        layers = list(below(page))
        for layer in layers:
            if isinstance(layer, folium.GeoJson):
                layer.embed = True  # folium has read its file already, and one file is to hold the whole page
        # Layers render into the root above them, which is another figure's when the map was put into one.
        parent, self._parent = self._parent, page
        try:
            for child in page._children.values():
                child.render()
        finally:
            self._parent = parent
        scripts = tuple(child.render() for child in page.script._children.values())
        return Guests(page.header.render(), page.html.render(), scripts, pictures_of(layers))


class _Page(Figure):
    """The figure around the map, so that a notebook and `get_root().render()` get the finished page too."""

    def render(self, **_: Any) -> str:
        return next(child.document() for child in self._children.values() if isinstance(child, FrontlineMap))
