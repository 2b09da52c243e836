"""Every bad file of data/ is refused in just the words beside it; every good one loads and fits the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from told import ENVIRON, rule_faults, told

from tracker.config import check, json_schema, schema_of_rules, schema_of_tests
from tracker.config.parsing import parse
from tracker.watches import WHEN_SCHEMA

DATA = Path(__file__).parent / "data"
BAD = sorted(DATA.glob("bad-*.yaml"))
GOOD = sorted(DATA.glob("good-*.yaml"))
SCHEMA = json_schema(WHEN_SCHEMA)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_in_these_words(path: Path) -> None:
    assert told(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_kind_of_fault_has_a_file() -> None:
    assert len(BAD) >= 40
    assert {path.with_suffix(".yaml") for path in DATA.glob("bad-*.txt")} == set(BAD)


@pytest.mark.parametrize("path", [path for path in BAD if "lint" not in path.stem], ids=lambda path: path.stem)
def test_what_is_more_than_a_lint_gives_no_configuration(path: Path) -> None:
    config, faults = check(path, ENVIRON, rule_faults)
    assert (config is None) is any(not fault.lint for fault in faults)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_loads_without_a_word(path: Path) -> None:
    config, faults = check(path, {**ENVIRON, "GAZETTE": "acts"}, rule_faults)
    assert faults == ()
    assert config is not None


def plain(path: Path) -> Any:
    """The file's values by the core schema of YAML, as editors read them: a day is text."""
    return parse(path.read_text(encoding="utf-8")).data


def test_the_schema_is_draft_7() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in str(SCHEMA)


@pytest.mark.parametrize("name", ["good-small", "good-full"])
def test_the_schema_admits_good_files(name: str) -> None:
    errors = [error.message for error in Draft7Validator(SCHEMA).iter_errors(plain(DATA / f"{name}.yaml"))]
    assert errors == []


# What an editor can tell from names and shapes alone.
SHAPES = (
    *("unknown-key", "unknown-key-in-source", "unknown-key-in-smtp", "missing-name", "missing-sources", "missing-to"),
    *("name-is-a-number", "weekday", "urgency", "port", "no-door", "two-doors", "no-way", "two-ways", "interval"),
    *("metric-period", "when-is-text", "unknown-condition", "condition-in-wrong-place", "unknown-condition-of-policy"),
    *("finding", "stage", "instrument", "direction", "text-number", "empty-list", "empty-not", "not-a-mapping"),
    *("time-of-day", "silence-without-reason", "silence-until", "silence-forever", "silences"),
)


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_refuses_bad_files(name: str) -> None:
    assert not Draft7Validator(SCHEMA).is_valid(plain(DATA / f"bad-{name}.yaml"))


def test_the_schema_of_tests_admits_those_of_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "watches.md").read_text(encoding="utf-8")
    example = parse("tests:\n" + page.split("```yaml\ntests:\n")[1].split("```")[0]).data
    schema = Draft7Validator(schema_of_tests())
    Draft7Validator.check_schema(schema_of_tests())
    assert [error.message for error in schema.iter_errors(example)] == []
    assert not schema.is_valid({"tests": [{"name": "x", "expect": "everything"}]})


@pytest.mark.parametrize("name", ["chips", "ports"])
def test_the_schema_of_rules_admits_included_files(name: str) -> None:
    schema = Draft7Validator(schema_of_rules(WHEN_SCHEMA))
    assert [error.message for error in schema.iter_errors(plain(DATA / "rules" / f"{name}.yaml"))] == []
    assert not schema.is_valid({"timezone": "UTC"})


WHOLES = {"configuration": SCHEMA, "rules": schema_of_rules(WHEN_SCHEMA), "tests": schema_of_tests()}


@pytest.mark.parametrize("whole", WHOLES.values(), ids=WHOLES)
def test_every_key_has_a_description(whole: dict[str, Any]) -> None:
    bare = [
        f"{name}.{key}"
        for name, part in whole["definitions"].items()
        for key, value in part.get("properties", {}).items()
        if not value.get("description")
    ]
    assert bare == []
