"""A short name for a policy, made of the sentence's own words: a quoted title, or the instrument's noun phrase."""

from __future__ import annotations

import re

from tracker.extraction.policies.lexicon import GAP
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, Words, word_set
from tracker.model import Stage

_QUOTED = re.compile(r"""(?<!\w)(?:"([^"]{8,160})"|'([^']{12,160})')(?!\w)""")
_NAME = re.compile(
    r"\b(?:Act|Law|Bill|Code|Regulations?|Rules|Order|Directive|Strategy|Plan|Programme|Program|Policy|Framework|"
    r"Guidelines?|Opinions|Measures|Agreement|Treaty|Convention|Protocol|Standard|Initiative|Fund|Scheme|Roadmap|"
    r"Charter|Decree|Report|Development|Pact|Deal|Declaration|Package|Budget)\b"
)
LONGEST = 14
SHORT = 3
"""words: a noun phrase that long says enough without what follows it"""
DETERMINERS = word_set("the a an its their this that these those his her our your any another such")
CLAUSES = word_set(
    "pending despite following so than stays stay remains remain took takes close closes ends rises rose goes went "
    "that which who whose while because although where as if whether but said says according will would is are was "
    "were has have had been can could may must should yesterday today amid before after when until"
)
HARD_STOPS = frozenset(",;:—?!.")
SOFT_STOPS = frozenset("–")
DATED = word_set("on in last this next by")
BEHIND = word_set(
    "by since along together through late early with go rise fall climb drop rises falls goes climbs drops moves rose "
    "fell went climbed dropped moved"
)
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
SPANS = word_set("week month year quarter")
JOINING = word_set("and of to &")
LEFT_EDGE = word_set(
    "of in on for under by with from to into about over at as that which has have had is are was were be been being "
    "and or but also now it they he she not its their under after while when publishes announced said says"
)
RELATIVES = frozenset(("that", "which"))
GENERIC = (
    DETERMINERS | LEFT_EDGE | word_set("new fresh first latest set draft revised own public countrywide nationwide")
)
NAMED_BY_STAGE = {
    Stage.CONSULTATION: "Consultation on",
    Stage.SUSPENDED: "Suspension of",
    Stage.EXTENDED: "Extension of",
    Stage.DELAYED: "Delay of",
    Stage.REPEALED: "End of",
    Stage.AMENDED: "Change of",
}
ABOUT = word_set("on about over into upon")
HARDLY = word_set("by until till for to with from in at it them up down and as when after because")
MADE = word_set("made built run held owned led signed set put brought")
TAILS = word_set(
    "rate rates price age limit target takeover merger deal purchase output production stake licence fishery fishing "
    "waters border airspace schools hunt crossing fares ceiling prices"
)
LEVELS = word_set("from to at by until till as effective starting since through between above below under over")
SIGNED = frozenset("$€£¥₹₦₩") | word_set("us us$ rs a usd eur rm r")
CLAUSE_OPENERS = word_set("that said after when since while because although if where as and but so under")
_STAGE_WORD = re.compile(
    r"^(?:(?:draft|proposed|preliminary|planned|new|fresh|long-awaited|latest|final|updated)\s)+(?=\w)", re.IGNORECASE
)
_BEHIND_STAGE = re.compile(
    r"\s(?:(?:out\s)?(?:for|to)\s(?:a\s)?(?:public\s)?(?:consultation|comments?|feedback|debate|discussion|scrutiny)"
    r"|into\s(?:law|force|effect)|on\s(?:hold|ice)|steady|unchanged|untouched|there|(?:with\s)?effect(?:ive)?(?:\sfrom)?|come|go|take)$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\sof\s(?:up\sto\s)?\d[\d.,]*\s?(?:%|per\s?cent|percent)\s(?=(?:on|for)\s)", re.IGNORECASE)
