"""Numbers that only say whom or what a rule is for: thresholds, conditions, and what an insertion keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_PRONOUNS = word_set("which who whose where whom due set planned expected founded built launched")
_LENGTHS = frozenset({"mm", "cm", "m"})
_HAVING = word_set("with of earning employing having using worth costing weighing making selling holding exceeding")
_BEYOND = word_set("above over under below beyond exceeding than")
_OBLIGED = word_set("must has have will would should are is need needs shall may")
_SUBORDINATE = word_set("once if when where unless whenever")


def inserted(scene: Scene) -> Sequence[tuple[int, int]]:
    """The tokens [from, to) of each insertion between two commas: "The fund, which aims to …, has paid"."""
    low = scene.low
    if "," not in low or _PRONOUNS.isdisjoint(low):
        return ()
    found = []
    at = 0
    while at < len(low) - 2:
        if low[at] == "," and low[at + 1] in _PRONOUNS:
            stop = next((n for n in range(at + 2, len(low)) if low[n] in (",", ";")), None)
            if stop is not None and stop - at < 25 and _goes_on(scene, stop):
                found.append((at, stop))
                at = stop - 1
        at += 1
    return found


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether the verb of the sentence follows the comma: "…, has paid", "…, on Friday said"."""
    return any(scene.word(at + n) in scene.words.verbs for n in (1, 2, 3))


def only_scopes(scene: Scene, one: Quantity, mark: int) -> bool:
    """Whether a bound tells which of many are obliged: "Companies with more than 250 staff must report".

    A size below which things go back ("fish under 40 cm must be released") is a limit of its own.
    """
    named = scene.word(one.head - 2) == "under" and scene.word(one.head - 1) in ("its", "the", "a", "an")
    if named and one.sort == "money":
        return True
    if one.qualifier not in ("<", ">", "<=", ">=") and scene.word(one.first - 1) != "than":
        return False
    if one.unit in _LENGTHS or scene.low[mark] not in _OBLIGED or mark - one.last > 6 or one.head < 1:
        return False
    before = scene.word(one.head - 1)
    if before in _HAVING:
        return True
    led = scene.word(one.head) in _BEYOND or scene.word(one.first - 1) in _BEYOND or scene.word(one.last) == "or"
    return led and before.isalpha() and before not in scene.words.breaks and before not in scene.words.verbs


