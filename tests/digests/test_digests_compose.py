"""What goes where in a digest, and that nothing is told twice or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from digest_samples import (
    NOW,
    SLOT,
    Maker,
    counts,
    digest_of,
    finding,
    metric_mention,
    origin,
    policy_mention,
    seeds,
    selected,
)
from hypothesis import given

from tracker.digests.compose import SECTIONS, compose
from tracker.model import Excerpt, FindingKind, Instrument, Selection, Stage, Urgency, make_id


def places(*findings: object) -> dict[str, list[str]]:
    digest = digest_of(*findings)  # type: ignore[arg-type]
    return {section.name: [entry.lead.finding.id for entry in section.entries] for section in digest.sections}


def test_nothing_selected_is_no_digest() -> None:
    assert compose([], receiver="team", slot=SLOT, created=NOW) is None


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        (FindingKind.METRIC_CONFLICT, "action"),
        (FindingKind.CLAIM_INCONSISTENT, "action"),
        (FindingKind.POLICY_NEW, "new"),
        (FindingKind.POLICY_UPDATED, "moved"),
        (FindingKind.METRIC_CHANGED, "changed"),
        (FindingKind.METRIC_REVISED, "corrected"),
        (FindingKind.METRIC_NEW, "metrics"),
        (FindingKind.POLICY_CONFIRMED, "confirmed"),
        (FindingKind.METRIC_CONFIRMED, "confirmed"),
    ],
)
def test_each_kind_has_its_section(kind: FindingKind, section: str) -> None:
    assert places(finding(kind)) == {section: ["find_1"]}


@pytest.mark.parametrize(
    ("date", "effective", "section"),
    [
        (None, "2026-05-01", "action"),  # in force in 18 days
        (None, "2026-04-13", "action"),  # today
        (None, "2026-05-13", "action"),  # the thirtieth day
        (None, "2026-05-14", "new"),  # the thirty-first
        (None, "2026-04-12", "new"),  # over
        (None, "2026-01-01/2026-04-30", "action"),  # a deadline
        (None, "2026-05", "action"),  # a month that begins soon
        ("2026-04-20", None, "action"),  # the step itself is still to come
        ("2026-04-10", None, "new"),  # taken
        (None, "2026/2028", "new"),  # a horizon in years is no date
        (None, "soon", "new"),
    ],
)
def test_dates_that_come_near_ask_for_action(date: str | None, effective: str | None, section: str) -> None:
    mention = policy_mention(date=date, effective=effective)
    assert places(finding(FindingKind.POLICY_NEW, mention=mention)) == {section: ["find_1"]}


def test_what_is_only_confirmed_or_of_low_urgency_stays_in_the_small_print() -> None:
    near = policy_mention(effective="2026-05-01")
    low = selected(finding(FindingKind.METRIC_CONFLICT, 2), urgency=Urgency.LOW)
    assert places(finding(FindingKind.POLICY_CONFIRMED, 1, mention=near), low) == {"confirmed": ["find_1", "find_2"]}


def test_findings_of_one_target_are_one_entry_led_by_the_weightiest() -> None:
    digest = digest_of(
        finding(FindingKind.METRIC_CONFIRMED, 1, target_id="t", voices=("Radio", "harbour times")),
        finding(FindingKind.METRIC_CHANGED, 2, target_id="t"),
        finding(FindingKind.CLAIM_INCONSISTENT, 3, target_id="t"),
    )
    (section,) = digest.sections
    (entry,) = section.entries
    assert (section.name, entry.lead.finding.id) == ("action", "find_3")
    assert [selection.finding.id for selection in entry.also] == ["find_2", "find_1"]
    assert entry.voices == ("Harbour Times", "Radio")


def test_a_story_stays_together_behind_its_first_entry() -> None:
    def told(number: int, story: str, day: int) -> Selection:
        where = origin(number, story_id=story, published=datetime(2026, 4, day, tzinfo=UTC))
        return selected(finding(FindingKind.METRIC_NEW, number, origin=where))

    assert places(told(1, "a", 12), told(2, "b", 11), told(3, "a", 2), told(4, "", 10)) == {
        "metrics": ["find_1", "find_3", "find_2", "find_4"]
    }


def test_the_same_finding_from_two_rules_is_told_once_with_both() -> None:
    one = finding(FindingKind.POLICY_NEW)
    digest = digest_of(selected(one, watches=("a",), urgency=Urgency.LOW), selected(one, watches=("b",)))
    assert digest.size == 1
    assert digest.sections[0].name == "new"
    assert digest.sections[0].entries[0].watches == ("a", "b")


def test_what_more_voices_tell_comes_first_then_what_is_newer() -> None:
    old, new = (origin(n, published=datetime(2026, 4, n, tzinfo=UTC)) for n in (2, 9))
    assert places(
        finding(FindingKind.POLICY_NEW, 1, origin=old),
        finding(FindingKind.POLICY_NEW, 2, origin=new),
        finding(FindingKind.POLICY_NEW, 3, origin=old, voices=("Radio", "Paper")),
        finding(FindingKind.METRIC_NEW, 4, origin=old),
        finding(FindingKind.METRIC_NEW, 5, origin=old, pin="mine"),
    ) == {"new": ["find_3", "find_2", "find_1"], "metrics": ["find_5", "find_4"]}


def test_a_new_policy_that_has_moved_on_is_told_as_new_with_the_step_that_holds_now() -> None:
    early, late = (origin(n, published=datetime(2026, 4, n, tzinfo=UTC)) for n in (2, 9))
    digest = digest_of(
        finding(FindingKind.POLICY_NEW, 1, target_id="t", origin=early),
        finding(FindingKind.POLICY_UPDATED, 2, target_id="t", origin=late),
    )
    (section,) = digest.sections
    (entry,) = section.entries
    assert (section.name, entry.lead.finding.id, entry.also[0].finding.id) == ("new", "find_2", "find_1")
    assert digest.headline.endswith(" · 1 new policy")


def test_what_is_decided_goes_before_what_is_planned_and_papers_go_last() -> None:
    def told(number: int, stage: Stage, instrument: Instrument = Instrument.PLAN) -> Selection:
        mention = policy_mention(stage=stage, instrument=instrument)
        return selected(finding(FindingKind.POLICY_NEW, number, mention=mention, voices=("a",) * number))

    paper = told(3, Stage.ADOPTED, Instrument.REPORT)
    assert places(paper, told(2, Stage.CONSULTATION), told(1, Stage.IN_FORCE)) == {
        "new": ["find_1", "find_2", "find_3"]
    }


def test_what_takes_back_what_was_told_is_a_correction_whatever_it_is_about() -> None:
    taken_back = Selection(finding(FindingKind.POLICY_CONFIRMED), "team", ("w",), Urgency.LOW, ("correction",))
    digest = digest_of(taken_back, finding(FindingKind.POLICY_NEW, 2))
    assert [section.name for section in digest.sections] == ["corrected", "new"]
    assert digest.headline.endswith(" · 1 correction, 1 new policy")


def test_the_headline_counts_and_quotes() -> None:
    digest = digest_of(
        finding(FindingKind.POLICY_NEW, 1),
        finding(FindingKind.POLICY_NEW, 2),
        finding(FindingKind.METRIC_CHANGED, 3),
        finding(FindingKind.METRIC_NEW, 4),
        finding(FindingKind.METRIC_CONFIRMED, 5),
    )
    assert digest.headline == (
        "Ministry of Ports: Plan for ports · 2 new policies, 1 metric changed, 1 new metric, 1 more"
    )


def test_the_headline_of_a_metric_quotes_its_number() -> None:
    mention = metric_mention("4.2 **million** containers")
    headline = digest_of(finding(FindingKind.METRIC_CHANGED, mention=mention)).headline
    assert headline == "Containers handled by the port: 4.2 million containers · 1 metric changed"


def test_the_id_depends_on_receiver_slot_and_findings() -> None:
    one, two = selected(finding(FindingKind.POLICY_NEW)), selected(finding(FindingKind.POLICY_NEW, 2))
    ids = [
        compose(chosen, receiver=receiver, slot=slot, created=NOW)
        for chosen, receiver, slot in [
            ([one], "team", SLOT),
            ([one, two], "team", SLOT),
            ([one], "other", SLOT),
            ([one], "team", "2026-04-14T08:30"),
        ]
    ]
    assert len({digest.id for digest in ids if digest}) == 4


@given(seeds, counts)
def test_every_selected_finding_is_in_exactly_one_place(seed: int, count: int) -> None:
    chosen = Maker(seed).selections(count)
    digest = compose(chosen, receiver="team", slot=SLOT, created=NOW)
    assert digest is not None
    assert Counter(digest.finding_ids) == Counter(selection.finding.id for selection in chosen)
    targets = [entry.lead.finding.target_id for section in digest.sections for entry in section.entries]
    assert len(targets) == len(set(targets))
    names = [section.name for section in digest.sections]
    assert names == sorted(names, key=SECTIONS.index)
    assert all(section.entries for section in digest.sections)


@given(seeds, counts)
def test_the_order_of_arrival_changes_nothing(seed: int, count: int) -> None:
    chosen = Maker(seed).selections(count)
    shuffled = sorted(chosen, key=lambda selection: make_id("x", seed, selection.finding.id))
    first = compose(chosen, receiver="team", slot=SLOT, created=NOW)
    assert first == compose(shuffled, receiver="team", slot=SLOT, created=NOW)
    assert first == compose([*chosen, *chosen], receiver="team", slot=SLOT, created=NOW)


def test_a_digest_keeps_its_instant_in_utc() -> None:
    digest = compose([selected(finding(FindingKind.POLICY_NEW))], receiver="team", slot=SLOT, created=NOW)
    assert digest == replace(digest, created=NOW)  # type: ignore[type-var]


def test_a_story_joins_what_else_is_told_of_its_event() -> None:
    told = finding(FindingKind.POLICY_NEW, 1, origin=origin(1, story_id="s"))
    also, other = (
        finding(
            FindingKind.STORY_NEW,
            number,
            mention=Excerpt("Ports open.", 0, 11, "Ports open."),
            origin=origin(number, story_id=story, outlets=(f"Outlet {number}",)),
            target_id=story,
        )
        for number, story in ((2, "s"), (3, "another"))
    )
    digest = digest_of(other, also, told)
    assert [(part.name, [entry.lead.finding.id for entry in part.entries]) for part in digest.sections] == [
        ("new", [told.id]),
        ("stories", [other.id]),
    ]
    (entry,) = digest.sections[0].entries
    assert [one.finding.id for one in entry.also] == [also.id]
    assert entry.voices == ("Harbour Times", "Outlet 2")
    assert digest.headline.endswith("1 new policy, 1 story")


def test_stories_stand_last_however_they_are_asked_for() -> None:
    story = finding(FindingKind.STORY_NEW, 1, mention=Excerpt("Ports open.", 0, 11, "Ports open."))
    brief = finding(FindingKind.METRIC_CONFIRMED, 2)
    for urgency in Urgency:
        digest = digest_of(selected(story, urgency=urgency), brief)
        assert [part.name for part in digest.sections] == ["confirmed", "stories"]
