"""The ping tells that rounds come to their end, goes through the guarded fetcher, and costs no round anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_of, on
from servers.http import HttpServer, Page

from tracker.app import App
from tracker.cli.serving import PING_EVERY, Running
from tracker.standalone import load_config
from tracker.wiring import ping

CONFIG = """\
sources: [{{name: letters, folder: inbox}}]
http: {{allow: [{allow}], timeout: 2s}}
ping: {url}
"""


@pytest.fixture
def config(tmp_path: Path, database: str) -> Path:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config.yaml").write_text(on(database, ""), encoding="utf-8")
    return tmp_path / "config.yaml"


def written(config: Path, server: HttpServer, path: str = "/up", allow: str | None = None) -> Path:
    allowed = f'"{server.place}"' if allow is None else allow
    text = CONFIG.format(allow=allowed, url=server.url(path))
    config.write_text(on(database_of(config.parent), text), encoding="utf-8")
    return config


def test_an_address_that_answers_is_fine_and_any_other_outcome_a_sentence(config: Path) -> None:
    with HttpServer() as server:
        server.put("/up", Page(b"OK"))
        server.put("/broken", Page(status=500))
        server.put("/dropped", Page(drop=True))
        assert ping(load_config(written(config, server))) is None
        assert ping(load_config(written(config, server, "/broken"))) == "the address answered 500"
        assert "the address" in str(ping(load_config(written(config, server, "/dropped"))))
        assert len(server.requests) >= 3


def test_an_address_in_a_private_network_is_not_fetched_unless_it_is_allowed(config: Path) -> None:
    with HttpServer() as server:
        server.put("/up", Page(b"OK"))
        assert ping(load_config(written(config, server, allow=""))) is not None
        assert server.requests == []


def test_a_round_pings_once_a_minute_and_no_failure_of_it_reaches_the_round(config: Path) -> None:
    with HttpServer() as server:
        server.put("/up", Page(drop=True))
        running = Running(App(written(config, server)), config)
        seconds = [100.0]
        running.pulse.clock = lambda: seconds[0]
        pinged: list[float | None] = []
        for _ in range(3):
            running.take_in()
            pinged.append(running.pinged)
            seconds[0] += PING_EVERY / 2
        running.app.close()
    assert pinged == [100.0, 100.0, 100.0 + PING_EVERY]
    assert running.pulse.beats["take_in"].failures == 0


def test_a_daemon_that_is_stuck_pings_no_more(config: Path) -> None:
    with HttpServer() as server:
        running = Running(App(written(config, server)), config)
        running.pulse.beats["send_out"].ended -= 10_000
        running.take_in()
        running.app.close()
    assert running.pinged is None


def test_the_address_is_shown_nowhere(config: Path) -> None:
    config.write_text(CONFIG.format(allow="", url="https://example.org/ping/canary-77"), encoding="utf-8")
    assert "canary-77" not in repr(load_config(config))
