"""Items → mentions: the policies and metrics of a story, each with its verbatim quote. Pure: no file, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.extraction.extractor import Extractor
    from tracker.extraction.vocab import Vocabulary, load_vocabulary

__all__ = ["Extractor", "Vocabulary", "load_vocabulary"]


def __getattr__(name: str) -> object:
    """Loads what is asked for only when it is: most commands extract nothing."""
    if name == "Extractor":
        from tracker.extraction.extractor import Extractor

        return Extractor
    if name in ("Vocabulary", "load_vocabulary"):
        from tracker.extraction import vocab

        return getattr(vocab, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
