"""General vocabulary of matching, as data: stop words, words that tell little, synonyms, and words that exclude others.

No entry knows a story, a company or a product. Concepts start with a capital letter so that no stem collides with them.
"""

from __future__ import annotations

import re

_STOP_WORDS = """
    a about above across after again against all almost along already also although always am among an and
    another any are around as at away back be became because been before began behind being below between both
    but by came can cannot come could did do does done down during each either else even ever every few for from
    further gave get give given go goes got had has have having he hence her here hers him his how however i if
    in instead into is it its itself just kept last least less let like may me might mine more most much must my
    near neither never next no nobody none nor not nothing now of off often on once one only onto or other
    others our out over own per perhaps put quite rather really same say says said see seen she should since so
    some soon still such than that the their them then there these they this those though through throughout
    thus to today together told too toward towards two under until up upon us use used using very via was way we
    well went were what when where whether which while who whom whose why will with within without would yet you
    your mr mrs ms dr it's its they're we're n't mln bln bn tn trillion billion million thousand hundred dozen
    percent per cent pct percentage monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec
"""
STOP = frozenset(_STOP_WORDS.split())

COMMON_WORDS = """
    2023 2024 2025 2026 2027 2028 2029 2030 accelerate access according account achieve act action activity add
    adding administration adopt adopted adoption aim amend amendment amount announce announcement annual
    approach approve area average ban base basis become beijing big body bring build business call case center
    central centre chief city claim close commission committee common company compare condition continue control
    cost country course create cumulative current data date day deal declare deepen delay department detail
    develop development direct document drive early economic economy effect effort enable enact end enterprise
    entity establish event example executive existing expand expansion expect experience explain extend fact
    field figure final finalise finalize find firm first five follow force form forward four framework free full
    future general global goal good government grant granted great group grow growth guidance guide guideline
    half head help high hold home hour human idea implement implementation improve improvement include including
    increase individual industrial industry information initial initiative innovation institution integrate
    integration interest internal international introduce issue issued item job join key kind know large late
    latest launch launched law lead leader leading letter level life limit line list local long look low main
    major make making management manager mark market matter mean measure medium meet meeting member method
    minister ministry model month move name nation national need network new newest newly news number office
    official open operate operation opinion opportunity option order organisation organization overall part
    partner party pass passed past people period person phase place plan platform play point policy position
    possible postpone power premier present president press priority private process produce product program
    programme project promise promote promulgate proposal propose provide province provision public publish
    published quality quarter question range rate reach read recent record reduce reform regime region register
    regulation regulator regulatory relation release remain repeal report require requirement research resource
    response result review right rise risk role rule run scale scheme season second secretary sector security
    send series serve service set share short show side sign simple single site situation size small social
    society source special specific speed spokesman staff stage standard start state statement step story
    strategy strengthen strong structure study subject success support suspend system take target task team
    technical technology term test thing third three time title top topic total trade turn type unit unveil
    unveiled update upgrade value view volume want week wide word work working world year
"""

ORGANISATIONS = """
    academy administration agency assembly association authority bank board bureau cabinet centre center chamber
    commission commissioner committee conference congress council court daily department director economist federation
    forum foundation fund gazette government group herald institute institution journal minister ministry monitor news
    observer office organisation organization parliament party post premier president press professor reporter research
    review secretary senate society spokesman statistics summit times tribune union university
"""
"""Words of the names of those who tell a number, which do not say what it is about."""

TELLING_VERBS = """
    accounted accounts add added adds against ago amounted amounts approximately became becomes beginning begins
    begun bring brings brought climb climbed climbing closed comes coming compared comparison count counted
    counts dropped earlier early end ended ends equivalent estimated estimates exceed exceeded exceeding exceeds
    fallen falling fell figure find finds found gained gains goes going grew grown handled held hit hits hold
    holding holds jump jumped jumps keeps late later leads led left level loses lost mark mid moved moves nearly
    opened passed passes previous previously processed puts ran reach reached reaches reaching recorded remain
    remained remains reported reports risen rising rose roughly run running runs saw seeing sees showed showing
    shown shows stand standing stands start started starts stay stayed stays stood surpass surpassed surpasses
    surpassing take taken takes taking tell telling tells took topped tops turned turns versus
"""
"""How texts lead up to a number: no part of what is measured."""

