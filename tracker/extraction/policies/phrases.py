"""Act phrases of several words: where they end in a sentence."""

from __future__ import annotations

from tracker.extraction.policies.lexicon import GAP
from tracker.extraction.policies.moods import BETWEEN, STOPS
from tracker.extraction.policies.words import Words

SHORT = 4


def tail_end(words: Words, at: int, tail: tuple[str, ...]) -> int | None:
    """Where the rest of a phrase ends, or None where it does not stand here; a gap holds up to twelve words."""
    for number, word in enumerate(tail):
        if word == GAP:
            rest = tail[number + 1 :]
            for skip in range(13):
                if at + skip > words.size or (skip and words.low[at + skip - 1] in STOPS):
                    return None
                last = tail_end(words, at + skip, rest)
                if last is not None:
                    return last
            return None
        while at < words.size and words.low[at] != word and _between(words, at):
            at += 1
        if at >= words.size or words.low[at] != word:
            return None
        at += 1
    return at


def _between(words: Words, at: int) -> bool:
    """Whether a word may stand inside a phrase: an adverb, the count of a vote ("voted 201-98 in favour")."""
    low = words.low[at]
    after = words.low[at + 1] if at + 1 < words.size else ""
    counted = low[0].isdigit() or (low in ("-", "–", "to") and after[:1].isdigit() and words.low[at - 1][:1].isdigit())
    return low in BETWEEN or counted or (low.endswith("ly") and len(low) > SHORT)
