"""What else a place is called, for the page's search: a reader finds Харьков, Charkiw and Kharkiv alike.

Comes in: ids and names of places. Goes out: a line of folded words for each, packed; `js/claims.js` and the widget's rule read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from geo.gazetteer.other_names import other_names
from geo.page.folding import fold_for_search
from geo.page.packed import pack

MOST_WORDS = 12
"""Words kept of the names of one place."""
LEAST_LETTERS = 3
"""A shorter word would be met by chance."""
_CYRILLIC = re.compile("[А-ЩЬЮЯа-щьюяЪЫЭЁъыэёҐЄІЇґєії’' -]+")
# Beginning with a capital: GeoNames gives what was read from Chinese or Arabic letters in small ones.
_LATIN = re.compile("[A-Z\u00c0-\u00de\u0100-\u017f][A-Za-z\u00c0-\u024f’ʹʼ' -]+")


def pack_names(places: Sequence[Mapping[str, Any]], told: Iterable[int]) -> str:
    """Return the other names of places, one line a place in their order, packed.

    Parameters
    ----------
    places
        With `id` and `name`, as the payload has them.
    told
        Numbers of the places that claims are about; the lines of others are empty.
    """
    numbers = set(told)
    known = other_names(places[number]["id"] for number in sorted(numbers))
    lines = [
        " ".join(chosen_names(place["name"], _plausible(place, known.get(place["id"], ()))))
        if number in numbers
        else ""
        for number, place in enumerate(places)
    ]
    return pack("\n".join(lines).encode())


def _plausible(place: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return names without those of a city that have more words than its own: "Киев ош" is Mari for "the city of Kyiv"."""
    most = len(place["name"].split()) if place["id"].startswith("geonames:") else None
    return [name for name in names if most is None or len(name.split()) <= most]


def chosen_names(name: str, others: Iterable[str]) -> list[str]:
    """Return the folded words of other names by which a search would not find a place as it is called: at most a dozen.

    Those of Russian and Ukrainian names come first; then Latin ones, likest to them or to the name first.

    Examples
    --------
    >>> chosen_names("Kharkiv", ["HRK", "Charkiw", "Харків", "Харьков", "kharkwf", "Khar'kov"])
    ['harkov', 'charkiv']
    """
    own = fold_for_search(name)
    spelt = list(dict.fromkeys(others))
    cyrillic = _words(other for other in spelt if _CYRILLIC.fullmatch(other))
    latin = _words(other for other in spelt if _LATIN.fullmatch(other) and not other.isupper())
    kept = {word: None for word in cyrillic if word not in own}
    models = [SequenceMatcher(b=word, autojunk=False) for word in [*own.split(), *kept]]
    for word in sorted(latin, key=lambda word: -max(_likeness(model, word) for model in models)):
        # A longer word is an ending: Harkova beside Harkov.
        if word not in own and not any(word.startswith(other) for other in [*own.split(), *kept]):
            kept[word] = None
    return list(kept)[:MOST_WORDS]


def _words(names: Iterable[str]) -> dict[str, None]:
    found = (word for name in names for word in fold_for_search(name).split())
    return dict.fromkeys(word for word in found if len(word) >= LEAST_LETTERS)


def _likeness(matcher: SequenceMatcher[str], word: str) -> float:
    matcher.set_seq1(word)
    return matcher.ratio()
