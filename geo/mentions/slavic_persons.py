"""Which capitalised words of a Ukrainian or Russian text are people.

Comes in: a page. Goes out: an answer for one name; names that a title or a given name introduces are people all through the text.
"""

from __future__ import annotations

from geo.mentions.slavic_forms import Sense, sense_of
from geo.mentions.slavic_leads import STRONG, SURE, Lead
from geo.mentions.slavic_scan import Page
from geo.mentions.slavic_vocabulary import PERSONS, RANKS, TITLES

SHORTEST_KEY, SHORTEST_GIVEN = 4, 3
# So many letters may change at the end of a surname: "Покровський", "Покровського".
LONGEST_INFLECTION = 3


class People:
    """The people of a page."""

    def __init__(self, page: Page, language: str) -> None:
        self._page = page
        self._language = language
        self._surnames = frozenset(self._introduced())

    def is_person(self, first: int, last: int, lead: Lead, *, well_known: bool, agrees: bool = True) -> bool:
        """Whether the name at lexemes `first`..`last` is someone's.

        Parameters
        ----------
        well_known
            A place of some note bears the name, so that the dictionary's knowing it as a surname says little.
        agrees
            The name may stand in its nominative, as one behind a title does; a land behind one is whose it is.
        """
        if lead.strength >= SURE:
            return False
        page, word = self._page, self._page.lexemes[first]
        sense = self._sense(first)
        if self.is_behind_given(first) or self._is_initial(first - 1) or (agrees and self._has_rank(first)):
            return True
        following = page.after(last)
        if first == last and sense.given and following is not None and following.capital:
            return True
        if first < last and sense.given and lead.strength < STRONG and self._sense(last).personal:
            return True
        if word.lower.startswith(tuple(PERSONS)):
            return True
        if lead.strength >= STRONG:
            return False
        if first == last and self.key(word.lower) in self._surnames:
            return True
        return first == last and sense.personal and not well_known

    def is_behind_given(self, index: int) -> bool:
        """Whether a given name stands just before a lexeme."""
        return self._is_given(index - 1, beside=index)

    @staticmethod
    def key(word: str) -> str:
        """Return the part of a surname that its cases share."""
        return word[: max(SHORTEST_KEY, len(word) - LONGEST_INFLECTION)]

    def _introduced(self) -> list[str]:
        """Keys of the words that stand behind a given name, an initial, or a title."""
        found = []
        for index, lexeme in enumerate(self._page.lexemes):
            if not lexeme.capital or len(lexeme.text) < SHORTEST_KEY:
                continue
            behind_name = self.is_behind_given(index) or self._is_initial(index - 1)
            if behind_name or (self._is_title(index) and self._sense(index).personal):
                found.append(self.key(lexeme.lower))
        return found

    def _is_given(self, index: int, *, beside: int) -> bool:
        """Whether the lexeme before is a given name: capitalised, in the dictionary as one, not a place of its own."""
        if index < 0 or not self._page.is_beside(beside) or not self._page.lexemes[index].capital:
            return False
        sense, word = self._sense(index), self._page.lexemes[index]
        # A sentence's first word has its capital from there: "Из" is in the dictionary of given names, and "Слава Україні"
        # is glory to whom the dative says.
        following = self._sense(beside)
        ordinary = (
            self._page.opens_sentence(index)
            and not following.personal
            and (sense.common or not following.may_be_subject)
        )
        return sense.given and not ordinary and not word.text.isupper() and len(word.text) >= SHORTEST_GIVEN

    def _is_initial(self, index: int) -> bool:
        if index < 0:
            return False
        lexeme = self._page.lexemes[index]
        return len(lexeme.text) == 1 and lexeme.capital and self._page.gap(index + 1) in (". ", ".")

    def _is_title(self, index: int) -> bool:
        before = self._page.before(index)
        return before is not None and TITLES.fullmatch(before.lower) is not None

    def _has_rank(self, index: int) -> bool:
        before = self._page.before(index)
        return before is not None and RANKS.fullmatch(before.lower) is not None

    def _sense(self, index: int) -> Sense:
        return sense_of(self._page.lexemes[index].text, self._language)