def owns_plan(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "Just 2 per cent of firms have a plan to comply": so many have one, and nobody aims at the number."""
    return (
        mark > one.last
        and scene.word(mark - 2) in ("have", "has", "had")
        and scene.word(mark - 1) in ("a", "no", "any")
    )


def as_foreseen(scene: Scene, one: Quantity) -> int:
    """Where a clause ends that only says that it was foreseen: "As all had predicted, the bank cut its rate to 4 %"."""
    if scene.low[0] != "as" or "," not in scene.low[: one.head]:
        return 0
    comma = scene.low.index(",")
    return comma if "had" in scene.low[:comma] and scene.low[1] not in ("of", "at", "in", "the") else 0


def relative_past(scene: Scene, begin: int, one: Quantity) -> int:
    """Where a clause begins that tells what somebody did: "a penalty for a firm that failed to serve 58,000 people"."""
    for place in range(one.first - 2, begin, -1):
        verb = scene.low[place + 1]
        if scene.low[place] in ("that", "who", "which") and (
            verb.endswith("ed") or verb in ("had", "was", "were", "did")
        ):
            return place if scene.low[place + 2 : place + 3] != ["to"] or verb == "failed" else begin
    return begin


_ENDED = word_set(
    "slashed cut scrapped abolished lowered raised lifted replaced removed dropped halved doubled reduced increased "
    "ended waived suspended repealed eliminated phased"
)


def is_to_go(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "The duty of 40 % would be slashed", "the 8 % tax will be scrapped": what is to be changed holds now."""
    if one.sort not in ("percent", "money") or scene.word(mark + 1) not in ("be", "soon"):
        return False
    noun = scene.word(one.head - 1) in ("the", "its", "their", "present", "current") and mark > one.last
    return (noun or scene.word(one.head - 1) == "of") and scene.word(mark + 2) in _ENDED


def is_condition(scene: Scene, one: Quantity, mark: int) -> bool:
    """Whether a number stands in a clause of its own that says when a rule holds: "must register once sales exceed"."""
    return any(low in _SUBORDINATE for low in scene.low[mark + 2 : one.head])


_UNDO = word_set(
    "scrap abolish remove lift end repeal drop eliminate suspend waive scrapping abolishing removing ending"
)


def is_done_away(scene: Scene, one: Quantity) -> bool:
    """ "promises to scrap the 8 % tax on food": what is to go is what holds now."""
    return scene.low[max(0, one.head - 2) : one.head][-1:] in (["the"], ["its"], ["a"]) and (
        scene.word(one.head - 2) in _UNDO
    )


GOALS = word_set("target targets goal goals aim objective objectives quota ambition")


def is_part_of_goal(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "Only 31 % of the plan's goal of 9 GW is built": how much of a goal there is."""
    return one.sort == "percent" and scene.word(one.last) == "of" and scene.low[mark] in GOALS and mark - one.last <= 5


def moves_on(scene: Scene, one: Quantity, mark: int) -> bool:
    """Whether what is aimed at is another amount: "duties of up to 110 % are to come down to 10 %"."""
    later = next((q for q in scene.quantities if q.first > mark and q.is_level), None)
    if later is None or later.unit not in (one.unit, None):
        return False
    return "to" in scene.low[max(mark + 2, later.head - 2) : later.head]


_AGAINST = word_set(
    "within above below under short against versus vs than exceeds exceeded exceeding beat beats beating missed misses "
    "enough missing met meets meeting undershot overshot outside inside compared near ahead behind off away"
)


def is_measured_by(scene: Scene, one: Quantity, mark: int) -> bool:
    """Whether the number is held against an aim that has a number of its own: "3.3 % is within the 2–4 % target"."""
    if not _AGAINST & set(scene.low[one.last : mark]):
        return False
    if "enough" in scene.low[one.last : mark]:
        return True
    return any(q.is_level and q is not one and one.last <= q.first <= mark + 6 for q in scene.quantities)


_AND = word_set("and but yet then")
_FINITE = word_set(
    "plans wants aims hopes intends expects seeks plan want aim hope intend expect seek will would should must shall "
    "is are was has have says said needs need proposes propose pledges pledge vows promises means sees "
    "predicts forecasts"
)
_SUBJECTS = word_set("it they he she")


def goes_on_to(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "employs 380 people and plans to hire more": what the subject does next is told of another amount."""
    low = scene.low
    if _does_another_thing(scene, one, mark) or _others_do(scene, one, mark):
        return True
    at = next((n for n in range(mark, max(one.last, mark - 4), -1) if low[n] in _FINITE and low[n - 1] in _AND), None)
    if at is None:
        at = next((n for n in range(mark, one.last + 1, -1) if low[n - 1] in _SUBJECTS and low[n - 2] in _AND), None)
    if at is None or one.head < 2:
        return False
    return low[one.head - 1] not in ("of", "for", "to", ",") or not scene.words.verbs.isdisjoint(low[: one.head])


def _does_another_thing(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "sold 41,000 vans and cut its outlook": what is told behind the "and" is no more of the vans."""
    low, verbs = scene.low, scene.words.verbs
    at = next((n for n in range(one.last, mark) if low[n] in _AND), None)
    if at is None or at + 1 >= mark or _PARTS_OFF & set(low[one.last : at]):
        return False
    doing = low[at + 1] in verbs or low[at + 1] in scene.words.up or low[at + 1] in scene.words.down
    did = any(word in verbs or word.endswith("ed") for word in low[: one.head])
    return did and (doing or low[at + 1].endswith("ed")) and low[at + 2] in _OWN_THINGS


def _others_do(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "holds 41 % of its water, and the state means to ration it", "410 people who expect to be laid off"."""
    low = scene.low
    if scene.word(one.last) == "who" and mark == one.last + 1 and low[mark] in _WISHES:
        return True
    at = next((n for n in range(one.last, mark) if low[n] == "," and low[n + 1] in _AND), None)
    if at is None or at + 3 > mark or mark - at > 6 or low[mark] not in _FINITE | _WISHES:
        return False
    return low[at + 2] in _OWN_THINGS and not scene.words.verbs.isdisjoint(low[: one.head])


_WISHES = word_set("expect hope want plan seek intend expects hopes wants plans seeks intends means need needs fear")
_PARTS_OFF = word_set("is are will would should must ; :")
_OWN_THINGS = word_set("its their his her the a an our")
_DEMANDS = word_set("demands demand requires require wants want asks prescribes stipulates seeks foresees")
_AT_PRESENT = word_set("now today currently already")


def is_of_now(scene: Scene, one: Quantity, mark: int) -> bool:
    """ "the 12.5 % that the supervisor demands at present": what is asked already."""
    if scene.low[mark] not in _DEMANDS:
        return False
    return scene.word(mark + 1) in _AT_PRESENT or scene.low[mark + 1 : mark + 3] == ["at", "present"]


_TENDER = re.compile(
    r"\b(?:tenders?|auctions?|bids?|calls? for (?:bids|tenders|proposals))\b(?: \w+){0,6}?,? (?:for|of|with|is for|at) "
    r"(?:[^,;:.]{1,45} of )?(?:up to |at least |about |some |a total of )?$",
    re.IGNORECASE,
)
_PUT_OUT = re.compile(
    r" (?:[\w-]+ ){0,5}?(?:(?:up|out) (?:for|to) (?:tender|auction|bids?)|to tender|under the hammer|"
    r"on offer in (?:the|an?) (?:\w+ )?(?:tender|auction))\b"
)
_OFFERS = re.compile(
    r"\b(?:will|to|plans to|would) (?:auction|tender|put out to tender|offer up)(?: off)?(?: \w+){0,2} $"
)
_TENDERS = word_set("hammer tender tenders auction auctions bid bids call calls offer put")
_OVER = word_set(
    "awarded won drew attracted closed received cancelled canceled failed went cleared took brought had last secured "
    "allocated fetched lost drawn"
)


def is_tendered(scene: Scene, one: Quantity) -> bool:
    """ "a tender for 600 MW", "puts 3 GW out to tender", "will auction 410 MW": what is yet to be built or used."""
    if one.sort != "physical" or one.earlier or one.delta is not None:
        return False
    if _TENDERS.isdisjoint(scene.low) or not _OVER.isdisjoint(scene.low):
        return False
    view, start = scene.view.view, max(scene.sentence.start, one.start - 110)
    if _OFFERS.search(view, start, one.start) or _TENDER.search(view, start, one.start):
        return True
    return _PUT_OUT.match(view, one.end, scene.sentence.end) is not None


__all__ = [
    "GOALS",
    "as_foreseen",
    "goes_on_to",
    "inserted",
    "is_condition",
    "is_done_away",
    "is_measured_by",
    "is_of_now",
    "is_part_of_goal",
    "is_tendered",
    "is_to_go",
    "moves_on",
    "only_scopes",
    "owns_plan",
    "relative_past",
]
