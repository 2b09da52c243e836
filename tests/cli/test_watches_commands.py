"""`tracker watches …` as a user types it: rules listed, tested, and tried on what is stored."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from databases import Databases, on

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```$", (ROOT / "docs" / "watches.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
RULES = next(text for kind, text in BLOCKS if "name: Chinese drafts" in text)
TESTS = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("tests:"))
CONFIG = f"""\
database: ${{DATABASE}}
sources:
  - {{name: letters, folder: inbox, baseline: false}}
{RULES}
  - name: everything
    when: {{}}
    to: board
    silence: until 2026-12-01, because the board is on holiday
receivers:
  - {{name: desk, slack: "${{CHANNEL}}"}}
  - {{name: board, terminal: true}}
slack:
  token: ${{SLACK_BOT_TOKEN}}
"""
RAIL = """\
tests:
  - name: rail rules are near
    watches: about to apply
    today: 2026-06-20
    findings:
      - policy: {title: Rail rules, jurisdiction: EU, stage: adopted, effective: 2027-07-01}
    expect:
      - {to: desk, about: rail rules, watch: about to apply}
"""


def tracker(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def write(home: Path, text: str) -> str:
    (home / "rules-test.yaml").write_text(text, encoding="utf-8")
    return "rules-test.yaml"


# ---------------------------------------------------------------- test


def test_the_tests_of_the_page_pass_without_database_or_environment(home: Path) -> None:
    done = tracker("watches", "test", write(home, TESTS), cwd=home)
    assert (done.stdout, done.stderr) == ("rules-test.yaml: 3 of 3 tests passed\n", "")
    assert done.returncode == 0
    assert sorted(path.name for path in home.iterdir()) == ["config.yaml", "rules-test.yaml"]


def test_a_failure_is_told_as_the_page_shows(home: Path) -> None:
    done = tracker("watches", "test", write(home, RAIL), cwd=home)
    assert done.returncode == 1, done.stderr
    assert done.stdout == next(text for kind, text in BLOCKS if kind == "failure")


def test_a_failure_for_programs(home: Path) -> None:
    done = tracker("watches", "test", "--json", write(home, RAIL), cwd=home)
    (record,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (record["line"], record["passed"], record["findings"]) == (2, False, 1)
    assert record["missing"] == ["a finding about “rail rules” to desk, by about to apply"]


def test_what_comes_unexpected_and_what_is_silenced(home: Path) -> None:
    """The silenced one need not be expected; one that is expected to be told says why it is not."""
    findings = "    findings:\n      - policy: {title: Port rules, jurisdiction: EU, effective: 2026-07-01}\n"
    text = f"tests:\n  - name: silent\n    today: 2026-06-20\n{findings}    expect: nothing\n"
    text += (
        f"  - name: told\n    today: 2026-06-20\n{findings}    expect: [{{to: desk}}, {{to: board, silenced: true}}]\n"
    )
    text += f"  - name: loud\n    today: 2026-06-20\n{findings}    expect: [{{to: desk}}, {{to: board}}]\n"
    done = tracker("watches", "test", write(home, text), cwd=home)
    because = "watch everything is silenced until 2026-12-01, because the board is on holiday"
    assert done.stdout.splitlines() == [
        "rules-test.yaml:2: silent",
        "    + policy.new “Port rules” to desk, now, by about to apply",
        "rules-test.yaml:12: loud",
        "    - a finding to board",
        f"    ? policy.new “Port rules” to board, digest, by everything ({because})",
        "rules-test.yaml: 1 of 3 tests passed",
    ]


def test_documents_meet_what_the_ones_before_them_left(home: Path) -> None:
    """A file, and a text; the second value of a series is a change. The file's rules stand elsewhere."""
    (home / "rules").mkdir()
    letter = "Parcels\n\nNorwegian Post carried {} million parcels in {}, the company said in its report.\n"
    (home / "rules" / "may.txt").write_text(letter.format("12", "May 2026"), encoding="utf-8")
    june = letter.format("18", "June 2026").replace("\n", "\n          ")
    text = f"""\
config: ../config.yaml
tests:
  - name: a change
    today: 2027-01-01
    watches: everything
    documents:
      - file: may.txt
        published: 2026-06-02
      - published: 2026-07-02
        text: |
          {june}
    expect:
      - {{to: board, finding: metric.new}}
      - {{to: board, finding: metric.changed}}
"""
    (home / "rules" / "parcels.yaml").write_text(text, encoding="utf-8")
    done = tracker("watches", "test", "rules/parcels.yaml", cwd=home)
    assert done.stdout == "rules/parcels.yaml: 1 of 1 tests passed\n", done.stderr


