"""Which level each change belongs to: beside it, after it, before it, or in the sentence before."""

from __future__ import annotations

import re

from tracker.extraction.metrics.nouns import subject_noun
from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Change

_ARRIVALS = word_set("to reach reaching hit hitting reached totalling totaling leaving bringing")

_REFERS = re.compile(
    r"(?:that|this(?! (?:week|month|year|quarter|time|season))|it|which|these|"
    r"the (?:figure|number|total|increase|growth|rise|count|multiple|volume|amount|sum|"
    r"result|rate|fall|drop|decline|gain))\b",
    re.IGNORECASE,
)

_BREAK = re.compile(r";|(?<!\b[ie]\.[eg])\.\s+(?=[A-Z])|\bwhile\b|\bwhereas\b|\balthough\b|\bagainst\b|\bbut\b")

_FINITE = word_set(
    "rose fell grew increased climbed jumped dropped declined gained surged slipped go goes increase rise fall "
    "grow slid sank shrunk grown risen fallen swollen sunk shrank soared expanded decreased contracted advanced "
    "plunged tumbled dipped went doubled lost"
)

_PRONOUNS = word_set("it that this which they and or")


def tie_changes(scene: Scene, before: Quantity | None) -> None:
    """Gives each change to the level that it changes; `before`: the last level of the sentence before."""
    if "respectively" in scene.low:
        _tie_in_order(scene)
    for at, one in enumerate(scene.quantities):
        if one.delta is None or one.refusal or one.level is not None or (one.earlier and _alone(scene, at)):
            continue
        level = _level_beside(scene, at) or _level_after(scene, at) or _level_before(scene, at)
        if level is not None and before is not None and _compared_with(scene, level):
            one.since = next((d.period for d in scene.dates if d.start < level.start and d.period), None)
            level.since = one.since
            level.earlier, level = True, before if before.change is None else None
        level = level or _level_referred(scene, one, before)
        if level is None and one.loose:
            one.delta = None
        elif level is not None:
            one.level = level
            if one.delta.unit == "point" and level.unit == "%":
                one.delta = Change(one.delta.value, "pp", one.delta.direction)
            if not one.delta.unit and level.unit:
                one.delta = Change(one.delta.value, level.unit, one.delta.direction)
            if level.change is None or _told_again(scene, at):
                level.change = one.delta
        else:
            _stand_alone(scene, at)


def _stand_alone(scene: Scene, at: int) -> None:
    """Gives a change without a level its unit, or its refusal where it tells of nothing."""
    one = scene.quantities[at]
    if one.sort == "bare" and one.delta is not None and not (one.numeral.spelled and one.value < 10):
        noun = subject_noun(scene, at, None)
        if noun is not None:
            one.unit, one.sort = noun, "count"
            one.delta = Change(one.delta.value, noun, one.delta.direction)
    if one.sort in ("bare", "duration"):
        one.refusal = "a change of nothing told"
    elif at and _as_a_share(scene, scene.quantities[at - 1], one):
        one.refusal = "told already"


def _alone(scene: Scene, at: int) -> bool:
    """Whether an earlier change stands in a sentence without levels before it."""
    return not any(q.is_level for q in scene.quantities[:at])


def _told_again(scene: Scene, at: int) -> bool:
    """ "60 million more, or plus 4 %": the same change as a share, which is what the level keeps."""
    one, last = scene.quantities[at], scene.quantities[at - 1]
    if at == 0 or one.sort != "percent" or last.delta is None or last.sort in RELATIVE:
        return False
    return "or" in scene.low[max(last.last, one.first - 3) : one.first]


def _as_a_share(scene: Scene, last: Quantity, one: Quantity) -> bool:
    """ "increased by 18,297 kilograms (+28.1 per cent)": the step once more, in a bracket."""
    absolute = last.delta is not None and last.open and last.sort not in RELATIVE
    return absolute and one.sort == "percent" and scene.low[last.last : one.head] in _AGAIN


_AGAIN = (["("], ["or"], [",", "or"], [",", "up"], [",", "down"])


def untie(scene: Scene) -> bool:
    """Frees the changes whose level turned out to be no quantity; whether there were any."""
    freed = [one for one in scene.quantities if one.delta and one.level is not None and one.level.refusal]
    for one in freed:
        one.level = None
    return bool(freed)


