"""Changes that a word tells without a number: "doubled", "a thousandfold growth", "unchanged"."""

from __future__ import annotations

import re

from tracker.extraction.metrics.bases import named_basis_in
from tracker.extraction.metrics.quantities import MOST
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.numbers import Numeral
from tracker.extraction.text import word_set
from tracker.model import Change

_URGED = word_set("urge urges urged urging asked ask asks call called calls demanded demands want wants wanted wishes")
_OBJECTS = word_set("the its their a an to from in this last our")
_THE_SAME = re.compile(
    r"(?: (?:last|this) (?:year|month|week|quarter)| in (?:[A-Z]\w+|\d{4}))?(?:,| and)?"
    r"(?: exactly| about| roughly| just)? the same "
    r"(?:as (?:in |on |at )?(?:the|a|last) (?:year|month|week|quarter)|level as|figure as|number as|rate as)"
)
_IDLE = word_set("the a an of in or with its than almost nearly about roughly is are was were at over some around ,")


def tells_multiple(scene: Scene) -> bool:
    """Whether a word for a multiple is in a sentence: "doubled", "threefold", "twice"."""
    words = scene.words
    low = scene.low
    return not (words.multiples.keys().isdisjoint(low) and words.halving.isdisjoint(low)) or "twice" in low


def add_multiples(scene: Scene) -> None:
    """Adds a quantity for each word that says that something doubled, trebled or halved."""
    words = scene.words
    if not tells_multiple(scene):
        return
    _add_twice(scene)
    for at, low in enumerate(scene.low):
        factor = words.multiples.get(low)
        if factor is None and low not in words.halving:
            continue
        if len(scene.quantities) >= MOST:
            break
        if scene.word(at - 1) in ("not", "n't", "never") or _only_describes(scene, at):
            continue
        idle = scene.word(at - 1) in _IDLE or scene.word(at + 1).startswith("-")
        if idle and low in ("double", "triple", "treble", "quadruple") and not _more_than_double(scene, at):
            continue
        if scene.word(at + 1) == "as" or (low.endswith("ing") and scene.word(at + 1) not in _OBJECTS):
            continue
        if scene.word(at - 1) == "to" and _URGED & set(scene.low[:at]):
            continue
        if low.endswith("fold") and not _beside_change(scene, at):
            continue
        if any(q.first <= at < q.last for q in scene.quantities):
            continue
        scene.quantities.append(_made(scene, at, factor))
    scene.quantities.sort(key=lambda q: q.start)


_MAY_DOUBLE = word_set(
    "to will would could can may might must shall should not than they we it and or also then nearly"
)


def _only_describes(scene: Scene, at: int) -> bool:
    """ "the doubled charge", "Exports doubled? Not so": nothing that is told to have happened."""
    if scene.low[-1] == "?":
        return True
    described = scene.word(at + 1).isalpha() and scene.word(at + 1) not in scene.words.breaks
    plain = scene.low[at] in ("double", "triple", "treble", "quadruple")
    if plain and described and scene.word(at - 1) not in _MAY_DOUBLE and not scene.word(at - 1).endswith("s"):
        return True
    return scene.low[at].endswith("ed") and scene.word(at - 1) in ("the", "its", "their", "a") and described


_TWICE = re.compile(
    r"(?:as (?:much|many|high|large)(?: as)?|th(?:at|ose)|the \w+)?[^,.;:]{0,30}?"
    r"(?:\b(?:year|month|week|quarter)\b|\b(?:19|20)\d\d\b|day's\b)",
    re.IGNORECASE,
)


def _add_twice(scene: Scene) -> None:
    """ "twice as much as in 2024", "twice Friday's price": double of what was before."""
    for at, low in enumerate(scene.low):
        if low != "twice" or scene.word(at + 1) in ("a", "per", "in", "this", "each", "over"):
            continue
        following = scene.tokens[at].end + 1
        if _TWICE.match(scene.view.view, following, min(scene.sentence.end, following + 70)):
            scene.quantities.append(_made(scene, at, 2.0))
            scene.quantities.sort(key=lambda q: q.start)


