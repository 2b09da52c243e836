"""Days that a text tells beside an act or an amount: which act it is, when it begins, how long was counted."""

from __future__ import annotations

import pytest

from tests.matching.matching_build import Stream, instrument, metric, origin, policy, series
from tracker import matching
from tracker.matching.obstacles import is_kin
from tracker.matching.running import of_another_day
from tracker.model import Kin, Observation

KNOWN = instrument(
    (policy("Harbour levy", "The ministry adopts a harbour levy.", date="2031-01-22"), origin("2031-01-23"))
)
DAYS = [
    # an act is named by its day
    ("The court has put the levy of 22 January on hold.", None, False),
    ("The court has put the levy of 9 October on hold.", None, True),
    # the day on which something begins is no day of the act
    ("The ministry moves the levy from 1 August to 1 January.", None, False),
    ("The ministry delays the levy from 1 August until next year.", None, False),
    ("There will be no levy from 1 August.", "2031-08-01", False),
]


@pytest.mark.parametrize(("quote", "effective", "another"), DAYS)
def test_only_the_day_by_which_an_act_is_named_tells_which_one_it_is(
    quote: str, effective: str | None, another: bool
) -> None:
    step = policy("levy", quote, stage="delayed", effective=effective)
    assert of_another_day(step, KNOWN.steps[0]) is another


def test_a_start_put_off_goes_on_with_the_law_that_set_it() -> None:
    stream, text = Stream(), "Norway lends money to builders of ferries that run on ammonia, kroner by the billion."
    passed = "The Storting passed the law on state loans for ammonia ferries."
    moved = "The government put off the state loan scheme for ammonia ferries from 1 May to 1 July."
    more = {"stage": "delayed", "effective": "2031-07-01"}
    law = policy("Law on state loans for ammonia ferries", passed, issuers=("Storting",), instrument="law")
    delay = policy("Ferry loan scheme", moved, issuers=("Government of Norway",), instrument="funding", **more)
    stream.tell(law, origin("2031-03-01"), text)
    stream.tell(delay, origin("2031-04-02", "Harbour Post"), text)
    assert len(stream.policies) == 1


AMOUNTS = [
    # ten days of May and all of April
    ("2031-05-01/2031-05-10", "2031-04", False),
    ("2031-05-01/2031-05-20", "2031-04", False),
    # two months, and a month beside the year before
    ("2031-05", "2031-04", True),
    # the first days of two months
    ("2031-05-01/2031-05-10", "2031-04-01/2031-04-10", True),
]


@pytest.mark.parametrize(("period", "beside", "kin"), AMOUNTS)
def test_what_some_days_brought_is_no_value_of_a_months_series(period: str, beside: str, kin: bool) -> None:
    here = origin("2031-05-22")
    known = metric("Korea", "exports of chips", 16.4e9, "USD", period=beside, evidence="Exports came to 16.4 billion.")
    told = (Kin(known.start, known.value, known.period),)
    new = metric(
        "Korea", "exports of chips", 4.9e9, "USD", period=period, kin=told, evidence="They came to 4.9 billion."
    )
    assert is_kin(new, here, Observation(known, here)) is kin
    assert (matching.link_series(new, here, (series((known, here)),)).target_id is not None) is kin
