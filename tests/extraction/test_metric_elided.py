"""Amounts whose unit the reader supplies, prices, exchange rates and shared currencies."""

from __future__ import annotations

import pytest

from tests.extraction.metric_cases import amounts, only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The earlier amount has the unit of the later one.
        ("Diesel costs 8.92 dirhams a litre, against 9.40 a year earlier.", [(8.92, "AED/L"), (9.4, "AED/L")]),
        # Both ends of a move, where the currency was told before.
        ("A ride cost 2.10 pesos in Mexico. The fare went from 2.10 to 2.35 a ride.",
         [(2.1, "MXN"), (2.1, "MXN"), (2.35, "MXN")]),
        # The hourly form of a monthly wage, with a conversion between them.
        ("The floor moves from 1,200 leva a month to 1,310 (about €670), or 7.88 an hour.",
         [(1200, "BGN"), (1310, "BGN"), (7.88, "BGN")]),
        # A label that is a date.
        ("In May a loaf cost 3.40 shekels. In June: 3.55.", [(3.4, "ILS"), (3.55, "ILS")]),
        # Part of what was counted.
        ("The agency received 9,300 complaints, 2,150 of which were upheld.",
         [(9300, "complaint"), (2150, "complaint")]),
        # A part before its whole.
        ("The strike shut 1,100 of the country's 4,600 bakeries.", [(1100, "bakery"), (4600, "bakery")]),
        # The count of one month beside that of a year.
        ("Ferries carried 3.1 million tourists in 2025; in August alone, 612,000.",
         [(3.1e6, "tourist"), (612000, "tourist")]),
        # A rate after a rate.
        ("The blend was 35 percent in 2024. The present blend is 40.", [(35, "%"), (40, "%")]),
        # A great number that is itself the subject.
        ("Canada admitted 395,000 migrants. Only 385,000 are to come in 2027.",
         [(395000, "migrant"), (385000, "migrant")]),
    ],
)  # fmt: skip
def test_a_bare_number_takes_the_unit_of_the_amount_it_goes_on_with(
    text: str, expected: list[tuple[float, str]]
) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The kiosk sold 40 litres. The screen says 55 now.",  # another thing
        "Rents rose 3 percent. Call 4455 for help.",  # a telephone
        "She paid 300 euros. At 49, she left.",  # an age
    ],
)
def test_a_bare_number_that_goes_on_with_nothing_is_refused(text: str) -> None:
    assert len(amounts(text)) == 1


@pytest.mark.parametrize(
    ("text", "unit", "measured"),
    [
        ("Tea sold at 245 shillings per kilo in Kenya.", "KES/kg", "per kilo"),
        ("Copper trades at $9,800 a tonne.", "USD/t", "per tonne"),
        ("Flats in Lyon average €5,100 per square metre.", "EUR/m2", "per square metre"),
        ("Power costs 12.5¢ per kWh in Ohio.", "USD/kWh", "per kWh"),
        ("The clinic charges 90 baht a dose.", "THB", "per dose"),
    ],
)
def test_a_price_says_what_is_paid_for(text: str, unit: str, measured: str) -> None:
    mention = only(text)
    assert mention.unit == unit
    assert mention.measure.endswith(measured)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        # The country named last before the amount decides.
        ("MANILA. Rice fetched 17 pesos.", 17, "PHP"),
        ("Mexico watched as Chile raised the wage to 539,000 pesos.", 539000, "CLP"),
        ("The Czech cabinet set 4,000 crowns aside.", 4000, "CZK"),
        ("Sweden and Denmark agreed; Denmark pays 900 crowns.", 900, "DKK"),
        # A letter is a sign for money only before an amount.
        ("Eskom needs R13 billion.", 1.3e10, "ZAR"),
        # Against another currency.
        ("The lira slid to 43.2 per dollar.", 43.2, "TRY"),
        ("The real traded at 5.49 to the dollar.", 5.49, "BRL"),
    ],
)
def test_currencies_by_country_and_against_each_other(text: str, value: float, unit: str) -> None:
    assert amounts(text) == [(value, unit)]


def test_a_letter_in_a_name_is_no_sign_for_money() -> None:
    assert amounts("The R155 rule applies.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One hotel in three was shut.", [(33.3, "%")]),
        ("Six buses in a thousand were late.", [(6, "‰")]),
        ("Nine in seventeen regions said no.", []),  # a count of so many
        ("One attack in three days was reported.", []),
        ("The benchmark index averaged 125.1 points.", [(125.1, "point")]),
        ("Reviews took 11 days on average.", [(11, "day")]),
    ],
)
def test_shares_and_indices(text: str, expected: list[tuple[float, str]]) -> None:
    assert amounts(text) == expected
