"""Whom and what a quantity is about: subject, measure, the length of time it is counted over, and its bounds.

    clause → subject | verb | object → "China" / "generative AI users", "Norges Bank" / "key policy rate"

A pronoun stands for the subject of the sentence before; a label ("Revenue: …") is the measure of what the item is
about.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tracker.extraction.metrics.inherit import clause_begin
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_ADJECTIVES = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual"}
_CADENCES = tuple(
    (
        unit,
        re.compile(
            rf"\b(?:{adjective}|(?:a|per|each|every|average|single|typical) {unit}{more})"
            r"(?![-\w]| of a| of the| point| percentage| up\b| more| less| higher| lower| fewer)",
            re.IGNORECASE,
        ),
    )
    for unit, adjective, more in (
        ("day", "daily", ""),
        ("week", "weekly", "|(?:in|for) (?:the|one|a) week|(?:last|this) week|week (?:of|to|that|ended|ending)"),
        ("month", "monthly", ""),
        ("quarter", "quarterly", ""),
        ("year", "annual|annually|yearly|per annum", ""),
    )
)
_NO_FLOW = re.compile(
    r"\byear[- ]on[- ]year\b|\ba year (?:ago|earlier|before)\b|\b(?:annual|yearly) (?:meeting|report|growth)\b",
    re.IGNORECASE,
)
_EDGES = word_set(
    "the a an its their his her our this that these those of and or but as so also now then while when where which "
    "who there with in on at by for to from some about only just even still already under over than up down more "
    "aside away out off back"
)
_PRONOUNS = word_set("it they that this he she we which who there these those")
_ONES = frozenset({"one", "ones"})
_MODIFIES = word_set("a an the its their his this that of in by for on with from under at")
_NAME = re.compile(r"[A-Z][\w.&+-]*(?:'s)?(?: (?:[A-Z0-9][\w.&+-]*|of|and|for|the)(?='s|\b))*")
_LOOSE_END = re.compile(r"(?: (?:of|and|for|the))+$")
_PLATFORM = re.compile(r"\bon ([A-Z][\w-]+(?: [A-Z][\w-]+)?)")
_NO_PLATFORM = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)
_SHARE_OF = re.compile(r"\s+(?:of|coverage of|share of)\s+(?:the\s+)?(?:[\d.,]+\s+)?((?:[^\W\d][\w'-]*\s?){1,6})")
_OF = re.compile(r"\s*of\s+((?:[\w'&-]+\s?){1,5})")
_SPENT_ON = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:of|in|on|for|into|towards)\s+((?:[\w'&-]+\s?){1,5})")
_LONGEST = 8


class Series(NamedTuple):
    subject: str
    measure: str
    cadence: str | None
    scope: tuple[str, ...]


class Names:
    """What the sentences of one item are about, remembered from one to the next."""

    def __init__(self, title: str | None):
        self.title = title
        self.subject = _title_name(title)
        self.head = ""
        self.told: dict[tuple[int, int], Series] = {}

    def series(self, scene: Scene, one: Quantity) -> Series:
        """A row's head in a table: short noun phrases from the quantity's own clause."""
        same = _same_series(scene, one) if one.earlier else None
        if same is not None and same in self.told:
            return self.told[same]
        made = self._made(scene, one)
        self.told[scene.quantities.index(one), scene.sentence.start] = made
        return made

    def _made(self, scene: Scene, one: Quantity) -> Series:
        subject, thing = self._subject(scene, one)
        cadence = cadence_of(scene, one)
        measure = _measure(scene, one, thing)
        subject = _before_participle(subject)
        if _is_junk(subject):
            subject = ""
        if not subject and thing and measure != thing and thing[:1].isupper():
            subject = _before_participle(thing)
        subject = subject or self._fallback(scene, one)
        measure = _lowered(scene, measure)
        if subject and subject.split(" ")[-1].lower() not in _PRONOUNS:
            self.subject = subject
        return Series(subject, _timed(measure, cadence), cadence, _scope(scene, one, subject))

    def _subject(self, scene: Scene, one: Quantity) -> tuple[str, str]:
        """(whose, what) of the words before the verb."""
        first, last = _before_verb(scene, one)
        words = [scene.tokens[n].text for n in range(first, last) if not scene.date_at(n)]
        for mark in (",", "while", "whereas"):
            if mark in words[:-1]:
                words = words[len(words) - words[::-1].index(mark) :]
        words = _trim(words)
        if words and words[0].lower() in ("why", "what", "how"):
            return "", ""
        if not words or (len(words) == 1 and words[0].lower() in _PRONOUNS):
            return "", ""
        if words[-1].lower() in _ONES and self.head:
            words[-1] = self.head
        elif words[-1].isalpha() and words[-1].islower():
            self.head = words[-1]
        return _possessed(words)

    def _fallback(self, scene: Scene, one: Quantity) -> str:
        text = scene.view.view[scene.sentence.start : one.start]
        names = [_LOOSE_END.sub("", name) for name in _NAME.findall(text) if not _NO_PLATFORM.match(name)]
        names = [
            name.removesuffix("'s")
            for name in names
            if len(name) > 1 and name.split()[0].lower() not in scene.words.breaks
        ]
        first = scene.tokens[0].text
        names = [name for name in names if name != first or name in scene.words.places or name.isupper()]
        places = [name for name in names if name in scene.words.places]
        return next(iter((*places, *([self.subject] if self.subject else names))), "")


_JUNK_STARTS = word_set("th st nd rd held plus topping during")


def _is_junk(subject: str) -> bool:
    """Whether words are no name: the rest of an ordinal, half a bracket, a clause with a participle."""
    words = subject.split()
    if not words:
        return False
    low = words[0].lower()
    torn = low in _JUNK_STARTS or subject.count("(") != subject.count(")")
    return torn or (len(words) > 4 and words[1].islower() and words[1].endswith("ing"))


def _before_participle(subject: str) -> str:
    """ "Qwen topping the list" → "Qwen": what somebody is doing is no part of the name."""
    words = subject.split(" ")
    for place, word in enumerate(words):
        if place and word.islower() and len(word) > 5 and word.endswith("ing") and place + 1 < len(words):
            return " ".join(_trim(words[:place]))
    return subject


def _title_name(title: str | None) -> str:
    """The first name in a title that is more than its first word, else ""."""
    names = _NAME.findall(title or "")
    return names[0].removesuffix("'s") if names else ""


def _before_verb(scene: Scene, one: Quantity) -> tuple[int, int]:
    """The tokens of the clause up to its first verb, or up to a colon, or up to the number."""
    begin = _past_frame(scene, _begin(scene, one), one.head)
    for place in range(begin, one.head):
        if scene.low[place] == ":" or (place > begin and is_verb(scene, place)):
            return begin, place
    return begin, one.head


def _begin(scene: Scene, one: Quantity) -> int:
    """The clause's first token, its own change and an earlier level ("from 10 % to") passed over."""
    at = scene.quantities.index(one)
    while at > 0:
        other = scene.quantities[at - 1]
        if (
            other.level is one
            or (other.earlier and scene.low[other.last : one.head][-1:] == ["to"])
            or other.refusal == "duration"
        ):
            at -= 1
        else:
            break
    return clause_begin(scene, at)


