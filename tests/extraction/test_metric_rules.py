"""Rates, rules, budgets and quotas: level or change, fact or goal, and since when."""

from __future__ import annotations

import pytest

from tests.extraction.metric_cases import extract, metrics, only
from tracker.model import Change, Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Consumer prices in Ghana rose 9.4% in May from a year earlier.", 9.4),  # inflation by another name
        ("On the year, consumer prices were 4.2 percent higher.", 4.2),
        ("The IMF sees growth of 2.1% this year.", 2.1),
        ("The utility lost 18 percent of what it bought.", 18),  # a share that is lost
        ("The duty goes to 24% on salmon.", 24),
        ("Unemployment is forecast to rise to 5.5% in 2027.", 5.5),
    ],
)
def test_a_rate_is_a_level(text: str, value: float) -> None:
    mention = only(text)
    assert (mention.value, mention.change) == (value, None)


@pytest.mark.parametrize(
    ("text", "value", "change"),
    [
        ("The bank cut its rate by a quarter point to 4.25%.", 4.25, Change(0.25, "pp", "down", None)),
        ("Freight came to 235 million tonnes, a quarter up.", 2.35e8, Change(25, "%", "up", None)),
        ("Trading averaged $80m a day, a fifth of what it was a year before.", 8e7, Change(80, "%", "down", "yoy")),
        ("Fines came to $1.2bn in 2025, the same as the year before.", 1.2e9, Change(0, "%", "flat", "yoy")),
        ("Egypt's reserves rose $1.2bn to $52.6bn.", 5.26e10, Change(1.2e9, "USD", "up", None)),
        ("The support price, raised by Rs 160 in May, is Rs 2,585.", 2585, Change(160, "INR", "up", None)),
        ("A litre stood at 62 lira, which is eleven more than in April.", 62, Change(11, "TRY", "up", "since:2026-04")),
        ("Arrivals totalled 3.6 million tourists in 2025, 12% more than in 2024.", 3.6e6, Change(12, "%", "up", "yoy")),
    ],
)
def test_changes_told_in_other_ways(text: str, value: float, change: Change) -> None:
    assert [(m.value, m.change) for m in metrics(text)] == [(value, change)]


def test_a_record_since_a_date_is_no_basis() -> None:
    mention = only("House prices fell 3.2% on the year, the steepest drop since 2011.")
    assert mention.change == Change(3.2, "%", "down", "yoy")


def test_a_level_in_an_insertion_takes_no_change_of_the_main_clause() -> None:
    losses, cut = metrics("The utility, whose losses stood at 20.9 percent in May, must manage with 1.8 percent less.")
    assert (losses.change, cut.change) == (None, Change(1.8, "%", "down", None))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # What a rule sets is a fact.
        ("From July, small users will pay KSh 12.22 per kWh.", Kind.OBSERVED),
        ("The minimum wage will be 1,310 leva.", Kind.OBSERVED),
        ("The grocer will shed 900 posts.", Kind.OBSERVED),
        # What a law, a budget, a quota or a condition aims at is a goal.
        ("The bill says that small boats will hold 45 percent of the catch.", Kind.TARGET),
        ("The draft budget for 2027 gives 40 billion zloty to ports.", Kind.TARGET),
        ("The quota for bluefin tuna will be 19,460 tonnes.", Kind.TARGET),
        ("For 2027 the two countries share 285,000 tonnes of cod.", Kind.TARGET),
        ("Conditions include 300 new clinics.", Kind.TARGET),
        ("It drew up a $5bn plan for ports.", Kind.TARGET),
        # What somebody expects is a forecast.
        ("The carrier guides for sales of 4 billion euros.", Kind.FORECAST),
        ("The dam will generate 900 GWh.", Kind.FORECAST),
        ("The bill will cost 3 billion euros.", Kind.FORECAST),
        # A goal after an "and" is another clause's.
        ("Around 4 million jobs pay less today and must be raised.", Kind.OBSERVED),
    ],
)
def test_kinds_by_what_the_clause_is_about(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Losses may not be passed on above 16.5%.", "<="),
        ("Stocks must not fall below 40 percent.", ">="),
        ("Losses should come in above 16.5%.", ">"),
        ("The tax went up to 24%.", "="),  # "up" belongs to the verb
    ],
)
def test_a_bound_told_by_what_is_not_allowed(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Sugar output was 3.2 million tonnes in the year to March.", "2025-04/2026-03"),
        ("Joblessness eased to 5.1% in the three months to April.", "2026-02/2026-04"),
        ("Egypt bought 5.3 million tonnes in the ten months to October 2025.", "2025-01/2025-10"),
        ("The bank wants 30 percent of loans to be green by the end of the decade.", "2030"),
        ("Residents should be less than 5% of all by the end of 2027.", "2027-12"),  # a goal of the year
        ("The firm earned more than $10bn in 2025.", "2025"),  # "than" belongs to the amount
        ("The share stood at 42% in May, the agency said on Monday.", "2026-05"),
        ("From 1 July the toll will be 3 euros.", "2026-07-01"),
    ],
)
def test_periods_of_rates_and_rules(text: str, period: str | None) -> None:
    assert only(text).period == period


def test_a_date_in_a_bracket_belongs_to_the_level_in_it() -> None:
    now, before = metrics("The base rate is 4.3% (in May 4.1%).")
    assert (now.period, before.period) == (None, "2026-05")


def test_a_year_before_is_the_year_before_the_level_told() -> None:
    now, before = metrics("On 24 March the grid carried 2,013 MW, against 1,908 MW a year before.")
    assert (now.period, before.period) == ("2026-03-24", "2025-03")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # a year that is hoped for is not the one in which the text was written
        (
            "Nordvik, Q3 2026: fewer fish. Sales: EUR 412m in the third quarter. It hopes for more in 2027.",
            ["2026-07-01/2026-09-30"],
        ),
        ("States should borrow $58bn abroad in 2027, bankers think, after $49bn this year.", ["2027", "2026"]),
        # what was last year tells this one
        ("The register held 84 services in November. The rule came in 2023, last year.", ["2024-11"]),
        (
            "By May 4,100 firms moved, more than in the same period of 2025. In April 2,900 firms did.",
            ["2026-05", "2026-04"],
        ),
        ("As 2025 closed there were 310 banks. In March this year there were 290 banks.", ["2025-12", "2026-03"]),
    ],
)
def test_the_year_of_a_text_that_nobody_dates(text: str, periods: list[str]) -> None:
    assert [metric.period for metric in extract(text, published=None).mentions] == periods


@pytest.mark.parametrize(
    ("text", "subject", "measure"),
    [
        # a plain form right before an amount is a verb, no part of a name
        ("Growers in Bouaké get 1,200 CFA francs per kilogram.", "Bouaké", "price per kilogram"),
        ("According to the bank, Kenya needs $2.1 billion.", "Kenya", ""),
        # who sets a rate is not whom it is about
        ("Kenya is short of cash. The Treasury lifted the duty on phones to 20%.", "Kenya", "duty on phones"),
        ("Peru waits. The Ministry of Production caps the catch at 2.1 million tonnes.", "Peru", "catch"),
    ],
)
def test_names_of_rates_and_amounts(text: str, subject: str, measure: str) -> None:
    mention = only(text)
    assert (mention.subject, mention.measure) == (subject, measure)
