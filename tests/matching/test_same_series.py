"""One quantity at another time is one series; a quantity beside it, of another kind, place or maker, is another."""

from __future__ import annotations

from typing import Any

import pytest
from matching_build import metric, origin, series

from tracker import matching

Told = tuple[str, str, float | None, str | None, dict[str, Any]]
"""subject, measure, value, unit, and what else the mention says"""


def told(subject: str, measure: str, value: float | None, unit: str | None, **more: Any) -> Told:
    return subject, measure, value, unit, more


OTHERS: list[tuple[Told, Told]] = [
    # one measure of two countries
    (told("Peru", "unemployment rate", 6.1, "%", period="2031-02"),
     told("Ecuador", "unemployment rate", 4.2, "%", period="2031-03")),
    # of two firms
    (told("Orvalia", "quarterly operating profit", 4.1e8, "EUR", period="2030-10/2030-12"),
     told("Petrossi", "quarterly operating profit", 3.7e8, "EUR", period="2031-01/2031-03")),
    # of two products
    (told("Norway", "monthly fresh cod exports", 3100.0, "t", period="2031-01"),
     told("Norway", "monthly fresh herring exports", 5200.0, "t", period="2031-02")),
    # monthly and annual inflation
    (told("Ghana", "monthly inflation", 1.4, "%", period="2031-02"),
     told("Ghana", "annual inflation", 11.2, "%", period="2031-03")),
    # inflation and its parts
    (told("Ghana", "annual inflation", 11.2, "%", period="2031-02"),
     told("Ghana", "annual core inflation", 9.7, "%", period="2031-03")),
    (told("Ghana", "annual food inflation", 14.0, "%", period="2031-02"),
     told("Ghana", "annual inflation", 11.2, "%", period="2031-03")),
    # the rates of a central bank
    (told("Sweden", "policy rate", 2.25, "%", period="2031-02"),
     told("Sweden", "deposit rate", 2.0, "%", period="2031-03")),
    (told("Sweden", "policy rate", 2.25, "%", period="2031-02"),
     told("Sweden", "overnight lending rate", 3.0, "%", period="2031-03")),
    # the market and one maker
    (told("Thailand", "electric car sales", 120301.0, "vehicle", period="2030"),
     told("Orvalia in Thailand", "electric car sales", 31000.0, "vehicle", period="2031",
          evidence="Last year Orvalia in Thailand sold 31,000 electric cars.")),
    # a price and another price
    (told("Kenya", "average electricity tariff", 21.0, "KES", period="2031-02"),
     told("Kenya Power", "share price", 12.0, "KES", period="2031-03")),
    (told("Kenya", "fuel cost charge per kWh", 4.61, "KES", period="2031-02"),
     told("Kenya", "electricity price per kWh with all charges", 25.9, "KES", period="2031-03")),
    # changes without a level
    (told("Orvalia", "ocean volumes", None, None, change=(4.9, "%", "up", "yoy")),
     told("Orvalia", "freight rates", None, None, change=(25.0, "%", "down", None))),
    (told("Kenya", "average electricity tariff", None, None, change=(1.8, "%", "down", None)),
     told("Kenya Power", "share price", None, None, change=(10.0, "%", "down", None))),
    # what is and what is allowed, asked for or planned
    (told("Kenya Power", "system losses", 21.2, "%", period="2031-02"),
     told("Kenya Power", "system losses allowed in tariff", 16.5, "%", period="2031-03")),
    (told("Türkiye", "minimum wage", 28075.0, "TRY", period="2031"),
     told("Turkish unions", "minimum wage demanded", 39000.0, "TRY", period="2032")),
    # hourly and monthly
    (told("Poland", "monthly minimum wage", 4806.0, "PLN", period="2030"),
     told("Poland", "hourly minimum wage", 31.4, "PLN", period="2031")),
    # a group and the whole
    (told("Chile", "youth unemployment rate", 21.0, "%", period="2031-02"),
     told("Chile", "unemployment rate", 8.4, "%", period="2031-03")),
    (told("Canada", "permanent residents admitted per year", 380000.0, "person", kind="target", period="2031"),
     told("Canada", "temporary residents admitted per year", 385000.0, "person", kind="target", period="2032")),
    # exports and imports
    (told("Morocco", "soft wheat imports", 5.3e6, "t", period="2030"),
     told("Morocco", "soft wheat exports", 2.0e6, "t", period="2031")),
    # applications and grants
    (told("German heat pump aid", "applications received", 96300.0, "application", period="2031-02"),
     told("German heat pump aid", "applications approved", 61000.0, "application", period="2031-03")),
    # two fuels
    (told("Norway", "electric share of new cars", 97.4, "%", period="2031-02"),
     told("Norway", "petrol share of new cars", 0.6, "%", period="2031-03")),
    # a quota of two seas
    (told("Barents Sea", "cod quota", 285000.0, "t", period="2030"),
     told("North Sea", "cod quota", 31000.0, "t", period="2031")),
    # half a year and the year
    (told("Morocco", "soft wheat imports", 2.4e6, "t", period="2030-01/2030-06"),
     told("Morocco", "soft wheat imports", 5.3e6, "t", period="2030")),
    # a part's share and another's
    (told("Canada", "economic class share of permanent residents", 64.0, "%", period="2030"),
     told("Canada", "family class share of permanent residents", 22.0, "%", period="2031")),
]  # fmt: skip

