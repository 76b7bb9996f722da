"""Frontline: what articles claim about a war, laid on a map and checked against public front-line datasets.

The names below are the public ones; each is loaded when it is first used, so that `import geo` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.article import read_article, read_articles
    from geo.errors import (
        ArticleError,
        ArticleWarning,
        FrontLineError,
        FrontLineWarning,
        GazetteerError,
        GeoError,
        GeoWarning,
        MissingExtra,
        RecordError,
        SourceError,
        SourceWarning,
    )
    from geo.exports import write_csv, write_geojson, write_json
    from geo.frontline import read_frontline
    from geo.pipeline import geoparse, locate
    from geo.records import Article
    from geo.report import Report, run

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "ArticleWarning",
    "FrontLineError",
    "FrontLineWarning",
    "GazetteerError",
    "GeoError",
    "GeoWarning",
    "MissingExtra",
    "RecordError",
    "Report",
    "SourceError",
    "SourceWarning",
    "geoparse",
    "locate",
    "read_article",
    "read_articles",
    "read_frontline",
    "run",
    "write_csv",
    "write_geojson",
    "write_json",
]

_HOMES = {
    "Article": "records",
    "Report": "report",
    "geoparse": "pipeline",
    "locate": "pipeline",
    "read_article": "article",
    "read_articles": "article",
    "read_frontline": "frontline",
    "run": "report",
    "write_csv": "exports",
    "write_geojson": "exports",
    "write_json": "exports",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