def _tie_in_order(scene: Scene) -> None:
    """ "7.4 billion passengers and 1.6 billion tonnes, up 4.6% and 1.7% respectively"."""
    open_ones = [one for one in scene.quantities if not one.refusal]
    first = next((n for n, one in enumerate(open_ones) if one.delta is not None), len(open_ones))
    unit, direction = (open_ones[first].unit, open_ones[first].delta) if first < len(open_ones) else (None, None)
    deltas = [one for one in open_ones[first:] if one.unit == unit]
    levels = [one for one in open_ones[:first] if one.is_level]
    if direction is None or len(deltas) != len(levels) or len(deltas) < 2:
        return
    for level, one in zip(levels, deltas, strict=True):
        one.delta = one.delta or Change(one.value, one.unit or "", direction.direction)
        one.level, level.change = level, one.delta


def _level_beside(scene: Scene, at: int) -> Quantity | None:
    """The level that a change follows at once, with no more than a comma, a bracket or "or" between."""
    one = scene.quantities[at]
    for other in reversed(scene.quantities[:at]):
        if other.refusal == "conversion":
            continue
        if not other.is_level or not _comparable(one, other) or _describes(scene, other):
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
    """ "fell by 3.4 points from a month before to 61.5 per cent"."""
    one = scene.quantities[at]
    for other in scene.quantities[at + 1 :]:
        if other.refusal or other.sort == "duration":
            continue
        between = scene.low[one.last : other.head]
        if "compared" in between or "but" in between:
            return None
        if _raised_to(scene, one, other, between):
            return other
        fronted = between[:1] == ["from"] or between[:2] == [",", "from"]
        clause = "," in between[:-1] and not fronted and between[-2] != ","
        sums = _sums_to(between)
        if sums and one.sort == "percent" and other.sort == "percent":
            return None
        if not sums and (";" in between or len(between) > 14 or not between or clause):
            return None
        if between[-1] == "from":
            continue
        ways = scene.words.more | scene.words.less
        firmer = between[-1:] == ["at"] and (
            all(word in ways for word in between[:-1]) or (between[0] in ways and between[1:2] == ["than"])
        )
        arrives = sums or firmer or _tail(between)[0] in _ARRIVALS
        return other if arrives and other.is_level and _comparable(one, other) else None
    return None


def _tail(between: list[str]) -> list[str]:
    """The words right before a level without what only describes it: "to an aggregate 555.6 million"."""
    if len(between) > 2 and between[-2] in ("a", "an") and between[-3] == "to":
        return between[-3:]
    if len(between) > 1 and between[-1] == "at" and between[-2] in _CLOSES:
        return ["to"]
    return between[-2:] if between[-1] in ("a", "the", "just", "its") else between[-1:]


_CLOSES = word_set("close closing trade trading settle settling end ending finish finishing stand standing")
_SUMS = word_set("bringing taking lifting raising pushing brings takes lifts raises pushes brought")


def _sums_to(between: list[str]) -> bool:
    """ "3,100 more lost power, bringing the total to 41,000", "…, which brings the quota to 2 million"."""
    if len(between) < 4 or len(between) > 28 or between[-1] != "to" or "," not in between:
        return False
    last = len(between) - 1 - between[::-1].index(",")
    clause = between[last + 1 :]
    return clause[0] in _SUMS or (clause[0] == "which" and clause[1] in _SUMS)


def _raised_to(scene: Scene, one: Quantity, other: Quantity, between: list[str]) -> bool:
    """ "The price, raised by 160 in October, is 2,585": the level that a change in an insertion led to."""
    if "which" in between and between[-1:] in (["at"], ["to"], ["is"], ["was"]) and len(between) <= 14:
        return other.is_level and _comparable(one, other) and scene.word(one.last) == "off"
    told = "," in between and between[-2:-1] == [","] and between[-1] in ("is", "was", "stands", "are", "now")
    return told and other.is_level and _comparable(one, other)


def _comparable(delta: Quantity, level: Quantity) -> bool:
    """Whether a change in this unit can be the change of that level."""
    if delta.sort in ("points",):
        return level.sort == "percent" or level.unit in ("", None)
    if delta.sort == "bare" and level.sort == "percent":
        return False
    below = (level.unit or "").partition("/")[0]
    if delta.unit in _LENGTHS and level.unit in _LENGTHS:  # "2.31 metres, 12 cm above last week"
        return True
    return delta.sort in RELATIVE or delta.unit in (level.unit, below) or None in (delta.unit, level.unit)


_LENGTHS = frozenset({"mm", "cm", "m", "km"})


