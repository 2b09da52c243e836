"""Files with tests of the rules: what is read, and that nothing breaks the reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config.trials import RuleTests, check_tests
from tracker.errors import Fault
from tracker.model import FindingKind

SMALL = """\
config: rules/config.yaml
tests:
  - name: one
    documents:
      - {file: letter.txt, published: 2026-04-12}
    expect: nothing
  - name: two
    findings:
      - metric: {value: 5bn yuan}
    expect:
      - {to: desk, watch: all, finding: metric.new}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rules-test.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_paths_belong_to_the_folder_of_the_file(tmp_path: Path) -> None:
    tests, faults, lines = check_tests(write(tmp_path, SMALL))
    assert tests is not None
    assert faults == ()
    assert (tests.config, tests.tests[0].documents[0].file) == (
        tmp_path / "rules" / "config.yaml",
        tmp_path / "letter.txt",
    )
    assert lines == (3, 7)


def test_the_usual_configuration_lies_beside_the_file(tmp_path: Path) -> None:
    tests, _, _ = check_tests(write(tmp_path, SMALL.replace("config: rules/config.yaml\n", "")))
    assert tests is not None
    assert tests.config == tmp_path / "config.yaml"


def test_what_is_expected_is_read(tmp_path: Path) -> None:
    tests, _, _ = check_tests(write(tmp_path, SMALL))
    assert tests is not None
    assert tests.tests[0].expect == ()
    (expected,) = tests.tests[1].expect
    assert (expected.watch, expected.finding, expected.silenced) == (("all",), FindingKind.METRIC_NEW, False)


def test_further_faults_stand_in_their_places(tmp_path: Path) -> None:
    def further(tests: RuleTests) -> tuple[Fault, ...]:
        assert len(tests.tests) == 2
        return (Fault(("tests", 1, "expect", 0, "to"), "no good"),)

    tests, faults, _ = check_tests(write(tmp_path, SMALL), further)
    assert tests is None
    assert [(fault.line, fault.column) for fault in faults] == [(11, 14)]


KEYS = st.sampled_from(
    [
        *("config", "tests", "name", "today", "watches", "documents", "findings", "expect", "text", "file", "source"),
        *("published", "policy", "metric", "finding", "told_by", "language", "title", "issuer", "stage", "effective"),
        *("subject", "measure", "per", "kind", "value", "before", "to", "watch", "about", "urgency", "silenced", "x"),
    ]
)
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 7, 2.5, "", "nothing", "desk", "2026-04-12", "draft", "now", "5bn yuan"]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=15,
)
TESTS = st.fixed_dictionaries(
    {"name": st.just("x"), "expect": VALUES}, optional={"documents": VALUES, "findings": VALUES, "today": VALUES}
)


@given(st.one_of(VALUES, st.fixed_dictionaries({"tests": st.lists(TESTS, max_size=2)})))
def test_no_shape_breaks_the_reading(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    """JSON is YAML. There are tests, or there is a fault with a place."""
    path = write(tmp_path_factory.getbasetemp(), json.dumps(data))
    tests, faults, lines = check_tests(path)
    assert (tests is None) is bool(faults)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in faults)
    assert len(lines) == len(tests.tests) if tests else True
