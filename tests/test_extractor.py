"""Claims from elsewhere: what passes, what is mended, what is refused and why; and a model behind a local address."""

from __future__ import annotations

import json
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo import pipeline
from geo.records import Actor, Article, Claim, PlaceRef, Reading, Report, Speaker
from tests.atlas import Atlas

TEXT = (
    "The staff reported that Ukrainian\n  troops had entered Sudzha on 6 August 2024, 10 km from the border. "
    "Officials in Moscow said that Russian units still held Toretsk. A reader wrote that Toretsk was quiet."
)
ARTICLE = Article(text=TEXT, published=date(2024, 9, 10), source="wire.txt", author="A. Writer")
HELD = {"quote": "Russian units still held Toretsk", "type": "control"}


def report_of(*claims: Any) -> Report:
    return pipeline.run([ARTICLE], lookup=Atlas(), extractor=lambda _: claims)


def reading_of(*claims: Any) -> Reading:
    """Return the article with claims that must all pass."""
    report = report_of(*claims)
    assert report.warnings == ()
    return report.articles[0]


def refusal(claim: Any) -> str:
    """Return why a claim is refused, beside one that passes."""
    report = report_of(HELD, claim)
    assert [one.quote for one in report.articles[0].claims] == [HELD["quote"]]
    ((where, what),) = report.warnings
    assert where == "wire.txt"
    return what


def names(reading: Reading) -> dict[str, str | None]:
    return {one.mention.id: one.place and one.place.name for one in reading.resolutions}


def test_quote_and_type_are_enough() -> None:
    (claim,) = reading_of(HELD).claims
    assert (claim.id, claim.mode, claim.stance, claim.polarity, claim.certainty) == (
        "c1",
        "hold",
        "asserted",
        "+",
        "CT",
    )
    assert TEXT[claim.start : claim.end] == claim.quote
    assert claim.sources == (Speaker(name="A. Writer", role="author"),)


def test_every_field_is_taken() -> None:
    facts = HELD | {
        "mode": "occupy", "stance": "claimed", "polarity": "-", "certainty": "PS", "salience": 1, "translation": "так",
        "sources": [{"name": "officials in Moscow", "role": "official", "side": "RU"}],
        "actors": [{"name": "Russian units", "role": "holder", "side": "RU"}],
        "where": [{"name": "Toretsk", "role": "where", "relation": "in"}],
        "when": {"from": "2024-09-01", "to": "2024-09-08", "granularity": "week", "anchor": "narrative"},
    }  # fmt: skip
    reading = reading_of(facts)
    (claim,) = reading.claims
    assert (claim.mode, claim.stance, claim.polarity, claim.certainty, claim.salience) == (
        "occupy",
        "claimed",
        "-",
        "PS",
        1,
    )
    assert claim.sources[-1] == Speaker(name="officials in Moscow", role="official", side="RU")
    assert claim.actors == (Actor(side="RU", name="Russian units", role="holder"),)
    assert [(names(reading)[ref.ref], ref.role, ref.relation) for ref in claim.where] == [("Toretsk", "where", "in")]
    assert (claim.when.from_day, claim.when.granularity, claim.when.anchor) == (date(2024, 9, 1), "week", "narrative")
    assert claim.translation == "так"


def test_words_of_a_claims_table_are_taken_too() -> None:
    row = HELD | {
        "place": "Toretsk",
        "role": "target",
        "from_day": "2024-09-08",
        "sources": "author > Kyiv (official, UA)",
    }
    reading = reading_of(row | {"actors": "Russia (holder, RU)"})
    (claim,) = reading.claims
    assert [(names(reading)[ref.ref], ref.role) for ref in claim.where] == [("Toretsk", "target")]
    assert (claim.when.from_day, claim.when.to_day) == (date(2024, 9, 8), date(2024, 9, 8))
    assert [speaker.name for speaker in claim.sources] == ["A. Writer", "Kyiv"]


def test_the_claims_are_checked_like_any_other() -> None:
    reading = reading_of(HELD | {"where": "Toretsk", "actors": "Russia"})
    assert [finding.claim for finding in reading.findings] == ["c1"]


def test_what_the_extractor_sees_is_the_article() -> None:
    seen: list[Article] = []
    pipeline.run([ARTICLE], lookup=Atlas(), extractor=lambda article: seen.append(article) or [])
    assert [(article.text, article.published) for article in seen] == [(TEXT, date(2024, 9, 10))]


