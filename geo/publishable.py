"""What a report says once it is published: the same findings, without the folders of the machine that made it.

Comes in: a report. Goes out: the report with file names where paths stood, and what an article is called. Web addresses stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import TypeVar

from geo.records import Article, FrontLine, Reading, Report, Resolution

AnyReport = TypeVar("AnyReport", bound=Report)
_WEB = r"(?!file:)[a-z][a-z0-9+.-]{1,20}://"
_SUFFIX = "txt|text|md|markdown|html?|mhtml|xml|rss|atom|pdf|docx?|odt|csv|tsv|xlsx?|jsonl?|geojson|kml|kmz|gpkg|toml|parquet|shp|zip|gz|sqlite"
# A folder may be called "My maps"; a file name within a sentence ends the path: "/a/b.md and c/d".
_WORD = r"[^\s/\\:;\"<>|*?]{1,255}"
_FOLDER = rf"(?:(?![^\s/\\]{{0,255}}\.\w{{1,9}}[,.)']{{0,3}}\s){_WORD} ){{0,6}}{_WORD}[/\\]"
_ROOT = r"(?:file:/{1,3}|[a-z]:[/\\]|\\\\|~[\w.-]{0,60}[/\\]|\.{1,2}[/\\]|/)(?=[^\s/\\])"
_BELOW = rf"(?:[\w~-]{{1,100}}/)(?:[\w.~-]{{1,100}}/){{0,40}}(?=[\w.~-]{{0,255}}\.(?:{_SUFFIX})\b)"
_PATH = re.compile(rf"(?P<web>{_WEB}\S*)|(?<![\w/\\.~%)-])(?:{_ROOT}(?:{_FOLDER}){{0,40}}|{_BELOW})", re.IGNORECASE)
_IS_WEB = re.compile(_WEB, re.IGNORECASE)
_IS_LOCAL = re.compile(_ROOT, re.IGNORECASE)


def publishable(report: AnyReport) -> AnyReport:
    """Return the report with the names of files where it told their paths.

    Paths stand where an article comes from, in warnings, and in the reasons of places that a corrections file set.
    """
    lines = {line.name for line in report.frontlines}
    return replace(
        report,
        articles=tuple(map(_reading, report.articles)),
        frontlines=tuple(map(_line, report.frontlines)),
        warnings=tuple(
            (where if where in lines else file_name(where), without_folders(what, of=where))
            for where, what in report.warnings
        ),
    )


def called(article: Article) -> str:
    """Return what an article is called: its title, else its file name without folders, else its web address.

    Examples
    --------
    >>> called(Article(text="", source="/home/me/drafts/pokrovsk.md"))
    'pokrovsk.md'
    >>> called(Article(text="", source="https://news.example/2024/09/17/"))
    'https://news.example/2024/09/17/'
    """
    return article.title or file_name(article.source)


def file_name(source: str) -> str:
    r"""Return a path without its folders, of any system; a web address as it is.

    Examples
    --------
    >>> file_name(r"C:\Users\me\art.md"), file_name("/tmp/feed.csv#https://news.example/1")
    ('art.md', 'feed.csv#https://news.example/1')
    """
    if _IS_WEB.match(source):
        return source
    path, mark, part = source.partition("#")
    if _IS_WEB.match(part):  # an article of many in one file, called by its address
        return f"{PureWindowsPath(path).name}{mark}{part}"
    return PureWindowsPath(source).name or source.strip("/\\")


def without_folders(text: str, *, of: str = "") -> str:
    """Return words with the names of files where they tell their paths; web addresses stay.

    Parameters
    ----------
    of
        A path that the words may tell, whatever its folders are called.

    Examples
    --------
    >>> without_folders("left out: /home/me/My maps/17.geojson draws nothing, see https://example.org/a/b.html")
    'left out: 17.geojson draws nothing, see https://example.org/a/b.html'
    """
    if "/" not in text and "\\" not in text:
        return text
    name = file_name(of)
    if _IS_LOCAL.match(of) and name:
        text = text.replace(of, name)
    return _PATH.sub(lambda found: found["web"] or "", text)


def _reading(reading: Reading) -> Reading:
    article = reading.article
    source = file_name(article.source)
    told = _told(article.warnings, of=article.source)
    if source != article.source or told != article.warnings:
        reading = replace(reading, article=replace(article, source=source, warnings=told))
    reasons = [without_folders(one.reason) for one in reading.resolutions]
    if reasons != [one.reason for one in reading.resolutions]:
        reading = replace(reading, resolutions=tuple(map(_because, reading.resolutions, reasons)))
    return reading


def _because(resolution: Resolution, reason: str) -> Resolution:
    return resolution if resolution.reason == reason else replace(resolution, reason=reason)


def _line(line: FrontLine) -> FrontLine:
    told = _told(line.warnings)
    return line if told == line.warnings else replace(line, warnings=told)


def _told(doubts: Iterable[str], *, of: str = "") -> tuple[str, ...]:
    return tuple(without_folders(doubt, of=of) for doubt in doubts)
