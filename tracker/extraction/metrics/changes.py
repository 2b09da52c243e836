"""Which quantities tell a change, by how much, which way, and against what."""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set
from tracker.model import Change

RELATIVE = ("percent", "points", "times")
_LINKS = word_set(
    "by of a an the just only about around roughly some nearly almost approximately another further well over upwards "
    "more than less as much at least up factor between sharply slightly steadily modestly no fewer to annual yearly "
    "average rate pace compound compounded real cumulative combined record mere whopping net total monthly weekly "
    "modest solid sharp strong slight massive hefty steep impressive healthy robust staggering marginal small "
    "significant notable considerable quarterly estimated overall nominal went go gone going double-digit rapid , "
    "year-on-year month-on-month week-on-week quarter-on-quarter year-over-year"
)
_LEVEL_LINKS = ("to", "from", "at", "reach", "reaching", "hit", "above", "below")
_BETWEEN_NOUN = word_set(
    "annual y/y yoy average real net sharp overall / y w m q nominal further cumulative price annualised annualized "
    "compound pay hourly wage price fare rent tariff cash volume year rapid steady weekly monthly quarterly "
    "yearly daily or in on"
)
_MULTIPLE_OF_THE_PAST = re.compile(
    r"\s*(?:as (?:much|many|high|large|big)(?: \w+)? )?"
    r"(?:as |that |those |what it was |the (?:figure|level|number|amount) |more than |higher than )?"
    r"(?:of |in |at |on )?(?:an? |one |the |last )?(?:year|month|week|quarter|same|previous|"
    r"(?:19|20)\d\d|end|start)"
    r"|\s*(?:as (?:much|many|high|large)|what|those|that|the) [^,.;]{1,40}?"
    r"(?: (?:a|one|the|last|same|previous) (?:year|month|week|quarter)\b| of (?:fiscal )?(?:19|20)\d\d\b"
    r"| in (?:19|20)\d\d\b)"
)
_INCREASE = re.compile(r"\s*(?:increase|rise|growth|jump|gain|surge|expansion|the growth)")


def find_changes(scene: Scene) -> None:
    """Gives every quantity of the sentence that tells a change its `delta`; adds "doubled" and "unchanged"."""
    for one in scene.quantities:
        if one.refusal or one.sort == "duration" or _is_inflation(scene, one):
            continue
        _left_of(scene, one)
        _signed(scene, one)
        direction = "down" if one.open and one.sort == "left" else _direction(scene, one)
        one.sort = "percent" if one.sort == "left" else one.sort
        if direction is not None and one.delta is None:
            one.delta = Change(abs(one.value), one.unit if one.unit is not None else "", direction)


def _direction(scene: Scene, one: Quantity) -> str | None:
    if one.sign and one.sort in RELATIVE:
        return "up" if one.sign == "+" else "down"
    if one.sort in RELATIVE and _taken_off(scene, one):
        return "down"
    if "in" in scene.low[one.first : one.last] or (one.sort == "money" and _is_money_raised(scene, one)):
        return None
    found = _before(scene, one) or _after(scene, one) or _by_object(scene, one)
    if found is None:
        return _comes_to(scene, one)
    if (
        one.sort in RELATIVE
        and _AGO.search(scene.view.view, scene.sentence.start, one.start)
        and not _leads_on(scene, one)
    ):
        return "down" if found == "up" else "up"
    return found


_TAKE_OFF = word_set(
    "take takes took taken taking shave shaved shaves knock knocked knocks lop lopped wipe wiped wipes"
)


def _taken_off(scene: Scene, one: Quantity) -> bool:
    """ "took 25 basis points off the rate"."""
    return scene.word(one.last) == "off" and bool(_TAKE_OFF & set(scene.low[max(0, one.head - 3) : one.head]))


def _signed(scene: Scene, one: Quantity) -> None:
    """ "1.62 EUR/l (-0.03)", "3.4 % (-0.2)": a bare number with a sign in a bracket is a step of the level before."""
    if not one.sign or one.sort != "bare" or scene.word(one.head - 1) != "(" or scene.word(one.last) != ")":
        return
    level = next((q for q in scene.quantities if q.last == one.head - 1 and not q.refusal), None)
    if level is not None and level.unit is not None:
        one.unit, one.sort, one.refusal = ("pp", "points", "") if level.unit == "%" else (level.unit, level.sort, "")
        one.delta = Change(abs(one.value), one.unit, "up" if one.sign == "+" else "down")


def _left_of(scene: Scene, one: Quantity) -> None:
    """ "a third of what it was a year before" is a fall by two thirds."""
    if one.sort != "ratio" or not one.numeral.part or not 0 < one.value < 1:
        return
    if _WHAT_IT_WAS.match(scene.view.view, one.end, scene.sentence.end):
        one.value, one.unit, one.sort = float(f"{100 - one.value * 100:.4g}"), "%", "left"


