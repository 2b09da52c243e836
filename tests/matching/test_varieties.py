"""Lists tell many prices in one mould: each number is of the kind that its own sentence tells beside it."""

from __future__ import annotations

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.matching.varieties import apart, varieties
from tracker.model import MetricMention

TOLD = [
    # Kenya: one after the other, each before its number
    (
        "Petrol now sells at KES 181.30, diesel at KES 168.90 and kerosene at KES 151.10.",
        {"KES 181.30": "fuel#petrol", "KES 168.90": "fuel#diesel", "KES 151.10": "fuel#kerosene"},
    ),
    # Jordan: grades are kinds of petrol
    (
        "The price of 90-octane is 850 fils and that of 95-octane 1,075 fils.",
        {"850 fils": "fuel#petrol octane#90", "1,075 fils": "fuel#petrol octane#95"},
    ),
    # Lebanon: two grades, two prices, in the same order
    (
        "Buyers of 95- and 98-octane pay LBP 1.6m and LBP 1.7m.",
        {"LBP 1.6m": "fuel#petrol octane#95", "LBP 1.7m": "fuel#petrol octane#98"},
    ),
    # Nepal: behind the number
    (
        "The state oil firm asks 158 rupees for a litre of diesel, 172 rupees for petrol.",
        {"158 rupees": "fuel#diesel", "172 rupees": "fuel#petrol"},
    ),
    # Ghana: what is told by the way is not what is priced
    ("Diesel, on which most trucks run, costs GHS 14.20, up from GHS 13.", {"GHS 14.20": "fuel#diesel"}),
    # Zambia: the value before is of the same kind as the one that takes its place
    (
        "Kerosene goes from ZMW 21 to ZMW 23 a litre, petrol to ZMW 31.",
        {"ZMW 21": "fuel#kerosene", "ZMW 23": "fuel#kerosene", "ZMW 31": "fuel#petrol"},
    ),
    # Argentina: several kinds share a rate, another has its own
    (
        "Export duties fall to 8.5% for wheat and barley and to 24% for soybeans.",
        {"8.5%": "crop#wheat crop#barley", "24%": "crop#soya"},
    ),
    # New Zealand: an auction
    (
        "Whole milk powder fell to $3,610 while skim milk powder was flat at $2,540.",
        {"$3,610": "milk#whole", "$2,540": "milk#skim"},
    ),
    # Iceland: quotas side by side
    (
        "The cod quota is cut to 203,000 t, that for haddock to 81,000 t.",
        {"203,000 t": "fish#cod", "81,000 t": "fish#haddock"},
    ),
    # Malaysia: homes are taxed by their number
    (
        "The stamp duty is 1% on a first home and 4% on a third home.",
        {"1%": "home#first", "4%": "home#third"},
    ),
    # Philippines: a toll by vehicle
    (
        "Cars pay 120 pesos, buses 240 pesos and trucks 360 pesos.",
        {"120 pesos": "vehicle#car", "240 pesos": "vehicle#bus", "360 pesos": "vehicle#truck"},
    ),
    # Uganda: a crop with two sorts
    (
        "Robusta fetched $4,180 a tonne; arabica fetched $7,950.",
        {"$4,180 a tonne": "coffee#robusta", "$7,950": "coffee#arabica"},
    ),
    # Norway: oil of two markets
    ("Brent closed at $68.10, WTI at $64.", {"$68.10": "crude#brent", "$64": "crude#wti"}),
    # Chile: a clause of its own
    ("Gold rose, but the price of copper slid to $9,310.", {"$9,310": "metal#copper"}),
    # Latvia: no kind is told
    ("The levy rises to 3.2% next year.", {"3.2%": ""}),
]
NUMBERS = [(sentence, quote, kinds) for sentence, told in TOLD for quote, kinds in told.items()]


@pytest.mark.parametrize(("sentence", "quote", "kinds"), NUMBERS, ids=[quote for _, quote, _ in NUMBERS])
def test_a_number_is_of_the_kind_that_is_told_beside_it(sentence: str, quote: str, kinds: str) -> None:
    assert varieties(sentence, quote) == frozenset(kinds.split())


APART = [
    ({"fuel#petrol", "octane#95"}, {"fuel#diesel"}, True),
    ({"fuel#petrol", "octane#95"}, {"fuel#petrol", "octane#91"}, True),
    # one says less
    ({"fuel#petrol", "octane#95"}, {"fuel#petrol"}, False),
    # one is of both
    ({"fuel#petrol", "fuel#diesel"}, {"fuel#diesel"}, False),
    # of things that do not exclude one another
    ({"fuel#diesel"}, {"vehicle#truck"}, False),
]


@pytest.mark.parametrize(("one", "other", "two"), APART)
def test_kinds_of_one_group_exclude_one_another(one: set[str], other: set[str], two: bool) -> None:
    assert (apart(frozenset(one), frozenset(other)) is not None) is two
    assert (apart(frozenset(other), frozenset(one)) is not None) is two


THEN, NOW = origin("2031-03-03", "Harbour Gazette"), origin("2031-04-07", "Plains Post")


def price(value: float, told: str, unit: str = "JOD/L") -> MetricMention:
    return metric("Jordan", "price per litre", value, unit, evidence=told)


def test_prices_named_alike_are_of_the_kinds_that_their_sentences_tell() -> None:
    diesel = series((price(0.7, "A litre of diesel costs 0.7 JOD/L."), THEN), id="ser_d")
    petrol = series((price(0.85, "90-octane is sold at 0.85 JOD/L."), THEN), id="ser_p")
    found = matching.link_series(price(0.75, "Diesel goes up to 0.75 JOD/L."), NOW, (diesel, petrol))
    assert found.target_id == "ser_d"
    assert ("ser_p", "Of two kinds: diesel / petrol.") in found.refused


def test_an_equal_price_of_another_kind_is_another_series() -> None:
    petrol = series((price(0.85, "95-octane is sold at 0.85 JOD/L."), THEN))
    assert matching.link_series(price(0.85, "Diesel is sold at 0.85 JOD/L."), NOW, (petrol,)).target_id is None


def test_a_text_that_leaves_the_kind_out_goes_with_no_series_that_most_tell_as_another() -> None:
    told = (price(0.7, "Diesel is at 0.7 JOD/L."), THEN), (price(0.72, "Diesel is at 0.72 JOD/L."), THEN)
    mixed = series(*told, (price(0.71, "The price is 0.71 JOD/L."), THEN))
    assert matching.link_series(price(0.9, "95-octane is at 0.9 JOD/L."), NOW, (mixed,)).target_id is None
