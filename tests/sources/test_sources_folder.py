"""A folder gives each complete file once, and nothing that is not meant for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model import Fetched, SourceState
from tracker.sources import Folder
from tracker.sources.folder import LARGEST

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def look(path: Path, state: SourceState | None = None, now: datetime = NOW, **options: object) -> Fetched:
    return Folder("letters", path, HOUR, **options).fetch(state or SourceState(), now)


def names(fetched: Fetched) -> list[str]:
    return [document.name for document in fetched.documents]


def test_every_known_kind_is_read_in_the_order_of_names_with_its_media_type(tmp_path: Path) -> None:
    kinds = {
        "b.txt": "text/plain",
        "a.md": "text/markdown",
        "c.markdown": "text/markdown",
        "d.HTML": "text/html",
        "e.htm": "text/html",
        "sub/f.eml": "message/rfc822",
    }
    (tmp_path / "sub").mkdir()
    for name in kinds:
        (tmp_path / name).write_text(f"the text of {name}")
    fetched = look(tmp_path)
    assert {document.name: document.media_type for document in fetched.documents} == kinds
    assert names(fetched) == sorted(kinds)
    assert fetched.documents[1].content == b"the text of b.txt"
    assert fetched.state.next_look == NOW + HOUR
    assert not fetched.warnings


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",  # hidden
        ".git/config.txt",  # in a hidden folder
        "letter.txt~",  # an editor's copy
        "~$letter.html",  # an office program's lock
        "letter.txt.part",  # a download under way
        "letter.tmp",  # temporary
        "letter.xlsx",  # another kind
        "letter",  # no kind at all
    ],
)
def test_what_is_hidden_temporary_or_of_another_kind_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("not for us")
    assert look(tmp_path).documents == ()


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("two")
    first = look(tmp_path)
    assert names(look(tmp_path, first.state)) == []
    (tmp_path / "a.txt").write_text("one, corrected")
    second = look(tmp_path, first.state)
    assert names(second) == ["a.txt"]
    assert second.documents[0].id != first.documents[0].id


def test_a_touched_file_is_the_same_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    first = look(tmp_path)
    os.utime(tmp_path / "a.txt", (1, 1))
    assert [one.id for one in look(tmp_path, first.state).documents] == [one.id for one in first.documents]


def test_a_file_that_keeps_its_size_and_time_but_not_its_content_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    os.utime(tmp_path / "a.txt", (1, 1))
    first = look(tmp_path)
    (tmp_path / "new").write_text("two")
    os.utime(tmp_path / "new", (1, 1))
    (tmp_path / "new").rename(tmp_path / "a.txt")
    assert [one.content for one in look(tmp_path, first.state).documents] == [b"two"]


def test_a_file_that_is_being_written_waits_for_the_next_look(tmp_path: Path) -> None:
    (tmp_path / "growing.txt").write_text("the beg")
    (tmp_path / "whole.txt").write_text("all of it")
    now = datetime.now(UTC)

    def write_on(_: float) -> None:
        with (tmp_path / "growing.txt").open("a") as file:
            file.write("inning")

    first = look(tmp_path, now=now, pause=write_on)
    assert names(first) == ["whole.txt"]
    assert first.warnings == ("growing.txt is still being written; it is read at the next look",)
    second = look(tmp_path, first.state, now + HOUR)
    assert [one.content for one in second.documents] == [b"the beginning"]


def test_files_at_rest_cost_no_pause(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("at rest")
    paused: list[float] = []
    look(tmp_path, now=datetime.now(UTC) + HOUR, pause=paused.append)
    assert paused == []


def test_a_link_that_leads_out_is_not_followed_and_one_within_is(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not in the folder")
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "real.txt").write_text("in the folder")
    (folder / "inside.txt").symlink_to("real.txt")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round").symlink_to(folder)  # a folder that holds itself
    (folder / "nowhere.txt").symlink_to("missing.txt")
    (folder / "circle.txt").symlink_to("circle.md")
    (folder / "circle.md").symlink_to("circle.txt")
    fetched = look(folder)
    assert names(fetched) == ["inside.txt", "real.txt"]
    assert [warning.partition(" ")[0] for warning in fetched.warnings] == [
        "circle.md",
        "circle.txt",
        "nowhere.txt",
        "outside.txt",
    ]


def test_a_pipe_with_a_good_name_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_text("after it")
    assert names(look(tmp_path)) == ["z.txt"]


def test_a_file_that_is_too_large_is_refused_once_and_stops_no_other(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "b.txt").write_text("fine")
    fetched = look(tmp_path)
    assert names(fetched) == ["b.txt"]
    assert fetched.warnings == ("a.txt is larger than 25 MB and is not read; split it",)
    assert look(tmp_path, fetched.state).warnings == ()


def test_an_unreadable_file_stops_no_other_and_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("locked")
    (tmp_path / "b.txt").write_text("fine")

    def read(place: Path) -> bytes:
        if place.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return place.read_bytes()

    fetched = look(tmp_path, read=read)
    assert names(fetched) == ["b.txt"]
    assert fetched.warnings == ("a.txt cannot be read (Permission denied); check its permissions",)
    assert names(look(tmp_path, fetched.state)) == ["a.txt"]


def test_a_file_that_changes_while_it_is_read_is_read_at_the_next_look(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")

    def read(place: Path) -> bytes:
        content = place.read_bytes()
        place.write_text("one and more")
        return content

    fetched = look(tmp_path, read=read)
    assert fetched.documents == ()
    assert fetched.warnings == ("a.txt changed while it was read; it is read at the next look",)
    assert [one.content for one in look(tmp_path, fetched.state).documents] == [b"one and more"]


def test_a_link_put_in_place_of_a_file_at_the_last_moment_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not in the folder")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    contents: list[bytes] = []

    def read(place: Path) -> bytes:
        place.unlink()
        place.symlink_to(tmp_path / "secret.txt")
        contents.append(Folder("letters", folder, HOUR).read(place))
        return contents[-1]

    fetched = look(folder, read=read)
    assert fetched.documents == ()
    assert contents == []
    assert "cannot be read" in fetched.warnings[0]


def test_a_missing_folder_is_an_error_that_says_what_to_do_and_heals(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    broken = look(path).state
    assert broken.error == f"The folder {path} does not exist; create it, or correct `folder` in the configuration."
    assert broken.failures == 1
    again = look(path, broken, NOW + HOUR).state
    assert again.failures == 2
    path.mkdir()
    healed = look(path, again, NOW + 3 * HOUR).state
    assert (healed.error, healed.failures, healed.last_failure) == (None, 0, NOW + HOUR)


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("I am a file")
    assert "is a file; name the folder that it is in" in (look(tmp_path / "letters").state.error or "")


def test_a_folder_that_is_lost_for_a_while_gives_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    path.mkdir()
    (path / "a.txt").write_text("one")
    first = look(path)
    path.rename(tmp_path / "away")
    lost = look(path, first.state)
    (tmp_path / "away").rename(path)
    assert lost.state.error is not None
    assert names(look(path, lost.state)) == []


def test_another_address_begins_anew(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("the same")
    first = look(tmp_path / "one")
    assert names(look(tmp_path / "two", first.state)) == ["a.txt"]


def test_a_feed_saved_as_a_file_gives_its_entries(tmp_path: Path) -> None:
    (tmp_path / "week.xml").write_text(
        "<rss version='2.0'><channel><title>Weekly notes</title>"
        "<item><guid>n-1</guid><title>First</title><description>&lt;p&gt;A rule.&lt;/p&gt;</description>"
        "<link>https://example.org/1</link><pubDate>Mon, 06 Apr 2026 08:00:00 GMT</pubDate></item>"
        "<item><guid>n-2</guid><title>Second</title><description>Another.</description></item>"
        "</channel></rss>"
    )
    (tmp_path / "page.xml").write_text("<note>no feed</note>")
    fetched = look(tmp_path)
    assert names(fetched) == ["week.xml#n-1", "week.xml#n-2"]
    first = fetched.documents[0]
    assert (first.title, first.url, first.publisher) == ("First", "https://example.org/1", "Weekly notes")
    assert (first.content, first.media_type) == (b"<p>A rule.</p>", "text/html")
    assert first.published == datetime(2026, 4, 6, 8, tzinfo=UTC)
    assert fetched.warnings == ("page.xml is no RSS, Atom or JSON feed and is not read",)
    assert names(look(tmp_path, fetched.state)) == []


file_names = st.sampled_from(["a.txt", "b.md", "c.html", "d.eml", "e.txt", "f.part"])
changes = st.lists(st.tuples(file_names, st.binary(max_size=20)), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(changes, max_size=4))
def test_every_content_is_given_once_however_files_come_and_go(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, bytes]]]
) -> None:
    path = tmp_path_factory.mktemp("folder")
    state = SourceState()
    seen: dict[str, bytes] = {}
    for number, writes in enumerate(rounds):
        for name, content in writes:
            (path / name).write_bytes(content)
        fetched = look(path, state, NOW + number * HOUR)
        state = fetched.state
        latest = {one.name: one.content for one in fetched.documents}
        assert all((path / name).read_bytes() == content for name, content in latest.items())
        seen |= latest
        assert look(path, state, NOW).documents == ()
        contents = {place.name: place.read_bytes() for place in path.iterdir() if place.suffix != ".part"}
        assert contents.items() <= seen.items()
