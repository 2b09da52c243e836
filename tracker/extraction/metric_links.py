"""How quantities hang together: conversions, changes of levels, levels of earlier times, units told elsewhere."""

from __future__ import annotations

import re

from tracker.extraction.metric_changes import RELATIVE
from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.metric_units import counted, is_plural, singular
from tracker.model import Amount, Change

_OPENERS = frozenset({"(", "[", ",", "or", "/", "–", "—", "="})
_ARRIVALS = frozenset("to reach reaching hit hitting reached totalling totaling leaving bringing".split(" "))
_EARLIER = frozenset("from against versus vs after".split(" "))
_REFERS = re.compile(
    r"(?:that|this|it|which|these|the (?:figure|number|total|increase|growth|rise|count|multiple|volume|amount|sum|result|"
    r"rate|fall|drop|decline|gain))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r";|\.\s|\bwhile\b|\bwhereas\b|\bagainst\b|\bbut\b")
_FINITE = frozenset(
    "rose fell grew increased climbed jumped dropped declined gained surged slipped increase rise fall grow slid sank "
    "shrank soared expanded decreased contracted advanced plunged tumbled dipped went doubled lost".split(" ")
)
_PRONOUNS = frozenset("it that this which they and or".split(" "))


def find_alts(scene: Scene) -> None:
    """An amount in brackets after an amount is the same amount in another currency or unit."""
    held: Quantity | None = None
    for one in scene.quantities:
        if one.refusal:
            continue
        if held is not None and _converts(scene, held, one):
            held.alt.append(Amount(one.value, one.unit or ""))
            one.refusal, one.level = "conversion", held
        else:
            held = one


def _converts(scene: Scene, held: Quantity, one: Quantity) -> bool:
    if held.sort not in ("money", "physical") or one.sort != held.sort or held.unit == one.unit or one.delta:
        return False
    between = scene.low[held.last : one.head]
    if not between or len(between) > 4 or between[0] not in _OPENERS:
        return False
    if between[0] in ("(", "["):
        return scene.word(one.last) in (")", "]", ",", ";", "/", "at")
    told = between[0] in ("or", "/", "=") or (len(between) > 1 and between[1] in ("or", "about", "equivalent", "equal"))
    same = held.sort == "money" or 0.2 < one.value / (held.value or 1) < 5
    return told and same


def tie_changes(scene: Scene, before: Quantity | None) -> None:
    """Gives each change to the level that it changes; `before`: the last level of the sentence before."""
    for at, one in enumerate(scene.quantities):
        if one.delta is None or one.refusal:
            continue
        level = _level_beside(scene, at) or _level_after(scene, at) or _level_before(scene, at)
        level = level or _level_referred(scene, one, before)
        if level is None and one.loose:
            one.delta = None
        elif level is not None:
            one.level = level
            level.change = level.change or one.delta
        elif one.sort in ("bare", "duration"):
            one.refusal = "a change of nothing told"


def _level_beside(scene: Scene, at: int) -> Quantity | None:
    """The level that a change follows at once, with no more than a comma, a bracket or "or" between."""
    one = scene.quantities[at]
    for other in reversed(scene.quantities[:at]):
        if other.refusal == "conversion":
            continue
        if not other.is_level or not _comparable(one, other):
            return None
        begin = max([other.last, *(q.last for q in scene.quantities if q.level is other and q.refusal)])
        between = [
            word
            for word in scene.low[begin : one.head]
            if word not in ("(", ")", ",", "or", "–", "—", "up", "down", "[")
        ]
        return other if not between else None
    return None


def _level_after(scene: Scene, at: int) -> Quantity | None:
    """ "rose by 25.2 points from a year earlier to 42.8 percent"."""
    one = scene.quantities[at]
    for other in scene.quantities[at + 1 :]:
        if other.refusal or other.sort == "duration":
            continue
        between = scene.low[one.last : other.head]
        clause = "," in between[:-1] and between[0] != "from" and between[-2] != ","
        if ";" in between or len(between) > 14 or not between or clause:
            return None
        if between[-1] == "from":
            continue
        tail = between[-2:] if between[-1] in ("a", "the", "just", "its") else between[-1:]
        return other if tail[0] in _ARRIVALS and other.is_level and _comparable(one, other) else None
    return None


def _comparable(delta: Quantity, level: Quantity) -> bool:
    """Whether a change in this unit can be the change of that level."""
    if delta.sort in ("points",):
        return level.sort == "percent" or level.unit in ("", None)
    return delta.sort in RELATIVE or delta.unit == level.unit or None in (delta.unit, level.unit)


def _level_before(scene: Scene, at: int) -> Quantity | None:
    """ "12.96 trillion tokens, up 31.5 %"."""
    one = scene.quantities[at]
    for other in reversed(scene.quantities[:at]):
        if other.refusal or other.sort == "duration" or (other.delta is not None and other.level is not None):
            continue
        if not other.is_level or not _comparable(one, other):
            return None
        return other if _close(scene.view.view[other.end : one.start]) else None
    return None


def _close(text: str) -> bool:
    """Whether the words between a level and a change let the change speak of that level."""
    if _BREAK.search(text):
        return False
    words = re.findall(r"[A-Za-z'-]+", text.lower())
    for place, word in enumerate(words):
        if word in _FINITE and place and words[place - 1] not in _PRONOUNS | {"a", "an", "the", "of"}:
            return False
    return len(words) <= 22


def _level_referred(scene: Scene, one: Quantity, before: Quantity | None) -> Quantity | None:
    """ "That was up by 11.83 % from the week before": the last level of the sentence before."""
    if before is None or before.change is not None or not _comparable(one, before):
        return None
    text = scene.view.view[scene.sentence.start : one.start].strip()
    clause = re.split(r"[,:;]", text)[-1].strip()
    if len(text) < 110 and (_REFERS.match(clause) or _REFERS.match(text) or _COUNT_WAS.search(text)):
        return before
    return before if len(text) < 50 and _shared_subject(scene, before) else None


_COUNT_WAS = re.compile(
    r"\bthe (?:increase|rise|fall|drop|gain|decline|figure|number|total|count|level|share|rate) (?:was|is|had been|stood|comes|came)\b",
    re.IGNORECASE,
)


def _shared_subject(scene: Scene, before: Quantity) -> bool:
    """Whether the sentence begins with the same name as the one that told the level: "Chinese volume was up by"."""
    first = scene.tokens[0].text
    if not first[:1].isupper() or scene.low[0] in scene.words.breaks or len(scene.low) < 2:
        return False
    view = scene.view.view
    begin = view.rfind(". ", 0, before.start) + 1
    return re.search(rf"\b{re.escape(first)}\b", view[begin : before.start]) is not None


def mark_earlier(scene: Scene) -> None:
    """ "from 2.1 %", "against 1.46 million in March": a level of its own, of another time.

    After a change without a level it is a change too: "rose 3.1 %, after 2.8 % in July".
    """
    held: Quantity | None = None
    for one in scene.quantities:
        if one.refusal:
            continue
        if one.is_level and scene.word(one.head - 1) in _EARLIER:
            one.earlier = True
            if held is not None and held.delta is not None and held.sort == one.sort == "percent":
                one.delta = Change(one.value, one.unit or "", held.delta.direction)
            if held is not None and held.unit and held.unit.partition("/")[0] == one.unit:
                one.unit = held.unit
        elif held is not None and held.delta is not None and _goes_on(scene, held, one):
            one.delta = Change(one.value, one.unit or "", held.delta.direction)
        held = one


def _goes_on(scene: Scene, held: Quantity, one: Quantity) -> bool:
    """ "growth of 2.1 % this year and 2.4 % next year"."""
    if one.sort not in RELATIVE or one.unit != held.unit or one.delta is not None:
        return False
    between = [
        n
        for n in range(held.last, one.head)
        if not scene.date_at(n) and scene.low[n] not in ("in", "for", "the", "during", ",")
    ]
    return [scene.low[n] for n in between] in (["and"], [])


def inherit_units(scene: Scene, told: Quantity | None) -> None:
    """Gives a bare number the unit of what it counts: its subject's noun, else the last count told before it."""
    here: Quantity | None = None
    for at, one in enumerate(scene.quantities):
        if one.refusal:
            continue
        if one.sort == "bare" and one.earlier and at + 1 < len(scene.quantities):
            _from_the_next(scene, one, scene.quantities[at + 1])
        if one.sort == "bare":
            _inherit(scene, at, here, told)
        if one.is_level and one.sort in ("count", "physical", "money"):
            here = one


def _from_the_next(scene: Scene, one: Quantity, other: Quantity) -> None:
    """ "from 41 to 33 weeks": both are weeks."""
    if scene.low[one.last : other.head] == ["to"] and other.unit and not other.refusal:
        one.unit, one.sort, one.noun = other.unit, other.sort, other.noun


def _inherit(scene: Scene, at: int, here: Quantity | None, told: Quantity | None) -> None:
    one = scene.quantities[at]
    if one.numeral.decimal and not one.numeral.scaled:
        if index_before(scene, one) or (told is not None and told.sort == "ratio" and 0.2 < one.value / told.value < 5):
            one.unit, one.sort = "", "ratio"
        else:
            one.refusal = "no unit"
        return
    labelled = _labelled(scene, one)
    if not (one.numeral.scaled or one.value >= 1000 or labelled or here is not None):
        one.refusal = "no unit"
        return
    noun = _subject_noun(scene, at, here)
    if noun is not None:
        one.unit, one.sort, one.inherited = noun, "count", True
        return
    source = here or told
    if source is None and one.numeral.scaled:
        noun = _noun_before(scene)
        if noun is not None:
            one.unit, one.sort, one.inherited = noun, "count", True
            return
    if source is None or not source.unit or (not one.numeral.scaled and not _alike(scene, one, source)):
        one.refusal = "no unit"
        return
    one.unit, one.sort, one.inherited, one.noun = source.unit, source.sort, True, source.noun


def _noun_before(scene: Scene) -> str | None:
    """The last countable noun of the sentence before, for a great number whose unit stands nowhere else."""
    sentences = scene.view.sentences
    at = sentences.index(scene.sentence)
    if at == 0:
        return None
    earlier = Scene(scene.view, sentences[at - 1], scene.words, (), scene.places)
    return _nearest_noun(earlier, len(earlier.low))


def _alike(scene: Scene, one: Quantity, source: Quantity) -> bool:
    """Whether a small bare number goes on counting what was counted before: "96 of them", "84 in Shanghai"."""
    if source.sort != "count" or source.numeral.scaled:
        return False
    following = scene.word(one.last)
    if following in ("were", "are", "had", "have", "did", "remain", "remained") and source in scene.quantities:
        return True
    return following in ("of", "in", "from", "at", "were", "are", "had", "have", "did", "") and (
        scene.word(one.last + 1) in ("them", "these", "those", "which") or following in ("in", "from", "at")
    )


def _labelled(scene: Scene, one: Quantity) -> bool:
    return scene.word(one.head - 1) == ":" and scene.word(one.last) in ("", ".", ";", ",")


_INDEX = re.compile(
    r"(?:index|ratio|effectiveness|efficiency|coefficient|factor|PUE|PMI|reading|multiple|score|CAPEX-to-sales|gini|"
    r"fertility rate|rating)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def index_before(scene: Scene, one: Quantity) -> bool:
    """Whether a word for an index or a ratio leads to the number: "a Power Usage Effectiveness of 1.15"."""
    text = scene.view.view[max(scene.sentence.start, one.start - 80) : one.start]
    return _INDEX.search(text) is not None


_CONSUMED = frozenset("usage consumption calls use throughput traffic base count population volume".split(" "))
_PLAIN = frozenset("daily weekly monthly total of annual global overall their its average combined".split(" "))
_COUNTERS = frozenset("count number total figure tally sum".split(" "))
_MEASURING = frozenset(
    "number numbered numbers is are was were be been reach reached reaches exceed exceeded exceeds surpass surpassed pass "
    "passed topped total totalled totaled stood stand stands hit climb climbed grew rose fell risen grown came come "
    "comes : above over at more had went now double doubled doubles".split(" ")
)


def _subject_noun(scene: Scene, at: int, here: Quantity | None) -> str | None:
    """The counted noun before the number in its clause: "5G base stations is above", "token usage reached", "Users:"."""
    one = scene.quantities[at]
    begin = _clause_begin(scene, at)
    words = scene.low[begin : one.head]
    used = _used(scene, begin, one.head)
    if used is not None:
        return used
    bound = one.qualifier != "=" and one.head > begin and _countable(scene, one.head - 1)
    if here is not None and not bound and not _MEASURING & set(words[-6:]):
        return None
    if words and not set(words) - _COUNTERS - scene.words.breaks - _MEASURING - {"the", "its", "a"}:
        return _nearest_noun(scene, begin)
    for place in range(len(words)):
        index = begin + place
        if _countable(scene, index) and not _agent(scene, index, here):
            found = counted(scene, index)
            return found.name if found else singular(words[place], scene.words.irregular)
    return None


def _nearest_noun(scene: Scene, end: int) -> str | None:
    """The last countable noun before token `end`: "products by the thousand (the count went past 3,000)"."""
    for index in range(end - 1, -1, -1):
        if _countable(scene, index):
            return singular(scene.low[index], scene.words.irregular)
    return None


def _clause_begin(scene: Scene, at: int) -> int:
    one = scene.quantities[at]
    begin = max((other.last for other in scene.quantities[:at] if other.last <= one.head), default=0)
    for place in range(one.head - 1, begin - 1, -1):
        if scene.word(place) in (";", ".", "("):
            return place + 1
    return begin


def _used(scene: Scene, begin: int, end: int) -> str | None:
    """ "token usage", "use of tokens", "demand for tokens": what is used."""
    for place in range(end - 1, begin - 1, -1):
        word, last = scene.word(place), scene.word(place - 1)
        if (
            word in _CONSUMED
            and place > begin
            and last.isalpha()
            and last not in _PLAIN
            and last not in scene.words.breaks
        ):
            return singular(last, scene.words.irregular)
        if word in ("of", "for") and last in (
            "use",
            "usage",
            "number",
            "consumption",
            "demand",
            "count",
            "numbers",
            "supply",
            "production",
        ):
            found = counted(scene, place + 1)
            if found is not None:
                return found.name
    return None


def _countable(scene: Scene, index: int) -> bool:
    word, token = scene.low[index], scene.tokens[index]
    words = scene.words
    if not is_plural(scene, word) or word in words.never_counted or word in words.verbs_in_s or not word.isalpha():
        return False
    if not token.text[1:].rstrip("s").isupper() and not token.text[1:].islower():
        return False
    return not token.text[0].isupper() or index == 0 or token.text.isupper() or scene.word(index - 1) in (":", ".")


def _agent(scene: Scene, index: int, here: Quantity | None) -> bool:
    """Whether the noun already did something with what is counted: "models took 9 tn tokens, US models 5 tn"."""
    if here is None:
        return False
    return scene.low[index] in scene.low[: here.first] or (
        here.sort == "count" and scene.word(index - 1) in ("us", "american")
    )
