"""Fills a store with made-up items, as `store_growth` measures it: a million in minutes.

What is written is drawn first, as arrays of numbers; then it is written table by table in the order of the indexes, so
that each b-tree is appended to. On SQLite nothing is safe while it is filled (no journal, no waiting for the disk); on
PostgreSQL rows are copied in. How far it is stands on standard error.
"""

from __future__ import annotations

import itertools
import json
import random
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import text

from tracker.model import (
    Document,
    Instrument,
    Link,
    Mention,
    MetricMention,
    Observation,
    Origin,
    PolicyMention,
    PolicyStep,
    Stage,
)
from tracker.store.serial import dump
from tracker.store.store import Store

WORDS = [f"word{number}" for number in range(8000)]
FREQUENCIES = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(WORDS))))
UNITS = ("%", "CNY", "USD", "GW", "token", "enterprise", "vehicle", "t", "km", "user", "station", "kWh")
ALONE = len(UNITS) * len(WORDS)
"""from here on a key is a word without a unit"""
START = datetime(2024, 1, 1, tzinfo=UTC)
BANDS = 16
SERIES_FROM = 10_000_000
"""where the numbers of series begin, so that those of policies have room"""
KINDS = (("pol", "policy", 0), ("ser", "series", SERIES_FROM))
LINK = Link(None, 0.9, "unit, subject and measure agree")
DOCUMENT = Document("letters", "all.eml", b"", "text/plain", START)
"""holds all items that are filled in"""
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -2000000")
TOLD_EVERY = 5_000_000
LINES = 20_000


class Aim(NamedTuple):
    """What a mention belongs to."""

    place: int
    keys: frozenset[str]
    is_new: bool


