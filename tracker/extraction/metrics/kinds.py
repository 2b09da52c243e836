"""Observed, target or forecast: the nearest word of the clause that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.dates import DateSpan
from tracker.extraction.metrics.kinds_clause import (
    counts_those,
    describes,
    had_it_been,
    is_given,
    is_let,
    is_meant,
    is_outbid,
    is_purpose,
    is_reckoned,
    is_to_be,
    others_follow,
    sees,
    should_kind,
    stands_apart,
    was_so,
)
from tracker.extraction.metrics.kinds_named import labelled_kind, named_kind
from tracker.extraction.metrics.kinds_scope import (
    GOALS,
    as_foreseen,
    goes_on_to,
    inserted,
    is_condition,
    is_done_away,
    is_measured_by,
    is_of_now,
    is_part_of_goal,
    is_to_go,
    moves_on,
    only_scopes,
    owns_plan,
    relative_past,
)
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Kind

_BOUNDARIES = frozenset({";", "(", ")", ":", "while", "whereas", "but", "which", "where", "although", "though"})

_SPENDING = word_set("investing spending committing allocating")

_BE = word_set("is are was were")

_WEAK = word_set("may might could can")


def find_kinds(scene: Scene) -> None:
    """Observed, unless the nearest verb before the number (else right after it) aims or expects."""
    if not any(one.open for one in scene.quantities):
        return
    marks = _marks(scene)
    asides = inserted(scene) if marks else ()
    label = labelled_kind(scene)
    for one in scene.quantities:
        if one.open:
            fact = one.earlier or is_given(scene, one)
            told = Kind.OBSERVED if fact else named_kind(scene, one)
            one.kind = told or _kind(scene, one, _outside(one, marks, asides))
            if label is not None and one.kind is Kind.OBSERVED and not one.earlier and not one.mark:
                one.kind, one.mark = label, "label"


def _outside(one: Quantity, marks: list[tuple[int, Kind]], asides: Sequence[tuple[int, int]]) -> list[tuple[int, Kind]]:
    """The marks without those of an insertion that the number stands outside of."""
    apart = [(a, b) for a, b in asides if not a <= one.first < b]
    return [mark for mark in marks if not any(a <= mark[0] < b for a, b in apart)] if apart else marks


_ASKED = word_set("respondents survey poll analysts economists forecasters")


def _marks(scene: Scene) -> list[tuple[int, Kind]]:
    marks = []
    free = 0
    telling = scene.words.telling
    for at in [n for n, low in enumerate(scene.low) if low in telling]:
        if at < free:
            continue
        found = _be_to(scene, at)
        if found is None:
            found = _marked(scene, at)
        if not (
            found is None
            or scene.date_at(at)
            or _only_helps(scene, at, found)
            or describes(scene, at)
            or _has_own(scene, at)
        ):
            marks.append((at, found[1]))
            free = found[0]
    return marks


def _marked(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """The longest phrase of a kind that begins at token `at`; "could" and its like only before a verb of growing."""
    phrase = scene.begins(scene.words.kinds, at)
    best = (phrase[0], Kind(phrase[1])) if phrase is not None else None
    if best is not None and scene.low[at : best[0]] == ["seen", "at"] and scene.word(best[0]) in ("the", "a", "an"):
        return None
    if had_it_been(scene, at):
        return at + 3, Kind.OBSERVED
    if scene.low[at : at + 2] == ["would", "bring"] and not _DOWN.isdisjoint(scene.low[at + 2 : at + 8]):
        return at + 2, Kind.TARGET
    if best == (at + 1, Kind.TARGET) and scene.low[at] == "should":
        return _should(scene, at, best)
    done = scene.low[at] in ("has", "have") and scene.word(at - 1) not in ("will", "may", "might", "could")
    if best is None and done and scene.word(at + 1).endswith(("ed", "en")):
        told = scene.begins(scene.words.kinds, at + 1)
        return (at + 2, Kind.OBSERVED) if told is None else None
    return best or _weakly(scene, at)


_DOWN = frozenset({"down", "below"})


def _weakly(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """ "could reach" and "may not exceed", and what those who are asked "see"."""
    low = scene.low[at]
    if low in _BUILT or low in scene.words.schemes or (low == "may" and is_let(scene, at)):
        return _built(scene, at)
    if low not in _WEAK or not scene.tokens[at].text.islower() or not _reaches(scene, at + 1):
        return None
    barred = low in ("may", "can") and scene.word(at + 1) == "not"
    return (at + 2, Kind.TARGET) if barred else (at + 1, Kind.FORECAST)


_BUILT = frozenset({"see", "seen", "so", "estimated"})


def _built(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """The kind that a word tells by what it is built with: "a scheme to", "so that", "see prices rising"."""
    low = scene.low[at]
    if low in ("see", "seen"):
        asked = low == "see" and not _ASKED.isdisjoint(scene.low[max(0, at - 6) : at])
        return (at + 1, Kind.FORECAST) if asked or sees(scene, at) else None
    if low == "estimated":
        return (at + 2, Kind.FORECAST) if is_reckoned(scene, at) else None
    if low == "may":
        return at + 1, Kind.TARGET
    return (at + 2, Kind.TARGET) if is_meant(scene, at) or is_purpose(scene, at) else None


def _should(scene: Scene, at: int, best: tuple[int, Kind]) -> tuple[int, Kind] | None:
    """ "should rise" is expected, "should have risen" nothing, "should be" a goal."""
    if scene.word(at + 1) == "have":
        return None if scene.word(at + 2).endswith(("ed", "en")) else best
    return at + 1, should_kind(scene, at)


def _has_own(scene: Scene, at: int) -> bool:
    """ "above the 3 % target at 4.4 %": a goal that is told before its name says nothing of the numbers behind it."""
    if scene.low[at] not in GOALS or scene.word(at + 1) in ("of", "is", "was", "for"):
        return False
    return any(q.last <= at <= q.last + 2 and q.is_level and q.sort == "percent" for q in scene.quantities)


_HELPERS = word_set("was were had has have is are been be now already currently")


def _only_helps(scene: Scene, at: int, found: tuple[int, Kind]) -> bool:
    """Whether a verb only helps the one after it: "had been promised", "is now expected", "was meant to"."""
    if found[1] is not Kind.OBSERVED or found[0] != at + 1 or scene.low[at] not in _HELPERS:
        return False
    for place in range(at + 1, min(at + 4, len(scene.low))):
        other = _marked(scene, place)
        if other is not None and (other[1] is not Kind.OBSERVED or scene.low[place] not in _HELPERS):
            return other[1] is not Kind.OBSERVED and scene.low[place] not in _AIMED
        if other is None and not scene.low[place].endswith("ly") and scene.low[place] not in _HELPERS:
            return False
    return False


_AIMED = word_set("target targets goal goals aim aims objective milestone quota cap outlook potential")


def _reaches(scene: Scene, at: int) -> bool:
    """ "could reach", "could be worth", "could be a": of an amount, not of a permission."""
    if scene.low[at : at + 2] == ["go", "on"]:
        return False
    if _GROWS & set(scene.low[at : at + 3]):
        return True
    amount = scene.word(at + 1) in _AMOUNTS or any(q.head == at + 1 for q in scene.quantities)
    return scene.word(at) == "be" and amount


_AMOUNTS = word_set("a an worth as about around over more up some nearly close between at above")

_GROWS = word_set(
    "reach rise grow hit exceed top climb fall cost total add create generate save increase cut surpass become "
    "drop result lead mean cause shrink expand double triple worth produce supply go disappear vanish lose built "
    "installed saved"
)


_GAINS = word_set("find benefit profit gain lose follow")


def _be_to(scene: Scene, at: int) -> tuple[int, Kind] | None:
    """ "is to rise", "are then to be in use"."""
    if scene.low[at] not in _BE or scene.low[at + 1 : at + 4] == ["to", "be", "believed"]:
        return None
    for skip in (1, 2):
        if scene.word(at + skip) == "to" and (
            skip == 1 or scene.word(at + 1) in ("then", "also", "still", "now", "thus")
        ):
            gains = scene.word(at + skip + 1) in _GAINS
            return at + skip + 1, Kind.FORECAST if gains else Kind.TARGET
    return None


def _kind(scene: Scene, one: Quantity, marks: list[tuple[int, Kind]]) -> Kind:
    begin = _boundary(scene, one)
    if scene.word(one.head - 1) == "(" and begin == one.head - 1 and scene.word(one.last) == ")":
        begin = max(0, begin - 2) if any(at >= begin - 2 for at, _ in marks if at < begin) else begin
    joined = scene.word(one.head - 1) in ("and", "but") and scene.word(one.head - 2) == ","
    parted = scene.word(one.head - 1) == "," and (
        scene.word(one.last) in _STOOD
        or (scene.low[0] == "of" and (_is_subject(scene, one) or scene.word(one.last) in _EXIST))
    )
    if parted or (joined and _is_subject(scene, one)):
        begin = one.head
    begin = max(begin, relative_past(scene, begin, one), _new_clause(scene, begin, one), as_foreseen(scene, one))
    leading = [(at, kind) for at, kind in marks if begin <= at < one.first]
    before = [kind for _, kind in leading]
    close = [kind for at, kind in marks if one.last <= at <= one.last + 1 and kind is not Kind.OBSERVED]
    if before and close and before[-1] is Kind.OBSERVED and scene.word(one.last) not in _JOINS:
        one.mark = "likely"
        return close[0]
    if before and ((one.sort == "percent" and is_done_away(scene, one)) or is_condition(scene, one, leading[-1][0])):
        return Kind.OBSERVED
    if before:
        one.mark = scene.low[leading[-1][0]]
        if one.mark == "pledged" and one.sort == "money" and any(_is_gone(span) for span in scene.dates):
            return Kind.OBSERVED  # "Investors pledged $2.6bn between 1 and 20 January"
        was = was_so(scene, one) or is_outbid(scene, one)
        spent = one.sort == "money" and _SPENDING & set(scene.low[max(0, one.head - 3) : one.head])
        return Kind.OBSERVED if was or (spent and before[-1] is Kind.TARGET) else before[-1]
    return _kind_after(scene, one, marks)


def _is_gone(span: DateSpan) -> bool:
    """Whether a stretch of time is told that something was done in."""
    return span.lead in ("in", "between", "during") and span.grain in ("range", "month", "quarter", "half", "week")


def _kind_after(scene: Scene, one: Quantity, marks: list[tuple[int, Kind]]) -> Kind:
    """The kind by the first word behind the number that tells one."""
    last = _past_bracket(scene, one.last)
    stop = _clause_end(scene, one, last)
    after = [
        (at, kind)
        for at, kind in marks
        if last <= at < stop
        and scene.word(at + 1) != "looking"
        and not _BOUNDARIES & set(scene.low[last:at])
        and not _joined_on(scene, last, at)
    ]
    told_of_another = (
        moves_on,
        is_measured_by,
        only_scopes,
        is_to_go,
        owns_plan,
        is_part_of_goal,
        goes_on_to,
        is_of_now,
        stands_apart,
        others_follow,
        counts_those,
    )
    if after and after[0][1] is not Kind.OBSERVED and any(told(scene, one, after[0][0]) for told in told_of_another):
        one.ends = scene.tokens[after[0][0]].start
        return Kind.OBSERVED
    if not after and is_to_be(scene, one):
        return Kind.TARGET
    if not after and one.sort == "count" and scene.word(one.last) in _WEAK and _suffers(scene, one):
        one.mark = scene.word(one.last)
        return Kind.FORECAST
    one.led = bool(after)
    one.mark = scene.low[after[0][0]] if after else ""
    return after[0][1] if after else Kind.OBSERVED


_JOINS = word_set(", . and but yet or then")
_SUFFERS = word_set("face lose need die suffer miss leave starve fall become require run")


def _suffers(scene: Scene, one: Quantity) -> bool:
    """ "6.5 million people may be facing hunger": what may happen to so many; what they may do is a permission."""
    following = scene.low[one.last + 1 : one.last + 4]
    if following[:2] == ["have", "to"]:
        return False
    return following[:1] == ["be"] or not _SUFFERS.isdisjoint(following[:2])


def _boundary(scene: Scene, one: Quantity) -> int:
    """The token that parts a number's clause from what stands before it; an abbreviation in brackets parts nothing."""
    place = one.first - 1
    while place > 0:
        if scene.low[place] == ")" and scene.word(place - 2) == "(":
            place -= 2
        elif scene.low[place] in _BOUNDARIES and scene.low[place] != ":":
            return place
        place -= 1
    return 0


