"""What the configuration says of unknown Slack messages is what the outbox does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import on
from delivery_fakes import LOST_ANSWER, MemorySlack

from tracker.app import OWNER, App
from tracker.delivery.outbox import HELD
from tracker.model import Delivery, DeliveryState, Digest

START = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
CONFIG = """\
sources: [{{name: letters, folder: inbox}}]
receivers: [{{name: team, slack: C0123ABCD}}]
slack: {{token: "${{TOKEN}}"{choice}}}
"""


@pytest.mark.parametrize(
    ("choice", "posts", "held"),
    [("", 2, False), (", on unknown: resend", 2, False), (", on unknown: hold", 1, True)],
)
def test_where_nobody_may_look_the_operator_chooses(
    tmp_path: Path, database: str, choice: str, posts: int, held: bool
) -> None:
    (tmp_path / "config.yaml").write_text(on(database, CONFIG.format(choice=choice)), encoding="utf-8")
    now = [START]
    app = App(tmp_path / "config.yaml", environ={"TOKEN": "xoxb-1"}, now=lambda: now[0])
    slack = MemorySlack(lambda: now[0], script=[LOST_ANSWER], blind="the app lacks channels:history")
    app.__dict__["transports"] = {"team": slack}
    message = Delivery("del_1", "dig_1", "team", "C0123ABCD", 0, {"text": "x"})
    app.store.add_digest(Digest("dig_1", "team", "2026-04-13T08:30", START, (), "x"), [message])
    app.deliver()
    now[0] += timedelta(minutes=5)
    app.deliver()
    (kept,) = app.store.outbox_desk.deliveries(tuple(DeliveryState))
    app.close()
    assert (len(slack.posts), kept.next_attempt == HELD, kept.owner) == (posts, held, OWNER)
