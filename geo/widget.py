"""The page in a notebook: the same script and the same payload, with the day and the choice shared with Python.

Comes in: a `Report`. Goes out: an anywidget, so it runs in Jupyter, VS Code, Colab and marimo (extra: notebook).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtra
from geo.page.document import page_style, widget_script
from geo.page.payload import as_json_script, make_payload
from geo.records import Report

if TYPE_CHECKING:
    from anywidget import AnyWidget

HEIGHT = 640
"""Pixels of a notebook cell that the map takes unless told otherwise."""


def make_widget(report: Report, *, title: str | None = None, height: int = HEIGHT) -> AnyWidget:
    """Return the report as a notebook widget.

    Its traits `day` (ISO 8601, or empty) and `selected_ids` (`<article>~<claim>`) go both ways; `visible_ids` is what the
    reader's filters leave, and is written by the page alone.

    Parameters
    ----------
    title
        Heading of the page; None takes the only article's title, or a general one.
    height
        Height of the widget in pixels.

    Raises
    ------
    MissingExtra
        anywidget is not installed.
    """
    try:
        from anywidget import AnyWidget
    except ImportError as error:
        raise MissingExtra("anywidget", "notebook") from error
    import traitlets

    def synced(trait: Any) -> Any:
        return trait.tag(sync=True)

    class FrontlineWidget(AnyWidget):
        """The page of a report in a notebook."""

        _esm = widget_script()
        _css = page_style()
        payload = synced(traitlets.Unicode())
        height = synced(traitlets.Int(HEIGHT))
        day = synced(traitlets.Unicode(""))
        selected_ids = synced(traitlets.List(traitlets.Unicode()))
        visible_ids = synced(traitlets.List(traitlets.Unicode()))

    payload = make_payload(report, title=title)
    columns = payload["claims"]["columns"]
    articles = [article["id"] for article in payload["articles"]]
    ids = [f"{articles[number]}~{claim}" for number, claim in zip(columns["article"], columns["id"], strict=True)]
    return FrontlineWidget(payload=as_json_script(payload), height=height, visible_ids=ids)
