"""The page in a notebook: the same script and the same payload, with every choice shared with Python.

Comes in: a `Report`. Goes out: an anywidget (extra: notebook), proven in JupyterLab 4 and Notebook 7; VS Code, Colab and marimo know anywidgets too, not tried here.
`live.py` holds the widget, which needs anywidget. The rest does without: `rule.py` knows which claims filters leave, `chosen.py` which were
selected, `corrected.py` what was marked as wrong; `inert.py` is what a notebook shows where nothing runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import MissingExtra
from geo.records import Report

if TYPE_CHECKING:
    from geo.widget.live import FrontlineWidget

HEIGHT = 640
"""Pixels of a notebook cell that the map takes unless told otherwise."""


def make_widget(report: Report, *, title: str | None = None, height: int = HEIGHT) -> FrontlineWidget:
    """Return the report as a notebook widget, a `FrontlineWidget`.

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
        import anywidget  # noqa: F401  # asked for by name, so that the message is ours
    except ImportError as error:
        raise MissingExtra("anywidget", "notebook") from error
    from geo.widget.live import FrontlineWidget

    return FrontlineWidget(report, title=title, height=height)
