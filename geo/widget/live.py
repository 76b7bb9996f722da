"""The widget itself.

Longitudes come before latitudes, EPSG:4326; days are ISO 8601 in the traits and `datetime.date` in callbacks.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets
from anywidget import AnyWidget

from geo.errors import GeoError, RecordError
from geo.exports import to_csv, to_geojson, to_json, write_text
from geo.page import draw_map
from geo.page.document import page_style, widget_script
from geo.page.payload import make_payload
from geo.places.corrections import Correction, Corrections
from geo.records import Place, Report
from geo.review import framed
from geo.widget.chosen import claim_keys, ids_of, only_claims, pack_payload
from geo.widget.corrected import Marked, correction_of
from geo.widget.inert import short_table
from geo.widget.rule import Rule, plain_filters

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Leave = Callable[[], None]
"""What a function that began to listen hands back: call it to listen no more."""


class FrontlineWidget(AnyWidget):
    """The page of a report in a notebook."""

    _esm = widget_script()
    _css = page_style()
    payload = traitlets.Bytes().tag(sync=True)
    height = traitlets.Int(640).tag(sync=True)
    day = traitlets.Unicode("").tag(sync=True)
    """The day shown; "" where nothing is dated."""
    compare_day = traitlets.Unicode("").tag(sync=True)
    """The day it is compared with; "" for none."""
    window = traitlets.Int(0, min=0).tag(sync=True)
    """Days up to `day` whose claims are shown; 0 for all."""
    view: Any = traitlets.List().tag(sync=True)
    """[lon, lat, zoom] of the middle of the map; empty until the page has chosen its first."""
    selected_ids = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Claims chosen, `<article>~<claim>`; the first has its card open."""
    filters = traitlets.Dict().tag(sync=True)
    """What is filtered by: query, verdicts, source, actor, type, grain, article; a key left out filters nothing."""
    visible_ids = traitlets.List(traitlets.Unicode(), read_only=True)
    """Claims that `filters`, `window` and `day` leave, whether a page is open or not."""
    _marked: Any = traitlets.List().tag(sync=True)
    _refused = traitlets.Unicode("").tag(sync=True)

    def __init__(self, report: Report, *, title: str | None, height: int) -> None:
        self.report = report
        self._title = title
        self._keys = claim_keys(report)
        self._places = Marked()
        self._correcting: list[Callable[[Correction], object]] = []
        payload = make_payload(report, title=title)
        self._rule = Rule(payload)
        first = self._rule.first_day
        super().__init__(payload=pack_payload(payload), height=height, day=first.isoformat() if first else "")
        self.set_trait("visible_ids", self._keys)
        self.observe(self._filter, ["day", "window", "filters"])
        self.on_msg(self._hear)

    def __repr__(self) -> str:
        return f"<FrontlineWidget: {len(self.visible_ids):,} of {len(self._keys):,} claims>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget for a notebook, with a short table for where no widget runs."""
        bundle = super()._repr_mimebundle_(**kwargs)
        kinds = bundle[0] if isinstance(bundle, tuple) else bundle
        if kinds is not None:
            kinds["text/html"] = f"<p>{html.escape(repr(self))}</p>{short_table(self.report)}"
        return bundle

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

    @traitlets.validate("selected_ids")
    def _valid_ids(self, proposal: Any) -> list[str]:
        ids = list(dict.fromkeys(proposal.value))
        with _as_trait_error():
            self._demand(ids)
        return ids

    @traitlets.validate("filters")
    def _valid_filters(self, proposal: Any) -> dict[str, Any]:
        with _as_trait_error():
            return plain_filters(proposal.value)

    def _filter(self, _: Any) -> None:
        left = self._rule.visible(filters=self.filters, window=self.window, day=self.days[1])
        self.set_trait("visible_ids", list(compress(self._keys, left)))

    def _hear(self, _: Any, content: Any, buffers: Any) -> None:  # noqa: ARG002  # the signature of on_msg
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "correct":
            self._refused = ""
            try:
                self.correct(*correction_of(self.report, content["about"]))
            except GeoError as error:
                self._refused = str(error)  # the reader at the map hears of it too
                raise
        if kind == "undo" and (entry := self._places.at(content.get("number", -1))) is not None:
            self.undo(entry)

    @property
    def corrections(self) -> Corrections:
        """What was marked as wrong, for `report.with_corrections` and `geo.write_corrections`; the last word on each spot."""
        return self._places.corrections()

    def correct(self, correction: Correction, label: str = "") -> None:
        """Add a correction; an earlier one of the same spot gives way.

        Parameters
        ----------
        label
            What the place is called in the list below the map; "" tells its id or its degrees.
        """
        self._places.add(correction, label)
        self._marked = self._places.told()
        for told in tuple(self._correcting):
            told(correction)

    def undo(self, correction: Correction | None = None) -> Correction | None:
        """Take back a correction, or the last one, and return it; None where there is none to take back."""
        taken = self._places.take_back(correction)
        self._marked = self._places.told()
        return taken

    def on_correct(self, told: Callable[[Correction], object]) -> Leave:
        """Call a function with each correction as it is made; call what is returned to hear no more."""
        self._correcting.append(told)
        return lambda: self._correcting.remove(told) if told in self._correcting else None

    def on_select(self, told: Callable[[list[str]], object]) -> Leave:
        """Call a function with the ids of the chosen claims whenever they change; call what is returned to hear no more."""
        return self._listen(lambda _: told(list(self.selected_ids)), ["selected_ids"])

    def on_window(self, told: Callable[[date | None, date | None], object]) -> Leave:
        """Call a function with the first and last day shown whenever they change; no first day when all days are.

        Call what is returned to hear no more.
        """
        before = [self.days]

        def changed(_: Any) -> None:
            if self.days != before[0]:  # day and window may change at once
                before[0] = self.days
                told(*self.days)

        return self._listen(changed, ["day", "window"])

    def _listen(self, handler: Callable[[Any], object], names: list[str]) -> Leave:
        self.observe(handler, names)
        listening = [handler]
        return lambda: self.unobserve(listening.pop(), names) if listening else None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day of the window; (None, day) when claims of all days are shown."""
        last = date.fromisoformat(self.day) if self.day else None
        return (last - timedelta(days=self.window - 1) if last and self.window else None), last

    def select(self, rows: Any) -> None:
        """Choose claims on the map: ids `<article>~<claim>`, or rows of `report.to_frame("claims")` or of "findings", in any order.

        Raises
        ------
        RecordError
            One of them is no claim of this report, or the rows do not say which claims they are about.
        """
        ids = ids_of(rows)
        self._demand(ids)
        self.selected_ids = ids

    def fly_to(self, to: Any, lat: float | None = None, zoom: float | None = None) -> None:
        """Move the map, in every view of the widget, or before the first is shown.

        Parameters
        ----------
        to
            Degrees east, with `lat`; or a place; or a claim, as its id or a row of a frame.
        lat
            Degrees north, EPSG:4326, where `to` is degrees east.
        zoom
            None keeps the zoom.

        Raises
        ------
        RecordError
            The point is not on Earth, or the claim has no place on the map or is none of this report.
        """
        lon, lat = (to, lat) if isinstance(to, (int, float)) else self._spot(to)
        if lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise RecordError(f"lon is {lon} and lat is {lat}, which is not on Earth.")
        kept = self.view[2:] if zoom is None else [zoom]
        self.view = [lon, lat, *kept]

    def _spot(self, to: Any) -> tuple[float, float]:
        if isinstance(to, Place):
            return to.lon, to.lat
        ids = ids_of(to)
        self._demand(ids)
        spots = [self._rule.spot(self._keys.index(key)) for key in ids[:1]]
        if not spots or spots[0] is None:
            raise RecordError(f"{ids[0] if ids else 'nothing'} has no place on the map.")
        return spots[0]

    def _demand(self, ids: Iterable[str]) -> None:
        if unknown := sorted(set(ids) - set(self._keys)):
            raise RecordError(f"no claim of this report is called {unknown[0]!r}; ids look like {self._keys[:1]}.")

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
        return framed(self.shown(), what)


@contextmanager
def _as_trait_error() -> Iterator[None]:
    """Let what is wrong with a value be told in the way of traits."""
    try:
        yield
    except RecordError as error:
        raise traitlets.TraitError(str(error)) from error


def _is_view(value: Any) -> bool:
    numbers = len(value) in (2, 3) and all(isinstance(part, (int, float)) for part in value)
    return bool(
        numbers and -180 <= value[0] <= 180 and -90 <= value[1] <= 90 and all(0 <= zoom <= 24 for zoom in value[2:])
    )


def _written(text: str, path: str | Path | None) -> str:
    if path is not None:
        write_text(text, path)
    return text