def _is_inflation(scene: Scene, one: Quantity) -> bool:
    """ "Consumer prices rose 3 % on the year": the rate of inflation, a level that is followed by itself."""
    view, start, end = scene.view.view, scene.sentence.start, scene.sentence.end
    if one.sort == "percent" and _PRICES_SEEN.search(view, max(start, one.start - 110), one.start):
        return True
    return (
        one.sort == "percent"
        and not one.sign
        and _PRICES_ROSE.search(view, max(start, one.start - 110), one.start) is not None
        and (_YEARLY.search(view, start, one.start) or _YEARLY.search(view, one.end, min(end, one.end + 60)))
        is not None
    )


_WHAT_IT_WAS = re.compile(r"\s*of what (?:it|they|that|this|there) (?:was|were|had been|used to be)\b")
_PRICES_SEEN = re.compile(
    r"\b(?:sees?|saw|has|expects?|forecasts?|predicts?|puts?|with) (?:consumer )?prices "
    r"(?:rising|to rise|going up|to go up|to climb|climbing)(?: by)?[^,;.%]{0,12}(?:, ?\d[^;]{0,30} and )?$",
    re.IGNORECASE,
)
_PRICES_ROSE = re.compile(
    r"\b(?:consumer|retail|producer|wholesale)(?:[ -]price(?:s| index| level)|s prices)\b[^,;.%]{0,60}"
    r"\b(?:rose|rise|risen|were|was|climbed|increased|went up|grew|up|advanced)\b(?! by\b)[^,;.%]{0,12}$",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\byear[- ]on[- ]year\b|\b(?:than|from|on|over) (?:a|one|the) (?:year|month)\b|\bmonth[- ]on[- ]month\b"
    r"|\b(?:on|over|in) the year\b|\bon the month\b|\bannually\b|\by/y\b|\bm/m\b|\bthan in the same month\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:years?|months?|weeks?|quarters?|decades?) (?:ago|earlier|before),? (?:the|it|that|its|there)\b"
)
_AGAINST_AGO = re.compile(r"\b(?:compared (?:with|to)|against|than|from|on|over)\b[^,]{0,30}$", re.IGNORECASE)


def _leads_on(scene: Scene, one: Quantity) -> bool:
    """ "Compared to a year earlier, the deficit was down": a time that is only compared with."""
    ago = _AGO.search(scene.view.view, scene.sentence.start, one.start)
    return ago is not None and _AGAINST_AGO.search(scene.view.view, scene.sentence.start, ago.start()) is not None


_STEPS = word_set("increase rise gain drop fall decline decrease jump cut reduction")
_AMOUNTS = word_set("comes come came amounts amounted to is was were at stood reached hit then since put")


def _comes_to(scene: Scene, one: Quantity) -> str | None:
    """ "so the increase comes to 40 percent"; growth, which has rates of its own, is left out."""
    if one.sort not in RELATIVE:
        return None
    at = one.head - 1
    while scene.word(at) in _AMOUNTS and at > one.head - 5:
        at -= 1
    if at == one.head - 1 or scene.word(at) not in _STEPS or scene.low[at + 1 : one.head] == ["to"]:
        return None
    return "up" if scene.word(at) in scene.words.noun_up else "down"


def _by_object(scene: Scene, one: Quantity) -> str | None:
    """ "cut its key policy rate by 25 basis points": a verb, what it changes, and by how much."""
    at, words = one.head - 1, scene.words
    while scene.word(at) in ("a", "an", "another", "further", "only", "just", "some", "about"):
        at -= 1
    if scene.word(at) != "by":
        return _by_noun(scene, at) or _by_step(scene, one, at) if scene.word(at) == "of" else None
    at -= scene.word(at - 1) == "("
    for place in range(at - 1, max(at - 11, -1), -1):
        low = scene.low[place]
        if scene.date_at(place):
            continue
        if low == "," and (at - place <= 1 or _aside(scene, place)):
            continue
        inside = next((q for q in scene.quantities if q.first <= place < q.last and not q.refusal), None)
        if inside is not None and scene.word(inside.head - 1) == "by":
            continue
        if scene.tokens[place].kind != "word" or inside is not None:
            return None
        if low in ("up", "down") and scene.word(place - 1) in _PUSHES:
            one.loose = one.sort not in RELATIVE
            return low
        if low in ("up", "down") or not (low in words.up or low in words.down):
            continue
        step = one.sort == "money" and (one.per or _PRICES & set(scene.low[place:at]))
        one.loose = one.sort not in RELATIVE and not step
        return "up" if low in words.up else "down"
    return None


_PRICES = word_set("price prices tariff tariffs fare fares fee fees rent rents toll tolls wage wages")


