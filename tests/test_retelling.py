"""What is sent where there is nothing to tell: nothing, or one line for those who have asked for it, once a slot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import on

from tracker.app import App

CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {{name: letters, folder: in}}
watches:
  - {{name: all, to: [desk]}}
receivers:
  - name: desk
    file: out
    digest: {{at: "08:30"{more}}}
"""


def sent(home: Path, database: str, more: str) -> list[str]:
    """The plain texts that have arrived after passes on a Monday and twice on the Tuesday after it."""
    (home / "in").mkdir()
    (home / "config.yaml").write_text(on(database, CONFIG.format(more=more)))
    for day, hour in ((12, 9), (13, 9), (14, 9), (14, 10)):
        app = App(
            home / "config.yaml", environ={}, now=lambda day=day, hour=hour: datetime(2026, 4, day, hour, tzinfo=UTC)
        )
        app.run_once()
        app.close()
    return [path.read_text() for path in sorted((home / "out").glob("*.txt"))]


@pytest.mark.parametrize(
    ("more", "texts"),
    [
        ("", []),
        (", when empty: tell", ["Nothing new since Sun, Apr 12.", "Nothing new since Mon, Apr 13."]),
    ],
)
def test_an_empty_digest_is_sent_to_those_who_ask_for_it(
    tmp_path: Path, database: str, more: str, texts: list[str]
) -> None:
    assert [text.splitlines()[0] for text in sent(tmp_path, database, more)] == texts