def _level_before(scene: Scene, at: int) -> Quantity | None:
    """ "12.96 trillion tokens, up 31.5 %"."""
    one = scene.quantities[at]
    if one.sort == "percent" and scene.low[max(0, one.head - 2) : one.head] == ["and", "by"]:
        return None
    for other in reversed(scene.quantities[:at]):
        if other.refusal or other.sort == "duration" or (other.delta is not None and other.level is not None):
            continue
        if other.earlier and other.is_level and scene.low[other.head - 1] == "from":
            continue
        if _describes(scene, other):
            continue
        if not other.is_level or not _comparable(one, other):
            return None
        text = scene.view.view[other.end : one.start]
        another = one.sort == "percent" == other.sort and _OTHER_RATE.search(text) is not None
        if another or ("," in text and _INSERTED.search(scene.view.view, scene.sentence.start, other.start)):
            return None
        if scene.word(other.head - 1) == "," and _APPOSED.match(text):
            return other
        fronted = scene.word(other.head - 1) == "at" and other.head <= 1 and "," not in text
        return other if fronted or _close(text) else None
    return None


_OTHER_RATE = re.compile(
    r"(?:\band|\bwith|,) (?:[\w-]+ ){0,4}?an? (?:[\w-]+ ){1,2}(?:increase|rise|drop|fall|gain|decline) of $"
)
"""Behind a rate, the change of another: "3.4 % so far this year, with a 12-month increase of 9.4 %"."""
_APPOSED = re.compile(
    r"(?: (?:at|on|in|as of|by) [^,;]{3,25})?, (?:\w+ly )?(?:rose|fell|grew|shrank|increased|decreased|declined|"
    r"climbed|dropped|jumped|slipped|was|were|is|are|has|have)\b[^,;]{0,30}$"
)
"""A level in an insertion: "The population, 489,200 at the end of March, grew by"."""


def _describes(scene: Scene, other: Quantity) -> bool:
    """ "15,393 starts in towns with 10,000 people or more, up 1 %": an amount that only tells which are counted."""
    if scene.view.view[other.end : other.end + 1] != ",":
        return False
    if scene.word(other.head - 1) in _PLACED and other.sort == "count":
        return any(_is_placed(scene, q, other) for q in scene.quantities)
    if scene.word(other.head - 1) not in ("with", "over"):
        return False
    return any(q.is_level and q.last <= other.head and q.sort == "count" for q in scene.quantities)


_PLACED = word_set("from in across to")


def _is_placed(scene: Scene, one: Quantity, other: Quantity) -> bool:
    """ "9,400 visitors from 71 countries, a fifth more than": where what is counted comes from or goes to."""
    if not one.is_level or one.unit == other.unit or one.sort not in ("count", "physical", "money"):
        return False
    return 0 <= other.head - one.last <= 4 and scene.words.verbs.isdisjoint(scene.low[one.last : other.head])


_INSERTED = re.compile(r", (?:whose|which|where|who)\b[^,;]*$")


def _close(text: str) -> bool:
    """Whether the words between a level and a change let the change speak of that level."""
    if _BREAK.search(text) or _OTHERS_ASK.search(text) or (_MOVES_OTHER.search(text) and not _MOVES_SAME.search(text)):
        return False
    words = re.findall(r"[A-Za-z'-]+", text.lower())
    for place, word in enumerate(words):
        lead = words[max(0, place - 3) : place]
        if (
            word in _FINITE
            and lead
            and not set(lead) & _NO_SUBJECT
            and "and" not in lead[-2 + (not _adverb(lead[-1])) :]
        ):
            return False
    return len(words) <= 22