def test_where_nothing_is_found_in_a_document_the_reason_is_told(home: Path) -> None:
    """A visit is no policy: what was turned down is named, with why."""
    text = """\
tests:
  - name: a visit
    documents:
      - text: |
          Shipping talks

          A shipping association urged the European Commission on Tuesday to adopt a regulation on shore power.
    expect:
      - {to: desk, about: shore power}
"""
    done = tracker("watches", "test", write(home, text), cwd=home)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[1:3] == [
        "    - a finding about “shore power” to desk",
        "    ? there is no such finding; there is none",
    ]
    assert "is no policy: " in lines[3]


def test_a_broken_file_is_refused_with_places_and_the_others_run(home: Path) -> None:
    text = """\
tests:
  - name: wrong
    watches: everythin
    findings:
      - metric: {subject: parcels, value: many}
        colour: red
    expect:
      - to: dsk
"""
    names = text.replace("        colour: red\n", "")
    (home / "names.yaml").write_text(names, encoding="utf-8")
    (home / "good.yaml").write_text(TESTS, encoding="utf-8")
    done = tracker("watches", "test", write(home, text), "names.yaml", "good.yaml", cwd=home)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "rules-test.yaml:6:9: a finding has no key `colour` (known are finding, language, metric, policy, source, "
        "text, told_by)",
        "            colour: red",
        "            ^",
        "names.yaml:3:14: there is no watch `everythin` (did you mean `everything`?)",
        "        watches: everythin",
        "                 ^",
        "names.yaml:5:43: `many` is no number, such as 600 million or 5bn yuan",
        "          - metric: {subject: parcels, value: many}",
        "                                              ^",
        "names.yaml:7:13: there is no receiver `dsk` (did you mean `desk`?)",
        "          - to: dsk",
        "                ^",
        "good.yaml: 3 of 3 tests passed",
    ]


