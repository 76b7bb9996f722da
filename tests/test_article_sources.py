"""Articles from elsewhere than a file: pages of the web, standard input, tables; with their sections and their day."""

from __future__ import annotations

import gzip
import io
import json
import re
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import cli
from geo.article import read_all, read_article, read_articles
from geo.article.calendar import find_days
from geo.article.comments import find_comments
from geo.article.decode import decode
from geo.article.links import is_public, malformed
from geo.article.manifest import Given
from geo.article.publication import WIDEST_DAYS, infer_published
from geo.article.robots import read_robots
from geo.article.sections import find_sections
from geo.article.web import Visitor
from geo.errors import ArticleError, ArticleWarning, MissingExtra
from geo.records import Article
from tests.clock import processor_seconds

DAY = date(2024, 9, 10)
PROSE = "The bridge at the mill was taken in the night, and the village by the river was lost to the army. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The mill bridge</title></head><body><article><h1>The mill bridge</h1>
<p>{PROSE * 3}</p><p>{PROSE * 2}</p></article></body></html>"""
Answer = tuple[int, Mapping[str, str], bytes]

# --- the web ---------------------------------------------------------------------------------------------------------


class Site:
    """A server of this machine, with what it answers for a path and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str, str]] = []
        """Path, host and user agent of each request."""
        self.url = ""

    def page(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (status, {"Content-Type": kind, **headers}, data)
        return self.url + path

    def redirect(self, path: str, location: str) -> str:
        self.answers[path] = (302, {"Location": location}, b"")
        return self.url + path


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
            answer = site.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, data = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        yield one


def here(address: Any) -> bool:
    """Allow this machine itself, and nothing else; only a test can ask for that."""
    return bool(address == ip_address("127.0.0.1"))


def visitor(**options: Any) -> Visitor:
    return Visitor(**{"allows": here, "pause_s": 0.0, **options})


def fetched(url: str, **options: Any) -> Article:
    (article,) = read_all(url, Given(published=DAY), visitor=visitor(**options))
    return article


def test_a_page_is_fetched_read_and_told_from_where(site: Site) -> None:
    article = fetched(site.page("/mill", PAGE))
    assert PROSE.strip() in article.text
    assert (article.title, article.source, article.url) == ("The mill bridge", site.url + "/mill", site.url + "/mill")
    assert (article.published_basis, article.extracted, article.language) == ("given", True, "en")


def test_a_server_is_asked_politely_and_for_robots_first(site: Site) -> None:
    fetched(site.page("/mill", PAGE))
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/mill"]
    assert {agent for _, _, agent in site.asked} == {"frontline-mapper (https://pypi.org/project/frontline-mapper/)"}


KINDS = (
    ("text/plain; charset=koi8-r", "Войска вошли в город ночью.".encode("koi8-r"), "Войска вошли в город ночью."),
    ("text/plain", "<b>bold</b> stays.", "<b>bold</b> stays."),
    ("text/markdown", "# Head\n\nThe **mill** fell.", "  Head\n\nThe   mill   fell."),
    ("application/rss+xml", "<rss><channel><item><title>Mill</title></item></channel></rss>", "Mill"),
    ("application/xml", "<rss><channel><item><title>Mill</title></item></channel></rss>", "Mill"),
    ("application/octet-stream", "The mill fell.", "The mill fell."),
)


@pytest.mark.parametrize(("kind", "body", "text"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_the_content_type_decides_who_reads(site: Site, kind: str, body: str | bytes, text: str) -> None:
    assert fetched(site.page("/a.html" if kind == "text/plain" else "/a", body, kind)).text == text


@pytest.mark.parametrize("kind", ["image/png", "application/json", "video/mp4"])
def test_another_content_type_is_refused_by_name(site: Site, kind: str) -> None:
    with pytest.raises(ArticleError, match=kind):
        fetched(site.page("/a", b"x", kind))


def test_a_pdf_is_read_from_the_web(site: Site) -> None:
    with pytest.raises(ArticleError, match="its end is missing"):
        fetched(site.page("/a", b"%PDF-1.7", "application/pdf"))


PRIVATE = (
    "127.0.0.1 127.8.9.1 10.1.1.1 172.16.0.1 172.31.255.1 192.168.1.1 169.254.169.254 100.64.0.1 100.127.1.1 0.0.0.0 0.1.2.3 224.0.0.1 "
    "240.0.0.1 255.255.255.255 192.0.0.8 192.0.2.1 198.18.0.1 203.0.113.9 ::1 :: fe80::1 fc00::1 fd12:3456::1 fec0::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1:: "
    "2001:0:1::1 2001:db8::1 ::127.0.0.1 100::1 3fff::1 192.88.99.1"
).split()


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_public_network_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> list[str]:
    """Have every host resolve to each of some answers by turns; return the hosts that are asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in found]
        return [(family, socket.SOCK_STREAM, 6, "", (one, port)) for family, one in zip(families, found, strict=True)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "100.64.0.1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving(monkeypatch, (address,))
    with pytest.raises(ArticleError, match=re.escape(f"news.example has the private address {ip_address(address)}")):
        read_article("http://news.example/a")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ("93.184.216.34", "10.0.0.1"))
    with pytest.raises(ArticleError, match=r"private address 10\.0\.0\.1"):
        read_article("https://news.example/a")


LITERAL = (
    "http://127.0.0.1/ http://2130706433/ http://0x7f000001/ http://127.1/ http://[::1]/ http://[::ffff:7f00:1]/ http://0.0.0.0/ "
    "http://169.254.169.254/latest/meta-data/ http://localhost/ http://[fe80::1%25eth0]/"
).split()


@pytest.mark.parametrize("url", LITERAL)
def test_an_address_of_this_machine_is_refused_however_it_is_spelled(url: str) -> None:
    with pytest.raises(ArticleError, match=r"private|no host|no address"):
        read_article(url)


@pytest.mark.parametrize(
    "url", ["ftp://x.example/a", "file:///etc/passwd", "gopher://x.example/", "http://u:p@x.example/", "http://"]
)
def test_only_plain_addresses_of_the_web_are_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, ("93.184.216.34",))
    with pytest.raises(ArticleError, match=r"no http or https|user name|no address"):
        read_article(url)
    assert not asked


def test_what_was_vetted_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # A second look-up would be answered with another address; there is one for robots.txt and one for the page.
    asked = resolving(monkeypatch, ("127.0.0.1",), ("127.0.0.1",), ("10.0.0.1",))
    site.page("/mill", PAGE)
    article = fetched(site.url.replace("127.0.0.1", "news.example") + "/mill")
    assert PROSE.strip() in article.text
    assert asked == ["news.example"] * 2
    assert {host.partition(":")[0] for _, host, _ in site.asked} == {"news.example"}


def test_a_name_rebound_between_two_requests_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ("127.0.0.1",), ("10.0.0.1",))
    site.page("/mill", PAGE)
    with pytest.raises(ArticleError, match=r"private address 10\.0\.0\.1"):
        fetched(site.url.replace("127.0.0.1", "news.example") + "/mill")
    assert [path for path, _, _ in site.asked] == ["/robots.txt"]


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]:1/", "file:///etc/passwd", "//127.0.0.2/"]
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str) -> None:
    with pytest.raises(ArticleError, match=r"private|no http"):
        fetched(site.redirect("/a", target))
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_redirect_of_robots_to_a_private_address_is_refused(site: Site) -> None:
    site.redirect("/robots.txt", "http://10.0.0.1/robots.txt")
    with pytest.raises(ArticleError, match="private"):
        fetched(site.page("/a", PAGE))


def test_redirects_are_followed_and_the_last_address_told(site: Site) -> None:
    site.page("/c", PAGE)
    site.redirect("/b", "c")
    assert fetched(site.redirect("/a", "/b")).url == site.url + "/c"


def test_redirects_without_end_are_refused(site: Site) -> None:
    with pytest.raises(ArticleError, match="redirects more than 5 times"):
        fetched(site.redirect("/a", "/a"))


def test_a_redirect_that_gives_up_encryption_is_refused() -> None:
    from geo.article.connection import Reply, Unfetched
    from geo.article.web import _onward

    with pytest.raises(Unfetched, match="gives up encryption"):
        _onward("https://a.example/", Reply(status=302, headers={"location": "http://a.example/"}, data=b""))


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no such page"), (403, "refuses"), (429, "come back"), (500, "status 500")]
)
def test_a_status_is_told_in_words(site: Site, status: int, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        fetched(site.page("/a", "x", status=status))


def test_a_page_too_large_is_refused_by_its_length_and_by_its_bytes(site: Site) -> None:
    url = site.page("/a", PAGE + " " * 20_000)
    with pytest.raises(ArticleError, match="at most 9,000"):
        fetched(url, limit=9_000)

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 20_000)

    site.answers["/b"] = endless
    with pytest.raises(ArticleError, match="more than 9,000 bytes"):
        fetched(site.url + "/b", limit=9_000)


def test_a_packed_page_is_unpacked_and_a_bomb_refused(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    assert PROSE.strip() in fetched(site.page("/a", gzip.compress(PAGE.encode()), **packed)).text
    with pytest.raises(ArticleError, match="unpacks to more than 50,000 bytes"):
        fetched(site.page("/b", gzip.compress(b"a" * 30_000_000), **packed), limit=50_000)
    with pytest.raises(ArticleError, match="does not unpack"):
        fetched(site.page("/c", b"not gzip", **packed))
    with pytest.raises(ArticleError, match="packed as 'br'"):
        fetched(site.page("/d", b"x", **{"Content-Encoding": "br"}))


def drip(request: BaseHTTPRequestHandler) -> None:
    try:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            request.wfile.write(b"a")
            time.sleep(0.05)
    except OSError:
        pass  # cut off, as it should be


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    try:
        for number in range(100):
            request.wfile.write(b"H" if number else b"HTTP/1.0 200 OK\r\nX: ")
            time.sleep(0.05)
    except OSError:
        pass


@pytest.mark.parametrize("slow", [drip, drip_headers])
def test_a_server_that_drips_is_left_when_the_time_is_over(site: Site, slow: Callable[..., None]) -> None:
    site.answers["/a"] = slow
    start = time.monotonic()
    with pytest.raises(ArticleError, match="took too long"):
        fetched(site.url + "/a", seconds=0.5)
    assert time.monotonic() - start < 2


def test_a_page_cut_short_is_refused(site: Site) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\nabc")

    site.answers["/a"] = cut
    with pytest.raises(ArticleError, match="broke off after 3 of 1,000 bytes"):
        fetched(site.url + "/a")


def test_a_site_that_asks_not_to_be_read_is_not_read(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open$", "text/plain")
    with pytest.raises(ArticleError, match=r"robots\.txt asks programs not to fetch it"):
        fetched(site.page("/private/a", PAGE))
    assert fetched(site.page("/private/open", PAGE)).title == "The mill bridge"


def test_a_redirect_to_what_robots_bar_is_not_followed(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /b", "text/plain")
    site.page("/b", PAGE)
    with pytest.raises(ArticleError, match=r"robots\.txt"):
        fetched(site.redirect("/a", "/b"))
    assert "/b" not in [path for path, _, _ in site.asked]


def test_a_site_whose_robots_fail_is_not_read_and_one_without_is(site: Site) -> None:
    url = site.page("/a", PAGE)
    assert fetched(url).extracted
    site.page("/robots.txt", "", status=503)
    with pytest.raises(ArticleError, match="503"):
        fetched(url)


def test_robots_are_asked_once_a_site_and_only_their_beginning_read(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /x\n" + "#" * 900_000, "text/plain")
    one = visitor()
    for path in ("/a", "/b"):
        read_all(site.page(path, PAGE), Given(published=DAY), visitor=one)
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/a", "/b"]


def test_a_host_is_left_alone_between_two_pages(site: Site) -> None:
    one = visitor(pause_s=0.3)
    start = time.monotonic()
    for path in ("/a", "/b"):
        one.fetch(site.page(path, PAGE))
    assert time.monotonic() - start >= 0.3


ROBOTS = (
    ("", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: frontline-mapper\nDisallow: /\nUser-agent: *\nAllow: /", "/a", False),
    ("User-agent: Frontline-Mapper\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: a\nUser-agent: *\nDisallow: /a", "/a/b", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/a.pdf?x", True),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    ("User-agent: *\nDisallow: /*/b*c", "/a/b/d/c", False),
    ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
    ("Disallow: /\n<html>", "/a", True),
)


@pytest.mark.parametrize(("text", "path", "allowed"), ROBOTS)
def test_robots_are_read_by_the_standard(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text, "frontline-mapper").allows(f"https://news.example{path}") is allowed


def test_hostile_robots_cost_little() -> None:
    start = time.process_time()
    robots = read_robots("User-agent: *\n" + "Disallow: /" + "a*" * 450 + "b\n" * 1 + "Disallow: /*a*b\n" * 5_000, "x")
    assert robots.allows("https://x.example/" + "a" * 1_900)
    assert time.process_time() - start < 2


@given(st.text(max_size=80))
def test_any_address_is_judged_without_falling_over(words: str) -> None:
    assert malformed(f"http://{words}") is None or isinstance(malformed(f"http://{words}"), str)


# --- standard input, tables ------------------------------------------------------------------------------------------


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_dash_reads_standard_input_whatever_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"The mill fell.")
    assert read_article("-", published=DAY).text == "The mill fell."
    typed(monkeypatch, PAGE.encode())
    assert read_article("-", published=DAY).title == "The mill bridge"
    typed(monkeypatch, b'{"text": "One."}\n{"text": "Two."}')
    assert [one.text for one in read_articles("-", published=DAY)] == ["One.", "Two."]


def test_too_much_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"a" * 20_000_001)
    with pytest.raises(ArticleError, match="standard input has more than"):
        read_article("-", published=DAY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_gives_an_article_a_row_with_what_its_columns_say(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["ID", "Headline", "Body", "author", "publisher", "date", "url", "lang"],
        ["7", "The mill", '"It fell, at noon."', "Ann", "Post", "2024-09-08", "https://post.example/m", "en"],
        ["8", "", '"It rose; then.\nMore."', "", "", "9 September 2024", "http://10.0.0.1/", ""],
        ["9", "", "", "", "", "", "", ""],
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    with pytest.warns(ArticleWarning) as caught:
        one, two = read_articles(path)
    assert (one.id, one.text, one.title, one.author, one.publisher) == (
        "7",
        "It fell, at noon.",
        "The mill",
        "Ann",
        "Post",
    )
    assert (one.published, one.published_basis, one.url, one.language) == (
        date(2024, 9, 8),
        "metadata",
        "https://post.example/m",
        "en",
    )
    assert (two.published, two.url, two.source) == (date(2024, 9, 9), None, f"{path}#8")
    said = " ".join(str(one.message) for one in caught)
    assert "row 3 was left out: its text is empty" in said
    assert "the link 'http://10.0.0.1/' is refused" in said


def test_a_column_can_be_named_and_one_that_is_missing_is_told_with_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,abstract\nlong,short\n", encoding="utf-8")
    assert read_article(path, published=DAY, text_column="Abstract").text == "short"
    with pytest.raises(ArticleError, match="no column 'words'; its columns: text, abstract"):
        read_article(path, published=DAY, text_column="words")
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ArticleError, match="--text-column"):
        read_article(path, published=DAY)


def test_a_long_text_fits_in_a_csv_field_and_the_limit_is_put_back(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "word " * 60_000 + "\n", encoding="utf-8")
    assert len(read_article(path, published=DAY, language="en").text) == 300_000
    assert csv.field_size_limit() == before


def test_a_json_line_may_call_its_text_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "It fell.", "date": "10.09.2024"}\n', encoding="utf-8")
    article = read_article(path)
    assert (article.text, article.published) == ("It fell.", DAY)


def test_a_parquet_gives_an_article_a_row(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = pa.table({"content": ["It fell.", None, "It rose."], "published": [DAY, None, DAY], "n": [1, 2, 3]})
    pq.write_table(table, path)
    with pytest.warns(ArticleWarning, match="row 2 was left out: it has no text"):
        one, two = read_articles(path)
    assert (one.text, one.published, two.text, two.source) == ("It fell.", DAY, "It rose.", f"{path}#row 3")


def test_a_damaged_parquet_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"x" * 40 + b"PAR1")
    with pytest.raises(ArticleError, match="damaged Parquet"):
        read_articles(path)


def test_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with pytest.raises(MissingExtra, match="corpus"):
        read_articles(tmp_path / "a.parquet")


def test_the_shell_reads_columns_and_stdin_as_python_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("story\nUkrainian forces entered Sudzha on 6 August 2024.\n", encoding="utf-8")
    options = ["--published", "2024-09-10"]
    assert cli.main(["report", str(path), *options, "--text-column", "story"]) == 0
    twin = geo.run(read_articles(path, published="2024-09-10", text_column="story"))
    assert json.loads(capsys.readouterr().out) == json.loads(twin.to_json())
    typed(monkeypatch, b"Ukrainian forces entered Sudzha on 6 August 2024.")
    assert cli.main(["report", "-", *options]) == 0
    assert json.loads(capsys.readouterr().out)["articles"][0]["source"] == "stdin"
    typed(monkeypatch, b"Ukrainian forces entered Sudzha.")
    assert cli.main(["geoparse", "-"]) == 0
    assert "Sudzha" in capsys.readouterr().out


def test_the_shell_refuses_a_private_address_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "http://127.0.0.1:1/a"]) == 1
    assert "error: http://127.0.0.1:1/a was not fetched: it is private." in capsys.readouterr().err


# --- what a page says of itself --------------------------------------------------------------------------------------

LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Міст біля млина",
    "datePublished": "2024-09-10T18:30:00+03:00",
    "dateModified": "2024-09-12T08:00:00+03:00",
    "author": {"@type": "Person", "name": "Олена Писар"},
    "publisher": {"@type": "Organization", "name": "Річкова газета"},
}
UKRAINIAN = "Міст біля млина взяли вночі, а село за річкою втратили, повідомили військові. " * 6


def page_with(head: str) -> str:
    return f'<!DOCTYPE html><html lang="uk"><head><title>x</title>{head}</head><body><article><p>{UKRAINIAN}</p></article></body></html>'


HEADS = {
    "JSON-LD": f'<script type="application/ld+json">{json.dumps(LINKED, ensure_ascii=False)}</script>',
    "og": '<meta property="og:title" content="Міст біля млина"><meta property="og:site_name" content="Річкова газета">'
    '<meta property="article:published_time" content="2024-09-10T18:30:00+03:00"><meta property="article:author" content="Олена Писар">',
    "meta": '<title>Міст біля млина</title><meta name="author" content="Олена Писар"><meta name="date" content="2024-09-10">'
    '<meta name="application-name" content="Річкова газета">',
}


@pytest.mark.parametrize("head", HEADS)
def test_a_page_tells_title_author_publisher_day_and_language(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        page_with(HEADS[head]).replace("<title>x</title>", "" if head == "meta" else "<title>x</title>"), "utf-8"
    )
    article = read_article(path)
    assert (article.published, article.published_basis, article.language) == (DAY, "metadata", "uk")
    assert (article.title, article.author, article.publisher) == ("Міст біля млина", "Олена Писар", "Річкова газета")


# --- encodings -------------------------------------------------------------------------------------------------------

TEXTS = {
    "ru": "Войска вошли в город ночью, сообщил губернатор. Ещё один мост подорван.",
    "uk": "Сили оборони відбили атаку біля річки, повідомив Генштаб. Її підтримали ґрунтовно.",
    "capitals": "ВОЙСКА ВОШЛИ В ГОРОД НОЧЬЮ, СООБЩИЛ ГУБЕРНАТОР ОБЛАСТИ",
    "short": "Мост взяли.",
    "en": "The mill fell at noon, and the café by the river with it; the army said so.",
}


def writes(encoding: str, text: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeEncodeError:
        return False


ENCODED = [
    (name, encoding)
    for name, text in TEXTS.items()
    for encoding in ("cp1251", "koi8-u", "koi8-r", "utf-16-le", "utf-16-be", "cp1252")
    if writes(encoding, text)
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_an_encoding_is_told_by_the_text_and_said(text: str, encoding: str) -> None:
    read, doubts = decode(TEXTS[text].encode(encoding), "x")
    assert read == TEXTS[text]
    assert "was guessed" in doubts[0]


def test_a_wrong_declaration_is_overruled_and_said() -> None:
    text, doubts = decode("<meta charset=windows-1251>Привіт усім".encode(), "x", html=True)
    assert (text[-11:], doubts) == (" Привіт усім"[-11:], ("it is declared as windows-1251 but is UTF-8",))
    text, doubts = decode(("<meta charset=koi8-r>" + TEXTS["ru"]).encode("cp1251"), "x", html=True)
    assert text.endswith(TEXTS["ru"])
    assert "declared as koi8-r, which gives no prose; cp1251 was guessed" in doubts[0]


def test_a_right_declaration_is_obeyed_without_a_doubt() -> None:
    assert decode(TEXTS["uk"].encode("cp1251"), "x", charset="windows-1251") == (TEXTS["uk"], ())
    assert decode("Ča va, ère".encode("iso-8859-2", "replace"), "x", charset="iso-8859-2")[1] == ()


def test_an_unsure_guess_says_so_and_garbled_text_is_noticed() -> None:
    assert "not sure" in decode("БОИ".encode("cp1251"), "x")[1][0]
    garbled = TEXTS["uk"].encode().decode("cp1251", "replace").encode()
    assert "decoded wrongly before it was saved" in decode(garbled, "x")[1][0]


# --- the day of publication ------------------------------------------------------------------------------------------

WRITTEN = (
    ("Head\nPublished: 10 Sep 2024\nIt fell.", DAY),
    ("Head\nPosted on September 10, 2024 by admin\nIt fell on 3 May 2024.", DAY),
    ("Head\n10 вересня 2024, 18:30\nМіст узяли.", DAY),
    ("Head\nBy Ann Writer, 10 September 2024\nIt fell.", DAY),
    ("Head\nBy Ann Writer | Sept. 10, 2024 | 5 min read\nIt fell.", DAY),
    ("FOR IMMEDIATE RELEASE\nSeptember 10, 2024\n\nThe ministry says so.", DAY),
    ("KYIV, September 10, 2024 (Agency) - The mill fell.", DAY),
    ("KYIV, Sept. 10, 2024 — The mill fell.", DAY),
    ("KYIV, September 10 (Agency) - The mill fell. The raid began on Tuesday, 3 September 2024.", DAY),
    ("КИЇВ, 10 вересня 2024 року (Агентство) - Млин узяли.", DAY),
    ("МОСКВА, 10 сентября. /Агентство/. Мельница взята, сообщалось 9 сентября 2024 года.", DAY),
    ("Станом на 08:00 10.09.2024 ворог атакував тричі.", DAY),
    ("Situation as of 8 a.m. on 10 September 2024: three attacks.", DAY),
    ("Updated: 12.09.2024 10:00\nPublished: 10.09.2024\nIt fell.", DAY),
    ("2024-09-10\nIt fell.", DAY),
    ("River Institute: assessment of the front, September 10, 2024\nIt fell.", DAY),
    ("Kyiv, 24 February 2022\nSo it began. It goes on since 3 May 2024.", None),
    ("On 29 August 2014 the town was encircled. Today there is no one left in it.", None),
    ("KYIV, September 10 (Agency) - The mill fell. All has changed since 2022.", None),
)


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_a_day_at_the_top_is_the_day_of_publication(text: str, day: date | None) -> None:
    assert infer_published(text).day == day


WORKED_OUT = (
    # text, day, first and last day that would be right
    ("Officials met yesterday, 9 September 2024, in the town.", DAY, DAY),
    ("The delegation arrives tomorrow, 11 September 2024.", DAY, DAY),
    ("Сьогодні, 10 вересня 2024 року, млин узяли.", DAY, DAY),
    ("Вчера, 9 сентября 2024 года, мельницу взяли.", DAY, DAY),
    ("The army said on Tuesday, 10 September 2024, that two villages fell overnight.", DAY, date(2024, 9, 16)),
    (
        "Just over a month ago, on 6 August, brigades crossed into the Kursk region in a surprise assault.",
        date(2024, 9, 6),
        date(2024, 9, 20),
    ),
    ("The Kursk incursion began three weeks ago, on 6 August.", date(2024, 8, 21), date(2024, 9, 2)),
    (
        "Більше місяця тому, 6 серпня, почався наступ на Курщину, зокрема на Суджу та Курськ.",
        date(2024, 9, 6),
        date(2024, 9, 20),
    ),
    ("Две недели назад, 6 августа, началось вторжение в Курскую область.", date(2024, 8, 14), date(2024, 8, 26)),
    ("Nearly two weeks ago, on 3 May 2024, the mill fell.", date(2024, 5, 5), date(2024, 5, 17)),
)


@pytest.mark.parametrize(("text", "first", "last"), WORKED_OUT)
def test_wording_that_leaves_few_days_gives_one_with_its_reason(text: str, first: date, last: date) -> None:
    found = infer_published(text)
    assert found.day is not None
    assert first <= found.day <= last
    assert 'the text says "' in found.reason


OPEN = (
    ("It fell at noon.", "names no day"),
    ("It fell on 3 May.", "without a year"),
    ("It fell on 3 May 2024.", "how long ago"),
    ("It fell over two months ago, on 3 May 2024.", "too long a time"),
    ("It fell two weeks ago, on 3 May 2024, and rose yesterday, 9 September 2024.", "do not agree"),
    ("It fell a week ago, on 3 May 2024. On 1 August 2024 it rose again.", "also names 2024-08-01"),
    ("A week ago, on 6 August, a drone fell near the town.", "without a year"),
)


@pytest.mark.parametrize(("text", "reason"), OPEN)
def test_a_day_that_is_not_certain_enough_stays_unknown_and_why_is_said(text: str, reason: str) -> None:
    found = infer_published(text)
    assert found.day is None
    assert reason in found.reason


def test_the_article_keeps_the_reasoning_and_warns(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Over a week ago, on 3 May 2024, the mill fell.", "utf-8")
    with pytest.warns(ArticleWarning, match="was inferred: the text says"):
        article = read_article(path)
    assert (article.published, article.published_basis) == (date(2024, 5, 12), "inferred from text")
    assert article.published_reason.endswith("between 2024-05-10 and 2024-05-16")
    assert read_article(path, published=DAY).published_reason == ""


def test_a_day_written_in_full_is_taken_without_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Head\nPublished: 10 Sep 2024\nIt fell.", "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        article = read_article(path)
    assert (article.published, article.published_basis) == (DAY, "inferred from text")


def test_what_readers_write_dates_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"Head\n{PROSE}\nComments\nAnn B, 12 March 2025 at 10:30\nYesterday, 11 March 2025, it rose.", "utf-8"
    )
    with pytest.warns(ArticleWarning, match="publication day unknown"):
        assert read_article(path).published is None


def test_the_reference_articles_are_dated_rightly_or_not_at_all(shared: Path) -> None:
    right = {"000": date(2024, 9, 17), "001": date(2024, 9, 10), "002": date(2025, 3, 18)}
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArticleWarning)
        for path in (shared / "articles").glob("*.txt"):
            found[path.name[:3]] = read_article(path)
    for number, article in found.items():
        assert article.published is None or abs((article.published - right[number]).days) <= WIDEST_DAYS // 2
    assert found["001"].published_basis == "inferred from text"


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from("6 August 2024 over a month ago, on Tuesday 10.09.2024 \n вчора".split(" "))).map(
        " ".join
    )
)
def test_any_text_is_dated_or_not_without_falling_over(text: str) -> None:
    found = infer_published(text)
    assert found.reason
    for one in find_days(text):
        assert text[one.start : one.end] == one.text


# --- sections --------------------------------------------------------------------------------------------------------

BODY = "\n".join([PROSE.strip()] * 4)


def parts_of(text: str, **known: Any) -> list[tuple[str, str | None, str]]:
    sections, _ = find_sections(text, "Head", **known)
    return [(part.kind, part.holder, text[part.start : part.end].strip()) for part in sections]


COMMENTED = (
    (
        "Comments (2)\nJohn D · 3 hours ago\nSudzha fell.\nReply\nMaria K.\n2 days ago\nIt did not.",
        ["John D", "Maria K."],
    ),
    ("Most recommended\n@river_1 12h\nThey hold all of it.\nRecommend 15", ["@river_1"]),
    ("Reader comments\nIt is all wrong.", ["a reader"]),
    ("## Comments\n\n**Tom** says:\n\nIt is all wrong.", ["Tom"]),
    ("Leave a comment\nTom, 12 Sept 2024 at 10:32\nIt is all wrong.", ["Tom"]),
    (
        "Коментарі\nІван Петренко, 2 години тому\nСуджа наша!\nВідповісти\nОлена 10.09.2024 12:30\nНі.",
        ["Іван Петренко", "Олена"],
    ),
    ("3 комментария\nИван: Суджа взята.\nПётр, 3 дня назад\nНет.", ["Иван", "Пётр"]),
    ("Ann B · 3h ago\nThe bridge stands.\nReply", ["Ann B"]),
    ("Great article, Tom.\nThe bridge stands.", ["a reader"]),
    ("Отличная статья!\nМост стоит.", ["a reader"]),
)


@pytest.mark.parametrize(("comments", "names"), COMMENTED)
def test_reader_comments_are_found_with_who_wrote_them(comments: str, names: list[str]) -> None:
    head, body, *rest = parts_of(f"Head\n{BODY}\n{comments}")
    assert (head[0], body) == ("headline", ("body", None, BODY))
    assert [(kind, holder) for kind, holder, _ in rest] == [("comment", name) for name in names]
    assert "\n".join(words for _, _, words in rest).split() == comments.split()


UNCOMMENTED = (
    f"Head\n12 comments\n{BODY}",
    f"Head\n{PROSE}\nLeave a comment\n{PROSE}\n{BODY}",
    f"Head\n{BODY}\nThe general comments on the raid.\n{PROSE}",
    f"Head\n{PROSE}\nDiscussion\n{PROSE}",
    f"Head\n{PROSE}\n10 September, 10:30\nThe army says so.\n11 September, 9:20\n{PROSE}",
    f"Head\n{PROSE}\nAnna Writer, 10 September 2024\n{PROSE}",
    f"Head\n{BODY}\nWhat a day! The bridge stands.",
)


@pytest.mark.parametrize("text", UNCOMMENTED)
def test_what_only_looks_like_comments_stays_the_body(text: str) -> None:
    assert {kind for kind, _, _ in parts_of(text)} == {"headline", "body"}


NOTES = (
    ("Editor's note: this was first published in May.", "the editors"),
    ("This is an edited version of a talk given in May.", "the editors"),
    ("This article was first published by the River Post.", "the editors"),
    ("The views expressed here are those of the author alone.", "the editors"),
    ("Correction: the mill fell on Monday.", "the editors"),
    ("Here is my column of last week, published by the River Post.", "the author"),
    ("Примітка редакції: це переклад.", "the editors"),
    ("Мнение автора может не совпадать с позицией редакции.", "the editors"),
    ("Цей матеріал вперше опубліковано в травні.", "the editors"),
)


@pytest.mark.parametrize(("note", "holder"), NOTES)
def test_a_note_is_held_by_who_wrote_it(note: str, holder: str) -> None:
    assert parts_of(f"Head\n{note}\n{BODY}") == [
        ("headline", None, "Head"),
        ("editor_note", holder, note),
        ("body", None, BODY),
    ]


def test_holders_are_called_by_name_where_it_is_known() -> None:
    text = f"Head\nEditor's note: a talk.\nMy article appeared in the Post.\n{BODY}"
    assert [holder for _, holder, _ in parts_of(text, author="Ann", publisher="Post")] == [None, "Post", "Ann", None]


def test_prose_about_editors_and_views_is_no_note() -> None:
    text = f"Head\nThe article of the treaty was amended.\nEditors in the capital doubt it.\nIn this article we look at the mill.\n{BODY}"
    assert {kind for kind, _, _ in parts_of(text)} == {"headline", "body"}


def test_a_standfirst_before_the_byline_belongs_to_the_headline() -> None:
    head = ("headline", None, "Head\nIt all went wrong from the start.")
    assert parts_of(f"Head\nIt all went wrong from the start.\nBy Ann Writer\n{BODY}")[0] == head
    assert parts_of(f"Head\nIt all went wrong from the start.\n{BODY}")[0] == ("headline", None, "Head")


def test_a_lead_in_set_in_italics_is_a_note_of_the_editors(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        f"# Head\n\n*We print a talk given at the river.*\n\n{PROSE}\n\n{PROSE}\n\n*Ann Writer is a historian.*\n",
        "utf-8",
    )
    article = read_article(path, published=DAY)
    notes = [article.text[part.start : part.end].strip() for part in article.sections if part.kind == "editor_note"]
    assert notes == ["We print a talk given at the river.", "Ann Writer is a historian."]


@given(
    st.lists(
        st.sampled_from(
            [
                PROSE,
                "Comments",
                "Ann B, 3 hours ago",
                "Reply",
                "Editor's note: x",
                "Head",
                "",
                "Great article, Tom.",
                "3 days ago",
                "Tom:  no",
            ]
        )
    )
)
def test_sections_are_in_order_apart_and_leave_no_word_out(lines: list[str]) -> None:
    text = "\n".join(["Head", *lines])
    sections, _ = find_sections(text, "Head")
    ends = [0, *(part.end for part in sections)]
    assert all(end <= part.start < part.end for end, part in zip(ends, sections, strict=False))
    assert " ".join(text[part.start : part.end] for part in sections).split() == text.split()
    assert all(part.holder for part in sections if part.kind in ("comment", "editor_note"))


def test_no_claim_of_a_comment_is_the_authors(tmp_path: Path) -> None:
    claim = "Ukrainian forces captured Sudzha on 15 August 2024."
    path = tmp_path / "a.txt"
    path.write_text(
        f"Head\nBy Ann Writer\n{PROSE}\n{claim}\nComments\nTom B · 3 hours ago\nRussian forces captured Pokrovsk on 1 September 2024.",
        "utf-8",
    )
    (reading,) = geo.run([read_article(path, published=DAY)], []).articles
    article = reading.article
    begin = next(part.start for part in article.sections if part.kind == "comment")
    assert {one.start < begin for one in reading.claims} == {True}
    assert [section.holder for section in article.sections if section.kind == "comment"] == ["Tom B"]


PIECES = (
    "6 August ",
    "10.",
    "two weeks ago, on ",
    "Monday, ",
    "Ab c 3 hours ago\n",
    "Comments\nAb: c\n",
    "my article ",
    "1 ",
    "«",
    "A.B ",
    "K-",
    "Ab\n",
)


@pytest.mark.parametrize("piece", PIECES)
def test_finding_day_and_sections_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = f"{BODY}\n" + piece * (size // len(piece))
        return processor_seconds(lambda: (infer_published(text), find_sections(text, None)))

    small = seconds(20_000)
    assert seconds(80_000) < max(0.5, 10 * small)


def test_comments_that_markup_tells_apart_stand_behind_the_article_and_yield_no_claims(tmp_path: Path) -> None:
    body = "".join(
        f"<p>Russian forces control Avdiivka, and road {n} there has been closed for weeks by fire.</p>"
        for n in (1, 2, 3)
    )
    said = "<div class='comment'><p>Ann</p><p>They control Pokrovsk as well, whatever the papers say about it today.</p></div>"
    page = f"<html lang='en'><body><article><h1>The road</h1>{body}</article><section id='comments'>{said}</section></body></html>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    article = geo.read_article(tmp_path / "a.html", published="2024-09-10")
    (comment,) = [part for part in article.sections if part.kind == "comment"]
    assert comment.holder
    assert "Pokrovsk" in article.text[comment.start : comment.end]
    claims = geo.run([article]).articles[0].claims
    assert claims
    assert all(claim.end <= comment.start for claim in claims)


def test_comments_need_lines_to_be_found_in() -> None:
    assert find_comments([]) == ((), True)
