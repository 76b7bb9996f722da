"""Articles that are broken, hostile or of a newer kind: PDF, feeds and JSON lines; each gives its own plain answer."""

from __future__ import annotations

import csv
import json
import logging
import re
import shutil
import subprocess
import sys
import time
import warnings
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo import gazetteer
from geo.article import read_article, read_articles
from geo.article.links import refused
from geo.article.markup import read_fragment
from geo.article.paragraphs import join_lines
from geo.errors import ArticleError, ArticleWarning, SourceWarning
from geo.gazetteer.index import read_stamp
from geo.gazetteer.online.store import open_store
from geo.mentions.view import view_of
from geo.names import find_mixed
from geo.records import Article

DAY = "2024-09-10"
ROOT = Path(__file__).resolve().parent.parent
# Written by code point where the point is what cannot be seen.
ZERO_WIDTH, SOFT_HYPHEN, BACKWARDS, ENDS = "\u200b", "\u00ad", "\u202e", "\u202c"


@dataclass(frozen=True)
class Outcome:
    """What reading a file gave: its articles or its error, its warnings, the places found, and how long that took."""

    articles: tuple[Article, ...]
    error: str
    warned: tuple[str, ...]
    places: tuple[str, ...]
    seconds: float

    @property
    def said(self) -> str:
        return "\n".join((self.error, *self.warned))


def outcome(path: Path, *, parse: bool = True) -> Outcome:
    """Read a file and place its names, as a user would; any error but an ArticleError fails the test."""
    lookup = gazetteer.open_gazetteer()
    start = time.process_time()
    articles: tuple[Article, ...] = ()
    error, places = "", []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            articles = read_articles(path, published=DAY)
        except ArticleError as refusal:
            error = str(refusal) if refusal.path == str(path) else f"names no file: {refusal}"
        for article in articles if parse else ():
            places += [found.place.name for found in geo.geoparse(article, lookup=lookup) if found.place]
    assert all(issubclass(one.category, ArticleWarning) for one in caught)
    warned = tuple(str(one.message) for one in caught)
    return Outcome(articles, error, warned, tuple(places), time.process_time() - start)


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def finds(*names: str) -> Callable[[Outcome], bool]:
    return lambda found: set(names) <= set(found.places)


def text_has(words: str, *, lacks: str = "\0") -> Callable[[Outcome], bool]:
    return lambda found: (
        any(words in one.text for one in found.articles) and all(lacks not in one.text for one in found.articles)
    )


def within(seconds: float) -> Callable[[Outcome], bool]:
    return lambda found: found.seconds < seconds and not found.places


def names_thirteen_links(found: Outcome) -> bool:
    refusals = [line for line in found.warned if "is refused" in line]
    return len(refusals) == len(found.articles) == 13 and {one.url for one in found.articles} == {None}


def takes_one_and_five(found: Outcome) -> bool:
    lines = [int(number) for number in re.findall(r"line (\d+) was left out", found.said)]
    return [(one.id, one.text) for one in found.articles] == [("1", "Bakhmut"), ("5", "Avdiivka")] and lines == [
        2,
        3,
        5,
        6,
        7,
    ]


