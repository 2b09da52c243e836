"""General vocabulary of naming, as data: what verbs count, words that name nothing, those who only tell a number."""

from __future__ import annotations

from tracker.extraction.text import word_set

_DEEDS = {
    "exports": "export exported exporting shipped",
    "imports": "import imported importing",
    "output": "produce produced produces producing generate generated generates manufactured mined pumped",
    "sales": "sell sold sells selling",
    "investment": "invest invested invests investing",
    "earnings": "earn earned earns",
    "spending": "spend spent spends spending",
    "losses": "lose lost loses losing",
    "fine": "fine fined fines",
    "use": "use used uses consume consumed consumes burn burned burns",
    "purchases": "buy bought buys purchased",
    "shipments": "ship ships shipping",
    "deliveries": "deliver delivered delivers",
    "catch": "catch caught landed lands",
    "jobs": "employ employed employs",
    "deaths": "kill killed kills",
    "installations": "install installed installs",
    "registrations": "register registered registers",
    "loans": "lend lent lends",
    "borrowing": "borrow borrowed borrows",
    "trading": "trade traded trades",
    "revenue": "collect collected collects",
    "aid": "donate donated donates",
    "visitors": "visit visited",
    "savings": "save saved saves",
    "losses of jobs": "dismissed",
    "debt": "owe owed owes",
    "holdings": "hoard hoarded",
    "price": "cost costs fetch fetched fetches",
    "funds": "raise raised raises",
}
DEEDS: dict[str, str] = {form: noun for noun, forms in _DEEDS.items() for form in forms.split()}
"""A verb's form → the noun of what it counts: "imported 6 million tonnes" tells imports."""

GENERIC = word_set(
    "figure figures number numbers level levels rate rates total totals sum amount amounts value values "
    "mark count counts share shares part parts proportion result results reading tally size volume "
    "percentage one ones same equivalent average mean median maximum minimum more most half rest record "
    "high low peak increase rise decrease fall drop gain decline floor ceiling target goal aim limit "
    "slice portion quantity pace all year month week day quarter time instead meaning end beginning start "
    "estimate forecast estimates forecasts bulk equal record"
)
"""Nouns that stand for a quantity named elsewhere."""

REFERRING = word_set(
    "figure figures number numbers level levels rate total sum amount value mark count share proportion "
    "reading tally volume percentage price quota tariff limit ceiling floor blend output stock pace range band"
)
"""Nouns that with an article go back to the quantity told last: "the figure had been 44 %"."""

TELLERS = word_set(
    "report reports data figures statistics survey surveys study studies ministry minister agency bureau "
    "office officials official department commission committee spokesperson spokesman spokeswoman "
    "economists analysts economist analyst source sources statement newspaper paper authorities authority "
    "regulator regulators experts expert researchers institute association estimate estimates forecast "
    "forecasts poll notice letter release document documents law bill decree plan deal agreement budget "
    "release chart table count tally reporters media chief boss director president governor premier "
    "secretary calculations calculation arithmetic page"
)
"""Who or what only tells a number: it is not theirs."""

REPORTS = word_set(
    "said says say reported reports report showed shows show told tells announced announces estimated "
    "estimates expects expected added adds found finds noted notes stated states predicted predicts "
    "forecasts forecast reckons confirmed confirms revealed reveals claimed claims claim warned warns put "
    "puts gave gives"
)
"""Verbs after which somebody's words begin."""

PREPOSITIONS = word_set(
    "of in on at by for from to with within without across among between into onto over under per than "
    "against after before through throughout towards toward above below near via versus amid around "
    "behind beyond during inside outside along as about up down off out since until till despite "
    "excluding including like unlike"
)
DETERMINERS = word_set(
    "a an the this that these those its their his her our my your some any each every all both no another "
    "such other several many much more most few fewer less"
)
OWN = word_set("its their his her our whose")
CUTS = word_set(
    "while whereas but when which who whom that though although because if where so whether yet since unless then"
)
"""Words that begin another clause."""
PLAIN = word_set(
    "now then also still already just only even again once twice here there today yesterday tomorrow not "
    "never ever too very quite rather almost nearly well alone together altogether thus hence however "
    "meanwhile instead so far ago later earlier apart aside overall annually daily monthly weekly yearly least "
    "last next past new same first second third own mid early late currently previously formerly"
)
"""Adverbs and the like: no part of a name at its end."""
PRONOUNS = word_set("it they he she we i you this that which who there these those them us one ones itself themselves")

BASES = word_set(
    "be have do make take give keep get become go come see find put let bring buy sell pay spend cost cut "
    "build grow rise fall reach hit stand stay remain hold lose win run lead meet set raise lower reduce "
    "increase expand cover include produce export import use consume need require allow ask add join "
    "serve employ hire train create provide support help finance fund invest borrow lend owe tax ban fine "
    "open close start begin end launch finish deliver ship receive send move carry drive fly sail land "
    "catch mine pump burn store generate install connect operate work play live die kill protect save cap "
    "limit total average exceed top pass cross double triple halve attract draw turn keep offer charge "
    "collect face lift target aim plan expect hope want like think know say tell show report estimate "
    "forecast predict claim warn note account make-up represent comprise contain consist belong blend "
    "pool scrap phase replace treat vaccinate house host recruit rebuild repair develop deploy roll "
    "complete introduce extend resettle lay hand equal"
)
"""Plain forms of verbs, which after "to" or a modal are no nouns."""
MODALS = word_set("to will would can could may might must shall should cannot not")
WIDE = word_set("world global worldwide international")
NOUNS_TOO = word_set(
    "export exports import imports cost costs cut cuts plan plans report reports record records count counts use uses "
    "forecast forecasts estimate estimates project projects target targets call calls need needs trade trades work "
    "works pay support supports supply supplies demand demands increase increases decrease rise rises fall falls "
    "decline declines drop drops gain gains climb spending fine fines ban permit permits grant grants fund funds sign "
    "signs issue issues release releases log logs catch hold holds move moves lead charge charges test tests order "
    "orders build show shows finding approach approaches limit limits cap caps share shares claim claims vote votes "
    "run runs stay stays visit visits ship ships return returns set sets end ends start starts close number numbers "
    "total totals average averages contract contracts"
)
"""Verbs that are as often nouns."""

PASTS = word_set(
    "laid left led lent held bent spent fled ran sat stole swam spread split quit let hurt "
    "sank wrote thought dug shrank sprang drove flew froze chose spoke broke drew drank fought hid hung "
    "knew lay lit rode shook shone shot slept slid sought spun stuck struck swept swore taught threw "
    "understood became began bore bound burnt clung crept dealt fed fled forgot foresaw leapt meant "
    "oversaw overtook sent shed sold strode undertook withdrew won wound minted burned"
)
"""Pasts that do not end as others do."""
