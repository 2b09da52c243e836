"""What needs no store: a file read, a text extracted, a configuration checked.

Beside `tracker.app` the one place that reads the clock and the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import ConfigError, Fault
from tracker.model import Document, Reading

if TYPE_CHECKING:
    from tracker.config.settings import Config
    from tracker.config.teams import LeftOut
    from tracker.extraction import Extractor

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BEGINNINGS = {
    rb"%PDF-": ".pdf",
    rb"PK\x03\x04": ".docx",
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version):\s": ".eml",
    rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b": ".html",
}
"""How files begin that come without a name."""


def clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def read_file(path: Path) -> Reading:
    """A newsletter file cut into its items; OSError where it cannot be read."""
    return read_bytes(path.read_bytes(), path.name, MEDIA_TYPES.get(path.suffix.lower(), "text/plain"))


def read_bytes(content: bytes, name: str = "-", media_type: str | None = None) -> Reading:
    """A newsletter cut into its items; of what kind it is, is read from its beginning where nobody says."""
    from tracker.intake.readers import Reader

    reader = Reader()
    try:
        return reader(Document("", name, content, media_type or guess_media_type(content), fetched=clock()))
    finally:
        reader.close()


def guess_media_type(content: bytes) -> str:
    """A PDF, a Word file, a mail or a web page by how it begins; else plain text."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for pattern, suffix in BEGINNINGS.items():
        if re.match(pattern, start, re.IGNORECASE):
            return MEDIA_TYPES[suffix]
    return "text/plain"


def standalone_extractor(vocabulary: tuple[Path, ...]) -> Extractor:
    """The extraction with the packaged vocabulary and further files."""
    from tracker.extraction import Extractor, load_vocabulary

    if not vocabulary:
        return Extractor(load_vocabulary())
    from tracker.rules.rulebook import read_vocabulary

    texts = [read_vocabulary(path) for path in vocabulary]
    return Extractor(load_vocabulary(texts, [str(path) for path in vocabulary]))


# ---------------------------------------------------------------- configuration


def check_config(path: Path, environ: Mapping[str, str] = os.environ) -> tuple[Config | None, tuple[Fault, ...]]:
    """The configuration if it can be used, and everything that is wrong with it, rules included."""
    from tracker import config
    from tracker.rules.rulebook import rule_faults

    return config.check(path, environ, lambda loaded: rule_faults(loaded, clock()))


def load_config(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    """The configuration; ConfigError with all faults where it cannot be used."""
    loaded, faults = check_config(path, environ)
    broken = tuple(fault for fault in faults if not fault.lint)
    if broken or loaded is None:
        raise ConfigError(broken)
    return loaded


def load_teams(path: Path, environ: Mapping[str, str]) -> tuple[Config, tuple[LeftOut, ...]]:
    """The configuration without the teams whose files are broken, and these; ConfigError for any other fault."""
    from tracker.config import teams
    from tracker.rules.rulebook import rule_faults

    return teams.load_teams(path, environ, lambda loaded: rule_faults(loaded, clock()))