def _more_than_double(scene: Scene, at: int) -> bool:
    """ "$1.18bn, more than double": the clause ends with it."""
    if scene.low[max(0, at - 2) : at] != ["more", "than"]:
        return _double_the(scene, at)
    after = scene.view.view[scene.tokens[at].end : min(scene.sentence.end, scene.tokens[at].end + 70)]
    return scene.word(at + 1) in ("", ".", ",", ";", ")") or _OF_THEN.match(after) is not None


def _double_the(scene: Scene, at: int) -> bool:
    """ "$335m, nearly double the $171m of this year": after a level and a comma, before an amount of then."""
    before = scene.low[at - 1] if at else ""
    if scene.word(at + 1) != "the" or not (before == "," or scene.low[max(0, at - 2) : at - 1] == [","]):
        return False
    start = scene.tokens[at].end
    if _OF_NOW.match(scene.view.view, start):
        return True
    amount = any(0 < q.start - start < 12 for q in scene.quantities)
    return amount and _OF_YEAR.match(scene.view.view, start, min(scene.sentence.end, start + 70)) is not None


_OF_YEAR = re.compile(r" the [^;:]{2,40}? (?:of|in|a|for|spent|sold) (?:this|last|the|year|(?:19|20)\d\d)\b")
_OF_THEN = re.compile(
    r" (?:the|that|what|those|its|their)\b(?:[^,;:]|,(?=\d)){0,50}\b(?:(?:19|20)\d\d|ago|earlier|before|last year)\b"
    r"| (?:the|its) (?:level|price|figure|rate|number) "
    r"(?:when|before|in force|at which|at the (?:time|start|beginning|end))\b"
)
_OF_NOW = re.compile(r" (?:the|its|their) (?:old|former|previous|present|current|earlier|existing|prior)\b")


def _beside_change(scene: Scene, at: int) -> bool:
    words = scene.words
    near = (*scene.low[max(0, at - 3) : at], *scene.low[at + 1 : at + 3])
    return any(word in words.up or word in words.down or word in words.noun_up for word in near)


def _made(scene: Scene, at: int, factor: float | None) -> Quantity:
    token = scene.tokens[at]
    value, unit, direction = (factor, "x", "up") if factor is not None else (50.0, "%", "down")
    numeral = Numeral(token.start, token.end, at, at + 1, value, spelled=True)
    made = Quantity(numeral, value, None, unit, "times", token.start, token.end, at, at + 1, head=at)
    made.delta = Change(value, unit, direction)
    before = scene.ends(scene.words.before, at)
    if before is not None and token.text.lower() not in ("double", "triple"):
        made.head, made.qualifier = before
        made.start = scene.tokens[made.head].start
    return made


_HELD = re.compile(
    r"(?<!will )(?<!would )(?<!could )(?<!should )(?<!may )(?<!might )(?<!not )"
    r"\b(?:held|holds|hold|kept|keeps|left|leaves|leave|keep|maintained|maintains|maintain|retain|retained|remains?|remained|stays?|stayed|"
    r"has been|have been)\b(?P<what>[^,;:.%]{0,60}?)"
    r"(?P<still> (?:unchanged|steady|on hold|flat|stable|untouched|alone|as it was|where it was|where they were))?"
    r",? (?:at|(?:in|at|within) a (?:target )?(?:band|range|corridor) of) (?:the |its |their |a |about |around )?$",
    re.IGNORECASE,
)
"""A rate that was not moved: "held its deposit rate at", "left the repo rate alone at", "remains at"."""
_RATE = re.compile(
    r"(?<!jobless )(?<!unemployment )(?<!inflation )(?<!vacancy )(?<!participation )(?<!birth )(?<!occupancy )"
    r"\b(?:rates?|\w*bor|funds|target|threshold|lev(?:y|ies)|tax|tariff|dut(?:y|ies)|selic)\b",
    re.IGNORECASE,
)


_KEY_RATE = re.compile(
    r"\b(?:policy|key|repo|benchmark|deposit|discount|lending|base|cash|main|interest|bank|funds|overnight|prime)\b"
    r"[\w' -]{0,20}\brates?\b|\bfunds\b|\bselic\b|\brepo\b",
    re.IGNORECASE,
)


_ITS_RATE = re.compile(
    r"\b(?:the|its) (?:rates?|levy|tax|tariff|duty|threshold) (?:itself )?(?:was|were) $", re.IGNORECASE
)
_DECIDED = ("decided to ", "voted to ", "opted to ", "chose to ", "agreed to ")


