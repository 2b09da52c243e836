"""Texts name their numbers badly: then equal values and the words around decide, and other values need more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_build import metric, origin, series

from tracker import matching
from tracker.model import FindingKind, MetricMention, Origin

RATE = metric(
    "Ghana", "adoption rate of solar lamps", 37.4, "%", scope=("GH",), period="2031-06",
    evidence="By June the adoption rate of solar lamps in Ghana had reached 37.4 per cent of households.",
)  # fmt: skip
STORED = series((RATE, origin("2031-07-02", "Volta Wire", title="Solar lamps spread in Ghana")))


def told(subject: str, measure: str, value: float, unit: str, evidence: str, **more: object) -> MetricMention:
    return metric(subject, measure, value, unit, evidence=evidence, **more)


@pytest.mark.parametrize(
    ("mention", "linked"),
    [
        # nothing in the names, but the same three digits among the same words
        (told("That", "all", 37.4, "%", "That is 37.4 per cent of households with solar lamps."), True),
        # nothing in the names and another value
        (told("That", "all", 41.9, "%", "That is 41.9 per cent of households with solar lamps."), False),
        # the same digits among other words
        (told("Milk", "share", 37.4, "%", "Fat made up 37.4 per cent of the cheese at the Bern fair."), False),
        # the same digits, but a target
        (
            told("That", "all", 37.4, "%", "Solar lamps for 37.4 per cent of households are the aim.", kind="target"),
            False,
        ),
        # the same digits of another time
        (told("That", "all", 37.4, "%", "In 2019 solar lamps lit 37.4 per cent of households.", period="2019"), False),
    ],
)
def test_an_equal_value_stands_in_for_a_name(mention: MetricMention, linked: bool) -> None:
    where = origin("2031-07-03", "Accra Post", title="Lamps that need no wire")
    assert (matching.link_series(mention, where, (STORED,), ()).target_id is not None) is linked


def test_a_value_that_slipped_by_a_power_of_ten_is_a_conflict_and_no_new_series() -> None:
    text = "In March an average day on the exchange brought {} contracts, the board of Lagos counted."
    when = {"cadence": "day", "period": "2031-03"}
    one = metric("Lagos exchange", "daily contracts", 1.4e6, "contract", evidence=text.format("1.4 million"), **when)
    ten = metric("Exchange", "number", 1.4e7, "contract", evidence=text.format("14 million"), **when)
    known = series((one, origin("2031-04-01", "Lagoon Letter")))
    where = origin("2031-04-01", "Delta Post")
    assert matching.link_series(ten, where, (known,), ()).target_id == "ser_1"
    verdict = matching.compare_metric(ten, where, known)
    assert verdict is not None
    assert verdict.kind is FindingKind.METRIC_CONFLICT


LAGOS = ("lagos", "exchange", "contracts", "board", "brokers")


def traded(value: float, words: str, where: str, **more: object) -> tuple[MetricMention, Origin]:
    mention = metric("Lagos", "daily contracts", value, "contract", evidence=words, cadence="day", topic=LAGOS, **more)
    return mention, origin("2031-04-01", where)


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        # the same words near the number
        ("In March an average day brought Lagos 14 million contracts.", True),
        # other words, but the same share beside it
        ("Of these, 14 million (61%) were for Nigerians.", True),
        # neither
        ("Brokers in the city got 14 million for themselves.", False),
    ],
)
def test_a_slip_is_known_within_one_story_by_what_stands_near_it(words: str, linked: bool) -> None:
    one = "Every average day of March brought Lagos 1.4 million contracts, 61% of them for Nigerians."
    known = series(traded(1.4e6, one, "Lagoon Letter", period="2031-03"))
    mention, where = traded(1.4e7, words, "Delta Post", period="2031-03")
    mention = replace(mention, subject="Brokers", measure="contracts", quote="14 million")
    assert (matching.link_series(mention, where, (known,), ()).target_id is not None) is linked


def test_who_sides_against_a_slip_that_was_told_raises_no_second_conflict() -> None:
    right = traded(1.4e6, "In March a day brought 1.4 million contracts.", "Lagoon Letter", period="2031-03")
    wrong = traded(1.4e7, "In March a day brought 14 million contracts.", "Delta Post", period="2031-03")
    older = (replace(wrong[0], value=1e7, period="2030-12"), wrong[1])
    mention, where = traded(1e6, "At the end of 2030 it was 1 million contracts.", "Coast", period="2030-12")
    assert matching.compare_metric(mention, where, series(right, wrong, older)) is None
    alone = matching.compare_metric(mention, where, series(older))
    assert alone is not None
    assert alone.kind is FindingKind.METRIC_CONFLICT


@pytest.mark.parametrize(
    ("period", "cadence", "kind"),
    [
        # a stock on a day, and one told without a day in the same news
        ("2031-03-31", None, FindingKind.METRIC_CONFLICT),
        # a day's average over a month, told as a day's by both
        ("2031-03", "day", FindingKind.METRIC_CONFLICT),
        # what was counted over a week says nothing about a number of an unknown time
        ("2031-03-24/2031-03-30", None, FindingKind.METRIC_CHANGED),
    ],
)
def test_an_undated_value_is_in_conflict_only_with_what_can_be_of_its_time(
    period: str, cadence: str | None, kind: FindingKind
) -> None:
    undated = metric("Lagos", "contracts", 52_000.0, "contract", cadence=cadence)
    dated = metric("Lagos", "contracts", 57_500.0, "contract", cadence=cadence, period=period)
    known = series((undated, origin("2031-03-29", "Lagoon Letter")))
    verdict = matching.compare_metric(dated, origin("2031-03-31", "Delta Post"), known)
    assert verdict is not None
    assert verdict.kind is kind


def test_history_told_beside_a_number_belongs_to_its_series() -> None:
    where = origin("2031-04-01", "Lagoon Letter")
    now = metric("Togo", "daily parcels", 4e6, "parcel", period="2031-03", cadence="day", scope=("TG",))
    then = metric("It", "", 1e3, "parcel", period="2027", evidence="It was a thousand in 2027.")
    link = matching.link_series(then, where, (series((now, where)),), ())
    assert link.target_id == "ser_1"
    assert "told beside it" in link.reason


@pytest.mark.parametrize(
    ("evidence", "linked"),
    [
        ("Makers in Peru sold 5,120 looms in a month.", True),  # nobody else is named
        ("Makers in Peru sold fewer, while Inti Hilados of Cusco sold 5,120 looms in a month.", False),  # of one firm
        (
            "Makers in Peru, says the National Statistics Office, sold 5,120 looms in a month.",
            True,
        ),  # only who tells it
    ],
)
def test_who_stands_beside_a_number_can_tell_it_apart(evidence: str, linked: bool) -> None:
    known = metric("Peru", "monthly looms", 7300.0, "loom", cadence="month", scope=("PE",),
                   evidence="Makers in Peru sold 7,300 looms in a month.", period="2031-01")  # fmt: skip
    mention = metric("Peru", "monthly looms", 5120.0, "loom", cadence="month", scope=("PE",), evidence=evidence)
    mention = replace(mention, quote="5,120 looms")
    stored = series((replace(known, quote="7,300 looms"), origin("2031-02-03", "Andes Wire")))
    link = matching.link_series(mention, origin("2031-05-04", "Lima Letter"), (stored,), ())
    assert (link.target_id is not None) is linked


@pytest.mark.parametrize(
    ("about", "linked"),
    [
        # the same index, told in the same words a month later
        (("inflation", "consumer"), True),
        # another kind of index, however near its value
        (("inflation", "harmonised"), False),
    ],
)
def test_an_index_of_another_kind_is_another_series(about: tuple[str, ...], linked: bool) -> None:
    more = {"topic": ("inflation", "Budapest", "prices", "forint", "shops"), "scope": ("HU",)}
    one = metric("Hungary", "inflation", 4.1, "%", about=("inflation", "consumer"), period="2031-05", **more)
    other = metric("Hungary", "inflation", 4.2, "%", about=about, period="2031-06", **more)
    known = series((one, origin("2031-06-08", "Danube Wire", title="Prices in Budapest")))
    link = matching.link_series(other, origin("2031-07-08", "Puszta Post", title="Prices in Budapest"), (known,), ())
    assert (link.target_id is not None) is linked, link.reason
