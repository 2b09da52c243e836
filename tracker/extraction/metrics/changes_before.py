"""Whether the words before a quantity make it a change: "rose by 5 %", "a gain of", "cut its rate by"."""

from __future__ import annotations

from tracker.extraction.metrics.scene import RELATIVE, Quantity, Scene
from tracker.extraction.text import word_set

_LINKS = word_set(
    "by of a an the just only about around roughly some nearly almost approximately another further well over upwards "
    "more than less as much at least up factor between sharply slightly steadily modestly no fewer to annual yearly "
    "average rate pace compound compounded real cumulative combined record mere whopping net total monthly weekly "
    "modest solid sharp strong slight massive hefty steep impressive healthy robust staggering marginal small "
    "significant notable considerable quarterly estimated overall nominal went go gone going double-digit rapid , "
    "year-on-year month-on-month week-on-week quarter-on-quarter year-over-year "
    "annualised annualized back seasonally adjusted"
)
_LEVEL_LINKS = ("to", "from", "at", "reach", "reaching", "hit", "above", "below")


_STEPS = word_set("increase rise gain drop fall decline decrease jump cut reduction")
_AMOUNTS = word_set("comes come came amounts amounted to is was were at stood reached hit then since put")


def comes_to(scene: Scene, one: Quantity) -> str | None:
    """ "so the increase comes to 40 percent"; growth, which has rates of its own, is left out."""
    if one.sort not in RELATIVE:
        return None
    at = one.head - 1
    while scene.word(at) in _AMOUNTS and at > one.head - 5:
        at -= 1
    if at == one.head - 1 or scene.word(at) not in _STEPS or scene.low[at + 1 : one.head] == ["to"]:
        return None
    return "up" if scene.word(at) in scene.words.noun_up else "down"


def told_by_object(scene: Scene, one: Quantity) -> str | None:
    """ "cut its key policy rate by 25 basis points": a verb, what it changes, and by how much."""
    at, words = one.head - 1, scene.words
    while scene.word(at) in ("a", "an", "another", "further", "only", "just", "some", "about"):
        at -= 1
    if scene.word(at) == "of":
        return _by_noun(scene, at) or _by_step(scene, one, at)
    again = one.sort == "percent" and scene.word(at - (scene.word(at) == "by")) == "or"
    if again or scene.word(at) != "by":
        return _by_levels(scene, one) if again else _by_points(scene, one, at)
    at -= scene.word(at - 1) == "("
    for place in range(at - 1, max(at - 15, -1), -1):
        low = scene.low[place]
        if scene.date_at(place):
            continue
        if low == "," and (at - place <= 1 or _aside(scene, place)):
            continue
        inside = next((q for q in scene.quantities if q.first <= place < q.last and not q.refusal), None)
        if inside is not None and scene.word(inside.head - 1) == "by":
            continue
        if low in ("'", "’") and scene.joined(place):
            continue  # "would raise millers' costs by 12 %"
        if scene.tokens[place].kind != "word" or inside is not None:
            return None
        if low in ("up", "down") and _moved_by(scene, place):
            step = one.sort == "money" and (one.per or _PRICES & set(scene.low[max(0, place - 4) : at]))
            one.loose = one.sort not in RELATIVE and not step
            return low
        if low in ("up", "down") or not (low in words.up or low in words.down):
            continue
        step = one.sort == "money" and (one.per or _PRICES & set(scene.low[place:at]))
        one.loose = one.sort not in RELATIVE and not step and _FORESEEN.isdisjoint(scene.low[place:at])
        return "up" if low in words.up else "down"
    return None


_FORESEEN = word_set("estimate estimates forecast forecasts projection projections outlook guidance")
_PRICES = word_set(
    "price prices tariff tariffs fare fares fee fees rent rents toll tolls wage wages bill bills pension"
)


_OF_A_RATE = word_set("to , . ; from on in at last this ( and") | {""}


def _by_points(scene: Scene, one: Quantity, at: int) -> str | None:
    """ "lowered its rate 50 basis points to 8.75 %": points right behind what a verb moves."""
    words = scene.words
    if one.sort != "points" or scene.word(one.last) not in _OF_A_RATE:
        return None
    for place in range(at, max(at - 8, -1), -1):
        low = scene.low[place]
        if scene.tokens[place].kind != "word" or scene.date_at(place):
            return None
        if (low in words.up or low in words.down) and low not in words.noun_up | words.noun_down | {"up", "down"}:
            return "up" if low in words.up else "down"
        if low in words.breaks and low not in _OWN:
            return None
    return None


_OWN = word_set("its their his her a an the own by")


def _by_levels(scene: Scene, one: Quantity) -> str | None:
    """ "rose from €310,000 to €331,000, or by 6.8 %": a share that the two levels before it bear out."""
    levels = [q for q in scene.quantities if q.end <= one.start and q.is_level][-2:]
    if [scene.word(q.head - 1) for q in levels] != ["from", "to"] or levels[0].unit != levels[1].unit:
        return None
    first, last = (q.value for q in levels)
    if first <= 0 or abs(abs(last / first - 1) * 100 - one.value) > 0.6:
        return None
    return "up" if last > first else "down"


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


_WENT = word_set("went go goes gone going come comes came coming")


def _moved_by(scene: Scene, at: int) -> bool:
    """ "put up the price", "put fuel prices up, all of them, by two pounds", "went up, most of all in Lyon, by 4 %"."""
    if scene.word(at - 1) in _PUSHES or scene.word(at - 1) in _WENT:
        return True
    return scene.word(at + 1) in (",", "by") and not _PUSHES.isdisjoint(scene.low[max(0, at - 5) : at])