@pytest.mark.parametrize("start", [None, 0, 3, -1, 10**9, "12", True])
def test_offsets_are_mended(start: object) -> None:
    (claim,) = reading_of(HELD | {"start": start, "end": 4}).claims
    assert claim.start == TEXT.index(HELD["quote"])


def test_the_nearest_of_the_same_words_is_meant() -> None:
    last = TEXT.rindex("Toretsk")
    (claim,) = reading_of({"quote": "Toretsk", "type": "control", "start": last + 2}).claims
    assert claim.start == last


def test_white_space_is_mended_and_the_quote_stays_verbatim() -> None:
    (claim,) = reading_of({"quote": "Ukrainian troops  had entered Sudzha", "type": "attack"}).claims
    assert claim.quote == "Ukrainian\n  troops had entered Sudzha" == TEXT[claim.start : claim.end]


def test_a_place_by_the_gazetteer_a_point_or_an_id() -> None:
    where = [
        {"name": "Bakhmut"},
        {"name": "the mill", "lon": 37.5, "lat": 48.25, "radius_m": 300},
        {"id": "geonames:704422"},
    ]
    reading = reading_of(HELD | {"where": where})
    assert [names(reading)[ref.ref] for ref in reading.claims[0].where] == ["Bakhmut", "the mill", "Pokrovsk"]
    assert all(TEXT[one.mention.start : one.mention.end] == one.mention.text for one in reading.resolutions)


def test_a_place_that_nobody_knows_stays_unplaced_and_is_told() -> None:
    report = report_of(HELD | {"where": "Zzyzxivka"})
    (ref,) = report.articles[0].claims[0].where
    assert names(report.articles[0])[ref.ref] is None
    assert "'Zzyzxivka' is not in the gazetteer" in report.warnings[0][1]


def test_one_day_in_the_quote_is_the_day_of_the_claim() -> None:
    (claim,) = reading_of({"quote": "entered Sudzha on 6 August 2024, 10 km from the border", "type": "attack"}).claims
    assert claim.when is not None
    assert claim.when.from_day == date(2024, 8, 6)
    assert len(claim.quantities) == 1


def test_a_record_passes_as_it_is() -> None:
    start = TEXT.index(HELD["quote"])
    record = Claim(
        id="any", start=start, end=start + len(HELD["quote"]), quote=HELD["quote"], type="control", mode="hold", stance="claimed",
        polarity="+", certainty="CT", sources=(Speaker(name="A. Writer", role="author"), Speaker(name="Moscow", role="official", side="RU")),
        actors=(Actor(side="RU", name="Russian units", role="holder"),), where=(PlaceRef(ref="Toretsk", role="where", relation="in"),),
    )  # fmt: skip
    reading = reading_of(record)
    (claim,) = reading.claims
    (ref,) = claim.where
    assert claim == replace(record, id="c1", where=(replace(record.where[0], ref=ref.ref),))
    assert names(reading)[ref.ref] == "Toretsk"
    assert reading_of(replace(record, where=(ref,))).claims == (claim,)


def test_claims_come_in_the_order_of_the_text_and_once() -> None:
    first = {"quote": "entered Sudzha", "type": "attack"}
    assert [claim.quote for claim in reading_of(HELD, first, HELD).claims] == ["entered Sudzha", HELD["quote"]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": "Russian units never held Toretsk"}, "its quote does not stand in the text"),
        ({"quote": ""}, "0 characters"),
        ({"quote": None}, "quote is missing"),
        ({"quote": 5}, "is no text"),
        ({"type": "victory"}, "type: 'victory' is not known; use one of: attack, change"),
        ({"type": None}, "type is missing"),
        ({"mode": "killed"}, "mode: 'killed' does not go with the type control"),
        ({"stance": "Claimed"}, "stance: 'Claimed' is not known; use one of: asserted"),
        ({"polarity": "?"}, "polarity: '?' is not known"),
        ({"certainty": 0.9}, "certainty: 0.9 is no text"),
        ({"salience": 7}, "salience: '7' is not known; use one of: 1, 2, 3"),
        ({"sources": [{"name": "X", "role": "boss"}]}, "sources: role: 'boss' is not known"),
        ({"sources": 3}, "sources: 3 is no list"),
        ({"actors": [{"role": "agent"}]}, "actors: an actor has neither name nor side"),
        ({"actors": [7]}, "actors: 7 is neither text nor an object"),
        ({"where": [{"name": "Toretsk", "role": "town"}]}, "where: role: 'town' is not known"),
        ({"where": [{}]}, "a place has neither name, id nor lon and lat"),
        ({"where": [{"name": "X", "lon": 500, "lat": 1}]}, "is no place on Earth"),
        ({"where": [{"id": "geonames:1"}]}, "no place has the id 'geonames:1'"),
        ({"where": [{"name": "Toretsk", "lon": 48.395, "lat": 37.848}]}, "look swapped"),
        ({"when": "9/10/2024"}, "when: '9/10/2024' is one of two days"),
        ({"when": {"from": "2024-09-10", "to": "2024-09-01"}}, "is before"),
        ({"when": 2024}, "neither a day nor an object"),
        ({"quantities": ["99 km"]}, "'99 km' does not stand in the quote"),
        ({"quantities": ["units"]}, "is no quantity"),
    ],
)
def test_what_fails_is_refused_with_the_reason(change: dict[str, Any], words: str) -> None:
    said = refusal(HELD | {"certainty": "PR"} | change)
    assert said.startswith("claim 2")
    assert words in said


