"""English claims: who speaks, in which manner, on which day; and the figures on annotated articles of our own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.claims.english import ENGLISH
from geo.claims.heads import Searched, find_all, heads_of
from geo.claims.speakers import voices
from geo.mentions import find_mentions
from geo.records import Article, Claim
from geo.sentences import sentences
from tests.annotated.gold import ENGLISH as ARTICLES
from tests.annotated.gold import SEEN, UNSEEN
from tests.benchmarks.claims import measure
from tests.clock import processor_seconds
from tests.test_claims import ATLAS, DAY, read

# text, innermost source of the first claim, links behind the writer
SOURCES = (
    ("Russian troops hold Toretsk, according to two regional officials.", "two regional officials", 1),
    ("The Herald reported, citing aid workers, that Russian troops hold Toretsk.", "aid workers", 2),
    ("The Guardian reported that President Orlov said Ukrainian troops hold Toretsk.", "Orlov", 2),
    ("Pavlo Hnatiuk, a captain of the garrison, said Ukrainian troops hold Toretsk.", "Pavlo Hnatiuk", 1),
    ("Locals who fled last week say Russian troops hold Toretsk.", "Locals", 1),
    ("“Russian troops hold Toretsk,” said Colonel Pavlo Hnatiuk.", "Hnatiuk", 1),
    ("The spokesman of a brigade fighting near Donetsk said Russian troops hold Toretsk.", "brigade", 1),
    ("A captain told the BBC that Russian troops hold Toretsk.", "captain", 2),
    ("The Daily Express headline “Russian troops hold Toretsk at last” says little.", "Express", 1),
)


@pytest.mark.parametrize(("text", "name", "links"), SOURCES)
def test_the_chain_leads_to_who_is_said_to_say_it(text: str, name: str, links: int) -> None:
    (first, *_) = read(text)
    assert (first.sources[-1].name or "").endswith(name)
    assert len(first.sources) == 1 + links


def test_a_chain_of_four_goes_from_the_writer_to_those_who_believe() -> None:
    (claim,) = read(
        "The Times, citing U.S. officials, said Kyiv believes Russian troops hold Toretsk.", author="A. Writer"
    )
    assert [link.name for link in claim.sources] == ["A. Writer", "Times", "U.S. officials", "Kyiv"]


def test_who_rejects_a_claim_denies_it_and_does_not_make_it() -> None:
    told, denied = read(
        "Russia's Defence Ministry said its troops had seized the eastern town of Toretsk, a claim Ukraine's military rejected."
    )
    assert (told.stance, told.polarity, told.sources[-1].name) == ("claimed", "+", "Russia's Defence Ministry")
    assert [(actor.side, actor.role) for actor in told.actors] == [("RU", "agent")]
    # A town in the east is no part of a town.
    assert [(where.role, where.relation) for where in told.where] == [("where", None)]
    assert (denied.stance, denied.polarity, denied.sources[-1].name) == ("denied", "-", "Ukraine's military")


def test_the_town_that_is_meant_is_told_once() -> None:
    claims = read(
        "In Toretsk fighting goes on; the head of the Russian administration in Donetsk said that most of the town was under Russian control."
    )
    (held,) = [claim for claim in claims if claim.mode == "hold"]
    assert [where.relation for where in held.where] == ["in_part"]


def test_to_take_a_town_is_no_direction() -> None:
    (claim,) = read("Analysts say Russian troops are likely to capture Toretsk by May.")
    assert [(where.role, where.relation) for where in claim.where] == [("where", None)]


def test_an_area_that_a_side_took_needs_no_place() -> None:
    (claim,) = read("Russian troops advanced 505 square kilometres in August.")
    assert (claim.type, claim.where, claim.salience, len(claim.quantities)) == ("change", (), 1, 1)
    assert not read("Farmers harvested 505 square kilometres in August.")


CHAINS = (
    (
        "The Times, citing U.S. officials who said Kyiv believes that Russia will attack Sudzha, is widely read.",
        ["Times", "U.S. officials", "Kyiv"],
    ),
    (
        "The Times reported, citing two U.S. officials, that Kyiv believes Russia will attack Sudzha.",
        ["Times", "two U.S. officials", "Kyiv"],
    ),
    ("The ministry's claim that Russian troops hold Toretsk is now old.", ["ministry"]),
    ("Russian troops hold Toretsk, said the head of the regional council, Denis Pushkov.", ["Denis Pushkov"]),
    ("Russian troops hold Toretsk, the commander of the unit, call sign Ivan, reported.", ["commander of the unit"]),
    ("KYIV, Nov 3 (Agency) — Russian troops hold Toretsk, a brigade spokesman said.", ["brigade spokesman"]),
    ("The regime continues to deny the loss of Toretsk.", ["regime"]),
)


@pytest.mark.parametrize(("text", "names"), CHAINS)
def test_every_link_of_a_chain_is_named(text: str, names: list[str]) -> None:
    assert [link.name for link in read(text)[0].sources[1:]] == names


def test_the_first_words_of_a_quotation_are_of_who_is_named_behind_it() -> None:
    claims = read('"We hold Toretsk. We lost Pokrovsk, and that is all," said Captain Pavlo Hnatiuk.')
    assert [c.sources[-1].name for c in claims] == ["Captain Pavlo Hnatiuk"] * 2


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    claims = read(
        'A brigade spokesman said Ukrainian troops hold Toretsk.\n"We lost Pokrovsk."\nRussian forces hold Donetsk.'
    )
    assert [c.stance for c in claims] == ["claimed", "claimed", "asserted"]


def test_the_answers_of_an_interview_are_of_the_one_who_is_asked() -> None:
    claims = read(
        "We met Captain Pavlo Hnatiuk in a cellar.\nWho holds Toretsk?\nRussian troops hold Toretsk.\nAnd Pokrovsk?\n"
        "Ukrainian troops hold Pokrovsk. The ministry says Russian troops captured Donetsk.\nWhat now?\nNothing."
    )
    assert [[link.name for link in c.sources[1:]] for c in claims] == [
        ["Captain Pavlo Hnatiuk"],
        ["Captain Pavlo Hnatiuk"],
        ["Captain Pavlo Hnatiuk", "ministry"],
    ]


def test_an_essay_with_a_question_is_no_interview() -> None:
    (claim,) = read("We met Captain Pavlo Hnatiuk.\nWho holds Toretsk?\nRussian troops hold Toretsk.")
    assert claim.stance == "asserted"


@pytest.mark.parametrize(("described", "stance"), [("a teacher", "reported"), ("a regional official", "claimed")])
def test_what_is_told_behind_a_name_says_as_what_it_speaks(described: str, stance: str) -> None:
    assert read(f"Russian troops hold Toretsk, said Anna Kral, {described}.")[0].stance == stance


# text, names behind the writer of its last claim, stance
SPEAKERS = (
    ("Colonel Ivan Brandt, a retired Danish officer, says Russian troops hold Toretsk.", "Brandt", "reported"),
    ("A Russian milblogger described Ukrainian attacks near Toretsk as unsuccessful.", "milblogger", "claimed"),
    (
        "Analysts at the Delta Monitor spoke. The group, which reads maps, says Russian troops hold Toretsk.",
        "group",
        "reported",
    ),
    (
        "An adviser, Taras Koval, went on air last week and claimed that Ukrainian troops hold Toretsk.",
        "Taras Koval",
        "claimed",
    ),
    (
        "Footage shows that Ukrainian troops left Pokrovsk, which Russian sources claimed to hold.",
        "Russian sources",
        "claimed",
    ),
    (
        "The Herald, citing two U.S. officials, reported on Monday that Kyiv believes it can hold Toretsk.",
        "Kyiv",
        "reported",
    ),
    ("Two U.S. officials in the capital said Russian troops hold Toretsk.", "Two U.S. officials", "reported"),
    ("Western diplomats say Russian troops hold Toretsk.", "Western diplomats", "reported"),
    ("Russian troops lost Toretsk, by the count of the Delta Institute.", "Delta Institute", "reported"),
    (
        "Ukrainian officers say, because, they point out, nobody left, that they hold Toretsk.",
        "Ukrainian officers",
        "claimed",
    ),
    (
        'The mayor, Taras Koval, says Russians shell Toretsk. He shrugs. "They cannot take the town of Toretsk."',
        "Taras Koval",
        "claimed",
    ),
    (
        "The Herald notes that the road is a worry for analysts. The concern is that Russian troops will take Toretsk.",
        "analysts",
        "predicted",
    ),
)


@pytest.mark.parametrize(("text", "name", "stance"), SPEAKERS)
def test_who_speaks_in_passing_is_found(text: str, name: str, stance: str) -> None:
    last = read(text)[-1]
    assert (last.sources[-1].name or "").casefold().endswith(name.casefold())
    assert last.stance == stance


def test_two_sides_of_one_sentence_speak_for_themselves() -> None:
    claims = read(
        "The Ukrainian general staff said its troops hold Toretsk, while the Russian ministry claimed Russian forces captured Pokrovsk."
    )
    assert [c.sources[-1].name for c in claims] == ["Ukrainian general staff", "Russian ministry"]


def test_what_stands_before_and_is_the_writers() -> None:
    claims = read("Ukrainian troops hold Toretsk, and the Kremlin says its own troops hold most of Pokrovsk today.")
    assert [c.stance for c in claims] == ["asserted", "claimed"]


def test_a_quotation_keeps_its_speaker_across_sentences() -> None:
    claims = read(
        '"Our troops hold Toretsk," Captain Pavlo Hnatiuk told reporters. "We will never retreat from Pokrovsk." Russian forces hold Donetsk.'
    )
    assert [c.sources[-1].name for c in claims[:2]] == ["Captain Pavlo Hnatiuk"] * 2
    assert claims[-1].stance == "asserted"


BACK = (
    "General Pavlo Hnatiuk said Ukrainian troops hold Toretsk. The general added that they captured Pokrovsk.",
    "General Pavlo Hnatiuk said Ukrainian troops hold Toretsk. According to Hnatiuk, they captured Pokrovsk.",
    "General Pavlo Hnatiuk said Ukrainian troops hold Toretsk. They captured Pokrovsk, he said.",
)


@pytest.mark.parametrize("text", BACK)
def test_the_general_goes_back_to_his_name(text: str) -> None:
    assert read(text)[-1].sources[-1].name == read(text)[0].sources[-1].name


def test_the_same_sources_bring_their_newspaper_along() -> None:
    claims = read(
        "The Herald, citing several senior officials, reported that Russian troops hold Toretsk.\n"
        "According to the same sources, they captured Pokrovsk."
    )
    assert [link.name for link in claims[1].sources] == [link.name for link in claims[0].sources]


def test_she_may_be_someone_who_has_said_nothing_yet() -> None:
    claims = read(
        "Anna Kral thinks Russian troops hold Toretsk. Her colleague Marta Weiss has another view. Ukrainian troops hold it and Toretsk too, she says."
    )
    assert claims[-1].sources[-1].name == "Marta Weiss"


# text, stance, polarity
MANNERS = (
    ("Ukrainian troops will try to capture Sudzha.", "predicted", "+"),
    ("Kyiv hopes its troops will capture Sudzha.", "intended", "+"),
    ("The ministry said its troops would capture Sudzha.", "predicted", "+"),
    ("Unless help arrives, Russian forces would capture Toretsk.", "hypothetical", "+"),
    ("The claims that Russian troops captured Toretsk are false.", "denied", "+"),
    ("There is no evidence that Russian troops captured Toretsk.", "asserted", "-"),
    ("Not a single Russian unit reached Toretsk.", "asserted", "-"),
    ("It was not expected when Ukrainian troops captured Sudzha.", "asserted", "+"),
    ("Russian forces attacked near Toretsk but did not advance.", "asserted", "+"),
    ("Russian attempts to retake Sudzha were unsuccessful.", "asserted", "-"),
    ("A Russian blogger claimed that Russian forces seized Toretsk.", "claimed", "+"),
    ("Kyiv has yet to retake Sudzha.", "asserted", "-"),
    ("Russian forces have yet to comment on the loss of Toretsk.", "asserted", "+"),
    ("Reports that Russian troops captured Toretsk have nothing to do with reality.", "denied", "+"),
    ("An attempt of Russian forces to enter Toretsk was thwarted.", "asserted", "-"),
    ("Russian troops plan to encircle Toretsk, not to storm it.", "intended", "+"),
    ("The fall of Toretsk, if it comes, would open the road to Pokrovsk.", "hypothetical", "+"),
    ("The Kremlin said there could be no talks in Toretsk until Ukrainian troops left.", "claimed", "-"),
    ("A U.S. official, speaking on condition of anonymity, said Russian forces seized Toretsk.", "reported", "+"),
    ("The plan was to draw Russian brigades away from Toretsk.", "intended", "+"),
    ("The enemy tried to storm Toretsk and was repelled.", "asserted", "-"),
    ("Russia would have attacked Toretsk otherwise.", "hypothetical", "+"),
    ("Russian troops have stopped attacks on Toretsk.", "asserted", "-"),
    ("Claims that Ukraine held all of Toretsk are not supported by any map.", "denied", "+"),
    ("Ukrainian troops are all but gone from Toretsk.", "asserted", "+"),
)


@pytest.mark.parametrize(("text", "stance", "polarity"), MANNERS)
def test_the_manner_is_that_of_the_word_that_governs(text: str, stance: str, polarity: str) -> None:
    first = read(text)[0]
    assert (first.stance, first.polarity) == (stance, polarity)


def days(claim: Claim) -> tuple[date | None, date | None]:
    assert claim.when is not None
    return claim.when.from_day, claim.when.to_day


def test_since_lasts_until_the_day_of_writing() -> None:
    (claim,) = read("Russian forces have advanced near Toretsk since 3 September 2024.")
    assert days(claim) == (date(2024, 9, 3), DAY)


def test_a_record_is_not_dated_by_what_it_is_measured_against() -> None:
    (claim,) = read("Russian forces are making their biggest gains since October 2022 near Toretsk.")
    assert days(claim) == (DAY, DAY)


def test_a_past_deed_inherits_the_day_of_its_paragraph() -> None:
    claims = read("Ukrainian troops captured Sudzha on 15 August 2024. They lost 40 soldiers in Sudzha.")
    assert days(claims[1]) == (date(2024, 8, 15), date(2024, 8, 15))
    assert claims[1].when is not None
    assert claims[1].when.anchor == "narrative"


def test_of_an_undated_past_only_the_end_is_known() -> None:
    (claim,) = read("Ukrainian troops captured Sudzha.")
    assert days(claim) == (None, DAY)


def test_the_month_of_another_deed_dates_nothing() -> None:
    (claim,) = read("Ukrainian troops near Toretsk have lost half of the ground that they held in August 2024.")
    assert days(claim) == (DAY, DAY)


def test_a_forecast_is_about_no_day_that_is_past() -> None:
    (claim,) = read("Pavlo Hnatiuk, who saw the place in May 2024, believes Russian troops will take Toretsk.")
    assert days(claim) == (DAY, DAY)


def test_claims_of_one_event_share_a_key() -> None:
    one = read("Ukrainian troops captured Sudzha on 15 August 2024.")[0]
    other = read("On 16 August 2024 Ukraine held Sudzha.")[0]
    assert one.event == other.event == f"ground:{one.event.split(':', 1)[1]}" if one.event else False


def places(text: str) -> list[str]:
    *_, last = read(text)
    words = {mention.id: mention.text for mention in find_mentions(Article(text=text), ATLAS)}
    return [words[ref.ref] for ref in last.where if ref.ref in words]


# text, places of its last claim
BACK_TO = (
    ("Russian forces hold Pokrovsk. They captured Toretsk. The town is now under Russian control.", ["Toretsk"]),
    ("Russian troops attacked Pokrovsk and Toretsk. Both towns were captured on Monday.", ["Pokrovsk", "Toretsk"]),
    ("Ukrainian troops held Toretsk. Russian troops captured it on Monday.", ["Toretsk"]),
    ("Russian troops, whose commanders once lived in Donetsk, captured Toretsk.", ["Toretsk"]),
)


@pytest.mark.parametrize(("text", "names"), BACK_TO)
def test_a_place_by_its_kind_or_a_pronoun_goes_back_to_its_name(text: str, names: list[str]) -> None:
    assert places(text) == names


def test_troops_stand_at_a_distance_on_a_day() -> None:
    claims = read("Ukrainian troops hold Toretsk. Russian troops are now 3 km from Toretsk.")
    assert claims[-1].mode == "distance"
    assert days(claims[-1]) == (DAY, DAY)


def test_troops_stand_at_a_distance_from_the_town_named_before() -> None:
    *_, last = read("Ukrainian troops hold Toretsk. The enemy is within six kilometres of the city limits.")
    assert (
        last.mode,
        places("Ukrainian troops hold Toretsk. The enemy is within six kilometres of the city limits."),
    ) == (
        "distance",
        ["Toretsk"],
    )


def test_a_bulletin_tells_of_its_own_day() -> None:
    (claim,) = read("Evening bulletin.\nUkrainian troops captured Sudzha.")
    assert days(claim) == (DAY, DAY)


def test_a_deed_with_a_day_of_its_own_is_a_claim_of_its_own() -> None:
    claims = read("Toretsk was seized by Russia in May 2022 and liberated in June 2022.")
    assert [c.when.from_day for c in claims if c.when] == [date(2022, 5, 1), date(2022, 6, 1)]


def test_killed_and_wounded_are_one_claim() -> None:
    assert len(read("Four people were killed and six wounded in Toretsk.")) == 1


# Sentences that name places, sides and sayings, and tell no claim about ground.
NO_CLAIMS = (
    "The mayor of Toretsk said school meals would cost more.",
    "Reuters has an office in Kursk.",
    "Donetsk is famous for its roses.",
    "Prices in Pokrovsk rose by 4 percent, the bank said.",
    "A choir from Bakhmut sang in Donetsk on Sunday.",
    "Have Russian troops captured Toretsk?",
    "An assault battalion from Donetsk got new boots.",
    "He took a photo of a town near Donetsk.",
    "The bank in Donetsk gave back the money.",
    "Prices rose in Donetsk, and the rouble fell to a record low.",
    "European leaders in Donetsk have been advancing ideas about peaceful trade.",
    "Soldiers seized power in Donetsk.",
)


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_sentence_without_a_spatial_claim_yields_none(text: str) -> None:
    assert read(text) == []


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "took control of Toretsk fell said encircled they the Semi-encircled recaptured 5,000 soldiers".split()
        ),
        max_size=30,
    )
)
def test_the_fast_search_finds_what_the_patterns_find(pieces: list[str]) -> None:
    text = " ".join(pieces)
    patterns = (*(trigger.pattern for trigger in ENGLISH.triggers), ENGLISH.speech.says)
    slow = Counter((n, m.span()) for n, pattern in enumerate(patterns) for m in pattern.finditer(text))
    assert Counter((n, m.span()) for n, m in find_all(patterns, text)) == slow


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            "the Kremlin’s claim that if 5 % of it's not fallen fell Will seized to,the half_a per cent".split(" ")
        ),
        max_size=20,
    ),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_a_search_at_the_words_alone_is_the_search_of_the_pattern(pieces: list[str], start: int, length: int) -> None:
    text = " ".join(pieces)
    told, end = Searched(text, ENGLISH.patterns()), start + length
    for pattern in ENGLISH.patterns():
        fast, slow = told.search(pattern, start, end), pattern.search(text, start, end)
        assert (fast and fast.span()) == (slow and slow.span()), pattern.pattern


def test_the_first_letters_of_a_pattern_are_read_out_of_it() -> None:
    heads = heads_of(r"\b(?:re)?tak(?:e|en)|(?=x)at\b|(?:un)?\s?do|[A-Z]x")
    assert heads == {"reta", "take", "at", "un", "undo", "do", "?"}


@pytest.mark.parametrize("piece", ["he said ", "and but while ", "“a b c d ", "said that X ", "Reuters, citing AP, "])
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        return processor_seconds(lambda: voices(text, sentences(text), ENGLISH))

    assert seconds(8000) < 12 * max(seconds(2000), 0.02)


# Shares over the articles of our own that the rules were changed for. At first sight (before the rules were changed for
# them) the first five had .82 .97 .98 .95 .. of the kind and .72 of stance and source, .62 of the days; the next
# .71 1 .86 .71 1 .43 .86 .83; the last five .53 .90 .95 .61 .93 .73 .72 .80.
FLOORS = {
    "recall_salient": 0.92,
    "precision": 0.92,
    "type": 0.94,
    "stance": 0.94,
    "polarity": 0.99,
    "source": 0.91,
    "where": 0.85,
    "when": 0.93,
}
# Over those that no rule was ever changed for. At first sight these were .54 .94 .78 .63 .91 .78 .80 .76, of fewer claims.
UNSEEN_FLOORS = {
    "recall_salient": 0.68,
    "precision": 0.92,
    "type": 0.81,
    "stance": 0.61,
    "polarity": 0.93,
    "source": 0.76,
    "where": 0.76,
    "when": 0.72,
}


@cache
def figures(names: tuple[str, ...]) -> Counter[str]:
    total: Counter[str] = Counter()
    for name in names:
        for figure, (right, of) in measure(name).items():
            total[figure] += right
            total[f"{figure} of"] += of
    return total


@pytest.mark.parametrize("figure", FLOORS)
def test_the_figures_on_our_own_articles_hold(shared: Path, figure: str) -> None:
    assert shared.is_dir()
    total = figures((*ARTICLES, *SEEN))
    assert total[f"claims.{figure}"] >= FLOORS[figure] * total[f"claims.{figure} of"]


@pytest.mark.parametrize("figure", UNSEEN_FLOORS)
def test_the_figures_on_articles_no_rule_was_changed_for_hold(shared: Path, figure: str) -> None:
    assert shared.is_dir()
    total = figures(UNSEEN)
    assert total[f"claims.{figure}"] >= UNSEEN_FLOORS[figure] * total[f"claims.{figure} of"]
