"""Extraction by a model behind an endpoint: asked once for each story, checked against it, within a budget.

    story → asked before? → within the day's tokens? → the endpoint → the answer kept → checked against the text
                          ↘ not, or no answer: the grammar alone, and whoever keeps the program running is told

Nothing is lost while the endpoint is away: the grammar reads alone. After a refusal that would meet every story it is
left alone for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker.endpoint.client import Answer, NoAnswer
from tracker.endpoint.question import LONGEST, key
from tracker.extraction.checked import check
from tracker.model import Extraction, Item, Rejection
from tracker.telling.office import Notice

if TYPE_CHECKING:
    from tracker.extraction import Extractor
    from tracker.store.answers import Answers

REST = timedelta(minutes=5)
"""how long an endpoint is left alone that refuses or cannot be reached"""
DAY = timedelta(days=1)


class Asks(Protocol):
    """What is wanted of an endpoint."""

    url: str
    model: str

    def ask(self, item: Item) -> Answer | NoAnswer: ...


class AskingExtractor:
    """Finds what a story tells by a model, as far as the text bears it out; by the grammar where there is no answer."""

    def __init__(
        self, endpoint: Asks, grammar: Extractor, answers: Answers, now: Callable[[], datetime], budget: int
    ) -> None:
        """`budget`: tokens in 24 hours."""
        self._endpoint = endpoint
        self._grammar = grammar
        self._answers = answers
        self._now = now
        self._budget = budget
        self._rests_until: datetime | None = None
        self._refusal = ""
        self._missed: dict[str, int] = {}

    def extract(self, item: Item) -> Extraction:
        """Every mention with its verbatim quote, and what was refused with its reason."""
        own = self._grammar.extract(item)
        told = self._told(item)
        if isinstance(told, Answer):
            return check(item, told.told, own, self._endpoint.model)
        end = min(len(item.text), 120)
        alone = Rejection("extraction", item.text[:end], 0, end, f"read by the grammar alone: {told.reason}")
        return Extraction(own.metrics, own.policies, (*own.rejections, alone))

    def notices(self) -> tuple[Notice, ...]:
        """What whoever keeps the program running should know of what happened since the last call, once a day each."""
        missed, self._missed = self._missed, {}
        day = self._now().date().isoformat()
        return tuple(
            Notice(
                f"endpoint {day} {reason}",
                f"{reason}. {count} {'story was' if count == 1 else 'stories were'} read by the grammar alone.",
            )
            for reason, count in missed.items()
        )

    def _told(self, item: Item) -> Answer | NoAnswer:
        asked = key(self._endpoint.model, item)
        kept = self._answers.get(asked)
        if kept is not None:
            return Answer(kept, 0)
        missing = self._asked_in_vain(item)
        if missing is not None:
            return missing
        told = self._endpoint.ask(item)
        if isinstance(told, Answer):
            self._answers.put(asked, told.told, told.tokens, self._now())
            return told
        if told.lasting:
            self._rests_until, self._refusal = self._now() + REST, told.reason
        return self._count(told)

    def _asked_in_vain(self, item: Item) -> NoAnswer | None:
        """Why the endpoint is not asked at all."""
        now = self._now()
        if len(item.text) > LONGEST:
            return NoAnswer(f"the story has more than {LONGEST:,} characters", lasting=False)
        if self._rests_until is not None and now < self._rests_until:
            return self._count(NoAnswer(self._refusal, lasting=True))
        if self._answers.tokens_since(now - DAY) >= self._budget:
            spent = f"The {self._budget:,} tokens a day for {self._endpoint.model} are used up"
            return self._count(NoAnswer(spent, lasting=False))
        return None

    def _count(self, missing: NoAnswer) -> NoAnswer:
        self._missed[missing.reason] = self._missed.get(missing.reason, 0) + 1
        return missing
