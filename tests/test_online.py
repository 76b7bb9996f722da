"""Online geocoders, against a server of our own: what is asked, how often, what is kept, and what goes wrong."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import geo
from geo import cli, exports, pipeline
from geo.gazetteer import online
from geo.gazetteer.online.answers import Found, read_answer
from geo.gazetteer.online.services import redacted, retry_seconds
from geo.gazetteer.online.store import Store, open_store
from geo.records import Article, Mention, Place, Resolution
from tests.atlas import Atlas
from tests.fakeserver import FakeServer, drips, hangs_up, lies_about_its_length, says, sends, serving

AGENT = "frontline-tests (tests@example.org)"
KEY = "s3cret/key+1"
VERBOVE = {
    "osm_type": "node",
    "osm_id": 337557,
    "lat": "47.4415",
    "lon": "35.9655",
    "class": "place",
    "type": "village",
    "name": "Verbove",
    "display_name": "Verbove, Polohy Raion, Zaporizhzhia Oblast, Ukraine",
    "address": {"state": "Zaporizhzhia Oblast", "country_code": "ua"},
    "boundingbox": ["47.4215", "47.4615", "35.9455", "35.9855"],
}
PHOTON = {
    "geometry": {"type": "Point", "coordinates": [35.9655, 47.4415]},
    "properties": {
        "osm_type": "R", "osm_id": 12, "osm_key": "boundary", "osm_value": "administrative", "type": "county",
        "name": "Polohy Raion", "state": "Zaporizhzhia Oblast", "countrycode": "UA", "country": "Ukraine",
        "extent": [35.0, 47.8, 36.5, 47.0],
    },
}  # fmt: skip
GEONAMES = {
    "geonameId": 690203, "name": "Verbove", "lat": "47.44", "lng": "35.97", "fcl": "P", "fcode": "PPL",
    "countryCode": "UA", "adminName1": "Zaporizhzhia", "countryName": "Ukraine", "population": 1200,
}  # fmt: skip


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[FakeServer]:
    with serving() as fake:
        fake.now = clock
        yield fake


class Maker:
    """Makes geocoders that share one file of answers and one clock."""

    def __init__(self, server: FakeServer, clock: Clock, path: Path) -> None:
        self.server, self.clock, self.path = server, clock, path

    def __call__(self, service: str = "nominatim", **options: Any) -> online.OnlineGeocoder:
        told = {"user_agent": AGENT, "domain": self.server.domain, "cache": self.path, "deadline_s": 5.0}
        return geo.online_geocoder(service, **{**told, **options}, clock=self.clock, sleep=self.clock.sleep)


@pytest.fixture
def make(server: FakeServer, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.delenv(online.KEY_VARIABLE, raising=False)
    return Maker(server, clock, tmp_path / "online.sqlite")


def test_a_village_is_found_with_its_id_kind_country_and_size(make: Maker) -> None:
    make.server.answers = [says([VERBOVE])]
    (place,) = make().find("Verbove")
    assert (place.id, place.name, place.kind) == ("nominatim:osm-node-337557", "Verbove", "city")
    assert (place.lon, place.lat, place.country, place.admin1) == (35.9655, 47.4415, "UA", "Zaporizhzhia Oblast")
    assert place.radius_m == pytest.approx(2_688, abs=10)


def test_the_service_is_told_who_asks_and_for_what(make: Maker) -> None:
    make().find("Вербове", country="ua")
    (asked,) = make.server.asked
    assert (asked["q"], asked["user-agent"], asked["countrycodes"]) == ("Вербове", AGENT, "UA")


def test_photon_s_answer_is_read(make: Maker) -> None:
    make.server.answers = [says({"features": [PHOTON]})]
    (place,) = make("photon").find("Polohy Raion")
    assert (place.id, place.kind, place.country) == ("photon:osm-relation-12", "region", "UA")
    assert 60_000 < place.radius_m < 80_000


def test_geonames_answer_is_read(make: Maker) -> None:
    make.server.answers = [says({"geonames": [GEONAMES]})]
    (place,) = make("geonames", api_key=KEY).find("Verbove")
    assert (place.id, place.kind, place.population) == ("geonames:690203", "city", 1200)
    assert make.server.asked[0]["username"] == KEY


def test_any_other_service_of_geopy_gives_a_position(make: Maker) -> None:
    make.server.answers = [says({"candidates": [{"address": "Verbove", "location": {"x": 35.9, "y": 47.4}}]})]
    (place,) = make("arcgis").find("Verbove")
    assert (place.id, place.name, place.kind) == ("arcgis:35.90000,47.40000", "Verbove", "other")


KINDS = (
    ({"class": "place", "type": "hamlet"}, "city"),
    ({"class": "boundary", "type": "administrative", "addresstype": "state"}, "region"),
    ({"class": "boundary", "type": "administrative", "addresstype": "town"}, "city"),
    ({"class": "boundary", "type": "administrative"}, "other"),
    ({"class": "waterway", "type": "river"}, "waterbody"),
    ({"class": "waterway", "type": "dam"}, "facility"),
    ({"class": "highway", "type": "residential"}, "road"),
    ({"class": "power", "type": "plant"}, "facility"),
    ({"class": "shop", "type": "bakery"}, "other"),
    ({"class": 7, "type": None}, "other"),
)


@pytest.mark.parametrize(("facts", "kind"), KINDS)
def test_the_kind_is_what_the_map_s_tags_say(make: Maker, facts: dict[str, Any], kind: str) -> None:
    make.server.answers = [says([{**VERBOVE, **facts}])]
    assert [place.kind for place in make().find("Verbove")] == [kind]


def test_a_box_that_is_none_leaves_the_usual_size(make: Maker) -> None:
    boxes = [None, ["a", 1, 2, 3], [1, 2], ["49", "47", "35", "36"], ["nan"] * 4]
    make.server.answers = [says([{**VERBOVE, "boundingbox": box} for box in boxes])]
    assert {place.radius_m for place in make().find("Verbove")} == {3_000.0}


def test_hostile_words_in_an_answer_are_one_short_line(make: Maker) -> None:
    make.server.answers = [says([{**VERBOVE, "name": "V\n\x1b[31m\ud800" + "x" * 900, "address": "no mapping"}])]
    (place,) = make().find("Verbove")
    assert place.name.isprintable()
    assert (len(place.name), place.country) == (200, None)


def test_nothing_found_is_an_empty_answer(make: Maker) -> None:
    make.server.answers = [says([])]
    assert make().find("Xyzzy") == ()


def test_a_name_that_is_no_text_is_not_sent(make: Maker) -> None:
    assert [make().find(name) for name in ("", " \n", "x" * 201, "a\ud800b")] == [()] * 4
    assert make.server.asked == []


def test_a_second_run_asks_nothing(make: Maker) -> None:
    make.server.answers = [says([VERBOVE]), says([])]
    first = make()
    told = [first.find("Verbove"), first.find("Xyzzy")]
    second = make()
    assert [second.find(" verbove "), second.find("Xyzzy")] == told
    assert len(make.server.asked) == 2


@pytest.mark.parametrize(("answer", "days"), [([VERBOVE], 30), ([], 7)])
def test_an_answer_expires(make: Maker, answer: list[Any], days: int) -> None:
    make.server.answers = [says(answer)]
    make().find("Verbove")
    make.clock.now += days * 86_400 - 1
    make().find("Verbove")
    assert len(make.server.asked) == 1
    make.clock.now += 2
    make().find("Verbove")
    assert len(make.server.asked) == 2


def test_answers_are_kept_apart_by_service_host_and_country(make: Maker) -> None:
    make.server.answers = [says([VERBOVE])]
    make().find("Verbove")
    make().find("Verbove", country="RU")
    with serving() as other:
        make("nominatim", domain=other.domain).find("Verbove")
        assert len(other.asked) == 1
    assert len(make.server.asked) == 2


def test_a_country_is_kept_even_where_the_service_does_not_filter(make: Maker) -> None:
    make.server.answers = [says([VERBOVE])]
    assert make().find("Verbove", country="RU") == ()


def test_a_second_passes_between_two_requests(make: Maker) -> None:
    geocoder = make()
    for name in "abcd":
        geocoder.find(name)
    at = [float(asked["at"]) for asked in make.server.asked]
    assert [later - earlier for earlier, later in pairwise(at)] == pytest.approx([online.INTERVAL_S] * 3)


def test_threads_with_geocoders_of_their_own_share_the_second(make: Maker) -> None:
    def ask(number: int) -> None:
        geo.online_geocoder(
            user_agent=AGENT, domain=make.server.domain, cache=make.path, clock=time.time, sleep=time.sleep
        ).find(f"name {number}")

    make.server.now = time.time
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    at = sorted(float(asked["at"]) for asked in make.server.asked)
    assert all(later - earlier >= 1 for earlier, later in pairwise(at))
    assert len(at) == 3


def test_one_geocoder_asks_once_for_what_two_threads_want(make: Maker) -> None:
    geocoder = make()
    threads = [threading.Thread(target=geocoder.find, args=("Verbove",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(make.server.asked) == 1


def test_processes_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    open_store(path)
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom geo.gazetteer.online.store import Store\n"
        "store, taken = Store(Path(sys.argv[1])), 0\n"
        "while taken < 3:\n"
        "    if (wait := store.take_turn('x', clock=time.time, interval_s=0.2)) > 0:\n"
        "        time.sleep(wait)\n"
        "    else:\n"
        "        taken += 1\n"
        "        print(time.time())\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as one,
        subprocess.Popen(command, stdout=subprocess.PIPE) as two,
    ):
        times = sorted(float(line) for told in (one, two) for line in told.communicate()[0].split())
    assert len(times) == 6
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))


def test_a_clock_put_back_does_not_stop_the_service(tmp_path: Path) -> None:
    store = open_store(tmp_path / "online.sqlite")
    assert store.take_turn("x", clock=lambda: 9_000_000.0, interval_s=1.0) == 0
    assert store.take_turn("x", clock=lambda: 1_000.0, interval_s=1.0) == 0


PASSING = (429, 500, 502, 503, 504)


@pytest.mark.parametrize("status", PASSING)
def test_a_passing_failure_is_tried_again_with_growing_pauses(make: Maker, status: int) -> None:
    make.server.answers = [says({}, status=status), says({}, status=status), says([VERBOVE])]
    assert len(make().find("Verbove")) == 1
    assert make.clock.slept == pytest.approx([2.0, 4.0])


def test_tries_are_bounded_and_a_failure_is_not_kept(make: Maker) -> None:
    make.server.answers = [says({}, status=500)]
    with pytest.raises(geo.SourceError, match="status 500; 'Verbove' was not looked up"):
        make().find("Verbove")
    assert len(make.server.asked) == online.TRIES
    make.server.answers = [says([VERBOVE])]
    assert len(make().find("Verbove")) == 1


@pytest.mark.parametrize("header", ["7", "Tue, 14 Nov 2023 22:13:27 GMT"])
def test_retry_after_is_honoured_by_all_who_share_the_file(make: Maker, header: str) -> None:
    make.server.answers = [says({}, status=429, Retry_After=header), says([])]
    make().find("Verbove")
    assert make.clock.slept == pytest.approx([7.0])


def test_a_service_that_wants_to_be_left_alone_is(make: Maker) -> None:
    make.server.answers = [says({}, status=429, Retry_After="3600")]
    geocoder = make()
    with pytest.warns(geo.SourceWarning, match="asked no more"), pytest.raises(geo.SourceError, match="3600 s"):
        geocoder.find("Verbove")
    with pytest.raises(geo.SourceError, match="not asked any more"):
        geocoder.find("Other")
    with pytest.raises(geo.SourceError, match="may not be asked"):
        make().find("Other")
    assert len(make.server.asked) == 1


RETRY_AFTER = ((None, None), ("", None), ("soon", None), ("-5", None), ("²", None), ("1e9", None), ("12", 12.0),
               (" 12 ", 12.0), ("Wed, 01 Jan 2020 00:00:00 GMT", 0.0), ("Wed, 99 Foo 2020", None))  # fmt: skip


@pytest.mark.parametrize(("header", "seconds"), RETRY_AFTER)
def test_retry_after_is_read_or_ignored(header: str | None, seconds: float | None) -> None:
    assert retry_seconds(header, now=1_700_000_000.0) == seconds


WRONG = {
    "garbage": sends(b"\x00\xff\xfe{{{"),
    "html": sends(b"<html>Please log in</html>", Content_Type="text/html"),
    "half a JSON": sends(b'[{"lat": "47'),
    "deep JSON": sends(b"[" * 100_000),
    "null": says(None),
    "a number": says(7),
    "an empty object": says({}),
    "a string": says("Verbove"),
    "a list of numbers": says([1, 2]),
    "a list of lists": says([[[]]]),
    "an error in words": says({"error": "something broke"}),
    "no position": says([{"display_name": "Verbove"}]),
    "a position of words": says([{**VERBOVE, "lat": "north"}]),
    "a position off Earth": says([{**VERBOVE, "lat": "4791"}]),
    "a position that is no number": sends(b'[{"lat": NaN, "lon": Infinity, "display_name": "x"}]'),
    "the null island": says([{**VERBOVE, "lat": "0", "lon": "0"}]),
    "no name": says([{**VERBOVE, "display_name": None}]),
    "a huge body": sends(b" " * 2_000_001),
    "a huge number": sends(b'[{"lat": 1' + b"0" * 5000 + b', "lon": 1, "display_name": "x"}]'),
    "less than it said": lies_about_its_length,
    "nothing": hangs_up,
    "nothing but a status": sends(b"", status=204),
    "not there": says([], status=404),
    "another host": says([], status=302, Location="http://127.0.0.2:9/search"),
    "another port": says([], status=302, Location="http://127.0.0.1:9/search"),
    "a file": says([], status=302, Location="file:///etc/passwd"),
    "a redirect to nowhere": says([], status=302),
    "a broken redirect": says([], status=302, Location="http://[::1/"),
    "a circle": says([], status=302, Location="/search?again=1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_answer_that_is_none_is_a_failure_and_not_kept(make: Maker, what: str) -> None:
    make.server.answers = [WRONG[what]]
    with pytest.raises(geo.SourceError, match=r"^nominatim at 127"):
        make().find("Verbove")
    make.server.answers = [says([VERBOVE])]
    assert len(make().find("Verbove")) == 1


def test_odd_answers_of_photon_and_geonames_are_failures(make: Maker) -> None:
    make.server.answers = [says({"features": [{"geometry": None}]})]
    with pytest.raises(geo.SourceError):
        make("photon").find("Verbove")
    make.server.answers = [says({"geonames": [{"name": "Verbove"}]})]
    with pytest.raises(geo.SourceError):
        make("geonames", api_key=KEY).find("Verbove")


def test_a_redirect_within_the_host_is_followed_in_its_turn(make: Maker) -> None:
    make.server.answers = [says([], status=301, Location="/new?q=Verbove"), says([VERBOVE])]
    assert len(make().find("Verbove")) == 1
    assert [asked["path"] for asked in make.server.asked] == ["/search", "/new"]
    assert make.clock.slept == pytest.approx([online.INTERVAL_S])


DRIPS = {
    "body": b"HTTP/1.1 200 OK\r\n\r\n[",
    "head": b"HTTP/1.1 200 OK\r\nX-Slow: ",
    "error": b"HTTP/1.1 404 No\r\n\r\n",
}


@pytest.mark.parametrize("where", DRIPS)
def test_a_slow_drip_ends_at_the_deadline(make: Maker, where: str) -> None:
    make.server.answers = [drips(DRIPS[where], pause_s=0.05)]
    began = time.monotonic()
    with pytest.raises(geo.SourceError, match=r"did not answer within 0\.4 s"):
        make(deadline_s=0.4).find("Verbove")
    assert time.monotonic() - began < 1.5
    left = [thread for thread in threading.enumerate() if thread.name == "frontline-geocoder"]
    for thread in left:
        thread.join(2)
    assert not any(thread.is_alive() for thread in left)


def test_a_server_that_is_not_there_is_a_failure(make: Maker) -> None:
    with pytest.raises(geo.SourceError, match="cannot be reached"):
        make(domain="http://127.0.0.1:1").find("Verbove")


def _failure(geocoder: online.OnlineGeocoder, name: str) -> str:
    with pytest.raises(geo.SourceError) as failed:
        geocoder.find(name)
    return str(failed.value)


def test_after_repeated_failures_nothing_is_sent_and_one_warning_given(make: Maker) -> None:
    make.server.answers = [sends(b"garbage")]
    geocoder = make()
    with pytest.warns(geo.SourceWarning) as told:
        failures = [_failure(geocoder, name) for name in "abcdefgh"]
    assert "not asked any more" in failures[-1]
    assert len(make.server.asked) == online.FAILURES
    assert len(told) == 1
    assert geocoder.trouble is not None


def test_a_success_between_failures_keeps_the_service(make: Maker) -> None:
    make.server.answers = [sends(b"garbage"), sends(b"garbage"), says([]), sends(b"garbage"), sends(b"garbage")]
    geocoder = make()
    for name in "abde":
        with pytest.raises(geo.SourceError):
            geocoder.find(name)
        geocoder.find("c") if name == "b" else None
    assert geocoder.trouble is None


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_ends_the_asking_at_once(make: Maker, status: int) -> None:
    make.server.answers = [says({}, status=status)]
    geocoder = make()
    with pytest.warns(geo.SourceWarning, match=f"status {status}"), pytest.raises(geo.SourceError):
        geocoder.find("Verbove")
    assert len(make.server.asked) == 1


def test_the_key_is_in_no_message_log_file_or_repr(
    make: Maker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(online.KEY_VARIABLE, KEY)
    refused = {"status": {"message": f"the key {KEY} is bad", "value": 10}}
    make.server.answers = [says({"geonames": [GEONAMES]}), says(refused), sends(f"{KEY} broke".encode(), status=500)]
    geocoder = make("geonames")
    geocoder.find("Verbove")
    with pytest.warns(geo.SourceWarning) as told, pytest.raises(geo.SourceError) as first:
        geocoder.find("Other")
    with pytest.raises(geo.SourceError) as second:
        make("geonames").find("Other")
    assert make.server.asked[0]["username"] == KEY
    written = [
        repr(geocoder),
        repr(geocoder.client),
        caplog.text,
        *capfd.readouterr(),
        *(str(one.message) for one in told),
    ]
    written += ["".join(traceback.format_exception(error.value)) for error in (first, second)]
    written += [make.path.read_bytes().decode("latin-1")]
    assert "geocode" in caplog.text
    assert not [text for text in written if "s3cret" in text]


def test_a_key_is_redacted_in_every_spelling() -> None:
    assert redacted("a?key=s3cret%2Fkey%2B1 s3cret/key%2B1 s3cret/key+1", KEY) == "a?key=[key] [key] [key]"


BAD_OPTIONS = (
    ({"user_agent": None}, "--user-agent"),
    ({"user_agent": "  "}, "--user-agent"),
    ({"user_agent": "a\r\nX-Evil: 1"}, "will not do"),
    ({"user_agent": "geopy/2.4"}, "name of your own"),
    ({"service": "atlantis"}, "nominatim, "),
    ({"service": "geonames"}, online.KEY_VARIABLE),
    ({"service": "pelias", "domain": None}, "--geocoder-domain"),
    ({"service": "liveaddress", "domain": None, "api_key": "one"}, "2 keys"),
    ({"service": "photon", "api_key": "k"}, "takes no key"),
    ({"service": "baidu", "api_key": "k"}, "domain"),
    ({"domain": "ftp://host"}, "is not a host"),
    ({"domain": "a b"}, "is not a host"),
    ({"deadline_s": 0}, "above 0"),
    ({"domain": None, "user_agent": "my-application"}, "cannot be used"),
)


@pytest.mark.parametrize(("options", "words"), BAD_OPTIONS, ids=lambda value: str(value)[:40])
def test_a_wrong_option_says_what_to_give(make: Maker, options: dict[str, Any], words: str) -> None:
    with pytest.raises(geo.GazetteerError, match=words):
        make(**{"service": "nominatim", **options})
    assert make.server.asked == []


def test_a_file_of_answers_that_is_not_ours_is_begun_anew(make: Maker) -> None:
    make.path.write_bytes(b"not a database" * 100)
    with pytest.warns(geo.SourceWarning, match="begun anew"):
        geocoder = make()
    make.server.answers = [says([VERBOVE])]
    assert len(geocoder.find("Verbove")) == 1


def test_a_file_of_another_version_is_begun_anew(make: Maker) -> None:
    import sqlite3

    make()
    with sqlite3.connect(make.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.warns(geo.SourceWarning, match="another version"):
        make()


def test_without_a_writable_folder_answers_are_forgotten(make: Maker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.warns(geo.SourceWarning, match="forgotten after this run"):
        geocoder = make(cache=tmp_path / "file" / "online.sqlite")
    assert geocoder.find("Verbove") == ()


def test_a_file_damaged_meanwhile_is_a_plain_error(make: Maker) -> None:
    geocoder = make()
    make.path.write_bytes(b"not a database" * 100)
    with pytest.raises(geo.SourceError, match="Remove the file"):
        geocoder.find("Verbove")


def test_a_kept_answer_that_cannot_be_read_is_asked_anew(make: Maker) -> None:
    make.server.answers = [says([VERBOVE])]
    geocoder = make()
    for told in ("[1]", "{", '[{"label": "x", "place": {"id": "x"}}]'):
        Store(make.path).keep(geocoder.client.label, "verbove", "", told, now=make.clock.now, seconds=60)
        assert len(geocoder.find("Verbove")) == 1
    assert len(make.server.asked) == 3


def test_no_position_is_no_place() -> None:
    with pytest.raises(ValueError, match="without a position"):
        read_answer("nominatim", None, "Verbove")


# Names of an article.


class Listed:
    """A geocoder that lists what it is told to, or fails."""

    service = "nominatim"

    def __init__(self, *places: Place, error: str = "") -> None:
        self.places, self.error, self.asked = places, error, list[str]()

    def search(self, name: str) -> tuple[Found, ...]:
        self.asked.append(name)
        if self.error:
            raise geo.SourceError(self.error)
        return tuple(Found(place, f"{place.name}, somewhere") for place in self.places)


def place(lon: float = 36.0, lat: float = 47.5, **facts: Any) -> Place:
    told = {"id": f"nominatim:{lon},{lat}", "name": "Verbove", "kind": "city", "radius_m": 2_000.0, "country": "UA"}
    return Place(lon=lon, lat=lat, **{**told, **facts})


def resolution(text: str, found: Place | None = None, **facts: Any) -> Resolution:
    mention = Mention(id=f"m{len(text)}", start=0, end=len(text), text=text, **facts)
    return Resolution(
        mention=mention, usage=mention.usage, mapped=found is not None, place=found, reason="not in the gazetteer"
    )


OREKHIV = resolution("Orikhiv", place(35.79, 47.57, name="Orikhiv"))
UNKNOWN = resolution("Verbove")


def looked_up(geocoder: Listed, *others: Resolution, unknown: Resolution = UNKNOWN, **options: Any) -> Resolution:
    return online.find_unknown([unknown, *others], geocoder, **options)[0]


def test_only_names_that_nothing_knows_are_asked_for() -> None:
    geocoder = Listed()
    doubtful = Resolution(mention=UNKNOWN.mention, usage="literal", mapped=False, place=None, runners_up=(place(),))
    metonymic = resolution("Moscow", usage="metonymic")
    assert online.find_unknown([OREKHIV, doubtful, metonymic], geocoder) == (OREKHIV, doubtful, metonymic)
    assert geocoder.asked == []


def test_a_place_near_the_others_is_taken_with_its_source() -> None:
    found = looked_up(Listed(place()), OREKHIV)
    assert (found.place, found.mapped, found.score) == (place(), True, 0.4)
    assert found.reason == "found online by nominatim: Verbove, somewhere"


def test_a_place_far_from_all_others_is_left_with_the_reason() -> None:
    found = looked_up(Listed(place(24.0, 49.8)), OREKHIV)
    assert (found.place, found.mapped, found.runners_up) == (None, False, (place(24.0, 49.8),))
    assert "km from every other place of the article" in found.reason


def test_a_given_point_counts_as_a_place_of_the_article() -> None:
    assert looked_up(Listed(place(24.0, 49.8)), near=(24.0, 49.0)).place == place(24.0, 49.8)
    assert looked_up(Listed(place(24.0, 49.8)), near=(36.0, 47.0)).place is None


def test_a_country_alone_bears_out_what_lies_in_it() -> None:
    ukraine = resolution("Ukraine", place(31.4, 49.0, kind="country", radius_m=400_000.0))
    assert looked_up(Listed(place()), ukraine).place == place()
    assert looked_up(Listed(place(60.0, 55.0, country="RU")), ukraine).place is None


def test_of_namesakes_the_clearly_nearest_is_taken() -> None:
    near, far, further = place(), place(35.0, 48.5), place(31.0, 51.0)
    assert looked_up(Listed(further, near), OREKHIV).place == near
    undecided = looked_up(Listed(far, place(36.5, 48.5)), OREKHIV)
    assert undecided.place is None
    assert "the article does not decide" in undecided.reason


def test_two_entries_of_one_village_are_no_namesakes() -> None:
    assert looked_up(Listed(place(), place(36.01, 47.5)), OREKHIV).place == place()


HINTS = (("facility", "facility", True), ("facility", "city", False), ("region", "region", True), ("region", "city", False),
         (None, "road", False), (None, "facility", False), (None, "waterbody", True), ("city", "other", False))  # fmt: skip


@pytest.mark.parametrize(("hint", "kind", "taken"), HINTS)
def test_the_kind_that_the_wording_asks_for_is_kept(hint: str | None, kind: str, taken: bool) -> None:
    found = looked_up(Listed(place(kind=kind)), OREKHIV, unknown=resolution("Verbove", kind_hint=hint))
    assert (found.place is not None) == taken
    assert taken or f"({kind})" in found.reason


def test_unknown_and_unanswered_are_told_apart() -> None:
    assert looked_up(Listed()).reason == "not in the gazetteer; nor does nominatim know it"
    assert "could not be looked up online: it broke" in looked_up(Listed(error="it broke")).reason
    assert online.is_unknown(looked_up(Listed()))


def test_the_name_to_look_up_is_the_one_that_is_asked_for() -> None:
    geocoder = Listed()
    looked_up(geocoder, unknown=resolution("Вербового", name="Вербове"))
    assert geocoder.asked == ["Вербове"]


# The rooms in order, and the shell.

VILLAGE = {**VERBOVE, "name": "Zzyzivka", "lat": "48.5", "lon": "38.0", "boundingbox": None}
TEXT = "Ukrainian troops left the village of Zzyzivka, near Donetsk in Ukraine."


def test_a_report_places_what_only_the_service_knows_and_credits_it(make: Maker) -> None:
    make.server.answers = [says([VILLAGE])]
    report = pipeline.run([Article(text=TEXT)] * 2, lookup=Atlas(), geocoder=make())
    found = [r.place for reading in report.articles for r in reading.resolutions if r.place and "osm" in r.place.id]
    assert [place.name for place in found] == ["Zzyzivka"] * 2
    (credit,) = [what for where, what in report.warnings if where == "nominatim"]
    assert credit == "1 of the places were found online: " + make().attribution
    assert len(make.server.asked) == 1


def test_what_a_correction_pins_goes_before_the_service(make: Maker) -> None:
    make.server.answers = [says([VILLAGE])]
    pinned = geo.Correction(name="Zzyzivka", lon=38.2, lat=48.6)
    fixes = geo.Corrections(source="fixes", entries=(pinned,))
    found = pipeline.geoparse(TEXT, lookup=Atlas(), geocoder=make(), corrections=fixes)
    assert [r.place.lat for r in found if r.place and r.mention.text == "Zzyzivka"] == [48.6]


def test_a_report_says_when_the_service_was_given_up(make: Maker) -> None:
    make.server.answers = [says({}, status=403)]
    with pytest.warns(geo.SourceWarning, match="asked no more"):
        report = pipeline.run([Article(text=TEXT)], lookup=Atlas(), geocoder=make())
    assert ("nominatim", "was asked no more: answered with status 403") in report.warnings


def test_without_a_geocoder_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.Thread.start", lambda _: pytest.fail("something was sent"))
    assert not [r for r in pipeline.geoparse(TEXT, lookup=Atlas()) if r.mention.text == "Zzyzivka" and r.place]


@pytest.fixture
def told(make: Maker, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the options that send the shell to the server, with a file of answers of its own."""
    monkeypatch.setattr("geo.gazetteer.online.cache_folder", lambda: make.path.parent)
    monkeypatch.setattr(online, "INTERVAL_S", 0.01)
    return ["--geocoder", "nominatim", "--user-agent", AGENT, "--geocoder-domain", make.server.domain]


