"""Article -> Mentions: every place name, and what its wording says it stands for.

English, Ukrainian and Russian each have a reader of their own behind one verb; a text in another language is read like English,
so that names in their base form are still found.
"""

from __future__ import annotations

import re

from geo.language import detect_language, slavic_language
from geo.mentions.english import find_english_mentions
from geo.mentions.slavic import find_slavic_mentions
from geo.mentions.view import view_of
from geo.records import Article, Lookup, Mention
from geo.sentences import words

SAMPLE = 5_000
"""Characters from whose letters the script of a text is told."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def find_mentions(article: Article, lookup: Lookup) -> tuple[Mention, ...]:
    """Return the place-name mentions of an article, in text order.

    Parameters
    ----------
    lookup
        The gazetteer to match names against.

    Returns
    -------
    Mentions with their usage (literal, literal_mod, metonymic, embedded), whether they may be mapped, and the kind of
    place that the wording asks for. Names inside other proper names are kept as `embedded`.

    Raises
    ------
    SourceError
        A shipped word list is missing or altered.

    Notes
    -----
    Usages are those of the annotation scheme: `literal` the place; `literal_mod` names an event or thing at the place;
    `metonymic` an institution or a people stands behind it; `embedded` part of another proper name.
    """
    view = view_of(article.text)
    if view is None:
        return _find(article.text, article.language, lookup)
    return tuple(view.moved(mention, article.text) for mention in _find(view.text, article.language, lookup))


def _find(text: str, given: str | None, lookup: Lookup) -> tuple[Mention, ...]:
    tokens = words(text)
    language = given or _language_of(text)
    if language in ("uk", "ru"):
        return find_slavic_mentions(text, tokens, lookup, language)
    return find_english_mentions(text, tokens, lookup)


def _language_of(text: str) -> str | None:
    """The language of a text; one that is mostly Cyrillic and cannot be told apart is read as the likelier of the two."""
    # Most texts have no Cyrillic letter, and looking for one is a thousand times cheaper than telling languages apart.
    if _CYRILLIC.search(text) is None:
        return None
    told = detect_language(text)
    head = text[:SAMPLE]
    mostly = 2 * len(_CYRILLIC.findall(head)) > sum(map(str.isalpha, head))
    return told or (slavic_language(text) if mostly else None)