TOPICAL_WORDS = """
    ai digital data internet online cyber software hardware computing cloud chip chips semiconductor telecom
    communication mobile tech intelligent smart robot energy electricity power renewable carbon climate emission
    emissions green clean oil gas coal environment environmental water food health medical drug hospital
    education school tax taxes tariff trade export import investment investor finance financial bank banking
    credit insurance fund funding capital inflation employment worker labour labor wage housing property
    transport traffic vehicle aviation rail shipping port agriculture farm rural urban defence defense military
    safety privacy protection consumer competition antitrust migration border visa election court justice crime
    citizen user customer sustainable sustainability
"""

_SYNONYMS = {
    "Use": "usage use uses used consumption consume consumed consuming consumer consumers calls call calling "
    "utilisation utilization",
    "User": "user users subscriber subscribers userbase customer customers",
    "Output": "output production generation produced generated producing generating",
    "Sales": "sales revenue revenues turnover receipts",
    "Profit": "profit profits earnings",
    "Firm": "enterprise enterprises company companies firm firms business businesses operator operators corporation "
    "corporations manufacturer manufacturers undertaking undertakings",
    "Invest": "investment investments invest invested investing investor investors spending outlay outlays expenditure "
    "capex",
    "Capacity": "capacity capacities capability",
    "Share": "share proportion fraction percentage portion",
    "Rate": "rate rates ratio",
    "Growth": "growth rise rises rising increase increases gain gains",
    "Decline": "decline declines fall falls falling drop drops decrease decreases",
    "Adoption": "adoption penetration uptake take-up",
    "Coverage": "coverage cover covered covering",
    "Price": "price prices pricing cost costs tariff fee fees",
    "Worker": "worker workers employee employees staff workforce headcount",
    "Job": "job jobs employment",
    "Citizen": "citizen citizens people person persons inhabitant inhabitants population resident residents",
    "Vehicle": "vehicle vehicles car cars automobile automobiles",
    "Export": "export exports exported exporting",
    "Import": "import imports imported importing",
    "Emission": "emission emissions",
    "Power": "electricity power",
    "Datacentre": "datacenter datacentre datacenters datacentres",
    "Telecom": "telecom telecoms telecommunication telecommunications communication communications ict",
    "Smart": "intelligent intelligence smart",
    "Model": "model models",
    "Scenario": "scenario scenarios",
    "Spectrum": "spectrum airwaves frequencies frequency",
    "Duty": "duty duties levy levies",
    "Task": "task tasks measure measures step steps action actions point points",
    "Area": "area areas field fields sector sectors zone zones",
    "Department": "department departments ministry ministries agency agencies authority authorities",
    "Pilot": "pilot pilots trial trials test tests piloting testing",
    "Opinion": "opinion opinions guideline guidelines guidance directive directives",
    "Plan": "plan plans blueprint roadmap",
    "Programme": "programme program programmes programs scheme schemes initiative initiatives",
    "Law": "law laws act acts bill bills statute legislation",
    "Licence": "licence license licences licenses permit permits approval approvals approve approved authorisation "
    "authorization",
    "Foreign": "foreign overseas foreign-invested foreign-funded foreign-backed",
    "Domestic": "domestic home-grown",
    "Worldwide": "global worldwide world international",
    "Latency": "latency delay",
    "Rack": "rack racks",
    "Dataset": "dataset datasets",
    "Home": "home homes house houses",
    "Housing": "housing dwelling dwellings",
    "Turbine": "turbine turbines",
    "School": "school schools",
    "Pupil": "pupil pupils student students",
    "Death": "death deaths fatality fatalities",
    "Case": "case cases infection infections",
    "Loan": "loan loans credit lending",
    "Wage": "wage wages pay salary salaries",
    "Inflation": "inflation cpi",
    "Gdp": "gdp",
    "Visitor": "visitor visitors tourist tourists arrivals guest guests traveller travellers traveler travelers "
    "holidaymaker holidaymakers foreigners",
    "Order": "order orders booking bookings",
    "Delivery": "delivery deliveries shipment shipments",
    "Crop": "harvest harvests crop crops",
    "Reservoir": "reservoir reservoirs dam dams",
    "Storage": "storage storages inventory inventories stockpile stockpiles stocks",
    "Fine": "fine fines penalty penalties",
    "Subsidy": "subsidy subsidies incentive incentives rebate rebates aid",
    "Applicant": "applicant applicants application applications",
    "Recipient": "beneficiary beneficiaries recipient recipients claimant claimants",
    "Child": "child children kid kids youngster youngsters",
    "Senior": "senior seniors elderly elders",
    "Farmer": "farmer farmers grower growers",
    "Flat": "apartment apartments flat flats",
    "Household": "family families household households",
    "Ship": "vessel vessels ship ships boat boats",
    "Truck": "truck trucks lorry lorries",
    "Doctor": "doctor doctors physician physicians",
    "Vaccine": "dose doses jab jabs vaccine vaccines vaccination vaccinations",
    "Jobless": "unemployment jobless joblessness unemployed",
    "Vacancy": "vacancy vacancies",
    "Debt": "debt debts borrowing borrowings",
    "Deficit": "deficit deficits shortfall shortfalls",
    "Fill": "fill filling full filled fullness",
    "Clearing": "deforestation deforested felled",
    "Registration": "registration registrations registered enrolment enrolments enrollment enrollments enrolled",
}
CONCEPTS: dict[str, str] = {}
for _concept, _words in _SYNONYMS.items():
    for _word in _words.split():
        CONCEPTS.setdefault(_word, _concept)

