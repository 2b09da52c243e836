"""Which numbers of a text are values of one quantity, by the text's own word: "from 5.5 to 6", "a year ago it was 4".

What holds two numbers together is told between them: a preposition that looks back, a pronoun or "the figure" with a
verb of being, or nothing but another date. Whatever names another thing in between, or after the second, parts them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from tracker.extraction.metrics.naming_asides import beside_across, beside_in_sentence
from tracker.extraction.metrics.naming_clause import Clause, Phrase
from tracker.extraction.metrics.naming_history import across, within
from tracker.extraction.metrics.naming_verbs import is_verb
from tracker.extraction.metrics.naming_words import PLAIN, REFERRING
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_BACK = word_set("from against versus vs instead rather after previously formerly until before compared earlier ago to")
_BRIDGE = (
    PLAIN
    | _BACK
    | word_set(
        "the a an its of than with it they that this which was were had been is are be being has have stood "
        "stands at in on by up down more less fewer higher lower above below over under and or , ( ) - – — "
        "was to figure level number total record year month week quarter day half all set expected planned "
        "target between roughly about some while whereas when as for followed following until then would will "
        "should must may can reach reaching reached falls fall fell rise rises rose raised cut lowered "
        "increased decreased down-from"
    )
)
_BEING = word_set(
    "is was were are be been stood stands reached reaches totalled totaled amounted hit hits stand stay "
    "remain remained averaged rose fell climbed dropped slipped grew declined increased decreased "
    "exceeded exceeds stays remains will would should must reach hit rise fall"
)
_ENTITY_LEADS = frozenset({"for", "in", "by", "at", "on", "from", "among", "with"})
_FEW_CHARACTERS = 420
_SENTENCES_BACK = 2
_AT_HAND = 8
_TELLING_DIGITS, _SMALL = 2, 10
_QUARTERS = (25, 75)


class Told(NamedTuple):
    """A quantity of the item that has its name."""

    scene: Scene
    one: Quantity
    root: int
    """the start of the first number of its thread"""
    ordinal: int
    """of its sentence in the text"""


class Memory:
    """The numbers of an item told so far, the last few of each unit and each value at hand."""

    def __init__(self, starts: Sequence[int]):
        self.starts = starts
        self.by_unit: dict[str | None, deque[Told]] = {}
        self.by_value: dict[tuple[str | None, float], Told] = {}
        self.last: deque[Told] = deque(maxlen=4)
        self.roots: dict[int, int] = {}

    def add(self, scene: Scene, one: Quantity, kin: Told | None) -> None:
        """Remembers a number, as one of a thread if it has kin."""
        told = Told(scene, one, kin.root if kin else one.start, self.ordinal(scene))
        self.roots[one.start] = told.root
        if one.delta is None:
            self.by_unit.setdefault(one.unit, deque(maxlen=_AT_HAND)).append(told)
            self.by_value[one.unit, one.value] = told
            self.last.append(told)

    def ordinal(self, scene: Scene) -> int:
        return bisect_right(self.starts, scene.sentence.start)


def goes_on(scene: Scene, one: Quantity, clause: Clause, memory: Memory) -> Told | None:
    """The number told before that this one is another value of, None where the text does not say."""
    if one.unit == "vote" and scene.word(one.head - 1) in ("to", "against"):
        return None
    if one.delta is not None or (clause.tail and not clause.tail[0].lead and clause.tail[0].first == one.last):
        return None
    peers = [t for t in memory.by_unit.get(one.unit, ()) if not one.per or t.one.per == one.per]
    if not peers or _of_another(scene, one, clause):
        return None
    here = [t for t in peers if t.scene is scene]
    if here:
        told = scene.view.view[here[-1].one.end : one.start]
        if _ANOTHER.search(told) or (told.endswith("the ") and _NEEDED.match(scene.view.view, one.end)):
            return None
        beside = here[-1].one.last <= one.head and beside_in_sentence(scene, here[-1].one, one)
        beside = beside and not _ADDS_TO.search(told)
        follows = here[-1].one.last <= one.head and not _is_part(scene, told)
        again = beside or (follows and within(scene, here[-1].one, one))
        return here[-1] if again else _in_sentence(scene, one, here[-1], (*clause.frame[-1:], *clause.subject[:1]))
    return _across(scene, one, clause, peers, memory) or _across_times(scene, one, peers, memory)


def _in_sentence(scene: Scene, one: Quantity, before: Told, frame: Sequence[Phrase]) -> Told | None:
    other = before.one
    if other.last > one.head:
        return None
    text = scene.view.view[other.end : one.start]
    if _is_part(scene, text):
        return None
    if _ELSEWHERE.search(text) and any(phrase.lead in _PLACED for phrase in frame):
        return None
    if _LOOKS_BACK.search(text) or _ABOVE_THE.match(scene.view.view, one.start, one.end):
        return before
    words = _between(scene, other, one)
    if words is None:
        return None
    looks_back = one.earlier or other.earlier or bool(_BACK & set(words))
    other_time = one.period is not None and other.period is not None and one.period != other.period
    aim = {one.kind, other.kind} == {Kind.OBSERVED, Kind.TARGET}
    joined = set(words) <= {"and", ",", "or", ""} and not other_time
    return before if (looks_back or other_time or (aim and words)) and not joined else None


def _is_part(scene: Scene, between: str) -> bool:
    """Whether the words between two numbers, or the sentence's first, make the second a part or another quantity."""
    return bool(_PART.search(between) or _ADDS_TO.search(between) or _OUT_OF.match(scene.view.of(scene.sentence)))


