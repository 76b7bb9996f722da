"""Article -> Mentions: every place name, and what its wording says it stands for.

English, Ukrainian and Russian each have a reader of their own behind one verb; a text in another language is read like English,
so that names in their base form are still found.
"""

from __future__ import annotations

import re

from geo.language import detect_language
from geo.mentions.english import find_english_mentions
from geo.mentions.slavic import find_slavic_mentions
from geo.records import Article, Lookup, Mention
from geo.sentences import words

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
    tokens = words(article.text)
    # Most texts have no Cyrillic letter, and looking for one is a thousand times cheaper than telling languages apart.
    cyrillic = _CYRILLIC.search(article.text) is not None
    language = article.language or (detect_language(article.text) if cyrillic else None)
    if language in ("uk", "ru"):
        return find_slavic_mentions(article.text, tokens, lookup, language)
    return find_english_mentions(article.text, tokens, lookup)
