"""Numbers that look like quantities and are none, each with the reason."""

from __future__ import annotations

import re

from tracker.extraction.metrics.cadence import is_cover
from tracker.extraction.metrics.counting import is_plural
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.words import Words
from tracker.extraction.text import Shape, word_set

_COMPARES = word_set(
    "as more higher larger faster the that those theirs its their his greater bigger less lower what above our longer "
    "smaller cheaper of increase rise growth"
)
_MEANS = word_set("average averages averaged mean median per rate")
_AGES = word_set("aged age ages")
_WITHIN = word_set("within in after for of next last past")


def refuse(scene: Scene, furniture: bool) -> None:
    """Gives every quantity of the sentence that is none its reason. `furniture`: the paragraph is the letter's own."""
    for one in scene.quantities:
        if not one.refusal:
            one.refusal = "the letter's own furniture" if furniture else _reason(scene, one)


_LINE = 110
_CALLS = re.compile(
    r"(?:^|[.!?|·•►▸] )(?:invite|refer|win|earn|enter|try|gift|save up to|get) (?:\d|your|us\b|a friend|friends|our\b)",
    re.IGNORECASE,
)
"""How a letter calls on its readers: "Invite 3 friends"."""


def is_furniture(text: str, words: Words) -> bool:
    """Whether a paragraph invites, sells or thanks instead of telling news."""
    low = text.lower()
    if any(map(low.__contains__, words.boilerplate)):
        return True
    return len(text) <= _LINE and (any(map(low.__contains__, words.boilerplate_short)) or bool(_CALLS.search(text)))


def _reason(scene: Scene, one: Quantity) -> str:
    if _is_corrected(scene, one):
        return "what a correction takes back"
    check = _CHECKS.get(one.sort)
    return check(scene, one) if check else ""


_CORRECTION = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions|ing)?|errat(?:um|a)|misstated|wrongly|mistaken(?:ly)?|in error|clarification|"
    r"amends|as (?:we|first|originally|previously|earlier|stated|reported|published)\b)",
    re.IGNORECASE,
)


def _is_corrected(scene: Scene, one: Quantity) -> bool:
    """ "Correction: the number was 223,000, not 232,000": the second was never so."""
    if scene.word(one.head - 1) not in ("not", "than", "of"):
        return False
    lead = scene.low[max(0, one.head - 2) : one.head]
    if lead[-1:] != ["not"] and lead not in (["rather", "than"], ["instead", "of"]):
        return False
    view, end = scene.view.view, scene.sentence.end
    told = any(q.start < one.start and not q.refusal for q in scene.quantities)
    return told and _CORRECTION.search(view, max(0, scene.sentence.start - 200), end) is not None


def _duration(scene: Scene, one: Quantity) -> str:
    near = set(scene.low[max(0, one.head - 12) : one.head])
    if is_cover(scene, one) or _is_much_time(scene, one) or (one.unit == "hour" and _of_the_week(scene, one)):
        one.sort = "physical"
        return ""
    mean = scene.low[one.last : one.last + 2] == ["on", "average"] or scene.word(one.last) == "apiece"
    if mean or ({"working", "week"} <= near and one.unit == "hour"):
        return ""
    if scene.word(one.head - 1) == "for" and one.qualifier != "=":
        return "duration"
    whole = not one.numeral.attribute and scene.word(one.last) != "and"
    lasted = near & scene.words.durations and scene.word(one.head - 1) in _LASTED and whole
    timed = near & scene.words.durations and not near & {"in", "next", "past", "last", "first", "within"}
    return "" if lasted or (timed and one.numeral.attribute == "") else "duration"


_SPENT = word_set("spend spends spent")
_WEEK = re.compile(
    r"\b(?:work(?:ing)?[ -]?week|(?:shorter|standard|legal|full|statutory) week|(?<!last )(?<!this )(?<!next )the week|"
    r"hour[s]?[ -](?:work(?:ing)? )?week|week(?:ly)? (?:of work|hours|working (?:time|hours)|limit))\b"
    r"|\b(?:hours|time) (?:of work )?(?:a|per) week\b",
    re.IGNORECASE,
)


def _is_much_time(scene: Scene, one: Quantity) -> bool:
    """ "2.14 million hours", "45,003 days", "nine hours of current a day", "spend 41 minutes in line": an amount."""
    if one.unit in ("year", "century", "decade") or one.numeral.attribute:
        return False
    if one.value >= _MANY_OF_TIME:
        return True
    if scene.word(one.last) == "of" and scene.low[one.last + 2 : one.last + 4] in (["a", "day"], ["per", "day"]):
        return True
    if scene.word(one.head - 1) not in _SPENT:
        return False
    return scene.word(one.last) in ("in", "waiting", "queuing") or scene.low[one.last : one.last + 2] == ["on", "the"]