def _by_step(scene: Scene, one: Quantity, of: int) -> str | None:
    """ "to 6.25 % from 6.50 %, a step of 25 basis points": the two levels tell which way."""
    if one.sort != "points" or scene.word(of - 1) not in ("step", "move", "change"):
        return None
    levels = [q for q in scene.quantities if q.end <= one.start and q.unit == "%" and not q.refusal][-2:]
    leads = [scene.word(q.head - 1) for q in levels]
    if leads not in (["to", "from"], ["from", "to"]):
        return None
    first, last = levels if leads[0] == "from" else reversed(levels)
    return "up" if last.value > first.value else "down"


def _by_noun(scene: Scene, of: int) -> str | None:
    """ "a decrease in the goods deficit of $1.2 billion": a step, what it is in, and by how much."""
    for place in range(of - 2, max(of - 8, -1), -1):
        low = scene.low[place]
        if scene.tokens[place].kind != "word" or scene.date_at(place) or low in scene.words.verbs - _NOUNS_TOO:
            return None
        if scene.low[place + 1] == "in" and (low in scene.words.noun_up or low in scene.words.noun_down):
            return "up" if low in scene.words.noun_up else "down"
    return None


_NOUNS_TOO = word_set(
    "exports imports costs reports orders funds sales prices rates rise fall increase decrease drop gain"
)
_PUSHES = word_set(
    "put puts putting bring brings brought bringing push pushes pushed pushing drive drives drove driven driving mark "
    "marks marked marking force forces forced pull pulls pulled move moves moved bump bumped jack jacked"
)
"""Verbs that take "up" or "down" before what they move: "put up the price of diesel by two pounds"."""


def _before(scene: Scene, one: Quantity) -> str | None:
    """From the words before the number: "up 31 %", "rose by some 5 %", "a gain of", "better by"."""
    at, words, linked = one.head - 1, scene.words, False
    for _ in range(7):
        low = scene.word(at)
        if low in _LEVEL_LINKS and not linked:
            rate = low == "at" and scene.word(at - 1) in (words.up | words.down) - words.noun_up - words.noun_down
            if not rate or one.sort not in RELATIVE:
                return None
        if _tells_no_step(scene, one, at):
            return None
        if linked and low in words.more | words.less and low not in ("up", "down", "above", "below", "over", "under"):
            return "up" if low in words.more else "down"
        rate = one.sort in RELATIVE and linked and low in ("loss", "discount", "savings", "hike", "uplift")
        if low in words.up or low in words.down or rate:
            return _told_by(scene, one, at, linked)
        if low in ("of", "by"):
            linked = True
        elif low not in _LINKS and not low.endswith("ly"):
            return None
        at -= 1
    return None


def _tells_no_step(scene: Scene, one: Quantity, at: int) -> bool:
    """Whether a word of growing only describes: "the lower rate of 22 %", "lost 21 % of what it bought"."""
    low = scene.word(at)
    if low in ("lower", "higher", "reduced", "increased"):
        return scene.word(at - 1) in _ARTICLES | {"the"}
    return low in ("lost", "loses", "lose", "losing") and _of_all(scene, one)


def _of_all(scene: Scene, one: Quantity) -> bool:
    """ "lost 21 % of what it bought": a share, no fall."""
    return scene.word(one.last) == "of" and scene.word(one.last + 1) in ("what", "all", "those", "every", "everything")


_ECONOMY = word_set("gdp economic economy imf oecd economists")


_RAISED = word_set("raise raised raises raising")


def _is_money_raised(scene: Scene, one: Quantity) -> bool:
    """ "The auction raised a total of €164m": money that came in, no step of anything."""
    before = scene.low[max(0, one.head - 5) : one.first]
    return bool(_RAISED & set(before)) and "by" not in before and scene.word(one.last) != "to"


def _told_by(scene: Scene, one: Quantity, at: int, linked: bool) -> str | None:
    low, words = scene.word(at), scene.words
    if low == "growth" and scene.word(at + 1) in ("of", "at") and _ECONOMY & set(scene.low):
        return "up" if any(q.is_level and q.end <= one.start for q in scene.quantities) else None
    direction = "up" if low in words.up or low in ("hike", "uplift") else "down"
    particle = low in ("up", "down")
    below = one.qualifier in ("<", ">") and scene.low[one.head] in _BOUNDS and not linked
    if below and scene.low[one.head] != "over":
        return None
    if particle and (scene.word(at + 1) in ("to", "from") or below or _is_phrasal(scene, at, linked)):
        return None
    if one.sort in RELATIVE:
        return direction
    if low in ("plus", "minus") and not linked:
        return None
    if low in words.effects and not particle:
        one.loose = linked
        told = linked
    elif low in words.noun_up or low in words.noun_down:
        told = "of" in scene.low[at : one.first]
    else:
        told = particle or linked or _steps(scene, one, at)
    if not told and low in ("add", "adds", "added", "adding") and _leads_to(scene, one):
        told = one.loose = True
    return direction if told else None


