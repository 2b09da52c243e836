"""The qualifier of a number: "more than", "up to", "about", "or more"."""

from __future__ import annotations

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_MARK_QUALIFIERS = {"~": "~", "≈": "~", "±": "~", ">": ">", "<": "<", "≥": ">=", "≤": "<="}


def qualify(scene: Scene, one: Quantity) -> None:
    """Finds the qualifier before or after the number and puts it into the quantity's span."""
    if one.numeral.plus:
        one.qualifier = ">="
    if one.numeral.odd:
        one.qualifier = "~"
    if scene.word(one.last) == "+" and scene.joined(one.last):
        one.qualifier, one.last = ">=", one.last + 1
        one.end = scene.tokens[one.last - 1].end
    at = one.first
    mark = _MARK_QUALIFIERS.get(scene.word(at - 1))
    if mark:
        one.qualifier, at = mark, at - 1
    else:
        at = _before(scene, one, at)
    if at < one.first and one.qualifier in _OPPOSITE and _denied(scene, at):
        one.qualifier = _OPPOSITE[one.qualifier]
    one.head = at
    one.start = scene.tokens[at].start
    after = scene.begins(scene.words.after, one.last) or (
        scene.begins(scene.words.after, one.last + 1) if scene.word(one.last) in (",", "mark") else None
    )
    voted = after is not None and one.sort == "money" and scene.low[after[0] - 1] == "passed"
    if after is not None and not voted and not _leads_on(scene, after[0]):
        one.last, meaning = after
        one.qualifier = meaning.rstrip("x")
        one.end = scene.tokens[one.last - 1].end


def _leads_on(scene: Scene, at: int) -> bool:
    """ "154,100 cases, roughly 2.1 %": the word belongs to the next number."""
    if at >= len(scene.tokens):
        return False
    if scene.low[at - 1] == "take" and scene.low[at] in ("a", "an", "one", "two", "half"):
        return True  # "3 %, give or take a point" tells how far it may go
    return scene.tokens[at].kind == "number" or scene.tokens[at].text in scene.words.signs or scene.low[at] == "than"


_OPPOSITE = {">": "<=", "<": ">="}


def _denied(scene: Scene, at: int) -> bool:
    """ "may not be passed on above", "must not fall below": a bound, told by what is not allowed."""
    before = scene.low[max(0, at - 6) : at]
    if is_barred(scene, at):
        return True
    return "not" in before and any(word in _MODALS for word in before[: before.index("not")][-2:])


def is_barred(scene: Scene, at: int) -> bool:
    """Whether "never" or "no boat may" makes "more than" at token `at` the most that is allowed."""
    if scene.word(at - 1) == "never" or scene.low[max(0, at - 2) : at] == ["never", "by"]:
        return True
    return scene.low[0] == "no" and not _MODALS.isdisjoint(scene.low[1:at]) and "," not in scene.low[:at]


_MODALS = frozenset({"may", "must", "can", "should", "shall", "could", "might"})


def _is_verb(scene: Scene, at: int) -> bool:
    """Whether the qualifier at token `at` is a verb, which may have an object: "passed a €500bn fund"."""
    return scene.word(at).startswith(("pass", "cross", "top", "surpass", "exceed"))


_COMPARATIVES = word_set("more less fewer higher lower greater larger above below over under better smaller")


def _ends_amount(scene: Scene, at: int) -> bool:
    """Whether a comparative belongs to the amount before it: "25.6 % more than the $630.5 billion of 2024"."""
    return scene.word(at - 1) in ("%", "cent", "percent", "pct", "points", "times")


_PLACES = word_set("above below over under than beyond short")
"""before "the" what a figure is compared with: "well above the 3 % goal" """
_HANDED = word_set("hand hands handed handing turn turned turns run runs ran swept rolled spread burned crossed")


def _is_particle(scene: Scene, at: int) -> bool:
    """Whether "over" or "say" is no qualifier: "hand over ¥3,000", "politicians say 10,000"."""
    if scene.word(at) == "say" and at + 1 < len(scene.low):
        return scene.word(at - 1) not in (",", "(", "of", "to", "–", "—", "")
    if scene.word(at) != "over":
        return False
    return scene.word(at - 1) in _HANDED or any(q.last == at and q.unit for q in scene.quantities)


def _takes_up_to(scene: Scene, at: int) -> bool:
    moved = scene.word(at - 1) in scene.words.phrasal or scene.word(at - 1) in _MOVED or _arrives(scene, at)
    return scene.low[at : at + 2] == ["up", "to"] and moved


def _arrives(scene: Scene, at: int) -> bool:
    """ "an increase of 9.7 per cent, up to £10.42": where a step has led to."""
    told = next((q for q in scene.quantities if q.last == at - 1 and q.sort in ("percent", "points")), None)
    if told is None or scene.word(at - 1) != ",":
        return False
    before = set(scene.low[max(0, told.head - 5) : told.head])
    return bool(before & (scene.words.up | scene.words.noun_up))


_MOVED = word_set(
    "go goes going went gone move moves moved edged edge edges inched crept climbed shot ticked drifted brought bring "
    "brings ramped bumped back"
)


def _before_phrasal(scene: Scene, one: Quantity, at: int) -> int:
    """ "adds up to some 2 GW": the verb takes "up to", what follows it still qualifies."""
    for begin in (at - 1, at - 2):
        found = scene.ends(scene.words.before, at)
        if found is not None and found[0] == begin and scene.low[begin] != "up":
            one.qualifier = found[1]
            return begin
    return at


def _is_named(scene: Scene, one: Quantity) -> bool:
    """ "under its $350m grant": the number only describes what something is done under."""
    low = scene.word(one.last)
    return one.sort == "money" and low.isalpha() and low not in scene.words.breaks and low not in scene.words.verbs


_PASSED_OVER = word_set("the a an its just only total further another additional")


def _before(scene: Scene, one: Quantity, at: int) -> int:
    found = scene.ends(scene.words.before, at)
    skipped = at
    if found is None and scene.word(at - 1) in _PASSED_OVER:
        found = scene.ends(scene.words.before, at - 1)
        skipped = at - 1
    if found is None or (skipped != at and scene.word(skipped) in ("a", "an") and _is_verb(scene, found[0])):
        return at
    begin, meaning = found
    named = scene.low[begin] == "under" and skipped != at and _is_named(scene, one)
    if named or (scene.low[begin] in _COMPARATIVES and _ends_amount(scene, begin)):
        return at
    if meaning in ("<=", ">=") and scene.low[at - 1] == "of" and scene.word(begin - 1) == "the":
        return at
    if _is_particle(scene, begin) or (scene.word(skipped) == "the" and scene.word(at - 2) in _PLACES):
        return at
    if _takes_up_to(scene, begin):
        return _before_phrasal(scene, one, at)
    one.qualifier = meaning
    again = scene.ends(scene.words.before, begin)
    if again is not None and meaning == "~" and not _takes_up_to(scene, again[0]):
        begin, one.qualifier = again
    return begin
