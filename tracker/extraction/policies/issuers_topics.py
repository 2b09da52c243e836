"""What a ministry or a regulator is for, told behind it: "the ministry of transport", "the regulator for water"."""

from __future__ import annotations

from tracker.extraction.policies.words import Words, word_set

MINISTERIAL = word_set("ministry minister department secretary directorate secretariat")
REGULATING = word_set("regulator watchdog authority agency inspectorate")
OF_ANYTHING = word_set("ministry minister")
"""what may be for what no list of topics has: "minister of production" """
NO_MATTERS = word_set(
    "state the a an his her its this that all any both one two three four five six seven eight nine ten several more"
)
"""what behind "minister of" tells no matter"""
BETWEEN = word_set("and the of , public social international strategic")
FAR = 8
"""words at most that tell a matter"""


def end_of_topic(words: Words, topics: frozenset[str], last: int, head: str) -> int:
    """Where "ministry | of transport and trade" ends, all of it in small letters; `last` where nothing follows."""
    link = words.low[last] if last < words.size else ""
    if not (link == "of" and head in MINISTERIAL) and not (link == "for" and head in MINISTERIAL | REGULATING):
        return last
    first = last + 1
    any_word = link == "of" and head in OF_ANYTHING and words.low[first].isalpha()
    end = first + 1 if any_word and words.low[first] not in NO_MATTERS and not words.capital(first) else last
    for at in range(first, min(words.size, last + FAR)):
        if words.capital(at):
            break
        if words.low[at] in topics:
            end = at + 1
        elif words.low[at] not in BETWEEN and at >= end:
            break
    return end
