"""When the files of a configuration count as edited."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracker.config import Edits


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("watches: []\n", encoding="utf-8")
    (tmp_path / "words.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "config.yaml").write_text("include: rules/*.yaml\nvocabulary: words.yaml\n", encoding="utf-8")
    return tmp_path


def change(path: Path) -> None:
    """Another time of change, as after an edit that left the size alone."""
    before = path.stat()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def test_nothing_counts_while_nothing_is_edited(home: Path) -> None:
    edits = Edits(home / "config.yaml")
    assert [edits.settled() for _ in range(3)] == [False, False, False]


@pytest.mark.parametrize("name", ["config.yaml", "rules/a.yaml", "words.yaml"])
def test_an_edit_counts_once_and_when_it_has_settled(home: Path, name: str) -> None:
    edits = Edits(home / "config.yaml")
    change(home / name)
    assert not edits.settled()  # it may still be being written
    change(home / name)
    assert [edits.settled() for _ in range(3)] == [False, True, False]


def test_a_new_file_of_a_pattern_and_one_that_goes_count(home: Path) -> None:
    edits = Edits(home / "config.yaml")
    (home / "rules" / "b.yaml").write_text("watches: []\n", encoding="utf-8")
    assert [edits.settled() for _ in range(3)] == [False, True, False]
    (home / "rules" / "a.yaml").unlink()
    assert [edits.settled() for _ in range(3)] == [False, True, False]


def test_a_configuration_that_is_away_is_being_replaced(home: Path) -> None:
    edits = Edits(home / "config.yaml")
    (home / "config.yaml").rename(home / "config.yaml~")
    assert [edits.settled() for _ in range(3)] == [False, False, False]
    (home / "config.yaml").write_text("include: rules/*.yaml\n", encoding="utf-8")
    assert [edits.settled() for _ in range(3)] == [False, True, False]


def test_what_was_taken_by_a_signal_does_not_count_again(home: Path) -> None:
    edits = Edits(home / "config.yaml")
    change(home / "config.yaml")
    edits.taken()
    assert [edits.settled() for _ in range(2)] == [False, False]


def test_a_broken_file_keeps_what_it_included_before_under_watch(home: Path) -> None:
    edits = Edits(home / "config.yaml")
    (home / "config.yaml").write_text("include: [rules/*.yaml\n", encoding="utf-8")
    assert [edits.settled() for _ in range(2)] == [False, True]
    change(home / "rules" / "a.yaml")
    assert [edits.settled() for _ in range(2)] == [False, True]