# File -> (verdicts that are right, words of the error or of a warning, what else must hold).
ROWS: dict[str, tuple[str, str, Callable[[Outcome], bool]]] = {
    "art_ok.html": ("accept", "", finds("Bakhmut", "Avdiyivka")),
    "art_cp1251.html": ("accept", "", finds("Bakhmut", "Avdiyivka")),
    "art_cp1251_undeclared.html": ("accept+warn", "cp1251 was guessed", finds("Bakhmut", "Avdiyivka")),
    "art_empty.html": ("reject", "is empty", bool),
    "art_no_text.html": ("reject", "no article text", bool),
    "art_deep.html": ("accept+warn or reject", "no article text|nests", bool),
    "art_meta_refresh.html": (
        "accept",
        "",
        lambda found: found.articles[0].url is None and "169.254" not in repr(found.articles),
    ),
    "art_paywall.html": ("accept+warn", "only 37 characters", bool),
    "art_regex_spaces.txt": ("accept", "", within(1.0)),
    "art_regex_coords.txt": ("accept", "", within(1.0)),
    "art_binary.txt": ("reject", "not text", bool),
    "art_nul.txt": ("accept+warn", "100 NUL characters", text_has("Bakhmut Avdiivka")),
    "art_bidi.txt": ("accept", "", lambda found: found.places == ("Bakhmut",) * 30),
    "art_zalgo.txt": ("accept", "", within(1.0)),
    "art_one_word.txt": ("accept", "", within(2.0)),
    "art_mixed_script.txt": ("accept+warn", "20 words mix Latin and Cyrillic", bool),
    "art_utf16.txt": ("accept", "", finds("Bakhmut")),
    "art_crlf.md": ("accept", "", lambda found: found.articles[0].text.split() == ["Bakhmut", "x"]),
    "art_not_pdf.pdf": ("reject", "not a PDF", bool),
    "art_ok.pdf": ("accept", "", finds("Bakhmut")),
    "art_truncated.pdf": ("reject", "corrupt", bool),
    "art_loop.pdf": ("reject", "damaged", lambda found: found.seconds < 1),
    "art_no_text.pdf": ("reject", "no text.*OCR is needed", bool),
    "art_flate_bomb.pdf": ("reject", "size limit", bool),
    "art_ok.xml": ("accept", "", lambda found: [one.text for one in found.articles] == ["Bakhmut"]),
    "art_rss_xxe.xml": ("reject", "DTD.*not allowed", bool),
    "art_rss_laughs.xml": ("reject", "DTD.*not allowed", lambda found: found.seconds < 1),
    "art_rss_links.xml": ("accept+warn", "http://169.254.169.254", names_thirteen_links),
    "art_rss_html.xml": ("reject", r"web page \(HTML\), not a feed", bool),
    "art_bom.jsonl": ("accept+warn", "id '1' is that of line 1", takes_one_and_five),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_hostile_file_gives_what_is_right_for_it(shared: Path, name: str) -> None:
    verdicts, words, holds = ROWS[name]
    found = outcome(shared / "hostile" / name)
    verdict = "reject" if found.error else "accept+warn" if found.warned else "accept"
    assert verdict in verdicts.split(" or ")
    assert re.search(words, found.said)
    assert holds(found)
    assert found.seconds < 5


def test_every_row_of_the_manifest_is_asked(shared: Path) -> None:
    with (shared / "hostile" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row["verdict"] for row in csv.DictReader(file) if row["file"].startswith("art_")}
    assert rows.keys() == ROWS.keys()
    for name, verdict in rows.items():
        assert verdict.replace("repair", "accept+warn") in ROWS[name][0].split(" or ")


# Peak memory is asked of a process of its own, since a process never gives its peak back.
COST = """
import json, resource, sys, time, warnings
import geo.article
def peak():
    if sys.platform == "linux":
        # The other figure begins with the peak of the process that started this one.
        return int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
before, start = peak(), time.process_time()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    try:
        geo.article.read_articles(sys.argv[1])
        said = ""
    except geo.ArticleError as error:
        said = str(error)
said += " ".join(str(one.message) for one in caught)
print(json.dumps([said, time.process_time() - start, peak() - before]))
"""


def cost_of(path: Path) -> tuple[str, float, float]:
    """Return what reading a file says, its processor seconds and its megabytes."""
    pytest.importorskip("resource")
    told = subprocess.run(
        [sys.executable, "-c", COST, path], check=True, capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    said, seconds, megabytes = json.loads(told.stdout)
    return said, seconds, megabytes


@pytest.mark.parametrize("name", ["art_flate_bomb.pdf", "art_rss_laughs.xml", "art_deep.html", "art_one_word.txt"])
def test_a_bomb_stays_small_in_memory(shared: Path, name: str) -> None:
    _, seconds, megabytes = cost_of(shared / "hostile" / name)
    assert seconds < 5
    assert megabytes < 100


# --- PDF -------------------------------------------------------------------------------------------------------------

SENTENCE = "Fighting near Bakhmut on Monday."
SHOWN = f"BT /F1 12 Tf 72 720 Td ({SENTENCE}) Tj ET\n".encode()
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)


def pdf(
    *contents: bytes, info: bytes = b"", forms: Sequence[bytes] = (), font: bytes = FONT, more: Sequence[bytes] = ()
) -> bytes:
    """Write a PDF with a page for each content; objects: catalog, pages, font, facts, then page and content by turns."""
    first = 5 + 2 * len(contents)
    objects = b"/Font<</F1 3 0 R>>/XObject<<%s>>" % b"".join(b"/X%d %d 0 R" % (n, first + n) for n in range(len(forms)))
    kids = b" ".join(b"%d 0 R" % (5 + 2 * n) for n in range(len(contents)))
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), font]
    parts.append(b"<<%s>>" % info)
    for number, content in enumerate(contents):
        parts.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>"
            % (6 + 2 * number, objects)
        )
        parts.append(stream(content))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<%s>>" % objects
    return assembled([*parts, *(stream(content, form) for content in forms), *more])


