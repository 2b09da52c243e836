"""A daemon's database is brought to the newest schema by another process, which ends; the daemon stays small."""

from __future__ import annotations

from pathlib import Path

import pytest
from servers.daemon import said_at_its_end

from tracker.cli.upgrading import upgrade_aside
from tracker.store.schema import HEAD
from tracker.store.store import Store


@pytest.mark.only_on("sqlite", "a file shows whether it was touched")
def test_a_database_is_made_and_one_that_is_there_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with Store(url) as store:
        assert store.revision() is None
        upgrade_aside(store, url)
        assert store.revision() == HEAD
        before = (tmp_path / "new.db").stat().st_mtime_ns
        upgrade_aside(store, url)
        assert (tmp_path / "new.db").stat().st_mtime_ns == before


@pytest.mark.only_on("sqlite", "a file shows whether it was touched")
def test_what_cannot_be_opened_is_left_for_its_user_to_tell(tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database at all" * 1000)
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    with Store(url) as store:
        upgrade_aside(store, url)
    assert (tmp_path / "broken.db").read_bytes().startswith(b"no database")


@pytest.mark.only_on("sqlite", "what the process imports has nothing to do with the database")
def test_a_daemon_on_a_new_database_never_loads_what_migrates_it(tmp_path: Path) -> None:
    assert said_at_its_end(tmp_path, "os", '"alembic" in sys.modules') == "False"
    assert Store(f"sqlite:///{tmp_path / 'tracker.db'}").revision() == HEAD
