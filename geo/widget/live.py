"""The widget itself.

Longitudes come before latitudes, EPSG:4326; days are ISO 8601 in the traits and `datetime.date` in callbacks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from anywidget import AnyWidget

from geo.errors import RecordError
from geo.exports import to_csv, to_geojson, to_json, write_text
from geo.frames import to_frame
from geo.page import draw_map
from geo.page.document import page_style, widget_script
from geo.page.payload import make_payload
from geo.places.corrections import Correction, Corrections
from geo.records import Report
from geo.widget.chosen import claim_keys, correction_of, ids_of, only_claims, pack_payload

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

SOURCE = "notebook"
"""Where corrections made in a widget say that they come from."""


class FrontlineWidget(AnyWidget):
    """The page of a report in a notebook."""

    _esm = widget_script()
    _css = page_style()
    payload = traitlets.Bytes().tag(sync=True)
    height = traitlets.Int(640).tag(sync=True)
    day = traitlets.Unicode("").tag(sync=True)
    """The day shown; "" until the page has chosen its first."""
    compare_day = traitlets.Unicode("").tag(sync=True)
    """The day it is compared with; "" for none."""
    window = traitlets.Int(0, min=0).tag(sync=True)
    """Days up to `day` whose claims are shown; 0 for all."""
    view: Any = traitlets.List().tag(sync=True)
    """[lon, lat, zoom] of the middle of the map."""
    selected_ids = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Claims chosen, `<article>~<claim>`; the first has its card open."""
    filters = traitlets.Dict().tag(sync=True)
    """What is filtered by: query, verdicts, source, actor, type, grain, article; a key left out filters nothing."""
    visible_ids = traitlets.List(traitlets.Unicode(), read_only=True)
    """Claims that the filters leave, as the page says."""
    _visible = traitlets.Bytes().tag(sync=True, from_json=lambda value, _: bytes(value))

    def __init__(self, report: Report, *, title: str | None, height: int) -> None:
        self.report = report
        self._title = title
        self._keys = claim_keys(report)
        self._entries: dict[object, Correction] = {}
        self._correcting: list[Callable[[Correction], object]] = []
        super().__init__(payload=pack_payload(make_payload(report, title=title)), height=height)
        self.set_trait("visible_ids", self._keys)
        self.observe(self._see, "_visible")
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"<FrontlineWidget: {len(self.visible_ids):,} of {len(self._keys):,} claims>"

    @traitlets.validate("day", "compare_day")
    def _valid_day(self, proposal: Any) -> str:
        try:
            return date.fromisoformat(proposal.value).isoformat() if proposal.value else ""
        except ValueError as error:
            raise traitlets.TraitError(f"{proposal.value!r} is no day; give one as in 2024-09-17.") from error

    @traitlets.validate("view")
    def _valid_view(self, proposal: Any) -> list[float]:
        if proposal.value and not _is_view(proposal.value):
            raise traitlets.TraitError(f"view is {proposal.value!r}; give [lon, lat, zoom] in degrees.")
        return list(proposal.value)

    def _see(self, change: Any) -> None:
        bits = np.unpackbits(np.frombuffer(change.new, dtype=np.uint8), count=len(self._keys), bitorder="little")
        self.set_trait("visible_ids", list(compress(self._keys, bits)))

    def _hear(self, _: Any, content: Any, buffers: Any) -> None:  # noqa: ARG002  # the signature of on_msg
        if isinstance(content, dict) and content.get("kind") == "correct":
            self.correct(correction_of(self.report, content["about"]))

    @property
    def corrections(self) -> Corrections:
        """What was marked as wrong, for `report.with_corrections`; the last word on each spot."""
        return Corrections(source=SOURCE, entries=tuple(self._entries.values()))

    def correct(self, correction: Correction) -> None:
        """Add a correction; an earlier one of the same spot gives way."""
        self._entries[correction.spot] = correction
        for told in self._correcting:
            told(correction)

    def on_correct(self, told: Callable[[Correction], object]) -> None:
        """Call a function with each correction as it is made."""
        self._correcting.append(told)

    def on_select(self, told: Callable[[list[str]], object]) -> None:
        """Call a function with the ids of the chosen claims whenever they change."""
        self.observe(lambda change: told(list(change.new)), "selected_ids")

    def on_window(self, told: Callable[[date | None, date | None], object]) -> None:
        """Call a function with the first and last day shown whenever they change; no first day when all days are."""
        self.observe(lambda _: told(*self.days), ["day", "window"])

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of the window; (None, day) when claims of all days are shown."""
        last = date.fromisoformat(self.day) if self.day else None
        return (last - timedelta(days=self.window - 1) if last and self.window else None), last

    def select(self, rows: Any) -> None:
        """Choose claims on the map: ids `<article>~<claim>`, or rows of `report.to_frame("claims")` or of "findings".

        Raises
        ------
        RecordError
            One of them is no claim of this report.
        """
        ids = ids_of(rows)
        if unknown := sorted(set(ids) - set(self._keys)):
            raise RecordError(f"no claim of this report is called {unknown[0]!r}; ids look like {self._keys[:1]}.")
        self.selected_ids = ids

    def fly_to(self, lon: float, lat: float, zoom: int | None = None) -> None:
        """Move the map to a point, degrees in EPSG:4326; None keeps the zoom.

        Raises
        ------
        RecordError
            The point is not on Earth.
        """
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise RecordError(f"lon is {lon} and lat is {lat}, which is not on Earth.")
        self.send({"kind": "fly_to", "lon": lon, "lat": lat, "zoom": zoom})

    def shown(self) -> Report:
        """Return the report with the claims that the filters leave; every way out of a report goes from there."""
        return only_claims(self.report, self.visible_ids)

    def to_html(self, path: str | Path | None = None) -> str:
        """Return the page as one HTML document, the same as the map's `save` writes; and write it where a path is given."""
        drawn = draw_map(self.report, title=self._title)
        if path is not None:
            drawn.save(path)
        return drawn.document()

    def to_geojson(self, path: str | Path | None = None) -> str:
        """Return the claims that the filters leave as GeoJSON; and write it where a path is given."""
        return _written(to_geojson(self.shown()), path)

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the claims that the filters leave as CSV; and write it where a path is given."""
        return _written(to_csv(self.shown()), path)

    def to_json(self, path: str | Path | None = None) -> str:
        """Return the report of the claims that the filters leave as geo-report/1 JSON; and write it where a path is given."""
        return _written(to_json(self.shown()), path)

    def to_frame(self, what: str = "claims") -> GeoDataFrame:
        """Return what the filters leave as a GeoDataFrame, as `report.to_frame` does."""
        return to_frame(self.shown(), what)


def _is_view(value: Any) -> bool:
    numbers = len(value) == 3 and all(isinstance(part, (int, float)) for part in value)
    return bool(numbers and -180 <= value[0] <= 180 and -90 <= value[1] <= 90 and 0 <= value[2] <= 24)


def _written(text: str, path: str | Path | None) -> str:
    if path is not None:
        write_text(text, path)
    return text
