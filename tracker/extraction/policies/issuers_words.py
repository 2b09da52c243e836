"""The words that names of authorities are made of, and those that end them."""

from __future__ import annotations

from tracker.extraction.policies.words import word_set

LINKS = word_set("of for and the & on de la du des do da")
OPENERS = word_set(
    "the a an in on when after as by for but and under since while that this if at from with meanwhile however its "
    "their new our last next both yet so earlier later today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december"
)
HEAD_FIRST = word_set(
    "ministry department directorate bureau office board council court secretariat agency authority commission "
    "division inspectorate administration parliament government secretary superintendence superintendency chamber "
    "directorate-general commissioner registrar undersecretariat undersecretary minister cabinet house"
)
LOOSE_HEADS = word_set(
    "committee service executive board chamber office council administrator customs institute institution guard corps"
)
SCHOLARS = word_set("technology science sciences management directors studies finance history art arts journalism")
OFFICIAL = word_set(
    "national federal state city county municipal supreme legislative executive security privy regional european civil "
    "control products safety standards regulatory licensing review monetary statistics "
    "public central royal general government cabinet provincial district foreign home ministers customs permanent "
    "fisheries regulation supervision supervisory pricing price prices wage wages planning protection surveillance "
    "enforcement digital policy data statistics"
)
WHEN = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday january february march april may june "
    "july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec"
)
IN_CAPITALS = word_set("who can our art it us un has are nice era safe son span cop amp ins sem may")
"""words that are abbreviations of bodies only where not all is in capitals"""
SHORT = 4
"""letters of abbreviations that bodies and firms of many countries have"""
PROMINENT = ("EU", "US", "UK", "CN", "IN", "AU", "CA", "FR", "DE", "JP", "KR", "BR", "IT", "ES", "ZA")
"""whose bodies readers think of first where nothing tells bodies of one abbreviation apart"""
MONEY = frozenset("$£")
"""behind "US" or "A" these make a currency of it"""
COMMON_WORDS = word_set(
    "senate house congress treasury parliament cabinet commons lords peers centre mps senators lawmakers"
)
COMMON_STARTS = word_set("national supreme constitutional federal competition communications energy")
PUBLIC_BANKS = word_set("development central reserve investment infrastructure export-import")
SET_UP_ON = word_set("commission committee council agency authority office board")
LED_BY_HIM = (("administration",), ("government",), ("era",), ("family",), ("team",), ("supporters",), ("voters",))
SPORTS = word_set(
    "olympic cricket football rugby tennis chess hockey golf basketball athletics racing film press students"
)
ARMS = word_set("board council bureau secretariat presidium college committee assembly")
"""parts of bodies that act for the whole"""
STATE_INSTITUTES = word_set("social pension pensions insurance standards standardization consumer housing")
"""what institutes of states, and none of scholars, are for"""
HOUSES = word_set("assembly representatives commons lords councillors keys federation peoples people chiefs")
"""what a chamber is a house of"""
SITTING = word_set(", sitting meeting based")
PARTICLES = word_set("al el bin ibn bint abu abd de del da das do dos di du la le van von der den ter ould wa y e")
"""small words within people's names: "Abdel Fattah el-Sisi", "Ursula von der Leyen" """
HEADS_OF_STATE = word_set("president king sultan emir chancellor")
"""with a country behind "of" these are whole: "the President of Ireland" """
PEOPLES = word_set(
    "people peoples shippers consumers workers veterans women children farmers employees seafarers teachers"
)
"""whose bodies are named by them: "the People's Committee", "the Shippers' Council" """
PARTS_OF_NAMES = word_set("house lords commons fed centre center trump")
OWNERS = word_set("country bloc state nation")
COUNTS = word_set(
    "several two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty dozen dozens "
    "many government state"
)
ATTRIBUTED = word_set(
    "gazette bonds bond debt website portal data figures statistics documents buildings securities spending revenue "
    "coffers jobs work house headquarters building line lines plant plants floor "
    "inspector worker workers employee employees intervention watchdog's"
)
FREE_ROLES = word_set(
    "judges justices councillors councilors meps peers "
    "voters envoys delegates parliament congress lawmakers legislators ministers mps senators regulators authorities "
    "policymakers officials deputies prosecutors governments cabinet"
)
FORMER = frozenset(("former", "ex", "one-time", "erstwhile"))
MINISTERS = (("minister",), ("ministry",), ("department",), ("secretary",), ("committee",), ("league",))
"""what no person is called: "Justice Minister Mensah" is no justice of that name"""
MATTERS = word_set(
    "ministry minister and the of affairs policy development agriculture food fisheries forestry livestock rural "
    "environment climate change energy water natural resources mines mining petroleum transport transportation "
    "infrastructure communications roads labour labor employment social welfare security protection health care "
    "education science research sports culture tourism youth family women children economy economic finance financial "
    "budget trade industry commerce business housing urban local government home interior internal foreign "
    "justice defence defense public works planning"
)
"""what nearly all states have ministries for"""
MODIFIERS = word_set(
    "top chief national federal state central local public regional provincial municipal highest supreme main "
    "independent leading apex state-run new senior high constitutional lower upper union interim caretaker appeals "
    "district general metropolitan transitional acting military ruling provisional"
)
OWNED_HEADS = word_set(
    "ministry minister department court regulator watchdog authority agency commission inspectorate tribunal ombudsman"
)
OPENINGS = word_set(", . ; : – — and but that then now meanwhile")
OFFICES = word_set("minister secretary commissioner ministry department")
THE_STATE = frozenset(("of", "the", word) for word in ("republic", "state", "nation", "federation"))
"""how a head of state is named at home"""
ORGANS = {
    "parliament": "European Parliament",
    "council": "Council of the European Union",
    "commission": "European Commission",
}
POLITIES = word_set("state city canton province region emirate prefecture municipality county")
ORDERS = word_set("order decree resolution regulation directive decision ordinance circular notice notification bill")
"""behind "a cabinet", "by government" these make a kind of paper of it"""
SHORTENED = {"gov": "governor", "pres": "president"}
LED = frozenset(("administration", "government"))
NEEDS_MORE = word_set(
    "controller secretary president chair board house chamber executive commission council bureau "
    "administration deputies planner agency department authority bloc commissioner judge judges governor king "
    "minister departments agencies court office premier chancellor customs mayor emir"
)
"""roles of one word that stand for nobody without an article or a country"""