def assembled(parts: Sequence[bytes]) -> bytes:
    whole, offsets = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(parts) + 1
    return (
        whole
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Info 4 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(whole),
        )
    )


def test_a_pdf_gives_its_text_and_what_it_says_about_itself(tmp_path: Path) -> None:
    info = b"/Title(The mill bridge)/Author(Ann Writer)/CreationDate(D:20240809101500+02'00')"
    with pytest.warns(ArticleWarning, match="the day is that on which the PDF was made"):
        article = read_article(saved(tmp_path, "a.pdf", pdf(SHOWN, info=info)))
    assert (article.title, article.author) == ("The mill bridge", "Ann Writer")
    assert (article.published, article.published_basis) == (date(2024, 8, 9), "metadata")
    assert (article.text, article.extracted) == (SENTENCE, True)
    assert finds("Bakhmut")(outcome(tmp_path / "a.pdf"))


def test_a_pdf_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert read_article(saved(tmp_path, "a.txt", pdf(SHOWN)), published=DAY).text == SENTENCE


def test_lines_of_a_pdf_are_joined_so_that_no_name_is_parted(tmp_path: Path) -> None:
    shown = b"BT /F1 12 Tf 14 TL 72 720 Td (The army fought on Monday near Chasiv) Tj T* (Yar and in the town of Bakh-) Tj T* (mut.) Tj ET"
    found = outcome(saved(tmp_path, "a.pdf", pdf(shown)))
    assert found.articles[0].text == "The army fought on Monday near Chasiv Yar and in the town of Bakhmut."
    assert finds("Chasiv Yar", "Bakhmut")(found)


def test_a_page_without_text_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    found = outcome(saved(tmp_path, "a.pdf", pdf(SHOWN, b"0 0 9 9 re f", b"0 0 9 9 re f", SHOWN)))
    assert found.articles[0].text.count(SENTENCE) == 2
    assert "OCR is needed: page 2-3" in found.said


def test_a_page_that_is_too_large_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    found = outcome(saved(tmp_path, "a.pdf", pdf(SHOWN, b"q " * 3_000_000, SHOWN)))
    assert found.articles[0].text.count(SENTENCE) == 2
    assert "too large to be read, left out: page 2" in found.said


def test_what_pypdf_mends_is_said_once(tmp_path: Path) -> None:
    bent = re.sub(rb"startxref\n\d+", b"startxref\n7", pdf(SHOWN))
    found = outcome(saved(tmp_path, "a.pdf", bent))
    assert "faults that were mended in reading" in found.said or found.error
    assert logging.getLogger("pypdf").handlers == []


