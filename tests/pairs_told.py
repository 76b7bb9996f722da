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

TRAPS = {
    "a siege told on the day of the capture and after": Told(
        (
            _article("2024-10-01", "Dawn Post", "Ukraine still holds Vuhledar, the brigade said."),
            _article("2024-10-02", "Evening Sheet", "Russian forces captured Vuhledar on Tuesday, 1 October 2024."),
        ),
        (("temporal_update", "control"),),
    ),
    "a town taken twice": Told(
        (
            _article("2023-06-20", "Dawn Post", "Russian forces captured Robotyne on 5 March 2022."),
            _article("2023-09-01", "Evening Sheet", "Ukrainian forces recaptured Robotyne on 28 August 2023."),
        ),
        (("temporal_update", "control"),),
    ),
    "a school in a town and the town": Told(
        (
            _article("2024-11-05", "Dawn Post", "Russian soldiers seized a school in Toretsk."),
            _article("2024-11-05", "Evening Sheet", "Ukraine holds Toretsk."),
        ),
        (),
    ),
    "near a town and the town": Told(
        (
            _article("2024-11-05", "Dawn Post", "Russian forces hold ground near Pokrovsk."),
            _article("2024-11-05", "Evening Sheet", "Ukraine holds Pokrovsk."),
        ),
        (),
    ),
    "a condition and a fact": Told(
        (
            _article("2024-11-05", "Dawn Post", "If Russia captures Pokrovsk, the road will be cut."),
            _article("2024-11-05", "Evening Sheet", "Ukraine holds Pokrovsk."),
        ),
        (),
    ),
    "gains of two weeks": Told(
        (
            _article("2024-11-08", "Dawn Post", "Russian forces captured 200 km² of Donetsk Oblast between 1 and 7 November 2024."),
            _article("2024-11-15", "Evening Sheet", "Russian forces captured 120 km² of Donetsk Oblast between 8 and 14 November 2024."),
        ),
        (),
    ),
    "two sides' areas in one oblast": Told(
        (
            _article("2024-09-10", "Dawn Post", "Russia holds 18,000 km² of Donetsk Oblast."),
            _article("2024-09-10", "Evening Sheet", "Ukraine holds 8,000 km² of Donetsk Oblast."),
        ),
        (),
    ),
    "two hedged areas that meet": Told(
        (
            _article("2024-08-20", "Dawn Post", "Ukraine controls more than 1,000 km² of Kursk Oblast."),
            _article("2024-08-20", "Evening Sheet", "Ukraine controls 1,250 km² of Kursk Oblast, Syrskyi said."),
        ),
        (("differ", "area"),),
    ),
    "the road under two spellings": Told(
        (
            _article("2025-03-01", "Dawn Post", "The N07 highway is under Russian control."),
            _article("2025-03-01", "Evening Sheet", "Ukraine controls the NO7 highway, the General Staff said."),
        ),
        (("conflict", "control"),),
    ),
    "dead and wounded": Told(
        (
            _article("2024-09-04", "Dawn Post", "On 3 September 2024, a strike on Poltava killed 51 people."),
            _article("2024-09-04", "Evening Sheet", "On 3 September 2024, a strike on Poltava wounded 271 people."),
        ),
        (),
    ),
    "a strike told by two": Told(
        (
            _article("2024-09-04", "Dawn Post", "On 3 September 2024, Russian missiles struck Poltava."),
            _article("2024-09-05", "Evening Sheet", "Russian missiles struck Poltava on 3 September 2024, officials said."),
        ),
        (("agree", "outcome"),),
    ),
    "two towns of one name": Told(
        (
            _article("2024-11-05", "Dawn Post", "Russian forces hold Pokrovsk in Donetsk Oblast."),
            _article("2024-11-05", "Evening Sheet", "Ukrainian troops were near Avdiivka. Ukraine holds Myrnohrad."),
        ),
        (),
    ),
    "an area of a country and of another's oblast": Told(
        (
            _article("2024-09-10", "Dawn Post", "Russia occupies 110,000 km² of Ukraine."),
            _article("2024-09-10", "Evening Sheet", "Ukraine occupies 1,000 km² of Russia."),
        ),
        (),
    ),
    "three agree and one does not": Told(
        (
            _article("2025-01-10", "Dawn Post", "Russian forces hold Kurakhove."),
            _article("2025-01-10", "Evening Sheet", "Kurakhove is under Russian control."),
            _article("2025-01-10", "Noon Paper", "Russia controls Kurakhove, DeepState said."),
            _article("2025-01-10", "Night News", "Ukraine holds Kurakhove, the brigade said."),
        ),
        (("conflict", "control"), ("agree", "control")),
    ),
    "the same text twice": Told(
        (
            _article("2025-01-10", "Dawn Post", "Russian forces hold Kurakhove."),
            _article("2025-01-10", "Evening Sheet", "Russian forces hold Kurakhove."),
        ),
        (),
    ),
    "a holder named on the day after": Told(
        (
            _article("2025-11-21", "Dawn Post", "Gerasimov told Putin that Russian forces had captured Kupiansk."),
            _article("2025-11-22", "Evening Sheet", "The General Staff said that Kupiansk is under Ukrainian control."),
        ),
        (("conflict", "control"),),
    ),
    "taken and retaken within days": Told(
        (
            _article("2024-11-04", "Dawn Post", "Russian forces captured Toretsk on 1 November 2024."),
            _article("2024-11-04", "Evening Sheet", "Ukrainian forces recaptured Toretsk on 3 November 2024."),
        ),
        (("temporal_update", "control"),),
    ),
    "two wars over one town": Told(
        (
            _article("2022-05-20", "Dawn Post", "Russian forces captured Mariupol on 20 May 2022."),
            _article("2014-06-14", "Evening Sheet", "Ukrainian forces recaptured Mariupol on 13 June 2014."),
        ),
        (),
    ),
    "its own troops": Told(
        (
            _article(
                "2025-12-02",
                "Dawn Post",
                "Russian forces have taken full control of Pokrovsk, the Kremlin said. Ukraine's military said its troops still hold Pokrovsk.",
            ),
        ),
        (("conflict", "control"),),
    ),
    "two shares of a country": Told(
        (
            _article("2024-09-10", "Dawn Post", "Russia controls 18 percent of Ukraine."),
            _article("2024-09-10", "Evening Sheet", "Russia occupies about 27 percent of Ukraine, Moscow says."),
        ),
        (("conflict", "share"),),
    ),
    "villages near a town and its streets": Told(
        (
            _article("2025-01-20", "Dawn Post", "Russian forces captured two villages near Toretsk. Ukraine holds Toretsk."),
            _article("2025-01-20", "Evening Sheet", "Russian troops entered Toretsk and took its northern streets."),
        ),
        (),
    ),
    "vows": Told(
        (
            _article("2024-10-30", "Dawn Post", "Ukraine will hold Pokrovsk, Syrskyi said."),
            _article("2024-10-30", "Evening Sheet", "Russia will take Pokrovsk, Putin said."),
        ),
        (),
    ),
    "surrounded and not yet taken": Told(
        (
            _article("2024-09-10", "Dawn Post", "Russian troops have surrounded Selydove from three sides."),
            _article("2024-09-10", "Evening Sheet", "Russian troops have not yet taken Selydove."),
        ),
        (),
    ),
}  # fmt: skip
"""What a hasty reader would set against each other, most of it written after `TOLD` was met."""

UNPLACED = {
    "a town that is left and held on one day": Told(
        (
            _article("2024-09-10", "Dawn Post", "Ukrainian forces retreated from Krasnohorivka."),
            _article("2024-09-10", "Evening Sheet", "Ukraine holds Krasnohorivka, Kyiv said."),
        ),
        (("conflict", "control"),),
    ),
}  # fmt: skip
"""Wanted, and not found while the town's name is left unplaced."""
