"""What a body is called that no list has: a name made from its role and its country."""

from __future__ import annotations

from tracker.extraction.policies.issuers_places import NAMED_LAST
from tracker.extraction.policies.issuers_words import MODIFIERS
from tracker.extraction.policies.lexicon import Lexicon
from tracker.extraction.policies.words import Agent

SMALL = frozenset(("and", "of", "for", "the"))
OFFICES = {
    "government": "Government of {}",
    "federal government": "Government of {}",
    "central government": "Government of {}",
    "assembly": "Assembly of {}",
    "national assembly": "National Assembly of {}",
    "house of representatives": "House of Representatives of {}",
    "parliament": "Parliament of {}",
    "cabinet": "Cabinet of {}",
    "council of ministers": "Council of Ministers of {}",
    "central bank": "Central Bank of {}",
    "supreme court": "Supreme Court of {}",
    "top court": "Supreme Court of {}",
    "highest court": "Supreme Court of {}",
    "high court": "High Court of {}",
    "constitutional court": "Constitutional Court of {}",
    "president": "President of {}",
    "prime minister": "Prime Minister of {}",
    "premier": "Prime Minister of {}",
    "king": "King of {}",
    "sultan": "Sultan of {}",
    "emir": "Emir of {}",
    "chancellor": "Chancellor of {}",
    "comptroller general": "Comptroller General of {}",
    "comptroller-general": "Comptroller General of {}",
    "auditor general": "Auditor General of {}",
    "auditor-general": "Auditor General of {}",
    "attorney general": "Attorney General of {}",
    "solicitor general": "Solicitor General of {}",
    "prosecutor general": "Prosecutor General of {}",
    "ombudsman": "Ombudsman of {}",
    "constitutional tribunal": "Constitutional Tribunal of {}",
    "secretary of state": "Secretary of State of {}",
    "council of state": "Council of State of {}",
    "official gazette": "",
    "royal gazette": "",
    "government gazette": "",
    "federal gazette": "",
    "state gazette": "",
    "election commission": "Election Commission of {}",
    "electoral commission": "Electoral Commission of {}",
    "senate": "Senate of {}",
    "congress": "Congress of {}",
    "court of appeal": "Court of Appeal of {}",
}
UNPLACED = frozenset(("prime minister", "central bank", "supreme court", "attorney general", "secretary of state"))
"""what is called so where nothing tells of which country it is, and that no topic makes a ministry of"""
WITH_ARTICLE = frozenset(
    ("US", "UK", "NL", "PH", "AE", "BS", "DO", "CZ", "MV", "SC", "GM", "CF", "CG", "CD", "SB", "MH", "KM")
)
FOR_NOW = frozenset(("interim", "caretaker", "transitional", "acting", "military", "ruling", "coalition"))
"""what says how an office is held, and not which"""
CALLED = {
    "CZ": "Czech Republic",
    "TR": "Turkey",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
}
"""where the press mostly uses another name than the first of the list"""
CITY_BODIES = frozenset(
    (
        "governorate",
        "city council",
        "city hall",
        "town hall",
        "city executive",
        "municipal executive",
        "county council",
        "county assembly",
        "regional council",
        "provincial council",
        "city government",
        "municipal council",
        "town council",
    )
)
MADE = frozenset(
    (
        "commission",
        "agency",
        "authority",
        "bureau",
        "inspectorate",
        "directorate",
        "council",
        "board",
        "tribunal",
        "service",
        "office",
        "guard",
        "commissioner",
        "committee",
    )
)
"""heads of names that a role in lower case is made into one by"""


def government_of(code: str, lexicon: Lexicon) -> str:
    """What the government of a country is called; a union is called by its own name."""
    if code == "EU":
        return "European Union"
    return OFFICES["government"].format(country_called(code, lexicon))


def country_called(code: str, lexicon: Lexicon) -> str:
    """The country's name as it stands behind "of": "the Netherlands", "the Czech Republic"."""
    country = CALLED.get(code) or lexicon.country_names.get(code, code)
    return ("the " if code in WITH_ARTICLE else "") + country


def made_name(agent: Agent, lexicon: Lexicon, code: str) -> str:
    """A name made from a role: "energy ministry" → Ministry of Energy; "" where the role names no single body."""
    role = " ".join(word for word in agent.head.split() if word not in FOR_NOW) or agent.head
    if role in OFFICES and code in lexicon.country_names:
        country = country_called(code, lexicon)
        return "European Central Bank" if (role, code) == ("central bank", "EU") else OFFICES[role].format(country)
    if role in UNPLACED:
        return role.title()
    *topic, head = role.split()
    topic = [word for word in topic if word not in MODIFIERS]
    if role in CITY_BODIES or not topic:
        return role.title() if role in CITY_BODIES else ""
    return _of_topic(topic, head, code)


def _of_topic(topic: list[str], head: str, code: str) -> str:
    subject = " ".join(w if w in SMALL else w.upper() if w == "it" else w.capitalize() for w in topic)
    if head in ("ministry", "minister"):
        return f"Ministry of the {subject}" if subject == "Interior" else f"Ministry of {subject}"
    if head in ("department", "secretary"):
        return f"{subject} Department" if head == "department" and code in NAMED_LAST else f"Department of {subject}"
    if head in MADE:
        return f"{subject} {head.capitalize()}"
    return ""
