"""A folder of feeds, such as feedparser's own tests, through the whole program twice.

    python bench/sources/corpus.py FOLDER      every .xml, .rss, .atom and .json file below it

Each file is parsed as a feed, its entries become documents, and all go through reading, extraction, comparison,
selection and a digest. Nothing may crash; the second pass may add nothing, nor a third that has forgotten all; no
script and no handler may stand in any output. Prints the numbers; ends with 1 where one of these does not hold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.app import App
from tracker.model import SourceState
from tracker.pipeline import fetch, process
from tracker.sources import Confined, Feed, due
from tracker.sources.http import Response

NOW = datetime(2026, 4, 13, tzinfo=UTC)
KINDS = (".xml", ".rss", ".atom", ".json", ".rdf")
HARM = re.compile(
    r"<\s*(?:script|iframe|object|embed|applet)\b|<[^>]*\son\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:", re.I
)


@dataclass
class Disk:
    """Gives a file as if it were fetched."""

    body: bytes

    def get(self, url: str, headers: Mapping[str, str]) -> Response:
        return Response(200, {"content-type": ""}, self.body, url)


def app_over(files: list[Path], folder: Path, parser: Confined) -> App:
    config = {
        "sources": [{"name": "none", "folder": "."}],
        "watches": [{"name": "all", "when": {"finding": ["policy.*", "metric.*", "claim.*"]}, "to": "desk"}],
        "receivers": [{"name": "desk", "file": "out"}],
    }
    (folder / "config.yaml").write_text(json.dumps(config))
    app = App(folder / "config.yaml", environ={}, now=lambda: NOW)
    feeds = [
        Feed(f"feed {n}", f"https://x.example/{n}", timedelta(hours=1), fetcher=Disk(file.read_bytes()), parser=parser)
        for n, file in enumerate(files)
    ]
    app.__dict__["sources"] = tuple(feeds)
    return app


def harm_in(folder: Path) -> list[str]:
    """Outputs in which something that runs stands."""
    outputs = list((folder / "out").rglob("*.html")) if (folder / "out").exists() else []
    return [str(path) for path in outputs if HARM.search(path.read_text("utf-8"))]


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("folder", type=Path)
    files = sorted(
        path for path in command.parse_args().folder.rglob("*") if path.is_file() and path.suffix.lower() in KINDS
    )
    parser = Confined()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = app_over(files, folder, parser)
        engine = app.engine()
        first = fetch(engine, due_only=False) + process(engine)
        app.send_out()
        states = app.store.source_states([source.name for source in app.sources])
        forgetful = {name: SourceState(cursor={}) for name in states}
        assert all(not due(source, states[source.name], NOW) or states[source.name].failures for source in app.sources)
        second = fetch(engine, due_only=False) + process(engine)
        app.store.save_states(forgetful)  # as after a loss of what was remembered: ids alone keep it from coming twice
        third = fetch(engine, due_only=False) + process(engine)
        app.send_out()
        harm = harm_in(folder)
        app.close()
    parser.close()
    bugs = [
        error for error in first.errors + second.errors if "the program failed" in error or "could not be proc" in error
    ]
    told = {"files": len(files), "documents": first.documents, "items": first.items, "findings": first.findings}
    again = {
        "no feed": first.failed,
        "second": second.documents + second.findings,
        "after loss": third.documents + third.findings,
    }
    print(
        json.dumps({**told, **again, "bugs": bugs[:5], "harm": harm[:5], "seconds": round(time.perf_counter() - start)})
    )
    sys.exit(1 if bugs or harm or again["second"] or again["after loss"] else 0)


if __name__ == "__main__":
    main()
