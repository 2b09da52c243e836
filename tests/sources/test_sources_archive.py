"""Archives: every kind is taken apart into its documents, whatever is broken in it is said, and links lead nowhere."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker.errors import UsageError
from tracker.model import Document
from tracker.sources import folder
from tracker.sources.archive import Taken, documents_in, files_of
from tracker.sources.letters import parted
from tracker.sources.lined import mails_in

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
LARGEST = 10_000
MAIL = b"From: Ana <ana@quay.example>\nMessage-ID: <%d@quay.example>\nSubject: Ports\n\nQuay walls rose.\n"
MBOX = b"".join(b"From ana@quay.example Mon May  4 09:00:00 2026\n" + MAIL % n + b"\n" for n in (1, 2))


def take(*paths: Path) -> list[Taken]:
    files = tuple(file for path in paths for file in files_of(path))
    return list(documents_in(files, "harbour", NOW))


def documents(taken: list[Taken]) -> list[Document]:
    return [each.document for each in taken if each.document]


def names(*paths: Path) -> list[str]:
    return [document.name for document in documents(take(*paths))]


def warnings(*paths: Path) -> str:
    return " | ".join(each.warning for each in take(*paths) if each.warning)


# ---------------------------------------------------------------- kinds


def test_a_folder_gives_its_letters_by_name_as_the_folder_source_does(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    for name in ("b.txt", "2025/a.md", "2025/c.html", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text("A letter on ports.")
    assert names(tmp_path) == ["2025/a.md", "2025/c.html", "b.txt"]


def test_mails_of_a_maildir_are_called_by_their_message_id(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "cur" / "17.host:2,S").write_bytes(MAIL % 7)
    (tmp_path / "tmp" / "18.host").write_bytes(MAIL % 8)
    assert names(tmp_path) == ["7@quay.example"]


@pytest.mark.parametrize(
    "name",
    [
        "mails.mbox",
        "mails.mbox.gz",
        "INBOX",  # mail programs keep their folders in files without an ending
    ],
)
def test_an_mbox_gives_its_mails(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(MBOX) if name.endswith(".gz") else MBOX)
    found = documents(take(file))
    assert [(each.name, each.media_type) for each in found] == [
        ("1@quay.example", "message/rfc822"),
        ("2@quay.example", "message/rfc822"),
    ]


def test_json_lines_have_title_address_day_and_one_of_several_contents(tmp_path: Path) -> None:
    lines = [
        {"id": 12, "title": "Ports", "text": "Quay walls rose.", "published": "2024-02-03", "publisher": "Harbour"},
        {"url": "https://quay.example/1", "html": "<p>Quays</p>", "date": "2024-02-03T04:05:06+01:00"},
        {"markdown": "# Quays"},
    ]
    file = tmp_path / "old.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    first, second, third = documents(take(file))
    assert (first.name, first.title, first.publisher) == ("12", "Ports", "Harbour")
    assert (first.published, first.media_type) == (datetime(2024, 2, 3, tzinfo=UTC), "text/plain")
    assert (second.name, second.published) == ("https://quay.example/1", datetime(2024, 2, 3, 3, 5, 6, tzinfo=UTC))
    assert (third.name.split()[0], third.media_type) == ("record", "text/markdown")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: this is no JSON"),  # cut off
        ("[1]", "line 2: this is no JSON object"),  # another shape
        ('{"title": "x"}', "line 2: no content; give it as one of text, markdown, html, mail"),  # nothing to read
        ('{"text": "x", "date": "soon"}', "line 2: 'soon' is no date"),  # a date in words
    ],
)
def test_a_broken_line_is_said_and_stops_no_other(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text(f'{{"text": "a"}}\n{line}\n\n{{"text": "b"}}\n')
    assert len(names(file)) == 2
    assert f"old.jsonl, {said}" in warnings(file)


def web_archive(file: Path) -> None:
    """Pages as a crawler saves them: packed, in chunks, and what is no letter."""
    with file.open("wb") as opened:
        writer = WARCWriter(opened, gzip=file.suffix == ".gz")
        answers = [
            ("http://quay.example/a?utm_source=x", "200 OK", [("Content-Type", "text/html")], b"<p>Quay walls</p>"),
            (
                "http://quay.example/b",
                "200 OK",
                [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")],
                gzip.compress(b"<p>Cranes</p>"),
            ),
            (
                "http://quay.example/c",
                "200 OK",
                [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")],
                b"4\r\nBoll\r\n4\r\nards\r\n0\r\n\r\n",
            ),
            ("http://quay.example/gone", "404 Not Found", [("Content-Type", "text/html")], b"gone"),
            ("http://quay.example/logo.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
            ("http://quay.example/robots.txt", "200 OK", [("Content-Type", "text/plain")], b"User-agent: *"),
        ]
        for address, status, headers, body in answers:
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            given_date = {"WARC-Date": "2023-04-05T06:07:08Z"}
            record = writer.create_warc_record(
                address, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=given_date
            )
            writer.write_record(record)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_web_archive_gives_its_pages_unpacked(tmp_path: Path, name: str) -> None:
    web_archive(tmp_path / name)
    taken = take(tmp_path / name)
    found = documents(taken)
    assert [each.content for each in found] == [b"<p>Quay walls</p>", b"<p>Cranes</p>", b"Bollards"]
    assert [each.url for each in found][:2] == ["http://quay.example/a", "http://quay.example/b"]
    assert {each.dated for each in taken} == {datetime(2023, 4, 5, 6, 7, 8, tzinfo=UTC)}


def test_a_saved_feed_gives_its_entries(tmp_path: Path) -> None:
    entry = "<item><guid>1</guid><title>Ports</title><description>Quay walls rose.</description></item>"
    (tmp_path / "a.xml").write_text(f"<rss version='2.0'><channel><title>Quay</title>{entry}</channel></rss>")
    (found,) = documents(take(tmp_path))
    assert (found.title, found.publisher) == ("Ports", "Quay")


# ---------------------------------------------------------------- what is refused, and said


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no archive"):
        files_of(tmp_path / "nowhere")


def test_a_file_of_another_kind_is_said(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"PK")
    assert "table.xlsx is no archive of a kind that is known (.atom, " in warnings(tmp_path / "table.xlsx")


def test_links_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not a letter")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "letters" / "more").symlink_to(tmp_path)
    assert names(tmp_path / "letters") == []


@pytest.mark.parametrize("name", ["broken.mbox.gz", "broken.jsonl.gz"])
def test_a_packed_file_that_breaks_off_is_said_and_stops_no_other(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(MBOX)[:-20])
    (tmp_path / "z.txt").write_text("A letter.")
    assert names(tmp_path)[-1] == "z.txt"
    assert name in warnings(tmp_path)


def test_a_page_that_breaks_off_is_said_and_those_before_it_are_read(tmp_path: Path) -> None:
    web_archive(tmp_path / "crawl.warc")
    content = (tmp_path / "crawl.warc").read_bytes()
    (tmp_path / "crawl.warc").write_bytes(content[: content.index(b"Boll") + 2])
    assert len(names(tmp_path)) == 2
    assert "http://quay.example/c breaks off and is not read" in warnings(tmp_path)


def test_a_web_archive_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "mails.warc").write_bytes(MBOX)
    assert "mails.warc: what follows is no web archive" in warnings(tmp_path)


def test_what_is_larger_than_any_letter_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.sources.archive.LARGEST", 200)
    head, padding = b"From ana@quay.example Mon May  4 09:00:00 2026\n", b"x" * 30 + b"\n"
    (tmp_path / "a.mbox").write_bytes(head + MAIL % 1 + padding * 20 + b"\n" + head + MAIL % 2)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "x" * 500}) + '\n{"text": "small"}\n')
    (tmp_path / "c.txt").write_text("x" * 300)
    assert len(names(tmp_path)) == 2
    assert [said.split(" is larger than")[0] for said in warnings(tmp_path).split(" | ")] == [
        "a mail in a.mbox",
        "b.jsonl, line 1,",
        "c.txt",
    ]


# ---------------------------------------------------------------- progress and parting


def test_done_grows_to_the_size_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(MBOX)
    (tmp_path / "b.txt").write_text("A letter.")
    done = [each.done for each in take(tmp_path)]
    assert done == sorted(done)
    assert done[-1] == sum(file.size for file in files_of(tmp_path))


LINES = st.sampled_from(
    [
        b"From a@b.example Mon May  4 2026\n",
        b"From here\n",
        b">From there\n",
        b"\n",
        b"words\n",
        b"From x 2026",
    ]
)


@given(st.lists(LINES, max_size=20))
def test_a_mailbox_is_parted_as_the_folder_source_parts_it(lines: list[bytes]) -> None:
    content = b"From ana@quay.example Mon May  4 09:00:00 2026\n" + b"".join(lines)
    assert list(mails_in(BytesIO(content), LARGEST)) == list(parted(content))


def test_both_know_the_same_kinds() -> None:
    assert {".eml", ".txt", ".pdf"} < folder.MEDIA_TYPES.keys()
