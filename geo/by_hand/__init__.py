"""Checks without an article: a place, a side, a day and front lines go in; a `Finding` with its figures comes out.

Each takes names, texts and paths as a person gives them; `geo.checks` does the measuring.
"""

from __future__ import annotations

from geo.by_hand.apart import check_distance, check_region
from geo.by_hand.changes import check_change, check_direction, check_superlative, check_trend
from geo.by_hand.holding import check_capture, check_control, check_enclosure, check_prediction
from geo.by_hand.sizes import check_area, check_ratio, check_share

__all__ = [
    "check_area",
    "check_capture",
    "check_change",
    "check_control",
    "check_direction",
    "check_distance",
    "check_enclosure",
    "check_prediction",
    "check_ratio",
    "check_region",
    "check_share",
    "check_superlative",
    "check_trend",
]
