"""What a user knows better: the file, the places it means, and what it does to an article."""

from __future__ import annotations

import json
import warnings
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import cli, exports, pipeline
from geo.places.corrections import apply_corrections, settle_corrections
from geo.records import Article, Mention, Resolution
from tests.atlas import Atlas

ATLAS = Atlas()
TOML = """
[[correction]]
name = "Pokrovsk"
place = "geonames:704422"
note = "the one in Donetsk Oblast"

[[correction]]
name = "Verbove"
lon = 35.97
lat = 47.44
kind = "city"
radius_m = 1500

[[correction]]
name = "Sudzha"
article = "news.txt"
occurrence = 2
bar = true
"""
CSV = """name,place,lon,lat,kind,radius_m,article,occurrence,bar,note
Pokrovsk,geonames:704422,,,,,,,,the one in Donetsk Oblast
Verbove,,35.97,47.44,city,1500,,,,
Sudzha,,,,,,news.txt,2,true,
"""


def written(folder: Path, text: str | bytes, name: str = "fixes.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def corrections(*entries: dict[str, Any]) -> geo.Corrections:
    return geo.Corrections(source="fixes.toml", entries=tuple(geo.Correction(**entry) for entry in entries))


def geoparsed(text: str, *entries: dict[str, Any], **facts: Any) -> list[Resolution]:
    return list(pipeline.geoparse(Article(text=text, **facts), lookup=ATLAS, corrections=corrections(*entries)))


POKROVSK = {"name": "Pokrovsk", "place": "geonames:704422"}
VERBOVE = {"name": "Verbove", "lon": 35.97, "lat": 47.44}


# The file.


def test_toml_and_csv_say_the_same(tmp_path: Path) -> None:
    one = geo.read_corrections(written(tmp_path, TOML))
    two = geo.read_corrections(written(tmp_path, CSV, "fixes.csv"))
    assert [{**vars_of(entry), "where": ""} for entry in one.entries] == [
        {**vars_of(entry), "where": ""} for entry in two.entries
    ]
    assert [entry.where for entry in one.entries] == ["line 2", "line 7", "line 14"]
    assert [entry.where for entry in two.entries] == ["line 2", "line 3", "line 4"]


def vars_of(entry: geo.Correction) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).__slots__}


def test_corrections_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        corrections(POKROVSK).entries[0].name = "Other"  # type: ignore[misc]  # what must fail


def test_a_byte_order_mark_and_blank_rows_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xef\xbb\xbfname,bar\r\n\r\nSudzha,yes\r\n,\r\n", "fixes.CSV")
    assert [entry.name for entry in geo.read_corrections(path).entries] == ["Sudzha"]


@pytest.mark.parametrize(
    ("text", "name"), [("", "fixes.toml"), ("# later\n", "fixes.toml"), ("name,bar\n", "fixes.csv")]
)
def test_an_empty_file_corrects_nothing_and_says_so(tmp_path: Path, text: str, name: str) -> None:
    with pytest.warns(geo.SourceWarning, match=f"{name} has no correction"):
        assert geo.read_corrections(written(tmp_path, text, name)).entries == ()


@pytest.mark.parametrize(("delimiter", "name"), [(";", "fixes.csv"), ("\t", "fixes.csv"), ("\t", "fixes.tsv")])
def test_cells_may_be_parted_by_semicolons_or_tabs_and_decimals_by_commas(
    tmp_path: Path, delimiter: str, name: str
) -> None:
    text = "name,lon,lat,note\nSudzha,35#27,51.19,a village".replace(",", delimiter).replace("#", ",")
    (entry,) = geo.read_corrections(written(tmp_path, text + ", rather", name)).entries
    assert (entry.lon, entry.lat, entry.note) == (35.27, 51.19, "a village, rather")


