"""Figures of shape and number that checks come to on real snapshots, beside what they should be.

`python -m tests.benchmarks checks_shape` prints one row a figure. Needs the datasets of ../shared.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from geo.boundaries import read_boundaries
from geo.checks.area_held import check_area
from geo.checks.control_at import check_control
from geo.checks.distance_bearing import check_distance
from geo.checks.enclosure import check_enclosure
from geo.checks.ratio_of_areas import check_ratio
from geo.checks.region_relation import check_region
from geo.checks.share_of_whole import check_share
from geo.frontline import read_frontline
from geo.quantities import find_quantities
from geo.records import Finding, FrontLine, Place, Quantity

DATASETS = Path(__file__).resolve().parents[3] / "shared" / "datasets"
KURSK_LAYERS = {
    "deepstate-raw": {},
    "uacontrolmap-owlmaps": {},
    "nzz-liveuamap": {},
    "isw-lemonde-topojson": {"layer": "kursk"},
}
"""Datasets with a say in Kursk Oblast, and how they are read."""


def town(name: str, lon: float, lat: float, *, radius_m: float = 2_000.0) -> Place:
    """Return a town at its point in cities500, with a disc of a given radius."""
    return Place(id=f"test:{name}", name=name, kind="city", lon=lon, lat=lat, radius_m=radius_m, country="UA")


POKROVSK, DONETSK = town("Pokrovsk", 37.17706, 48.28014), town("Donetsk", 37.80224, 48.023, radius_m=10_700.0)
KURAKHOVE, MYRNOHRAD = town("Kurakhove", 37.28069, 47.9847), town("Myrnohrad", 37.26513, 48.3099)


def region(id_: str) -> Place:
    """Return a country or first-level division with its outline."""
    one = read_boundaries()[id_]
    return Place(
        id=one.id,
        name=one.name,
        kind=one.kind,
        lon=one.lon,
        lat=one.lat,
        radius_m=one.radius_m,
        country=one.country,
        geometry="polygon",
        shape=one.shape,
    )


def said(text: str) -> Quantity:
    """Return the first quantity in some words."""
    return find_quantities(text)[0]


def kursk_layers() -> tuple[FrontLine, ...]:
    """Return the makers that map Kursk Oblast, without the warnings on what their files leave out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(read_frontline(DATASETS / name, **options) for name, options in KURSK_LAYERS.items())


def peak_of_kursk(layers: tuple[FrontLine, ...]) -> Finding:
    """Return the finding on 500 square miles of Kursk Oblast at the peak, said on 2025-03-18."""
    return check_area(region("ne:RU-KRS"), "UA", said("500 square miles"), date(2025, 3, 18), layers, peak=True)


def print_figures() -> None:
    """Print what is measured beside what should come out, and the verdict."""
    if not DATASETS.is_dir():
        print("needs ../shared/datasets")
        return
    print(f"{'figure':<58} {'measured':>12} {'should be':>12}  verdict")
    for name, measured, wanted, finding in rows(read_frontline(DATASETS / "deepstate-daily"), kursk_layers()):
        print(f"{name:<58} {measured:>12} {wanted:>12}  {finding.verdict} {finding.reason or ''}")


def rows(daily: FrontLine, layers: tuple[FrontLine, ...]) -> Iterator[tuple[str, float | str, float | str, Finding]]:
    """Yield name, figure, figure that should come out, and finding."""
    far = check_distance(POKROVSK, DONETSK, said("about 50km"), bearing=315)
    yield "Pokrovsk from Donetsk, km", round(float(far.figures["distance_m"]) / 1000, 1), 54.6, far
    yield "  bearing, degrees", far.figures["bearing_deg"], 301.8, far
    half = check_control(POKROVSK, "RU", date(2025, 12, 2), [daily])
    for name, key, wanted in (
        ("Pokrovsk 2025-12-02, %", "share", 50.4),
        ("  north", "share_n", 19.2),
        ("  south", "share_s", 81.6),
    ):
        yield name, round(100 * float(half.figures[key]), 1), wanted, half
    for name, place, day, wanted in (
        ("Pokrovsk 2026-02-09, %", POKROVSK, date(2026, 2, 9), 96.3),
        ("Kurakhove 2025-01-06, %", KURAKHOVE, date(2025, 1, 6), 95.0),
    ):
        held = check_control(place, "RU", day, [daily])
        yield name, round(100 * float(held.figures["share"]), 1), wanted, held
    for day, blocked, mouth in ((date(2025, 12, 1), 76, 10), (date(2026, 2, 16), 94, 3)):
        ring = check_enclosure(MYRNOHRAD, "RU", day, [daily])
        yield f"Myrnohrad {day}, blocked %", round(100 * float(ring.figures["blocked_share"])), blocked, ring
        yield "  mouth, km", round(float(ring.figures["mouth_m"]) / 1000, 1), mouth, ring
    share = check_share([region("ne:RU")], "UA", said("0.0058823529%"), date(2024, 9, 10), [daily])
    yield "0.0058823529% of Russia, km²", share.figures["implied_km2"], 1005.8, share
    yield "  fraction", share.figures["fraction"], "1/17,000", share
    ratio = check_ratio(
        None, "RU", said("three-to-four times more"), 1295.0, date(2025, 3, 13), [daily], starts=[date(2024, 8, 6)]
    )
    for reading, wanted in zip(ratio.readings, (2.36, "", 2.23, "", ""), strict=True):
        yield f"  {str(reading['reading'])[:54]}", reading["value"], wanted, ratio
    peak = peak_of_kursk(layers)
    yield "500 square miles, km²", peak.figures["said_km2"], 1295.0, peak
    for one, wanted in zip(peak.by_layer, ("909 + 338", 1132, 1266, 941), strict=True):
        figures = " + ".join(f"{km2:.0f}" for km2 in one.figures.values())
        yield f"  peak of {one.layer}, {one.snapshot or 'by claim'}, {one.verdict}", figures, wanted, peak
    isw = next(one for one in layers if one.name == "isw")
    week = check_area(region("ne:RU-KRS"), "UA", said("500 square miles"), date(2024, 9, 1), [isw]).by_layer[0]
    # The weekly files peak on 2024-08-25; 1,132 is what the week of 2024-09-01 has inside the oblast as OpenStreetMap draws it.
    yield "  isw on 2024-09-01, by claim", round(week.figures["claimed_km2"]), 1132, peak
    border = check_region(region("ne:RU-KRS"), region("ne:UA"), "borders")
    yield "Kursk Oblast borders Ukraine, km", round(float(border.figures["shared_border_m"]) / 1000), "", border