def is_key_rate(scene: Scene, one: Quantity) -> bool:
    """Whether the rate of a central bank is told: "the repo rate", "Fed funds", "its one-week repo rate"."""
    return _KEY_RATE.search(scene.view.view, scene.sentence.start, scene.sentence.end) is not None


def _is_held(scene: Scene, one: Quantity) -> bool:
    """Whether a percentage is what a rate was left at; what merely stays high needs a word that says so."""
    if one.sort != "percent" or one.numeral.part:
        return False
    held = _HELD.search(scene.view.view, max(scene.sentence.start, one.start - 110), one.start)
    if held is None or _MODALS & set(scene.low[max(0, one.head - 9) : one.head]):
        return False
    if (
        held["still"] or scene.word(one.last) == "of"
    ):  # "kept the grant at 10 % of the cost": what a rule goes on saying
        return bool(held["still"])
    verb = held.group().lower()
    before = scene.view.view[max(0, held.start() - 12) : held.start()].lower()
    meant = before.endswith("to ") and not before.endswith(_DECIDED)
    if meant or verb.startswith(("has", "have")):
        return False
    if verb.startswith(("remain", "stay")):
        return _KEY_RATE.search(scene.view.view, scene.sentence.start, one.start) is not None
    passive = before.endswith(("was ", "were ", "been "))
    start = scene.sentence.start
    return _RATE.search(held["what"]) is not None or (
        passive
        and (
            _KEY_RATE.search(scene.view.view, start, held.start()) is not None
            or _ITS_RATE.search(scene.view.view, start, held.start()) is not None
        )
    )


def _is_flat(scene: Scene, one: Quantity) -> bool:
    """Whether "unchanged" follows a level, at once or behind the time of it: "800 in the third quarter, unchanged"."""
    at = one.last
    while at < one.last + 8 and (scene.date_at(at) or scene.word(at) in _OF_TIME):
        at += 1
    if at > one.last and scene.word(at) != ",":
        return False
    broad = scene.word(at + 1) in ("broadly", "largely", "roughly", "practically", "virtually")
    return any(scene.word(at + n) in scene.words.flat for n in ((1, 2) if broad or at > one.last else (0, 1)))


_OF_TIME = word_set("in at on for the quarter a an per week month night hour day year")
_STAYS_AT = re.compile(
    r"\b(?:unchanged|flat|steady|stable)\b(?: (?:from|on|in|over|for)\b[^,;:.%]{1,30})? at (?:about |around |just )?$",
    re.IGNORECASE,
)


def _stays_at(scene: Scene, one: Quantity) -> bool:
    """ "was unchanged from April at 5.2 %", "held steady at 41,000": a level of which a word says that it stayed."""
    if _MODALS & set(scene.low[max(0, one.head - 9) : one.head]):
        return False
    return _STAYS_AT.search(scene.view.view, max(scene.sentence.start, one.start - 60), one.start) is not None


_MODALS = word_set("will would could should may might must if")


def mark_unchanged(scene: Scene) -> None:
    """ "38.5 %, unchanged": a level whose change is none."""
    for one in scene.quantities:
        if one.is_level and one.change is None and not one.earlier and _is_held(scene, one):
            one.change = Change(0.0, "pp", "flat")
    flat = scene.words.flat
    if "same" not in scene.low and flat.isdisjoint(scene.low):
        return
    for one in scene.quantities:
        if one.is_level and one.change is None and not one.earlier and _stays_at(scene, one):
            basis = named_basis_in(scene.view.view, max(scene.sentence.start, one.start - 40), one.start)
            one.change = Change(0.0, "pp" if one.unit == "%" else "%", "flat", basis)
    for one in scene.quantities:
        if one.is_level and one.change is None and _THE_SAME.match(scene.view.view, one.end, scene.sentence.end):
            basis = named_basis_in(scene.view.view, one.end, min(scene.sentence.end, one.end + 40))
            one.change = Change(0.0, "pp" if one.unit == "%" else "%", "flat", basis)
        if one.is_level and one.change is None and _is_flat(scene, one):
            basis = named_basis_in(scene.view.view, one.end, min(scene.sentence.end, one.end + 40))
            one.change = Change(0.0, "pp" if one.unit == "%" else "%", "flat", basis)
