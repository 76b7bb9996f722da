"""Small articles of our own in twos, with the pairs that a careful reader finds in them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from geo.records import Article


class Told(NamedTuple):
    """Some articles, and the (relation, aspect) of every pair wanted between them."""

    articles: tuple[Article, ...]
    wanted: tuple[tuple[str, str], ...]


def _article(day: str, publisher: str, text: str, language: str = "en") -> Article:
    return Article(text=text, published=date.fromisoformat(day), publisher=publisher, language=language)


TOLD = {
    "two holders of a town on one day": Told(
        (
            _article("2024-09-18", "Dawn Post", "The Russian Ministry of Defence said that Russian forces hold Toretsk."),
            _article("2024-09-18", "Evening Sheet", "Ukraine's General Staff said that Ukrainian forces hold Toretsk."),
        ),
        (("conflict", "control"),),
    ),
    "a capture that is denied the day after": Told(
        (
            _article("2024-10-02", "Dawn Post", "Russia captured Vuhledar on 1 October 2024, the Russian Ministry of Defence said."),
            _article("2024-10-03", "Evening Sheet", "Ukraine's General Staff denied that Russia had captured Vuhledar."),
        ),
        (("conflict", "control"),),
    ),
    "a town that changed hands between two articles": Told(
        (
            _article("2024-08-20", "Dawn Post", "Ukraine still controls Selydove."),
            _article("2024-11-02", "Evening Sheet", "Russian forces hold Selydove."),
        ),
        (("temporal_update", "control"),),
    ),
    "one town under its old and its new name": Told(
        (
            _article("2023-06-10", "Dawn Post", "Russian forces hold Artyomovsk."),
            _article("2023-06-11", "Evening Sheet", "Russian troops hold Bakhmut, analysts said."),
        ),
        (("agree", "control"),),
    ),
    "two areas for the ground of one salient on one day": Told(
        (
            _article("2024-09-10", "Dawn Post", "Ukraine holds 500 square miles of Kursk Oblast, Syrskyi said."),
            _article("2024-09-10", "Evening Sheet", "According to the Institute for the Study of War, Ukraine holds 1,006 km² of Kursk Oblast."),
        ),
        (("conflict", "area"),),
    ),
    "the same area in two units": Told(
        (
            _article("2024-08-28", "Dawn Post", "Ukraine controls about 500 square miles of Kursk Oblast."),
            _article("2024-08-28", "Evening Sheet", "Ukrainian forces hold 1,290 km² of Kursk Oblast."),
        ),
        (("agree", "area"),),
    ),
    "an area that shrank by a later day": Told(
        (
            _article("2024-08-28", "Dawn Post", "Ukraine holds about 1,300 km² of Kursk Oblast."),
            _article("2025-02-10", "Evening Sheet", "Ukraine holds about 450 km² of Kursk Oblast."),
        ),
        (("temporal_update", "area"),),
    ),
    "a village and its oblast": Told(
        (
            _article("2024-10-10", "Dawn Post", "Russian forces hold Toretsk."),
            _article("2024-10-10", "Evening Sheet", "Ukraine controls 40 per cent of Donetsk Oblast."),
        ),
        (),
    ),
    "two parts of one town": Told(
        (
            _article("2024-11-10", "Dawn Post", "Russian forces hold the eastern part of Toretsk."),
            _article("2024-11-10", "Evening Sheet", "Ukrainian forces hold positions in Toretsk."),
        ),
        (),
    ),
    "two days for one capture": Told(
        (
            _article("2024-02-20", "Dawn Post", "Russia captured Avdiivka on 17 February 2024."),
            _article("2024-02-25", "Evening Sheet", "Russian forces captured Avdiivka on 19 February 2024."),
        ),
        (("conflict", "date"), ("agree", "control")),
    ),
    "one day for one incursion": Told(
        (
            _article("2024-08-20", "Dawn Post", "On 6 August 2024, Ukraine launched an incursion into Kursk Oblast."),
            _article("2024-09-20", "Evening Sheet", "On 6 August, Ukrainian forces launched a major incursion into the Kursk region."),
        ),
        (("agree", "date"),),
    ),
    "two distances": Told(
        (
            _article("2024-09-10", "Dawn Post", "Pokrovsk, about 50km to the northwest of Donetsk, was quiet. Russian forces hold Donetsk."),
            _article("2024-10-10", "Evening Sheet", "Pokrovsk, 80 km northwest of Donetsk, was quiet."),
        ),
        (("conflict", "distance"),),
    ),
    "two counts of settlements": Told(
        (
            _article("2024-08-14", "Dawn Post", "Ukraine controls 74 settlements in Kursk Oblast, Zelensky said."),
            _article("2024-08-14", "Evening Sheet", "Ukraine controls 28 settlements in Kursk Oblast, acting governor Smirnov said."),
        ),
        (("conflict", "count"),),
    ),
    "two strikes on two days": Told(
        (
            _article("2024-09-05", "Dawn Post", "On 3 September 2024, Russian missiles struck Poltava."),
            _article("2024-09-12", "Evening Sheet", "On 10 September 2024, Russian missiles struck Poltava."),
        ),
        (),
    ),
    "an encirclement that others do not see": Told(
        (
            _article("2025-03-14", "Dawn Post", "Russian forces have encircled Ukrainian troops in Kursk Oblast, Putin said."),
            _article("2025-03-14", "Evening Sheet", "The Institute for the Study of War said that Russian forces have not encircled Ukrainian troops in Kursk Oblast."),
        ),
        (("conflict", "outcome"),),
    ),
    "a forecast that came about": Told(
        (
            _article("2024-09-10", "Dawn Post", "Russia is about to take Vuhledar."),
            _article("2024-10-03", "Evening Sheet", "Russian forces captured Vuhledar on 1 October 2024."),
        ),
        (("temporal_update", "outcome"),),
    ),
    "two sources in one article": Told(
        (
            _article(
                "2024-09-18",
                "Dawn Post",
                "The Russian Ministry of Defence said that Russian forces hold Toretsk. Ukraine's General Staff said that Ukrainian forces hold Toretsk.",
            ),
        ),
        (("conflict", "control"),),
    ),
    "what is wanted and what is": Told(
        (
            _article("2024-09-18", "Dawn Post", "Russia wants to capture Pokrovsk."),
            _article("2024-09-18", "Evening Sheet", "Ukraine holds Pokrovsk."),
        ),
        (),
    ),
    "two shares of one town": Told(
        (
            _article("2024-11-18", "Dawn Post", "Russian forces hold 60 percent of Toretsk, DeepState said."),
            _article("2024-11-18", "Evening Sheet", "Russian forces control 40 percent of Toretsk, the General Staff said."),
        ),
        (("conflict", "share"),),
    ),
    "a toll that rose": Told(
        (
            _article("2024-09-04", "Dawn Post", "On 3 September 2024, a Russian missile strike on Poltava killed 41 people."),
            _article("2024-09-06", "Evening Sheet", "On 3 September 2024, a Russian missile strike on Poltava killed 55 people."),
        ),
        (("temporal_update", "count"), ),
    ),
}  # fmt: skip
