"""Courts that stand behind their judges: "a federal judge, sitting in the District Court for …"."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.policies.issuers_names import Names
from tracker.extraction.policies.words import NAMED, Agent, Words, word_set

COURTS = word_set("court judge tribunal")
JUDGES = word_set("judge judges justice justices magistrate")
BENCH = word_set(", sitting in at of on the with from")
FAR = 5
"""words between a judge and the court"""


def with_court(found: Agent, words: Words, names: Names) -> Agent:
    """A judge with the court that he or she sits in; any other agent as it is."""
    if found.level == NAMED or found.owns:
        return found
    spot = next((at for at in range(found.first, found.last) if words.low[at] in JUDGES), None)
    if spot is None:
        return found
    at = spot + 1
    while at < min(words.size, spot + 1 + FAR) and words.low[at] in BENCH:
        at += 1
    if at == spot + 1 or at >= words.size or not words.capitals[at]:
        return found
    court = names.by_head(at) or names.listed(at)
    named = court is not None and not COURTS.isdisjoint(court.head.lower().split())
    return replace(court, first=found.first) if court is not None and named else found
