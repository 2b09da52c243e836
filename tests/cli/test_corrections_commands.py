"""Merging, splitting, renaming and looking up by name, as a person types it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from databases import Databases
from test_commands import copy_of, settle, tracker


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory, module_databases: Databases) -> Path:
    """The shipped samples after one pass."""
    folder = tmp_path_factory.mktemp("passed")
    settle(folder, module_databases.new(folder))
    done = tracker("run", "--once", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def home(passed: Path, tmp_path: Path, databases: Databases) -> Path:
    """A copy of it to change."""
    return copy_of(passed, tmp_path / "home", databases)


def records(*arguments: str, cwd: Path) -> list[dict[str, object]]:
    done = tracker(*arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def fine(*arguments: str, cwd: Path) -> str:
    done = tracker(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_merge_is_applied_listed_told_and_undone(home: Path) -> None:
    assert fine("decisions", cwd=home) == "Nobody has decided anything.\n"
    before = records("policies", cwd=home)
    one, two = str(before[0]["id"]), str(before[1]["id"])
    said = fine("merge", one[:12], two, cwd=home)
    assert "1 correction in the next digest" in said or "corrections in the next digest" in said
    assert len(records("policies", cwd=home)) == len(before) - 1
    (listed,) = records("decisions", cwd=home)
    assert (listed["decision"], listed["into"], listed["from"], listed["undone"]) == ("merge", one, two, False)
    assert "put here by a person: merge" in fine("policy", one, cwd=home)
    told = fine("run", "--once", cwd=home)
    assert "Correction: told as a new policy, but" in " ".join(told.split())
    assert "Decision 1 is undone" in fine("undo", "1", cwd=home)
    assert records("policies", cwd=home) == before
    assert "(undone)" in fine("decisions", cwd=home)
    again = tracker("undo", "1", cwd=home)
    assert (again.returncode, again.stdout) == (2, "")
    assert "Decision 1 is undone already." in again.stderr


def test_split_by_a_mention_or_a_finding(home: Path) -> None:
    whole = next(each for each in records("policies", cwd=home) if each["stages"] == ["consultation", "adopted"])
    shown = fine("policy", str(whole["id"]), cwd=home)
    mention = [line.rpartition("mention ")[2] for line in shown.splitlines() if "; mention men_" in line][-1]
    said = fine("split", str(whole["id"]), "--mention", mention, "--name", "Final measures", cwd=home)
    assert "“Final measures” (pol_" in said
    assert "1 mention moved" in said
    assert "Final measures" in {each["title"] for each in records("policies", cwd=home)}
    fine("undo", "1", cwd=home)
    explained = fine("explain", "measures computing centres final", cwd=home)
    finding = next(line.partition("[")[2].rstrip("]") for line in explained.splitlines() if "[fin_" in line)
    assert "1 mention moved" in fine("split", str(whole["id"]), "--finding", finding, cwd=home)


def test_a_name_may_be_changed_and_used(home: Path) -> None:
    assert "is called “Tokens” now" in fine("rename", "weekly tokens of chinese models", "Tokens", cwd=home)
    assert fine("metric", "Tokens", cwd=home).startswith("Tokens  (ser_")


def test_metrics_in_units_of_other_things_are_not_merged(passed: Path) -> None:
    ids = {str(each["unit"]): str(each["id"]) for each in records("metrics", cwd=passed)}
    done = tracker("merge", ids["%"], ids["NOK"], cwd=passed)
    assert done.returncode == 2
    assert "They are told in % and NOK: values in such units cannot be compared." in done.stderr


REFUSED = {
    "unknown name": (("metric", "unicorns"), "No metric has the id or the name 'unicorns'. `tracker metrics` lists"),
    "unknown id": (("policy", "pol_ffff"), "No policy has the id or the name 'pol_ffff'. `tracker policies` lists"),
    "more than one id": (("metric", "ser_"), "'ser_' fits more than one metric. Which of these?\n  ser_"),
    "more than one name": (("policy", "on"), "'on' fits more than one policy. Which of these?\n  pol_"),
    "no words": (("policy", " "), "No policy has the id or the name ' '."),
    "nothing to split": (("split", "Weekly tokens of Chinese models"), "Say what to take out: --mention ID or"),
    "a mention of another": (
        ("split", "Weekly tokens of Chinese models", "--mention", "men_0"),
        "No mention of it has an id that begins with 'men_0'.",
    ),
    "no such decision": (("undo", "7"), "There is no decision 7 that can be undone."),
    "explain nothing": (("explain", ""), "Say which item: its id, or words of its text."),
    "explain an unknown watch": (
        ("explain", "computing", "--watch", "nope"),
        "There is no watch 'nope' (known are first figures and confirmations, ",
    ),
    "tests that are not there": (
        ("watches", "test", "nofile"),
        "there is no such file; name a file with tests of rules",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_with_what_to_do(case: str, passed: Path) -> None:
    arguments, said = REFUSED[case]
    done = tracker(*arguments, cwd=passed)
    assert done.returncode == 2
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_status_tells_the_time_of_the_zone(passed: Path) -> None:
    shown = fine("status", cwd=passed)
    assert "last read 20" in shown
    assert " CE" in shown
    assert "+00:00" not in shown
    assert "1 digest, last" in shown


STDIN = {
    "plain text": b"Norway raises its quota\n\nNorway raised its herring quota to 390,000 tonnes in 2026.\n",
    "a page": b"<!doctype html><html><body><h1>Norway raises its quota</h1><p>Norway raised its herring quota to "
    b"390,000 tonnes in 2026.</p></body></html>",
    "a mail": b"From: Quay <quay@example.org>\nSubject: Norway raises its quota\nContent-Type: text/plain\n\n"
    b"Norway raised its herring quota to 390,000 tonnes in 2026.\n",
}


@pytest.mark.parametrize("kind", STDIN)
def test_extract_reads_standard_input(kind: str, tmp_path: Path) -> None:
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "tracker", "extract", "-"],
        input=STDIN[kind],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (record,) = (json.loads(line) for line in done.stdout.splitlines())
    assert record["document"] == "-"
    assert [metric["value"] for item in record["items"] for metric in item["metrics"]] == [390000.0]
