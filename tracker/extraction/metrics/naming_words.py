"""General vocabulary of naming, as data: what verbs count, words that name nothing, those who only tell a number."""

from __future__ import annotations

from tracker.extraction.text import word_set

_DEEDS = {
    "exports": "export exported exporting shipped",
    "imports": "import imported importing",
    "output": "produce produced produces producing generate generated generates manufactured manufacture mined mine "
    "pumped pump dig digs dug poured refined smelted smelt turned-out",
    "harvest": "harvest harvested harvests reaped reap",
    "flaring": "flare flared flares",
    "transport": "carry carried carries haul hauled hauls",
    "funding": "earmark earmarked allot allotted allocate allocated allocates",
    "sales": "sell sold sells selling",
    "investment": "invest invested invests investing",
    "earnings": "earn earned earns earning netted netting grossed grossing yielding",
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
    "remittances": "remit remitted remits wired wire",
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
    "estimate forecast estimates forecasts bulk equal record moment present version draft place room kind sort way "
    "case step steps notch succession majority change current period home lot how neither good"
)
"""Nouns that stand for a quantity named elsewhere."""

_REGULAR = (
    "hire dismiss recruit train kill injure wound infect vaccinate arrest detain evacuate displace rescue resettle "
    "deport close reject revoke suspend cancel withdraw destroy damage inspect seize slaughter cull scrap recall "
    "convict fine demolish repair restore renovate electrify hospitalise merge delay plant"
)
_IRREGULAR = "build:built lose:lost cut:cut shed:lost lay:laid ban:banned"


def _done() -> dict[str, str]:
    """A verb's form → its participle: hires, hired, hiring → hired."""
    found: dict[str, str] = {}
    for verb in _REGULAR.split():
        stem = verb.removesuffix("e")
        past = f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeo" else f"{stem}ed"
        third = (
            f"{verb[:-1]}ies" if past.endswith("ied") else f"{verb}{'es' if verb.endswith(('s', 'ch', 'sh')) else 's'}"
        )
        found |= dict.fromkeys((verb, third, past, f"{stem}ing"), past)
    for pair in _IRREGULAR.split():
        verb, past = pair.split(":")
        found |= dict.fromkeys((verb, f"{verb}s", past), past)
    return found


DONE = _done()
"""What is done to what is counted, by any form of the verb: "will hire 300 teachers" counts teachers hired. Verbs that
most tellers would put another way (sold, delivered, issued) are left out: they tell no series from another."""

BEING = word_set(
    "is was were are be been stood stands reached reaches totalled totaled amounted hit hits stand stay remain "
    "remained averaged rose fell climbed dropped slipped grew declined increased decreased exceeded exceeds stays "
    "remains will would should must reach rise fall came comes equals topped passed surpassed went works"
)
"""Verbs whose subject is itself what is measured."""

NEVER_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec i ii iii iv v vi vii viii ix "
    "x xi xii morning evening afternoon night noon spring summer autumn winter season christmas easter ramadan"
)
"""Words with a capital that name a time or a place in a list, and nobody."""
MEASURED = word_set(
    "price prices cost costs fare fares fee fees rent rents tariff tariffs rate rates toll tolls wage wages salary "
    "salaries pension pensions tax taxes duty duties levy levies excise vat fine fines penalty penalties surcharge "
    "surcharges charge charges premium premiums dividend subsidy subsidies grant grants allowance allowances bonus "
    "budget deficit surplus debt loans borrowing spending outlay investment investments revenue revenues income "
    "earnings profit profits loss losses turnover receipts proceeds takings sales output production generation "
    "harvest crop catch yield yields exports imports shipments deliveries trade remittances reserves stocks "
    "inventories inflation unemployment employment joblessness gdp growth productivity index coverage penetration "
    "availability turnout fertility mortality poverty vacancy occupancy participation enrolment enrollment capacity "
    "demand supply consumption use usage emissions rainfall quota quotas aid donations claims applications "
    "approvals registrations arrivals departures visits traffic ridership deaths births transfers savings stake "
    "valuation lending deposits credit compensation damages cpi ppi wpi repo interest population throughput bookings "
    "loadings withdrawals inflows outflows purchases orders installations connections admissions"
)
"""Nouns that say what is measured, whatever stands beside them: the last word of a row's head in a table."""
AGENTS = word_set(
    "bank banks board boards fund funds government governments council councils court courts ministry ministries "
    "traders operators firms firm company companies mines mine smelters smelter railways railway farmers fishers "
    "miners growers buyers sellers owners landlords employers employees workers households consumers families "
    "investors donors customers manufacturers producers makers refiners refineries authorities states cities "
    "countries towns regions parliament congress senate lawmakers minister president union unions insurers lenders "
    "network schools hospitals universities people residents tourists visitors passengers taxpayers shareholders "
    "party parties army police navy cabinet cabinets broker brokers poll polls economist economists analyst analysts "
    "forecaster forecasters consensus market markets consultant consultants association committee commission "
    "regulator regulators watchdog watchdogs panel inspectors"
)
"""Those who do something with an amount and are not what is measured."""

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

