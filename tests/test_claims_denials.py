"""What a denial reaches, and what stands beside it: the speaker's own words, a second deed, a verdict on the denial."""

from __future__ import annotations

from datetime import date

import pytest

import geo
from geo.records import Article, Claim, Reading
from tests.test_checks_doubts import findings

DAY = date(2026, 6, 1)


def claims_in(text: str, language: str = "en") -> tuple[Claim, ...]:
    return reading_of(text, language).claims


def reading_of(text: str, language: str = "en") -> Reading:
    return geo.run([Article(text=text, published=DAY, language=language)]).articles[0]


# language, text, mode and stance of each claim
DENIALS = (
    ("en", "The ministry denied the story: “Kupiansk remains under Ukrainian control.”", ["hold claimed"]),
    ("en", "Kyiv rejected the claim, adding that its soldiers still control Kupiansk.", ["hold claimed"]),
    ("en", "Moscow denied the reports on Friday, saying its troops still hold Kupiansk.", ["hold claimed"]),
    ("en", "Moscow denied losing Kupiansk and insisted that its troops hold Kupiansk.", ["lost denied", "hold claimed"]),
    ("en", "“Kupiansk is under Russian control,” said Colonel Oleg Sidorov, denying the report.", ["hold claimed"]),
    ("en", "Kyiv denied reports saying Russian troops had captured Kupiansk.", ["capture denied"]),
    ("en", "Kyiv denied the claim, made in Moscow, that Russian troops had captured Kupiansk.", ["capture denied"]),
    ("en", "Moscow denied that Ukrainian troops had retaken Kupiansk.", ["recapture denied"]),
    ("en", "The fall of Kupiansk was denied by Kyiv.", ["capture denied"]),
    ("uk", "Київ спростував це повідомлення: «Куп’янськ утримують українські військові».", ["hold claimed"]),
    ("uk", "Міністерство заперечило втрату Куп’янська, додавши, що місто утримують українські військові.", ["lost denied", "hold claimed"]),
    ("uk", "Генштаб спростував заяву РФ: «Куп’янськ під контролем російських військ».", ["hold denied"]),
    ("uk", "Київ заперечив, що російські війська взяли Куп’янськ.", ["capture denied"]),
    ("ru", "Москва опровергла это сообщение: «Купянск удерживают российские войска».", ["hold claimed"]),
    ("ru", "Минобороны опровергло потерю Купянска и сообщило, что город удерживают российские войска.", ["lost denied", "hold claimed"]),
    ("ru", "Москва отрицает, что украинские войска освободили Купянск.", ["capture denied"]),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text", "told"), DENIALS)
def test_only_the_object_of_a_denial_is_denied(language: str, text: str, told: list[str]) -> None:
    assert [f"{claim.mode} {claim.stance}" for claim in claims_in(text, language)] == told


@pytest.mark.parametrize(("language", "text"), [row[:2] for row in DENIALS if "hold claimed" in row[2]])
def test_what_is_said_behind_a_denial_is_the_words_of_who_denies(language: str, text: str) -> None:
    held = claims_in(text, language)[-1]
    assert (held.polarity, held.sources[-1].role in ("official", "military")) == ("+", True)
    assert len(held.sources) == 1 + 1


def test_a_denial_beside_another_deed_is_a_claim_of_its_own() -> None:
    advance, lost = claims_in("Russian troops advance on Kostiantynivka as Kyiv denies loss of Kupiansk")
    assert (advance.mode, advance.stance, len(advance.sources), len(advance.where)) == ("advance", "asserted", 1, 1)
    assert (lost.mode, lost.stance, lost.sources[-1].name, len(lost.where)) == ("lost", "denied", "Kyiv", 1)


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        ("en", "Ukrainian forces advance near Kostiantynivka as Moscow denies the loss of Kupiansk.", "RU"),
        ("en", "Kyiv denied losing Kupiansk.", "UA"),
        ("uk", "Російські війська наступають на Костянтинівку, а Київ заперечує втрату Куп’янська.", "UA"),
        ("ru", "Украинские войска наступают под Константиновкой, а Москва отрицает потерю Купянска.", "RU"),
    ],
)
def test_a_loss_that_is_denied_is_the_loss_of_who_denies(language: str, text: str, side: str) -> None:
    lost = claims_in(text, language)[-1]
    assert (lost.mode, lost.stance, [(actor.side, actor.role) for actor in lost.actors]) == (
        "lost",
        "denied",
        [(side, "agent")],
    )


