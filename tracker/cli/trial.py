"""A source tried out: what it would give now, read as a pass would read it, and nothing stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.model import Document, Reading, SourceState

if TYPE_CHECKING:
    from tracker.config.settings import Config, Source


@dataclass(frozen=True, slots=True)
class Trial:
    """What a look gave: documents with their readings, why it failed, and what was left out and why."""

    documents: tuple[tuple[Document, Reading], ...]
    error: str | None
    warnings: tuple[str, ...]

    @property
    def languages(self) -> Counter[str]:
        """How many items there are in each language."""
        return Counter(item.language for _, reading in self.documents for item in reading.items)

    @property
    def size(self) -> int:
        """bytes of all documents"""
        return sum(len(document.content) for document, _ in self.documents)


def try_source(config: Config | None, source: Source) -> Trial:
    """Look at the source as if for the first time, and read what it gives."""
    from tracker.config.settings import Config as Settings
    from tracker.intake.readers import Reader
    from tracker.standalone import clock
    from tracker.wiring import Doors, close_sources

    door = Doors(config or Settings(sources=(source,))).make(source)
    reader = Reader()
    try:
        fetched = door.fetch(SourceState(), clock())
        read = tuple((document, reader(document)) for document in fetched.documents)
    finally:
        reader.close()
        close_sources([door])
    troubles = tuple(f"{document.name}: {told}" for document, reading in read for told in reading.warnings)
    empty = tuple(f"{document.name}: holds no story" for document, reading in read if not reading.items)
    return Trial(read, fetched.state.error, (*fetched.warnings, *troubles, *empty))


def lines_of(source: Source, address: str, trial: Trial, limit: int) -> Iterator[str]:
    """The trial for a person."""
    yield f"{source.kind} {address}"
    if trial.error:
        yield f"Nothing would come in. {trial.error}"
    elif not trial.documents:
        yield "Nothing would come in: the source can be read and holds nothing that fits."
    else:
        yield _sum(trial)
    newest = sorted(trial.documents, key=lambda pair: pair[0].published or pair[1].published or pair[0].fetched)
    for document, reading in newest[::-1][:limit]:
        yield _line(document, reading)
    if len(trial.documents) > limit:
        yield f"  … and {len(trial.documents) - limit} more"
    if trial.warnings:
        yield "Left out, or not as it should be:"
        yield from (f"  {warning}" for warning in dict.fromkeys(trial.warnings))


def _sum(trial: Trial) -> str:
    languages = ", ".join(f"{count} in {code}" for code, count in trial.languages.most_common())
    items = sum(trial.languages.values())
    from tracker.history.stories import EXTRACTED

    foreign = items - trial.languages[EXTRACTED]
    note = f"; {foreign} of them are stored and not extracted" if foreign else ""
    return (
        f"{len(trial.documents)} documents would come in, {kilobytes(trial.size)}: {items} items ({languages}){note}."
    )


def _line(document: Document, reading: Reading) -> str:
    published = document.published or reading.published
    day = f"{published:%Y-%m-%d}" if published else "no date   "
    codes = "/".join(sorted({item.language for item in reading.items})) or "–"
    title = document.title or reading.title or document.name
    return f"  {day}  {codes:5}  {len(reading.items):3} items  {kilobytes(len(document.content)):>8}  {title[:90]}"


def kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def record_of(source: Source, trial: Trial) -> dict[str, Any]:
    """The trial for a program."""
    return {
        "name": source.name,
        "kind": source.kind,
        "error": trial.error,
        "warnings": list(trial.warnings),
        "bytes": trial.size,
        "languages": dict(trial.languages),
        "documents": [
            {
                "name": document.name,
                "title": document.title or reading.title,
                "url": document.url,
                "published": _iso(document, reading),
                "bytes": len(document.content),
                "items": [{"title": item.title, "language": item.language} for item in reading.items],
            }
            for document, reading in trial.documents
        ],
    }


def _iso(document: Document, reading: Reading) -> str | None:
    published = document.published or reading.published
    return published.isoformat() if published else None
