"""Items by the words that they hold: SQLite's FTS5 and PostgreSQL's text search over the same words of our making.

Text is cut into words here, so that both databases find the same: folded (case, accents, width), in any script.
Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer write no spaces, or join words with what follows; each of their
characters is a word, and what is asked for in them is a phrase: found wherever it stands, be it two characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, text

from tracker.store.records import Hit, StoredItem

LONGEST = 60
"""characters of a word; what is longer is cut, in the index as in the question"""
MOST = 50_000
"""words of an item that are indexed"""
LAST_PLACE = 16_383
"""the last place that PostgreSQL tells apart: phrases behind it may be found where they do not stand"""
SNIPPET = 180
"""characters shown around the first hit"""
ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""characters that are words of their own"""
ASKED = re.compile(r'"([^"]*)"(\*)?|(\S+)')


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that must stand side by side in this order; with `begins`, the last is only how a word begins."""

    words: tuple[str, ...]
    begins: bool = False


# ---------------------------------------------------------------- words


@cache
def _runs() -> re.Pattern[str]:
    """Runs of letters, digits and the marks on them. A class is looked up at once if it holds none of the characters
    beyond four hex digits, so those have a class of their own, tried at such characters only."""
    marks = [chr(code) for code in range(0x300, 0x20000) if unicodedata.category(chr(code)).startswith("M")]
    near, far = (re.escape("".join(each for each in marks if (each > "\uffff") is high)) for high in (False, True))
    return re.compile(f"(?:[^\\W_]+|[{near}]+|(?=[\U00010000-\U0001ffff])[{far}])+")


_PARTS = re.compile(f"[{ALONE}]|[^{ALONE}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII = re.compile("[A-Za-z0-9]+")


def words_of(text_: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text, folded, each with where it stands."""
    for run in (_ASCII if text_.isascii() else _runs()).finditer(text_):
        if run[0].isascii():
            yield run[0].lower()[:LONGEST], run.start(), run.end()
            continue
        for part in _PARTS.finditer(run[0]):
            word = fold(part[0])
            if word:
                yield word, run.start() + part.start(), run.start() + part.end()


def fold(word: str) -> str:
    """A word as it is compared: without case, accents and width."""
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    composed = unicodedata.normalize("NFC", plain)
    return "".join(char for char in composed if char.isalnum() or unicodedata.category(char)[0] == "M")[:LONGEST]


def read_question(question: str) -> tuple[Wanted, ...]:
    """What is asked for: words, "words side by side", how a word begin*; all of them must be there."""
    asked = []
    for quoted, starred, bare in ASKED.findall(question):
        begins = bool(starred) or bare.endswith("*")
        words = tuple(word for word, _, _ in words_of(quoted or bare))
        if words:
            asked.append(Wanted(words, begins))
    return tuple(asked)


# ---------------------------------------------------------------- the index


def create(connection: Connection) -> None:
    """Make the index; for migrations."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("CREATE VIRTUAL TABLE item_words USING fts5(words, content='', tokenize='ascii')"))
        return
    columns = "number BIGINT NOT NULL CONSTRAINT pk_item_words PRIMARY KEY, words TSVECTOR NOT NULL"
    connection.execute(text(f"CREATE TABLE item_words ({columns})"))
    connection.execute(text("CREATE INDEX ix_item_words_words ON item_words USING gin (words)"))


def whole(title: str | None, body: str) -> str:
    """What an item is found by: its title (where the text does not begin with it) and its text."""
    return body if not title or body.lstrip().startswith(title) else f"{title}\n{body}"


def add_item(connection: Connection, number: int, title: str | None, body: str) -> None:
    """Let an item be found by its words."""
    add_words(connection, [(number, whole(title, body))])


def add_words(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Let items be found, each by the words of its text."""
    if connection.dialect.name == "sqlite":
        given = [(number, _joined(body)) for number, body in texts]
        if given:
            connection.exec_driver_sql("INSERT INTO item_words (rowid, words) VALUES (?, ?)", given)
        return
    rows = [{"number": number, "words": _placed(body)} for number, body in texts]
    if rows:
        connection.execute(_ADD_POSTGRESQL, rows)


_ADD_POSTGRESQL = text("INSERT INTO item_words (number, words) VALUES (:number, CAST(:words AS tsvector))")


