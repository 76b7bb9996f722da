"""Whether a name is part of another proper name: a newspaper, an agreement, a person, a brigade."""

from __future__ import annotations

from geo.mentions.scan import Scan
from geo.mentions.vocabulary import (
    AGREEMENT_ADJECTIVES,
    AGREEMENT_NUMBERS,
    AGREEMENT_STEMS,
    ORGANISATION_NOUNS,
    TITLES,
)
from geo.sentences import Word


def is_embedded(scan: Scan, first: int, last: int, *, country: bool, well_known: bool) -> bool:
    """Whether the name is part of another proper name: a newspaper, an agreement, a person, a brigade.

    A country's name before a capital is no such part ("UK Prime Minister"), nor is a town's before an office.
    """
    tokens = scan.tokens
    if _begins_other_name(scan, first, last, country=country):
        return True
    before = scan.neighbour(first, -1)
    return (
        before is not None
        and before.text.casefold() not in TITLES
        and scan.text[before.end : tokens[first].start] in (" ", "\u00a0")
        and scan.is_name_part(before, first)
        # The capital of a sentence's first word says nothing beside a name that is well known.
        and not (well_known and scan.opens_sentence(first - 1))
    )


def _begins_other_name(scan: Scan, first: int, last: int, *, country: bool) -> bool:
    followers = _followers(scan, last)
    if not followers:
        return False
    after = followers[0]
    folded = after.text.casefold()
    if folded in AGREEMENT_NUMBERS and (after.capital or after.text.isdigit()):
        return True
    if folded.startswith(AGREEMENT_STEMS):
        return True
    if first > 0 and scan.tokens[first - 1].text.casefold() in AGREEMENT_ADJECTIVES and folded in ORGANISATION_NOUNS:
        return True
    if any(word.capital and word.text.casefold() in ORGANISATION_NOUNS for word in followers):
        return True
    hyphen = scan.text[scan.tokens[last].end : after.start] == "-"
    named = after.capital and not hyphen and not country and folded not in TITLES
    return named and scan.is_name_part(after, last) and not _is_epithet(scan, first, last)


def _followers(scan: Scan, last: int) -> list[Word]:
    """The word after a name, and up to two more while all are capitalised: "X Grain Initiative"."""
    followers: list[Word] = []
    end = scan.tokens[last].end
    for word in scan.tokens[last + 1 : last + 4]:
        if scan.text[end : word.start] not in (" ", "\u00a0", "-") or (followers and not word.capital):
            break
        followers.append(word)
        if not word.capital:
            break
        end = word.end
    return followers


def _is_epithet(scan: Scan, first: int, last: int) -> bool:
    """Whether "the X Something" is a coined name for an event at X, which a person's name never looks like."""
    name = scan.text[scan.tokens[first].start : scan.tokens[last].end]
    before = scan.tokens[first - 1] if first else None
    led = before is not None and (
        before.text.casefold() in ("the", "this", "that", "its", "his", "their", "a") or before.text == "s"
    )
    quoted = scan.text[max(0, scan.tokens[first].start - 1) : scan.tokens[first].start] in ("‘", "“", "'", '"', "«")
    return (led or quoted) and _stands_alone_elsewhere(scan, first, name)


def _stands_alone_elsewhere(scan: Scan, first: int, name: str) -> bool:
    return any(start != scan.tokens[first].start for start in scan.alone(name))
