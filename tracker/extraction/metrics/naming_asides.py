"""Numbers that a text sets beside one that it has named: what is aimed at, what was expected, what is in brackets.

    "A flat costs 900 kroner (May: 870)."             the same, for another time
    "Economists had looked for 870."                  what was expected of it
    "The aim is 800."                                 where it is to go
    "The present rate is 12 %."                       what holds until then

Each rule is a pattern over the words before the number, from the last number on or from the beginning of its sentence.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.naming_words import REFERRING
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_FILL = (
    r"(?: (?:only|just|about|some|around|nearly|almost|the|a|an|its|their|goal|target|record|more|less|fewer|than|of|"
    r"over|under|roughly|as|much|many|low|high|at|to|up|flat|mere|full|whole|fixed|uniform|modest|steep|least|most|"
    r"further|between))*"
)
"""Words that say how exactly a number is told."""
_TIME_LED = (
    r"(?:today|now|currently|at present|so far|until now|up to now|till now|this (?:year|month|week)|"
    r"(?:the )?(?:last|next|previous) (?:year|month|week|quarter)|before(?: that)?|previously|"
    r"(?:a|one|the) (?:year|month|week|quarter) (?:ago|earlier|before))"
)
_IT = r"(?:it|they|that|this|the (?:figure|number|level|rate|share|total|count|price|value|sum|fee|charge|range))"
_STANDS = (
    r"(?:is|are|was|were|stands?|stood|had been|has been|have been|would be|will be|would have been|used to be|"
    r"is to be)"
)
_GOAL = (
    r"(?:aim|goal|target|standard|objective|requirement|limit|ceiling|benchmark|norm|threshold|record|minimum|maximum)"
)
_CROWD = (
    r"(?:economists?|analysts?|traders?|forecasters?|consultants?|brokers?|investors?|markets?|experts?|observers?|"
    r"polls?|surveys?|consensus|dealers?|researchers?)"
)
_EXPECT = (
    r"(?:expect(?:ed|s)?|look(?:ed|s|ing)? for|pencill?(?:ed|s) in|pencil in|forecasts?|predict(?:ed|s)?|bets? on|"
    r"priced in|hoped for|reckon(?:ed|s)? (?:with|on)|counted on|puts? it(?: at| near(?:er)?(?: to)?)?|estimates? it)"
)

_BACK_TO_IT = re.compile(
    rf"[;,:.–—-](?: but| and| while| whereas)?(?: {_TIME_LED})?,? {_IT} {_STANDS}(?: at)?{_FILL}\s*$"
    rf"|\bthe \w+ used to be{_FILL}\s*$|\b(?:above|below|over|under|than) (?:the|its|their)\s*$",
    re.IGNORECASE,
)
"""A clause that says what else it is, was or would be."""
_MOVES = re.compile(
    r"^[^,;:()\d]*\b(?:come|comes|came|go|goes|went|gone|brought|cut|raised|lowered|lifted|reduced|increased|expanded|"
    r"rise|rises|rose|fall|falls|fell|grow|grows|grew|move|moves|moved)\b"
    rf"(?: (?:up|down|back|again|further|step|by|stages|gradually|slowly|in|steps|on))* to{_FILL}\s*$",
    re.IGNORECASE,
)
"""The way from the number before to this one: "a duty of 110% is to come down step by step to"."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_IN_OTHER_TIMES = re.compile(
    rf"[;,] (?:but |and |while )?in (?:a|an|the|other|normal) [^,;]{{0,24}}\b"
    rf"(?:years?|months?|weeks?|decade|season|{_MONTHS})\b[^,;]{{0,30}} it "
    rf"(?:was|had been|would be|would have been){_FILL}\s*$"
)
"""What it was at another time: "; in a normal May it would have been"."""
_AGO_AND_NOW = re.compile(
    r"^,? (?:a|one|two|three|five|ten|\d+) (?:year|month|week|decade)s? (?:ago|earlier|before),? (?:and |but )?(?:it )?"
    rf"(?:now|today|currently|is|are|at){_FILL}(?: (?:now|sells? for|costs?|fetch(?:es)?|is|are|stands? at|trades? at|"
    rf"goes for)){{0,2}}{_FILL}\s*$",
    re.IGNORECASE,
)
_THOUGH = re.compile(r"[,;(] ?(?:although|though|but|while|where|when)\s*$", re.IGNORECASE)
_HAD_BEEN = re.compile(
    r"[^.;,]{0,24}\b(?:had been|has been|have been|was|were|is|are) (?:promised|planned|expected|agreed|forecast|"
    r"targeted|approved|allowed|normal|usual|wanted|sought)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(\s*([^()]*?)[\s:,]*$")
