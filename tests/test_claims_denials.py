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


def test_a_verdict_on_a_denied_claim_says_that_the_denial_was_judged() -> None:
    (denied,) = findings("Ukraine denied losing Kurakhove.")
    (held,) = findings("Ukraine denied the report, saying its troops still hold Kurakhove.")
    assert (denied.verdict, held.verdict) == ("contradicted", "contradicted")
    assert "denied" in denied.sentence
    assert "opposite" in denied.sentence
    assert "denied" not in held.sentence
