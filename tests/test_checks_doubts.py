"""Sentences on which a naive check would give a wrong verdict: what the words forbid stays undecided, what they say is judged."""

from __future__ import annotations

import warnings
from datetime import date, timedelta

import pytest
from shapely.geometry import box

import geo
from geo.checks.verdicts import DECISIVE
from geo.control.ground import inside
from geo.records import Coverage, FrontLine, Snapshot

SAID = date(2025, 1, 20)
UKRAINE = box(30, 46, 40, 52)
# Kurakhove, Vuhledar and Donetsk lie on it, Pokrovsk, Myrnohrad and Kramatorsk do not, of Toretsk the eastern half does.
HELD = inside(UKRAINE, [box(37.2, 46, 40, 48.1), box(37.848, 48.1, 39, 48.6)])
BEFORE = {
    "en": "In Donetsk Oblast, eastern Ukraine, fighting goes on around Pokrovsk, Kurakhove and Toretsk. ",
    "uk": "У Донецькій області України тривають бої під Покровськом, Кураховим і Торецьком. ",
    "ru": "В Донецкой области Украины идут бои под Покровском, Кураховом и Торецком. ",
}


def front() -> FrontLine:
    """Return a layer that shows the same ground for a year, and Kurakhove only since the first of December."""
    early = HELD.difference(box(37.2, 47.9, 37.4, 48.1))
    days = [date(2024, 7, 1) + timedelta(7 * number) for number in range(52)]
    snapshots = tuple(
        Snapshot(day=day, basis="field", areas={"ru_held": HELD if day >= date(2024, 12, 1) else early}) for day in days
    )
    return FrontLine(
        name="map", maker="Me", licence="x", attribution="x", sides=("ru_held",), snapshots=snapshots, max_age_days=7,
        coverage=Coverage(text="a box", area=UKRAINE, other_side="ua_held"),
    )  # fmt: skip


FRONT = front()


def findings(text: str, language: str = "en"):
    """Return the findings on the claims of a sentence, with one before it that says where the war is."""
    before = BEFORE[language]
    article = geo.Article(id="x", text=before + text, published=SAID, language=language)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (reading,) = geo.run([article], frontlines=[FRONT]).articles
    own = {claim.id for claim in reading.claims if claim.start >= len(before) - 1}
    return [finding for finding in reading.findings if finding.claim in own]


UNDECIDED = [
    ("Kyiv has not confirmed the loss of Kurakhove.", "en"),
    ("Київ не підтвердив втрату Курахового.", "uk"),
    ("Russian troops hold positions between Pokrovsk and Myrnohrad.", "en"),
    ("Russian forces hold the outskirts of Pokrovsk.", "en"),
    ("Russian troops control the area south of Pokrovsk.", "en"),
    ("Russian troops control the railway station in Pokrovsk.", "en"),
    ("Russian forces occupied Kurakhove's power plant.", "en"),
    ("Russian forces captured a village near Pokrovsk.", "en"),
    ("Russian forces nearly captured Pokrovsk.", "en"),
    ("Russian forces may already have captured Pokrovsk.", "en"),
    ("Russian forces could have captured Pokrovsk in September.", "en"),
    ("If Russia captures Pokrovsk, the road to Dnipro is open.", "en"),
    ("Nobody denies that Russia captured Pokrovsk.", "en"),
    ("It is not true that Ukraine does not hold Pokrovsk.", "en"),
    ("No one believes that Russia captured Pokrovsk.", "en"),
    ("Russia captured Kurakhove or Pokrovsk.", "en"),
    ("Before the war Ukraine controlled Donetsk.", "en"),
    ("Ukrainian forces regained lost positions in Kurakhove.", "en"),
    ("North Korean troops hold Pokrovsk.", "en"),
    ("Neither side controls Toretsk.", "en"),
    ("A fifth of the population of Ukraine lives under Russian occupation.", "en"),
    ("Russia controls 20 percent of Ukraine's coal reserves.", "en"),
    ("Pokrovsk is surrounded by forests.", "en"),
    ("Russian forces surrounded Pokrovsk on two sides.", "en"),
    ("Ukraine lost 500 soldiers in Kurakhove.", "en"),
    ("Чи захопила Росія Покровськ?", "uk"),
    ("Росіяни захопили околиці Покровська.", "uk"),
    ("Росіяни захопили село біля Покровська.", "uk"),
    ("До війни Україна контролювала Донецьк.", "uk"),
    ("Российские войска заняли окраины Покровска.", "ru"),
    ("Российские войска заняли село под Покровском.", "ru"),
    ("Раньше Украина контролировала Донецк.", "ru"),
]


@pytest.mark.parametrize(("text", "language"), UNDECIDED)
def test_words_that_say_something_else_get_no_verdict(text, language):
    assert [one for one in findings(text, language) if one.verdict in DECISIVE] == []


@pytest.mark.parametrize(
    ("text", "language", "verdict"),
    [
        ("Ukraine no longer holds Kurakhove.", "en", "supported"),
        ("Ukraine still holds Kurakhove.", "en", "contradicted"),
        ("Ukraine denied losing Kurakhove.", "en", "contradicted"),
        ("Ukraine recaptured Vuhledar.", "en", "contradicted"),
        ("Russian forces have seized control of most of Kurakhove.", "en", "supported"),
        ("Russian soldiers hold all of Pokrovsk.", "en", "contradicted"),
        ("Russian forces have been in control of Kurakhove since December.", "en", "supported"),
        ("In August 2024 Ukraine still held Kurakhove.", "en", "supported"),
        ("Russia captured Kurakhove in August 2024.", "en", "contradicted"),
        ("Russia captured Vuhledar in December 2024.", "en", "contradicted"),
        ("Russia is about to take Pokrovsk.", "en", "contradicted"),
        ("Pokrovsk is not 10 km but 55 km from Donetsk.", "en", "supported"),
        ("Kurakhove has been captured.", "en", "supported"),
        ("Росіяни контролюють більшу частину Курахового.", "uk", "supported"),
        ("Россияне не смогли захватить Покровск.", "ru", "supported"),
        ("Украина потеряла Курахово.", "ru", "supported"),
    ],
)
def test_what_the_words_say_of_the_ground_is_judged(text, language, verdict):
    assert verdict in {one.verdict for one in findings(text, language)}


def test_what_is_so_since_a_month_is_looked_up_for_that_month_too() -> None:
    (early,) = findings("Kurakhove has been under Russian control since October 2024.")
    assert (early.verdict, early.reason) == ("partly", "depends_on_reading")
    (late,) = findings("Kurakhove has been under Russian control since December 2024.")
    assert late.verdict == "supported"


def test_half_of_some_area_is_not_the_town_named_before_it() -> None:
    found = findings("Ukraine still holds Pokrovsk, but has lost about half of the area it seized in August.")
    assert len(found) == 2
    assert {finding.verdict for finding in found} == {"supported", "not_checkable"}
