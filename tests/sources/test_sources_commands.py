"""`tracker sources`: what would come in is shown and why something would not; lists of feeds come in and go out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_samples import feed, item
from hypothesis import given
from hypothesis import strategies as st
from servers.http import HttpServer, Page

from tracker.cli.common import duration
from tracker.config.loading import load
from tracker.sources.opml import NoOpmlError, Outline, names_for, read_opml, write_opml

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline text="Quay notes" xmlUrl="https://quay.example/rss" type="rss"/>
<outline text="Quay notes" xmlUrl="https://harbour.example/rss?a=1&amp;b=2" type="rss"/></outline>
<outline text="Twice" xmlUrl="https://quay.example/rss"/>
<outline title="No feed" htmlUrl="https://quay.example/"/>
<outline text="Odd" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def tracker(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tracker", "sources", *arguments]
    env = {"PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(home), **environment}
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


def configured(home: Path, server: HttpServer, *sources: dict[str, object]) -> None:
    config = {"sources": list(sources), "http": {"allow": [server.place], "timeout": "5s"}}
    (home / "config.yaml").write_text(json.dumps(config))


def test_test_shows_what_would_come_in(tmp_path: Path, server: HttpServer) -> None:
    german = (
        "Die Behörde hat den Entwurf der Verordnung über die Gebühren der Häfen veröffentlicht und bittet um Antwort."
    )
    server.put(
        "/feed", Page(feed(item(1, b"The council adopted the rule on the fees of ports."), item(2, german.encode())))
    )
    configured(tmp_path, server, {"name": "notes", "feed": server.url("/feed")})
    for what in ("notes", server.url("/feed")):
        done = tracker(tmp_path, "test", what)
        assert done.returncode == 0, done.stderr
        assert "2 documents would come in" in done.stdout
        assert "1 in en" in done.stdout
        assert "1 in de" in done.stdout
        assert "1 of them are stored and not extracted" in done.stdout
        assert "Title 1" in done.stdout
    told = json.loads(tracker(tmp_path, "test", "notes", "--json").stdout)
    assert [len(document["items"]) for document in told["documents"]] == [1, 1]
    assert told["languages"] == {"en": 1, "de": 1}
    assert not (tmp_path / "tracker.db").exists()


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (900, "15m"),  # the default of `every`
        (5400, "90m"),  # no whole hours
        (7200, "2h"),
        (86400, "1d"),
        (1_209_600, "14d"),  # the configuration knows no weeks
        (45, "45s"),
        (0, "0s"),
    ],
)
def test_a_pace_is_written_as_the_configuration_writes_it(seconds: int, written: str) -> None:
    assert duration(seconds) == written


def test_list_says_paces_and_times_as_people_write_them(tmp_path: Path, database: str) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("The council adopted the rule on the fees of ports.")
    sources = [{"name": "letters", "folder": "letters"}, {"name": "gone", "folder": "nowhere", "every": "90m"}]
    config = {"database": database, "timezone": "Asia/Tokyo", "sources": sources}
    (tmp_path / "config.yaml").write_text(json.dumps(config))
    assert "0 documents; looked at every 15m, last read never" in tracker(tmp_path, "list").stdout
    command = [sys.executable, "-m", "tracker", "run", "--once"]
    env = {"PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(tmp_path)}
    subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=120)
    listed = tracker(tmp_path, "list").stdout
    assert re.search(r"1 document; looked at every 15m, last read \d{4}-\d\d-\d\d \d\d:\d\d JST\n", listed)
    assert "looked at every 90m" in listed
    assert "failed once: " in listed


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(b"<html><p>Hello", content_type="text/html"), "is no RSS, Atom or JSON feed but a web page"),
        (Page(status=404), "is not there (404)"),
        (Page(feed()), "the source can be read and holds nothing that fits"),
    ],
)
def test_test_says_why_nothing_would_come_in(tmp_path: Path, server: HttpServer, page: Page, words: str) -> None:
    server.put("/feed", page)
    configured(tmp_path, server, {"name": "notes", "feed": server.url("/feed")})
    done = tracker(tmp_path, "test", "notes")
    assert done.returncode == 1
    assert "Nothing would come in" in done.stdout
    assert words in done.stdout


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("nowhere", "No source is called 'nowhere', and there is no such folder"),
        ("ftp://x.example/", "cannot be tried: an address begins with http:// or https://"),
        ("imaps://ana@x.example/", "A mailbox is tried by its name"),
    ],
)
def test_test_says_what_it_takes(tmp_path: Path, what: str, words: str) -> None:
    done = tracker(tmp_path, "test", what)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.only_on("sqlite", "what is printed comes from the configuration")
def test_list_shows_each_source_without_its_secret(tmp_path: Path, server: HttpServer) -> None:
    address = f"http://reader:hunter2@{server.place}/feed?key=hunter3"
    configured(tmp_path, server, {"name": "notes", "feed": address}, {"name": "off", "folder": "x", "enabled": False})
    done = tracker(tmp_path, "list")
    assert done.returncode == 0, done.stderr
    assert "hunter" not in done.stdout
    assert f"notes  feed http://{server.place}/feed" in done.stdout
    assert "left out: enabled is false" in done.stdout
    records = [json.loads(line) for line in tracker(tmp_path, "list", "--json").stdout.splitlines()]
    assert [(record["name"], record["kind"], record["enabled"]) for record in records] == [
        ("notes", "feed", True),
        ("off", "folder", False),
    ]


def test_an_imported_list_is_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    done = tracker(tmp_path, "import-opml", "feeds.opml")
    assert done.returncode == 0, done.stderr
    (tmp_path / "config.yaml").write_text(done.stdout)
    config = load(tmp_path / "config.yaml", {})
    assert [(source.name, source.feed) for source in config.sources] == [
        ("Quay notes", "https://quay.example/rss"),
        ("Quay notes (harbour.example)", "https://harbour.example/rss?a=1&b=2"),
    ]


def test_an_import_never_changes_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML)
    (tmp_path / "config.yaml").write_text('sources: [{name: Quay notes, folder: x}]\ninclude: ["sources/*.yaml"]\n')
    done = tracker(tmp_path, "import-opml", "feeds.opml", "--to", "sources/feeds.yaml")
    assert done.returncode == 0, done.stderr
    assert "includes it already" in done.stderr
    assert [source.name for source in load(tmp_path / "config.yaml", {}).sources] == [
        "Quay notes",
        "Quay notes (quay.example)",
        "Quay notes (harbour.example)",
    ]
    again = tracker(tmp_path, "import-opml", "feeds.opml", "--to", "sources/feeds.yaml")
    assert again.returncode == 2
    assert "is there already and is not changed" in again.stderr
    second = tracker(tmp_path, "import-opml", "feeds.opml")
    assert second.stdout == "sources: []\n"
    assert "2 are in the configuration already" in second.stderr


def test_an_exported_list_can_be_imported_and_holds_no_secret(tmp_path: Path) -> None:
    sources = [
        {"name": "A & B", "feed": "https://quay.example/rss?a=1&b=2"},
        {"name": "hidden", "feed": "https://${LOGIN}@quay.example/rss"},
        {"name": "open", "feed": "https://me:hunter2@quay.example/rss"},
        {"name": "folder", "folder": "x"},
    ]
    (tmp_path / "config.yaml").write_text(json.dumps({"sources": sources}))
    done = tracker(tmp_path, "export-opml", LOGIN="me:hunter2")
    assert done.returncode == 0, done.stderr
    assert read_opml(done.stdout.encode()) == (Outline("A & B", "https://quay.example/rss?a=1&b=2"),)
    assert "hunter2" not in done.stdout + done.stderr
    assert "2 feeds are left out" in done.stderr


@pytest.mark.parametrize("body", [b"", b"<html/>", b"nonsense", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"])
def test_what_is_no_list_is_refused(body: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoOpmlError):
        read_opml(body)
    (tmp_path / "feeds.opml").write_bytes(body)
    done = tracker(tmp_path, "import-opml", "feeds.opml")
    assert done.returncode == 2
    assert "is no OPML" in done.stderr


@given(st.lists(st.tuples(st.text(max_size=90), st.text("abc/?&<>\"'", max_size=9)), max_size=8))
def test_names_differ_and_addresses_come_back(feeds: list[tuple[str, str]]) -> None:
    from datetime import UTC, datetime

    outlines = [Outline(title, f"https://x.example/{path}") for title, path in feeds]
    named = names_for(outlines, ["taken"])
    assert len({name for name, _ in named}) == len(outlines)
    assert all(0 < len(name) <= 80 for name, _ in named)
    back = read_opml(write_opml(outlines, "T", datetime(2026, 1, 1, tzinfo=UTC)))
    assert [one.address for one in back] == list(dict.fromkeys(one.address for one in outlines))
