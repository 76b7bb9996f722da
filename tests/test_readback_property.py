"""Any report that can be made comes back from every file: claims with ids, words, offsets, places, quantities and days."""

from __future__ import annotations

import warnings
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

import geo
from geo.exports import save
from geo.records import Expression, Mention, Place, PlaceRef, Quantity, Report, Resolution, TimeSpan
from geo.review import read_claims
from tests.atlas import Atlas
from tests.test_readback import SUFFIXES
from tests.test_review import reports

SHAPES = st.sampled_from(
    [
        box(30, 45, 31, 46),
        box(179, 60, 181, 61),
        Point(35, 51).buffer(0.3),
        Polygon([(30, 45), (33, 45), (33, 48), (30, 48)], [[(31, 46), (32, 46), (32, 47), (31, 47)]]),
        LineString([(30, 45), (31.123456789, 46.987654321)]),
        None,
    ]
)
SPOTS = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


@st.composite
def placed(draw: st.DrawFn) -> Report:
    """Give a report whose claims have places, quantities and times of their own."""
    report = draw(reports())
    reading = report.articles[0]
    resolutions, expressions, times, quantities, claims = [], [], [], [], []
    for number, claim in enumerate(reading.claims):
        span = {"start": claim.start, "end": claim.end, "text": claim.quote}
        lon, lat = draw(SPOTS)
        shape = draw(SHAPES)
        way = draw(st.sampled_from(["place", "expression", "unmapped", "none"]))
        where: tuple[PlaceRef, ...] = (PlaceRef(ref=f"r{number}", role="where", relation=None),)
        if way == "expression":
            area = None if isinstance(shape, LineString) else shape
            expressions.append(Expression(id=f"r{number}", **span, relation="near", ground=None, geometry=area))
        elif way == "none":
            where = ()
        else:
            place = Place(id=f"t:{number}", name=f"Place {number}", kind="city", lon=lon, lat=lat, radius_m=900)
            mapped = way == "place"
            mention = Mention(id=f"r{number}", **span, mapped=mapped)
            resolutions.append(Resolution(mention=mention, usage="literal", mapped=mapped, place=place))
        times.append(TimeSpan(id=f"t{number}", **span, from_day=draw(st.dates()), to_day=None, anchor="explicit"))
        value = draw(st.integers(-(10**9), 10**9) | st.floats(1e-3, 1e9))
        numbers = {"value": value, "unit": "km", "si": value, "si_unit": "m", "low": None, "high": None}
        quantities.append(Quantity(id=f"q{number}", **span, **numbers, approx="about"))
        claims.append(replace(claim, where=where, times=(f"t{number}",), quantities=(f"q{number}",)))
    told = {"resolutions": resolutions, "expressions": expressions, "times": times, "quantities": quantities}
    lists = {name: tuple(parts) for name, parts in told.items()}
    return replace(report, articles=(replace(reading, claims=tuple(claims), **lists),))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=12)
@given(report=placed())
def test_any_report_comes_back(tmp_path_factory: pytest.TempPathFactory, report: Report, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    save(report, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", geo.ArticleWarning)
        (reading,) = read_claims(path, lookup=Atlas())
    (told,) = report.articles
    assert reading.claims == told.claims
    assert all(reading.article.text[claim.start : claim.end] == claim.quote for claim in reading.claims)
    assert [(one.mention, one.mapped, one.place) for one in reading.resolutions] == [
        (one.mention, one.mapped, rounded(one.place) if suffix == "json" else one.place) for one in told.resolutions
    ]
    assert [(one.id, one.text) for one in reading.expressions] == [(one.id, one.text) for one in told.expressions]
    assert reading.times == told.times
    assert [(one.id, one.text, one.unit) for one in reading.quantities] == [
        (one.id, one.text, one.unit) for one in told.quantities
    ]
    assert [one.si for one in reading.quantities] == pytest.approx([one.si for one in told.quantities], rel=1e-11)


def rounded(place: Place | None) -> Place | None:
    """Return a place as geo-report/1 keeps it: to 7 decimals of a degree."""
    return place and replace(place, lon=round(place.lon, 7), lat=round(place.lat, 7))