class Maker:
    """Makes items that are alike in size and kind, the same ones in every run; keys are numbers until they are asked
    for."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        self.known: dict[str, list[array[int]]] = {"pol": [], "ser": []}
        self.items = 0
        self._words: list[int] = []

    def words(self, count: int) -> list[int]:
        """Words as frequent as words are."""
        if len(self._words) < count:
            self._words = self.random.choices(range(len(WORDS)), cum_weights=FREQUENCIES, k=100_000)
        taken = self._words[-count:]
        del self._words[-count:]
        return taken

    def keys(self, most: int = 14) -> array[int]:
        """Up to twenty keys: words with a unit, the first of them alone, too."""
        unit, words = self.random.randrange(len(UNITS)) * len(WORDS), self.words(most)
        alone = words[:6] if most > 6 else []
        return array("I", dict.fromkeys([*(unit + word for word in words), *(ALONE + word for word in alone)]))

    def draw(self, prefix: str) -> tuple[int, array[int], bool]:
        """A known policy or series, with most of its keys and three others, or a new one; its new keys come last."""
        known = self.known[prefix]
        if known and self.random.random() < 0.6:
            place = self.random.randrange(len(known))
            return place, known[place][3:] + self.keys(3), False
        known.append(self.keys())
        return len(known) - 1, known[-1], True

    def target(self, prefix: str) -> Aim:
        place, keys, is_new = self.draw(prefix)
        return Aim(place, frozenset(map(key_text, keys)), is_new)

    def bands(self, number: int) -> list[str]:
        return [f"b{band}:{hashed(number):08x}{band:04x}" for band in range(BANDS)]

    def mention(self, prefix: str) -> Mention:
        words = " ".join(self.random.choices(WORDS, k=25))
        quote = words[:90]
        if prefix == "pol":
            return PolicyMention(quote, 0, 90, ("Ministry",), "CN", Instrument.PLAN, Stage.ADOPTED, words[:40])
        return MetricMention(
            quote, 0, 90, words, self.random.random(), "token", subject=words[:30], measure=words[30:60]
        )


def hashed(number: int) -> int:
    return number * 2654435761 % 2**32


def key_text(key: int) -> str:
    unit, word = divmod(key, len(WORDS))
    return f"w:{WORDS[word]}" if unit == len(UNITS) else f"u:{UNITS[unit]}:{WORDS[word]}"


def item_id(number: int) -> str:
    return f"item_{number:08}"


def target_id(prefix: str, place: int) -> str:
    return f"{prefix}_{place:08}"


# ---------------------------------------------------------------- what is drawn


class Drawn:
    """What a number of items tell of: by item the policy and the series, by key who has it, by target how often."""

    def __init__(self, maker: Maker, size: int) -> None:
        self.size = size
        self.places = {prefix: array("I", bytes(4 * size)) for prefix, _, _ in KINDS}
        self.having = {prefix: [array("I") for _ in range(ALONE + len(WORDS))] for prefix, _, _ in KINDS}
        self.told = {prefix: array("I") for prefix, _, _ in KINDS}
        for number in range(size):
            for prefix, _, _ in KINDS:
                self._draw(maker, prefix, number)
        maker.items += size

    def _draw(self, maker: Maker, prefix: str, number: int) -> None:
        place, keys, is_new = maker.draw(prefix)
        self.places[prefix][number] = place
        having, told = self.having[prefix], self.told[prefix]
        if is_new:
            told.append(0)
        told[place] += 1
        for key in keys if is_new else keys[-3:]:
            having[key].append(place)


# ---------------------------------------------------------------- rows, in the order of their indexes

BODY = "What the ministry said of it. " * 20
DETAILS = json.dumps({"title": "A story", "start": 0, "end": len(BODY)})
LINKED = json.dumps(dump(Link, LINK))
TEMPLATE = Origin("all", "all.eml", "letters", "ITEM", "A story", START, story_id="story_1")
ORIGIN = json.dumps(dump(Origin, TEMPLATE))


def payload(prefix: str) -> str:
    """What is stored of a mention of an item called ITEM."""
    mention = Maker().mention(prefix)
    if isinstance(mention, PolicyMention):
        return json.dumps(dump(PolicyStep, PolicyStep(mention, TEMPLATE, frozenset(WORDS[:20]))))
    return json.dumps(dump(Observation, Observation(mention, TEMPLATE)))


PAYLOADS = {prefix: payload(prefix) for prefix, _, _ in KINDS}
Row = tuple[Any, ...]


def told_at(number: int) -> str:
    return f"{START + timedelta(minutes=number):%Y-%m-%d %H:%M:%S.%f}"


def targets(drawn: Drawn) -> Iterator[Row]:
    first, last = told_at(0), told_at(drawn.size)
    for prefix, kind, shift in KINDS:
        for place, mentions in enumerate(drawn.told[prefix]):
            yield shift + place + 1, target_id(prefix, place), kind, "A title", mentions, first, last


def items(drawn: Drawn) -> Iterator[Row]:
    signature = bytes(256)
    for number in range(drawn.size):
        name = item_id(number + 1)
        row = (number + 1, name, DOCUMENT.id, number, f"story_{number:08}", "A story", BODY, told_at(number), signature)
        yield *row, DETAILS, ORIGIN.replace("ITEM", name)


def mentions(drawn: Drawn) -> Iterator[Row]:
    for number in range(drawn.size):
        name, published = item_id(number + 1), told_at(number)
        for prefix, _, _ in KINDS:
            told = PAYLOADS[prefix].replace("ITEM", name)
            yield f"{name}_{prefix}", name, target_id(prefix, drawn.places[prefix][number]), published, told, LINKED


class Terms:
    """The index: every key that somebody has, and the bands of the stories, in order; numbered as they come."""

    def __init__(self, drawn: Drawn) -> None:
        self._size = drawn.size
        self._keys = [
            (
                kind,
                shift,
                sorted((key_text(key), sorted(set(some))) for key, some in enumerate(drawn.having[prefix]) if some),
            )
            for prefix, kind, shift in KINDS
        ]
        self._order = sorted(range(1, drawn.size + 1), key=hashed)
        self._bands = sorted(range(BANDS), key=lambda band: f"b{band}:")

    def rows(self) -> Iterator[Row]:
        number = itertools.count(1)
        for kind, _, keys in self._keys:
            yield from ((next(number), kind, name, len(having)) for name, having in keys)
        for band in self._bands:
            head, tail = f"b{band}:", f"{band:04x}"
            yield from ((next(number), "story", f"{head}{hashed(item):08x}{tail}", 1) for item in self._order)

    def postings(self) -> Iterator[Row]:
        number = itertools.count(1)
        for _, shift, keys in self._keys:
            for (_, having), term in zip(keys, number, strict=False):
                yield from ((term, shift + place + 1) for place in having)
        for _ in self._bands:
            yield from ((next(number), item) for item in self._order)


NAMES = {
    "target": "number id kind title mentions first last",
    "item": "number id document_id ordinal story_id title text published signature details origin",
    "mention": "id item_id target_id published payload link",
    "term": "id kind text uses",
    "posting": "term_id number",
}


def tables(drawn: Drawn) -> Iterator[tuple[str, Iterable[Row]]]:
    """The tables with their rows, each behind those that it speaks of."""
    yield "target", targets(drawn)
    yield "item", items(drawn)
    yield "mention", mentions(drawn)
    terms = Terms(drawn)
    yield "term", terms.rows()
    yield "posting", terms.postings()


# ---------------------------------------------------------------- writing


def fill(store: Store, maker: Maker, size: int) -> None:
    """Items, mentions, targets and terms, so many of the items; the store is empty but for their document."""
    report(f"{size:,} items: drawing")
    drawn = Drawn(maker, size)
    if store._connections.file is not None:
        path = store._connections.file
        store.close()
        fill_sqlite(str(path), drawn)
    else:
        fill_postgresql(store, drawn)


def fill_sqlite(path: str, drawn: Drawn) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        for table, rows in tables(drawn):
            names = NAMES[table].split()
            connection.execute("BEGIN")
            into = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            connection.executemany(into, counted(table, rows))
            connection.execute("COMMIT")


def fill_postgresql(store: Store, drawn: Drawn) -> None:
    with store._connections.write() as connection:
        cursor: Any = connection.connection.cursor()
        for table, rows in tables(drawn):
            with cursor.copy(f"COPY {table} ({', '.join(NAMES[table].split())}) FROM STDIN") as copy:
                copy_rows(table, counted(table, rows), copy)
        for table, column in (("item", "number"), ("target", "number"), ("term", "id")):  # given, not drawn
            drawn_so_far = f"setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT max({column}) FROM {table}))"
            connection.execute(text(f"SELECT {drawn_so_far}"))
    store.upkeep.vacuum()  # what autovacuum does by itself within a minute


def copy_rows(table: str, rows: Iterable[Row], copy: Any) -> None:
    """Rows of plain words and numbers many at a time, for to write one by one takes most of the time."""
    if table not in ("term", "posting"):
        for row in rows:
            copy.write_row(row)
        return
    line = "\t".join(["%s"] * len(NAMES[table].split())) + "\n"
    rows = iter(rows)
    while some := list(itertools.islice(rows, LINES)):
        copy.write("".join([line % row for row in some]))


def counted(table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; how many they were so far is told now and then, and at the end."""
    count = 0
    for count, row in enumerate(rows, 1):
        if count % TOLD_EVERY == 0:
            report(f"  {table}: {count:,}")
        yield row
    report(f"  {table}: {count:,} rows")


def report(line: str) -> None:
    print(f"{datetime.now():%H:%M:%S} {line}", file=sys.stderr, flush=True)