@pytest.mark.parametrize("country", ["Russia", "россия", "Росія", "ru", "RU"])
def test_a_country_is_given_by_its_code_or_by_any_of_its_names(tmp_path: Path, country: str) -> None:
    text = f"name,means,country\nKursk,Kursk,{country}\n"
    (entry,) = geo.read_corrections(written(tmp_path, text, "fixes.csv")).entries
    assert entry.country == "RU"


HEAD = '[[correction]]\nname = "Sudzha"\n'
BAD_TOML = (
    ("[[correction]]\nname = \n", "line 2"),
    ("= = =", "is not TOML"),
    ("x = " + "[" * 5000, "is not TOML"),
    ("[[pin]]\nname = 'x'\n", r"line 1: unknown key 'pin'"),
    ("correction = 3\n", "no list of tables"),
    (HEAD, "line 1: give exactly one of"),
    (HEAD + "bar = true\nplace = 'geonames:1'\n", "give exactly one of"),
    (HEAD + "bar = false\n", "give exactly one of"),
    (HEAD + "bar = 'yes'\n", "must be true or false"),
    (HEAD + "place = 12\n", "place is 12; it must be text"),
    (HEAD + "lon = '35'\nlat = 51.2\n", "must be a number"),
    (HEAD + "lon = true\nlat = 51.2\n", "must be a number"),
    (HEAD + "lon = 35.2\n", "lon and lat go together"),
    (HEAD + "lon = 35.2\nlat = 95.0\n", "not on Earth; they look swapped|give degrees"),
    (HEAD + "lon = 51.19\nlat = 135.27\n", "they look swapped"),
    (HEAD + "lon = 435.2\nlat = 51.2\n", "give degrees"),
    (HEAD + "lon = nan\nlat = inf\n", "not on Earth"),
    (HEAD + "lon = 35.2\nlat = 51.2\nkind = 'village'\n", "line 5: kind is 'village'; use one of"),
    (HEAD + "lon = 35.2\nlat = 51.2\nradius_m = -3\n", "radius_m is -3"),
    (HEAD + "lon = 35.2\nlat = 51.2\ncountry = 'Atlantis'\n", "ISO 3166-1"),
    (HEAD + "bar = true\nkind = 'city'\n", "go with means"),
    (HEAD + "means = 'Kursk'\nradius_m = 5\n", "go with lon and lat"),
    (HEAD + "bar = true\ncolour = 'red'\n", "line 4: unknown key 'colour'"),
    (HEAD + "bar = true\noffset = 3\n", "need article"),
    (HEAD + "bar = true\narticle = 'a'\noffset = 1.5\n", "must be a whole number"),
    (HEAD + "bar = true\narticle = 'a'\noffset = -1\n", "counted from 0"),
    (HEAD + "bar = true\narticle = 'a'\noccurrence = 0\n", "counted from 1"),
    (HEAD + "bar = true\narticle = 'a'\noccurrence = 1\noffset = 1\n", "not both"),
    (HEAD + "bar = true\nnote = '" + "x" * 2000 + "'\n", "note is longer"),
    ("[[correction]]\nbar = true\n", "line 1 lacks name"),
    ("[[correction]]\nname = ' '\nbar = true\n", "name is ' '"),
    (HEAD + "bar = true\n\n" + HEAD + "bar = true\n", "line 5: 'Sudzha' repeats line 1"),
    (HEAD + "bar = true\n\n" + HEAD + "place = 'geonames:1'\n", "line 5: 'Sudzha' contradicts line 1"),
    ("correction = [{name = 'Sudzha'}]\n", "entry 1: give exactly one"),
    (b"[[correction]]\nname = '\xcf\xee'\n", "line 2 is not UTF-8"),
)


