"""A Dovecot of one test: its own folder, its own certificate, a port of the system's, no root and nothing outside."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from servers.certificates import Certificates

PASSWORD = "correct horse battery"
USER = "ana@example.org"
CONFIG = """
protocols = imap
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificates}/server.pem
ssl_key = <{certificates}/server.key
disable_plaintext_auth = yes
auth_failure_delay = 0 secs
{users}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail
mail_home = {home}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
{oauth}
service imap-login {{
  {rooted}
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service auth {{
  user = {owner}
}}
service anvil {{
  {rooted}
}}
service stats {{
  {rooted}
}}
"""


OAUTH = """
auth_mechanisms = plain xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
"""
OAUTH_SERVER = """
tokeninfo_url = {tokens}?access_token=
username_attribute = email
"""


def dovecot() -> str | None:
    """Where the program is; None where it is not installed."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@dataclass(slots=True)
class Imap:
    """A running server with one mailbox, into which mails are put as files, as a delivery would."""

    home: Path
    port: int
    owner: tuple[int, int]
    added: int = 0

    def add(self, message: EmailMessage, folder: str = "") -> Path:
        """Deliver a mail into INBOX or another folder, which is made if it is not there."""
        place = self.home / "mail" / (f".{folder}" if folder else "")
        for part in (place, *(place / name for name in ("cur", "new", "tmp"))):
            if not part.exists():
                part.mkdir()
                os.chown(part, *self.owner)
        self.added += 1
        file = place / "new" / f"{1_776_000_000 + self.added}.M{self.added}.host"
        file.write_bytes(message.as_bytes())
        os.chown(file, *self.owner)
        return file

    def renumber(self) -> None:
        """Number all mails anew, as after a move of the mailbox to another server."""
        for file in (self.home / "mail").glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # a UIDVALIDITY is the second in which it was made

    @property
    def flags(self) -> set[str]:
        """The flags that any mail has."""
        names = (file.name for part in ("cur", "new") for file in (self.home / "mail" / part).iterdir())
        return {flag for name in names for flag in name.partition(":2,")[2]}


def letter(number: int, *, sender: str = "Quay Letter <letter@quay.example>", subject: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = subject or f"Letter {number}"
    message["Message-ID"] = f"<letter-{number}@quay.example>"
    message["List-Id"] = "Letters of the quay <letters.quay.example>"
    message["Date"] = "Mon, 13 Apr 2026 06:30:00 +0000"
    message.set_content(f"The fee for cruise ships rises to {number} euros in May.")
    return message


@contextmanager
def serving(certificates: Certificates, tokens: str = "") -> Iterator[Imap]:
    """Start the server, wait until it answers, and end it. `tokens`: the address that knows OAuth 2 tokens."""
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        home, port = Path(folder), _free_port()
        uid, gid = _owner()
        (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        for place in (home, home / "run", home / "mail"):
            place.mkdir(exist_ok=True)
            place.chmod(0o755)
            os.chown(place, uid, gid)
        config = home / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                home=home,
                certificates=certificates.folder,
                owner=getpass.getuser(),
                users=_users() if os.getuid() else "",
                oauth=OAUTH.format(home=home) if tokens else "",
                rooted="chroot =" if os.getuid() else "",
                uid=uid,
                gid=gid,
                port=port,
            )
        )
        (home / "oauth2.conf").write_text(OAUTH_SERVER.format(tokens=tokens))
        program = dovecot()
        assert program is not None
        process = subprocess.Popen([program, "-F", "-c", str(config)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            _wait(process, port, home / "log")
            yield Imap(home, port, (uid, gid))
        finally:
            process.terminate()
            process.wait(10)


def _owner() -> tuple[int, int]:
    """Whose the mails are: ours; where we are root, nobody's, because Dovecot reads no mail as root."""
    if os.getuid():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _users() -> str:
    """For a server that nobody started as root: it runs as whoever did. As root it wants users of its own."""
    user, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    return f"default_internal_user = {user}\ndefault_login_user = {user}\ndefault_internal_group = {group}"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            told = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"Dovecot ended: {told} {log.read_text() if log.exists() else ''}")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("Dovecot does not answer")
