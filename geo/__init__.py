"""Frontline: what articles claim about a war, laid on a map and checked against public front-line datasets.

The names below are the public ones; each is loaded when it is first used, so that `import geo` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.article import read_article, read_articles
    from geo.by_hand import (
        check_area,
        check_capture,
        check_change,
        check_control,
        check_direction,
        check_distance,
        check_enclosure,
        check_prediction,
        check_ratio,
        check_region,
        check_share,
        check_superlative,
        check_trend,
    )
    from geo.checks.register import predictions
    from geo.control import compare_days, held_areas, sides_at, standing_of, timeline_of
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
    from geo.exports import (
        from_postgis,
        write_claimreview,
        write_csv,
        write_geojson,
        write_geoparquet,
        write_gpkg,
        write_json,
        write_kml,
        write_xlsx,
    )
    from geo.frontline import read_frontline
    from geo.frontline.fetch import fetch_frontline
    from geo.frontline.regions import read_region
    from geo.frontline.sources import list_frontline_sources
    from geo.gazetteer.build import build_gazetteer, list_gazetteer_layers, remove_gazetteer_layer
    from geo.gazetteer.online import online_geocoder
    from geo.locating import find_places, locate, place_of
    from geo.pipeline import geoparse
    from geo.places.corrections import Correction, Corrections, read_corrections, write_corrections
    from geo.plots import plot_areas
    from geo.records import Article
    from geo.report import Report, run
    from geo.review import claims_template, from_frame, read_claims

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "ArticleWarning",
    "Correction",
    "Corrections",
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
    "build_gazetteer",
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
    "claims_template",
    "compare_days",
    "fetch_frontline",
    "find_places",
    "from_frame",
    "from_postgis",
    "geoparse",
    "held_areas",
    "list_frontline_sources",
    "list_gazetteer_layers",
    "locate",
    "online_geocoder",
    "place_of",
    "plot_areas",
    "predictions",
    "read_article",
    "read_articles",
    "read_claims",
    "read_corrections",
    "read_frontline",
    "read_region",
    "remove_gazetteer_layer",
    "run",
    "sides_at",
    "standing_of",
    "timeline_of",
    "write_claimreview",
    "write_corrections",
    "write_csv",
    "write_geojson",
    "write_geoparquet",
    "write_gpkg",
    "write_json",
    "write_kml",
    "write_xlsx",
]

_HOMES = {
    "Article": "records",
    "Correction": "places.corrections",
    "Corrections": "places.corrections",
    "Report": "report",
    "build_gazetteer": "gazetteer.build",
    "check_area": "by_hand",
    "check_capture": "by_hand",
    "check_change": "by_hand",
    "check_control": "by_hand",
    "check_direction": "by_hand",
    "check_distance": "by_hand",
    "check_enclosure": "by_hand",
    "check_prediction": "by_hand",
    "check_ratio": "by_hand",
    "check_region": "by_hand",
    "check_share": "by_hand",
    "check_superlative": "by_hand",
    "check_trend": "by_hand",
    "claims_template": "review",
    "compare_days": "control",
    "fetch_frontline": "frontline.fetch",
    "find_places": "locating",
    "from_frame": "review",
    "from_postgis": "exports",
    "geoparse": "pipeline",
    "held_areas": "control",
    "list_frontline_sources": "frontline.sources",
    "list_gazetteer_layers": "gazetteer.build",
    "locate": "locating",
    "online_geocoder": "gazetteer.online",
    "place_of": "locating",
    "plot_areas": "plots",
    "predictions": "checks.register",
    "read_article": "article",
    "read_articles": "article",
    "read_claims": "review",
    "read_corrections": "places.corrections",
    "read_frontline": "frontline",
    "read_region": "frontline.regions",
    "remove_gazetteer_layer": "gazetteer.build",
    "run": "report",
    "sides_at": "control",
    "standing_of": "control",
    "timeline_of": "control",
    "write_claimreview": "exports",
    "write_corrections": "places.corrections",
    "write_csv": "exports",
    "write_geojson": "exports",
    "write_geoparquet": "exports",
    "write_gpkg": "exports",
    "write_json": "exports",
    "write_kml": "exports",
    "write_xlsx": "exports",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
