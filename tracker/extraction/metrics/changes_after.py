"""Whether the words after a quantity make it a change: "5 % more than", "a 3 % rise", "three times as much as"."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.extraction.text import word_set

_BETWEEN_NOUN = word_set(
    "annual y/y yoy average real net sharp overall / y w m q nominal further cumulative price rate premium toll "
    "fee salary benefit gdp output production export sales volume revenue profit annualised annualized "
    "compound pay hourly wage price fare rent tariff cash volume year rapid steady weekly monthly quarterly "
    "yearly daily or in on"
)
_MULTIPLE_OF_THE_PAST = re.compile(
    r"\s*(?:as (?:much|many|high|large|big)(?: \w+)? )?"
    r"(?:as |that |those |what it was |the (?:figure|level|number|amount) |more than |higher than )?"
    r"(?:of |in |at |on )?(?:an? |one |the |last )?(?:year|month|week|quarter|same|previous|"
    r"(?:19|20)\d\d|end|start)"
    r"|\s*as (?:much|many|high|large|big|often|long)(?: \w+)? as (?:before|previously|until now|so far)\b"
    r"|\s*(?:its|their|the) (?:old|former|previous|present|current|earlier|existing|prior) "
    r"|\s*(?:as (?:much|many|high|large)|what|those|that|the|its|their) [^,.;]{1,40}?"
    r"(?: (?:a|one|the|last|same|previous) (?:year|month|week|quarter)\b| of (?:fiscal )?(?:19|20)\d\d\b"
    r"| in (?:19|20)\d\d\b)"
)
_INCREASE = re.compile(r"\s*(?:increase|rise|growth|jump|gain|surge|expansion|the growth)")


def told_after(scene: Scene, one: Quantity) -> str | None:
    """From the words after it: "5 % more than", "a 3 % rise", "22 % up on", "10 % dearer"."""
    words, low, following = scene.words, scene.word(one.last), scene.word(one.last + 1)
    if one.sort == "times":
        return _multiple(scene, one)
    if low in ("+",):
        low, following = following, scene.word(one.last + 2)
    if low in _OFF and _OF_A_LEVEL.match(scene.view.view, one.end, scene.sentence.end):
        return _OFF[low]
    if _MARGIN.match(scene.view.view, one.end, scene.sentence.end):
        return None
    either = low in ("up", "down") and following == "or"
    if (low in words.more or low in words.less) and not either:
        relative = one.sort in RELATIVE
        told = (
            not (
                (low in _NO_CHANGE and following not in _WHAT) or (following == "of" and low not in ("ahead", "short"))
            )
            if relative
            else following in ("than", "on", "from", "since")
            or (one.sort == "money" and following in _EACH and scene.word(one.last + 2) in _TIMES)
            or _compared_later(scene, one)
            or _is_moved(scene, one)
            or _off_the_level(scene, one)
        )
        return ("up" if low in words.more else "down") if told else None
    return _noun_after(scene, one) if one.sort in RELATIVE else _step_after(scene, one)


_EACH = word_set("a per each every")
_TIMES = word_set("day week month quarter year hour night shift")
_MARGIN = re.compile(
    r" (?:above|below|over|under) (?:(?:the|its|their) )?(?:(?:full|real|actual|current|fair|official) )*"
    r"(?:costs?|market|par|book value|face value|production costs?|cost price|asking price|rate|value|guide price|"
    r"reserve price|break-even|breakeven)\b"
    r"| (?:more|less) than (?:it|he|she|they|one|the \w+) (?:brings? in|earns?|pays?|sells? for|takes? in|makes?|"
    r"costs?|charges?|gets?|yields?|recovers?|spends?|needs?|uses?)\b"
)
"""A distance from something of the same time, a level: "22 % below cost", "3.1 pounds more than it brings in"."""
_OFF = {"above": "up", "over": "up", "ahead": "up", "below": "down", "under": "down", "behind": "down"}
_TIME = r"(?:day|week|month|quarter|half|season|year)"
_OF_A_LEVEL = re.compile(
    rf"\s*(?:above|over|ahead of|below|under|behind) (?:(?:the|its|their|that|a) (?:[\w'-]+ ){{0,2}}?"
    rf"(?:figures?|levels?|total|reading|result|count|tally|volumes?|loadings|number)\b(?! set)"
    rf"|(?<!over )(?:last|the (?:previous|preceding|prior|same)) {_TIME}\b|(?:the|that of) (?:\w+ )?of last {_TIME}\b"
    rf"|the {_TIME} before\b|(?:that|what it was|those) (?:of |in |at )?(?:a|the|last|one) (?:\w+ )?{_TIME}\b)",
    re.IGNORECASE,
)
"""What an amount stands off from, of another time: "0.7 % over the March figure", "12 cm above last week"."""


def _step_after(scene: Scene, one: Quantity) -> str | None:
    """ "a $3bn rise in", "140 fewer inspectors than in 2019"."""
    words, low, following = scene.words, scene.word(one.last), scene.word(one.last + 1)
    compared = scene.word(one.numeral.last)
    if compared in ("more", "fewer", "less") and _compared_with(scene, one):
        return "up" if compared == "more" else "down"
    named = low in words.noun_up or low in words.noun_down
    if named and following == "to" and scene.tokens[min(one.last + 2, len(scene.tokens) - 1)].text[0].isupper():
        return None
    if named and one.sort in ("physical", "money") and following in _OF_A_STEP:
        return "up" if low in words.noun_up else "down"
    return None


_OF_A_STEP = word_set("in on from of to over , .") | {""}


_ADJECTIVES = word_set("shorter longer smaller larger higher lower bigger fewer")


def _compared_later(scene: Scene, one: Quantity) -> bool:
    """ "was 20,000 shorter at the end of December than at the end of November"."""
    return scene.word(one.last) in _ADJECTIVES and "than" in scene.low[one.last + 1 : one.last + 11]


_WAYS = word_set("up down higher lower firmer weaker dearer cheaper softer")
_STANDS = word_set("is are was were be been ended ends closed closes finished finishes settled settles")


def _is_moved(scene: Scene, one: Quantity) -> bool:
    """ "ended 6 cents up at $5.25", "the crop is 7.5 Mt lower, bringing it to 24 Mt"."""
    if (
        scene.word(one.last) not in _WAYS
        or scene.word(one.last + 1) not in ("at", "to", ",", ".", "")
        or one.sort == "count"
    ):
        return False
    return scene.word(one.head - 1) in _STANDS


_BECAUSE = word_set("because as after due thanks owing amid")
_BY_SO_MUCH = word_set("more less dearer cheaper higher lower fewer up down")
_ENDS = word_set(". , ; ) ( [ and * • - –") | {""}


def _off_the_level(scene: Scene, one: Quantity) -> bool:
    """ "costs 22.50 pounds a litre, 50 piastres less": a step in the level's own unit right behind it."""
    if scene.word(one.last) not in _BY_SO_MUCH or scene.word(one.last + 1) not in _ENDS | _BECAUSE:
        return False
    if scene.word(one.head - 1) not in (",", "(") or one.qualifier not in ("=", "~"):
        return False
    level = next((q for q in reversed(scene.quantities) if q.end <= one.start and q.refusal != "conversion"), None)
    if level is None or not level.is_level or level.unit != one.unit or one.value >= level.value:
        return False
    return len(scene.low[level.last : one.head]) <= 6