_PRESENT = word_set(
    "go goes rise rises fall falls drop drops climb climbs costs pays stands gets is are has have remains"
)
_TO_VERB = word_set("to will would can could may might should must shall not")


def _new_clause(scene: Scene, begin: int, one: Quantity) -> int:
    """Where a later clause with a verb of its own begins: "will be built, and tariffs go up by 8 per cent"."""
    for place in range(one.first - 1, begin, -1):
        if scene.low[place] not in _PRESENT:
            continue
        link = next((n for n in range(place - 1, max(begin, place - 8), -1) if scene.low[n] in ("and", "but")), None)
        between = scene.low[link + 1 : place] if link is not None else []
        if between and scene.word((link or 0) - 1) == "," and not _TO_VERB & set(between):
            return link or begin
    return begin


def _is_subject(scene: Scene, one: Quantity) -> bool:
    """Whether a verb follows the number: "…, and 310 firms have one"."""
    return scene.word(one.last) in scene.words.verbs


_EXIST = word_set("work stand exist run operate turn function")
_STOOD = word_set("were was have had has are is stood")

_OTHERS = word_set("he she it they we i you the this that")


def _clause_end(scene: Scene, one: Quantity, last: int) -> int:
    """Where the words after a number stop to speak of it: at a comma before another subject, or after an insertion."""
    stop = min(last + 14, len(scene.low))
    inserted = _INSERTED.search(scene.view.view, scene.sentence.start, one.start) is not None
    for place in range(last, stop):
        if scene.low[place] == "," and (inserted or scene.word(place + 1) in _OTHERS):
            one.ends = scene.tokens[place].start if inserted else -1
            return place
        if place > last + 1 and scene.low[place] in ("that", "who"):
            return place
    return stop


_INSERTED = re.compile(
    r", (?:which|who|where|whose|consisting|comprising|including|containing|covering|employing|housing|serving|worth|"
    r"home to|spanning|costing|measuring|weighing|owned|built|opened|founded)\b[^,;:]*$"
)


def _joined_on(scene: Scene, last: int, at: int) -> bool:
    """Whether a verb and an "and" part the number from a mark: "4 million jobs pay less and must be raised"."""
    if "and" not in scene.low[last:at]:
        return False
    stop = scene.low.index("and", last, at)
    if scene.word(stop + 1) in ("said", "says", "added", "warned"):
        return True
    if at - stop <= 3 and any(q.is_level and at < q.first <= at + 7 for q in scene.quantities):
        return True
    return bool(scene.words.verbs & set(scene.low[last:stop]))


def _past_bracket(scene: Scene, at: int) -> int:
    """The token after a short bracket that follows a number, as a conversion does."""
    if scene.word(at) != "(":
        return at
    close = next((n for n in range(at, min(at + 12, len(scene.low))) if scene.low[n] == ")"), None)
    return at if close is None else close + 1