_THAN_THEN = re.compile(r"\bthan (?:in|on|at|for|during) [^,;()]{2,30}\($", re.IGNORECASE)
_SET = re.compile(
    rf"^\W*(?:but |and |so |yet )?(?:the |its |their )?(?:\w+ )?{_GOAL}(?: [^,;:\d]{{0,60}}?)? "
    rf"(?:is|are|was|were|remains?|stays?|stands)(?: still| now)?(?: at)?{_FILL}\s*$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"^\W*(?:[^,;:\d]{0,60} )?(?:wants?|aims?|hopes?|plans?|intends?)"
    rf"(?: (?:to (?:reach|get to|have|see|arrive at)|for|at)){_FILL}\s*$",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    rf"^\W*(?:[\w'-]+ ){{0,3}}?{_CROWD}\b(?: (?!and\b)[^,;:\d\s]+){{0,3}}? {_EXPECT}{_FILL}\s*$", re.IGNORECASE
)
_HELD = re.compile(
    r"^\W*(?:the |its |their )?(?:present|current|existing|old|previous|former)\b ([\w-]+)"
    rf"(?:,[^,;:]{{0,60}},)? {_STANDS}(?: at)?{_FILL}\s*$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    rf"^\W*{_TIME_LED},? (?:it|they|that|he|she|this) (?:have |has |had )?[a-z]+(?: at)?{_FILL}\s*$", re.IGNORECASE
)
_WITH_IT = re.compile(
    rf"^\W*(?:with|without|under) [^,;:\d]{{2,40}},? it (?:would be|would have been|will be|is){_FILL}\s*$",
    re.IGNORECASE,
)
_THAN_THE = re.compile(
    r"\b(?:more|less|fewer|higher|lower) than (?:the|its|their)\s*$|\b(?:above|below) (?:the|its|their)\s*$",
    re.IGNORECASE,
)
_STOPS_AFTER = re.compile(
    r"\W*(?:$|[.,;:)]|(?:by|in|on|at|until|from|for|before|after|since|as|when|a|an|per|the|last|next|this|counted|"
    r"or|reached|told|seen|is|are|was|were|would|will|and|but)\b)",
    re.IGNORECASE,
)
"""What may follow a number that says nothing of its own: an end, a time, a verb."""
_IS_AIM = re.compile(rf"[^.;,]{{0,40}}\b(?:is|are|remains?) (?:the|its|their|his|her) {_GOAL}\b", re.IGNORECASE)
_BEGINS = re.compile(r"[;,:–—](?: and| but)?\s*$")
_ASIDE_WORDS = word_set(
    "target targets goal aim for the in of at on end first second third fourth half quarter year month week day "
    "previous previously before earlier ago last next and a an from against was were had been it is until now then "
    "plan planned forecast expected estimate"
)


def beside_in_sentence(scene: Scene, other: Quantity, one: Quantity) -> bool:
    """Whether a sentence tells a number as another value of the one before it in the same unit."""
    text = scene.view.view[other.end : one.start]
    if any(rule.search(text) for rule in (_BACK_TO_IT, _MOVES, _IN_OTHER_TIMES, _AGO_AND_NOW)):
        return True
    rest = scene.view.view[one.end : scene.sentence.end]
    if _BRACKET.search(text):
        return _stops(scene, one) and (_only_time(scene, other, one) or bool(_THAN_THEN.search(text)))
    if _THOUGH.search(text) and _HAD_BEEN.match(rest):
        return True
    return _BEGINS.search(text) is not None and bool(_IS_AIM.match(rest))


def _only_time(scene: Scene, other: Quantity, one: Quantity) -> bool:
    """Whether an opening bracket stands before a number with nothing in it but a time, an aim, or small words."""
    at = max(n for n in range(other.last, one.head + 1) if scene.low[n] == "(" or n == other.last)
    words = [
        n
        for n in range(at + 1, one.head)
        if scene.date_at(n) is None and scene.tokens[n].kind == "word" and scene.low[n] not in _ASIDE_WORDS
    ]
    told = any(scene.date_at(n) is not None or scene.tokens[n].kind == "word" for n in range(at + 1, one.head))
    return told and not words


def _stops(scene: Scene, one: Quantity) -> bool:
    return _STOPS_AFTER.match(scene.view.view, one.end, scene.sentence.end) is not None


def beside_across(scene: Scene, one: Quantity, other: Quantity, told: str) -> bool:
    """Whether a sentence tells a number as another value of one of the sentence before; `told`: that sentence."""
    text = scene.view.view[scene.sentence.start : one.start]
    if not _stops(scene, one):
        return False
    if _EXPECTED.match(text) or _SO_FAR.match(text) or _WITH_IT.match(text):
        return True
    if _SET.match(text) or _WANTED.match(text):
        return other.kind is not Kind.FORECAST
    held = _HELD.match(text)
    if held is not None:
        noun = held[1].lower()
        return noun in REFERRING or noun.rstrip("s") in told.lower() or noun in ("minimum", "maximum")
    return _THAN_THE.search(text) is not None and not any(q.end <= one.start and q.is_level for q in scene.quantities)


__all__ = ["beside_across", "beside_in_sentence"]
