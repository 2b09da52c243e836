"""What the build of a sentence says of a number's kind: a fact told beside a hope, a past behind an opinion.

"Inflation, at 6.1 percent in May, is expected to fall", "raised its price to 310, and officials feared" and "believes
that 90,000 tonnes were smuggled" tell facts; "the economy should expand" and "staff see prices rising" expectations.
"""

from __future__ import annotations

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_LEADS = word_set("at with now currently still already")
_WAYS = word_set("up down back close")
_RELATIVE = word_set("who which that")
_MODALS = word_set("will would should must shall may can could might to wants want plans plan hopes hope aims aim")
_CONJUNCTIONS = word_set("and but so yet while whereas")
_OPINIONS = word_set(
    "believes believe believed thinks think thought reckons reckon reckoned fears fear feared estimates estimate so"
)
_BEEN = word_set(
    "was were had have has did fled died left lost came went took gave fell rose stood lay lived sat ran made got"
)


def stands_apart(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "Inflation, at 6.1 percent in May, is expected": an insertion tells how it is, the verb behind it what comes."""
    low = scene.low
    close = next((n for n in range(one.last, min(mark, one.last + 8)) if low[n] == ","), None)
    if close is None or one.head < 2 or any(low[n] in _MODALS and not scene.date_at(n) for n in range(one.last, close)):
        return False
    if _is_ahead(scene, one, close):
        return False
    at = one.head - 1
    if low[at] == "," and "," not in low[max(0, at - 6) : at]:
        return low[one.last] in _LONG or _in_relative(scene, at)
    at -= low[at] == "to" and scene.word(at - 1) in _WAYS
    at -= low[at] == "at" and scene.word(at - 1) in _LEADS
    return (low[at] in _LEADS or low[at] in _WAYS) and scene.word(at - 1) == ","


GIVEN = "given"
"""The mark of an amount that is told beside what will be; no word of a text is a mark like it."""


def is_given(scene: Scene, one: Quantity) -> bool:
    """Whether a number is what its subject has, or what a share is taken of: marked as told so."""
    if _with_aside(scene, one):
        one.ends = next((token.start for token in scene.tokens[one.last :] if token.text == ","), -1)
    elif _is_current(scene, one):
        one.ends = one.end
    elif _is_whole(scene, one):
        one.ends = one.end if scene.word(one.last) in _MODALS | _BEEN else -1
    else:
        return False
    one.mark = GIVEN
    return True


_UNREAL = word_set("expected planned projected forecast predicted targeted intended promised proposed")
_OWNERS = word_set("its their his her our my")


def _with_aside(scene: Scene, one: Quantity) -> bool:
    """ "think that Congo, with more than 70 % of the ore, produces": what the subject has, beside what it may do."""
    low = scene.low
    at = one.head - 1
    if scene.word(at) in _OWNERS and scene.word(at - 1) == "with":
        return True  # "MTN, with its 87 million subscribers, would be hit most"
    if scene.word(at) == "of":  # "the plant, with a capacity of 40 MW, is to start up"
        at = next((n for n in range(at - 1, max(at - 5, 0), -1) if low[n] == "with"), at)
    if not _UNREAL.isdisjoint(low[at : one.head]):
        return False
    led = scene.word(at) == "with" or (scene.word(at) == "to" and scene.word(at - 1) in _WAYS)
    if at < 2 or not led or low[at - 1 - (low[at] == "to")] != ",":
        return False
    close = next((n for n in range(one.last, min(one.last + 9, len(low) - 1)) if low[n] == ","), None)
    return close is not None and (low[close + 1] in scene.words.verbs or low[close + 1].endswith("s"))


_LONG = word_set("long wide high deep tall strong old thick")


def _is_ahead(scene: Scene, one: Quantity, close: int) -> bool:
    """Whether a time to come stands behind the number in its insertion: "at 3 percent next year, …"."""
    if scene.published is None:
        return False
    year = str(scene.published.year)
    stop = scene.tokens[close].start
    return any((span.period or "")[:4] > year for span in scene.dates if one.end <= span.start < stop)


def _in_relative(scene: Scene, comma: int) -> bool:
    """ "Grocers who still hold taxed stock, some 8,000 tonnes, will be": what somebody has is told once more."""
    at = next((n for n in range(comma - 1, max(0, comma - 8), -1) if scene.low[n] in _RELATIVE), None)
    if at is None:
        return False
    return _MODALS.isdisjoint(scene.low[at + 1 : comma])


def others_follow(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "Benin raised its price to 310 francs, and officials feared": the number has a verb of its own before it."""
    low = scene.low
    at = next((n for n in range(one.last, mark) if low[n] == "," and low[n + 1] in _CONJUNCTIONS), None)
    if at is None or at + 2 >= mark or any(q.head <= mark and q.first > at for q in scene.quantities):
        return False
    before = low[: one.head]
    moves = scene.words.up | scene.words.down
    return any(word in scene.words.verbs or (word in moves and word.endswith("ed")) for word in before)


def was_so(scene: Scene, one: Quantity) -> bool:
    """ "believes 90,000 tonnes were smuggled": an opinion of what happened is a fact as far as it is known."""
    if one.mark not in _OPINIONS:
        return False
    for at in range(one.last, min(one.last + 6, len(scene.low))):
        low = scene.low[at]
        if low in _MODALS or low in (",", ";", "is", "are", "and"):
            return False
        if low in _BEEN or (low.endswith("ed") and scene.word(at + 1) != "by"):
            return _MODALS.isdisjoint(scene.low[at : at + _NEAR])
    return False


_THOSE = word_set("they he she it we")


def is_outbid(scene: Scene, one: Quantity) -> bool:
    """ "hoped for more than the 3 percent rise they are given": what more is wished than is a fact."""
    low = scene.low
    if low[max(0, one.first - 2) : one.first] not in (["than", "the"], ["beyond", "the"]):
        return False
    return any(
        low[n] in _THOSE and scene.word(n + 1) not in _MODALS for n in range(one.last, min(one.last + 3, len(low)))
    )


_DID = word_set(
    "cost let kept cut lost brought made meant put gone found built sold bought paid had given taken left come become "
    "hit held set shut fallen risen grown"
)


_RULES = word_set("obliged required forced compelled capped limited banned restricted allowed permitted need exceed")
"""Participles of what a rule that did not come would have set: still a goal of it."""


_OF_NOW = word_set("current present existing")


def _is_current(scene: Scene, one: Quantity) -> bool:
    """ "up from the current capacity of 3.6 billion": what there is now, whatever is told of later."""
    at = one.head - 1
    if scene.word(at) != "of":
        return False
    return any(scene.word(n) in _OF_NOW and scene.word(n - 1) in _THE_WHOLE for n in range(at - 1, max(at - 4, 0), -1))


def _is_whole(scene: Scene, one: Quantity) -> bool:
    """ "Half of the 600 workers will lose their jobs": what a share is taken of is there anyway."""
    at = one.head - 1
    while at > one.head - 4 and scene.word(at) in _THE_WHOLE:
        at -= 1
    if at == one.head - 1 or scene.word(at) != "of":
        return False
    return any(q.last == at and q.sort in ("percent", "count", "ratio", "bare") for q in scene.quantities)


_THE_WHOLE = word_set("the its their these those our remaining total existing current present some country's estimated")


def had_it_been(scene: Scene, at: int) -> bool:
    """ "The rule would have freed 30 million workers": what did not come about, and is expected no more."""
    done = scene.word(at + 2)
    return scene.low[at : at + 2] == ["would", "have"] and (
        done in _DID or (done.endswith("ed") and done not in _RULES)
    )


_GOES = word_set(
    "come bring follow last rise fall grow earn yield raise save create cost add generate take double exceed "
    "hit help total result mean lead end produce arrive climb drop ease slow benefit suffice recover continue "
    "remain stay average moderate expand shrink see gain attract rebound strengthen weaken soften firm peak "
    "hover widen narrow decline accelerate pick edge prevent avoid spare free unlock relieve lure trigger "
    "cushion lose jump surge contract stabilise stabilize soar"
)
_MOVES = word_set("increase decrease lift boost improve push drive worsen")
_OWN = word_set("its their his her our the a an")


def should_kind(scene: Scene, at: int) -> Kind:
    """ "should rise" is expected, "should increase its staff" and "every village should have" are goals."""
    verb = scene.word(at + 1)
    if verb in _GOES or scene.word(at - 1) in scene.words.outlooks:
        return Kind.FORECAST
    return Kind.FORECAST if verb in _MOVES and scene.word(at + 2) not in _OWN else Kind.TARGET


def is_outlook(scene: Scene) -> bool:
    """ "Gas exports should climb by 2028": how a measure will move is expected whatever the year, and no goal."""
    return "should" in scene.low and scene.word(scene.low.index("should") - 1) in scene.words.outlooks


_YIELDS = word_set("harvest produce reach import export need require")


def is_reckoned(scene: Scene, at: int) -> bool:
    """ "is estimated to harvest 106 million tonnes": what will be so, where "to have cost" tells a fact."""
    verb = scene.word(at + 2)
    return scene.word(at + 1) == "to" and (verb in _GOES or verb in _YIELDS)


_SOON = 5
"""tokens behind "see" in which what is seen moves: "see consumer prices rising" """


def sees(scene: Scene, at: int) -> bool:
    """ "Staff see prices rising by 2.5 %", "exports are seen rebounding": what is seen has not come yet."""
    moves = scene.words.up | scene.words.down
    if scene.low[at] == "seen":
        return scene.word(at + 1).endswith("ing") and scene.word(at + 1) in moves
    return any(low.endswith("ing") and low in moves for low in scene.low[at + 2 : at + _SOON])


_EPISTEMIC = word_set("be have see face need cost lose take reach exceed total come go get require cut buy sell build")


def is_let(scene: Scene, at: int) -> bool:
    """ "Mining houses may ship up to 18,125 tons", "each household may draw 200 litres": what is allowed to many."""
    subject, verb = scene.word(at - 1), at + 1
    verb += scene.word(verb) in ("now", "then", "only", "still", "also")
    each = scene.low[0] in ("each", "every") or scene.word(at - 2) in ("each", "every", "no")
    many = subject.endswith("s") and subject.isalpha() and scene.tokens[at - 1].text.islower()
    if not (each or many) or scene.word(verb) in _EPISTEMIC or scene.word(verb) in _GOES:
        return False
    return any(q.head == verb + 1 and q.sort == "physical" for q in scene.quantities)


def is_purpose(scene: Scene, at: int) -> bool:
    """ "introduced so that 80 percent are insured": an end that is aimed at; behind a comma it is an outcome."""
    return at > 0 and scene.low[at : at + 2] == ["so", "that"] and scene.word(at - 1) != ","


_DONE = word_set("has have had was were is are will would cost costs so because after when who which")
_AFAR = 12
"""tokens between a scheme and the number that it is for"""


def is_meant(scene: Scene, at: int) -> bool:
    """Whether the end of a scheme holds the next number: "approved a scheme to train 500 pilots"."""
    if scene.word(at + 1) != "to" or not scene.word(at + 2).isalpha():
        return False
    ahead = next((q for q in scene.quantities if q.head > at + 2 and not q.refusal), None)
    if ahead is None or ahead.head - at > _AFAR:
        return False
    between = scene.low[at + 2 : ahead.head]
    return _DONE.isdisjoint(between) and all(low.isalpha() or "-" in low or "'" in low for low in between)


def is_to_be(scene: Scene, one: Quantity) -> bool:
    """ "14.5 crore farmers to be covered": a headline leaves out that they are."""
    ahead = scene.low[one.last : one.last + 2] == ["to", "be"] and scene.word(one.last + 2).endswith(("ed", "en", "t"))
    return ahead and one.sort == "count" and scene.words.verbs.isdisjoint(scene.low[: one.head])


_CROWDS = word_set("expect want plan hope intend think believe fear aim predict forecast foresee anticipate seek")
_HAD = word_set("expected forecast predicted wanted hoped planned anticipated")


def counts_those(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "Eleven of 16 analysts had expected a cut", "310 firms plan to hire": how many they are who expect or plan."""
    if one.sort not in ("count", "percent") or mark - one.last > _NEAR:
        return False
    between = scene.low[one.last : mark]
    if any(low in (",", ";") for low in between):
        return False
    return scene.low[mark] in _CROWDS or (scene.low[mark] in _HAD and between[-1:] == ["had"])


_NEAR = 7
"""tokens between how many there are and what they expect: "16 analysts surveyed by the agency had expected" """
_ADJECTIVAL = word_set(
    "approved planned required targeted intended expected projected forecast needed promised proposed"
)

_DETERMINERS = word_set("for of the a an its their this that no any in on")


def describes(scene: Scene, at: int) -> bool:
    """Whether a participle only describes the noun after it: "the queue for planned treatment"."""
    following = scene.word(at + 1)
    if scene.low[at].endswith(("ed", "forecast", "predict", "foresee", "expect")) and _is_compared(scene, at):
        return True
    if scene.low[at] == "committed" and scene.word(at - 1) in _SUMS:
        return True
    if scene.low[at] == "quota":
        return following != "of" and scene.word(at - 1 - (scene.word(at - 1) in _DETERMINERS)) in _BEYOND_IT
    if (
        scene.low[at] in ("call", "calls", "called")
        and following == "for"
        and scene.word(at + 2) in _CALLED
        and scene.word(at + 3) != "for"
    ):
        return True
    if scene.low[at] == "believes":
        return scene.word(at - 1) == "one"
    return (
        scene.low[at] in _ADJECTIVAL
        and scene.word(at - 1) in _DETERMINERS
        and following.isalpha()
        and following not in scene.words.breaks
        and following not in _AMOUNT_NOUNS
    )


def _is_compared(scene: Scene, at: int) -> bool:
    """ "more than economists had expected", "than expected": what is compared with, no expectation of the number."""
    for place in range(at - 1, max(at - 5, -1), -1):
        low = scene.low[place]
        if low in ("than", "as"):
            return place == at - 1 or scene.word(at + 1) in _PAUSES
        if not low.isalpha():
            return False
    return False


_PAUSES = word_set(", . ; ) and but in at for by") | {""}
_CALLED = word_set("proposals bids tenders applications papers evidence views projects ideas interest comments")
"""What a "call for" is a paper of its own for, and no demand."""
_BEYOND_IT = word_set("above beyond outside inside within over under")
"""What is "above quota" or "outside the quota" is no part of what is aimed at."""

_AMOUNT_NOUNS = word_set("total cost number amount value rise fall increase growth sum rate level investment spending")
_SUMS = word_set("money funds sum amount capital amounts sums")


__all__ = [
    "GIVEN",
    "counts_those",
    "describes",
    "had_it_been",
    "is_given",
    "is_let",
    "is_meant",
    "is_outbid",
    "is_outlook",
    "is_purpose",
    "is_reckoned",
    "is_to_be",
    "others_follow",
    "sees",
    "should_kind",
    "stands_apart",
    "was_so",
]
