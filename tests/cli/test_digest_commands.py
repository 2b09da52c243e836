"""`tracker digest …`: looking at digests before and after they are sent, and sending one again."""

from __future__ import annotations

import json
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import on
from servers.smtp import SmtpServer

from tracker.cli.main import app

CONFIG = """\
database: sqlite:///t.db
sources:
  - {{name: letters, folder: in, baseline: false}}
watches:
  - {{name: all, to: [board]}}
receivers:
  - {{name: board, email: [ann@example.org, bo@example.org]}}
smtp: {{host: 127.0.0.1, port: {port}, security: none, from: t@example.org}}
"""
LETTER = (
    "Norway adopts salmon rules\n\nThe Ministry of Fisheries adopted a regulation on salmon lice on 3 March 2026.\n"
)


class Desk:
    def __init__(self, home: Path, database: str, port: int) -> None:
        self.home = home
        (home / "in").mkdir()
        (home / "in" / "letter.txt").write_text(LETTER)
        (home / "config.yaml").write_text(on(database, CONFIG.format(port=port)))

    def __call__(self, *arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*arguments, "--config", str(self.home / "config.yaml")])
        return done.exit_code, done.output + str(done.exception or "")

    def first(self) -> dict[str, str]:
        return json.loads(self("digest", "list", "--json")[1].splitlines()[0])  # type: ignore[no-any-return]


@pytest.fixture
def mail() -> SmtpServer:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, database: str, mail: SmtpServer) -> Desk:
    made = Desk(tmp_path, database, mail.port)
    assert made("run", "--once")[0] == 0
    return made


def test_a_digest_is_listed_and_shown_in_every_form(desk: Desk) -> None:
    made = desk.first()
    assert made["headline"] in desk("digest", "list")[1]
    assert "“The Ministry of Fisheries adopted" in desk("digest", "show", made["id"])[1]
    assert desk("digest", "show", made["id"][:8], "-f", "html")[1].lower().startswith("<!doctype html>")
    assert json.loads(desk("digest", "show", made["id"], "-f", "json")[1])["id"] == made["id"]
    assert "blocks" in json.loads(desk("digest", "show", made["id"], "-f", "slack")[1].splitlines()[0])


def test_a_digest_is_sent_again_as_a_mail_of_its_own_and_told_no_more_by_that(desk: Desk, mail: SmtpServer) -> None:
    assert len(mail.received) == 2
    made = desk.first()
    code, told = desk("digest", "resend", made["id"])
    assert (code, told) == (0, f"{made['id']} was sent again to board: 2 messages.\n")
    assert len(mail.received) == 4
    assert desk("run", "--once")[0] == 0
    assert len(mail.received) == 4


def test_what_cannot_be_sent_again_stays_in_the_outbox_and_says_so(tmp_path: Path, database: str) -> None:
    with SmtpServer() as server:
        desk = Desk(tmp_path, database, server.port)
        desk("run", "--once")
    code, told = desk("digest", "resend", desk.first()["id"])
    assert code == 1
    assert "It stays in the outbox." in told


@pytest.mark.parametrize("name", ["dig_nothing", ""])
def test_an_id_that_nothing_has_is_refused(desk: Desk, name: str) -> None:
    assert "`tracker digest list` lists them" in desk("digest", "resend", name)[1]


def test_a_preview_of_the_past_tells_what_is_told_already(desk: Desk) -> None:
    assert "Nothing is waiting for board." in desk("digest", "preview", "board")[1]
    assert "salmon lice" in desk("digest", "preview", "board", "--since", "2026-01-01")[1]
    assert (
        "Nothing was found for board since 2099-01-01."
        in desk("digest", "preview", "board", "--since", "2099-01-01")[1]
    )
    assert "is no day" in desk("digest", "preview", "board", "--since", "soon")[1]
    assert "is none of text, html, slack, json" in desk("digest", "preview", "board", "-f", "pdf")[1]


def test_a_preview_opens_in_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address)) or True)
    code, told = desk("digest", "preview", "board", "--since", "2026-01-01", "--open")
    assert (code, opened) == (0, [Path(told.strip()).as_uri()])
    assert Path(told.strip()).read_text().lower().startswith("<!doctype html>")
