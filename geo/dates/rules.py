"""What every language's grammar is made of: rules tried where a word can begin them, and the pieces patterns share.

Every pattern has bounded quantifiers only, so that reading takes time in proportion to the text whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.dates.forms import Form

Test = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time: the words it may begin with, its pattern, and what must stand around it.

    Patterns are for text in small letters, which are compared several times faster; the test gets the text as written.
    """

    kind: str
    starts: frozenset[str]
    pattern: re.Pattern[str]
    allowed: Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The words of a language that say how the story moves."""

    ahead: re.Pattern[str]
    """Looking ahead ("will", "is due")."""
    saying: re.Pattern[str]
    past: re.Pattern[str]
    """What is told as over."""
    joined: re.Pattern[str]
    """Between the two ends of a range."""
    background: frozenset[str]
    """Before a day that is no scene of the story ("since", "than")."""
    until: frozenset[str]
    """Before a day that may be to come ("until", "by")."""
    free_order: bool
    """Whether a clause may have its verb after the time as well as before it."""
    once: re.Pattern[str] | None = None
    """Looking ahead from a day gone by ("it seemed that it would fall by August")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """A language's rules by their first word, the words every expression has one of, and how groups become values."""

    starting: Mapping[str, Sequence[Rule]]
    anchors: frozenset[str]
    read_groups: Callable[[dict[str, str]], dict[str, object]]
    cues: Cues

    def is_anchor(self, word: str) -> bool:
        """Whether a word can be the heart of a time expression: a month, a unit, a number like a year or a date."""
        return (word[0] in "0123456789" and 4 <= len(word) <= _LONGEST_YEAR) or word[:20].lower() in self.anchors

    def may_begin(self, word: str) -> bool:
        """Whether an expression can begin with a lower-case word."""
        return word in self.starting or word[:1] in _DIGITS

    def form_at(self, text: str, low: str, start: int, word: str) -> Form | None:
        """Return the longest time expression that begins at `start` with the lower-case `word`, or None.

        `low` is the text in small letters, of the same length.
        """
        best: tuple[int, Rule, re.Match[str]] | None = None
        for rule in self.starting.get("0" if word[0] in "0123456789" else word, ()):
            match = rule.pattern.match(low, start)
            if match and (best is None or match.end() > best[0]) and rule.allowed(text, match):
                best = match.end(), rule, match
        if best is None:
            return None
        end, rule, match = best
        said = {name: words for name, words in match.groupdict().items() if words is not None}
        return Form(kind=rule.kind, start=start, end=end, **self.read_groups(said))  # type: ignore[arg-type]  # values by group


def starting(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Return rules by the words they may begin with."""
    return {word: tuple(rule for rule in rules if word in rule.starts) for rule in rules for word in rule.starts}


def rule(kind: str, starts: Iterable[str], pattern: str, allowed: Test | None = None) -> Rule:
    """Return a rule; `starts` may be phrases, and "0" stands for any number."""
    words = frozenset(FIRST_WORD.split(word.lower(), maxsplit=1)[0] for word in starts)
    return Rule(kind, words, re.compile(pattern), allowed or always)


def always(_text: str, _match: re.Match[str]) -> bool:
    """Ask for nothing."""
    return True


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of some phrases: longest first, a space is one gap, an apostrophe any of its signs."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", GAP).replace("'", APOSTROPHE) for word in ordered)


def word_before(text: str, start: int) -> str:
    """Return the word that stands directly before a position, in lower case; empty at the start or after other marks."""
    return _before(text, start).lower()


def capital_before(text: str, start: int) -> bool:
    """Whether the word directly before a position is written with a capital."""
    return _before(text, start)[:1].isupper()


def _before(text: str, start: int) -> str:
    # Read backwards, so that the search is anchored.
    match = _WORD_BACKWARDS.match(text[max(0, start - 24) : max(0, start)][::-1])
    return match[1][::-1] if match else ""


# One gap between words: spaces, or the line end of a wrapped text; never an empty line.
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
APOSTROPHE = "['’ʼ`‘]"
# Where a token ends: "mid-July" begins with "mid", "п'ятниця" with "п".
FIRST_WORD = re.compile(rf"[ -]|{APOSTROPHE}")
DASH = r"[^\S\n]?[-–—−][^\S\n]?"
CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d%]|[.,:]\d)"
YEAR_DIGITS = r"(?:(?:19|20)\d\d|2100)"
DAY_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_DIGITS = frozenset("0123456789")
# "2024T10" is the longest token that begins with a year.
_LONGEST_YEAR = 8
_WORD_BACKWARDS = re.compile(r"\W{1,2}([^\W\d_]{1,20})")
