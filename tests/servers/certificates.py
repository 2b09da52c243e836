"""A certificate authority for one test, made with the openssl command."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificates:
    """An authority and a certificate of it for localhost and 127.0.0.1."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "ca.pem"

    def server(self) -> ssl.SSLContext:
        """For a server."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        return context

    def client(self) -> ssl.SSLContext:
        """For a client that trusts this authority and no other."""
        return ssl.create_default_context(cafile=str(self.authority))


def make_certificates(folder: Path) -> Certificates:
    """Make both in the folder, valid for a day."""
    new_key = "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    _openssl(folder, f"{new_key} -x509 -days 1 -keyout ca.key -out ca.pem -subj /CN=TestAuthority")
    _openssl(folder, f"{new_key} -keyout server.key -out server.csr -subj /CN=localhost")
    (folder / "names").write_text(NAMES)
    signed = "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
    _openssl(folder, f"{signed} -days 1 -out server.pem -extfile names")
    return Certificates(folder)


def _openssl(folder: Path, words: str) -> None:
    subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
