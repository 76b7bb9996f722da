"""What the words around a time expression say: looking ahead, joined to the next, moving the story on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date

from geo.dates.days import Days
from geo.dates.forms import Form
from geo.dates.rules import Cues, word_before

# A cue further from the expression than this, in characters, is about something else.
REACH = 160
REACH_AFTER = 80
# A sentence that begins with at most so many words before the expression has its verb after it.
_FRONTED_WORDS = 2
# How many clauses are looked through for the verb.
_CLAUSES = 3
# "Until October" in August is to come, in December it is over.
_SOON_DAYS = 120
_CLAUSE_END = re.compile(r"[,;:.!?…—–]\s|\n|[^\S\n][—–][^\S\n]")
# What must not stand before the stop is asked behind it, since a stop to begin with is found several times as fast.
_SENTENCE_END = re.compile(r"[.!?…](?<!\b\w[.!?…])(?<!\b[A-Z][a-z][a-z][.!?…])(?<!\bSept[.!?…])[\"”’»)]?\s|\n")


class Wording:
    """The cues of one text, found in one pass."""

    def __init__(self, text: str, cues: Cues) -> None:
        self._text, self._cues = text, cues
        self._sentences = [match.end() for match in _SENTENCE_END.finditer(text)]
        self._ahead = [match.start() for match in cues.ahead.finditer(text)]
        self._saying = [match.start() for match in cues.saying.finditer(text)]

    def sentence_start(self, at: int) -> int:
        """Return where the sentence that holds a position begins, or how far back it is looked at."""
        index = bisect_right(self._sentences, at)
        return max(at - REACH, self._sentences[index - 1] if index else 0)

    def looks_ahead(self, form: Form) -> bool:
        """Whether the sentence speaks of the future here ("will meet on Friday", but not "said on Friday it will")."""
        first = self.sentence_start(form.start)
        if self._cues.free_order:
            return self._clause_looks_ahead(form, first)
        ahead, said = _last(self._ahead, first, form.start), _last(self._saying, first, form.start)
        if ahead > said:
            return True
        if said >= 0 or len(self._text[first : form.start].split()) > _FRONTED_WORDS:
            return False
        index = bisect_left(self._sentences, form.end)
        last = min([form.end + REACH_AFTER, *self._sentences[index : index + 1]])
        return _last(self._ahead, form.end, last) >= 0 and _last(self._saying, form.end, last) < 0

    def _clause_looks_ahead(self, form: Form, first: int) -> bool:
        once = self._cues.once
        if once is not None and once.search(self._text, first, form.end + REACH_AFTER):
            return False
        before = [match.end() for match in _CLAUSE_END.finditer(self._text, first, form.start)]
        first, last = before[-1] if before else first, form.end
        at = form.end
        for _ in range(_CLAUSES):
            after = _CLAUSE_END.search(self._text, at, form.end + REACH_AFTER)
            last = after.start() if after else min(len(self._text), form.end + REACH_AFTER)
            at = last + 1
            # A clause of the time alone, or a word or two put in, has its verb in the next.
            if after is None or self._text[last] not in "," or len(self._text[form.end : last].split()) > 2:
                break
        return _last(self._ahead, first, last) >= 0 and _last(self._saying, first, last) < 0

    def ends_ahead(self, form: Form, published: date, coming: Days | None) -> bool:
        """Whether the October of "until October" is to come: soon enough, and nothing in the sentence is told as over."""
        if coming is None or not 0 <= (coming[0] - published).days <= _SOON_DAYS:
            return False
        return not self._cues.past.search(self._text, self.sentence_start(form.start), form.start)

    def is_until(self, form: Form) -> bool:
        """Whether the expression ends a stretch ("until October", "by the winter")."""
        word = word_before(self._text, form.start)
        return (word_before(self._text, form.start - len("the ")) if word == "the" else word) in self._cues.until

    def is_background(self, form: Form) -> bool:
        """Whether the expression is no day the story speaks of ("since October 2022")."""
        return word_before(self._text, form.start) in self._cues.background

    def are_joined(self, form: Form, later: Form) -> bool:
        """Whether the next expression gives this one its year ("from August to October 2024")."""
        between = self._text[form.end : min(later.start, form.end + 15)]
        return len(between) <= 14 and later.year is not None and bool(self._cues.joined.match(between))

    def moves_narrative(self, form: Form) -> bool:
        """Whether the story stands at this date from here on, if it is no background."""
        # "during 2024" is a background too; "In 2014, ..." sets the scene.
        if form.kind in {"duration", "decade", "word"}:
            return False
        return form.kind != "year" or form.start - self.sentence_start(form.start) <= len("In ")


def _last(positions: list[int], first: int, last: int) -> int:
    index = bisect_left(positions, last)
    return positions[index - 1] if index and positions[index - 1] >= first else -1
