"""Kind, period, cadence, scope, subject and measure."""

from __future__ import annotations

import pytest

from tests.extraction.metric_cases import extract, metrics, only
from tracker.extraction.metrics.earlier import stepped
from tracker.model import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway built 300 ferries.", Kind.OBSERVED),
        ("The ministry aims for 30,000 electric buses by 2030.", Kind.TARGET),
        ("Ports must cut noise to 40 decibels.", Kind.TARGET),
        ("Coverage is to reach 75 percent by 2028.", Kind.TARGET),
        ("The plan calls for 30 new schools.", Kind.TARGET),
        ("Inflation is forecast to average 2.5% next year.", Kind.FORECAST),
        ("The reactor will generate 900 GWh.", Kind.FORECAST),
        ("Analysts expect sales of 4 million cars.", Kind.FORECAST),
        ("The market could reach $23bn.", Kind.FORECAST),
        ("In May, visitors saw 300 stands.", Kind.OBSERVED),  # a month, no modal verb
        ("Licences may be used by 13 operators.", Kind.OBSERVED),  # a permission, no forecast
        ("The aim was missed: only 40 schools opened.", Kind.OBSERVED),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Vessels landed 40,000 tonnes in May.", "2026-05"),
        ("In the first quarter, vessels landed 40,000 tonnes.", "2026-01-01/2026-03-31"),
        ("Vessels landed 40,000 tonnes last week.", "2026-06-08/2026-06-14"),
        ("By 2028, 75% of ports must be electric.", "2028"),
        ("The minister said on Friday that 300 ferries ran in 2025.", "2025"),  # not the day of saying it
        ("Vessels landed 40,000 tonnes, 3% more than in 2024.", None),  # compared with, not when
        ("In 2025 fleets grew. Vessels landed 40,000 tonnes.", "2025"),  # from the sentence before
        ("The plan runs from 2026 to 2028. It wants 30 new schools.", "2028"),  # a goal is due at the end
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert metrics(text)[0].period == period


def test_a_month_without_a_year_is_a_past_one_where_something_was_measured() -> None:
    now, before = metrics("Jobless rate: 4.3% in May (July: 4.2%).")
    assert (now.period, before.period) == ("2026-05", "2025-07")


def test_what_holds_by_a_year_to_come_is_a_goal_and_what_was_so_before_is_not() -> None:
    assert only("The treaty covers 30% of all waters by 2030.").kind is Kind.TARGET
    before, goal = metrics("Copper output, at 820,676 tonnes in 2024, is to reach 3 million tonnes by 2031.")
    assert (before.kind, goal.kind) == (Kind.OBSERVED, Kind.TARGET)


def test_two_years_go_to_their_own_numbers() -> None:
    first, second = metrics("Emissions must fall from 410 MtCO2e in 2024 to 180 MtCO2e in 2035.")
    assert (first.value, first.period, first.kind) == (410, "2024", Kind.OBSERVED)
    assert (second.value, second.period, second.kind) == (180, "2035", Kind.TARGET)


@pytest.mark.parametrize(
    ("text", "cadence"),
    [
        ("Ferries carry 40,000 passengers a day.", "day"),
        ("Weekly sales came to 900 cars.", "week"),
        ("Canada builds 500,000 homes a year.", "year"),
        ("Steel output was 90 tonnes, a year-on-year rise of 3%.", None),
        ("There are 40 ports.", None),
    ],
)
def test_cadence(text: str, cadence: str | None) -> None:
    assert only(text).cadence == cadence


@pytest.mark.parametrize(
    ("text", "subject", "measure"),
    [
        ("India's renewable capacity crossed 250 GW.", "India", "renewable capacity"),
        ("Norges Bank cut its key policy rate by 25 basis points to 4.25 per cent.", "Norges Bank", "key policy rate"),
        ("The directorate set the mackerel quota at 79,000 tonnes.", None, "mackerel quota"),
        ("Sweden's parliament lowered the voting threshold to 4 per cent.", "Sweden", "voting threshold"),
        ("Codelco produced 1.33 million tonnes of copper.", None, "output of copper"),
        ("China has 602 million generative AI users.", "China", "generative AI users"),
        ("Wind supplied 34 percent of Germany's electricity.", None, "wind as share of electricity"),
    ],
)
def test_subject_and_measure(text: str, subject: str | None, measure: str) -> None:
    mention = only(text)
    assert mention.measure == measure
    if subject is not None:
        assert mention.subject == subject


def test_scope_is_the_country_and_the_platform() -> None:
    assert only("Chilean wines took 40% of sales on Vinoteca.").scope == ("CL", "Vinoteca")


def test_a_pronoun_stands_for_the_subject_before() -> None:
    first, second = metrics("Kenya exported 300 tonnes of tea. It imported 40 tonnes of sugar.")
    assert first.subject == second.subject == "Kenya"


def test_without_a_day_of_publication_the_text_dates_itself() -> None:
    (mention,) = extract("Oslo, 4 May 2025. Vessels landed 40,000 tonnes in April.", None).mentions
    assert mention.period == "2025-04"


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize(
    "period",
    ["2026", "2025/2026", "2026-04", "2026-04/2026-06", "2026-04-13", "2026-04-13/2026-04-19", "2026-04-01/2026-04-30"],
)
def test_any_period_has_one_before_it_or_none(period: str, unit: str) -> None:
    before = stepped(period, unit, -1)
    assert before is None or before < period
