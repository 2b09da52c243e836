"""What rules would have told of the past, and how two versions of them differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from watch_findings import ORIGIN, policy, rule

from tracker.model import Finding, Item, Origin, Urgency
from tracker.watches import Compiled, compile_watches
from tracker.watches.backtesting import Backtest, backtest, bars, moved_line, moves
from tracker.watches.silences import Silencer

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = date(2026, 6, 1)


def published(days: int, hour: int = 12) -> Origin:
    """An origin so many days after the Monday."""
    when = datetime(2026, 6, 1, hour, tzinfo=UTC) + timedelta(days=days)
    return Origin("doc", "letter", "letters", ORIGIN.item_id, "", when)


def story(days: int, text: str = "A plan.", hour: int = 12, **changes: Any) -> tuple[Finding, Item]:
    finding = policy(origin=published(days, hour), **changes)
    return finding, Item(None, text, 0, len(text))


def compiled(*rules: Any) -> tuple[Compiled, ...]:
    watches, faults = compile_watches(rules)
    assert [fault for fault in faults if not fault.lint] == []
    return watches


def tried(*rules: Any, stories: list[tuple[Finding, Item]], days: int = 13) -> Backtest:
    today = MONDAY + timedelta(days=days)
    return backtest(compiled(*rules), stories, since=MONDAY, today=today, zone=OSLO)


ALL = rule(name="all")
PLANS = rule({"text": "plan"}, name="plans", to=("desk", "board"))


def test_every_week_is_counted_the_silent_ones_too() -> None:
    found = tried(ALL, stories=[story(0), story(15, "A law."), story(16)], days=20)
    assert found.weeks == ((MONDAY, 1), (date(2026, 6, 8), 0), (date(2026, 6, 15), 2))
    assert (found.findings, found.selected) == (3, 3)


def test_a_week_begins_at_midnight_of_the_zone() -> None:
    """Half past ten in the evening of a Sunday in UTC is Monday in Oslo."""
    found = tried(ALL, stories=[story(6, hour=22)])
    assert found.weeks == ((MONDAY, 0), (date(2026, 6, 8), 1))


def test_a_finding_is_counted_once_whoever_is_told() -> None:
    found = tried(ALL, PLANS, stories=[story(0), story(1, "A law.")])
    assert found.selected == 2
    assert found.by_watch == {"all": 2, "plans": 1}
    assert found.by_receiver == {"desk": 2, "board": 1}
    assert found.shared == 1, "the plan is selected by both for the desk"


def test_telling_of_the_same_thing_in_a_week_is_a_repeat() -> None:
    stories = [story(day, title=str(day), target_id=target) for day, target in ((0, "a"), (1, "a"), (2, "b"), (8, "a"))]
    assert tried(ALL, stories=stories).repeats == 1


def test_reaches_of_time_are_measured_from_then() -> None:
    """What takes effect in the summer of 2026 was near in June, whenever one looks back."""
    near = rule({"policy": {"effective": "within 30 days"}}, name="near")
    stories = [story(0, effective="2026-06-20"), story(0, effective="2026-08-20")]
    assert tried(near, stories=stories, days=300).selected == 1


def test_nothing_stored_gives_empty_weeks() -> None:
    found = tried(ALL, stories=[])
    assert (found.findings, found.selected, found.by_watch, found.repeats) == (0, 0, {}, 0)
    assert [count for _, count in found.weeks] == [0, 0]


def test_the_difference_between_two_versions() -> None:
    stories = [story(0, target="Plan for ports"), story(1, "A law.", target="Law on rails")]
    old = tried(rule({"text": "law"}, name="laws"), PLANS, stories=stories)
    new = tried(rule({"text": "plan"}, name="plans", urgency=Urgency.NOW, labels=("x",)), stories=stories)
    assert [moved_line(each, OSLO) for each in moves(old, new)] == [
        "- 2026-06-01 policy.new “Plan for ports” to board, digest, by plans",
        "~ 2026-06-01 policy.new “Plan for ports” to desk: urgency digest → now; labels none → x",
        "- 2026-06-02 policy.new “Law on rails” to desk, digest, by laws",
    ]
    assert [each.sign for each in moves(new, old)] == ["+", "~", "+"]


def test_the_same_rules_do_not_differ() -> None:
    stories = [story(0), story(1)]
    assert moves(tried(ALL, PLANS, stories=stories), tried(PLANS, ALL, stories=stories)) == ()


def test_bars_are_as_long_as_their_numbers() -> None:
    """The longest is as wide as asked; anything has a bar, nothing has none."""
    weeks = [(MONDAY, 100), (MONDAY + timedelta(7), 50), (MONDAY + timedelta(14), 1), (MONDAY + timedelta(21), 0)]
    assert list(bars(weeks, width=4)) == [
        "2026-06-01  ████ 100",
        "2026-06-08  ██ 50",
        "2026-06-15  █ 1",
        "2026-06-22  0",
    ]
    assert list(bars([])) == []


def test_a_watch_waits_before_it_repeats_itself_as_it_would_have() -> None:
    """Told on the first, quiet on the third, told again on the ninth; another target and another watch are free."""
    stories = [story(0), story(2), story(8), story(2, target_id="other")]
    silencer = Silencer(rules=[ALL], repeats={"all": timedelta(days=7)})
    found = backtest(
        compiled(ALL),
        stories,
        since=MONDAY,
        today=MONDAY + timedelta(days=13),
        zone=OSLO,
        silencer=silencer,
    )
    assert sorted((each.finding.origin.published.day, each.finding.target_id) for each in found.selections) == [
        (1, "t_1"),
        (3, "other"),
        (9, "t_1"),
    ]
    assert found.waited == 1


def test_a_watch_that_waits_takes_nothing_from_another() -> None:
    silencer = Silencer(rules=[ALL, PLANS], repeats={"plans": timedelta(days=7)})
    found = backtest(
        compiled(ALL, PLANS),
        [story(0), story(1)],
        since=MONDAY,
        today=MONDAY + timedelta(days=13),
        zone=OSLO,
        silencer=silencer,
    )
    assert [(each.receiver, each.watches) for each in found.selections] == [
        ("board", ("plans",)),
        ("desk", ("all", "plans")),
        ("desk", ("all",)),
    ]