CMAP = b"1 beginbfchar\n<61> <" + b"0041" * 250 + b">\nendbfchar\n"
BOMBS = {
    "numbers": pdf(b"1 " * 1_900_000),
    "operators": pdf(b"q " * 1_900_000),
    "a hundred megabytes": pdf(b"q " * 50_000_000),
    "arrays on every page": pdf(*[b"[" + b"1 " * 90_000 + b"]TJ "] * 100),
    "text on every page": pdf(*[b"BT /F1 12 Tf " + b"1 5 Td (ab)Tj " * 20_000 + b"ET"] * 60),
    "forms in forms": pdf(b"/X0 Do ", forms=[b"/X%d Do " % (n + 1) * 20 for n in range(9)] + [b"[" + b"1 " * 90_000 + b"]TJ "]),
    "a form in itself": pdf(b"/X0 Do " * 300, forms=[b"/X0 Do " * 100]),
    "a byte that means 250 letters": pdf(
        b"BT /F1 12 Tf " + (b"(" + b"a" * 19_000 + b")Tj ") * 100 + b"ET",
        font=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>",
        more=[stream(CMAP)],
    ),
    "pages without end": pdf(*[b""] * 2_500),
    "brackets": b"%PDF-1.7\n1 0 obj" + b"[" * 1_000_000 + b"\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_bomb_is_refused_or_cut_short_in_time_and_memory(tmp_path: Path, name: str) -> None:
    pytest.importorskip("resource")
    said, seconds, megabytes = cost_of(saved(tmp_path, "a.pdf", BOMBS[name]))
    assert re.search(r"size limit|damaged|has no text|left out, since all that is read of one file was read", said)
    assert seconds < 5
    assert megabytes < 120


LOOP = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999>>", FONT, b"<<>>"]
LOCKED = pdf(SHOWN).replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 5/R 6/Length 256>>")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not a PDF: it begins with 'hello'"),
        (b"<html>404</html>", "not a PDF: it begins with '<html>404"),
        (pdf(SHOWN)[:-200], "corrupt: its end is missing"),
        (assembled(LOOP), "damaged"),
        (pdf(b"0 0 9 9 re f"), "OCR is needed"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (LOCKED, "locked|damaged"),
    ],
)
def test_a_pdf_without_readable_text_says_why(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_article(saved(tmp_path, "a.pdf", content), published=DAY)


@given(at=st.integers(0, 900), scrap=st.binary(max_size=12), size=st.integers(0, 40))
def test_a_pdf_damaged_anywhere_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, at: int, scrap: bytes, size: int) -> None:  # fmt: skip
    whole = pdf(SHOWN, info=b"/Title(x)/CreationDate(D:20240809)")
    outcome(saved(tmp_path_factory.getbasetemp(), "bent.pdf", whole[:at] + scrap + whole[at + size :]), parse=False)


def test_a_short_line_ends_its_paragraph_and_ligatures_are_parted() -> None:
    lines = [
        "A headline",
        "The river was crossed by the army at the mill of",
        "Ivano-",
        "Frankivsk.",
        "1",
        "The of\ufb01ce.",
    ]
    assert join_lines(lines).splitlines()[:2] == [
        "A headline",
        "The river was crossed by the army at the mill of Ivano-",
    ]
    assert join_lines(lines).endswith("The office.")


