"""What a digest says of other policies and series it says by their names, never by ids of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from databases import on

from tracker.app import App
from tracker.model import Selection
from tracker.telling.office import make_digest

CONFIG = """\
database: sqlite:///tracker.db
sources: [{name: letters, folder: in, baseline: false}]
watches: [{name: all, to: desk}]
receivers: [{name: desk, file: out}]
"""


def test_what_may_be_the_same_is_told_by_its_name(tmp_path: Path, database: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "config.yaml").write_text(on(database, CONFIG))
    (tmp_path / "in" / "a.txt").write_text("Catch\n\nWeekly landings of herring in Norway reached 120 tonnes.\n")
    app = App(tmp_path / "config.yaml", environ={}, now=lambda: datetime(2026, 4, 13, 9, tzinfo=UTC))
    app.run_once()
    ((found, _),) = app.store.findings_since()
    near = replace(found, perhaps=(found.target_id, "ser_0000000000000000"))
    (receiver,) = app.config.receivers
    digest = make_digest(app.office, receiver, [Selection(near, "desk", ("all",))], "2026-04-13T09:00").digest
    assert digest is not None
    (message,) = app.renderer.deliveries(digest, kind="terminal", destinations=["terminal"])
    text = " ".join(message.payload["text"].split())
    assert f"Perhaps the same as: {found.target}" in text
    assert "ser_" not in text
    app.close()