@pytest.mark.parametrize(("text", "words"), BAD_TOML, ids=lambda value: str(value)[:30])
def test_a_mistake_in_toml_is_one_line_that_names_it(tmp_path: Path, text: str | bytes, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(geo.GazetteerError, match=words) as failed:
        geo.read_corrections(path)
    assert str(path) in str(failed.value)
    assert "\n" not in str(failed.value)


BAD_CSV = (
    ("", "lacks the column name and place or means or lon or bar"),
    ("name\nSudzha\n", "lacks the column place or"),
    ("name,lon\nSudzha,1\n", "lacks the column lat"),
    ("name;colour\nSudzha;red\n", "unknown column 'colour'"),
    ("name;bar\nSudzha;yes;no\n", "line 2 has more cells"),
    ("name,name,bar\nSudzha,x,yes\n", "'name' twice"),
    ("name,bar\nSudzha,perhaps\n", "line 2: bar is 'perhaps'"),
    ("name,bar\nKursk,yes\nSudzha,yes,and more\n", "line 3 has more cells"),
    ('name,lon,lat\nSudzha,"35,2",51\n', "lon is '35,2', which is no number"),
    ("name,bar,article,offset\nSudzha,yes,a,x\n", "offset is 'x'"),
    ('name,bar\nSudzha,"yes\n', "is not CSV"),
    ("name,bar\nSudzha,yes\nSudzha,yes\n", "line 3: 'Sudzha' repeats line 2"),
    ("name,place,bar\n,geonames:1,\n", "line 2 lacks name"),
    (b"name,bar\n\xcf\xee,yes\n", "line 2 is not UTF-8"),
)


@pytest.mark.parametrize(("text", "words"), BAD_CSV, ids=lambda value: str(value)[:30])
def test_a_mistake_in_csv_is_one_line_that_names_it(tmp_path: Path, text: str | bytes, words: str) -> None:
    path = written(tmp_path, text, "fixes.csv")
    with pytest.raises(geo.GazetteerError, match=words) as failed:
        geo.read_corrections(path)
    assert str(path) in str(failed.value)


def test_what_is_no_file_of_corrections_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path / "fixes.json", tmp_path, Path("a\0b.csv")):
        with pytest.raises(geo.GazetteerError):
            geo.read_corrections(path)