def _same_series(scene: Scene, one: Quantity) -> tuple[int, int] | None:
    """The quantity of the same series in the sentence: "79,000 tonnes, down from 165,000"."""
    at = scene.quantities.index(one)
    for other in range(at - 1, -1, -1):
        if scene.quantities[other].is_level and scene.quantities[other].unit == one.unit:
            return other, scene.sentence.start
    return None


def _lowered(scene: Scene, measure: str) -> str:
    """Without the capital that only the beginning of the sentence gave it."""
    first = scene.tokens[0].text
    begins = measure.startswith(first) and first[:1].isupper() and first[1:].islower()
    return measure[:1].lower() + measure[1:] if begins and first not in scene.words.places else measure


def _past_frame(scene: Scene, begin: int, end: int) -> int:
    """Past "In March," and "According to the ministry," and what only leads in."""
    while begin < end and (
        scene.tokens[begin].kind == "mark" or scene.low[begin] in ("and", "but", "while", "as", "or")
    ):
        begin += 1
    framed = begin < end and (
        scene.low[begin] in scene.words.breaks or scene.date_at(begin) is not None or scene.low[begin] == "according"
    )
    if framed and scene.low[begin] not in _PRONOUNS and "," in scene.low[begin:end]:
        comma = scene.low.index(",", begin, end)
        if comma - begin <= 9 and comma + 1 < end:
            return comma + 1
    return begin


def is_verb(scene: Scene, place: int) -> bool:
    """Whether a word is a finite verb, as far as the vocabulary and its neighbours tell."""
    low = scene.low[place]
    if not scene.tokens[place].text.islower():
        return False
    if low in scene.words.verbs:
        return scene.word(place - 1) not in _MODIFIES and not scene.word(place - 1).endswith(("'s", "s'"))
    return low.endswith("ed") and scene.word(place + 1) in (
        "a",
        "an",
        "the",
        "its",
        "at",
        "to",
        "by",
        "from",
        "up",
        "on",
        "into",
        "over",
    )


def _possessed(words: list[str]) -> tuple[str, str]:
    """ "Tencent's B2B revenue" → ("Tencent", "B2B revenue"); a bare name is whose, anything else is what."""
    for place, word in enumerate(words[:-1]):
        if word.endswith(("'s", "s'")):
            owner = _trim([*words[:place], word.removesuffix("'s").removesuffix("'")])
            return " ".join(owner[-_LONGEST:]), " ".join(_trim(words[place + 1 :])[:_LONGEST])
    text = " ".join(words[:_LONGEST])
    rest = words[1:] or words
    named = sum(1 for word in rest if word[:1].isupper() or word[:1].isdigit()) * 2 > len(rest)
    return (text, "") if named and (len(words) > 1 or words[0][1:].isupper()) else ("", text)


