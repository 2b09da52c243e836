"""What each condition selects and leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from watch_findings import NOW, metric, policy, rule

from tracker.model import Amount, Change, Finding, FindingKind, Urgency
from tracker.watches import Compiled, compile_watch, explain, select

TEXT = "Regulator Opens Café Data\nThe spectrum auction in Zürich drew 5G-Advanced bids; AI-plus pilots follow."
K = FindingKind


def compiled(when: dict[str, Any], **fields: Any) -> Compiled:
    result = compile_watch(rule(when, **fields))
    assert isinstance(result, Compiled), result
    return result


CASES: list[tuple[dict[str, Any], Finding, bool]] = [
    # Without conditions, all but confirmations.
    ({}, policy(), True),
    ({}, policy(K.POLICY_CONFIRMED), False),
    ({"finding": "policy.confirmed"}, policy(K.POLICY_CONFIRMED), True),
    ({"finding": "metric.*"}, metric(), True),
    # A block selects its own kind only; both blocks select either.
    ({"policy": {}}, metric(), False),
    ({"metric": {}}, policy(), False),
    ({"policy": {"issuer": "commerce"}, "metric": {"value": "> 1bn"}}, policy(), True),
    ({"policy": {"issuer": "commerce"}, "metric": {"value": "> 1bn"}}, metric(), False),
    # An authority by words of its name or by its initials.
    ({"policy": {"issuer": "MoC"}}, policy(issuers=("Ministry of Commerce",)), False),
    ({"policy": {"issuer": "MIIT"}}, policy(issuers=("Ministry of Industry and Information Technology",)), True),
    ({"policy": {"issuer": ["MIIT", "Ministry of Commerce"]}}, policy(), True),
    ({"policy": {"jurisdiction": "China"}}, policy(), True),
    ({"policy": {"jurisdiction": ["EU", "UK"]}}, policy(), False),
    ({"policy": {"stage": "in force"}}, policy(stage="in_force"), True),
    ({"policy": {"title": "cold chain*"}}, policy(), True),
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026-07-20"), True),
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026-09"), False),
    ({"policy": {"effective": "within 30 days"}}, policy(), False),
    # 1 July 2026 is today. A month may be near; a year is too vague for thirty days.
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026-07-01"), True),
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026-06-30"), False),
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026-07"), True),
    ({"policy": {"effective": "within 30 days"}}, policy(effective="2026/2028"), False),
    ({"policy": {"effective": "within 2 years"}}, policy(effective="2027"), True),
    ({"policy": {"effective": "within a week"}}, policy(effective="2026-07-08"), True),
    ({"policy": {"effective": ["in 2030", "in 2026-07"]}}, policy(effective="2026-07-08"), True),
    ({"policy": {"effective": "after 2026-06"}}, policy(effective="2026-07-08"), True),
    ({"policy": {"effective": "after 2026-07"}}, policy(effective="2026-07-08"), False),
    ({"policy": {"effective": "since 2026-07-08"}}, policy(effective="2026-07-08"), True),
    ({"policy": {"effective": "until 2026-07-08"}}, policy(effective="2026-07-08"), True),
    ({"policy": {"effective": "before 2026-07-08"}}, policy(effective="2026-07-08"), False),
    ({"policy": {"effective": "within 100 years"}}, policy(effective="9999-12"), False),
    ({"policy": {"effective": "in 2026"}}, policy(effective="2026-02-31"), False),
    ({"policy": {"effective": "before 2027-01-01"}}, policy(effective="2026/2028"), True),
    # Values, in the unit that is asked for.
    ({"metric": {"value": "> 600 million"}}, metric(), True),
    ({"metric": {"value": "> 620 million"}}, metric(), False),
    ({"metric": {"value": ">= 5bn yuan"}}, metric(value=6e9, unit="CNY"), True),
    ({"metric": {"value": ">= 5bn yuan"}}, metric(value=6e9, unit="USD"), False),
    ({"metric": {"value": ">= 5bn yuan"}}, metric(value=1e9, unit="USD", alt=(Amount(7e9, "CNY"),)), True),
    ({"metric": {"value": "> 6bn"}}, metric(value=5e9, value_high=7e9), True),
    ({"metric": {"value": "< 6bn"}}, metric(value=5e9, value_high=7e9), True),
    ({"metric": {"value": "> 7bn"}}, metric(value=5e9, value_high=7e9), False),
    ({"metric": {"value": "> 1"}}, metric(value=None), False),
    ({"metric": {"value": ["< 1", "> 600 million"]}}, metric(), True),
    ({"metric": {"unit": "yuan"}}, metric(unit="CNY"), True),
    ({"metric": {"per": "monthly"}}, metric(), True),
    ({"metric": {"kind": "target"}}, metric(), False),
    ({"metric": {"name": "Streams"}}, metric(pin="streams"), True),
    ({"metric": {"name": "streams"}}, metric(), False),
    ({"metric": {"subject": "CN"}}, metric(scope=("CN",)), True),
    ({"metric": {"measure": "users"}}, metric(), True),
    ({"metric": {"value": "> 5% and < 10%"}}, metric(value=7.0, unit="%"), True),
    # Changes: computed before stated, their size unless a sign is written.
    ({"metric": {"change": ">= 5%"}}, metric(), True),
    ({"metric": {"change": ">= 10%"}}, metric(), False),
    ({"metric": {"change": ">= 5%"}}, metric(old=6.2e8, new=5.8e8), True),
    ({"metric": {"change": "<= -5%"}}, metric(old=6.2e8, new=5.8e8), True),
    ({"metric": {"change": ">= 5%", "direction": "up"}}, metric(old=6.2e8, new=5.8e8), False),
    ({"metric": {"change": "> 30%"}}, metric(K.METRIC_NEW, old=None, new=None, change=Change(31.5, "%", "up")), True),
    # Shares move by points; of a factor the part above one counts.
    ({"metric": {"change": ">= 2 points"}}, metric(value=7.0, unit="%", old=4.5, new=7.0), True),
    ({"metric": {"change": ">= 3 points"}}, metric(value=7.0, unit="%", old=4.5, new=7.0), False),
    ({"metric": {"change": ">= 250 basis points"}}, metric(value=7.0, unit="%", old=4.5, new=7.0), True),
    ({"metric": {"change": ">= 2 points"}}, metric(unit="%", old=None, change=Change(250, "bp", "up")), True),
    ({"metric": {"change": ">= 2 points"}}, metric(), False),
    ({"metric": {"change": ">= 90%"}}, metric(old=None, change=Change(2.0, "x", "up")), True),
    ({"metric": {"change": ">= 30 million"}}, metric(), True),
    ({"metric": {"change": ">= 30 million yuan"}}, metric(), False),
    ({"metric": {"change": ">= 1%"}}, metric(old=None), False),
    ({"metric": {"direction": "down"}}, metric(old=None, change=Change(2.0, "%", "down")), True),
    ({"metric": {"crosses": "600 million"}}, metric(), True),
    ({"metric": {"crosses": "600 million"}}, metric(old=6e8), False),
    ({"metric": {"crosses": "600 million"}}, metric(new=6e8), True),
    ({"metric": {"crosses": "600 million users"}}, metric(), True),
    ({"metric": {"crosses": "600 million yuan"}}, metric(), False),
    ({"metric": {"crosses": 6e8}}, metric(old=6.1e8), False),
    # Words: case, accents and dashes do not count, ends of words do.
    ({"text": "cafe AND zurich"}, policy(), True),
    ({"text": '"spectrum auction" AND NOT 6G'}, policy(), True),
    ({"text": "auct"}, policy(), False),
    ({"text": "auct*"}, policy(), True),
    ({"text": '"AI plus"'}, policy(), True),
    ({"regex": r"5G-\w+"}, policy(), True),
    ({"regex": r"5g-\w+"}, policy(), False),
    ({"regex": ["^Regulator", "never"]}, policy(), True),
    ({"regex": " Café$"}, policy(), False),
    ({"regex": r" Café \p{L}+"}, policy(), True),
    ({"source": "letters"}, policy(), True),
    ({"sources": ">= 2"}, policy(voices=("A", "B")), True),
    ({"sources": ">= 2"}, policy(), False),
    ({"not": {"text": "auction"}}, policy(), False),
    ({"not": {"policy": {"stage": "adopted"}}}, metric(), True),
]


@pytest.mark.parametrize(("when", "finding", "wanted"), CASES)
def test_a_condition_selects_what_it_says(when: dict[str, Any], finding: Finding, wanted: bool) -> None:
    watch = compiled(when)
    assert bool(select([watch], finding, TEXT, now=NOW)) is wanted
    explanation = explain([watch], finding, TEXT, NOW)[0]
    assert explanation.selected is wanted
    assert (not explanation.failed) is wanted


def test_a_receiver_is_told_once_with_every_watch_and_the_strongest_urgency() -> None:
    watches = [
        compiled({}, name="b", labels=("x",), urgency=Urgency.LOW),
        compiled({}, name="a", labels=("y",), urgency=Urgency.NOW, to=("desk", "boss")),
    ]
    boss, desk = select(watches, policy(), TEXT, now=NOW)
    assert (boss.receiver, boss.watches, boss.labels, boss.urgency) == ("boss", ("a",), ("y",), Urgency.NOW)
    assert (desk.receiver, desk.watches, desk.labels, desk.urgency) == ("desk", ("a", "b"), ("x", "y"), Urgency.NOW)
