"""What an act makes available or allows: the size of a fund that it sets up, the share that a loan may cover.

"The act sets up a fund of 25 trillion won", "loans may cover 75 per cent of the cost" and "whoever does not use 70 per
cent of a slot loses it" tell what a policy sets; "the fund has paid €3m" and "the state owns 49 per cent" are facts.
"""

from __future__ import annotations

import re

from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_POTS = word_set(
    "fund funds pot purse kitty envelope scheme schemes programme program package facility facilities credit line "
    "lines guarantee guarantees grant grants subsidy subsidies loan loans aid relief ceiling law act bill decree "
    "lend borrow ordinance budget outlay outlays meant intended reserved mission initiative"
)
_MODAL = word_set("may can must whoever who that which reserved let lets allow allows return returns")
_DONE = word_set(
    "spent paid disbursed handed received lent drew drawn collected raised was were had repaid manages managed held "
    "has have been left used granted invested bought lost closed"
)
_ACT = (
    r"(?:act|law|bill|decree|order|resolution|regulation|ordinance|scheme|programme|program|plan|package|cabinet|"
    r"government|parliament|ministry|state|vote)"
)
_MAKES = (
    r"(?:sets? up|creates?|establish(?:es)?|offers?|provides?|opens?|makes?|contains?|foresees?|sets? aside|promises|"
    r"mobilises|puts? up|releases|unlocks)"
)
_POT = (
    r"(?:(?:[\w-]+ ){0,3}?(?:funds?|pot|purse|kitty|envelope|credit lines?|facility|guarantees?|grants?|"
    r"subsid(?:y|ies)|loans?|aid|relief))"
)
_IS_MADE = re.compile(
    rf"\b{_ACT}(?: (?:that|which|of \w+))?,? {_MAKES} (?:an? |the )?(?:new |further |special )?"
    rf"(?:{_POT}(?: [\w-]+){{0,3}}? (?:of|worth|with) )?(?:up to |about |some |around |another |a further )?$"
    rf"|\b{_MAKES} (?:an? |the )(?:new )?{_POT}(?: [\w-]+){{0,3}}? (?:of|worth|with) (?:up to |about |some |around )?$",
    re.IGNORECASE,
)
_LENDS = re.compile(
    r"\b(?:allows?|lets?|permits?|empowers?|authori[sz]es?|enables?) (?:(?:the|its|a) )?(?:[\w-]+ ){1,4}?"
    r"(?:to )?(?:lend|borrow|spend|pay|guarantee|grant|issue|invest|raise|give|loans?|credits?|guarantees?)"
    r"(?: of| out)? (?:up to |about |some |as much as |another )?$",
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"\b(?:(?:scheme|loan|fund|programme|guarantee|law|act)'s |the )(?:overall |total )?(?:ceiling|limit|cap|maximum)"
    r"(?: (?:for|on|of) [^,;:.]{1,40}?)? is (?:now )?$"
    r"|\bceiling of (?:up to )?$"
    r"|\b(?:lawmakers|deputies|senators|parliament|the (?:committee|house|senate|government|cabinet)) "
    r"(?:raised|raises|lifted|lifts|cut|cuts|trimmed|trims|doubled|doubles) the (?:[\w-]+ )?"
    r"(?:fund|pot|ceiling|scheme|package|envelope)(?: from [^;:]{1,30}?)? to $",
    re.IGNORECASE,
)
_OF_SCHEME = re.compile(
    r" (?:[\w-]+ ){0,2}?(?:fund|pot|scheme|programme|package|credit line|facility|guarantee)s?\b"
    r"(?! (?:managers?|has|have|had|was))"
)
_MADE_NOW = re.compile(
    r"\b(?:sets? up|creates?|establish(?:es)?|opens?|launch(?:es)?|unveils|approves|adopts|delays|postpones|puts? off|"
    r"plans|proposes|announces|introduces|offers|brings in|backs|passes|clears)"
    r" (?:an?|its|the|their|her|his)? ?(?:new |huge |planned )?$",
    re.IGNORECASE,
)
_AVAILABLE = re.compile(
    r"\b(?:grants|subsidies|loans|guarantees|aid|credits?|vouchers)(?: (?:of|worth|totalling|totaling))"
    r"(?: up to| at most| as much as)? $",
    re.IGNORECASE,
)
_ON_OFFER = re.compile(
    r"[^,;:.]{0,40}? (?:will be|are|is|become|becomes) (?:made )?(?:available|on offer|on the table|up for grabs)\b"
)
_BUDGETED = re.compile(
    r"\bbudget(?: (?:law|bill|plan|proposal|act|(?:19|20)\d\d(?:[-/]\d\d)?))?(?: for [^,;:.]{1,25}?)?,? "
    r"(?:allows for|has|sets aside|provides|provides for|foresees|earmarks|contains|includes|reserves|puts aside|"
    r"allots|assigns|assumes) (?:about |some |only |just |another |"
    r"an (?:additional|extra|added) |a (?:further|total of) )?$",
    re.IGNORECASE,
)
_IN_BUDGET = re.compile(
    r" (?:(?:set aside|foreseen|provided|earmarked|planned|allotted|pencilled in|written) )?"
    r"(?:(?:for it|for them|for this|for that) )?in (?:the|its|this year's|their) (?:\w+ )?budget\b"
    r"(?! (?:passed|adopted|approved|agreed|voted))"
)