def test_the_shell_s_geoparse_is_python_s(make: Maker, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    make.server.answers = [says([VILLAGE])]
    assert cli.main(["geoparse", TEXT, *told]) == 0
    twin = geo.geoparse(TEXT, geocoder=make())
    written = capsys.readouterr()
    assert written.out == exports.dump([exports.mention_facts(r) for r in twin]) + "\n"
    assert "OpenStreetMap contributors" in written.err


def test_the_shell_s_report_is_python_s(
    make: Maker, told: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    make.server.answers = [says([VILLAGE])]
    article = tmp_path / "news.txt"
    article.write_text(TEXT)
    assert cli.main(["report", str(article), "--published", "2024-09-10", *told]) == 0
    twin = geo.run([article], published="2024-09-10", geocoder=make())
    assert capsysbinary.readouterr().out.decode() == twin.to_json() + "\n"
    assert "found online by nominatim" in twin.to_json()


def test_the_shell_s_locate_is_python_s(make: Maker, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    make.server.answers = [says([{**VERBOVE, "name": "Qwxyzzy"}])]
    assert cli.main(["locate", "Qwxyzzy", "--country", "UA", "--format", "json", *told]) == 0
    twin = geo.locate("Qwxyzzy", country="Ukraine", geocoder=make())
    assert capsys.readouterr().out == "".join(exports.dump(exports.candidate_facts(one)) + "\n" for one in twin)
    assert [(one.match, one.kind) for one in twin] == [("online", "city")]


def test_a_name_known_offline_is_never_sent(make: Maker) -> None:
    assert geo.locate("Sudzha", geocoder=make())[0].match == "exact"
    assert make.server.asked == []


def test_locate_keeps_kind_division_and_nearness_online_too(make: Maker) -> None:
    far = {**VERBOVE, "osm_id": 2, "lat": "49.9", "address": {"state": "Lviv Oblast", "country_code": "ua"}}
    make.server.answers = [says([far, VERBOVE, {**VERBOVE, "osm_id": 3, "class": "shop"}])]
    found = geo.locate("Qwxyzzy", kind="city", near=(35.9, 47.4), geocoder=make())
    assert [one.id for one in found] == ["nominatim:osm-node-337557", "nominatim:osm-node-2"]
    assert len(geo.locate("Qwxyzzy", kind="city", admin1="Lviv", geocoder=make())) == 1


def test_the_shell_tells_a_service_that_fails(make: Maker, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    make.server.answers = [says([], status=404)]
    assert cli.main(["locate", "Qwxyzzy", *told]) == 1
    assert "error: nominatim at 127.0.0.1" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--user-agent", "x"], ["--geocoder-domain", "x"]], ids=" ".join)
def test_options_of_the_service_want_the_service(arguments: list[str]) -> None:
    assert cli.main(["locate", "Sudzha", *arguments]) == 2


def test_a_service_without_a_user_agent_is_a_plain_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["geoparse", "Sudzha", "--geocoder", "nominatim"]) == 1
    assert "--user-agent" in capsys.readouterr().err