NUMBER_WORDS = {
    "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten", "20": "twenty", "50": "fifty", "100": "hundred",
}  # fmt: skip

RANKING_WORDS = "top leading leader leaders first biggest largest most best"
"""One of them stands in whatever tells of a ranking."""
_NO_TIME = r"(?![\s-]+(?:hours?|days?|weeks?|months?|quarters?|years?|decades?|minutes?)\b)"
"""The first ten days are no part of a ranking."""

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = (
    *(
        (re.compile(rf"\b(?:top|leading|first|biggest|largest)[\s-]+(?:{digits}|{word})\b{_NO_TIME}"), f"Top{digits}")
        for digits, word in NUMBER_WORDS.items()
    ),
    *(
        (
            re.compile(
                rf"\b(?:{digits}|{word})[\s-]+(?:leading|leaders?|biggest|largest|top|most[\s-]+\w+|best[\s-]+\w+)\b"
            ),
            f"Top{digits}",
        )
        for digits, word in NUMBER_WORDS.items()
    ),
    (re.compile(r"\bartificial[\s-]+intelligence\b"), "ai"),
    (re.compile(r"\bdata[\s-]+cent(?:er|re)s?\b"), "Datacentre"),
    (re.compile(r"\buse[\s-]+cases?\b|\bapplication scenarios?\b|\bscenarios? of application\b"), "Scenario"),
    (re.compile(r"\bpower usage effectiveness\b"), "pue"),
    (re.compile(r"\bgross domestic product\b"), "Gdp"),
    (re.compile(r"\bconsumer prices?(?: index)?\b"), "Inflation"),
    (re.compile(r"\bdata[\s-]+sets?\b"), "Dataset"),
    (re.compile(r"\bbase[\s-]+stations?\b"), "Basestation"),
    (re.compile(r"\bresearch and development\b|\br ?& ?d\b"), "Research"),
    (re.compile(r"\bsmall and medium(?:-sized)? (?:enterprises|businesses|companies)\b|\bsmes?\b"), "Sme"),
    (re.compile(r"\bvalue[\s-]+added\b"), "Valueadded"),
    (re.compile(r"\bnext[\s-]+generation\b"), "Nextgen"),
    (re.compile(r"\bhigher[\s-]+education\b"), "Highereducation"),
    (re.compile(r"\bhuman[\s-]+rights\b"), "Humanrights"),
    (re.compile(r"\bnet[\s-]+zero\b"), "Netzero"),
    (re.compile(r"\b(?:house|housing|home)[\s-]+prices?\b"), "Houseprice"),
    (re.compile(r"\b(?:share|stock)[\s-]+prices?\b"), "Shareprice"),
    (re.compile(r"\bmarket[\s-]+(?:capitali[sz]ation|value)\b"), "Marketvalue"),
    (re.compile(r"\bexchange[\s-]+rates?\b"), "Exchange"),
    (re.compile(r"\binterest rates? on deposits\b|\bdeposit (?:facility )?rates?\b"), "deposit"),
    (re.compile(r"\bmonth[\s-]on[\s-]month\b"), "monthl"),
    (re.compile(r"\bper[\s-]capita\b|\bper (?:head|person|inhabitant)\b"), "Percapita"),
    (re.compile(r"\bcarbon dioxide\b"), "co2"),
    (re.compile(r"\breverse[\s-]+repo[\s-]+rates?\b"), "reverserepo"),
    (
        re.compile(
            r"\b(?:key|base|benchmark|policy|main|reference|cash|repo|bank)[\s-]+"
            r"(?:(?:interest|lending|policy|monetary)[\s-]+)*rates?\b"
        ),
        "Keyrate",
    ),
)

INDEX_KINDS = "harmonised harmonized underlying"
"""Kinds of an index or a rate beside which another one is published."""

