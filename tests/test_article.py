"""Articles: files of many kinds, what is known about them, and plain errors for what cannot be read."""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
import time
import warnings
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.article import read_article, read_articles
from geo.article.byline import find_byline
from geo.article.decode import decode, guess_language
from geo.article.markup import read_markdown
from geo.errors import ArticleError, ArticleWarning

PROSE = "The bridge at the mill was taken in the night, and the village by the river was lost to the army. " * 4
DAY = date(2024, 9, 10)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The mill bridge</title><meta name="author" content="Ann Writer">
<meta property="og:site_name" content="River Post"><meta property="article:published_time" content="2024-08-09T10:00:00Z">
<link rel="canonical" href="https://post.example/mill"></head><body><nav>Home</nav><article><h1>The mill bridge</h1>
<p>{PROSE}</p></article><script>var x = "Kursk";</script></body></html>"""


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def test_plain_text_is_kept_unchanged_with_its_line_ends(tmp_path: Path) -> None:
    text = "A headline\r\n\r\nFirst  line. \r\nSecond\u2028line."
    article = read_article(saved(tmp_path, "a.txt", text), published="2024-09-10")
    assert article.text == text
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (article.n_chars, article.extracted, article.published, article.published_basis) == (
        len(text),
        False,
        DAY,
        "given",
    )


def test_a_short_first_line_without_a_stop_is_the_headline(tmp_path: Path) -> None:
    article = read_article(saved(tmp_path, "a.txt", "The mill falls\nIt fell at noon."), published=DAY)
    headline, body = article.sections
    assert article.title == article.text[headline.start : headline.end] == "The mill falls"
    assert (headline.kind, body.kind, article.text[body.start : body.end]) == ("headline", "body", "\nIt fell at noon.")


@pytest.mark.parametrize("text", ["It fell at noon.\nThen rain.", "x" * 121 + "\nrest", "only one line"])
def test_a_first_sentence_is_no_headline(tmp_path: Path, text: str) -> None:
    article = read_article(saved(tmp_path, "a.txt", text), published=DAY)
    assert article.title is None
    assert [(part.kind, part.start, part.end) for part in article.sections] == [("body", 0, len(text))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_byte_order_marks_are_obeyed_and_dropped(tmp_path: Path, encoding: str) -> None:
    article = read_article(saved(tmp_path, "a.txt", "Бої під містом.".encode(encoding)), published=DAY)
    assert (article.text, article.language, article.warnings) == ("Бої під містом.", "uk", ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Бои под городом и на реке."),
        ("koi8-u", "Бої під містом і на річці."),
        ("cp1252", "The café by the river."),
    ],
)
def test_an_undeclared_code_page_is_guessed_and_said(tmp_path: Path, encoding: str, text: str) -> None:
    with pytest.warns(ArticleWarning, match=encoding):
        article = read_article(saved(tmp_path, "a.txt", text.encode(encoding)), published=DAY)
    assert article.text == text
    assert encoding in article.warnings[0]


def test_stray_nul_characters_become_spaces(tmp_path: Path) -> None:
    with pytest.warns(ArticleWarning, match="1 NUL"):
        article = read_article(saved(tmp_path, "a.txt", "The mill\0bridge fell."), published=DAY)
    assert article.text == "The mill bridge fell."


def test_a_page_gives_text_and_what_it_says_about_itself(tmp_path: Path) -> None:
    article = read_article(saved(tmp_path, "a.html", PAGE))
    assert (article.title, article.author, article.publisher) == ("The mill bridge", "Ann Writer", "River Post")
    assert (article.published, article.published_basis) == (date(2024, 8, 9), "metadata")
    assert (article.language, article.url, article.extracted) == ("en", "https://post.example/mill", True)
    assert PROSE.strip() in article.text
    assert not {"Home", "Kursk", "<"} & set(article.text.split())


def test_the_given_day_wins_over_the_page(tmp_path: Path) -> None:
    article = read_article(saved(tmp_path, "a.html", PAGE), published=datetime(2024, 9, 10, 12))  # noqa: DTZ001  # a day is meant
    assert (article.published, article.published_basis) == (DAY, "given")


def test_a_page_without_suffix_is_known_by_its_content(tmp_path: Path) -> None:
    assert read_article(saved(tmp_path, "page", "\n" + PAGE)).extracted


def test_a_page_that_links_to_script_gives_no_such_link(tmp_path: Path) -> None:
    page = PAGE.replace("https://post.example/mill", "javascript:alert(1)")
    assert read_article(saved(tmp_path, "a.html", page), published=DAY).url is None


@pytest.mark.parametrize("tags", ["<div>" * 20_000, "<b>" * 100_000, "<b>x</b>" * 60_000, "<p>" * 30_000])
def test_absurd_nesting_neither_hangs_nor_recurses(tmp_path: Path, tags: str) -> None:
    start = time.process_time()
    with pytest.warns(ArticleWarning):
        article = read_article(
            saved(tmp_path, "a.html", PAGE.replace("<p>", tags + "<p>") + "<i>" * 200), published=DAY
        )
    assert "The bridge at the mill" in article.text
    assert time.process_time() - start < 5


def test_markdown_keeps_offsets_and_blanks_markup(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'The mill'\nauthor: Ann\ndate: 2024-08-09\nurl: https://post.example/m\n---\n# The mill\r\n\n"
        "The **bridge** at [the mill](https://x.example/Kursk_(city)) and ![map of Kursk](a.png) <b>fell</b> at `noon`.\n"
    )
    article = read_article(saved(tmp_path, "a.md", text))
    assert len(article.text) == len(text)
    assert article.text.split() == "The mill The bridge at the mill and fell at noon .".split()
    assert article.text.index("bridge") == text.index("bridge")
    assert (article.title, article.author, article.published) == ("The mill", "Ann", date(2024, 8, 9))
    assert [part.kind for part in article.sections] == ["headline", "body"]


def test_the_first_heading_is_the_title_of_bare_markdown() -> None:
    assert read_markdown("Intro\n\n# The mill falls\n\nIt fell.").title == "The mill falls"


def test_an_unknown_day_is_said_not_invented(tmp_path: Path) -> None:
    with pytest.warns(ArticleWarning, match="give --published"):
        article = read_article(saved(tmp_path, "a.txt", "It fell at noon."))
    assert (article.published, article.published_basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\xff\xfe\x00", "utf-16"),
        ("a.pdf", b"%PDF-1.7", "its end is missing"),
        ("a.txt", b"%PDF-1.7 text", "its end is missing"),
        ("a.xml", b"<rss/>", "without a readable item"),
        ("a.docx", b"PK", "Word files are not supported yet"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no article text"),
        ("a.txt", b"a " * 10_000_001, "at most 20,000,000"),
        ("a.html", b"<html>" + b"a " * 2_500_001, "at most 5,000,000"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = saved(tmp_path, name, content)
    with pytest.raises(ArticleError, match=message) as caught:
        read_article(path, published=DAY)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.path == str(path)


@pytest.mark.parametrize(
    ("source", "message"),
    [("no/such.txt", "does not exist"), (".", "folder"), ("ftp://x.example/a", "no http"), ("a\0b", "path")],
)
def test_a_source_that_is_no_file_is_refused(source: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_article(source, published=DAY)


@pytest.mark.parametrize("value", ["10 September", "2024-13-01", "2024"])
def test_a_bad_day_is_refused_by_its_value(tmp_path: Path, value: str) -> None:
    with pytest.raises(ArticleError, match=value):
        read_article(saved(tmp_path, "a.txt", "x"), published=value)


def test_a_folder_is_read_in_order_and_a_bad_file_does_not_lose_the_rest(tmp_path: Path) -> None:
    for name, content in (("b.txt", "It fell."), ("a.md", "It rose."), ("c.txt", ""), ("d.csv", "x")):
        saved(tmp_path, name, content)
    with pytest.warns(ArticleWarning, match=r"c\.txt is empty"):
        articles = read_articles(tmp_path, published=DAY)
    assert [Path(article.source).name for article in articles] == ["a.md", "b.txt"]


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no readable article"):
        read_articles([tmp_path], published=DAY)


BYLINES = (
    ("A headline\nBy Jane Doe, 14 November 2024\nThe text goes on.", "Jane Doe"),
    ("A headline\n**By Ivan O'Neil**\nThe text goes on.", "Ivan O'Neil"),
    ("One line.\nTwo lines.\n*Jane Anne Doe is a historian of rivers.", "Jane Anne Doe"),
    ("By Friday the town had fallen.\nMore.\nEnd.", None),
    ("One line.\nTwo lines.\nThe town is a ruin.", None),
)


@pytest.mark.parametrize(("text", "author"), BYLINES)
def test_the_text_itself_may_name_its_author(text: str, author: str | None) -> None:
    assert find_byline(text) == author


def test_a_manifest_says_what_files_do_not(tmp_path: Path) -> None:
    paths = [saved(tmp_path, "a.txt", "It fell."), saved(tmp_path, "b.txt", "It rose.")]
    manifest = saved(tmp_path, "m.csv", '\ufefffile,published,title,language\na.txt,2024-08-09,"The mill, again",uk\n')
    one, two = read_articles(paths, published=DAY, manifest=manifest, language="en")
    assert (one.published, one.title, one.language) == (date(2024, 8, 9), "The mill, again", "uk")
    assert (two.published, two.title, two.language) == (DAY, None, "en")


def test_a_row_that_matches_nothing_is_named(tmp_path: Path) -> None:
    manifest = saved(tmp_path, "m.csv", "file,published\nz.txt,2024-08-09\n")
    with pytest.warns(ArticleWarning, match=r"z\.txt"):
        read_articles(saved(tmp_path, "a.txt", "It fell."), published=DAY, manifest=manifest)


@pytest.mark.parametrize(
    ("content", "message"),
    [("name\nx\n", "no column 'file'"), ("file,published\na.txt,soon\n", "line 2: published is 'soon'")],
)
def test_a_bad_manifest_is_refused(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_articles(saved(tmp_path, "a.txt", "It fell."), manifest=saved(tmp_path, "m.csv", content))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("Они взяли мост и деревню, это было ночью.", "ru"),
        ("Вони взяли міст і село, це було вночі.", "uk"),
        ("Die Brücke an der Mühle wurde in der Nacht genommen.", None),
        ("12, 13.", None),
    ],
)
def test_the_language_is_guessed_only_where_it_is_plain(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_importing_the_room_does_not_load_the_extractor() -> None:
    code = "import sys, geo.article; sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "x")
    except ArticleError:
        return
    assert "\0" not in text


@given(
    st.lists(
        st.sampled_from("---\n # * ** _ ` [ ] ( ) ! <b> </b> <!-- --> > ``` title: x word \n \r\n [a]: ![".split(" ")),
        max_size=60,
    )
)
def test_markdown_of_any_shape_keeps_its_length_and_line_ends(pieces: list[str]) -> None:
    text = "".join(pieces)
    prose = read_markdown(text).text
    assert [index for index, letter in enumerate(prose) if letter == "\n"] == [
        i for i, letter in enumerate(text) if letter == "\n"
    ]
    assert len(prose) == len(text)


@pytest.mark.parametrize("piece", [" ", "*", "[", "(", "<", "# ", "`", "\n", "![", "](", "---\n", "a:", "<!--"])
def test_reading_markdown_takes_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        read_markdown("---\n" + piece * (size // len(piece)))
        return time.process_time() - start

    small = seconds(50_000)
    assert seconds(200_000) < max(0.5, 10 * small)


def test_hostile_files_are_read_or_refused_quickly(shared: Path) -> None:
    with (shared / "hostile" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["file"].startswith("art_") and row["file"].endswith((".txt", ".html", ".md"))
        ]
    for row in rows:
        start = time.process_time()
        try:
            with warnings.catch_warnings(record=True):
                warnings.simplefilter("always")
                read_article(shared / "hostile" / row["file"])
            verdict = "accept"
        except ArticleError:
            verdict = "reject"
        assert verdict in row["verdict"].replace("repair", "accept") or row["file"] == "art_deep.html"
        assert time.process_time() - start < 5
