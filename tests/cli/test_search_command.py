"""Searching the stored stories from the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from databases import Databases, database_of, execute
from test_commands import copy_of, home, tracker  # noqa: F401 -- the samples after one pass

from tracker.cli.search import shown
from tracker.model import Item, Origin
from tracker.store.records import Hit, StoredItem

PUBLISHED = datetime(2026, 4, 13, tzinfo=UTC)


def test_stories_are_found_by_words_phrases_and_beginnings(home: Path) -> None:  # noqa: F811
    done = tracker("search", "computing", "cent*", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "(item_" in done.stdout
    assert "computing centres" in done.stdout
    records = [
        json.loads(line) for line in tracker("search", '"computing centres"', "--json", cwd=home).stdout.splitlines()
    ]
    assert records == sorted(records, key=lambda each: each["published"], reverse=True)
    for each in records:
        start, end = each["marks"][0]
        assert each["snippet"][start:end].casefold() == "computing centres"
    ours = tracker("search", "computing", "--source", "ICT weekly", "--since", "2026-04-10", "--json", cwd=home).stdout
    assert {json.loads(line)["source"] for line in ours.splitlines()} == {"ICT weekly"}


def test_nothing_found_and_nothing_asked_are_told_apart(home: Path) -> None:  # noqa: F811
    none = tracker("search", "unicorns", cwd=home)
    assert (none.returncode, none.stdout, none.stderr) == (1, "", "No story holds unicorns.\n")
    for arguments, said in (
        (["--", "-*"], "Say what to search"),
        (["computing", "--source", "nobody"], "There is no source 'nobody' in config.yaml. Sources: ICT weekly"),
        (["computing", "--since", "soon"], "--since 'soon' is no date"),
    ):
        done = tracker("search", *arguments, cwd=home)
        assert done.returncode == 2
        assert said in done.stderr


def test_a_terminal_shows_the_words_set_off() -> None:
    body = "The plan of the port and the plan of the city."
    item = StoredItem("item_1", Item(None, body, 0, len(body)), Origin("d", "a", "s", "item_1", "", PUBLISHED))
    hit = Hit(item, body, ((4, 8), (29, 33)), begun=True)
    assert shown(hit, bold=False) == f"… {body}"
    assert shown(hit, bold=True).count("\x1b[1m") == 2


def test_the_stars_of_bold_text_are_not_shown(home: Path) -> None:  # noqa: F811
    done = tracker("search", "measures", "computing", cwd=home)
    assert (done.returncode, "**" in done.stdout) == (0, False)


def test_a_replay_of_the_samples_under_the_same_rules_finds_the_same(home: Path) -> None:  # noqa: F811
    done = tracker("replay", "--since", "2026-01-01", "--json", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    (record,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (record["summary"]["gone"], record["summary"]["new"], record["summary"]["otherwise"]) == (0, 0, 0)
    assert record["summary"]["same"] > 10


def test_a_replay_says_what_was_found_otherwise_before(
    home: Path,  # noqa: F811
    tmp_path: Path,
    databases: Databases,
) -> None:
    folder = copy_of(home, tmp_path / "copy", databases)
    older = "UPDATE finding SET payload = replace(CAST(payload AS text), '12960000000000.0', '13.0'){json}"
    execute(database_of(folder), older)  # as if older rules had found it
    done = tracker("replay", "--since", "2026-01-01", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert "documents compared again. Findings since 2026-01-01: " in done.stdout
    assert "metric.changed 9860000000000.0 → 13.0 → metric.changed 9860000000000.0 → 12960000000000.0" in done.stdout
    bad = tracker("replay", "--since", "soon", cwd=home)
    assert (bad.returncode, bad.stdout) == (2, "")