_OTHERS_ASK = re.compile(
    r",? (?:and|but) (?:[\w-]+ ){1,3}?(?:advises?|wants?|demands?|proposes?|urges?|calls? for|expects?|seeks?|"
    r"recommends?|asks? for|plans?|promises?|suggests?|offers?) (?:an?|the|its|their) (?:[\w-]+ ){0,2}?"
    r"(?:cut|rise|increase|drop|reduction|fall|hike) of $"
)
"""A change that somebody else asks for: "caught 310,000 tonnes, and scientists advise a cut of 20 %"."""
_MOVES_OTHER = re.compile(
    r"(?:\band|\bor|\bthen|\bwhich|,) (?:[\w']+ ){0,4}?"
    r"(?<!the )(?<!an )(?<!a )(?<!its )"
    r"(?:cut|rais|lift|lower|reduc|increas|boost|trim|slash|expand|shrink|hik|widen|narrow|improv|swell|curb|shav|"
    r"pushed up|push up|drove up|drive up)(?:s|es|ed|e|ing|ting|ming|ping|med)? "
    r"(?!it\b|them\b|this\b|that\b|these\b|by\b|to\b|from\b|of\b|its? by\b)"
    r"(?:[\w'-]+ ){1,6}?(?<! to )(?<! at )(?<! is )(?<! was )(?<! of )"
    r"(?:by |some |about |around |another |a further )*$"
)
"""A verb behind the level that changes something else: "serves 3.1 million customers and cut its costs by 12 %"."""
_MOVES_SAME = re.compile(
    r"(?:cut|rais|lift|lower|reduc|increas|boost|trim|slash|expand|shrink|hik|widen|narrow|improv|swell|curb|shav|up)"
    r"\w* (?:[\w'-]+ ){0,3}?(?:sales|output|production|deliver\w+|shipments|number|total|figure|count|volumes?|exports|"
    r"imports|capacity|offer|rate|prices?|bid|stake|share|quota|catch|fee|fare|tariff|target|forecast|estimate) "
)
"""A noun that may be the level's own: "sold 410,000 cars and raised sales by 8 %"."""
_NO_SUBJECT = (_PRONOUNS - {"and"}) | {"a", "an", "the", "of"}


def _adverb(word: str) -> bool:
    return word.endswith("ly") or word in ("then", "also", "even", "still", "now")


def _level_referred(scene: Scene, one: Quantity, before: Quantity | None) -> Quantity | None:
    """ "That was up by 11.83 % from the week before": the last level of the sentence before."""
    if before is None or before.change is not None or not _comparable(one, before):
        return None
    text = scene.view.view[scene.sentence.start : one.start].strip()
    clause = re.split(r"[,:;]", text)[-1].strip()
    said = scene.view.view[before.end : scene.sentence.start]
    if scene.low[0] in _BACK and _BETWEEN.search(said) and not _KEPT.search(said):
        return None  # "on course for 6 per cent. The cedi has helped. It gained 40 per cent"
    if len(text) < 40 and _THAT_STEP.match(text):
        return before
    if len(text) < 110 and (_REFERS.match(clause) or _REFERS.match(text) or _COUNT_WAS.search(text)):
        return before
    return before if len(text) < 50 and _shared_subject(scene, before) else None


def _compared_with(scene: Scene, level: Quantity) -> bool:
    """Whether a level is only what is compared with: "When last year ended it was 100, so the rise is 40 %"."""
    text = scene.view.view[scene.sentence.start : level.start]
    if scene.low[0] == "in" and not any(span.start < level.start for span in scene.dates):
        return False
    return len(text) < 90 and _ONCE.match(text.strip()) is not None


_NOW = (
    ["stands", "at"],
    ["stand", "at"],
    ["now", "at"],
    ["now", "stands"],
    ["now", "stand"],
    ["is", "now"],
    ["are", "now"],
)
_BACK = word_set("it they this that")
_KEPT = re.compile(r"\b(?:that|this|the) (?:figure|number|level|total|amount|rate|quota|sum)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[.!?]\s+[A-Z]")
"""Where a sentence begins between a level and a pronoun, which stands for what that sentence tells of."""
_RESULT = 6
"""tokens in which a sentence tells where something stands: "The key rate now stands at" """


def tie_back(scene: Scene, pending: Quantity | None) -> None:
    """ "took 25 basis points off its rate. It now stands at 9 per cent": the level that a change before it led to."""
    if pending is None or pending.delta is None or not pending.open:
        return
    level = next((one for one in scene.quantities if one.open), None)
    if level is None or not level.is_level or level.change is not None or level.head > _RESULT:
        return
    lead = scene.low[: level.head]
    told = any(lead[n : n + 2] in _NOW for n in range(len(lead) - 1))
    if told and lead[0] in (*_BACK, "the") and _comparable(pending, level):
        pending.level, level.change = level, pending.delta


_ONCE = re.compile(
    r"(?:even |still )?(?:against|compared (?:with|to)|when|at|in|as)\b.*\b(?:it|this|that|the figure|the number|"
    r"there) (?:was|were|stood at|had been)$",
    re.IGNORECASE,
)

_THAT_STEP = re.compile(
    r"(?:an?|the|that) (?:\w+ )?(?:increase|rise|gain|drop|fall|cut|decline|jump|hike|plus) of(?: \w+){0,2}$",
    re.IGNORECASE,
)

_COUNT_WAS = re.compile(
    r"\bthe (?:increase|rise|fall|drop|gain|decline|figure|number|total|count|level|share|rate) "
    r"(?:was|is|had been|stood|comes|came)\b",
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
