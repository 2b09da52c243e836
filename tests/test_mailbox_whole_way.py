"""From a mailbox to findings by the real program: killed at any moment, it loses no letter and tells none twice."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers.certificates import make_certificates
from servers.imap import PASSWORD, USER, Imap, dovecot, letter, serving

pytestmark = pytest.mark.skipif(dovecot() is None, reason="dovecot is not installed (Debian: dovecot-imapd)")

KILLS = int(os.environ.get("TRACKER_MAILBOX_KILLS", "8"))
PORTS = ("Abidjan", "Bari", "Cadiz", "Dover", "Esbjerg", "Faro", "Genoa", "Haifa", "Izmir", "Jeddah", "Kobe", "Lagos")


@pytest.fixture
def world(tmp_path: Path, database: str) -> Iterator[World]:
    with serving(make_certificates(tmp_path)) as server:
        yield World(tmp_path, server, database)


class World:
    """A mailbox, and a program that is configured to read it."""

    def __init__(self, home: Path, server: Imap, database: str) -> None:
        self.home, self.server, self.added = home, server, 0
        address = f"imaps://{USER.replace('@', '%40')}@localhost:{server.port}/INBOX"
        config = {
            "database": database,
            "sources": [{"name": "mail", "mailbox": address, "password": "${MAIL}", "from": "quay.example"}],
            "watches": [{"name": "all", "to": "desk"}],
            "receivers": [{"name": "desk", "file": "out"}],
        }
        (home / "config.yaml").write_text(json.dumps(config))

    def add(self) -> None:
        """Deliver another letter, about a port of its own, and something that is none."""
        self.added += 1
        message = letter(self.added)
        port = f"{PORTS[self.added % len(PORTS)]} {self.added}"
        message.set_content(f"Port {port} handled {1000 + self.added} ships in March 2026, its authority reported.")
        self.server.add(message)
        self.server.add(letter(10_000 + self.added, sender="spam@shop.example"))

    def start(self) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "MAIL": PASSWORD, "SSL_CERT_FILE": str(self.home / "ca.pem")}
        command = [sys.executable, "-m", "tracker", "run", "--once", "--config", "config.yaml"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.home, env=environ, start_new_session=True, **quiet)

    def run(self) -> None:
        process = self.start()
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == 0, errors.decode()

    def known(self) -> tuple[list[str], list[dict[str, Any]]]:
        """The names of the documents that were compared, and everything that is exported."""
        from tracker.app import App
        from tracker.store.records import DocumentState

        app = App(self.home / "config.yaml", environ={"MAIL": PASSWORD})
        try:
            done = app.store.documents_in(DocumentState.DONE, limit=10_000)
            return [one.name for one in done], list(app.store.export())
        finally:
            app.close()


def test_a_program_that_is_killed_loses_no_letter_and_takes_none_twice(world: World) -> None:
    rng = random.Random(20260413)
    for kill in range(KILLS):
        world.add()
        if kill % 5 == 4:
            world.server.renumber()
        process = world.start()
        try:
            process.wait(rng.uniform(0.3, 2.0))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
        process.communicate()
    world.run()
    world.run()
    documents, exported = world.known()
    assert sorted(documents) == sorted(f"letter-{number}@quay.example" for number in range(1, world.added + 1))
    findings = Counter(str(record["quote"]) for record in exported if record["record"] == "finding")
    assert findings
    assert set(findings.values()) == {1}