# --- feeds -----------------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>River Post</title><language>en-GB</language>
<image><title>a picture</title></image>
<item><title>The mill &amp;amp; the bridge</title><link>https://post.example/mill</link><dc:creator>Ann Writer</dc:creator>
<pubDate>Fri, 09 Aug 2024 23:30:00 +0300</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>Fighting near <b>Bakhmut</b> on Monday.</p><script>var kursk</script><p>It&nbsp;ended.</p>]]></content:encoded></item>
<item><description>Only words.</description></item><item><link>https://post.example/3</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>River Post</title><entry>
<title type="html">A &lt;b&gt;mill&lt;/b&gt;</title><link rel="edit" href="https://post.example/edit"/>
<link href="https://post.example/mill"/><published>2024-08-09T01:00:00Z</published><author><name>Ann Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>1 &lt; 2 near <i>Bakhmut</i>.</p></div></content>
<source><title>Elsewhere</title></source></entry></feed>"""


def test_the_items_of_a_feed_become_articles(tmp_path: Path) -> None:
    with pytest.warns(ArticleWarning) as caught:
        one, two = read_articles(saved(tmp_path, "a.rss", RSS))
    assert one.text == "The mill & the bridge\n\nFighting near Bakhmut on Monday.\nIt ended."
    assert (one.title, one.author, one.publisher) == ("The mill & the bridge", "Ann Writer", "River Post")
    assert (one.published, one.published_basis, one.language) == (date(2024, 8, 9), "metadata", "en")
    assert (one.url, one.extracted, one.source) == ("https://post.example/mill", True, f"{tmp_path / 'a.rss'}#1")
    assert (two.text, two.title, two.published) == ("Only words.", None, None)
    assert any("1 of its items have neither title nor text" in str(one.message) for one in caught)


def test_an_atom_feed_is_known_by_its_content(tmp_path: Path) -> None:
    article = read_article(saved(tmp_path, "feed", ATOM))
    assert article.text == "A mill\n\n1 < 2 near Bakhmut."
    assert (article.url, article.author, article.published) == (
        "https://post.example/mill",
        "Ann Writer",
        date(2024, 8, 9),
    )


def test_a_feed_of_several_items_is_not_one_article(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="holds 2 articles"), pytest.warns(ArticleWarning):
        read_article(saved(tmp_path, "a.rss", RSS), published=DAY)


def test_a_row_of_a_manifest_may_speak_of_a_feed(tmp_path: Path) -> None:
    manifest = saved(tmp_path, "m.csv", "file,published,publisher,title\nfeed,2024-01-02,The Post,not for all\n")
    (article,) = read_articles(saved(tmp_path, "feed", ATOM), manifest=manifest)
    assert (article.published, article.publisher, article.title) == (date(2024, 1, 2), "The Post", "A mill")


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("<rss><channel/></rss>", "without a readable item"),
        ("<html><body>404</body></html>", "is a web page"),
        ("<!DOCTYPE html><html><head><meta></head>", "is a web page"),
        ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "is a web page"),
        ("<kml/>", "begins with <kml>, not an RSS or Atom feed"),
        ("<rss><channel><item>", "not well-formed"),
        ("Not found", "not well-formed"),
        ('<?xml version="1.0" encoding="nonsense"?><rss/>', "not well-formed"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss>&x;</rss>', "DTD"),
        ('<!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd"><rss/>', "DTD"),
        (f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]><rss>&l9;</rss>', "DTD"),
        ("<rss>" + "<a>" * 300, "nests deeper"),
        ("<rss>" + " " * 10_000_001, "at most 10,000,000"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(tmp_path: Path, content: str, words: str) -> None:
    found = outcome(saved(tmp_path, "a.xml", content))
    assert re.search(words, found.error)
    assert "\n" not in found.error
    assert found.seconds < 1


LINKS = (
    ("https://news.example/a?b=1", None),
    ("http://93.184.216.34/", None),
    ("http://xn--80ak6aa92e.com/", None),
    ("file:///etc/passwd", "http or https"),
    ("javascript:alert(1)", "http or https"),
    ("//evil.example/x", "http or https"),
    ("/relative", "http or https"),
    ("http://127.0.0.1:22/", "private"),
    ("http://10.1.2.3/", "private"),
    ("http://169.254.169.254/latest/", "private"),
    ("http://[::1]/", "private"),
    ("http://[::ffff:127.0.0.1]/", "private"),
    ("http://[fe80::1%25eth0]/", "private"),
    ("http://0x7f000001/", "private"),
    ("http://2130706433/", "private"),
    ("http://127.1/", "private"),
    ("http://0177.0.0.1/", "private"),
    ("http://127.0.0.1./", "private"),
    ("http://\uff11\uff12\uff17.0.0.1/", "private"),
    ("http://localhost/", "private"),
    ("http://router.local/", "private"),
    ("http://intranet/", "private"),
    ("https://news.example@127.0.0.1/", "user name"),
    ("http://a.example:99999/", "no address"),
    ("http://[::1/", "no address"),
    ("https:///x", "no address"),
    ("https://news.example/" + "a" * 3000, "no address"),
)


@pytest.mark.parametrize(("link", "why"), LINKS)
def test_a_link_is_handed_on_only_when_it_is_of_the_public_web(link: str, why: str | None) -> None:
    told = refused(link)
    assert (told is None) if why is None else (why in (told or ""))


def test_a_refused_link_is_named_and_its_item_kept(tmp_path: Path) -> None:
    feed = "<rss><channel>{}</channel></rss>".format(
        "".join(f"<item><title>i</title><link>{link}</link></item>" for link, _ in LINKS[3:9])
    )
    found = outcome(saved(tmp_path, "a.rss", feed))
    assert [one.url for one in found.articles] == [None] * 6
    assert all(link in found.warned[number] for number, (link, _) in enumerate(LINKS[3:9]))


@given(st.lists(st.sampled_from([*"<>/&; \n", "item", "<item>", "</item>", "<title>", "</title>", "a", "&amp;", "<![CDATA[", "]]>", "<!--", "<rss>", "<channel>", '<link href="x"/>']), max_size=40))  # fmt: skip
def test_a_feed_of_any_shape_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    content = "<rss><channel>" + "".join(pieces) + "<item><title>t</title></item></channel></rss>"
    outcome(saved(tmp_path_factory.getbasetemp(), "any.rss", content), parse=False)


@pytest.mark.parametrize("piece", ["<", "<!--", "<script>", "</p>", "&amp;", "<a ", "<p>", "x"])
def test_reading_a_piece_of_html_takes_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    read_fragment(piece * (400_000 // len(piece)))
    assert time.process_time() - start < 1.5


# --- JSON lines ------------------------------------------------------------------------------------------------------


def test_good_lines_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    lines = (
        '\ufeff{"id": "a-1", "text": "Fighting near Bakhmut.", "title": "T", "published": "2024-08-09", "url": "https://p.example/"}',
        '{"text": ',
        "",
        '{"id": "a-1", "text": "again"}',
        '{"id": 2}',
        '{"id": true, "text": "x"}',
        '{"text": " "}',
        '{"text": 7}',
        "[1]",
        '{"text": "No\\u0000id.", "date": "2024-08-10", "language": "en-US", "url": "http://127.1/"}',
    )
    with pytest.warns(ArticleWarning) as caught:
        one, two = read_articles(saved(tmp_path, "a.jsonl", "\r\n".join(lines)))
    assert (one.id, one.title, one.published, one.url) == ("a-1", "T", date(2024, 8, 9), "https://p.example/")
    assert (two.text, two.language, two.url, two.source) == ("No id.", "en", None, f"{tmp_path / 'a.jsonl'}#line 10")
    told = "\n".join(str(one.message) for one in caught)
    assert re.findall(r"line (\d+) was left out", told) == ["2", "4", "5", "6", "7", "8", "9"]
    assert "1 NUL" in told
    assert "'http://127.1/' is refused" in told
    assert any("line 2 was left out" in doubt for doubt in one.warnings)


@pytest.mark.parametrize(("content", "words"), [("", "empty"), ("{}\n[]", "holds no article: line 1 was left out"), ("\n" * 100_001 + "x", "100,002 lines"), ("[" * 100_000, "not JSON")])  # fmt: skip
def test_lines_without_an_article_are_refused(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(ArticleError, match=words):
        read_articles(saved(tmp_path, "a.jsonl", content), published=DAY)


def test_many_bad_lines_are_counted(tmp_path: Path) -> None:
    found = outcome(saved(tmp_path, "a.jsonl", '{"text": "x"}\n' + "no\n" * 1000))
    assert len(found.warned) == 51
    assert "950 more lines were left out" in found.said


def test_a_folder_may_hold_files_of_every_kind(tmp_path: Path) -> None:
    for name, content in (("a.pdf", pdf(SHOWN)), ("b.rss", ATOM.encode()), ("c.jsonl", b'{"text": "It fell."}')):
        saved(tmp_path, name, content)
    assert [Path(one.source).name for one in read_articles(tmp_path, published=DAY)] == [
        "a.pdf",
        "b.rss#1",
        "c.jsonl#line 1",
    ]


# --- what cannot be seen ---------------------------------------------------------------------------------------------

HIDDEN = (
    f"Fighting near Bakh{ZERO_WIDTH}mut.",
    f"Fighting near Bakh{SOFT_HYPHEN}mut.",
    f"Fighting near {ZERO_WIDTH}Bakhmut{ZERO_WIDTH}.",
    f"Fighting near {BACKWARDS}tumhkaB{ENDS}.",
    f"Бои под {BACKWARDS}мотумхаБ{ENDS}.",
    "Fighting near B\u0430khmut.",
    f"Бои под Бах{SOFT_HYPHEN}мутом.",
    "Бої під Б\u0061хмутом.",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_a_name_is_found_as_it_reads_and_stands_where_it_is_written(text: str) -> None:
    (found,) = geo.geoparse(text)
    mention = found.mention
    assert found.place is not None
    assert found.place.name == "Bakhmut"
    assert text[mention.start : mention.end] == mention.text
    assert mention.name.startswith(("Bakhmut", "Бахмут")) or mention.text == "Bakhmut"


def test_a_plain_text_is_viewed_as_it_is() -> None:
    assert view_of("Fighting near Bakhmut – “again”.") is None


@given(st.text(alphabet=f"Bakhmut БахмутaА.\n{ZERO_WIDTH}{SOFT_HYPHEN}{BACKWARDS}{ENDS}\ufeff\u2066", max_size=80))
def test_every_letter_of_a_view_has_its_place_in_the_text(text: str) -> None:
    view = view_of(text)
    if view is not None:
        assert len(view.text) == len(view.places) == len(set(view.places))
        assert not set(view.text) & {ZERO_WIDTH, SOFT_HYPHEN, BACKWARDS, ENDS}
    for found in geo.geoparse(text):
        assert text[found.mention.start : found.mention.end] == found.mention.text


def test_look_alike_letters_are_reported(tmp_path: Path) -> None:
    with pytest.warns(ArticleWarning, match="1 word mixes Latin and Cyrillic letters that look alike, the first 'B\u0430khmut'"):  # fmt: skip
        article = read_article(saved(tmp_path, "a.txt", "Fighting near B\u0430khmut."), published=DAY)
    assert article.text == "Fighting near B\u0430khmut."


@pytest.mark.parametrize("text", ["HIMARSом и NATOвский", "Су-34 and F-16и", "Bakhmut (Бахмут)", "a" * 50_000 + "я"])
def test_a_word_that_only_joins_two_scripts_is_left_alone(text: str) -> None:
    assert [word for word in find_mixed(text) if len(word.plain) < 20] == []


# --- the cache and the index -----------------------------------------------------------------------------------------


def test_a_damaged_cache_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    store = open_store(path)
    store.keep("s", "mill", "", "kept", now=0, seconds=10)
    whole = path.read_bytes()
    path.write_bytes(whole[:3000])
    with pytest.warns(SourceWarning, match=r"set aside as online\.sqlite\.damaged and begun anew"):
        again = open_store(path)
    assert (tmp_path / "online.sqlite.damaged").read_bytes() == whole[:3000]
    again.keep("s", "mill", "", "told", now=0, seconds=10)
    assert again.answer("s", "mill", "", now=1) == "told"


def test_the_hostile_cache_is_set_aside_and_begun_anew(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "online.sqlite"
    shutil.copyfile(shared / "hostile" / "cache_sqlite_corrupt.db", path)
    with pytest.warns(SourceWarning, match=rf"{re.escape(str(path))} is damaged"):
        store = open_store(path)
    assert store.take_turn("s", clock=lambda: 5.0, interval_s=1.0) == 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        open_store(path)


def cut_index(whole: Path, to: Path) -> None:
    with whole.open("rb") as file:
        to.write_bytes(file.read(100_000))


@pytest.mark.parametrize("kind", ["cut", "shared", "empty"])
def test_a_truncated_index_is_said_and_built_anew(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:  # fmt: skip
    whole = gazetteer.cache_folder() / gazetteer.INDEX_NAME
    path = tmp_path / gazetteer.INDEX_NAME
    if kind == "shared":
        shutil.copyfile(request.getfixturevalue("shared") / "hostile" / "index_truncated.bin", path)
    elif kind == "cut":
        cut_index(whole, path)
    else:
        path.touch()
    assert read_stamp(path) is None
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path))
    # Building takes 20 s and is tested with the gazetteer; here it only matters that it is asked for.
    monkeypatch.setattr(gazetteer, "build_index", lambda to, *_: shutil.copyfile(whole, to))
    with pytest.warns(
        SourceWarning, match=rf"{re.escape(str(path))} is cut short or not an index of ours; it is built anew"
    ):
        opened = gazetteer.open_gazetteer()
    assert opened.look_up("Bakhmut")
    opened.close()
