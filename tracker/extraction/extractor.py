"""An item's mentions: its metrics and its policies, from one look at its text."""

from __future__ import annotations

from tracker.extraction.metrics.mentions import find_metrics
from tracker.extraction.metrics.words import load_words
from tracker.extraction.policies.lexicon import compile_lexicon
from tracker.extraction.policies.mentions import find_policies
from tracker.extraction.text import look
from tracker.extraction.vocab import Vocabulary
from tracker.model import Extraction, Item


class Extractor:
    """Finds what a story tells of policies and quantities. The same text always gives the same result."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._lexicon = compile_lexicon(vocabulary)
        self._words = load_words(vocabulary.extra)

    def extract(self, item: Item) -> Extraction:
        """Every mention with its verbatim quote; of any text at all, without an exception."""
        view = look(item.text)
        metrics, no_metrics = find_metrics(item, view, self._words)
        policies, no_policies = find_policies(view, item, self._lexicon)
        return Extraction(metrics=metrics, policies=policies, rejections=(*no_metrics, *no_policies))