def _trim(words: list[str]) -> list[str]:
    while words and words[0].lower() in (*_EDGES, ",", "-", "–", "—", ":", "•", '"', "(", ")"):
        words = words[1:]
    while words and words[-1].lower() in (*_EDGES, ",", "-", "–", "—", ":", '"', "(", ")", "."):
        words = words[:-1]
    return words


def _measure(scene: Scene, one: Quantity, thing: str) -> str:
    """What is measured; a price says what it is paid for: "tariff per kwh"."""
    measure = _measured(scene, one, thing)
    if not one.per or one.per.lower() in measure.lower():
        return measure
    return f"{measure or 'price'} per {one.per}"


def _measured(scene: Scene, one: Quantity, thing: str) -> str:
    if one.sort == "count" and one.noun:
        return " ".join(one.noun)
    if one.sort == "physical" and (of := _tail(scene, one, _OF)):
        return of
    if one.sort == "percent" and one.delta is None:
        shared = _tail(scene, one, _SHARE_OF)
        if shared:
            return f"share of {shared}"
    inner = _object(scene, one)
    if inner:
        return inner
    if one.sort == "money" and (spent := _tail(scene, one, _SPENT_ON)):
        verb = next((scene.low[n] for n in range(one.head - 1, max(one.head - 4, -1), -1) if is_verb(scene, n)), "")
        return f"{verb} {spent}".strip()
    return thing or (one.unit or "" if one.sort in ("count", "ratio") else "")


def _object(scene: Scene, one: Quantity) -> str:
    """What stands between the last verb and the number: "set the mackerel quota at" → "mackerel quota"."""
    begin, verb = _begin(scene, one), -1
    for place in range(one.head - 1, begin - 1, -1):
        if scene.low[place] == ":":
            return ""
        if is_verb(scene, place) and place > begin:
            verb = place
            break
    stop = min((q.head for q in scene.quantities if q.level is one and verb < q.head < one.head), default=one.head)
    stop = min((q.head for q in scene.quantities if q.earlier and verb < q.head < stop), default=stop)
    told = {n for q in scene.quantities if q.refusal for n in range(q.first, q.last)}
    span = range(verb + 1, stop) if verb >= 0 else range(0)
    words = [scene.tokens[n].text for n in span if n not in told and not scene.date_at(n)]
    if "," in words:
        words = words[len(words) - words[::-1].index(",") :]
    words = _trim(words)
    return " ".join(words[:_LONGEST]) if words and any(word.isalpha() and len(word) > 2 for word in words) else ""


def _tail(scene: Scene, one: Quantity, pattern: re.Pattern[str]) -> str:
    found = pattern.match(scene.view.view, one.end, min(one.end + 90, scene.sentence.end))
    if not found:
        return ""
    words: list[str] = []
    if any(
        span.start <= found.start(1) + 1 < span.end or span.start - 4 <= found.start(1) < span.end
        for span in scene.dates
    ):
        return ""
    for word in found.group(1).split():
        if words and (word.lower() in scene.words.breaks or word.lower() in scene.words.verbs):
            break
        words.append(word)
    return " ".join(_trim(words))


def cadence_of(scene: Scene, one: Quantity) -> str | None:
    """The length of time that a flow is counted over, where the clause or the period tells it."""
    view = scene.view.view
    near = view[max(scene.sentence.start, one.start - 60) : min(scene.sentence.end, one.end + 24)]
    near = _NO_FLOW.sub("", near)
    for name, pattern in _CADENCES:
        if pattern.search(near):
            return name
    return _length(one.period) if one.sort in ("money", "count", "physical") else None


def _length(period: str | None) -> str | None:
    first, mark, last = (period or "").partition("/")
    if not mark or len(first) != 10 or len(last) != 10:
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return {7: "week", 90: "quarter", 91: "quarter", 92: "quarter"}.get(days)


def _timed(measure: str, cadence: str | None) -> str:
    words = measure.lower().split()
    if (
        cadence
        and measure
        and not any(word in ("daily", "weekly", "monthly", "quarterly", "annual", "yearly") for word in words)
    ):
        return f"{_ADJECTIVES[cadence]} {measure}"
    return measure


def _scope(scene: Scene, one: Quantity, subject: str) -> tuple[str, ...]:
    """Countries of the subject, else of the sentence; and the platform that a thing happens on."""
    places = _places(scene, subject) or _places(scene, scene.view.of(scene.sentence))[:2]
    text = scene.view.of(scene.sentence)
    platforms = [name for name in _PLATFORM.findall(text) if not _NO_PLATFORM.match(name) and not _places(scene, name)]
    return tuple(dict.fromkeys((*places, *platforms[:1])))


def _places(scene: Scene, text: str) -> list[str]:
    names = scene.words.places
    words = [word.strip('.,;:()"').removesuffix("'s").removesuffix("'") for word in text.split()]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return list(dict.fromkeys(names[word] for word in (*pairs, *words) if word in names))