NAMED_FOR = {
    **dict.fromkeys(("ban", "prohibit", "outlaw", "forbid", "bar"), "Ban on"),
    **dict.fromkeys(("restrict", "curb", "limit", "cap", "ration", "crack", "clamp"), "Limit on"),
    **dict.fromkeys(("throw", "shut", "lock", "block", "blacklist"), "Exclusion of"),
    **dict.fromkeys(("sanction", "embargo"), "Sanctions on"),
    **dict.fromkeys(("fine", "penalise", "penalize"), "Fine on"),
    **dict.fromkeys(("approve", "clear", "authorise", "authorize", "permit", "allow", "license", "let"), "Approval of"),
    **dict.fromkeys(("investigate", "probe"), "Investigation of"),
    **dict.fromkeys(("order", "tell", "instruct", "direct"), "Order to"),
    **dict.fromkeys(("require", "oblige", "mandate", "compel", "make"), "Duty of"),
    **dict.fromkeys(("fund", "finance", "subsidise", "subsidize", "bankroll"), "Funding of"),
    **dict.fromkeys(("disburse", "earmark", "allocate", "allot"), "Funding of"),
    **dict.fromkeys(("extend", "prolong"), "Extension of"),
    **dict.fromkeys(("suspend", "halt", "pause", "freeze"), "Suspension of"),
    **dict.fromkeys(("unblock", "unban"), "Ban on"),
    "recall": "Recall of",
    "tax": "Tax on",
    **dict.fromkeys(("charge", "sue"), "Case against"),
    **dict.fromkeys(("give", "grant", "award", "hand"), ""),
}


def title_of(words: Words, thing: Thing | None, act: Act | None, view: str, edges: frozenset[int]) -> str:
    """The title for the instrument `thing`, or, where an act needs none ("bans X"), for the act; "" where none tells.

    Words that only say how far the instrument has come ("draft", "for consultation") are left off, so that it is
    called the same at every stage.
    """
    return _capital(_without_stage(_title_of(words, thing, act, view, edges)))


def _without_stage(title: str) -> str:
    title = _SHARE.sub(" ", title)
    bare = _BEHIND_STAGE.sub("", _STAGE_WORD.sub("", title)).strip(" ,")
    return bare if len(bare.split()) > 1 else title


def _title_of(words: Words, thing: Thing | None, act: Act | None, view: str, edges: frozenset[int]) -> str:
    start, end = words.sentence.start, words.sentence.end
    for match in _QUOTED.finditer(view, start, end):
        inner = match.group(1) or match.group(2)
        if _NAME.search(inner):
            return " ".join(inner.split()).rstrip(".,")
    if thing is not None:
        stop = act.first if act is not None and act.first >= thing.last else words.size
        first = _name_start(words, thing, edges)
        end = _name_end(words, first, thing.last, stop, edges)
        if _tells(words, first, end, thing):
            return _tidy(words, first, end, view)
        return _by_its_clause(words, thing, first, view)
    return _act_title(words, act, view) if act is not None else ""


def _by_its_clause(words: Words, thing: Thing, first: int, view: str) -> str:
    """A bare noun is named by the clause behind it: "a bill on Friday that would ban fur farms"."""
    opening = next(
        (at for at in range(thing.last, min(words.size, thing.last + 4)) if words.low[at] in RELATIVES), None
    )
    if opening is None or opening + 2 >= words.size or "," in words.low[thing.last : opening]:
        return ""
    end = _name_end(words, opening + 1, opening + 3, words.size)
    noun = _tidy(words, first, thing.last, view)
    return f"{noun} that {_tidy(words, opening + 1, end, view)}" if end > opening + 2 else ""


def _name_start(words: Words, thing: Thing, edges: frozenset[int]) -> int:
    """Where the noun phrase of the instrument begins: up to seven words before its noun, none of them an edge
    (a word of a verb or of an authority)."""
    first = thing.first
    while first > 0 and thing.first - first < 7:
        low = words.low[first - 1]
        if first - 1 in edges:
            break
        if low == ")" and first > 3 and words.low[first - 3] == "(":
            first -= 3  # "Artificial Intelligence (AI) Strategy"
            continue
        if low in JOINING and _joins_names(words, first, thing) and first - 2 not in edges:
            first -= 2  # "the Mines and Minerals Bill"
            continue
        mark = words.tokens[first - 1].kind == "mark" and words.tokens[first - 1].text not in "&-/$€£¥₹₦₩%"
        if low in LEFT_EDGE or low in DETERMINERS or mark or words.owns[first - 1] or low.endswith("ly"):
            break
        first -= 1
    return first


def _joins_names(words: Words, first: int, thing: Thing) -> bool:
    """Whether "and" or "of" before word `first` joins words of a name in capitals, which no sentence begins with."""
    if words.title_case or first < 3 or not words.capital(thing.last - 1):
        return False
    return words.capital(first) and words.capital(first - 2) and words.tokens[first - 2].kind == "word"


