"""Of a step told in one sentence, from one value to another, the digest tells the value that holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import on

from tracker.app import App
from tracker.model import FindingKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CONFIG = """\
sources: [{name: letters, folder: letters, baseline: false}]
watches: [{name: all, when: {}, to: screen}]
receivers: [{name: screen, terminal: true}]
"""


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Turkey's central bank lowered its policy rate from 39.5% to 38%.", 38.0),
        ("Turkey's central bank lowered its policy rate to 38% from 39.5%.", 38.0),
        # one date for both: it is that of the step
        ("Mexico's labour ministry has raised the daily minimum wage from 278 pesos to 315 pesos in 2027.", 315.0),
    ],
)
def test_the_value_that_holds_is_told(tmp_path: Path, database: str, sentence: str, value: float) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "2026-11-20.txt").write_text(f"A note on rates\n\n{sentence}\n")
    (tmp_path / "config.yaml").write_text(on(database, CONFIG))
    app = App(tmp_path / "config.yaml", environ={}, now=lambda: NOW)
    app.run_once()
    told = [r for r in app.store.export(None) if r["record"] == "finding" and r["finding"] == FindingKind.METRIC_NEW]
    app.close()
    assert [finding["new"] for finding in told] == [value]
