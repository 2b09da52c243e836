"""Twenty canaries over every secret of a configuration: on no path of failure does one reach a log, database or file.

The servers are malicious: what they are sent as a secret they repeat in their errors, wherever the protocol lets them.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from databases import Databases, on, stored
from servers.certificates import Certificates, make_certificates

SECRETS = """
slack_token slack_token_file smtp_password smtp_password_file mailbox_password mailbox_password_file mailbox_token
mailbox_token_file feed_login feed_key feed_path page_key webhook_path webhook_secret webhook_secret_file apprise
ping_path database_password api_url written_down
"""
CANARIES = {name: f"canary{number:02}x{name.replace('_', '')}" for number, name in enumerate(SECRETS.split())}
SOURCES = """\
sources:
  - {{name: letters, folder: inbox}}
  - {{name: by login, feed: "http://me:${{FEED_LOGIN}}@{place}/login"}}
  - {{name: by key, feed: "http://{place}/feed?key=${{FEED_KEY}}"}}
  - {{name: by path, feed: "http://{place}/private/${{FEED_PATH}}/rss"}}
  - {{name: page, page: "http://{place}/page?token=${{PAGE_KEY}}", select: article}}
  - {{name: mails, mailbox: "imaps://me@localhost:{imap}/INBOX", password: "${{MAILBOX_PASSWORD}}"}}
  - {{name: tokens, mailbox: "imaps://me@localhost:{imap}/INBOX", token: "${{MAILBOX_TOKEN}}"}}
  - {{name: mails by file, mailbox: "imaps://me@localhost:{imap}/INBOX", password_file: mailbox_password_file}}
  - {{name: tokens by file, mailbox: "imaps://me@localhost:{imap}/INBOX", token_file: mailbox_token_file}}
http: {{allow: ["{place}"], timeout: 3s}}
watches: [{{name: everything, to: [team, readers, hook, signed, other]}}]
"""
RECEIVERS = """\
receivers:
  - {{name: team, slack: C0123ABCD}}
  - {{name: readers, email: a@example.org}}
  - {{name: hook, webhook: "http://{place}/hook/${{WEBHOOK_PATH}}", secret: "${{WEBHOOK_SECRET}}"}}
  - {{name: signed, webhook: "http://{place}/signed", secret_file: webhook_secret_file}}
  - {{name: other, apprise: "${{APPRISE}}"}}
ops: team
ping: "http://{place}/ping/${{PING_PATH}}"
"""
PLAIN = (
    SOURCES
    + RECEIVERS
    + """\
slack: {{token: "${{SLACK_TOKEN}}", api_url: "http://{place}/${{API_URL}}/"}}
smtp:
  {{host: localhost, port: {smtp}, security: tls, from: t@example.org, username: me, password: "${{SMTP_PASSWORD}}"}}
"""
)
BY_FILE = (
    SOURCES
    + RECEIVERS
    + """\
slack: {{token_file: slack_token_file, api_url: "http://{place}/api/"}}
smtp:
  {{host: localhost, port: {smtp}, security: tls, from: t@example.org, username: me, password_file: smtp_password_file}}
"""
)
LETTER = """\
Norway caps the catch of cod in the Barents Sea