@pytest.mark.filterwarnings("ignore:.*has no correction in it")
@given(st.text(max_size=60) | st.binary(max_size=60), st.sampled_from([".toml", ".csv"]))
def test_no_file_raises_anything_but_our_error(
    tmp_path_factory: pytest.TempPathFactory, data: str | bytes, kind: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{kind}"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    try:
        geo.read_corrections(path)
    except geo.GeoError as error:
        assert str(path) in str(error)  # noqa: PT017  either it is read, or this


# The places.

UNSETTLED = (
    ({"name": "Sudzha", "place": "geonames:1"}, "no place has the id 'geonames:1'"),
    ({"name": "Sudzha", "means": "Atlantis"}, "nothing called 'Atlantis'"),
    ({"name": "X", "means": "Pokrovsk"}, "could be geonames:563472"),
    ({"name": "X", "means": "Pokrovsk", "country": "FR"}, "nothing called"),
    ({"name": "X", "means": "Pokrovsk", "admin1": "Bavaria"}, "nothing called"),
    ({"name": "Pokrovsk", "lon": 48.28, "lat": 37.18}, "look swapped; Pokrovsk lies at lon 37.17"),
)


@pytest.mark.parametrize(("entry", "words"), UNSETTLED)
def test_a_place_that_the_gazetteer_cannot_settle_is_told(entry: dict[str, Any], words: str) -> None:
    with pytest.raises(geo.GazetteerError, match=f"fixes.toml line 3: .*{words}"):
        settle_corrections(corrections({**entry, "where": "line 3"}), ATLAS)


MEANT = (
    ({"place": "ne:RU-KRS"}, "ne:RU-KRS"),
    ({"means": "Pokrovsk", "country": "UA"}, "geonames:704422"),
    ({"means": "Pokrovsk", "admin1": "Donetsk Oblast"}, "geonames:704422"),
    ({"means": "Donetsk", "kind": "region"}, "ne:UA-14"),
    ({"means": "Krasnoarmeysk"}, "geonames:704422"),
)


@pytest.mark.parametrize(("entry", "id_"), MEANT)
def test_an_id_or_another_name_settles_a_place(entry: dict[str, Any], id_: str) -> None:
    ((_, place),) = settle_corrections(corrections({"name": "X", **entry}), ATLAS).pins
    assert place is not None
    assert place.id == id_


def test_coordinates_are_a_place_of_their_own() -> None:
    entry = {**VERBOVE, "place_name": "Verbove village", "kind": "city", "country": "UA", "radius_m": 900.0}
    ((_, place),) = settle_corrections(corrections(entry), ATLAS).pins
    assert place is not None
    assert (place.id, place.name) == ("corrections:verbove-village@35.97000,47.44000", "Verbove village")
    assert (place.lon, place.lat, place.kind, place.country, place.radius_m) == (35.97, 47.44, "city", "UA", 900.0)


def test_a_point_without_more_is_as_large_as_a_village() -> None:
    ((_, place),) = settle_corrections(corrections(VERBOVE), ATLAS).pins
    assert place is not None
    assert (place.kind, place.radius_m) == ("other", 2_000.0)


def test_every_place_of_the_real_gazetteer_is_met_by_its_id() -> None:
    from geo.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    (sudzha,) = gazetteer.look_up("Sudzha", limit=1)
    found = gazetteer.by_ids([sudzha.id, "ne:UA", "geonames:0", "\ud800"])
    assert {id_: place.name for id_, place in found.items()} == {sudzha.id: "Sudzha", "ne:UA": "Ukraine"}


# What it does to an article.


def test_a_pinned_name_is_placed_where_the_file_says_with_its_note() -> None:
    (found,) = geoparsed("They met in Pokrovsk.", {**POKROVSK, "note": "as the map shows"})
    assert found.place is not None
    assert (found.place.id, found.mapped, found.score) == ("geonames:704422", True, 1.0)
    assert (found.reason, found.runners_up) == ("set by fixes.toml: as the map shows", ())


def test_a_barred_name_is_never_mapped() -> None:
    found = geoparsed("Ukraine holds Toretsk. Toretsk burns.", {"name": "Toretsk", "bar": True})
    barred = [r for r in found if r.mention.text == "Toretsk"]
    assert [(r.mapped, r.place, r.reason) for r in barred] == [(False, None, "barred by fixes.toml")] * 2


def test_a_pinned_name_that_was_no_mention_becomes_one() -> None:
    text = "Verbove fell. In Donetsk, Verbove's mayor and Verbovets waited; preVerbove."
    found = geoparsed(text, VERBOVE)
    new = [r for r in found if r.mention.text == "Verbove"]
    assert [(r.mention.id, r.mention.start) for r in new] == [("p0", 0), ("p26", 26)]
    assert all(r.mapped and text[r.mention.start : r.mention.end] == "Verbove" for r in new)
    assert [r.mention.start for r in found] == sorted(r.mention.start for r in found)


def test_a_new_mention_never_overlaps_another() -> None:
    text = "New York is not Toretsk; York is York, New Verbove and Verbove."
    found = geoparsed(text, {**VERBOVE, "name": "York"}, VERBOVE, {**VERBOVE, "name": "New Verbove"})
    spans = [(r.mention.start, r.mention.end) for r in found]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "New Verbove" in [r.mention.text for r in found]
    assert len({r.mention.id for r in found}) == len(found)


def test_one_mention_of_one_article_is_pinned_by_its_offset() -> None:
    text = "Toretsk and Toretsk, in Ukraine."
    entry = {**POKROVSK, "name": "Toretsk", "article": "news.txt", "offset": 12}
    ids = [r.place and r.place.id for r in geoparsed(text, entry, source="folder/news.txt")]
    assert ids[:2] == ["geonames:691374", "geonames:704422"]


def test_a_single_mention_goes_before_the_name_and_the_article_before_all() -> None:
    text = "Verbove, Verbove and Verbove."
    entries = (
        {**VERBOVE, "lat": 1.0},
        {**VERBOVE, "lat": 2.0, "article": "news.txt"},
        {**VERBOVE, "lat": 3.0, "article": "news.txt", "occurrence": 2},
    )
    assert [r.place and r.place.lat for r in geoparsed(text, *entries[1:], source="news.txt")] == [2.0, 3.0, 2.0]
    with pytest.warns(geo.GeoWarning, match="'Verbove' changed nothing"):
        lats = [r.place and r.place.lat for r in geoparsed(text, *entries, source="news.txt")]
    assert lats == [2.0, 3.0, 2.0]


def mention(text: str, **facts: Any) -> Resolution:
    made = Mention(id="m1", start=0, end=len(text), text=text, **{"mapped": True, **facts})
    return Resolution(mention=made, usage=made.usage, mapped=False, place=None, reason="unknown")


def corrected(text: str, known: Resolution, entry: dict[str, Any]) -> Resolution:
    settled = settle_corrections(corrections(entry), ATLAS)
    return apply_corrections(Article(text=text, source="a.txt"), [known], settled)[0][0]


def test_a_pinned_name_keeps_its_usage_but_a_pinned_mention_is_mapped() -> None:
    spoke = mention("Kyiv", usage="metonymic", mapped=False, reason="a government")
    by_name = corrected("Kyiv said no.", spoke, {"name": "Kyiv", "place": "geonames:703448"})
    assert (by_name.mapped, by_name.usage, by_name.reason) == (False, "metonymic", "set by fixes.toml; a government")
    one = {"name": "Kyiv", "place": "geonames:703448", "article": "a.txt", "occurrence": 1}
    by_spot = corrected("Kyiv said no.", spoke, one)
    assert (by_spot.mapped, by_spot.usage, by_spot.mention.usage) == (True, "literal", "literal")


def test_an_inflected_mention_goes_by_the_name_it_is_looked_up_by() -> None:
    found = corrected("Вербового немає.", mention("Вербового", name="Вербове"), {**VERBOVE, "name": "Вербове"})
    assert found.place is not None
    assert found.mention.text == "Вербового"


def test_a_town_s_name_says_nothing_of_its_power_plant_or_region() -> None:
    plant = mention("Kursk", name="Kursk nuclear power plant", kind_hint="facility")
    region = mention("Kursk", name="Kursk", kind_hint="region")
    town = {"name": "Kursk", "place": "geonames:538560"}
    assert corrected("Kursk nuclear power plant", plant, town) == plant
    assert corrected("Kursk region", region, town) == region
    pinned = corrected("Kursk nuclear power plant", plant, {**VERBOVE, "name": "Kursk nuclear power plant"})
    assert pinned.score == 1.0


def test_corrections_of_a_report_reach_its_claims() -> None:
    text = "Russian forces captured Verbove."
    report = pipeline.run([Article(text=text)], lookup=ATLAS, corrections=corrections(VERBOVE))
    (reading,) = report.articles
    assert [ref.ref for claim in reading.claims for ref in claim.where] == ["p24"]


def test_unused_entries_are_told_once_over_all_articles() -> None:
    articles = [Article(text="They met in Pokrovsk.", source="a.txt"), Article(text="Nothing.", source="b.txt")]
    idle = {"name": "Atlantis", "bar": True, "where": "line 9"}
    other = {**VERBOVE, "article": "c.txt", "occurrence": 2, "where": "line 12"}
    with pytest.warns(geo.GeoWarning) as told:
        report = pipeline.run(articles, lookup=ATLAS, corrections=corrections(POKROVSK, idle, other))
    words = [str(one.message) for one in told]
    assert words == [
        "fixes.toml: line 9: 'Atlantis' changed nothing: no mention of it, or another entry decides.",
        "fixes.toml: line 12: 'Verbove' in c.txt, occurrence 2 changed nothing: no mention of it, or another entry decides.",
    ]
    assert [f"{where}: {what}" for where, what in report.warnings if where == "fixes.toml"] == words


def test_an_article_is_met_by_source_file_name_address_or_id() -> None:
    article = Article(text="Verbove", source="in/a.txt", url="https://example.org/a", id="abc")
    for known in ("in/a.txt", "a.txt", "https://example.org/a", "abc"):
        settled = settle_corrections(corrections({**VERBOVE, "article": known}), ATLAS)
        assert apply_corrections(article, [], settled)[1] == {0}


@given(
    text=st.text("Verbo New\n’Ґ", max_size=60),
    names=st.lists(st.text("Verbo New", min_size=1, max_size=8).filter(str.strip), max_size=4, unique_by=str.strip),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_mentions_stay_true_apart_and_in_order(text: str, names: list[str], cuts: list[int]) -> None:
    ends = sorted({cut for cut in cuts if cut <= len(text)})
    known = [
        Resolution(
            mention=Mention(id=f"m{a}", start=a, end=b, text=text[a:b]), usage="literal", mapped=False, place=None
        )
        for a, b in zip(ends[::2], ends[1::2], strict=False)
    ]
    settled = settle_corrections(corrections(*({**VERBOVE, "name": name} for name in names)), ATLAS)
    found, _ = apply_corrections(Article(text=text), known, settled)
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in found)
    assert all(a.mention.end <= b.mention.start for a, b in pairwise(found))
    assert len({r.mention.id for r in found}) == len(found) >= len(known)


def test_many_occurrences_take_time_in_proportion() -> None:
    import time

    settled = settle_corrections(corrections(VERBOVE), ATLAS)
    began = time.process_time()
    found, _ = apply_corrections(Article(text="Verbove " * 20_000), [], settled)
    assert len(found) == 20_000
    assert time.process_time() - began < 2


# The shell.


def test_the_shell_s_report_is_python_s(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    article = written(tmp_path, "Russian forces captured Sudzha on 6 August 2024, Zzyzxivka too.", "news.txt")
    fixes = written(tmp_path, "name,lon,lat\nZzyzxivka,35.97,47.44\n", "fixes.csv")
    arguments = ["report", str(article), "--published", "2024-09-10", "--corrections", str(fixes)]
    assert cli.main(arguments) == 0
    twin = geo.run([article], published="2024-09-10", corrections=fixes)
    assert capsysbinary.readouterr().out.decode() == twin.to_json() + "\n"
    assert "p49" in [r.mention.id for r in twin.articles[0].resolutions]


def test_the_shell_s_geoparse_is_python_s(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixes = written(tmp_path, '[[correction]]\nname = "Zzyzxivka"\nlon = 35.97\nlat = 47.44\n')
    words = "They fled from Zzyzxivka."
    assert cli.main(["geoparse", words, "--corrections", str(fixes)]) == 0
    twin = geo.geoparse(words, corrections=geo.read_corrections(fixes))
    assert json.loads(capsys.readouterr().out) == json.loads(exports.dump([exports.mention_facts(r) for r in twin]))
    assert twin[-1].reason == f"set by {fixes}"


def test_the_shell_tells_a_broken_file_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixes = written(tmp_path, "= = =")
    page = tmp_path / "page.html"
    assert cli.main(["map", "--corrections", str(fixes), "-o", str(page)]) == 1
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert not page.exists()


def test_a_map_never_replaces_its_corrections(tmp_path: Path) -> None:
    fixes = written(tmp_path, "")
    assert cli.main(["map", "--corrections", str(fixes), "-o", str(fixes)]) == 1
    assert fixes.read_text() == ""


def test_no_correction_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pipeline.geoparse("They met in Pokrovsk.", lookup=ATLAS)


def test_the_readme_s_corrections_hold(tmp_path: Path) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    example = readme.split("```toml\n")[1].split("```")[0]
    ((_, place),) = settle_corrections(geo.read_corrections(written(tmp_path, example)), ATLAS).pins
    assert place is not None
    assert (place.name, place.admin1) == ("Pokrovsk", "Donetsk Oblast")
