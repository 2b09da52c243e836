"""New mails and files are told of at once; a watcher that fails costs nothing but time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from servers.certificates import make_certificates
from servers.imap import PASSWORD, USER, dovecot, letter, serving

from tracker.model import SourceState
from tracker.pipeline import wanted
from tracker.sources import Account, Folder, Mailbox, Nudges

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)


def until(nudges: Nudges, name: str) -> bool:
    """Whether the source nudges within half a minute."""
    for _ in range(300):
        if name in nudges.take():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    yield Folder("letters", tmp_path, timedelta(minutes=5))


def test_a_file_that_is_put_into_a_folder_is_told_of(folder: Folder) -> None:
    nudges = Nudges([folder])
    try:
        assert until(nudges, "letters")  # for what came before
        assert nudges.take() == frozenset()
        time.sleep(0.3)
        (folder.path / "new.txt").write_text("The fee rises in May.")
        assert until(nudges, "letters")
    finally:
        nudges.close()


@pytest.mark.skipif(dovecot() is None, reason="dovecot is not installed (Debian: dovecot-imapd)")
def test_a_mail_that_arrives_is_told_of(tmp_path: Path) -> None:
    certificates = make_certificates(tmp_path)
    with serving(certificates) as server:
        server.add(letter(1))
        account = Account("localhost", server.port, USER, "INBOX")
        mailbox = Mailbox("mail", account, timedelta(hours=1), lambda: PASSWORD, context=certificates.client)
        nudges = Nudges([mailbox])
        try:
            assert until(nudges, "mail")
            server.add(letter(2))
            assert until(nudges, "mail")
            assert len(mailbox.fetch(SourceState(), NOW).documents) == 2  # beside the watching
        finally:
            nudges.close()
        assert server.flags == set()


class Failing:
    """A source whose watching breaks twice, then nudges."""

    name = "weak"

    def __init__(self) -> None:
        self.tries = 0

    def watch(self, nudge: Callable[[], None], stop: threading.Event) -> None:
        self.tries += 1
        if self.tries < 3:
            raise OSError("the other side is gone")
        nudge()
        stop.wait()


def test_a_watcher_that_fails_begins_anew_and_one_that_cannot_be_watched_is_left_alone() -> None:
    weak = Failing()
    nudges = Nudges([object(), weak], again=0.01)
    try:
        assert until(nudges, "weak")
        assert weak.tries == 3
    finally:
        nudges.close()


@pytest.mark.parametrize(
    ("state", "nudged", "look"),
    [
        (SourceState(next_look=NOW + timedelta(hours=1)), frozenset(), False),
        (SourceState(next_look=NOW + timedelta(hours=1)), frozenset({"letters"}), True),
        (SourceState(next_look=NOW + timedelta(hours=1), failures=2), frozenset({"letters"}), False),  # it waits longer
        (SourceState(next_look=NOW), frozenset(), True),
    ],
)
def test_a_nudge_makes_a_look_come_earlier(
    folder: Folder, state: SourceState, nudged: frozenset[str], look: bool
) -> None:
    assert wanted(folder, state, NOW, nudged) is look
