"""What holds for any rules and any finding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from watch_findings import NOW, metric, policy, rule

from tracker.model import Change, Finding, FindingKind, Instrument, Stage, Urgency
from tracker.watches import Compiled, Selector, compile_watch, explain, select

WORDS = st.sampled_from(
    ["spectrum", "auction", "Café", "AI-plus", "6G", "plan*", '"spectrum auction"', "人工智能", "pilot"]
)
TEXTS = st.lists(
    st.sampled_from(
        ["spectrum", "auction", "cafe", "AI plus", "6G", "6Ghz", "planet", "推动人工智能发展", "pilot", ".", "\n"]
    ),
    max_size=8,
).map(" ".join)
QUERIES = st.one_of(
    WORDS,
    st.tuples(WORDS, st.sampled_from([" AND ", " OR ", " AND NOT ", " "]), WORDS).map("".join),
    WORDS.map(lambda word: f"NOT {word}"),
)
CONDITIONS: dict[str, st.SearchStrategy[Any]] = {
    "finding": st.lists(st.sampled_from([*map(str, FindingKind), "policy.*"]), min_size=1, max_size=3),
    "text": st.one_of(QUERIES, st.lists(QUERIES, min_size=1, max_size=2)),
    "regex": st.sampled_from([r"6G\w*", r"(?i)SPEC", r"\d", r"x?"]),
    "source": st.sampled_from(["letters", "Letters", "gazette"]),
    "sources": st.sampled_from([">= 2", 1, "< 2"]),
    "language": st.sampled_from(["en", "zh"]),
    "policy": st.fixed_dictionaries(
        {},
        optional={
            "issuer": st.sampled_from(["commerce", "MIIT", "Ministry*"]),
            "jurisdiction": st.sampled_from(["CN", ["EU", "United Kingdom"]]),
            "stage": st.sampled_from(["draft", ["adopted", "in_force"]]),
            "instrument": st.sampled_from(["plan", "law"]),
            "title": st.sampled_from(["cold chains", "plan", "target"]),
            "effective": st.sampled_from(["within 30 days", "before 2027"]),
        },
    ),
    "metric": st.fixed_dictionaries(
        {},
        optional={
            "name": st.sampled_from(["streams", "tokens"]),
            "subject": st.sampled_from(["music", ["CN", "video"]]),
            "measure": st.sampled_from(["users", "monthly us*"]),
            "unit": st.sampled_from(["users", "CNY"]),
            "value": st.sampled_from(["> 600 million", "<= 600m users"]),
            "change": st.sampled_from([">= 5%", "<= -5%"]),
            "direction": st.sampled_from(["up", ["down", "flat"]]),
            "crosses": st.sampled_from(["600 million", 5]),
            "against": st.sampled_from(["previous", "a year before", "2 observations"]),
        },
    ),
}
PLAIN_WHENS = st.fixed_dictionaries({}, optional=CONDITIONS)
WHENS = st.one_of(PLAIN_WHENS, st.fixed_dictionaries({"not": PLAIN_WHENS.filter(bool)}, optional=CONDITIONS))
SETS = st.lists(
    st.tuples(
        WHENS,
        st.lists(st.sampled_from(["desk", "boss", "mail"]), min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from(Urgency),
        st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple),
    ),
    max_size=6,
)
POLICIES = st.builds(
    policy,
    st.sampled_from([kind for kind in FindingKind if kind.startswith("policy.")]),
    issuers=st.sampled_from([("Ministry of Commerce",), (), ("Ministry of Industry and Information Technology",)]),
    jurisdiction=st.sampled_from(["CN", "UK", "GB", ""]),
    stage=st.sampled_from(Stage),
    instrument=st.sampled_from(Instrument),
    effective=st.sampled_from([None, "2026-07-15", "2026/2028", "soon"]),
    voices=st.sampled_from([(), ("a", "b")]),
)
METRICS = st.builds(
    metric,
    st.sampled_from([kind for kind in FindingKind if not kind.startswith("policy.")]),
    value=st.sampled_from([5e8, 6.2e8, None]),
    old=st.sampled_from([None, 5.8e8, 0.0, 7e8]),
    unit=st.sampled_from(["user", "CNY", None]),
    scope=st.sampled_from([(), ("CN",)]),
    pin=st.sampled_from([None, "streams"]),
    change=st.sampled_from([None, Change(12.0, "%", "down", "yoy")]),
    period=st.sampled_from([None, "2026-05"]),
    history=st.sampled_from([(), (("2025-05", 5e8), ("2026-04", 6e8), ("2026-05", 6.2e8)), ((None, 1.0), (None, 2.0))]),
)
FINDINGS = st.one_of(POLICIES, METRICS)


def compiled(rules: list[Any]) -> list[Compiled]:
    result = []
    for number, (when, to, urgency, labels) in enumerate(rules):
        watch = compile_watch(rule(when, name=f"watch {number}", to=to, urgency=urgency, labels=labels))
        assert isinstance(watch, Compiled), watch
        result.append(watch)
    return result


def by_watch(watches: list[Compiled], finding: Finding, text: str) -> dict[str, set[str]]:
    """For each watch the receivers that it made the finding go to."""
    found: dict[str, set[str]] = {}
    for selection in select(watches, finding, text, now=NOW):
        for name in selection.watches:
            found.setdefault(name, set()).add(selection.receiver)
    return found


@given(SETS, FINDINGS, TEXTS)
def test_adding_a_watch_never_changes_what_another_selects(rules: list[Any], finding: Finding, text: str) -> None:
    watches = compiled(rules)
    together = by_watch(watches, finding, text)
    alone = {}
    for watch in watches:
        alone |= by_watch([watch], finding, text)
    assert together == alone


@given(SETS, FINDINGS, TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_watches_does_not_matter(rules: list[Any], finding: Finding, text: str, random: Any) -> None:
    watches = compiled(rules)
    shuffled = random.sample(watches, len(watches))
    assert select(watches, finding, text, now=NOW) == select(shuffled, finding, text, now=NOW)


@given(SETS, st.lists(st.tuples(FINDINGS, TEXTS), min_size=1, max_size=4))
def test_the_selector_selects_just_what_each_watch_alone_does(
    rules: list[Any], news: list[tuple[Finding, str]]
) -> None:
    watches = compiled(rules)
    selector = Selector(watches)
    for finding, text in news:
        assert selector.select(finding, text, now=NOW) == select(watches, finding, text, now=NOW)


@given(SETS, FINDINGS, TEXTS)
def test_an_explanation_agrees_with_the_selection(rules: list[Any], finding: Finding, text: str) -> None:
    watches = compiled(rules)
    selected = by_watch(watches, finding, text)
    for each in explain(watches, finding, text, NOW):
        assert each.selected is (each.watch in selected)
        assert each.selected is (not each.failed)


@given(SETS, FINDINGS, TEXTS)
def test_a_receiver_is_told_once_with_the_strongest_urgency(rules: list[Any], finding: Finding, text: str) -> None:
    watches = {watch.name: watch for watch in compiled(rules)}
    selections = select(list(watches.values()), finding, text, now=NOW)
    assert len({selection.receiver for selection in selections}) == len(selections)
    strength = list(Urgency)
    for selection in selections:
        asking = [watches[name] for name in selection.watches]
        assert strength.index(selection.urgency) == min(strength.index(watch.urgency) for watch in asking)
        assert set(selection.labels) == {label for watch in asking for label in watch.rule.labels}


def test_where_the_words_are_too_many_for_the_memory_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.watches.index.MEMORY", 1024)
    words = [f"word{number}" for number in range(500)]
    watches = compiled(
        [({"text": [*words, "auction"]}, ("desk",), Urgency.DIGEST, ()), ({}, ("boss",), Urgency.NOW, ())]
    )
    assert [each.receiver for each in Selector(watches).select(policy(), "An auction", now=NOW)] == ["boss", "desk"]


def test_findings_of_one_story_are_told_apart_by_their_fields() -> None:
    """The words of the text are looked for once; those of the title are each finding's own."""
    selector = Selector(compiled([({"text": "auction", "policy": {"title": "plan"}}, ("desk",), Urgency.DIGEST, ())]))
    text = "An auction"
    assert selector.select(policy(title="A plan"), text, now=NOW)
    assert not selector.select(policy(title="A law"), text, now=NOW)
    assert not selector.select(policy(title="A plan"), "No sale", now=NOW)


def test_a_text_with_broken_characters_is_read() -> None:
    watches = compiled([({"text": "auction", "regex": "auc"}, ("desk",), Urgency.DIGEST, ())])
    text = "\ud800 auction \udfff"
    assert len(Selector(watches).select(policy(), text, now=NOW)) == len(select(watches, policy(), text, now=NOW)) == 1
