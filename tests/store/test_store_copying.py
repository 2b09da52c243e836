"""A database copied into another kind holds the same rows, can be searched and written on, or nothing was copied."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, Table, insert, select, update

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.errors import StoreError
from tracker.model import Document, SourceState
from tracker.store import copying
from tracker.store.copying import Content, content_of, copy
from tracker.store.engine import Connections
from tracker.store.schema import document, metadata, source
from tracker.store.store import Store

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, and a database after one pass over them: nearly every table has rows."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copy(ROOT / "config.yaml", folder)
    app = App(folder / "config.yaml", environ={}, now=lambda: NOW, write=lambda text: None)
    app.run_once()
    app.close()
    (database,) = folder.glob("*.db")
    return database


@pytest.fixture
def original(filled: Path, tmp_path: Path) -> str:
    shutil.copy(filled, tmp_path / "original.db")
    return f"sqlite:///{tmp_path / 'original.db'}"


@pytest.fixture
def back(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'back.db'}"


def exported(url: str) -> list[str]:
    with Store(url) as store:
        return [json.dumps(record, sort_keys=True) for record in store.export()]


def rows(url: str) -> dict[str, Content]:
    connections = Connections(url)
    with connections.read() as connection:
        found = {table.name: content_of(connection, table) for table in metadata.sorted_tables}
    connections.close()
    return found


def test_there_and_back_again_every_row_is_the_same(original: str, postgresql_url: str, back: str) -> None:
    there = copy(original, postgresql_url)
    copy(postgresql_url, back)
    assert rows(back) == rows(original)
    assert exported(original) == exported(postgresql_url) == exported(back)
    assert {each.table for each in there if each.rows} > {"document", "item", "mention", "finding", "delivery", "slot"}


def test_the_copy_can_be_searched(original: str, url: str) -> None:
    copy(original, url)
    with Store(original) as before, Store(url) as after:
        wanted = [hit.stored.item_id for hit in before.catalogue.search("computing centres")]
        assert wanted
        assert [hit.stored.item_id for hit in after.catalogue.search("computing centres")] == wanted


def test_the_copy_goes_on_where_the_original_stopped(original: str, url: str, filled: Path, tmp_path: Path) -> None:
    """New rows are numbered after those that were copied: the same letters give the same findings in both."""
    copy(original, url)
    letter = (
        "Weekly of 19 April 2026\n\nLandings\n\nNorway exported 3.5 million tonnes of salmon in March, up 4 per cent.\n"
    )
    grown = []
    for name, database in (("one", original), ("two", url)):
        folder = tmp_path / name
        (folder / "inbox").mkdir(parents=True)
        (folder / "inbox" / "a.txt").write_text(letter)
        config = f'database: "{database}"\nsources: [{{name: more, folder: inbox}}]\n'
        (folder / "config.yaml").write_text(config)
        app = App(folder / "config.yaml", environ={}, now=lambda: NOW)
        assert app.take_in().findings > 0
        app.close()
        grown.append(exported(database))
    assert grown[0] == grown[1]


def test_a_full_target_is_refused_and_left_as_it_is(original: str, url: str) -> None:
    with Store(url) as store:
        store.migrate()
        store.save_fetch("quay", [Document("quay", "a", b"a", "text/plain", NOW)], SourceState())
    before = rows(url)
    with pytest.raises(StoreError, match=r"holds something \(source, document\)"):
        copy(original, url)
    assert rows(url) == before


def test_a_copy_that_differs_is_not_kept(original: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever makes it differ, here a row that is lost on the way."""

    def lossy(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
        for batch in whole(connection, table):
            yield batch[1:] if table.name == "rejection" and not lost else batch
            if table.name == "rejection":
                lost.append(True)

    whole, lost = copying._batches, list[bool]()
    monkeypatch.setattr(copying, "_batches", lossy)
    with pytest.raises(StoreError, match="The copy differs in rejection"):
        copy(original, url)
    assert {content.rows for content in rows(url).values()} == {0}


@pytest.mark.only_on("sqlite", "the content's sum is the same for both kinds, as the copies to and fro show")
def test_one_changed_value_is_seen(original: str) -> None:
    connections = Connections(original)
    before = rows(original)["document"]
    with connections.write() as connection:
        first = select(document.c.id).order_by(document.c.id).limit(1).scalar_subquery()
        connection.execute(update(document).where(document.c.id == first).values(title="another"))
    after = rows(original)["document"]
    connections.close()
    assert (after.rows, after.sum != before.sum) == (before.rows, True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("sqlite:///{}/nothing.db", "no tables of ours"),  # a spelling mistake
        ("{}", "is no address"),  # a path
        ("mysql://quay@host/x", "No database called mysql"),  # another kind
    ],
)
def test_an_original_that_cannot_be_copied_is_told(tmp_path: Path, back: str, given: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        copy(given.format(tmp_path), back)


@pytest.mark.only_on("sqlite", "it is refused by its address, before any is opened")
def test_a_database_is_not_copied_into_itself(original: str) -> None:
    with pytest.raises(StoreError, match="same database"):
        copy(original, original)


def test_rows_in_another_order_are_the_same_content(url: str) -> None:
    """Both kinds of database sort text differently: content must not depend on the order."""
    found = []
    for names in (("a", "B", "é"), ("é", "a", "B")):
        connections = Connections(url)
        with Store(url) as store:
            store.migrate()
        with connections.write() as connection:
            connection.execute(insert(source), [{"name": name, "state": {}} for name in names])
            found.append(content_of(connection, source))
            connection.execute(source.delete())
        connections.close()
    assert found[0] == found[1] == Content(3, found[0].sum)


@pytest.mark.only_on("sqlite", "the copies to and fro are tried on both above")
def test_the_command_prints_a_line_for_each_table(original: str, back: str) -> None:
    result = CliRunner().invoke(commands, ["db", "copy", original, back])
    assert result.exit_code == 0
    assert "document " in result.stdout
    assert "copied and found the same" in result.stdout
    again = CliRunner().invoke(commands, ["db", "copy", original, back, "--json"])
    assert "name an empty one" in str(again.exception)