Norway's Ministry of Trade, Industry and Fisheries has issued a regulation that caps the catch of cod in the Barents Sea
for the year 2027. The regulation takes effect on 1 January 2027.
"""
COMMANDS = (
    "status", "status --json", "export", "explain cod", "check", "doctor", "doctor --json", "outbox list --all",
    "outbox list --json", "db verify", "notify test team", "notify test readers", "notify test hook",
    "notify test signed", "notify test other", "sources list", "digest preview team", "watches list",
)  # fmt: skip


class Parrot(BaseHTTPRequestHandler):
    """Refuses everything and repeats what it was told, in the body and as Slack would."""

    def answer(self) -> None:
        said = f"{self.path} {dict(self.headers)}"
        body = json.dumps({"ok": False, "error": said, "needed": said}).encode()
        self.send_response(200 if "chat." in self.path or "conversations." in self.path else 403, "No")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815  the names are the library's

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def http_parrot() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Parrot)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@contextmanager
def line_parrot(certificates: Certificates, greeting: bytes, imap: bool) -> Iterator[int]:
    """A mail server over TLS that refuses each line by repeating it."""
    listener = socket.create_server(("localhost", 0))

    def serve() -> None:
        context = certificates.server()
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(raw, context), daemon=True).start()

    def talk(raw: socket.socket, context: ssl.SSLContext) -> None:
        try:
            with context.wrap_socket(raw, server_side=True) as client, client.makefile("rwb", buffering=0) as lines:
                lines.write(greeting)
                while line := lines.readline():
                    lines.write(reply(line.strip()))
        except OSError:
            pass

    def reply(line: bytes) -> bytes:
        if imap:
            tag = line.split(b" ")[0]
            capable = b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\n" + tag + b" OK\r\n"
            return capable if b"CAPABILITY" in line else tag + b" NO [AUTHENTICATIONFAILED] you said " + line + b"\r\n"
        if line.upper().startswith((b"EHLO", b"HELO")):
            return b"250-localhost\r\n250 AUTH PLAIN LOGIN\r\n"
        return b"535 5.7.8 you said " + line + b"\r\n"

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory, module_databases: Databases) -> dict[str, bytes]:
    """Everything that the program has written anywhere, by where."""
    home = tmp_path_factory.mktemp("canaries")
    certificates = make_certificates(tmp_path_factory.mktemp("certificates"))
    database = module_databases.new(home)
    (home / "inbox").mkdir()
    letter = home / "inbox" / "cod.txt"
    letter.write_text(LETTER, encoding="utf-8")
    os.utime(letter, (time.time() - 60,) * 2)
    for name, value in CANARIES.items():
        if name.endswith("_file"):
            (home / name).write_text(value, encoding="utf-8")
    with (
        http_parrot() as place,
        line_parrot(certificates, b"* OK ready\r\n", True) as imap,
        line_parrot(certificates, b"220 ready\r\n", False) as smtp,
    ):
        ports = {"place": place, "imap": imap, "smtp": smtp}
        environment = {name.upper(): value for name, value in CANARIES.items()}
        environment |= {
            "APPRISE": f"json://{place}/{CANARIES['apprise']}",
            "SSL_CERT_FILE": str(certificates.authority),
        }
        said = everything_said(home, {**os.environ, **environment, "LANG": "C.UTF-8"}, database, ports)
    kept = [path for path in home.rglob("*") if path.is_file() and not path.name.endswith("_file")]
    rows = {"the rows of the database": unpacked(database)}
    return said | rows | {str(path): path.read_bytes() for path in kept}


def everything_said(
    home: Path, environment: dict[str, str], database: str, ports: dict[str, object]
) -> dict[str, bytes]:
    config = home / "config.yaml"
    said: dict[str, bytes] = {}

    def run(*arguments: str) -> None:
        command = [sys.executable, "-m", "tracker", *arguments, "--config", str(config)]
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, timeout=120, check=False)
        said[f"{len(said)} tracker {' '.join(arguments)}"] = done.stdout + done.stderr

    plain, by_file = (on(database, text.format(**ports)) for text in (PLAIN, BY_FILE))
    for text in (plain, by_file):
        config.write_text(text, encoding="utf-8")
        run("run", "--once", "--verbose")
        for command in COMMANDS:
            run(*command.split())
    said["the daemon"] = daemon_and_reload(home, config, environment, plain)
    config.write_text(on('"postgresql://me:${DATABASE_PASSWORD}@127.0.0.1:1/none"', plain))
    for command in ("status", "doctor", "db verify", "run --once"):
        run(*command.split())
    written = plain.replace('"${SLACK_TOKEN}"', CANARIES["written_down"])
    for wrong in (written, written.replace("imaps://me@", f"imaps://me:{CANARIES['written_down']}@")):
        config.write_text(wrong, encoding="utf-8")
        run("check")
        run("doctor")
    config.unlink()  # in it the last one stands as the operator wrote it
    return said


def daemon_and_reload(home: Path, config: Path, environment: dict[str, str], text: str) -> bytes:
    command = [sys.executable, "-m", "tracker", "run", "--verbose", "--http", "127.0.0.1:0", "--config", str(config)]
    with (home / "daemon.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
        for change in ("", "locale: de\n", "timezone: 7\n"):
            time.sleep(4)
            config.write_text(text + change, encoding="utf-8")
            process.send_signal(signal.SIGHUP)
        time.sleep(4)
        process.terminate()
        process.wait(60)
    return (home / "daemon.log").read_bytes()


def forms(canary: str) -> set[bytes]:
    """A secret as it is, and as the protocols write it: in base64, wherever in a longer text it begins, and in hex."""
    plain = canary.encode()
    packed = {base64.b64encode(b"." * before + plain)[4 if before else 0 : -4] for before in range(3)}
    return {plain, plain.hex().encode(), plain.hex().upper().encode(), *packed}


def unpacked(database: str) -> bytes:
    """Every value of every row; what is stored compressed as what it is."""
    found = []
    for value in stored(database):
        found.append(value)
        with suppress(zlib.error):
            found.append(zlib.decompress(value))
    return b"\n".join(found)


def test_no_canary_is_seen_anywhere(evidence: dict[str, bytes]) -> None:
    """Neither as it is nor as the protocols encode it, nor within what the database stores compressed."""
    seen = [
        (name, where)
        for name, canary in CANARIES.items()
        for form in forms(canary)
        for where, what in evidence.items()
        if form in what
    ]
    assert seen == [], "\n".join(f"{name}: {where}" for name, where in seen)
    assert len(CANARIES) == 20


def test_every_form_of_a_canary_would_be_seen() -> None:
    """The protocols put names, signs and colons before a secret, and pack all of it."""
    for name, canary in CANARIES.items():
        for before in ("", "m", "\0me\0", "user=me\1auth=Bearer ", "me:"):
            packed = base64.b64encode(f"{before}{canary}\1\1".encode())
            assert any(form in packed for form in forms(canary)), (name, before)


def test_the_failures_that_should_have_been_met_were_met(evidence: dict[str, bytes]) -> None:
    """Else nothing would have been tried: each source and receiver failed, and the daemon ran and reloaded."""
    first = evidence["0 tracker run --once --verbose"].decode()
    for name in ("by login", "by key", "by path", "page", "mails", "tokens", "mails by file", "tokens by file"):
        assert f"tracker: {name}: " in first, (name, first)
    for name in ("team", "readers", "hook", "signed", "other"):
        tests = [said for command, said in evidence.items() if command.endswith(f"notify test {name}")]
        assert tests and all(b"was not delivered" in said for said in tests), (name, tests)
    assert b"config.reloaded" in evidence["the daemon"]
    assert b"config.refused" in evidence["the daemon"]
    assert b"Barents Sea" in evidence["the rows of the database"]
