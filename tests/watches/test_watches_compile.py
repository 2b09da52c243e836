"""What is wrong with a rule is told at its place; what is right but useless is a lint."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft7Validator
from watch_findings import NOW, metric, policy, rule

from tracker.errors import Fault
from tracker.model import FindingKind, Urgency
from tracker.watches import WHEN_SCHEMA, Compiled, Known, compile_watch, compile_watches, explain
from tracker.watches.policies import code_of

KNOWN = Known(sources=("letters", "gazette"), pins=("weekly tokens",), issuers={"MOFCOM": "Ministry of Commerce"})


def faults(when: Any, **fields: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    result = compile_watch(rule(when, **fields), known=KNOWN)
    found = result.lints if isinstance(result, Compiled) else result
    return [(fault.path, fault.message, fault.hint) for fault in found]


FAULTS: list[tuple[Any, tuple[str | int, ...], str]] = [
    # The last element "" means the key itself; a number after a text is an offset into it.
    ({"txt": "a"}, ("when", "txt", ""), "did you mean `text`?"),
    ({"stage": "draft"}, ("when", "stage", ""), "`stage` stands under `policy:`"),
    ({"policy": {"titel": 1}}, ("when", "policy", "titel", ""), "did you mean `title`?"),
    ({"policy": {"value": 1}}, ("when", "policy", "value", ""), "`value` stands under `metric:`"),
    ({"metric": {"text": "a"}}, ("when", "metric", "text", ""), "`text` stands under `when:`"),
    ({"text": ["a", "b |"]}, ("when", "text", 1, 2), "write OR"),
    ({"text": ["a", "b | c"]}, ("when", "text", 1, 2), "write OR"),
    ({"source": "gazete"}, ("when", "source"), "did you mean `gazette`?"),
    ({"metric": {"name": ["weekly token"]}}, ("when", "metric", "name", 0), "did you mean `weekly tokens`?"),
    ({"not": {"policy": {"stage": "drafted"}}}, ("when", "not", "policy", "stage"), "did you mean `draft`?"),
    ({"language": "Chinese language"}, ("when", "language"), "write a code such as en, zh, fr or de"),
    (
        {"policy": {"effective": "within 900000 years"}},
        ("when", "policy", "effective"),
        "write within 30 days, before 2026-12-01, after … or in 2027",
    ),
    ({"regex": r"(?<=a)b"}, ("when", "regex"), "use `text:` with NOT, or `not:`"),
]


@pytest.mark.parametrize(("when", "path", "hint"), FAULTS)
def test_a_fault_has_its_place_and_a_hint(when: Any, path: tuple[str | int, ...], hint: str) -> None:
    found = faults(when)
    assert [(place, told) for place, _, told in found] == [(path, hint)]


def test_all_faults_of_a_rule_are_told_at_once() -> None:
    assert len(faults({"txt": 1, "text": "(", "metric": {"value": "x", "unti": "y"}, "finding": "policy"})) == 5


WRONG_SHAPES: list[Any] = [
    {"text": {}},
    {"text": True},
    {"text": None},
    {"text": []},
    {"policy": "x"},
    {"policy": None},
    {"metric": []},
    {"metric": {"value": {}}},
    {"metric": {"crosses": True}},
    {"not": "x"},
    {"not": {}},
    {"finding": 5},
    {"sources": "many"},
    {5: "x"},
    "text",
    ["text"],
]


@pytest.mark.parametrize("when", WRONG_SHAPES)
def test_a_wrong_shape_is_a_fault_and_no_crash(when: Any) -> None:
    assert faults(when)


def test_nots_inside_one_another_have_an_end() -> None:
    when: dict[str, Any] = {"text": "a"}
    for _ in range(50):
        when = {"not": when}
    assert [message for _, message, _ in faults(when)] == ["too many `not:` inside one another"]


LINTS: list[tuple[dict[str, Any], str]] = [
    ({"finding": "policy.new", "metric": {}}, "this never selects"),
    ({"finding": ["metric.changed"], "policy": {"stage": "draft"}}, "this never selects"),
    ({"finding": "metric.new", "metric": {"crosses": 5}}, "this never selects"),
    ({"metric": {"value": "> 5 and < 4"}}, "no value is above"),
    ({"text": "a or b"}, "`or` in small letters"),
    ({"text": "a AND (b OR c) AND NOT a"}, "this never selects: `a`"),
    ({"text": "(a AND NOT a) OR (b AND NOT b)"}, "this never selects: `a`"),
]


@pytest.mark.parametrize(("when", "message"), LINTS)
def test_a_rule_that_is_surely_not_meant_so_is_a_lint(when: dict[str, Any], message: str) -> None:
    result = compile_watch(rule(when))
    assert isinstance(result, Compiled)
    assert [fault.message[: len(message)] for fault in result.lints] == [message]
    assert all(fault.lint for fault in result.lints)


def test_a_watch_without_a_receiver_is_a_lint() -> None:
    result = compile_watch(rule({}, to=()), path=("watches", 3))
    assert isinstance(result, Compiled)
    assert result.lints == (Fault(("watches", 3, "to"), "a watch without a receiver tells nobody", lint=True),)


SAME = [
    # Conditions alike: the weaker of two is idle; of two that are equal, the later.
    ([{}, {}], [1]),
    ([{"urgency": Urgency.LOW}, {}], [0]),
    ([{}, {"urgency": Urgency.NOW}], [0]),
    ([{"to": ("desk", "boss")}, {}], [1]),
    ([{"to": ("desk", "boss")}, {"to": ("mail",)}], []),
    ([{"labels": ("x",)}, {"labels": ("y",)}], []),
    ([{"when": {"text": "a"}}, {"when": {"text": "b"}}], []),
    ([{"when": {"text": "a", "source": "b"}}, {"when": {"source": "b", "text": "a"}}], [1]),
]


@pytest.mark.parametrize(("rules", "idle"), SAME)
def test_a_rule_beside_which_another_does_the_same_is_a_lint(rules: list[dict[str, Any]], idle: list[int]) -> None:
    _, found = compile_watches([rule(name=str(number), **fields) for number, fields in enumerate(rules)])
    assert [fault.path for fault in found] == [("watches", number) for number in idle]
    assert all(fault.lint for fault in found)


def test_one_bad_rule_does_not_stop_the_others() -> None:
    compiled, found = compile_watches([rule({"txt": "a"}, name="bad"), rule({"text": "a"}, name="good")])
    assert [watch.name for watch in compiled] == ["good"]
    assert [fault.path for fault in found] == [("watches", 0, "when", "txt", "")]


def test_a_short_name_of_the_vocabulary_stands_for_the_authority() -> None:
    watch = compile_watch(rule({"policy": {"issuer": "mofcom"}}), known=KNOWN)
    assert isinstance(watch, Compiled)
    assert explain([watch], policy(issuers=("Ministry of Commerce",)), "", NOW)[0].selected
    assert not explain([watch], policy(issuers=("Ministry of Finance",)), "", NOW)[0].selected


COUNTRIES = [("CN", "CN"), ("china", "CN"), ("The Netherlands", "NL"), ("U.S.", "US"), ("GB", "UK"), ("Russia", "RU")]
COUNTRIES += [
    ("South Korea", "KR"),
    ("European Union", "EU"),
    ("global", "INT"),
    ("VNM", "VN"),
    ("Guinea-Bissau", "GW"),
    ("Atlantis", None),
]


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_a_country_is_known_by_code_and_by_name(name: str, code: str | None) -> None:
    assert code_of(name) == code


# ---------------------------------------------------------------- explanations


def explained(when: dict[str, Any], finding: Any, text: str = "A spectrum auction.") -> list[str]:
    watch = compile_watch(rule(when))
    assert isinstance(watch, Compiled)
    checks = explain([watch], finding, text, NOW)[0].checks
    return [
        f"{'+' if check.held else '-'} {check.condition} ({check.saw})"
        for check in checks
        if "finding:" not in check.condition
    ]


def test_every_condition_tells_the_value_it_saw() -> None:
    when = {
        "metric": {"value": "> 1bn", "change": ">= 5%", "crosses": "600 million", "unit": "yuan", "direction": "up"},
        "text": "auction AND football",
        "sources": ">= 2",
    }
    assert explained(when, metric(voices=("Post", "Daily"))) == [
        "- metric.value: > 1bn (620 million user)",
        "+ metric.change: >= 5% (+6.897% against the value before)",
        "+ metric.crosses: 600 million (580 million user → 620 million user)",
        "- metric.unit: yuan (user)",
        "+ metric.direction: up (up)",
        "- text: auction AND football (found: auction; not found: football)",
        "+ sources: >= 2 (2 (Post, Daily))",
    ]


def test_policy_conditions_and_nested_ones_tell_too() -> None:
    when = {"policy": {"issuer": "MIIT", "effective": "within 30 days"}, "not": {"text": "auction"}}
    assert explained(when, policy()) == [
        "- policy.issuer: MIIT (Ministry of Commerce)",
        "- policy.effective: within 30 days (nothing)",
        "- not: text: auction (text: auction holds)",
    ]
    assert explained(when, metric())[0] == "- policy: only findings about a policy (a finding about a metric)"


def test_near_misses_come_first() -> None:
    rules = [
        rule({"text": "football AND rugby", "sources": ">= 9", "policy": {"stage": "draft"}}, name="far"),
        rule({"text": "auction", "sources": ">= 9"}, name="near"),
        rule({"text": "auction"}, name="hit"),
    ]
    watches, _ = compile_watches(rules)
    explanations = explain(watches, policy(), "A spectrum auction.", NOW)
    assert [(each.watch, each.selected, len(each.failed)) for each in explanations] == [
        ("hit", True, 0),
        ("near", False, 1),
        ("far", False, 3),
    ]


# ---------------------------------------------------------------- the schema


def test_the_schema_knows_every_condition_and_kind() -> None:
    Draft7Validator.check_schema(WHEN_SCHEMA)
    validator = Draft7Validator(WHEN_SCHEMA)
    assert all(validator.is_valid({"finding": kind.value}) for kind in FindingKind)
    assert validator.is_valid({"not": {"not": {"metric": {"value": [5, "> 6"]}}}})
    assert not validator.is_valid({"not": {"txt": "a"}})
    assert not validator.is_valid({"policy": {"stage": "drafted"}})