_LOOKS_BACK = re.compile(
    r"(?:\b(?:from|against|versus|vs\.?|instead of|rather than|compared (?:with|to)|after|"
    r"than (?:the|a)|(?:it|they|that|this|the \w+|which) (?:was|were|had been|has been|have been|"
    r"used to be|will be|is to be|stood at)|until now(?: it was)?|previously|formerly|so far))"
    r"(?: (?:only|just|about|some|around|nearly|almost|the|a|an|a goal of|a target of|a record|more than|less than|"
    r"fewer than|over|under|roughly|as much as))*\s*$",
    re.IGNORECASE,
)
"""How the words before a number tell that it is what held before, or what it is set against."""
_ANOTHER = re.compile(
    r"(?<!\bof )\b(?:that|those|the ones?) (?:on|for|of|from|in|at) "
    r"(?!(?:the )?(?:\d|last|previous|same|a year|the year|[A-Z][a-z]+ \d))"
)
"""How a sentence takes up its noun for something else: "the duty on soybeans from 33% to 26% and that on wheat"."""
_NEEDED = re.compile(
    r"\s*(?:(?:that|which) (?:[\w’'-]+ ){0,4}?)?(?:would (?:stop|protect|keep|be)|needed|required|requires?|demands?|"
    r"deemed|necessary|considered|recommended|recommends?|prescribed|prescribes?|allowed|allows|protects?)\b"
)
"""What follows a number that something is held against, and never was: "below the 95% that would stop the virus"."""
_PART = re.compile(r"\b(?:of (?:which|whom|them|these|those)|including)\b[^,;.]{0,40}$", re.IGNORECASE)
_OUT_OF = re.compile(r"\W*of (?:the|its|their|all|these|those)\b", re.IGNORECASE)
"""How a sentence begins that tells a whole and its part: "Of the 9,000 kilometres planned, 500 are built"."""
_ADDS_TO = re.compile(r"\bpoints? (?:to|off) [a-z]+[^,;.]{0,40}; it (?:was|had been|stood)\b", re.IGNORECASE)
"""Another quantity that comes between and is gone back to: "to add 0.2 points to inflation; it was 3.7%"."""
_OTHER_SPAN = re.compile(
    r"\b(?:over|in|for|within) (?:the |a )?(?:\w+ )?(?:months|years|weeks|days|quarters)\b", re.IGNORECASE
)
"""A length of time that a sentence counts over."""
_ELSEWHERE = re.compile(
    r"[,;:(](?: and| but| while| whereas)? (?:in|on|at|for|among) [^,;:()]*\b(?:it|they|that|this) \w+ *$",
    re.IGNORECASE,
)
"""A place that leads in: "; in the cities it was"."""
_PLACED = frozenset({"in", "on", "at", "for", "among"})
_ABOVE_THE = re.compile(
    r"(?:well |far |just )?(?:above|below|over|under|(?:more|less|higher|lower|fewer) than) the ", re.IGNORECASE
)


def _between(scene: Scene, other: Quantity, one: Quantity) -> list[str] | None:
    """The small words between two numbers; None where something else is named there."""
    changes = [q for q in scene.quantities if q.delta is not None or q.refusal]
    skipped = {n for q in changes for n in range(min(q.first, q.head if q.head >= 0 else q.first), q.last)}
    words = []
    for n in range(other.last, one.head):
        if n in skipped or scene.date_at(n) is not None:
            continue
        low = scene.low[n]
        if low not in _BRIDGE and low not in other.noun and low not in one.noun:
            return None
        words.append(low)
    return words


def _of_another(scene: Scene, one: Quantity, clause: Clause) -> bool:
    """Whether what follows a number says that it is of somebody else: "against 2.94 trillion for American models"."""
    for phrase in clause.tail[:1]:
        text = [scene.tokens[n].text for n in range(phrase.first, phrase.last)]
        named = any(word[:1].isupper() for word in text) or text[-1:] == ["ones"]
        if phrase.lead in _ENTITY_LEADS and named and not (phrase.lead == "by" and text[-1].lower() in _COUNTS):
            return True
    return False