_WORTH = re.compile(
    r"\b(?:scheme|programme|program|mission|initiative|package|facility|fund)s?\b[^,;:.]{0,40} "
    r"(?:worth|with (?:an? )?(?:total |initial |overall |financial )?(?:outlay|budget|allocation|envelope) of) "
    r"(?:about |around |some |nearly |over |more than )?$"
    r"|\b(?:scheme|programme|program|package|facility|fund)s? of (?:about |around |some |up to )?$",
    re.IGNORECASE,
)
_PASSED = word_set(
    "approved approves sanctioned sanctions cleared clears adopted adopts agreed agrees endorsed endorses unveiled "
    "unveils announced announces launched launches passed passes backed"
)
_OUTLAY = re.compile(
    r"\b(?:initial|total|financial|overall|budgetary|central|planned|estimated) outlay,? "
    r"(?:is|of|will be|comes to|stands at|amounts to|is put at) (?:about |around |some )?$"
    r"|\b(?:has|have|carries) an (?:\w+ )?outlay of (?:about |around |some )?$",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r" (?:of (?:it|this|the money|that) )?(?:is|are|will be|would be) "
    r"(?:meant|intended|reserved|set aside|ring-fenced|destined) (?:for|to)\b"
)


def _is_outlay(scene: Scene, one: Quantity) -> bool:
    """ "approved a scheme worth 4.1 billion rupees", "the initial outlay is", "300 million is meant for roads"."""
    view, end, at = scene.view.view, scene.sentence.end, scene.tokens[one.first].start
    start = max(scene.sentence.start, at - 90)
    if _OUTLAY.search(view, start, at) or _MEANT.match(view, one.end, end):
        return True
    if _PASSED.isdisjoint(scene.low) or any(_is_past(scene, span.period) for span in scene.dates):
        return False
    return _WORTH.search(view, start, at) is not None


def _is_past(scene: Scene, period: str | None) -> bool:
    """Whether a time is of a year gone by: a scheme of then has its money."""
    return period is not None and scene.published is not None and period[:4] < str(scene.published.year)


def is_made_available(scene: Scene, one: Quantity) -> bool:
    """ "The law creates a €300m guarantee fund", "the budget allows for 75 billion": money that an act sets up."""
    if one.sort != "money" or not one.numeral.scaled or one.delta is not None or one.earlier:
        return False
    if _POTS.isdisjoint(scene.low):
        return False
    view, end, at = scene.view.view, scene.sentence.end, scene.tokens[one.first].start
    start = max(scene.sentence.start, at - 110)
    if "budget" in scene.low:
        return _BUDGETED.search(view, start, at) is not None or _IN_BUDGET.match(view, one.end, end) is not None
    if _is_outlay(scene, one):
        return True
    gone = not _DONE.isdisjoint(scene.low[max(0, one.head - 9) : one.head])
    if any(told.search(view, start, at) for told in ((_CEILING,) if gone else (_IS_MADE, _LENDS, _CEILING))):
        return True
    return not gone and (
        (_OF_SCHEME.match(view, one.end, end) is not None and _MADE_NOW.search(view, start, at) is not None)
        or (_AVAILABLE.search(view, start, at) is not None and _ON_OFFER.match(view, one.end, end) is not None)
    )


