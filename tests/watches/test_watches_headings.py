"""Titles and groups that rules give, and words that they name once as topics."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_findings import NOW, metric, policy, rule

from tracker.errors import Fault
from tracker.model import Finding, FindingKind, Selection
from tracker.watches import Compiled, Headings, Known, Selector, compile_watch, explain, select
from tracker.watches.headings import FIELDS, group_of, title_of

KNOWN = Known(topics={"Cold chains": ('"cold chain*" OR freezer*',), "ports": ("quay*", "harbour AND pilot*")})
SHARE = {"unit": "%", "value": 41.0, "old": 39.5, "new": 41.0}


def dressed(finding: Finding, *rules: Any, watches: tuple[str, ...] = ("watch",)) -> Selection:
    (selection,) = Headings(rules).dress([Selection(finding, "desk", watches)])
    return selection


@pytest.mark.parametrize(
    ("title", "finding", "expected"),
    [
        ("{issuer}: {title}", policy(), "Ministry of Commerce: Action Plan for Cold Chains"),
        ("{stage} in {jurisdiction}", policy(), "adopted in CN"),
        ("{name}: {before} → {value} ({change})", metric(), "Target: 580 million user → 620 million user (+6.9%)"),
        ("{change}", metric(**SHARE), "+1.5 points"),
        ("Streaming", metric(), "Streaming"),
        # What a finding does not have leaves the title unused, instead of a hole in it.
        ("{before} → {value}", metric(old=None, new=None), ""),
        ("{issuer}: {title}", metric(), ""),
        ("{effective}", policy(), ""),
        ("", policy(), ""),
    ],
)
def test_a_title_is_filled_in_or_not_used(title: str, finding: Finding, expected: str) -> None:
    assert title_of(rule(title=title), finding) == expected
    assert dressed(finding, rule(title=title)).title == expected


def test_a_finding_stands_under_its_fields() -> None:
    grouped = rule(group_by=("jurisdiction", "issuer"))
    assert group_of(grouped, policy()) == "CN · Ministry of Commerce"
    assert group_of(grouped, policy(issuers=())) == "CN"
    assert group_of(grouped, metric()) == ""


def test_of_several_watches_the_first_by_name_that_says_decides() -> None:
    rules = [rule(name="a"), rule(name="c", title="C"), rule(name="b", title="B {effective}", group_by=("source",))]
    told = dressed(policy(), *rules, watches=("c", "a", "b"))
    assert (told.title, told.group) == ("C", "letters")


def test_a_watch_that_is_no_longer_there_says_nothing() -> None:
    assert dressed(policy(), watches=("gone",)) == Selection(policy(), "desk", ("gone",))


@given(st.text(), st.lists(st.text(max_size=12), max_size=3))
def test_any_title_is_a_fault_or_can_be_used(title: str, group_by: list[str]) -> None:
    made = rule(title=title, group_by=tuple(group_by))
    compiled = compile_watch(made)
    if isinstance(compiled, Compiled):
        assert set(group_by) <= set(FIELDS)
        assert "{" not in title_of(made, policy())
    else:
        assert all(isinstance(fault, Fault) for fault in compiled)


# ---------------------------------------------------------------- topics


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("cold chains", "New freezers for the market.", True),
        ("Cold chains", "A plan for cold chains.", True),
        ("cold chains", "A plan for quays.", False),
        (["cold chains", "ports"], "A plan for quays.", True),
        ("ports", "Pilots in the harbour.", True),
        ("ports", "Pilots in the air.", False),
    ],
)
def test_a_topic_stands_for_its_words(topic: Any, text: str, expected: bool) -> None:
    watch = compile_watch(rule({"topic": topic}), known=KNOWN)
    assert isinstance(watch, Compiled)
    assert bool(select([watch], policy(), text, now=NOW)) is expected
    assert bool(Selector([watch]).select(policy(), text, now=NOW)) is expected


def test_explain_names_the_topic_and_the_words_it_found() -> None:
    watch = compile_watch(rule({"topic": "cold chains"}), known=KNOWN)
    assert isinstance(watch, Compiled)
    (explained,) = explain([watch], policy(FindingKind.POLICY_NEW), "New freezers.", NOW)
    assert str(explained.checks[1]) == "topic: cold chains (saw found: freezer*; not found: cold chain*)"


def test_a_topic_and_its_words_select_the_same() -> None:
    by_topic = compile_watch(rule({"not": {"topic": "ports"}}), known=KNOWN)
    by_words = compile_watch(rule({"not": {"text": ["quay*", "harbour AND pilot*"]}}), known=KNOWN)
    assert isinstance(by_topic, Compiled)
    assert isinstance(by_words, Compiled)
    for text in ("quays", "harbour pilots", "harbour", "pilots"):
        assert select([by_topic], policy(), text, now=NOW) == select([by_words], policy(), text, now=NOW)