SAME: list[tuple[Told, Told]] = [
    # the next month, in the same words
    (told("Peru", "unemployment rate", 6.1, "%", period="2031-02"),
     told("Peru", "unemployment rate", 5.9, "%", period="2031-03")),
    # by the people's name, in another order
    (told("Peru", "unemployment rate", 6.1, "%", period="2031-02"),
     told("Peruvian unemployment", "rate", 5.9, "%", period="2031-03")),
    # another word for the thing
    (told("Thailand", "electric car sales", 120301.0, "vehicle", period="2030"),
     told("Thailand", "sales of electric vehicles", 140500.0, "vehicle", period="2031")),
    # a price in two months
    (told("Kenya", "electricity price per kWh", 25.9, "KES", period="2031-02"),
     told("Kenyan households", "electricity price per kWh", 24.75, "KES", period="2031-04")),
    # two years of a share
    (told("Chile", "renewable share of power output", 61.0, "%", period="2029"),
     told("Chile", "share of renewable power in output", 66.5, "%", period="2030")),
    # a firm's two quarters
    (told("Orvalia", "quarterly operating profit", 4.1e8, "EUR", period="2030-10/2030-12"),
     told("Orvalia", "operating profit in the quarter", 3.7e8, "EUR", period="2031-01/2031-03", cadence="quarter")),
    # half-year and full year are told apart by their length alone
    (told("Sweden", "policy rate", 2.25, "%", period="2031-02"),
     told("Riksbank in Sweden", "policy rate", 2.0, "%", period="2031-04")),
    # annual quota, two years
    (told("Barents Sea", "cod quota", 285000.0, "t", kind="target", period="2030"),
     told("Barents Sea cod", "quota", 311000.0, "t", kind="target", period="2031")),
    # monthly inflation, two months
    (told("Ghana", "monthly inflation", 1.4, "%", period="2031-02"),
     told("Ghana", "inflation month on month", 1.1, "%", period="2031-03", cadence="month")),
]  # fmt: skip


def link(one: Told, other: Told) -> str | None:
    (first, second) = (metric(*told[:4], **told[4]) for told in (one, other))
    stored = series((first, origin("2031-03-01", document="first")))
    return matching.link_series(second, origin("2031-05-01", "Harbour Post"), (stored,)).target_id


@pytest.mark.parametrize(("one", "other"), OTHERS, ids=lambda value: f"{value[0]} {value[1]}")
def test_quantities_beside_one_another_are_two(one: Told, other: Told) -> None:
    assert link(one, other) is None
    assert link(other, one) is None


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda value: f"{value[0]} {value[1]}")
def test_a_quantity_at_another_time_is_one(one: Told, other: Told) -> None:
    assert link(one, other) == "ser_1"
    assert link(other, one) == "ser_1"
