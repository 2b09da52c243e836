"""Files appear whole or not at all, and only in the folder that they are for."""

from __future__ import annotations

from pathlib import Path

import pytest
from delivery_samples import FILES, TERMINAL, delivery

from tracker.delivery.files import FileTransport, TerminalTransport
from tracker.model import Refused, Sent


def test_the_files_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "deeper"
    outcome = FileTransport().send(delivery(FILES, str(folder)))
    assert outcome == Sent(str(folder / "digest.html"))
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == FILES["files"]


def test_writing_again_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text("an older one, and longer than the new one")
    (tmp_path / ".digest.txt.tmp").write_text("left by a process that was killed")
    for _ in range(2):
        FileTransport().send(delivery(FILES, str(tmp_path)))
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == FILES["files"]


def test_a_reader_holding_the_old_file_keeps_it_whole(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text("the old one")
    with (tmp_path / "digest.txt").open() as reader:
        FileTransport().send(delivery(FILES, str(tmp_path)))
        assert reader.read() == "the old one"


@pytest.mark.parametrize(
    "name", ["../digest.html", "/tmp/digest.html", "sub/digest.html", "..", ".", "", "a\\b", "a\x00b", "a\nb"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    outcome = FileTransport().send(delivery({"files": {"fine.txt": "x", name: "y"}}, str(folder)))
    assert isinstance(outcome, Refused)
    assert outcome.permanent
    assert list(tmp_path.rglob("*")) == []


def test_a_link_in_place_of_the_unfinished_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / ".digest.html.tmp").symlink_to(tmp_path / "secret")
    outcome = FileTransport().send(delivery(FILES, str(folder)))
    assert isinstance(outcome, Refused)
    assert (tmp_path / "secret").read_text() == "mine"


def test_a_place_where_nothing_can_be_written_is_said_and_may_pass(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    outcome = FileTransport().send(delivery(FILES, str(tmp_path / "out")))
    assert isinstance(outcome, Refused)
    assert not outcome.permanent
    assert outcome.reason.startswith(f"{tmp_path / 'out'} cannot be written")


def test_the_terminal_gets_each_text_with_one_line_break() -> None:
    shown: list[str] = []
    for text in ("one\n", "two"):
        TerminalTransport(shown.append).send(delivery({**TERMINAL, "text": text}, "terminal"))
    assert shown == ["one\n", "two\n"]
