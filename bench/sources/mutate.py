"""Damaged feeds, mails and PDFs by the ten thousand: no exception, no worker stuck, memory bounded.

    python bench/sources/mutate.py feeds 100000 | mails 20000 | pdfs 5000   [--seed 1]

Feeds and mails are read in this process, so that an exception shows; PDFs through the process that reads them in the
program. Prints how many were read, how many gave something, the exceptions by kind, and the peak of memory; ends with 1
where anything was raised.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "sources"), str(ROOT / "tests" / "reading")]

NOW = datetime(2026, 4, 13, tzinfo=UTC)
NOISE = [
    b"&#xD800;",
    b"\x00",
    b"<",
    b"]]>",
    b"&",
    b"<!--",
    b"\xff",
    b"<item>",
    b"&#0;",
    b"=?utf-8?b?",
    b"\r\n\r\n",
    b"((((",
]
Try = Callable[[bytes], bool]
"""Reads one damaged body; whether it gave anything."""


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The body with up to eight pieces cut out, doubled, swapped for noise, or bits turned."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            del data[at : at + chance.randint(1, 30)]
        elif kind == 1:
            data[at:at] = data[at : at + chance.randint(1, 60)]
        elif kind == 2:
            data[at:at] = chance.choice(NOISE)
        elif data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
    return bytes(data)


def feeds() -> tuple[list[bytes], Try]:
    from feed_samples import ATOM, RSS_090, RSS_091, RSS_10, RSS_20

    from tracker.sources.entries import parse

    body = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_html": "<p>x"}]}
    samples = [RSS_090, RSS_091, RSS_10, RSS_20, ATOM, json.dumps(body).encode()]
    return samples, lambda data: bool(parse(data, "", "https://x.example/feed").entries)


def mails() -> tuple[list[bytes], Try]:
    from tracker import reading
    from tracker.model import Document
    from tracker.sources.letters import all_headers, headers_of, name_of
    from tracker.sources.proof import Proof

    plain, rich = EmailMessage(), EmailMessage()
    for message in (plain, rich):
        message["From"] = "Quäy Letter <letter@quay.example>"
        message["Subject"] = "Fees für Häfen"
        message["Message-ID"] = "<1@quay.example>"
        message["Date"] = "Mon, 13 Apr 2026 06:30:00 +0000"
        message["Authentication-Results"] = "mx.example; dkim=pass header.d=quay.example"
    text = "The council adopted a rule. Fees rise to 12 euros in May.\n\nOn Monday, Bob wrote:\n> Old.\n"
    plain.set_content(text)
    rich.set_content(text)
    rich.add_alternative(
        "<html><body><h2>Fees</h2><p>The council adopted a <b>rule</b>.</p></body></html>", subtype="html"
    )

    def attempt(data: bytes) -> bool:
        headers_of(data)
        Proof("arc", "mx.example").doubt(all_headers(data))
        return bool(reading.read(Document("s", name_of(data), data, "message/rfc822", NOW)).items)

    return [plain.as_bytes(), rich.as_bytes()], attempt


def pdfs() -> tuple[list[bytes], Try]:
    from pdf_letters import printed

    from tracker.intake.readers import TOO_MUCH, Reader
    from tracker.model import Document

    letters = [path.read_text("utf-8") for path in sorted((ROOT / "samples").rglob("*.txt"))]
    reader = Reader(seconds=20, megabytes=600)

    def attempt(data: bytes) -> bool:
        read = reader(Document("s", "a.pdf", data, "application/pdf", NOW))
        if TOO_MUCH in read.warnings:
            STUCK.append(len(data))
        return bool(read.items)

    return [printed(letter) for letter in letters], attempt


STUCK: list[int] = []
"""Sizes of what had to be given up."""
KINDS = {"feeds": feeds, "mails": mails, "pdfs": pdfs}


def run(kind: str, times: int, seed: int) -> dict[str, object]:
    """Try so many damaged bodies of a kind; what came of them."""
    samples, attempt = KINDS[kind]()
    chance = random.Random(seed)
    raised: Counter[str] = Counter()
    gave, slowest, start = 0, 0.0, time.perf_counter()
    for _ in range(times):
        data = mutated(chance.choice(samples), chance)
        begun = time.perf_counter()
        try:
            gave += attempt(data)
        except Exception as error:  # what is looked for
            raised[f"{type(error).__name__}: {error}"[:100]] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    numbers = {"kind": kind, "tried": times, "gave": gave, "raised": dict(raised), "given up": len(STUCK)}
    clock = {"slowest": round(slowest, 2), "peak MiB": round(peak), "seconds": round(time.perf_counter() - start)}
    return {**numbers, **clock}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = run(asked.kind, asked.times, asked.seed)
    print(json.dumps(found))
    sys.exit(1 if found["raised"] else 0)


if __name__ == "__main__":
    main()
