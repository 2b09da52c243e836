"""Values of one quantity for other times or in other plans, told without naming it again: "in 2010 it stood at 4.42".

The later number's clause names nothing of its own: its subject only points back, or is somebody who puts the number
otherwise, and the words say that it holds for another time, is aimed at, or was told elsewhere.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene

_ABOUT = (
    r"(?:\s+(?:only|just|about|some|around|nearly|almost|a|an|the|at|to|of|more than|less than|fewer than|over|under|"
    r"roughly|as (?:much|many|little|few) as|up to|no more than|at (?:most|least)|still|even))*\s*$"
)
_POINTS = (
    r"(?:it|they|this|that|there|(?:the|its|their|that|this) (?:(?:old|new|present|current|previous|former|same) )?"
    r"(?:figure|rate|share|level|number|total|count|limit|cap|ceiling|quota|price|fee|charge|standard|threshold|toll|"
    r"tariff|average|sum|amount|tally|reading|maximum|minimum|proportion|ratio))"
)
_HELD = (
    r"(?:(?:had|has|have|was|were|is|are|'s|would|will|shall|must|should|may|used|to|be|been|still|then|now|already|"
    r"currently|only|just|stood|stand|stands|come|comes|came|amounted|amounts|set|put|at|lay|lies|reached|ran)\s*){1,6}"
)
_TIMED = re.compile(
    r"\b(?:today|now|currently|present|moment|then|before|earlier|previous(?:ly)?|former(?:ly)?|old|last|since|until|till|"
    r"ago|year|years|month|week|season|quarter|day|decade|(?:19|20)\d\d|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|had been|used to)\b",
    re.IGNORECASE,
)
_POINTED_AT = re.compile(rf"(?:^|[\s,;:(—–-]){_POINTS}\s*{_HELD}{_ABOUT}", re.IGNORECASE)
"""A subject that only points back, and a verb that says that so much is, was or will be."""
_COUNTED_OVER = re.compile(r"\b(?:on|over) the (?:day|week|month|quarter|year)\b", re.IGNORECASE)
_PLACED = re.compile(rf"\b(?:in|on|at|for|among|with)\b[^,;:]*?,? (?={_POINTS}\b)", re.IGNORECASE)
"""What leads in before the subject: a place or a part makes the number another's, a time makes it a later one."""
_SHORT_LEAD = 90
"""characters at most in front of the subject that points back"""
_REACH = 300
"""characters at most that are looked at in front of a number"""
_MEASURED_BY = re.compile(
    r"\b(?:twice|double|triple|half(?: of)?|thirds? of|quarters? of|fifths? of|tenths? of|times|short of|shy of|"
    r"in place of|in lieu of|up on|down on)"
    r" the\s*$",
    re.IGNORECASE,
)
"""A number told by how it compares with another one: "more than twice the 27 MW of April"."""
_BROUGHT_TO = re.compile(
    r"\b(?:a|the) (?:share|rate|figure|level|number|total|sum|amount|price|fee|proportion) (?:that|which|it) "
    r"[^,;.]{0,60}\b(?:to|at)\s*$",
    re.IGNORECASE,
)
"""What is taken up as "a share that a plan would bring down to 25%"."""
_STEP_TO = re.compile(
    r"\b(?:further|next|second|third|last|final|another|later) (?:step|rise|increase|cut|reduction|hike|move)s? to\s*$",
    re.IGNORECASE,
)
_AIMED_AT = re.compile(
    r"\b(?:goal|target|aim|plan|objective|ambition|promise|forecast|guidance|estimate)(?: (?:for|of) [^,;.]{1,25})? "
    r"(?:is|was|had been|has been|remains|stays|will be)(?: (?:for|of))?" + _ABOUT,
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:wants?|wanted|aims? (?:for|at)|aimed (?:for|at)|seeks?|sought|expects?|expected|foresees?|foresaw|plans?|"
    r"planned|targets?|proposed|recommended|suggested|demanded|asked for|called for|spoke of|spoken of|said|given|gave|"
    r"reported|provided for|foreseen|counted|approved|budgeted|allowed)" + _ABOUT,
    re.IGNORECASE,
)
"""Somebody puts a number otherwise: "the draft had said", "the government wants"."""
_APPROVED = re.compile(
    r"^\s+(?:had been|was|were|was to be|had) (?:approved|planned|proposed|agreed|asked|foreseen|set)\b"
)
_APPOSED = re.compile(
    r"^[^,;:.]{0,40}, (?:should|would|will|is|are|was|were|has|had|may|could|might|must|rose|fell|slowed|eased|climbed|"
    r"slipped|dropped|jumped|grew)\b[^,;:.]{0,60}\b(?:at|to|of|by)\s*$",
    re.IGNORECASE,
)
"""Between a number that is put in and the one that the sentence tells: "Inflation, 3.4% in May, should be at"."""
_LISTED_IN_TIME = re.compile(
    r"^[^,;:.]{0,50}\b(?:since|from|in|by|until|now|today|year)\b[^,;:.]{0,24},? "
    r"(?:and|then|and then|rising to|and to)\s*$",
    re.IGNORECASE,
)
_BY_A_DATE = re.compile(r"^\s?(?:%|\S+)?\s?(?:by|in|from|as of|after|until)\s(?:the )?(?:\w+ )?(?:19|20)\d\d")
_ENDS = re.compile(
    r"^\s*(?:$|[.,;:)\]!?—–\"”]|"
    r"(?:by|in|for|from|until|as of|at|on|after|before|this|next|last|a year|and|but|while|of them)\b)"
)
"""What follows a number that says nothing more of what it is of."""


def within(scene: Scene, before: Quantity, one: Quantity) -> bool:
    """Whether a sentence tells its second number as another value of the first."""
    view = scene.view.view
    between, behind = view[max(before.end, one.start - _REACH) : one.start], view[one.end : scene.sentence.end]
    if _MEASURED_BY.search(between) or _BROUGHT_TO.search(between) or _STEP_TO.search(between):
        return True
    if view[: before.start].endswith(", ") and _APPOSED.match(between):
        return True
    if _LISTED_IN_TIME.match(between) and _BY_A_DATE.match(behind):
        return True
    if re.search(r"[,;:—–-]", between) is None:
        return bool(re.search(r"\bwhere\s*$", between) and _APPROVED.match(behind))
    clause = re.split(r"[;:—–]|, (?:and|but|while|whereas|where|as)\b|,", between)[-1]
    return _otherwise(clause, behind, alike=one.kind is before.kind)


def across(scene: Scene, before: Quantity, one: Quantity) -> bool:
    """Whether a sentence tells its first number as another value of what the sentence before told."""
    view = scene.view.view
    lead, behind = view[max(scene.sentence.start, one.start - _REACH) : one.start], view[one.end : scene.sentence.end]
    if _STEP_TO.search(lead):
        return True
    return _otherwise(lead, behind, alike=one.kind is before.kind)


def _otherwise(clause: str, behind: str, *, alike: bool) -> bool:
    """Whether a clause points back for another time, or somebody in it puts a number of the same kind otherwise."""
    if not _ENDS.match(behind):
        return False
    pointed = _POINTED_AT.search(clause)
    if pointed is not None and pointed.start() <= _SHORT_LEAD and not _COUNTED_OVER.search(clause):
        placed = _PLACED.search(clause)
        return _TIMED.search(clause) is not None and (placed is None or _TIMED.search(placed[0]) is not None)
    return alike and bool(_AIMED_AT.search(clause) or (len(clause) <= _SHORT_LEAD and _WANTED.search(clause)))


__all__ = ["across", "within"]
