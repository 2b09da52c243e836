"""What tells of older things, or supposes something: what is taken off an act for the clause that it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.extraction.policies.dates import MONTHS, WEEK, age_in_days
from tracker.extraction.policies.words import Words, word_set

if TYPE_CHECKING:
    from tracker.extraction.policies.candidates import Story

LONG_SINCE = word_set("previously earlier historically traditionally already existing formerly ago")
CLAUSE_EDGES = word_set(", ; : — – that which who since after because while")
YEARS_AGO = re.compile(
    r"\b(?:years?|decades?|century|centuries|generations?)\sago\b|\blast\syear\b(?!')"
    r"|\bfor\s(?:many\s|several\s)?(?:years|decades|centuries|generations)\b|\bas\s(?:long\sago|early)\sas\b",
    re.IGNORECASE,
)
OF_A_YEAR = re.compile(
    r"(\b(?:law|act|decree|ban|rule|order|treaty|tax|levy|regulation|code|pact))\sfrom\s(?:19|20)\d\d\b"
    r"|(?<=[a-z])(?:\sof\s(?:19|20)\d\d\b|,?\sdated\s[^,;]{4,18})"
)
"""tells which law or ban is meant, not when the act was: "lifted the ban of 1972" """
DATE_WORDS = frozenset((*MONTHS, *WEEK)) | word_set(
    "today yesterday night morning last ago years decades centuries generations long early year years"
)
BACKWARDS = word_set("since before until than")
PRONOUNS = word_set("it they he she")
TOLD = word_set(
    "had was were wrote began set made took gave put brought let cut started drew won got held ran built bought sold"
)
SUMMING = (("come", "to"), ("comes", "to"), ("amount", "to"), ("amounts", "to"), ("add", "up"), ("adds", "up"))
SPANS = word_set("months half-year year quarter")
SPANS_BEFORE = word_set("year years month months decade decades weeks")
SURVEYS = word_set("survey poll study")
FINDING = word_set("found finds shows showed says said suggests")
EARLIER = word_set("when after once where as because since")
FRESH = 31
"""days for which a dated act is news"""
LONG_AGO = 120
"""days after which a dated act is background"""


def background(words: Words, story: Story, first: int, last: int) -> float:
    """What is taken off where the clause of words [first, last) tells of older things or supposes something."""
    age, old = None, False
    if is_dated(words):
        clause = clause_of(words, story.view.view, first, last)
        age = age_in_days(clause, story.item.published)
        old = (age is not None and age > LONG_AGO) or YEARS_AGO.search(clause) is not None
    off = 4.0 if old else 0.0
    opening = words.low[0]
    if opening in ("if", "unless", "should", "were", "had"):
        off += 4.0
    elif opening == "under" and age is not None and age <= FRESH:
        off += 0.0
    elif opening in ("since", "under", "following", "after", "before", "while", "although", "despite"):
        off += 0.5
    if not LONG_SINCE.isdisjoint(words.present):
        off += 0.5
    opened = "after" in words.low[1:5] and not SPANS_BEFORE.isdisjoint(words.low[:4])
    if opened and "," not in words.low[:first]:
        off += 4.0  # "A year after the ban took effect, sales are down"
    if _by_a_survey(words) or _in_total(words, last):
        off += 4.0
    if _looks_back(words, first):
        off += 4.0
    elif _had_been(words, first):
        off += 2.5
    return off


def is_dated(words: Words) -> bool:
    """Whether a sentence may name a date or a span of time at all: most name none and need not be searched."""
    if not DATE_WORDS.isdisjoint(words.present):
        return True
    return any(word[0].isdigit() or "-" in word for word in words.present)


def _looks_back(words: Words, first: int) -> bool:
    """Whether a clause only says since or before when something else is so: "… more than before the law passed"."""
    for at in range(first - 1, max(0, first - 7), -1):
        if words.low[at] in BACKWARDS:
            because = words.low[at] == "since" and words.low[at - 1] == ","
            return words.low[at + 1][:1].isalpha() and at + 1 < first and not because
        if _is_edge(words, at):
            return False
    return False


def only_explains(words: Words, first: int) -> bool:
    """Whether a clause only tells after what something else happened: "exports fell after Russia raised its duty"."""
    for at in range(first - 1, max(2, first - 6), -1):
        if words.low[at] == "after":
            return words.low[at - 1] not in (",", "–", "—")
        if _is_edge(words, at):
            return False
    return False


def _in_total(words: Words, last: int) -> bool:
    """Whether a count of all that was done by now is told: "has issued 2,554 licences so far"."""
    low = words.low
    if "since" in words.present:
        end = next((at for at in range(last, words.size) if _is_edge(words, at) and low[at] != "since"), words.size)
        if any(low[at : at + 2] in SUMMING for at in range(last, end)):
            return True
    counted = words.size > 3 and words.tokens[2].kind == "number"
    if counted and low[:2] == ("so", "far"):
        return True
    return any(
        low[at : at + 2] in (("so", "far"), ("to", "date")) for at in range(last, min(words.size - 1, last + 12))
    )


def over_a_span(words: Words) -> bool:
    """Whether what was done over months is counted: "issued 412,000 permits in the ten months"."""
    low = words.low
    for at in range(1, words.size - 2) if not SPANS.isdisjoint(words.present) else ():
        if low[at] not in SPANS:
            continue
        compared = low[at - 1] in ("a", "the") and low[at + 1] in ("before", "earlier", "ago")
        if compared or (low[at] != "year" and {"in", "the"} <= set(low[max(0, at - 4) : at])):
            return True
    return False


def _by_a_survey(words: Words) -> bool:
    """Whether only a survey tells of it: "…, a survey of shippers found"."""
    for at in range(1, words.size) if not SURVEYS.isdisjoint(words.present) else ():
        if words.low[at] in SURVEYS and words.low[at - 1] in ("a", "an", "the", "one"):
            return not FINDING.isdisjoint(words.low[at : at + 7])
    return False


def _had_been(words: Words, first: int) -> bool:
    """Whether a clause only tells how things were by then: "… when subsidies had just been scrapped"."""
    if "had" not in words.low[max(0, first - 1) : first + 4]:
        return False
    for at in range(first - 1, max(0, first - 8), -1):
        if words.low[at] in EARLIER:
            return True
        if _is_edge(words, at):
            return False
    return False


def clause_of(words: Words, view: str, first: int, last: int) -> str:
    """The act's own clause, with a date that the sentence opens with: "In 2016, …"."""
    start = max((at + 1 for at in range(first) if _is_edge(words, at)), default=0)
    if words.low[0] in ("in", "on", "back", "last", "early", "late", "since", "by"):
        start = 0
    end = next((at for at in range(last, words.size) if _is_edge(words, at) or _takes_up(words, at)), words.size)
    return OF_A_YEAR.sub(
        lambda found: found[1] or "", view[words.tokens[start].start : words.tokens[max(start, end - 1)].end]
    )


def _takes_up(words: Words, at: int) -> bool:
    """Whether a clause begins that only says which noun is meant: "the scheme | it started in 2022"."""
    after = words.low[at + 1] if at + 1 < words.size else ""
    behind = words.low[at - 1][:1].isalpha()
    return behind and words.low[at] in PRONOUNS and (after.endswith("ed") or after in TOLD)


def _is_edge(words: Words, at: int) -> bool:
    """Whether a clause ends at a word; the comma of "1 May, 2026" ends none."""
    after = words.low[at + 1] if at + 1 < words.size else ""
    dated = words.low[at] in (",", "since") and ((after.isdigit() and len(after) == 4) or after in MONTHS)
    return words.low[at] in CLAUSE_EDGES and not dated
