"""Which authority is meant: an agent's name and country, from the country of the story and what was named before."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.policies.issuers_made import SMALL, made_name
from tracker.extraction.policies.issuers_words import MATTERS, MODIFIERS, PROMINENT
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.words import NAMED, ROLE, Agent, word_set
from tracker.extraction.vocab import Authority

LAW_MAKERS = frozenset(("mps", "deputies"))
TAKEN_UP = {"Commission": "Commission", "Commission's": "Commission"}
"""a name of a body of the EU that takes up another one, where the story has named such"""
NAMELESS = frozenset(("lawmakers", "legislators"))
"""who acts is told, but no chamber named: there are two in most states"""


def resolve(agent: Agent, lexicon: Lexicon, country: str, before: tuple[Agent, ...]) -> Agent:
    """The agent with the name and country that its own words leave open.

    `country` is what the story is about; `before` are the named authorities of the story, the nearest first.
    """
    code = agent.jurisdiction or country
    if (agent.name or agent.head).lower() in RATE_SETTERS:
        bank = lexicon.lower_names.get((code, "central bank"))
        return _renamed(agent, bank.name if bank else agent.name, code)
    taken = _taken_up(agent, before) if agent.head in TAKEN_UP else None
    if taken is not None:
        return _renamed(agent, taken.name, taken.jurisdiction)
    if agent.name:
        court = agent.name.lower() in COURTS and code in lexicon.country_names
        name = made_name(replace(agent, head=agent.name.lower()), lexicon, code) if court else agent.name
        name = _in_full(name, lexicon, code)
        return _renamed(agent, name, code)
    if agent.head.rpartition(" ")[2].lower() in LAW_MAKERS and not agent.head.lower().startswith("chamber of "):
        known = _called_like("parliament", lexicon, code) or _called_like("congress", lexicon, code)
        return _renamed(agent, known.name if known else "", code)
    if agent.level == NAMED:
        return _of_the_list(agent, lexicon, code)
    nameless = agent.level != ROLE or agent.head.rpartition(" ")[2] in NAMELESS
    return _renamed(agent, "", code) if nameless else _of_a_role(agent, lexicon, code, before)


def _taken_up(agent: Agent, before: tuple[Agent, ...]) -> Agent | None:
    """The body that "the Commission" is short for, where the story names one by more than that word, and no EU's."""
    word = TAKEN_UP[agent.head]
    named = (one for one in before if one.level == NAMED and one.jurisdiction)
    same = [one for one in named if word in one.name.split() and one.head not in TAKEN_UP]
    return same[0] if same and all(one.name != agent.name for one in same) else None


def _in_full(name: str, lexicon: Lexicon, code: str) -> str:
    """A name as bodies of its kind are mostly called: "Economy Ministry" → Ministry of Economy."""
    if name.startswith(("Minister of ", "Minister for ")):
        full = "Ministry of " + name.split(" ", 2)[2].removeprefix("the ")
        known = lexicon.lower_names.get((code, full.lower()))
        return known.name if known else full
    topic, _, head = name.rpartition(" ")
    if head != "Ministry" or not topic or " of " in name:
        return name
    full = f"{head} of the {topic}" if topic == "Interior" else f"{head} of {topic}"
    known = lexicon.lower_names.get((code, name.lower())) or lexicon.lower_names.get((code, full.lower()))
    return known.name if known else full


def _of_the_list(agent: Agent, lexicon: Lexicon, code: str) -> Agent:
    known = _of_same_name(agent, lexicon, code)
    country = lexicon.country_names.get(code, "") if agent.head.lower().startswith("house ") else ""
    known = known or lexicon.lower_names.get((code, f"{agent.head} of {country}".lower()))
    if known is None and agent.head in ("Reserve Bank", "Central Bank"):
        known = lexicon.lower_names.get((code, "central bank"))
    if known is None and agent.head.lower() in COURTS and code in lexicon.country_names:
        return _renamed(agent, made_name(replace(agent, head=agent.head.lower()), lexicon, code), code)
    if known is None:
        return _renamed(agent, agent.head.replace(" ,", ","), code)
    return _renamed(agent, known.name, known.jurisdiction)