CONTRASTS: tuple[str, ...] = (
    "gross net operating pretax",
    "Import Export",
    "urban rural city",
    "men women",
    "male female",
    "solar wind nuclear coal gas hydro hydropower geothermal",
    "onshore offshore",
    "Domestic Foreign",
    "primary secondary tertiary",
    "monthly weekly daily",
    "minimum maximum average median",
    "Profit Sales cash buyback",
    "Top2 Top3 Top4 Top5 Top6 Top7 Top8 Top9 Top10 Top20 Top50 Top100",
    "inbound outbound",
    "summer winter spring autumn",
    "upload download",
    "input output",
    "supply demand",
    "Output Use",
    "wholesale retail",
    "short long",
    "birth Death",
    "public private",
    "core headline",
    "battery hybrid petrol diesel hydrogen",
    "mobile fixed",
    "b2b b2c",
    "Invest Sales",
    "deposit Loan",
    "Growth Decline",
    "total phase tranche stage",
    "under over",
    "new old",
    "stock flow",
    "permanent temporary",
    "received approved rejected granted pending withdrawn",
    "policy Keyrate deposit Loan overnight mortgage bond",
    "actual allowed",
    "youth adult",
    "electric petrol diesel",
    "arrivals departures",
    "births deaths",
    "first-hand farm-gate retail wholesale",
    "Exchange Shareprice",
)
"""Words of which two quantities that hold different ones are different quantities."""

STEP_WORDS = """
    accept accepted accepting add added adopt adopted adopting agree agreed allow allowed amend amended amending
    announce announced approval approve approved assent authorise authorize award awarded back
    backed ban banned begin began begun block blocked bring brought cabinet case chamber clear cleared clears come
    comes committee complaint complete completed conclude concluded congress consultation consult court decide
    decided decision decree delay delayed draft effect enact enacted end ended endorse endorsed enforce entered
    entry executive expand expanded extend extended final finalise finalised finalize finalized fine fined fresh
    gazette give given gives go gone government grant granted hand handed house impose imposed imposing in-force
    inquiry introduce introduced investigate investigation issue issued issuing keep kept king late launch launched
    launching let lets levy lift lifted lower made make makes month new notice notify open opened opening order
    ordered ordinance overturn overturned parliament pass passed passes passing pause paused pay penalty plenary
    postpone postponed president prime probe promulgate proposal propose proposed publish published publishing put
    raise raised reading receive received reject rejected release released repeal repealed revise revised revision
    revoke revoked royal ruling rule sanction sanctioned scrap scrapped senate set sets sign signed signing slap
    slapped start started stop submit submitted sue sued suspend suspended suspension table tabled take taken takes
    tell told unveil unveiled update updated upper vote voted votes week win withdraw withdrawn withdrew
"""
"""Words of the steps that authorities take and of how papers tell them, which do not say what an act is about."""

FORM_WORDS = (
    "act decree directive order regulation resolution circular notice law phase round package stage tranche batch"
)
"""Words for an instrument or a part of it that carry a number: Decree 12, the second package."""

NAMED_FORMS = (
    "bill charter code facility framework fund initiative list ordinance plan programme program scheme strategy"
)
"""Further words that end the name of an instrument: the Covered List."""

ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10",
}  # fmt: skip

MONTHS = "January February March April May June July August September October November December"

_LAWMAKERS = """
    assembly bundesrat bundestag cabinet chamber congress council cortes dail diet duma folketing government governor
    house king knesset legislature lords mps parliament president queen riksdag sabha seimas sejm senate storting
"""
LAWMAKERS = frozenset(_LAWMAKERS.split())
"""Words in the names of bodies that take turns in the making of a law."""

COURTS = frozenset({"court", "tribunal", "supreme", "constitutional", "judge", "judiciary"})

QUALIFIERS = """
    allowed asked battery border claimed core deposit demanded diesel Domestic energy Exchange Export female food
    Foreign fresh frozen fuel gross hybrid hydropower Import lending male maximum median minimum mortgage net
    nuclear offshore onshore overnight Percapita permanent permitted petrol planned proposed provisional public
    private requested retail rural seasonally Shareprice Marketvalue solar sought temporary underlying urban wholesale
    wind women men youth young
"""
"""Words that make another quantity of one: core inflation is no inflation, what is allowed is not what is."""

AIM_WORDS = "aim aimed goal goals target targeted targets objective obligation obligatory required"
"""How the name of a quantity says that it is what is aimed at."""

INTENTIONS = "allowed asked claimed demanded permitted planned proposed provisional requested sought"
"""Those of them that texts often leave out, as far as the value tells the same."""