def test_a_verdict_on_a_denied_claim_says_that_the_denial_was_judged() -> None:
    (denied,) = findings("Ukraine denied losing Kurakhove.")
    (held,) = findings("Ukraine denied the report, saying its troops still hold Kurakhove.")
    assert (denied.verdict, held.verdict) == ("contradicted", "contradicted")
    assert "denied" in denied.sentence
    assert "opposite" in denied.sentence
    assert "denied" not in held.sentence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Between 3 and 20 August Russia gained 140 square kilometres, up from 90 in the same weeks of July."),
        ("en", "In August Russia gained 140 square kilometres, more than in July."),
        ("en", "Russia gained 140 square kilometres in August, against 90 in July."),
        ("uk", "За серпень російська армія захопила 140 км² проти 90 км² у липні."),
        ("uk", "У серпні росіяни захопили 140 км², порівняно з 90 км² у липні."),
        ("ru", "В августе российская армия захватила 140 км² против 90 км² в июле."),
        ("ru", "В августе россияне захватили 140 км², больше, чем в июле."),
    ],
)
def test_what_a_figure_is_compared_with_does_not_date_it(language: str, text: str) -> None:
    (claim,) = claims_in(text, language)
    assert claim.when is not None
    assert {claim.when.from_day.month, claim.when.to_day.month} == {8}  # type: ignore[union-attr]
    assert len(claim.times) == 1


def test_a_figure_that_is_more_than_a_number_is_dated_by_its_month() -> None:
    (claim,) = claims_in("Russian troops gained more than 140 square kilometres in July.")
    assert claim.when is not None
    assert (claim.when.from_day, claim.when.to_day) == (date(2025, 7, 1), date(2025, 7, 31))


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("uk", "За листопад війська РФ окупували 430 км².", ("change", "gain")),
        ("uk", "Протягом 2025 року російська армія окупувала 4100 кв. км.", ("change", "gain")),
        ("ru", "В ноябре российские войска оккупировали 430 квадратных километров.", ("change", "gain")),
        ("en", "In November Russian troops occupied 430 square kilometres.", ("change", "gain")),
        ("uk", "У 2025 році Росія окупувала 115 тис. км² України.", ("control", "occupy")),
        ("en", "In November Russia occupied 115,000 square kilometres of Ukraine.", ("control", "occupy")),
    ],
)
def test_ground_occupied_within_a_period_is_gained(language: str, text: str, kind: tuple[str, str]) -> None:
    (claim,) = claims_in(text, language)
    assert (claim.type, claim.mode) == kind


def test_a_second_place_with_a_day_of_its_own_fell_as_well() -> None:
    first, second = claims_in("Russian troops captured Siversk on 5 May, and Kharkiv on 11 May 2026, Russia says.")
    assert (first.mode, second.mode, second.stance, second.actors) == ("capture", "capture", "claimed", first.actors)
    assert second.when is not None
    assert (second.quote, second.when.from_day) == ("Kharkiv on 11 May 2026", date(2026, 5, 11))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russia holds 76% of Donetsk Oblast and nearly all of Luhansk Oblast."),
        ("uk", "Росія контролює 76% Донецької області та майже всю Луганську область."),
        ("ru", "Россия контролирует 76% Донецкой области и почти всю Луганскую область."),
    ],
)
def test_a_whole_beside_a_share_is_a_claim_without_it(language: str, text: str) -> None:
    reading = reading_of(text, language)
    names = {one.mention.id: one.mention.text for one in reading.resolutions}
    told = [([names[where.ref][:4] for where in claim.where], len(claim.quantities)) for claim in reading.claims]
    assert told in ([(["Done"], 1), (["Luha"], 0)], [(["Доне"], 1), (["Луга"], 0)])


def test_an_army_that_says_that_it_holds_a_town_is_the_one_that_holds_it() -> None:
    (claim,) = claims_in("Ukraine’s army said it still holds Kupiansk.")
    assert [(actor.side, actor.role) for actor in claim.actors] == [("UA", "agent")]