def _of_a_role(agent: Agent, lexicon: Lexicon, code: str, before: tuple[Agent, ...]) -> Agent:
    if agent.head == "government" and not agent.jurisdiction:
        return _renamed(agent, "", code)  # nobody is named by "the government" but the country
    agent = replace(agent, head=IN_FULL.get(agent.head, agent.head).replace(" cabinet secretary", " minister"))
    known = lexicon.lower_names.get((code, agent.head))
    if known is None and agent.head in ("legislature", "national legislature"):
        known = lexicon.lower_names.get((code, "parliament")) or _called_like("parliament", lexicon, code)
    if known is None and agent.head.startswith(("farm ", "farming ")):
        agent = replace(agent, head="agriculture " + agent.head.partition(" ")[2])
    known = known or lexicon.lower_names.get((code, agent.head)) or _of_the_holder(agent.head, lexicon, code)
    known = known or _called_like(agent.head, lexicon, code)
    if known is not None:
        return _renamed(agent, known.name, code)
    nearest = _antecedent(agent, before) or _for_the_topic(agent, lexicon, code)
    if nearest is not None:
        return _renamed(agent, nearest.name, nearest.jurisdiction or code)
    return _renamed(agent, made_name(agent, lexicon, code), code)


def _of_the_holder(role: str, lexicon: Lexicon, code: str) -> Authority | None:
    """The listed body that a minister stands for: "environment minister" → "environment ministry"."""
    topic, _, head = role.rpartition(" ")
    if code == "EU" and head == "ministers":
        return lexicon.lower_names.get((code, "council"))
    if not topic or head not in MINISTRIES:
        return None
    topic = topic.rpartition("deputy ")[2].rpartition("federal ")[2]
    names = (f"{topic} {body}" for body in ("ministry", "department", "secretariat"))
    return next((known for name in names if (known := lexicon.lower_names.get((code, name)))), None)


def home_of(agent: Agent, lexicon: Lexicon, codes: tuple[str, ...]) -> str:
    """The country that a body is looked for in: of those that the story names the first that has such a one."""
    country, state, *others = codes
    if _of_a_state(agent, country):
        return state
    if agent.level == NAMED and not agent.name and not agent.jurisdiction:
        same = [authority.jurisdiction for authority in called(agent.head, lexicon)]
        fits = next((code for code in (country, state, *others) if code in same), None)
        if fits is None and same and country in UNIONS:
            return min(same, key=lambda code: PROMINENT.index(code) if code in PROMINENT else len(PROMINENT))
        return fits or country
    return country


def _of_a_state(agent: Agent, country: str) -> bool:
    """Whether a body is one that only a state has, and not `country` where this is a union of states: a cabinet."""
    words = agent.head.split() if agent.level == ROLE else agent.name.lower().split()[:1]
    return not NATIONAL.isdisjoint(words) or (country == "INT" and not SOVEREIGN.isdisjoint(words))


def _renamed(agent: Agent, name: str, code: str) -> Agent:
    return Agent(agent.first, agent.last, name, code, agent.level, agent.head, agent.owns, agent.plural)


def called(written: str, lexicon: Lexicon) -> list[Authority]:
    """The authorities of the list that share a name, as the list writes it."""
    known = lexicon.names.get(written.partition(" ")[0].lower().removesuffix("'s"))
    return known.by_written.get(written, []) if known is not None else []


def _of_same_name(agent: Agent, lexicon: Lexicon, code: str) -> Authority | None:
    """The body of that country among those that share a name; an abbreviation is else the first of the list."""
    same = called(agent.head, lexicon)
    own = next((a for a in same if a.jurisdiction == code), None)
    like = _called_like(agent.head.lower(), lexicon, code)
    known = min(same, key=_prominence, default=None)
    generic = agent.head.startswith(("Ministry ", "Department ")) and known and not _tells_whose(agent, known, same)
    elsewhere = known and (
        (not code and not generic) or (agent.head.isupper() and known.jurisdiction in (*PROMINENT, "INT"))
    )
    return own or like or (known if elsewhere else None)


def _tells_whose(agent: Agent, known: Authority, same: list[Authority]) -> bool:
    """Whether a ministry is known by its name alone: "Ministry of Civil Affairs", where all have one of finance not."""
    if agent.head.startswith("Department "):
        return known.jurisdiction in PROMINENT
    alone = len({authority.jurisdiction for authority in same}) == 1
    return alone and not MATTERS.issuperset(agent.head.lower().replace(",", "").split())


def _prominence(authority: Authority) -> int:
    """Of bodies with one abbreviation that nothing tells apart, readers think of those of the larger states first."""
    return PROMINENT.index(authority.jurisdiction) if authority.jurisdiction in PROMINENT else len(PROMINENT)


def _called_like(role: str, lexicon: Lexicon, code: str) -> Authority | None:
    """The country's body with a name that ends like the role: "parliament" → "Malaysian parliament"."""
    if role.rpartition(" ")[2] not in ("parliament", "congress", "senate", "cabinet", "assembly"):
        return None
    return next((a for alias, a in lexicon.by_code.get(code, ()) if alias.endswith(" " + role)), None)


