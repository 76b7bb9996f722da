"""The columns of a claims table: their order, other names for them, and which of them are computed."""

from __future__ import annotations

COLUMNS = tuple(
    "article claim strike quote type mode stance polarity certainty sources actors place role relation place_id lon lat radius_m "
    "more_places from_day to_day granularity anchor quantities salience translation note verdict reason sentence context check layer "
    "snapshot by_hand start end title publisher author published language article_source attribution".split()
)
ORIGINAL = "original"
"""Columns `original`, `original_2`, …: what the program had read, packed; not for people."""
COMPUTED = frozenset("verdict reason sentence context check layer snapshot by_hand start end attribution".split())
"""Columns that are written for the reader and not read back."""
ARTICLE_COLUMNS = tuple("title publisher author published language article_source".split())
"""Columns that tell of the article, the same on all its rows."""
PLACE_COLUMNS = tuple("place place_id lon lat radius_m".split())
"""Columns that together say which place a claim is about."""
DAY_COLUMNS = frozenset({"from_day", "to_day", "published"})
_ALIASES = {
    "text": "quote",
    "day": "from_day",
    "date": "from_day",
    "from": "from_day",
    "to": "to_day",
    "source": "sources",
    "actor": "actors",
    "where": "place",
    "longitude": "lon",
    "lng": "lon",
    "latitude": "lat",
    "radius": "radius_m",
    "notes": "note",
    "comment": "note",
    "file": "article_source",
}


def column_named(heading: str) -> str:
    """Return the column that a heading means, or the heading itself, small and with underscores, where it means none.

    Examples
    --------
    >>> column_named(" From day "), column_named("Day"), column_named("Reviewer")
    ('from_day', 'from_day', 'reviewer')
    """
    name = "_".join(heading.replace("-", " ").replace("_", " ").lower().split())
    return name if name in COLUMNS else _ALIASES.get(name, name)


def is_original(column: str) -> bool:
    """Tell whether a column holds a part of what the program had read."""
    return column == ORIGINAL or (column.startswith(f"{ORIGINAL}_") and column[len(ORIGINAL) + 1 :].isdecimal())
