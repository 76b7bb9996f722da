"""The main job on the reference articles beside the repository: places, claims and verdicts against the annotations."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.records import Place

PUBLISHED = {"000": "2024-09-17", "001": "2024-09-10", "002": "2025-03-18"}
# lon, lat of what must stand on the map; gazetteers agree on these within a few kilometres.
STANDING = {
    "Sudzha": (35.27, 51.19),
    "Pokrovsk": (37.18, 48.28),
    "Bakhmut": (38.00, 48.59),
    "Donetsk": (37.80, 48.02),
    "Ilovaisk": (38.20, 47.92),
    "Debaltseve": (38.44, 48.34),
    "Luhansk": (39.31, 48.57),
    "Istanbul": (28.95, 41.01),
    "Jeddah": (39.19, 21.49),
}


@pytest.fixture(scope="module")
def report(shared: Path) -> geo.Report:
    # One of them runs on into what its readers wrote, without a heading.
    with pytest.warns(geo.ArticleWarning, match="run on into reader comments"):
        articles = [
            geo.read_article(path, published=PUBLISHED[path.name[:3]]) for path in sorted(shared.glob("articles/*.txt"))
        ]
    return geo.run(articles, frontlines=[geo.read_frontline(shared / "datasets/deepstate-daily")])


@pytest.fixture(scope="module")
def score(shared: Path, report: geo.Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("score") / "report.json"
    path.write_text(report.to_json(), "utf-8")
    gold = [str(shared / f"gold/{number}.json") for number in ("000", "001")]
    program = [sys.executable, str(shared / "gold/score.py"), "--json", "--gold", *gold, "--report", str(path)]
    return dict(json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)["figures"])


def standing(report: geo.Report) -> dict[str, list[Place]]:
    """What stands on the map, by the words of its mention."""
    found: dict[str, list[Place]] = {}
    for reading in report.articles:
        for resolution in reading.resolutions:
            if resolution.mapped and resolution.place is not None:
                found.setdefault(resolution.mention.text, []).append(resolution.place)
    return found


@pytest.mark.parametrize("name", STANDING)
def test_towns_stand_where_they_are(report: geo.Report, name: str) -> None:
    lon, lat = STANDING[name]
    places = standing(report)[name]
    assert all(abs(place.lon - lon) < 0.1 and abs(place.lat - lat) < 0.1 for place in places)


def test_the_old_name_of_bakhmut_stands_at_bakhmut(report: geo.Report) -> None:
    (place,) = standing(report)["Artyomovsk"]
    assert (place.name, place.country) == ("Bakhmut", "UA")


def test_kursk_is_the_oblast_and_its_plant_is_the_plant(report: geo.Report) -> None:
    assert {place.id for place in standing(report)["Kursk"]} == {"ne:RU-KRS", "curated:kursk-npp"}


def test_governments_agreements_and_newspapers_do_not_stand_on_the_map(report: geo.Report) -> None:
    assert "Washington" not in standing(report)
    for reading in report.articles:
        behind = {
            reading.article.text[r.mention.end : r.mention.end + 6].strip() for r in reading.resolutions if r.mapped
        }
        assert not {words for words in behind if words.startswith(("II", "Times"))}


def test_places_reach_the_figures_set_for_them(score: dict[str, Any]) -> None:
    assert score["places.f1"] >= 0.92
    assert score["places.placed_right"] >= 0.97
    assert score["mentions.recall"] >= 0.97


def test_every_claim_a_fact_checker_would_take_up_is_found(score: dict[str, Any]) -> None:
    assert score["claims.recall_salient"] >= 0.9
    assert score["claims.precision"] >= 0.75


# What is said of a claim that is found; the days of one battle, of one quotation, of one refusal and of one deployment are
# told nowhere in the texts: 16 of 20.
CLAIM_FLOORS = {"type": 0.97, "stance": 0.94, "polarity": 0.97, "source": 0.86, "where": 0.94, "when": 0.80}


@pytest.mark.parametrize("figure", CLAIM_FLOORS)
def test_what_is_said_of_a_claim_is_right(score: dict[str, Any], figure: str) -> None:
    assert score[f"claims.{figure}"] >= CLAIM_FLOORS[figure]


def test_no_verdict_is_decisive_that_the_annotations_deny(score: dict[str, Any]) -> None:
    assert score["verdicts.wrong_decisive_of_all_claims"] == 0
    assert score["verdicts.decisive_right"] == 1
    assert score["verdicts.rightly_undecided"] >= 0.95


def test_the_six_decisive_claims_are_found_and_judged(shared: Path, report: geo.Report) -> None:
    gold = json.loads((shared / "gold/001.json").read_text("utf-8"))
    reading = next(r for r in report.articles if r.article.sha256 == gold["sha256"])
    decisive = [c for c in gold["claims"] if c["expected"]["verdict"] in ("supported", "partly", "contradicted")]
    judged = {}
    for wanted in decisive:
        met = [
            c
            for c in reading.claims
            if c.start < wanted["end"] and wanted["start"] < c.end and c.type == wanted["type"]
        ]
        assert met, wanted["id"]
        findings = {f.claim: f for f in reading.findings}
        judged[wanted["check"]] = {(findings[c.id].verdict, findings[c.id].reason) for c in met}
    assert len(decisive) == 6
    assert ("supported", None) in judged["rate_trend"]
    assert ("contradicted", "after_horizon") in judged["prediction_outcome"]
    assert ("supported", None) in judged["distance_bearing"]
    assert ("partly", "false_precision") in judged["share_of_whole"]