def _joined(body: str) -> str:
    if body.isascii():
        return " ".join([word[:LONGEST] for word in islice(_ASCII.findall(body.lower()), MOST)])
    words: list[str] = []
    for run in map(itemgetter(0), _runs().finditer(body)):
        if run.isascii():
            words.append(run.lower()[:LONGEST])
        else:
            words += [word for part in _PARTS.findall(run) if (word := fold(part))]
        if len(words) >= MOST:
            break
    return " ".join(words[:MOST])


def _placed(body: str) -> str:
    """The words with their places, as PostgreSQL writes them; none of them holds a quote or a backslash."""
    places: dict[str, list[int]] = {}
    for place, (word, _, _) in zip(range(1, MOST), words_of(body), strict=False):
        places.setdefault(word, []).append(min(place, LAST_PLACE))
    return " ".join(f"'{word}':{','.join(map(str, at[:250]))}" for word, at in places.items())


# ---------------------------------------------------------------- asking


def find_numbers(
    connection: Connection, asked: Sequence[Wanted], *, since: date | None, source: str | None, limit: int
) -> list[int]:
    """The numbers of the items that hold everything asked for, the latest stored first."""
    if not asked:
        return []
    sqlite = connection.dialect.name == "sqlite"
    number = "item_words.rowid" if sqlite else "item_words.number"
    holds = "item_words MATCH :asked" if sqlite else "item_words.words @@ CAST(:asked AS tsquery)"
    values: dict[str, Any] = {"asked": (_for_sqlite if sqlite else _for_postgresql)(asked), "limit": limit}
    joins, conditions = "", [holds]
    if since is not None or source is not None:
        joins += f" JOIN item ON item.number = {number}"
    if since is not None:
        start = datetime.combine(since, time(), UTC)
        conditions.append("item.published >= :since")
        values["since"] = start.strftime("%Y-%m-%d %H:%M:%S.%f") if sqlite else start
    if source is not None:
        joins += " JOIN document ON document.id = item.document_id"
        conditions.append("document.source = :source")
        values["source"] = source
    query = (
        f"SELECT {number} FROM item_words{joins} WHERE {' AND '.join(conditions)} ORDER BY {number} DESC LIMIT :limit"  # noqa: S608
    )
    return list(connection.execute(text(query), values).scalars())


def _for_sqlite(asked: Sequence[Wanted]) -> str:
    return " AND ".join(f'"{" ".join(each.words)}"{"*" * each.begins}' for each in asked)


def _for_postgresql(asked: Sequence[Wanted]) -> str:
    def phrase(each: Wanted) -> str:
        quoted = [f"'{word}'" for word in each.words]
        return " <-> ".join(quoted) + ":*" * each.begins

    return " & ".join(f"({phrase(each)})" for each in asked)


# ---------------------------------------------------------------- showing


def hit(stored: StoredItem, asked: Sequence[Wanted]) -> Hit:
    """The item with the part of its text that shows the most of what was asked for, and where the words stand."""
    body = stored.item.text
    words = list(words_of(body))
    marks = sorted({mark for each in asked for mark in _places(each, words)})
    start, end = _window(body, marks)
    inside = tuple((first - start, last - start) for first, last in marks if start <= first and last <= end)
    return Hit(stored, body[start:end], inside, start > 0, end < len(body))


def _places(each: Wanted, words: Sequence[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Where in a text the words stand."""
    count = len(each.words)
    for at in range(len(words) - count + 1):
        some = words[at : at + count]
        last, wanted = some[-1][0], each.words[-1]
        if [word for word, _, _ in some[:-1]] == list(each.words[:-1]) and (
            last.startswith(wanted) if each.begins else last == wanted
        ):
            yield some[0][1], some[-1][2]


def _window(body: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a text that holds the most marks, from word to word."""
    if not marks:
        return 0, _cut(body, min(len(body), SNIPPET))
    best = max(marks, key=lambda mark: sum(mark[0] <= other[0] <= mark[0] + SNIPPET // 2 for other in marks))
    start = max(0, best[0] - SNIPPET // 3)
    if start:
        space = body.find(" ", start, best[0])
        start = space + 1 if space >= 0 else start
    return start, _cut(body, max(best[1], min(len(body), start + SNIPPET)))


def _cut(body: str, end: int) -> int:
    """Not within a word, if the text has spaces there."""
    if end >= len(body):
        return len(body)
    space = body.rfind(" ", max(0, end - 30), end + 1)
    return space if space > 0 else end
