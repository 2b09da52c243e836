"""A document read, extracted and laid out before its turn to be compared; as JSON, for that may be done far away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.history.laid import LaidOut
from tracker.model import Extraction, Item, Mention, Reading
from tracker.store.serial import dump, load


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made of a document, and when it was published as far as anyone says. The reading is without its text."""

    published: datetime
    reading: Reading
    items: tuple[LaidOut, ...]
    stored: bool = False
    """whether it is to be let go when the document is compared"""


def to_json(prepared: Prepared) -> dict[str, Any]:
    """It as lists, dicts, strings and numbers; its items once."""
    bare = replace(prepared.reading, text="", items=())
    return {"reading": dump(Reading, bare), "items": [_laid_to_json(laid) for laid in prepared.items]}


def from_json(published: datetime, data: Mapping[str, Any]) -> Prepared:
    """What `to_json` gave."""
    items = tuple(_laid_from_json(each) for each in data["items"])
    reading = replace(load(Reading, data["reading"]), items=tuple(laid.item for laid in items))
    return Prepared(published, reading, items, stored=True)


def _laid_to_json(laid: LaidOut) -> dict[str, Any]:
    places = {id(mention): place for place, mention in enumerate(_mentions(laid.extraction))}
    return {
        "item": dump(Item, laid.item),
        "extraction": dump(Extraction, laid.extraction),
        "words": sorted(laid.words),
        "story": list(laid.story_keys),
        "signature": laid.signature.hex(),
        "mentions": [[places[id(mention)], sorted(keys)] for mention, keys in laid.mentions],
    }


def _laid_from_json(data: Mapping[str, Any]) -> LaidOut:
    extraction = load(Extraction, data["extraction"])
    mentions = _mentions(extraction)
    return LaidOut(
        load(Item, data["item"]),
        extraction,
        frozenset(data["words"]),
        tuple(data["story"]),
        bytes.fromhex(data["signature"]),
        tuple((mentions[place], frozenset(keys)) for place, keys in data["mentions"]),
    )


def _mentions(extraction: Extraction) -> tuple[Mention, ...]:
    return (*extraction.policies, *extraction.metrics)