_MANY_OF_TIME = 1000


def _of_the_week(scene: Scene, one: Quantity) -> bool:
    """ "will shrink to 42 hours" of the week: what a law lets people work, in the sentence or those around it."""
    if not _SHORTEST_WEEK <= one.value <= _LONGEST_WEEK or scene.word(one.head - 1) in _WITHIN:
        return False
    return _WEEK.search(scene.view.view, max(0, one.start - 160), min(scene.sentence.end, one.end + 40)) is not None


_SHORTEST_WEEK, _LONGEST_WEEK = 20, 80
_LASTED = word_set("was were is averaged stood averaging reached to")


def _count(scene: Scene, one: Quantity) -> str:
    number, before = one.numeral, scene.word(one.head - 1)
    if one.first == 0 and scene.view.raw[number.end : number.end + 2] == "**":
        return "position in a list"
    small = number.spelled and not number.scaled and number.value < 10 + (one.first > 0) and not number.plus
    small = small and not _is_few(scene, one)
    alone = not number.scaled and number.value == 1 and one.high is None
    reasons = (
        (
            "duration",
            bool(one.noun) and one.noun[-1] in ("day", "days") and bool({before, scene.low[one.head]} & _WITHIN),
        ),
        (
            "no quantity in itself",
            bool(one.noun) and " " not in (one.unit or "") and _is_no_quantity(scene, one),
        ),
        ("version", number.decimal and not number.scaled and not _is_mean(scene, one)),
        ("small count in words", small),
        ("how often in a row", bool(one.noun) and one.noun[0] in ("consecutive", "straight", "successive")),
        ("age", before in _AGES),
        ("what is counted against", before in ("per", "/")),
        ("one of many", alone),
        ("who was asked", bool(one.noun) and scene.word(one.last) in _POLLED),
    )
    return next((reason for reason, holds in reasons if holds), "")


def _is_mean(scene: Scene, one: Quantity) -> bool:
    """Whether a count with a fraction is a mean or a rate: "1.2 boats a year", "2.1 children per woman"."""
    rate = scene.word(one.last) in ("a", "an", "each", "every")
    return rate or not _MEANS.isdisjoint(scene.low)


_POLLED = word_set("polled surveyed interviewed questioned canvassed")
_KNOWN = word_set("the its their his her our these those both all each every past last first next other no")
_MEANT_BY = word_set("by with via through")
"""What is done by few of a kind is counted itself: "90% of the islands are reached by two ferries"."""
_GIVEN = word_set("granted issued awarded approved delivered received handed licensed")
_SAYING = word_set("said say says told think argue warn")
_MANY = 100
_A_SENTENCE = 7
_FEWEST = 3


def _is_no_quantity(scene: Scene, one: Quantity) -> bool:
    if one.noun[-1] not in scene.words.never_counted:
        return False
    return one.noun[-1] not in scene.words.many or one.value < _MANY or len(scene.tokens) < _A_SENTENCE


def _is_few(scene: Scene, one: Quantity) -> bool:
    """Whether a small number in words counts what is worth following: "revoked five licences", no "its two plants"."""
    if not one.noun or one.numeral.attribute:
        return False
    more = scene.word(one.numeral.last) in ("more", "further", "additional") and one.value > 1
    if not more and (one.noun[-1] not in scene.words.few or one.value < _FEWEST):
        return False
    before = scene.word(one.head - 1)
    if before == "first" and not _GIVEN.isdisjoint(scene.low[max(0, one.head - 4) : one.head]):
        before = ""
    told = before not in _KNOWN and before not in _MEANT_BY and scene.word(one.last) not in _SAYING
    return told and scene.sentence.shape is not Shape.HEADING and len(scene.tokens) >= _A_SENTENCE - 2 * more


def _bare(scene: Scene, one: Quantity) -> str:
    number = one.numeral
    at = one.first - 1
    compared = scene.word(one.last) in ("more", "fewer", "less") and scene.word(one.last + 1) == "than"
    some = scene.word(one.last) == "of" and scene.word(one.last + 1) in ("them", "whom", "which")
    some = some or scene.low[max(0, one.head - 2) : one.head] in (["number", "to"], ["total", "to"])
    if number.spelled and not number.scaled and not number.plus and not compared and not (some and number.value > 1):
        return "small count in words"
    named = at > 0 and scene.tokens[at].kind == "word" and scene.tokens[at].text[0].isupper()
    named = (named and not _in_list(scene, one)) or (at == 0 and scene.tokens[0].text.isupper())
    if named and not number.scaled and number.value < 10000:
        return "name"
    listed = one.first == 0 and not number.scaled and not some and number.value < _MANY
    if listed and scene.sentence.shape is not Shape.HEADING:
        return "position in a list"
    if scene.word(one.head - 1) == "from" and scene.word(one.last) == "on" and not number.scaled and number.value < 120:
        return "age"
    if scene.word(one.head - 1) in _AGES or (one.qualifier != "=" and number.value < 100 and _of_age(scene, one)):
        return "age"
    return ""