@pytest.mark.parametrize("given", [None, "claims", 5, {"claims": []}])
def test_what_is_no_list_of_claims_is_told(given: Any) -> None:
    report = pipeline.run([ARTICLE], lookup=Atlas(), extractor=lambda _: given)
    assert report.articles[0].claims == ()
    assert "not a list of claims" in report.warnings[0][1]


@pytest.mark.parametrize("one", [None, "words", 5, ["quote"]])
def test_an_entry_that_is_no_claim_is_refused(one: Any) -> None:
    assert "neither a Claim nor an object" in refusal(one)


def test_fields_that_are_not_known_are_ignored_and_told_once() -> None:
    report = report_of(HELD | {"confidence": 0.4}, HELD | {"confidence": 0.5, "polarity": "-"})
    assert len(report.articles[0].claims) == 2
    assert [what for _, what in report.warnings] == [
        "fields of the extractor's claims that are not known were ignored: confidence"
    ]


def test_a_refused_claim_leaves_no_place_behind() -> None:
    with_places = report_of(HELD, HELD | {"where": "Bakhmut", "when": "soon"})
    assert names(with_places.articles[0]) == names(reading_of(HELD))


def test_what_the_extractor_raises_comes_out() -> None:
    def broken(_: Article) -> list[Any]:
        raise TimeoutError("the model did not answer")

    with pytest.raises(TimeoutError, match="did not answer"):
        pipeline.run([ARTICLE], lookup=Atlas(), extractor=broken)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["", "Toretsk", "control", "hold", "2024-09-10", "+", HELD["quote"], "UA"]) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "role", "side", "from", "to", "lon", "lat", "id", "ref"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
KEYS = st.sampled_from(
    "quote type mode stance sources actors where when quantities salience start polarity place lon lat".split()
)


@settings(max_examples=100)
@given(st.lists(st.dictionaries(KEYS, JSON, max_size=6).map(lambda more: HELD | more) | JSON, max_size=3))
def test_any_json_passes_or_is_refused(claims: list[Any]) -> None:
    report = report_of(*claims)
    (reading,) = report.articles
    assert all(TEXT[claim.start : claim.end] == claim.quote for claim in reading.claims)
    known = {one.mention.id for one in reading.resolutions} | {one.id for one in reading.expressions}
    assert {ref.ref for claim in reading.claims for ref in claim.where} <= known


class Model(BaseHTTPRequestHandler):
    """A language model of one thought, behind an address that answers JSON."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        claims = [HELD | {"where": "Toretsk"}, {"quote": "Peace was made", "type": "talks"}]
        body = json.dumps({"claims": claims if "Toretsk" in asked["text"] else []}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Give the address of the model."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Model) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/claims"
        server.shutdown()


def test_a_model_behind_a_local_address_is_an_extractor(address: str) -> None:
    def ask(article: Article) -> list[Any]:
        body = json.dumps({"text": article.text, "published": str(article.published)}).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310  the test's own server
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  the test's own server
            return json.load(answer)["claims"]

    report = geo.run(ARTICLE, [], extractor=ask)
    assert [claim.quote for claim in report.articles[0].claims] == [HELD["quote"]]
    assert report.warnings == (
        ("wire.txt", "claim 2 ('Peace was made') of the extractor was refused: its quote does not stand in the text"),
    )