_SUMS = word_set("reach bring take make lift raise reaching bringing taking making lifting raising totalling totaling")


def _leads_to(scene: Scene, one: Quantity) -> bool:
    """ "added 140 stations to reach 2,310", "added 40 shops, bringing the total to 560"."""
    near = scene.low[one.last : one.last + 6]
    return any(low in _SUMS and (low.endswith("ing") or near[n - 1] == "to") for n, low in enumerate(near) if n)


def _steps(scene: Scene, one: Quantity, at: int) -> bool:
    """Whether a verb takes the amount itself: "dropped 1.3 metres to", "prices will drop another $20"."""
    if one.sort not in ("money", "physical"):
        return False
    return scene.word(one.last) == "to" or (scene.low[at] in _MOVES and scene.word(at - 1) not in _ARTICLES)


_HELP = word_set("to will would can could must should may might")
_GO = word_set("go be come move edge inch creep tick push drive nudge bring put pull")


def _is_phrasal(scene: Scene, at: int, linked: bool) -> bool:
    """Whether "up" is another verb's: "makes up 11 %", "to pump up 3,650 ML"; "came down by 2 %" is no such verb."""
    verb = scene.word(at - 1)
    if linked and verb in ("come", "came", "comes", "coming"):
        return False
    if verb in scene.words.phrasal:
        return True
    plain = verb.isalpha() and scene.word(at - 2) in _HELP and verb not in _GO
    return plain and verb not in scene.words.up and verb not in scene.words.down


_BOUNDS = word_set("below under above over beyond past")
_ARTICLES = word_set("a an the its their this that any")
_MOVES = word_set(
    "increased decreased grew declined narrowed widened advanced shrank gained lost jumped climbed "
    "rose rise rises risen fell fall falls fallen drop drops dropped climb climbs climbed slip slips slipped slide "
    "slid tumble tumbled plunge plunged plummeted sink sank surged jumped soared"
)


def _after(scene: Scene, one: Quantity) -> str | None:
    """From the words after it: "5 % more than", "a 3 % rise", "22 % up on", "10 % dearer"."""
    words, low, following = scene.words, scene.word(one.last), scene.word(one.last + 1)
    if one.sort == "times":
        return _multiple(scene, one)
    if low in ("+",):
        low, following = following, scene.word(one.last + 2)
    either = low in ("up", "down") and following == "or"
    if (low in words.more or low in words.less) and not either:
        relative = one.sort in RELATIVE
        told = (
            not (low in _NO_CHANGE or (following == "of" and low not in ("ahead", "short")))
            if relative
            else following in ("than", "on", "from", "since") or _compared_later(scene, one)
        )
        return ("up" if low in words.more else "down") if told else None
    if one.sort in RELATIVE:
        return _noun_after(scene, one)
    named = low in words.noun_up or low in words.noun_down
    if named and following == "to" and scene.tokens[min(one.last + 2, len(scene.tokens) - 1)].text[0].isupper():
        return None
    if named and one.sort in ("physical", "money") and following in _OF_A_STEP:
        return "up" if low in words.noun_up else "down"
    return None


_OF_A_STEP = word_set("in on from of to over , .") | {""}


def _aside(scene: Scene, place: int) -> bool:
    """Whether a comma opens an aside of a few words: "rose all the same, by", "fell, to nobody's surprise, by"."""
    return "," in scene.low[place + 1 : place + 7]


_ADJECTIVES = word_set("shorter longer smaller larger higher lower bigger fewer")


def _compared_later(scene: Scene, one: Quantity) -> bool:
    """ "was 20,000 shorter at the end of December than at the end of November"."""
    return scene.word(one.last) in _ADJECTIVES and "than" in scene.low[one.last + 1 : one.last + 11]


_NO_CHANGE = frozenset({"off", "under", "over", "behind", "additional", "extra"})


def _noun_after(scene: Scene, one: Quantity) -> str | None:
    """ "a 5 % year-on-year rise"."""
    words = scene.words
    for skip in range(4):
        low = scene.word(one.last + skip)
        if low in words.noun_up or low in words.noun_down:
            return "up" if low in words.noun_up else "down"
        if low not in _BETWEEN_NOUN and not low.endswith(("ly", "-year", "-month", "-week", "-quarter")):
            return None
    return None


def _multiple(scene: Scene, one: Quantity) -> str | None:
    """ "two and a half times as much as a year before" is a change; "1.8 times theirs" is a ratio."""
    text = scene.view.view[one.end : min(one.end + 80, scene.sentence.end)].lower()
    return "up" if _MULTIPLE_OF_THE_PAST.match(text) or _INCREASE.match(text) else None