_COUNTS = word_set("count reckoning figures estimate estimates definition measure data tally calculation calculations")
"""What ends the name of a count: "4.48% by the ministry's count" is still of what was told before."""


def _across(scene: Scene, one: Quantity, clause: Clause, peers: Sequence[Told], memory: Memory) -> Told | None:
    """The level of the sentences before that a pronoun, "the figure" or a bare date goes back to."""
    last = peers[-1]
    near = one.start - last.one.end <= _FEW_CHARACTERS
    if not near or memory.ordinal(scene) - last.ordinal > _SENTENCES_BACK or not clause.whole:
        return None
    told = [t for t in peers if t.scene is last.scene]
    found = next((t for t in told if not t.one.earlier), last)
    if one.unit != "%" and _unlike_lengths(one.period, found.one.period):
        return None
    if _OTHER_SPAN.search(scene.view.view, scene.sentence.start, one.start):
        return None
    if _goes_back(scene, one, clause) or _aims(one, found.one, clause):
        return found
    single = len({t.root for t in told}) == 1 and memory.ordinal(scene) - last.ordinal == 1
    before = last.scene.view.of(last.scene.sentence)
    return found if single and beside_across(scene, one, found.one, before) else None


def _across_times(scene: Scene, one: Quantity, peers: Sequence[Told], memory: Memory) -> Told | None:
    """The number of the sentence before that this one is another value of, where that is the only one in its unit."""
    last = peers[-1]
    if memory.ordinal(scene) - last.ordinal != 1 or one.start - last.one.end > _FEW_CHARACTERS:
        return None
    told = [t for t in peers if t.scene is last.scene]
    single = len({t.root for t in told}) == 1
    found = next((t for t in told if not t.one.earlier), last)
    return found if single and across(scene, found.one, one) else None


def _unlike_lengths(one: str | None, other: str | None) -> bool:
    """Whether one number is for a year and the other for a month or a day."""
    return one is not None and other is not None and (len(one) == 4) != (len(other) == 4)


def _aims(one: Quantity, other: Quantity, clause: Clause) -> bool:
    """Whether somebody wants or expects so many of what was counted before: "It wants half a million by 2030"."""
    ahead = one.kind is not Kind.OBSERVED and other.kind is Kind.OBSERVED
    return ahead and one.sort == "count" and one.noun == other.noun and clause.refers and not clause.tail


def _goes_back(scene: Scene, one: Quantity, clause: Clause) -> bool:
    """Whether a clause names nothing of its own, but says that something told is, was or will be so much."""
    if clause.objects or clause.label or clause.after or (clause.tail and clause.tail[0].lead in ("of", "for")):
        return False
    if clause.verb not in _BEING and (clause.verb or _says_more(scene, one)):
        return False
    led = any(phrase.lead == "on" for phrase in (*clause.frame, *clause.subject))
    if led or _COUNTED_OVER & set(scene.low[: one.head]):
        return False
    if not clause.subject:
        said = not clause.frame or all(_is_reference(scene, p.first, p.last) for p in clause.frame)
        return said and (clause.refers or not clause.verb)
    return all(_is_reference(scene, phrase.first, phrase.last) for phrase in clause.subject)


_COUNTED_OVER = word_set("daily weekly monthly quarterly annual yearly")


def _says_more(scene: Scene, one: Quantity) -> bool:
    """Whether a sentence without a verb before its number goes on to say something with one."""
    return any(is_verb(scene, n) for n in range(one.last, len(scene.low)))


def _is_reference(scene: Scene, first: int, last: int) -> bool:
    """Whether a phrase only stands for a quantity: "the figure", "that rate", "February's rate"."""
    words = [scene.low[n] for n in range(first, last) if scene.date_at(n) is None]
    words = [
        word for word in words if word not in PLAIN and word not in ("present", "current", "previous", "corresponding")
    ]
    words = [word for word in words if word not in _TIMES]
    return len(words) <= 1 and all(word in REFERRING or word.isdigit() for word in words)


_TIMES = word_set("year month week quarter day time decade years months weeks start end beginning half")


def restated(one: Quantity, memory: Memory) -> Told | None:
    """The same number told again: "4.69T less 3.294T". Round or small ones say too little."""
    digits = len(f"{abs(one.value):.6e}".partition("e")[0].rstrip("0").replace(".", ""))
    exact = digits > _TELLING_DIGITS or (digits == _TELLING_DIGITS and one.value >= _SMALL)
    if one.delta is not None or not exact or (one.sort == "percent" and one.value in _QUARTERS):
        return None
    told = memory.by_value.get((one.unit, one.value))
    return told if told is not None and told.one.kind is one.kind else None


__all__ = ["Memory", "Told", "goes_on", "restated"]
