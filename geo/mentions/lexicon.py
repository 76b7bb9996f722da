"""The shipped word lists that tell place names from words, persons and peoples.

Comes in: nothing. Goes out: lookups by lower-case word, read once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from geo.catalog import shipped

WORDS, DEMONYMS, ABBREVIATIONS = "words/english.csv", "places/demonyms.csv", "places/abbreviations.csv"


class Home(NamedTuple):
    """The place that a demonym or an abbreviation belongs to: by what name to look it up, and which kind it is."""

    name: str
    kind: str


@cache
def word_classes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return English words, given names, and surnames, in lower case; of words and surnames only those that are place names too.

    Raises
    ------
    SourceError
        The shipped file is missing or altered.
    """
    found: dict[str, set[str]] = {"word": set(), "given": set(), "surname": set()}
    for record in _records(WORDS):
        for name in record["classes"].split("|"):
            found[name].add(record["word"])
    return frozenset(found["word"]), frozenset(found["given"]), frozenset(found["surname"])


@cache
def demonyms() -> Mapping[str, Home]:
    """Return the home of each people and its adjective, by the demonym in lower case ("syrian", "syrians").

    Raises
    ------
    SourceError
        The shipped file is missing or altered.
    """
    found: dict[str, Home] = {}
    for record in _records(DEMONYMS):
        home = Home(record["place"], record["kind"])
        found |= {word.casefold(): home for word in (record["demonym"], record["plural"]) if word}
    return found


@cache
def abbreviations() -> Mapping[str, Home]:
    """Return the division that an abbreviation stands for, as written without full stops ("Ky", "BC").

    Raises
    ------
    SourceError
        The shipped file is missing or altered.
    """
    return {
        record["abbreviation"].replace(".", ""): Home(record["place"], record["kind"])
        for record in _records(ABBREVIATIONS)
    }


def _records(name: str) -> Iterator[dict[str, str]]:
    path, _ = shipped(name)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