_NOUNS_TOO = word_set(
    "exports imports costs reports orders funds sales prices rates rise fall increase decrease drop gain"
)
_PUSHES = word_set(
    "put puts putting bring brings brought bringing push pushes pushed pushing drive drives drove driven driving mark "
    "marks marked marking force forces forced pull pulls pulled move moves moved bump bumped jack jacked scale scaled "
    "scales scaling cut wind winds wound whittle whittled dial dialled dialed step stepped ramp ramped talk talked"
)
"""Verbs that take "up" or "down" before what they move: "put up the price of diesel by two pounds"."""


def told_before(scene: Scene, one: Quantity) -> str | None:
    """From the words before the number: "up 31 %", "rose by some 5 %", "a gain of", "better by"."""
    at, words, linked = one.head - 1, scene.words, False
    held = scene.low[max(0, at - 1) : at + 1] in (["than", "the"], ["than", "its"], ["than", "that"])
    for _ in range(0 if held else 7):  # "lower than the 22.5 per cent of May" is a level
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
    """Whether a word of growing only describes: "the lower rate of 22 %", "lost 21 % of what it bought".

    So does a part that is got back: "they recover 74 % of their costs".
    """
    low = scene.word(at)
    if low in ("ahead", "short", "clear"):  # "leads with 2.9 million, ahead of 2.1 million from China"
        return scene.word(at + 1) == "of"
    if low in ("lower", "higher", "reduced", "increased"):
        return scene.word(at - 1) in _ARTICLES | {"the"}
    if low in _RECOVERS:
        return scene.word(one.last) == "of" and scene.word(one.last + 1) in _THEIRS
    return low in ("lost", "loses", "lose", "losing") and _of_all(scene, one)


_RECOVERS = word_set("recover recovers recovered recovering")
_THEIRS = word_set("their its his her our the all what those")


def _of_all(scene: Scene, one: Quantity) -> bool:
    """ "lost 21 % of what it bought": a share, no fall."""
    if scene.word(one.last) != "of":
        return False
    carried = scene.word(one.last + 1) == "the" and scene.word(one.last + 3) in ("they", "it", "we", "that", "which")
    return carried or scene.word(one.last + 1) in ("what", "all", "those", "every", "everything")


_ECONOMY = word_set("gdp economic economy imf oecd economists")


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
        return None if low in _MIXES and not linked and _of_a_thing(scene, one) else direction
    if low in ("plus", "minus") and not linked:
        return None
    if low in words.effects and not particle:
        one.loose = linked
        told = linked
    elif (low in words.noun_up or low in words.noun_down) and not (one.sort == "money" and scene.word(at - 1) in _HELP):
        told = "of" in scene.low[at : one.first]
    else:
        told = particle or linked or _steps(scene, one, at)
    if not told and low in ("add", "adds", "added", "adding") and _leads_to(scene, one):
        told = one.loose = True
    return direction if told else None


_MIXES = word_set("add adds added adding")


def _of_a_thing(scene: Scene, one: Quantity) -> bool:
    """ "must add 12 % ethanol": a part of what is mixed, no step."""
    low = scene.word(one.last)
    return low.isalpha() and low not in scene.words.breaks and not scene.date_at(one.last)


_SUMS = word_set("reach bring take make lift raise reaching bringing taking making lifting raising totalling totaling")


def _leads_to(scene: Scene, one: Quantity) -> bool:
    """ "added 140 stations to reach 2,310", "added 40 shops, bringing the total to 560"."""
    near = scene.low[one.last : one.last + 6]
    if near[:1] == ["to"] and scene.word(one.last + 1) in _CLOSES:
        return True
    return any(low in _SUMS and (low.endswith("ing") or near[n - 1] == "to") for n, low in enumerate(near) if n)


_CLOSES = word_set("close trade settle end finish stand")


def _steps(scene: Scene, one: Quantity, at: int) -> bool:
    """Whether a verb takes the amount itself: "dropped 1.3 metres to", "prices will drop another $20"."""
    if one.sort not in ("money", "physical"):
        return False
    if scene.word(one.last) == "to":
        return True
    if scene.low[at] == "lost" and one.sort == "money" and _TRADED.isdisjoint(scene.low[:at]):
        return False
    return scene.low[at] in _MOVES and scene.word(at - 1) not in _ARTICLES


_TRADED = word_set(
    "share shares stock stocks oil crude brent wti gold silver copper price prices futures index indices currency "
    "barrel bond bonds bitcoin wheat corn maize rice cocoa coffee sugar metal contract contracts dollar euro pound yen"
)
"""What loses money by becoming cheaper; whoever else loses money is poorer by that amount."""


_HELP = word_set("to will would can could must should may might")
_GO = word_set("go be come move edge inch creep tick push drive nudge bring put pull")


def _is_phrasal(scene: Scene, at: int, linked: bool) -> bool:
    """Whether "up" is another verb's: "makes up 11 %", "to pump up 3,650 ML"; "came down by 2 %" is no such verb."""
    verb = scene.word(at - 1)
    if linked and verb in ("come", "came", "comes", "coming"):
        return False
    if verb in ("pick", "picks", "picked", "picking") and scene.word(at + 1)[:1].isdigit():
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


def _aside(scene: Scene, place: int) -> bool:
    """Whether a comma opens an aside of a few words: "rose all the same, by", "fell, to nobody's surprise, by"."""
    return "," in scene.low[place + 1 : place + 7]