_GROWN = word_set(
    "people workers women men children adults those pupils patients girls boys residents voters drivers anyone"
)


def _of_age(scene: Scene, one: Quantity) -> bool:
    """ "for workers over 23", "children under 12": how old they are."""
    ends = scene.word(one.last) in ("", ".", ",", ";", ")", "and", "or", "who", "are", "were", "will", "in", "to")
    return ends and scene.low[one.head] in ("over", "under", "above", "below") and scene.word(one.head - 1) in _GROWN


def _in_list(scene: Scene, one: Quantity) -> bool:
    """ "India has 54 and South Korea 43": the number goes with a country, after an amount of the same sentence."""
    before = scene.word(one.first - 1)
    listed = scene.tokens[one.first - 1].text in scene.words.places
    listed = (
        listed or f"{scene.tokens[max(0, one.first - 2)].text} {scene.tokens[one.first - 1].text}" in scene.words.places
    )
    return (listed and before != "no") and any(
        q.sort in ("count", "physical", "money", "bare") and not q.refusal
        for q in scene.quantities
        if q.last <= one.first
    )


_SPANS = word_set("day week month year")


def _is_so_often(scene: Scene, one: Quantity) -> bool:
    """ "Vandals struck masts 1,104 times in 2025": a count of what happened, and no multiple."""
    if one.value < _MANY or one.numeral.spelled or one.numeral.scaled or scene.word(one.last - 1) != "times":
        return False
    return scene.word(one.last) not in _COMPARES and scene.word(one.head - 1) not in ("of", "by")


def _times(scene: Scene, one: Quantity) -> str:
    number = one.numeral
    if one.unit == "" and {"vote", "votes"} & set(scene.low[max(0, one.head - 4) : one.head]):
        return "votes"
    if scene.low[:2] in (["so", "that"], ["that", "is"], ["so", "that's"]) or scene.low[:1] == ["that's"]:
        return "a comparison of figures told before"
    if number.spelled and number.value <= 1:
        return "idiom"
    return _how_often(scene, one)


def _how_often(scene: Scene, one: Quantity) -> str:
    if _is_so_often(scene, one):
        one.unit, one.sort = "time", "count"
        return ""
    if scene.word(one.last) in ("a", "per", "each", "every") and scene.word(one.last + 1) in _SPANS:
        return "how often"
    if scene.word(one.last - 1) == "times" and scene.word(one.last) not in _COMPARES:
        before = scene.low[max(0, one.head - 3) : one.head]
        told = any(word in scene.words.up or word in scene.words.down or word in ("be", "is", "was") for word in before)
        return "" if told and scene.word(one.last) not in (",",) else "how often"
    return ""


_CALIBRES = frozenset({"mm", "cm", "inch", "in"})


def _physical(scene: Scene, one: Quantity) -> str:
    number = one.numeral
    if one.unit in _CALIBRES and scene.word(one.head - 1) == "of" and is_plural(scene, scene.word(one.head - 2)):
        return "attribute"
    if number.spelled and not number.scaled and (number.value == 1 or (number.attribute and number.value <= 12)):
        return "attribute"
    if scene.word(one.head - 1) in ("per", "/", "every") or _is_priced(scene, one):
        return "what is counted against"
    if one.unit is not None and one.unit.endswith("Hz") and not _is_bandwidth(scene, one):
        return "name of a band"
    if one.unit in ("km", "m", "mile", "ft") and _is_place(scene, one):
        return "where something lies"
    return ""


_PRICED = re.compile(
    r"\s*(?:(?:bag|pack|sack|bottle|tin|box|can|cylinder)s? )?(?:of (?:[\w-]+ ){1,3})?"
    r"(?:costs?|fetche[sd]|fetch|(?:was|were|is|are) (?:sold|priced)|sells? (?:for|at)|sold (?:for|at)|goes for|"
    r"went for)\b",
    re.IGNORECASE,
)


