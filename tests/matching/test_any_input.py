"""Whatever a text made of its mentions, matching answers and never raises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from matching_build import instrument, item, origin, series, words

from tracker import matching
from tracker.model import Amount, Change, Instrument, Kin, Kind, MetricMention, PolicyMention, Stage

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["Chinese ferries", "5.3 of 8.7, or 61%", "top ten", "U.S.", "数据要素", ""]
)
NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, -1.0, 1e300, 1e-300])
UNITS = st.sampled_from(["%", "EUR", "USD", "MW", "GW", "", "boat", "EUR/kWh", "/", "x"])
PERIODS = st.sampled_from([None, "2031", "2031-02", "2031-02-30", "2031-02-01/2031-02-07", "soon"])
CHANGES = st.none() | st.builds(
    Change, NUMBERS, st.sampled_from(["%", "x", "pp", "boat"]), st.sampled_from(["up", "down", "flat"]),
    st.sampled_from([None, "wow", "mom", "yoy", "since:2030", "since:"]),
)  # fmt: skip
METRICS = st.builds(
    MetricMention, quote=TEXTS, start=st.integers(0, 9), end=st.integers(9, 20), evidence=TEXTS,
    value=st.none() | NUMBERS, unit=st.none() | UNITS, qualifier=st.sampled_from(["=", "~", ">", "<="]),
    value_high=st.none() | NUMBERS, alt=st.lists(st.builds(Amount, NUMBERS, UNITS), max_size=2).map(tuple),
    subject=TEXTS, measure=TEXTS, kind=st.sampled_from(Kind), period=PERIODS, change=CHANGES,
    cadence=st.sampled_from([None, "day", "year"]), scope=st.lists(TEXTS, max_size=2).map(tuple),
    about=st.lists(TEXTS, max_size=3).map(tuple), topic=st.lists(TEXTS, max_size=3).map(tuple),
    kin=st.lists(st.builds(Kin, st.integers(0, 9), st.none() | NUMBERS, PERIODS), max_size=2).map(tuple),
)  # fmt: skip
POLICIES = st.builds(
    PolicyMention, quote=TEXTS, start=st.integers(0, 9), end=st.integers(9, 20),
    issuers=st.lists(TEXTS, max_size=2).map(tuple), jurisdiction=st.sampled_from(["", "NO", "EU", "INT"]),
    instrument=st.sampled_from(Instrument), stage=st.sampled_from(Stage), title=TEXTS, date=PERIODS, effective=PERIODS,
)  # fmt: skip
DAYS = st.sampled_from(["2031-03-01", "2031-03-02", "2031-09-01"])


@given(METRICS, METRICS, DAYS)
def test_any_metric_is_linked_compared_and_checked(one: MetricMention, other: MetricMention, day: str) -> None:
    known = series((other, origin("2031-03-01", "Fjord Letter")))
    where = origin(day, "Harbour Post")
    link = matching.link_series(one, where, (known,), ())
    assert link.target_id in (None, "ser_1")
    assert 0.0 <= link.score <= 1.0
    verdict = matching.compare_metric(one, where, known)
    assert verdict is None or verdict.reason.endswith((".", "!", "?"))
    assert isinstance(matching.check_claims((one, other), where, {one: known}), tuple)
    assert len(matching.series_keys(one, item(one.evidence))) <= 20
    assert matching.series_name(one) or not (one.subject.strip() or one.measure.strip())


@given(POLICIES, POLICIES, DAYS)
def test_any_policy_is_linked_and_compared(one: PolicyMention, other: PolicyMention, day: str) -> None:
    known = instrument((other, origin("2031-03-01", "Fjord Letter")))
    where = origin(day, "Harbour Post")
    link = matching.link_policy(one, words(one), where, (known,))
    assert link.target_id in (None, "pol_1")
    assert 0.0 <= link.score <= 1.0
    verdict = matching.compare_policy(one, where, known)
    assert verdict is None or verdict.reason.endswith(".")
    assert len(matching.policy_keys(one, item(one.quote))) <= 20
    assert matching.policy_title(one)