_MAY_DO = re.compile(
    r"\bmay (?:now |then |only |also |still |henceforth )?(?:not )?"
    r"(?:cover|make up|own|hold|borrow|lend|deduct|charge|keep|sell|buy|spend|offset|withdraw|export|import|employ|"
    r"hire|recover|finance|fund|add|claim|be (?:used|spent|deducted|counted|covered|financed|refunded|offset|exported|"
    r"imported|sold|held|owned|paid))\b(?:[^,;:.]|[.,](?=\d)){0,50}$",
    re.IGNORECASE,
)
_CAN_COVER = re.compile(
    r"\b(?:loans?|grants?|subsid(?:y|ies)|state aid|guarantees?|vouchers?|the (?:state|treasury|fund|scheme)) "
    r"(?:can|may|will|would) (?:now |only )?(?:cover|make up|pay|pay for|finance|meet|fund|reach)\b(?: for)?"
    r"(?: no more than| up to| at most| as much as| about| at least)* $",
    re.IGNORECASE,
)
_CAN_DO = re.compile(
    r"\b(?:owners|builders|buyers|firms|companies|employers|foreigners|holders|banks|lenders|investors|farmers|makers?|"
    r"households|landlords|tenants|airlines|operators|pensioners|parents|students|shops|members|importers|exporters|"
    r"developers|utilities|insurers|suppliers|councils|towns|municipalities|states|workers|savers|borrowers) "
    r"(?:can|are allowed to) (?:now |then |only )?(?:own|hold|borrow|lend|deduct|charge|keep|sell|withdraw|claim|"
    r"claim back|claim for|recover|get|receive|be paid|add|offset|export|import|hire)(?: back)?"
    r" (?:no more than |up to |at most |as much as |a maximum of |not more than )$",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"\b(?:lets?|allows?|permits?) (?:the )?(?:[\w-]+ ){1,3}?(?:to )?"
    r"(?:lend|borrow|own|hold|deduct|charge|keep|sell|withdraw|claim|recover|spend|offset|add|export|import|hire|buy|"
    r"stand|be built|go|fly|drive|fish|catch|land|run)"
    r"(?: (?:up|back|out))?(?: (?:to|no more than|at most|up to|as much as))? $",
    re.IGNORECASE,
)
_LOSES = re.compile(
    r"\b(?:who(?:ever)?|that|which|those|firms|holders|companies|operators) (?:do|does|did) not "
    r"(?:use|reach|meet|sell|build|fill|keep|hold|recycle|hire|supply|deliver|cover|show|add|raise)\b[^,;:.]{0,25}$"
    r"|\b(?:fails?|failing) to "
    r"(?:use|reach|meet|sell|build|fill|keep|hold|recycle|hire|supply|deliver|cover|add|raise)\b[^,;:.]{0,25}$",
    re.IGNORECASE,
)
_LOSS = re.compile(r"[^;:.]{0,60}\b(?:will|must|would|loses?|forfeits?|pays?|faces?|may be|can be|risks?)\b")
_DUTY = re.compile(
    r"^\W*(?:whoever|winners|holders|bidders|licensees|concessionaires|operators|signatories|members|growers|importers|"
    r"retailers|employers)\b(?: [\w-]+){0,3}? "
    r"(?:return|give back|hand over|keep|put back|set aside|deliver|supply|reserve|sell|pay)s?\b[^,;:.]{0,30}$",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"[^;:.]{0,70}?\b(?:is|are|be|stays?|remains?) (?:then )?(?:reserved|set aside|kept|held back|ring-fenced)\b"
    r"|[^;:.]{0,50}? of (?:the )?(?:seats|places|slots|contracts|jobs|stock|capacity|quota) (?:for|to)\b"
)
_RESERVES = re.compile(
    r"\b(?:law|act|bill|rules?|decree|scheme|plan|constitution|ordinance|regulation) (?:reserves|sets aside|"
    r"ring-fences|earmarks|keeps) (?:at least |no less than |up to )?$",
    re.IGNORECASE,
)
_ATMOST = ("<=", ">=")
_TERMS = _MODAL | word_set(
    "will would not fails fail failing reserves sets earmarks keeps ring-fences permit permits reserved aside kept "
    "held ring-fenced winners holders bidders licensees operators members growers importers retailers employers"
)
"""Without one of these words no term of an act is told in a sentence."""


_NO_MORE = re.compile(
    r"\b(?:may|can|must|shall) (?:\w+ly |then |now |only |not )?"
    r"(?!go\b|continue|rise|fall|grow|see|cost|lose|drop|climb|be\b|reach|expect|hope|last|take|mean|add up|"
    r"have(?! (?:no|not) (?:more|fewer|less)| at (?:most|least)| a maximum))"
    r"[a-z]+ "
    r"(?:[\w-]+ ){0,4}?(?:no more than|not more than|at most|a maximum of|no fewer than|no less than|at least) $",
    re.IGNORECASE,
)
_BARRED = word_set("may can must shall")


def is_barred_beyond(scene: Scene, one: Quantity) -> bool:
    """ "Factories may emit no more than 40 milligrams", "banks must hold at least 3 million in cash": a bound."""
    if one.qualifier not in _ATMOST or one.delta is not None or one.earlier or _BARRED.isdisjoint(scene.low):
        return False
    at = scene.tokens[one.first].start
    return _NO_MORE.search(scene.view.view, max(scene.sentence.start, at - 90), at) is not None


def is_permitted(scene: Scene, one: Quantity) -> bool:
    """ "Loans may cover 75 per cent", "the state may own at most 49 per cent", "at least 25 % is reserved"."""
    if one.sort not in ("percent", "physical") or one.delta is not None or one.earlier or one.numeral.scaled:
        return False
    if one.qualifier not in _ATMOST and _TERMS.isdisjoint(scene.low):
        return False
    view, end, at = scene.view.view, scene.sentence.end, scene.tokens[one.first].start
    start = max(scene.sentence.start, at - 90)
    if _LOSES.search(view, start, at):
        return _LOSS.match(view, one.end, end) is not None
    told: tuple[re.Pattern[str], ...] = (_CAN_COVER, _RESERVES)
    if one.qualifier in _ATMOST:
        if _DUTY.search(view, scene.sentence.start, at) or (
            one.qualifier == ">=" and _RESERVED.match(view, one.end, end)
        ):
            return True
        told = (*told, _MAY_DO) if "have" not in scene.low[: one.first] else told
    if not _MODAL.isdisjoint(scene.low):
        told = (*told, _CAN_DO, _LETS)
    return any(pattern.search(view, start, at) for pattern in told)


__all__ = ["is_barred_beyond", "is_made_available", "is_permitted"]
