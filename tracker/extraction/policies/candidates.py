"""What judging works on: the story that an act stands in, and the act as a candidate before sentences are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.extraction.policies.scene import Scene
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Agent, Thing, Words
from tracker.extraction.text import Shape, TextView
from tracker.model import Instrument, Item, Stage


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act of one sentence with what is known of it, before sentences are compared."""

    index: int
    words: Words
    agent: Agent | None
    thing: Thing | None
    form: Instrument
    stage: Stage
    act: Act | None
    score: float
    why: str
    stale: bool = False
    """whether its clause dates it WEEKS_AGO: what the story tells of later days goes before it"""

    @property
    def heading(self) -> bool:
        return self.words.sentence.shape is Shape.HEADING


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences of an item share: its country and its named authorities."""

    item: Item
    view: TextView
    scenes: tuple[tuple[int, Scene], ...]
    country: str
    named: tuple[tuple[int, Agent], ...]
    agents: dict[int, tuple[Agent, ...]]
    """by the number of the sentence"""
    things: dict[int, tuple[Thing, ...]]
    lists: Mapping[str, frozenset[str]]
    """the vocabulary's lists of words"""
    codes: tuple[str, ...] = ("", "")
    """what the story is about; the state that it is most about, where that is a union of states; all that it names"""