def _antecedent(agent: Agent, before: tuple[Agent, ...]) -> Agent | None:
    """The named authority that "the ministry" or "the regulator" takes up again."""
    *topic, head = agent.head.split()
    for named in before:
        low = named.name.lower()
        if named.jurisdiction and agent.jurisdiction and named.jurisdiction != agent.jurisdiction:
            continue
        if head in ("regulator", "watchdog", "agency", "authority", "body"):
            fits = any(w in low for w in ("authority", "commission", "agency", "office", "administration", "regulat"))
            fits = fits or (named.head.isupper() and " " not in named.head)
        else:
            fits = head.rstrip("s") in low
        if fits and all(word in low or word in ("federal", "national", "top", "chief") for word in topic):
            return named
    return None


def _for_the_topic(agent: Agent, lexicon: Lexicon, code: str) -> Agent | None:
    """The listed body whose name holds the topic of "the utilities regulator": the beginnings of its words decide."""
    *topic, head = agent.head.split() or [""]
    stems = [word[:STEM] for word in topic if word not in MODIFIERS and word not in SMALL]
    if head not in REGULATORS | MINISTRIES or not stems or not code:
        return None
    alike = not ALIKE.keys().isdisjoint(stems)
    starts = [ALIKE.get(stem, (stem,)) for stem in stems]
    for alias, authority in lexicon.by_code.get(code, ()):
        regulator = head in REGULATORS and (not alike or _regulates(alias))
        of_kind = regulator or (head not in REGULATORS and alias.startswith(MINISTRY_NAMES))
        if of_kind and all(any(word.startswith(start) for word in alias.split()) for start in starts):
            return Agent(0, 0, authority.name, code, NAMED)
    return None


def _regulates(alias: str) -> bool:
    """Whether a name is that of a body that may be called a regulator: none of a ministry, a court or a bank."""
    words = alias.split()
    return NOT_REGULATING.isdisjoint(words) and any(word.startswith(REGULATING) for word in words)


MINISTRY_NAMES = ("ministry", "department", "secretariat", "federal ministry")
NOT_REGULATING = word_set("ministry department minister government parliament court bank statistics nuclear atomic")
REGULATING = (
    "regulat", "authorit", "commission", "agenc", "office", "superint", "council", "board", "inspect", "director",
    "administration", "autorid", "watchdog", "body", "institut", "comptroller", "unit",
)  # fmt: skip
ENERGY = ("energ", "electric")
TELECOMS = ("telecom", "communic")
MINES = ("mine", "mining")
LABOUR = ("labo", "employ", "manpower")
DRUGS = ("drug", "medic", "pharm")
ALIKE = {
    "energy": ENERGY,
    "electr": ENERGY,
    "power": (*ENERGY, "power"),
    "teleco": TELECOMS,
    "commun": TELECOMS,
    "drug": DRUGS,
    "drugs": DRUGS,
    "medici": DRUGS,
    "mining": MINES,
    "mines": MINES,
    "labour": LABOUR,
    "labor": LABOUR,
    "employ": LABOUR,
    "farm": ("agricultur",),
    "farmin": ("agricultur",),
    "tax": ("tax", "revenue"),
    "commer": ("commerc", "trade"),
    "trade": ("trade", "commerc"),
    "enviro": ("enviro", "ecolog"),
    "climat": ("climat",),
    "defenc": ("defen",),
    "defens": ("defen",),
}
"""the beginnings of the words that bodies for a matter are named by"""
IN_FULL = {
    "upper chamber": "upper house",
    "lower chamber": "lower house",
    "dpa": "data protection authority",
    "nca": "competition authority",
}
UNIONS = frozenset(("EU", "INT"))
NATIONAL = frozenset(
    (
        "cabinet",
        "ministry",
        "minister",
        "ministries",
        "government",
        "federal",
        "mayor",
        "governor",
        "premier",
        "king",
        "state",
    )
)
SOVEREIGN = frozenset(("president", "parliament", "congress", "senate", "lawmakers", "court", "legislature"))
STEM = 6
"""letters of a topic that tell it from others: transport, transition"""
MINISTRIES = frozenset(("ministry", "minister", "department", "secretary"))
REGULATORS = frozenset(
    ("regulator", "watchdog", "authority", "agency", "commission", "commissioner", "office", "body", "board")
)
RATE_SETTERS = frozenset(
    (
        "monetary policy committee",
        "monetary policy council",
        "monetary board",
        "monetary council",
        "mpc",
        "governing council",
    )
)
COURTS = frozenset(("high court", "supreme court", "constitutional court"))
