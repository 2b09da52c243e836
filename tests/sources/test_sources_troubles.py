"""Bad input of every kind is told in one clear sentence with what to do: in the status, and to ops once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from servers.http import HttpServer, Page

from tracker.app import App

START = datetime(2026, 4, 14, 8, tzinfo=UTC)
RSS = b"<rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>Fees</title></item></channel></rss>"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


class World:
    """A program over one source, with an ops receiver that writes files."""

    def __init__(self, home: Path, database: str, source: dict[str, object], allow: tuple[str, ...] = ()) -> None:
        self.home, self.now = home, START
        config = {
            "database": database,
            "sources": [{"name": "notes", "every": "15m", **source}],
            "receivers": [{"name": "ops", "file": "ops"}],
            "ops": "ops",
            "http": {"allow": list(allow), "timeout": "2s"},
        }
        (home / "config.yaml").write_text(json.dumps(config))
        self.app = App(home / "config.yaml", environ={}, now=lambda: self.now)

    def run(self, times: int = 1) -> None:
        for _ in range(times):
            self.app.run_once()
            self.now += timedelta(days=1)

    @property
    def told(self) -> list[str]:
        """What ops was told, in order."""
        return [self.app.store.digest(one).headline for one in reversed(self.app.store.digest_ids("ops"))]  # type: ignore[union-attr]

    @property
    def error(self) -> str:
        (source,) = self.app.store.status()["sources"]
        return source["error"] or ""


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    sink = BytesIO()
    writer.write(sink)
    assert PdfReader(BytesIO(sink.getvalue())).is_encrypted
    return sink.getvalue()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(b"rubbish", content_type="application/rss+xml"), "is no RSS, Atom or JSON feed but plain text; check"),
        (Page(b"<html><p>Hello"), "is no RSS, Atom or JSON feed but a web page; look for the feed's own address on it"),
        (Page(b""), "is empty; check its address in a browser"),
        (Page(b"x" * 10_000_001), "is larger than 10 MB; is this the address of a feed?"),
        (Page(status=401), "asks for a password (401); write the address as https://user:password@host/path"),
    ],
)
def test_a_feed_that_is_none_is_in_the_status_and_told_once_and_so_is_its_recovery(
    server: HttpServer, tmp_path: Path, page: Page, words: str, database: str
) -> None:
    server.put("/feed", page)
    world = World(tmp_path, database, {"feed": server.url("/feed")}, (server.place,))
    world.run(5)
    sentence = f"The feed {server.url('/feed')} {words}"
    assert world.error.startswith(sentence)
    assert len(world.told) == 1
    assert world.told[0].startswith(f"notes has failed 3 times in a row: {sentence}")
    server.put("/feed", Page(RSS))
    world.run(2)
    assert world.error == ""
    assert world.told[1:] == ["notes can be read again, after 5 failures."]
    world.app.close()


def test_a_feed_that_cannot_be_reached_says_what_to_do(tmp_path: Path, database: str) -> None:
    world = World(tmp_path, database, {"feed": "http://127.0.0.1:9/feed"}, ("127.0.0.1:9",))
    world.run()
    assert "is at a host that refuses the connection; check the port, or wait until it is up again" in world.error
    world.app.close()


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_001)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", locked_pdf(), "notes: a.pdf gave nothing. The PDF is locked with a password"),
        ("a.pdf", b"", "notes: a.pdf gave nothing. The PDF is empty"),
        ("a.pdf", b"%PDF-1.7 rubbish", "notes: a.pdf gave nothing. The PDF is damaged and cannot be read"),
        ("a.docx", b"PK rubbish", "notes: a.docx gave nothing. The Word file is"),
        ("a.xml", b"rubbish", "notes: a.xml is no RSS, Atom or JSON feed and is not read"),
        ("a.mbox", b"rubbish", "notes: a.mbox is no mbox and is not read; export the mailbox in that format"),
        ("a.pdf", None, "notes: a.pdf is larger than 25 MB and is not read; split it"),
    ],
    ids=["locked", "empty", "damaged", "no-word", "no-feed", "no-mbox", "200-MB"],
)
def test_a_file_that_cannot_be_read_is_told_once_and_stops_no_other(
    tmp_path: Path, name: str, content: bytes | None, words: str, database: str
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    if content is None:
        large(folder / name)
    else:
        (folder / name).write_bytes(content)
    (folder / "b.txt").write_text("The council adopted the rule on fees.")
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    world = World(tmp_path, database, {"folder": "letters"})
    world.run(4)
    assert len(world.told) == 1
    assert world.told[0].startswith(words)
    assert world.app.store.status()["stored"]["items"] == 1
    world.app.close()


def test_many_files_that_cannot_be_read_are_told_together(tmp_path: Path, database: str) -> None:
    (tmp_path / "letters").mkdir()
    for number in range(7):
        (tmp_path / "letters" / f"{number}.pdf").write_bytes(f"%PDF-1.7 rubbish {number}".encode())
        os.utime(tmp_path / "letters" / f"{number}.pdf", (1_000_000_000, 1_000_000_000))
    world = World(tmp_path, database, {"folder": "letters"})
    world.run(2)
    assert len(world.told) == 1
    assert world.told[0].endswith("And 4 more gave nothing.")
    world.app.close()