PEOPLES = {
    "finns": "Finland", "danes": "Denmark", "swedes": "Sweden", "poles": "Poland", "turks": "Turkey",
    "spaniards": "Spain", "britons": "United Kingdom", "scots": "Scotland", "serbs": "Serbia", "croats": "Croatia",
    "czechs": "Czechia", "slovaks": "Slovakia", "slovenes": "Slovenia", "filipinos": "Philippines",
    "kazakhs": "Kazakhstan", "uzbeks": "Uzbekistan", "tajiks": "Tajikistan", "greeks": "Greece", "kiwis": "New Zealand",
    "icelanders": "Iceland", "afghans": "Afghanistan",
}  # fmt: skip
"""Peoples whose name is no adjective with an s → their country."""

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
ACTS = BASES | word_set(
    "amount accept acquire admit adopt advise agree aid apply appoint approve argue arrest arrive assign assume "
    "assure avoid award back balance block book boost borrow bring broaden budget call cancel capture care check "
    "choose cite claim clean clear combine command compensate complain comply concern confirm consider construct "
    "consult control convert copy cool count create credit culture curb cure cushion damage deal decide declare "
    "dedicate deem defend define delay demand deny depend deploy design destroy detain determine devote dig direct "
    "disburse discharge display distribute divert divide double draft dump ease eat edge eliminate emit enable "
    "encourage enforce enjoy enter equip erect escape establish evacuate evict examine exclude exempt exhaust exist "
    "expel experience explain explore extract face fail feed feel fetch fight fill film fit fix flood focus follow "
    "force forgive free freeze fuel gain gather govern grade guard guarantee guide halt handle harvest hedge help "
    "hurt identify ignore impose improve incur indicate infect inform inherit inject inspect insure intend interest "
    "involve issue join jump justify kick label lack last leave lend let levy license lie like link list load lock "
    "look loosen maintain manage manufacture march market match mean measure mention merge miss mix modernise monitor "
    "mount name negotiate note notify number nurse object oblige obtain occupy occur order overhaul park part "
    "participate permit pick place plant plug point pour prefer prepare press prevent price print process procure "
    "prohibit promise promote propose prove publish pull pump punish purchase push qualify question quit range rank "
    "rate react realise receive recognise recommend record recover recycle refer refine refund refuse register "
    "regulate reject relax release rely relocate remit remove renew renovate rent repay repeal request rescue reserve "
    "resign resist resume retain retire return review reward ride rule rush satisfy scale screen seal search seat "
    "secure seek seem seize separate settle share shed shift shoot shut sign sit slash smuggle solve sort spare spark "
    "specify speed split spray spread staff stage start steal stem step stock stop stretch strike strip study "
    "subsidise succeed suffer suggest suit supply suppose surrender suspend switch take tap test thank threaten throw "
    "tie tighten touch tour track trade transfer transform transport travel trigger trim trust try turn unload unlock "
    "update upgrade urge utilise value vary visit vote wait waive walk wash waste watch water weaken wear weigh "
    "welcome widen withdraw withhold wonder worry write yield"
)
"""Further ones, many of which are nouns as well."""
MODALS = word_set("to will would can could may might must shall should cannot not")
WIDE = word_set("world global worldwide international")
NOUNS_TOO = word_set(
    "trains export exports import imports cost costs cut cuts plan plans report reports record records count counts "
    "use uses forecast forecasts estimate estimates project projects target targets call calls need needs trade "
    "trades work works pay support supports supply supplies demand demands increase increases decrease rise rises "
    "fall falls decline declines drop drops gain gains climb spending fine fines ban permit permits grant grants fund "
    "funds sign signs issue issues release releases log logs catch hold holds move moves lead charge charges test "
    "tests order orders build show shows finding approach approaches limit limits cap caps share shares claim claims "
    "vote votes run runs stay stays visit visits ship ships return returns set sets end ends start starts close "
    "number numbers total totals average averages contract contracts"
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