_NO_CHANGE = frozenset({"off", "under", "over", "behind", "additional", "extra"})
_WHAT = word_set("those that last its what")


def _compared_with(scene: Scene, one: Quantity) -> bool:
    """ "140 fewer inspectors than in 2019", "9,100 more patients in May than in April": a step of what is counted."""
    behind = scene.low[one.last : one.last + 8]
    if "than" not in behind or one.numeral.last >= one.last:
        return False
    return not scene.words.verbs & set(behind[: behind.index("than")])


def _noun_after(scene: Scene, one: Quantity) -> str | None:
    """ "a 5 % year-on-year rise"."""
    words = scene.words
    for skip in range(4):
        low = scene.word(one.last + skip)
        if low in words.noun_up or low in words.noun_down:
            return None if low == "discount" else "up" if low in words.noun_up else "down"
        if low not in _BETWEEN_NOUN and not low.endswith(("ly", "-year", "-month", "-week", "-quarter")):
            return None
    return None


def _multiple(scene: Scene, one: Quantity) -> str | None:
    """ "two and a half times as much as a year before" is a change; "1.8 times theirs" is a ratio."""
    text = scene.view.view[one.end : min(one.end + 80, scene.sentence.end)].lower()
    return "up" if _MULTIPLE_OF_THE_PAST.match(text) or _INCREASE.match(text) else None
