"""Whether the sections of a text are told apart: each of its own place, with its own names, opening on its own.

Stories of one issue have different actors, often in different countries, and each introduces its own. The sections
of a single story share its names, and go on where the last one ended: with a pronoun, or "the" and a noun told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.reading.cohesion import stems
from tracker.reading.places import places_in

_CONTINUING = (
    "it its they their them he his she her this these that those such both neither but and however also another"
    " still instead so yet then there here nor others again"
)
_OPENS_ANEW = re.compile(
    r"\W*(?:there (?:is|are|was|were|has|have|had|will|may|might)\b"
    r"|also (?:on|in|this|last|from|today|yesterday|out|new|worth)\b)",
    re.IGNORECASE,
)
"""Words that look as if they went on with something told before, and begin news: "There were", "Also on Tuesday"."""
_FIRST = re.compile(r"[^\W_]*['’]?[^\W\d_]+")
_DEFINITE = re.compile(r"\W*[Tt]he ((?:[a-zà-ÿ-]{2,} )?[a-zà-ÿ-]{4,})\b")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;’'0-9–—-] )[A-ZÀ-Ý][\w&-]+")
_MONTHS_AND_DAYS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)
_GOES_ON, _TIMES = frozenset(_CONTINUING.split()), frozenset(_MONTHS_AND_DAYS.split())
_OPENING = 160
"""How much of a section's text tells where it plays, in characters."""


@dataclass(frozen=True, slots=True)
class Section:
    head: str
    body: str


def apart(sections: Sequence[Section]) -> float:
    """From -3 (parts of one story) to 4 (stories of different places)."""
    return max(-3.0, spread(sections) + own_names(sections) - 3.0 * going_on(sections))


def spread(sections: Sequence[Section]) -> float:
    """Up to 3: whether the sections name a place at their beginning, each a different one."""
    first = [found[0] for one in sections if (found := places_in(f"{one.head}\n{one.body[:_OPENING]}"))]
    located, different = len(first) / len(sections), len(set(first))
    if different < 2 or located < 0.6 or different < 0.6 * len(first):
        return 0.0
    return (3.0 if different >= 3 else 2.0) * min(1.0, located * different / len(first) * 1.25)


def names_in(text: str) -> frozenset[str]:
    """The words cased as names within sentences, folded, other than months and weekdays."""
    return frozenset(name.casefold() for name in _NAME.findall(text[:3000])) - _TIMES


def own_names(sections: Sequence[Section]) -> float:
    """From -1.5 (the sections share their names with those before) to 1 (each has its own)."""
    seen = names_in(f". {sections[0].head}") | names_in(sections[0].body)
    shared = []
    for one in sections[1:]:
        names = names_in(one.body)
        if names:
            shared.append(min(1.0, 2 * len(names & seen) / len(names)))
        seen |= names
    if not shared:
        return 0.0
    return (1.0 - 2.5 * sum(shared) / len(shared)) * len(shared) / (len(sections) - 1)


def going_on(sections: Sequence[Section]) -> float:
    """Which part of the later sections opens with a word for something told before; 0 to 1."""
    told: frozenset[str] = stems(sections[0].body)
    count = 0
    for one in sections[1:]:
        count += _goes_on(one.body, told)
        told |= stems(one.body)
    return count / max(1, len(sections) - 1)


def speaks_of_before(body: str) -> bool:
    """Whether a text opens with a word that stands for something told before: "It", "They", "This"."""
    first = _FIRST.search(body[:60])
    if _OPENS_ANEW.match(body[:60]):
        return False
    return first is not None and first.group().casefold() in _GOES_ON


def _goes_on(body: str, told: frozenset[str]) -> bool:
    if speaks_of_before(body):
        return True
    match = _DEFINITE.match(body[:80])
    return bool(match) and bool(stems(match.group(1)) & told) if match else False