BROKEN = [
    ("", "rules-test.yaml:1:1: the file is empty; it needs at least `tests`"),
    ("[]", "rules-test.yaml:1:1: the file must be a mapping: keys such as `tests:` and `config:` with values"),
    ("tests: []", "rules-test.yaml:1:8: `tests`: the list is empty"),
    ("tests: [{name: x, expect: nothing}]", "rules-test.yaml:1:9: a test needs `documents` or `findings`"),
    ("tests: [{name: x, findings: [{}], expect: nothing}]", "one of `policy` and `metric` is needed here"),
    ("tests: [{name: x, documents: [{text: x}]}]", "rules-test.yaml:1:9: a test needs `expect`"),
    ("config: no.yaml\ntests: [{name: x, documents: [{text: x}], expect: nothing}]", "there is no such file"),
    ("tests: [{name: x, documents: [{text: x, file: x}], expect: []}]", "there is `text` already; give one of the two"),
    ("test: []", "rules-test.yaml:1:1: the file has no key `test` (did you mean `tests`?)"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN, ids=lambda value: value[:30])
def test_a_file_that_is_no_file_of_tests_is_told_so(home: Path, text: str, message: str) -> None:
    done = tracker("watches", "test", write(home, text), cwd=home)
    assert (done.returncode, done.stderr) == (2, "")
    assert message in done.stdout


def test_a_document_that_cannot_be_read_is_named(home: Path) -> None:
    text = "tests: [{name: x, documents: [{file: no.txt}], expect: nothing}]"
    done = tracker("watches", "test", write(home, text), cwd=home)
    assert done.returncode == 2
    assert "no.txt cannot be read: No such file or directory" in done.stderr


# ---------------------------------------------------------------- list


def test_the_watches_are_listed(home: Path) -> None:
    assert tracker("watches", "list", cwd=home).stdout.splitlines() == [
        "Chinese drafts  → desk, digest",
        "about to apply  → desk, now",
        "everything  → board, digest  silenced until 2026-12-01, because the board is on holiday",
    ]
    records = [json.loads(line) for line in tracker("watches", "list", "--json", cwd=home).stdout.splitlines()]
    assert records[1]["when"] == {"policy": {"jurisdiction": ["EU", "UK"], "effective": "within 30 days"}}


# ---------------------------------------------------------------- untold


def test_what_was_not_told_is_listed_with_its_reason(tmp_path: Path, database: str) -> None:
    """A silence of one receiver and a flood of the other, in the shipped configuration."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shipped = (ROOT / "config.yaml").read_text(encoding="utf-8")
    silence = "silences:\n  - {when: {}, to: files, until: 9999-01-01, because: nobody reads them}\n"
    limited = shipped.replace("name: screen", "name: screen\n    at most: 2")
    assert limited != shipped
    (tmp_path / "config.yaml").write_text(on(database, f"{limited}\n{silence}"), encoding="utf-8")
    done = tracker("run", "--once", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"and \d+ more: tracker watches untold screen", " ".join(done.stdout.split()))
    assert not (tmp_path / "out").exists()
    explained = tracker("explain", "measures computing centres final", cwd=tmp_path).stdout
    assert "to files by policy steps: suppressed, silenced until 9999-01-01, because nobody reads them" in explained
    shown = tracker("watches", "untold", "--now", "2026-04-20", cwd=tmp_path).stdout
    assert "    silenced until 9999-01-01, because nobody reads them" in shown.splitlines()
    records = [
        json.loads(line)
        for line in tracker(
            "watches", "untold", "screen", "--json", "--since", "2026-01-01", cwd=tmp_path
        ).stdout.splitlines()
    ]
    assert {record["to"] for record in records} == {"screen"}
    assert all(re.search(r"tells at most 2 of \d+ entries", record["reason"]) for record in records)


def test_that_nothing_was_left_untold_is_said_and_an_unknown_receiver_refused(past: Path) -> None:
    assert "everything selected was told or waits" in tracker("watches", "untold", "files", cwd=past).stdout
    assert tracker("watches", "untold", "--json", cwd=past).stdout == ""
    unknown = tracker("watches", "untold", "file", cwd=past)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "There is no receiver 'file' in config.yaml. Receivers: screen, files." in unknown.stderr


# ---------------------------------------------------------------- backtest


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, module_databases: Databases) -> Path:
    """The shipped configuration and samples after one pass, and an older version of the rules beside them."""
    folder = tmp_path_factory.mktemp("past")
    shutil.copytree(ROOT / "samples", folder / "samples")
    shipped = on(module_databases.new(folder), (ROOT / "config.yaml").read_text(encoding="utf-8"))
    (folder / "config.yaml").write_text(shipped, encoding="utf-8")
    older = shipped.replace("finding: [policy.new, policy.updated]", "finding: policy.updated")
    assert older != shipped
    (folder / "old.yaml").write_text(older, encoding="utf-8")
    assert tracker("run", "--once", cwd=folder).returncode == 0
    return folder


def looked_back(past: Path, *arguments: str) -> dict[str, Any]:
    done = tracker("watches", "backtest", "--now", "2026-04-20", "--json", *arguments, cwd=past)
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record


def test_the_rules_are_tried_on_what_is_stored(past: Path) -> None:
    record = looked_back(past)
    stored = [json.loads(line) for line in tracker("export", cwd=past).stdout.splitlines()]
    assert record["findings"] == sum(each["record"] == "finding" for each in stored) > 0
    assert sum(week["selected"] for week in record["weeks"]) == record["selected"]
    assert len(record["weeks"]) == 14, "ninety days begin in the week of the nineteenth of January"
    assert "changes" not in record


def test_one_watch_alone_and_a_shorter_time(past: Path) -> None:
    whole = looked_back(past)
    record = looked_back(past, "--watch", "policy steps", "--since", "2w")
    assert list(record["watches"]) == ["policy steps"]
    assert record["since"] == "2026-04-06"
    assert record["findings"] < whole["findings"]


def test_other_rules_are_told_apart(past: Path) -> None:
    record = looked_back(past, "--against", "old.yaml")
    assert {each["change"] for each in record["changes"]} == {"+"}
    assert {each["after"]["finding"] for each in record["changes"]} == {"policy.new"}
    shown = tracker("watches", "backtest", "--now", "2026-04-20", "--against", "old.yaml", "-n", "1", cwd=past).stdout
    more = len(record["changes"])
    assert f"Against old.yaml: {more} more, 0 fewer, 0 otherwise." in shown
    assert shown.endswith(f"and {more - 1} more: --limit {more} shows all\n")
    assert "█" in shown
    same = tracker("watches", "backtest", "--now", "2026-04-20", "--against", "config.yaml", cwd=past).stdout
    assert same.endswith("Against config.yaml: nothing changes.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "spring"), "--since 'spring' is no age. Write 90d, 12w, or a day such as 2026-04-12."),
        (("--watch", "policy step"), "There is no watch 'policy step' (did you mean `policy steps`?)."),
        (("--against", "no.yaml"), "no.yaml:1:1: there is no such file"),
    ],
)
def test_what_cannot_be_looked_back_on_is_a_sentence(past: Path, arguments: tuple[str, str], message: str) -> None:
    done = tracker("watches", "backtest", *arguments, cwd=past)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