def _is_priced(scene: Scene, one: Quantity) -> bool:
    """ "Five kilograms of rice cost 4,267 yen": what the price is paid for."""
    if one.value >= 1000:
        return False
    if scene.word(one.head - 1) == "for" and one.unit in _SOLD_BY and one.value <= _PACK:
        ahead = one.head == 1 and scene.word(one.last) == ","  # "For 5 kg, supermarkets asked 4,208 yen"
        return any(q.sort == "money" and (q.last == one.head - 1 or ahead) for q in scene.quantities)
    if not any(q.sort == "money" and q.start > one.end for q in scene.quantities):
        return False
    return _PRICED.match(scene.view.view, one.end, scene.sentence.end) is not None


_SOLD_BY = frozenset({"kg", "g", "L", "mL", "lb", "oz"})
_PACK = 100
"""how much of a thing may be what a price is told for: "3,805 yen for 5 kilograms" """

_BEARINGS = word_set(
    "north south east west north-east north-west south-east south-west northeast northwest southeast southwest away "
    "inland offshore upstream downstream upriver downriver"
)


def _is_place(scene: Scene, one: Quantity) -> bool:
    """ "700 kilometres south-east of Darwin", "15 kilometres from the border": where something lies."""
    following = scene.word(one.last)
    if following in _BEARINGS:
        return True
    if following not in ("from", "off", "outside") or one.last + 1 >= len(scene.tokens):
        return False
    return scene.tokens[one.last + 1].text[0].isupper() or scene.word(one.last + 1) in ("the", "its", "their", "here")


_TRADED = word_set(
    "picked acquired won auction auctioned auctions sell sold release released free freed award awarded bought"
)


def _is_bandwidth(scene: Scene, one: Quantity) -> bool:
    """ "200 MHz of spectrum" is an amount; "the 6 GHz band" is a name."""
    before = scene.low[max(0, one.head - 4) : one.head]
    of = scene.word(one.last) == "of" and scene.word(one.last + 1) not in ("the",)
    traded = bool(_TRADED & set(before)) and scene.word(one.last) not in ("band", "bands", "spectrum")
    return of or traded or any(word in ("bandwidth", "clock", "total", "additional") for word in before)


def _percent(scene: Scene, one: Quantity) -> str:
    if scene.word(one.last) in ("grade", "purity", "proof", "solution", "alcohol", "abv"):
        return "attribute"
    if one.numeral.part and scene.word(one.last) == "as":
        return "a comparison"
    if one.numeral.part and scene.word(one.last) == "of":
        tail = scene.low[one.last + 1 : one.last + 3]
        if tail and tail[-1] in ("story", "battle", "truth", "fun", "problem", "equation", "picture"):
            return "idiom"
    return ""


def _index(scene: Scene, one: Quantity) -> str:
    """ "8,215 points" is an index; "up 6 points" after a percentage is percentage points; else a score."""
    near, rates = scene.low[max(0, one.head - 2) : one.head], [q for q in scene.quantities if q.unit == "%"]
    moved = any(word in scene.words.up or word in scene.words.down for word in near)
    shares = any((q.end <= one.start and not q.refusal) or scene.word(q.head - 1) == "to" for q in rates)
    moved = moved or bool(_MOVED & set(scene.low[one.last : one.last + 2]))
    if moved and shares:
        one.unit, one.sort = "pp", "points"
        return ""
    stepped = any(w in scene.words.up or w in scene.words.down for w in scene.low[max(0, one.head - 7) : one.head])
    if stepped and one.value >= 10 and one.value % 5 == 0 and {"rate", "rates", "yield", "yields"} & set(scene.low):
        one.unit, one.sort = "bp", "points"
        return ""
    if moved and scene.word(one.last) in ("to", "from", "at"):
        one.unit, one.sort = "point", "points"
        return ""
    named = "index" in scene.low or "averaged" in scene.low or scene.word(one.head - 1) in ("to", "at")
    if (named and one.value >= 100) or (one.value >= 1000 and not moved):
        one.sort = "count"
        return ""
    points = shares and one.value < 100
    one.unit, one.sort = ("pp", "points") if points else (one.unit, one.sort)
    return "" if points else "points of a score"


_MOVED = word_set(
    "short shy more fewer higher lower up down above below better worse less ahead behind rise fall drop gain"
)


def _money(scene: Scene, one: Quantity) -> str:
    if (
        one.numeral.spelled
        and one.numeral.value == 2
        and scene.word(one.head - 1) in ("my", "your", "his", "her", "our")
    ):
        return "idiom"
    return "what is counted against" if scene.word(one.head - 1) in ("per", "/") else ""


_CHECKS = {
    "money": _money,
    "index": _index,
    "duration": _duration,
    "count": _count,
    "bare": _bare,
    "times": _times,
    "physical": _physical,
    "percent": _percent,
}
