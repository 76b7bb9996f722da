"""The report and its doors: what goes in, in any mixture, and what comes out."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import jsonschema

import geo
from geo import exports, records

WORDS = "Ukrainian forces entered Sudzha on 6 August 2024."


def doors(report: records.Report) -> geo.Report:
    """Return the report with its doors on."""
    return geo.Report(**{field.name: getattr(report, field.name) for field in fields(report)})


def test_the_summary_counts_articles_places_claims_by_verdict_and_pairs_by_relation(report: records.Report) -> None:
    assert doors(report).summary() == "2 articles, 2 places, 2 claims: 1 no data; 1 pair: 1 differ"


def test_the_summary_of_nothing_is_a_line_of_noughts() -> None:
    assert geo.Report(generator="test").summary() == "0 articles, 0 places, 0 claims"


def test_a_report_shows_its_summary_in_a_shell(report: records.Report) -> None:
    assert repr(doors(report)) == "<Report: 2 articles, 2 places, 2 claims: 1 no data; 1 pair: 1 differ>"


def test_json_and_frames_are_those_of_their_rooms(report: records.Report) -> None:
    assert doors(report).to_json() == exports.to_json(report)
    assert list(doors(report).to_frame("claims")["claim"]) == ["c1", "c2"]


def test_a_notebook_gets_the_page_in_a_frame(report: records.Report) -> None:
    shown = doors(report)._repr_html_()
    assert 'srcdoc="&lt;!DOCTYPE html&gt;' in shown
    assert shown.count("<iframe") == 1


def test_the_widget_is_told_of_every_claim(report: records.Report) -> None:
    article = report.articles[0].article.id
    assert doors(report).widget().visible_ids == [f"{article}~c1", f"{article}~c2"]


def test_articles_and_files_may_be_mixed(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(WORDS)
    given = [tmp_path / "b.txt", geo.Article(text="One."), geo.Article(text="Two.")]
    found = geo.run(given, [], published="2024-09-10")
    assert [reading.article.text for reading in found.articles] == ["One.", "Two.", WORDS]


def test_one_article_need_not_be_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    by_path = geo.run(str(tmp_path / "a.txt"), [], published="2024-09-10")
    by_article = geo.run(geo.Article(text=WORDS), [])
    assert len(by_path.articles) == len(by_article.articles) == 1
    assert str(by_path.articles[0].article.published) == "2024-09-10"


def test_without_front_lines_the_settlement_timeline_is_used() -> None:
    article = geo.Article(text=WORDS)
    assert len(geo.run(article).frontlines) == 1
    assert geo.run(article, []).frontlines == ()


def test_without_articles_the_sample_that_ships_is_read(sample_report: geo.Report) -> None:
    claims = sum(len(reading.claims) for reading in sample_report.articles)
    verdicts = {finding.verdict for reading in sample_report.articles for finding in reading.findings}
    assert claims >= 5
    assert {"supported", "contradicted", "no_data"} <= verdicts


def test_every_quote_of_the_sample_slices_back(sample_report: geo.Report) -> None:
    for reading in sample_report.articles:
        assert all(reading.article.text[claim.start : claim.end] == claim.quote for claim in reading.claims)


def test_the_same_input_gives_the_same_bytes(sample_report: geo.Report) -> None:
    assert geo.run().to_json() == sample_report.to_json()


def test_the_report_of_the_sample_fulfils_the_schema(sample_report: geo.Report) -> None:
    schema = json.loads(Path(geo.__file__).with_name("report.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(sample_report.to_json()), schema)


def test_a_report_stays_a_report_when_changed(report: records.Report) -> None:
    assert isinstance(replace(doors(report), pairs=()), geo.Report)
