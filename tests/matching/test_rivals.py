"""A number is set against all the series that it may belong to: the nearest wins, and a crowd makes it harder."""

from __future__ import annotations

import pytest
from matching_build import metric, origin

from tracker import matching
from tracker.matching.likeness import WEIGHTS, Pair, first_signs, score_of, signs_of, weigh
from tracker.matching.rivals import Rarity, compete
from tracker.matching.series import NEAR
from tracker.matching.traits import traits
from tracker.model import MetricMention, Observation, Series

TOPIC = ("ferry", "fares", "harbour", "bergen", "crossing", "tickets", "season")


def told(what: str, value: float, **more: object) -> MetricMention:
    return metric("", what, value, "NOK", evidence=f"The {what} came to {value} kroner.", topic=TOPIC, **more)


def stored(number: int, mention: MetricMention) -> Series:
    return Series(f"ser_{number}", mention.measure, (Observation(mention, origin("2031-03-01", "Sea Letter")),))


def test_a_word_is_rare_that_few_candidates_hold() -> None:
    candidates = [
        stored(n, told(f"{kind} fare", 40.0)) for n, kind in enumerate(("night", "winter", "summer", "group"))
    ]
    rarity = Rarity(candidates)
    held = traits(candidates[0].observations[0].mention).core
    shared = traits(candidates[1].observations[0].mention).core & held
    assert shared
    assert all(rarity.of(word) < 0.1 for word in shared)
    assert all(rarity.of(word) > 0.4 for word in held - shared)


def test_of_one_candidate_alone_no_word_is_rare_or_common() -> None:
    assert Rarity([stored(0, told("night fare", 40.0))]).of("night") == 0.5


def test_the_nearest_in_words_has_the_margin_and_the_others_lack_it() -> None:
    candidates = [stored(0, told("night fare", 40.0)), stored(1, told("crane rent", 40.0))]
    mention, rarity = told("night fare", 42.0), Rarity(candidates)
    here = origin("2031-04-01", "Coast Letter")
    signs = [
        (
            series.id,
            signs_of(Pair(mention, traits(mention), here, (o := series.observations[0]), traits(o.mention)), rarity),
        )
        for series in candidates
    ]
    compete(signs)
    (_, near), (_, far) = signs
    assert near["margin"] > 0 > far["margin"]
    assert near["rivals"] > 0 < far["rivals"], "each of the two has moved as little as the other"
    assert WEIGHTS.keys() <= near.keys()


def pairs_of(mention: MetricMention, candidates: list[Series]) -> list[tuple[str, Pair]]:
    here = origin("2031-04-01", "Coast Letter")
    ours = traits(mention)
    return [
        (one.id, Pair(mention, ours, here, each, traits(each.mention)))
        for one in candidates
        for each in one.observations
    ]


@pytest.mark.parametrize("value", [42.0, 40.5, 4100.0, 900.0])
@pytest.mark.parametrize("what", ["night fare", "fare at night", "rent of the crane", "price of a ticket for lorries"])
def test_scores_that_matter_are_those_of_all_signs_and_the_others_are_below_them(what: str, value: float) -> None:
    kinds = ("night fare", "crane rent", "group fare", "ticket price", "Bergen harbour due", "lorry toll")
    candidates = [stored(number, told(kind, 40.5 + number * 7)) for number, kind in enumerate(kinds)]
    rarity, pairs = Rarity(candidates), pairs_of(told(what, value), candidates)
    whole = [(target, signs_of(pair, rarity)) for target, pair in pairs]
    quick = [(target, first_signs(pair, rarity)) for target, pair in pairs]
    compete(whole)
    compete(quick)
    weigh([(pair, signs) for (_, pair), (_, signs) in zip(pairs, quick, strict=True)], rarity, NEAR)
    exact = [score_of(signs) for _, signs in whole]
    for score, (_, signs) in zip(exact, quick, strict=True):
        assert signs["score"] == score or score <= signs["score"] < min(NEAR, max(exact))
        if score >= NEAR or score == max(exact):
            assert signs["score"] == score


@pytest.mark.parametrize(
    ("value", "linked"),
    [
        # it has moved a little: the next of its series
        (42.0, "ser_0"),
        # it is told again
        (40.5, "ser_0"),
        # a hundredfold is another thing
        (4100.0, None),
    ],
)
def test_a_running_story_goes_on_with_the_series_that_is_nearest(value: float, linked: str | None) -> None:
    known = [stored(0, told("night fare", 40.5)), stored(1, told("crane rent", 900.0))]
    link = matching.link_series(told("fare at night", value), origin("2031-04-01", "Coast Letter"), known, ())
    assert link.target_id == linked


def test_a_product_is_not_set_against_a_country() -> None:
    country = metric(
        "Rwanda", "parcels", 100.0, "parcel", evidence="Rwanda flew 100 parcels.", scope=("RW",), topic=TOPIC
    )
    craft = metric("Heron", "parcels", 110.0, "parcel", evidence="The Heron flew 110 parcels.", topic=TOPIC)
    link = matching.link_series(craft, origin("2031-04-01", "Coast Letter"), [stored(0, country)], ())
    assert link.target_id is None
    assert "the other about RW" in link.reason


@pytest.mark.parametrize(
    ("measure", "about", "name"),
    [
        # what is measured is told
        ("ferry fare", ("pledge",), "Norway: ferry fare"),
        # else a noun of the clause stands for it
        ("", ("withdrawn", "Norway", "pledge"), "Norway: pledge"),
        # no word of the clause names anything
        ("", ("rising", "Oslo"), "Norway"),
    ],
)
def test_a_series_is_named_by_what_is_measured_or_by_a_noun_near_it(
    measure: str, about: tuple[str, ...], name: str
) -> None:
    assert matching.series_name(metric("Norway", measure, 40.0, "NOK", about=about)) == name


def test_a_model_is_not_set_against_what_is_told_without_it() -> None:
    every = metric("Norway", "parcels", 100.0, "parcel", evidence="Norway flew 100 parcels.", topic=TOPIC)
    one = metric("Heron7", "parcels", 99.0, "parcel", evidence="Still on top, with 99 parcels.", topic=TOPIC)
    link = matching.link_series(one, origin("2031-04-01", "Coast Letter"), [stored(0, every)], ())
    assert (link.target_id, link.reason) == (None, "None fits: One is about heron7, the other about NO.")


def test_a_model_that_only_the_text_around_names_is_what_the_number_is_of() -> None:
    named = metric("Heron7", "parcels", 250.0, "parcel", evidence="Heron7 flew 250 parcels.", topic=TOPIC)
    other = metric("Egret9", "parcels", 240.0, "parcel", evidence="Egret9 flew 240 parcels.", topic=TOPIC)
    later = metric("Heron7", "parcels", 90.0, "parcel", evidence="It came down a step, to 90 parcels.", topic=TOPIC)
    link = matching.link_series(later, origin("2031-04-01", "Coast Letter"), [stored(0, named), stored(1, other)], ())
    assert link.target_id == "ser_0"


def test_a_well_named_number_of_a_running_story_goes_on_though_it_has_moved() -> None:
    before, after = told("winter night fare", 40.0), told("winter night fare", 110.0)
    rivals = [stored(n, told(f"{kind} night fare", 40.0 + n)) for n, kind in enumerate(("group", "summer"), start=1)]
    link = matching.link_series(after, origin("2031-04-01", "Coast Letter"), [stored(0, before), *rivals], ())
    assert link.target_id == "ser_0"