def _name_end(words: Words, first: int, at: int, stop: int, edges: frozenset[int] = frozenset()) -> int:
    """Where it ends: what follows the noun belongs to the name as far as it is needed to tell what it is about."""
    end = at
    while end < min(stop, first + LONGEST):
        by_whom = words.low[end] in RELATIVES or words.low[end] == "by"
        if _ends_name(words, end, end - first) or (by_whom and {end + 1, end + 2} & edges):
            break
        end += 1
    while end > at and (words.low[end - 1] in LEFT_EDGE | DETERMINERS | MADE or _leans(words, end, at)):
        end -= 1
    return end


def _leans(words: Words, end: int, at: int) -> bool:
    """Whether the last word waits for one that was cut off: "approved | by", "with effect | from"."""
    last, after = words.low[end - 1], words.low[end] if end < words.size else ""
    return (last.endswith("ed") and after == "by" and end - 1 > at) or words.low[end - 2 : end] == ("with", "effect")


def _tells(words: Words, first: int, end: int, thing: Thing) -> bool:
    """Whether words [first, end) say more than that there is an instrument: "guidelines" alone names none."""
    rest = (*words.low[first : thing.first], *words.low[thing.last : end])
    return any(word not in GENERIC and word.replace("-", "").isalpha() for word in rest)


def _ends_name(words: Words, at: int, length: int) -> bool:
    """Whether a word, the name having `length` words by now, is no part of it."""
    low, text = words.low[at], words.tokens[at].text
    after = words.low[at + 1] if at + 1 < words.size else ""
    if text == "," and _year_of_name(words, at):
        return False
    if text in HARD_STOPS or text == "(" or (text in SOFT_STOPS and length >= SHORT):
        return True
    if low in CLAUSES:
        return low not in ("that", "which") or length >= SHORT
    dated = after[:1].isdigit() or after in SIGNED or after in DAYS
    if low in LEVELS and dated and length >= 2:
        return True
    if low in BEHIND and length >= 2:
        return low != "with" or after[:1].isdigit()
    return low in DAYS or (low in DATED and (after in DAYS or after[:1].isdigit() or after in SPANS))


def _year_of_name(words: Words, at: int) -> bool:
    """Whether a comma leads to the year in a law's name: "Drone Rules, 2031"."""
    after = words.low[at + 1] if at + 1 < words.size else ""
    year = len(after) == len("2031") and after.isdigit()
    return year and words.capital(at - 1) and _NAME.search(words.tokens[at - 1].text) is not None


def _act_title(words: Words, act: Act, view: str) -> str:
    """The title for an act without an instrument: what the verb makes of its object, and the object."""
    lead = NAMED_FOR.get(act.entry.phrase[0])
    if lead is None:
        lead = NAMED_BY_STAGE.get(act.entry.stage, "")
    what = _before_act(words, act, view) if act.passive else _after_act(words, act, view)
    if not what:
        return ""
    return f"{lead} {_lower(what)}" if lead else what


def _before_act(words: Words, act: Act, view: str) -> str:
    first = max(0, act.first - 10)
    for at in range(act.first - 1, first - 1, -1):
        if words.tokens[at].text in ",;:.—–" or words.low[at] in CLAUSE_OPENERS:
            first = at + 1
            break
    return _tidy(words, first, act.first, view)


def _after_act(words: Words, act: Act, view: str) -> str:
    phrase = act.entry.phrase
    first, stop = act.last, words.size
    if GAP in phrase:
        first, stop = act.at + phrase.index(GAP), act.last - (len(phrase) - 1 - phrase.index(GAP))
        if words.low[act.last - 1] in TAILS:
            stop = act.last
        asked = act.entry.stage is Stage.CONSULTATION and words.low[act.last : act.last + 1] in (("on",), ("about",))
        if stop <= first or asked or DETERMINERS.issuperset(words.low[first:stop]):
            first, stop = act.last, words.size
    while first < stop and (words.low[first] in DETERMINERS or words.low[first] in ABOUT):
        first += 1
    if first >= stop or words.low[first] in HARDLY or not words.low[first][:1].isalnum():
        return ""
    return _tidy(words, first, _name_end(words, first, min(first + 1, stop), stop), view)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    first = text.split(maxsplit=1)[:1]
    return text[:1].lower() + text[1:] if first and first[0].lower() in DETERMINERS else text


def _tidy(words: Words, first: int, end: int, view: str) -> str:
    if first >= end:
        return ""
    text = " ".join(view[words.tokens[first].start : words.tokens[end - 1].end].replace('"', "").split())
    return text.strip(" .,;:'—–-")
