"""The database as a whole: damage is found, a copy under load is whole, a restore is all or nothing, old bytes go."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from store_samples import NOON, day, delivery, digest, document, put_document, with_findings

from tracker.errors import StoreError
from tracker.model import DeliveryState, SourceState
from tracker.store.records import DocumentState
from tracker.store.store import Store

HERE = str(Path(__file__).parent)


def holds(store: Store) -> dict[str, bool]:
    return {check.name: check.holds for check in store.upkeep.verify()}


def filled(store: Store) -> Store:
    one, two = with_findings(store, 1, 2)
    store.add_digest(digest(one), [delivery()])
    store.suppress("desk", [two.finding.id], "it is noise")
    return store


def damage(store: Store, statement: str) -> None:
    with store._connections.write() as connection:
        connection.execute(text(statement))


def test_a_whole_database_is_found_whole(store: Store) -> None:
    assert set(holds(filled(store)).values()) == {True}
    assert {"schema", "rows", "letters", "digests", "told"} <= set(holds(store))


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        ("letters", "UPDATE document SET source = 'letters', content = CAST('changed' AS BLOB)"),
        ("digests", "UPDATE digest SET content = CAST('changed' AS BLOB)"),
        ("told", "DELETE FROM delivery"),  # told in a digest that nobody gets
        ("told", "UPDATE selection SET reason = NULL"),
    ],
)
def test_damage_is_found(store: Store, check: str, statement: str) -> None:
    on_server = statement.replace("CAST('changed' AS BLOB)", "'changed'::bytea")
    damage(filled(store), statement if store.file else on_server)
    assert [name for name, fine in holds(store).items() if not fine] == [check]


def test_what_there_is_one_of_is_counted_as_one(store: Store) -> None:
    (rows,) = (check for check in filled(store).upkeep.verify() if check.name == "rows")
    said = dict(reversed(each.split(" ")) for each in rows.seen.split(", "))
    assert len(said) == 5
    assert all(name.endswith("s") == (count != "1") for name, count in said.items()), rows.seen


def test_a_database_without_tables_is_said(url: str) -> None:
    with Store(url) as store:
        (check,) = store.upkeep.verify()
    assert (check.holds, check.advice) == (False, "make one pass first: tracker run --once")


@pytest.mark.only_on("sqlite", "a server never lets them come to be")
def test_broken_references_are_found(database: str) -> None:
    with Store(database) as store:
        filled(store)
        assert store.file is not None
        with closing(sqlite3.connect(store.file)) as other, other:
            other.execute("DELETE FROM item")
        assert not holds(store)["references"]


WRITE_ON = """
import sys
sys.path.insert(0, sys.argv[2])
from store_samples import put_item
from tracker.store.store import Store
store = Store(sys.argv[1])
for number in range(100_000):
    with store.begin() as work:
        put_item(work, f"item_{number}", story_keys={"shared", f"own {number}"})
    if number == 50:
        print("well under way", flush=True)
"""


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_a_backup_under_load_is_whole_and_comes_back(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store(database) as store:
        put_document(store)
        command = [sys.executable, "-c", WRITE_ON, database, HERE]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "well under way\n"
            assert store.upkeep.backup(copy) == copy.stat().st_size
            writer.kill()
        later = store.status()["stored"]["items"]
        with Store(f"sqlite:///{copy}") as copied:
            assert set(holds(copied).values()) == {True}
            then = copied.status()["stored"]["items"]
        assert 50 < then <= later
        store.upkeep.restore(copy)
        assert store.status()["stored"]["items"] == then
        assert set(holds(store).values()) == {True}


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_what_cannot_be_put_back_changes_nothing(database: str, tmp_path: Path) -> None:
    rubbish, newer, empty = (tmp_path / name for name in ("rubbish.db", "newer.db", "empty.db"))
    rubbish.write_bytes(b"no database at all" * 1000)
    sqlite3.connect(empty).close()
    with Store(database) as store:
        filled(store)
        store.upkeep.backup(newer)
        with closing(sqlite3.connect(newer)) as other, other:
            other.execute("UPDATE alembic_version SET version_num = '9999'")
        for file in (rubbish, newer, empty, tmp_path / "missing.db"):
            with pytest.raises(StoreError, match=file.name):
                store.upkeep.restore(file)
        assert store.digest_ids() == ("dig_1",)


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_a_cut_copy_is_not_put_back(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store(database) as store:
        filled(store).upkeep.backup(copy)
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
        with pytest.raises(StoreError, match="is not put back"):
            store.upkeep.restore(copy)
        assert set(holds(store).values()) == {True}


@pytest.mark.only_on("sqlite", "a server is copied with its own tools")
def test_a_backup_overwrites_nothing_and_a_folder_that_is_not_there_is_said(database: str, tmp_path: Path) -> None:
    with Store(database) as store:
        copy = tmp_path / "copy.db"
        copy.write_text("precious", encoding="utf-8")
        with pytest.raises(StoreError, match="is there already"):
            store.upkeep.backup(copy)
        assert copy.read_text(encoding="utf-8") == "precious"
        with pytest.raises(StoreError, match="cannot be written"):
            store.upkeep.backup(tmp_path / "nowhere" / "copy.db")


@pytest.mark.only_on("postgresql", "a file is copied by us")
def test_a_server_is_copied_with_its_own_tools(database: str, tmp_path: Path) -> None:
    with Store(database) as store:
        for act in (store.upkeep.backup, store.upkeep.restore):
            with pytest.raises(StoreError, match="pg_dump"):
                act(tmp_path / "copy.db")


def test_old_bytes_go_and_what_was_read_from_them_stays(store: Store) -> None:
    letters = [document("old.txt", b"o" * 5000), document("young.txt", fetched=day(2)), document("new.txt")]
    store.save_fetch("letters", letters, SourceState())
    for letter in letters[:2]:
        with store.begin() as work:
            work.finish_document(letter.id, title="Read")
    tidied = store.upkeep.tidy(letters_before=day(1), messages_before=None)
    assert (tidied.letters, tidied.messages) == (1, 0)
    old, young, new = (store.document(letter.id) for letter in letters)
    assert old is not None and young is not None and new is not None
    assert (old.content, young.content, new.content) == (b"", letters[1].content, letters[2].content)
    assert len(store.documents_in(DocumentState.DONE)) == 2
    assert store.upkeep.tidy(letters_before=day(1), messages_before=None).letters == 0
    assert store.save_fetch("letters", letters, SourceState()) == 0  # known by its id, though its bytes are gone
    assert set(holds(store).values()) == {True}


def test_the_content_of_old_messages_goes_once_they_are_sent(store: Store) -> None:
    store.add_digest(digest(), [delivery(1), delivery(2, sequence=1)])
    store.mark("del_1", state=DeliveryState.SENT, reference="171.2")
    assert store.upkeep.tidy(letters_before=None, messages_before=day(1)).messages == 1
    assert [dict(one.payload) for one in store.deliveries_of_digest("dig_1")] == [{}, {"text": "message 2"}]
    assert store.upkeep.tidy(letters_before=None, messages_before=day(1)).messages == 0
    assert store.digest("dig_1") is not None


def test_vacuum_gives_space_back(store: Store) -> None:
    many = [document(f"{n}.txt", bytes(range(256)) * 8 + str(n).encode() * 4000) for n in range(300)]
    store.save_fetch("letters", many, SourceState())
    damage(store, "DELETE FROM document")
    before = store.upkeep.size()
    store.upkeep.vacuum()
    assert store.upkeep.size() <= before
    assert set(holds(store).values()) == {True}
    assert store.due_deliveries(NOON) == ()
