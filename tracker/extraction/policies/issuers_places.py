"""What bodies of cities and regions are called: "Amsterdam City Council", "Government of Kerala"."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extraction.policies.words import Place, Words, word_set

DETERMINERS = word_set("the its their this that a an his her our")
OFFICES_OF_PLACES = word_set("governor mayor premier")
OFFICES_OF_STATES = word_set("treasurer comptroller") | {"secretary of state", "attorney general", "supreme court"}
"""that a state of a union has too: "Oregon's Secretary of State" """
ADJECTIVAL = ("ish", "ian", "ese", "elsh", "alan", "asque", "lloon", "axon")
CHAMBERS = ("legislature", "state legislature")
OF_REGIONS = ("parliament", "government", "state government", "regional government", "cabinet", "state cabinet")
PARTS = frozenset(
    ("state government", "provincial government", "regional government", "cantonal government", "city government")
)
NAMED_LAST = frozenset(("IN", "PK", "BD", "CN", "HK", "MO", "MY", "BN", "TW"))
"""where a department stands behind what it is for: "the Tourism Department", and is a state's or a city's"""
PARTS_HAVE = ("ministry", "minister", "department", "secretary", "treasury", "treasurer")
"""what states of a union have as the union has: "Alberta's energy minister" is no minister of Canada"""
PARLIAMENTS_OF_PARTS = ("cantonal parliament", "state parliament", "provincial parliament", "regional parliament")
GOVERNING = frozenset(
    (
        "state government", "provincial government", "regional government", "cantonal government", "state cabinet",
        "provincial cabinet", "state legislature", "provincial legislature", *PARLIAMENTS_OF_PARTS,
    )
)  # fmt: skip
"""what governs a part of a country, and no city"""
PEOPLES = ("people committee", "people council")
"""as they are read: "Hanoi's people's committee" """
BODIES_OF_PARTS = ("commissioner", "commission", "division", "agency", "board", "bureau", "authority", "inspectorate")
"""named after the part: "Colorado's insurance commissioner" """
LOCAL_COURTS = word_set(
    "district regional city municipal magistrates magistrate's administrative commercial labour labor county"
)
"""words of courts of which a country has many"""
CITY_BODIES = (
    "governorate",
    "city council",
    "city hall",
    "municipality",
    "council",
    "city government",
    "city executive",
    "municipal council",
    "town council",
    "county council",
    "county assembly",
)


def governing(words: Words, capitals: Mapping[str, str], at: int, role: str, last: int) -> str:
    """What governs a part of a country from a city: "the state government in Munich" → Government of Bavaria.

    `capitals` tells which part is governed from which city.
    """
    if role not in GOVERNING:
        return ""
    first = last + 1 if words.low[last : last + 1] == ("in",) else at + (words.low[at] in DETERMINERS)
    ends = (end for end in (first + 1, first + 2) if end <= words.size)
    part = next((part for end in ends if (part := capitals.get(words.text_of(first, end)))), "")
    if part and role in PARLIAMENTS_OF_PARTS:
        return f"{_titled(role)} of {part}"
    return f"{role.rpartition(' ')[2].capitalize()} of {part}" if part else ""


def own_name(words: Words, starts: Mapping[int, Place], at: int, role: str, last: int) -> str:
    """What a city's or a region's own body is called: "Amsterdam City Council", "Parliament of Queensland"."""
    first = at + 1 if words.low[at] in DETERMINERS else at
    place = starts.get(first)
    if role in CHAMBERS and (region := place or starts.get(last + 1)) and region.kind == "region":
        return f"Legislature of {words.text_of(region.first, region.last)}"
    if place is None:
        return _of_a_part(words, role, last) or _court_in_a_town(words, starts, role, last)
    name = words.text_of(place.first, place.last)
    if place.kind not in ("seat", "region"):
        return ""
    own = _of_a_city(name, role) or (_of_a_seat(name, role, place.code) if place.kind == "seat" else "")
    return own if own or place.kind == "seat" else _of_a_region(name, role)


def _of_a_city(name: str, role: str) -> str:
    """ "Zurich's cantonal parliament", "Hanoi's people's committee", "the mayor of Lagos"."""
    if role in PARLIAMENTS_OF_PARTS:
        return f"{_titled(role)} of {name}"
    if role in PEOPLES:
        return f"{name} People's {role.rpartition(' ')[2].capitalize()}"
    if role in (*OFFICES_OF_PLACES, *CITY_BODIES):
        return f"{name} {role.title()}" if role in CITY_BODIES else f"{role.capitalize()} of {name}"
    return ""


def _of_a_seat(name: str, role: str, code: str) -> str:
    """ "Jakarta's provincial government", "Panaji's tourism department": what a country's own government is not."""
    if role in PARTS:
        return f"{name} {_titled(role)}"
    department = code in NAMED_LAST and role.endswith(" department")
    return f"{_titled(role)} of {name}" if department else ""


def _titled(role: str) -> str:
    return role.title().replace(" And ", " and ").replace(" Of ", " of ")


def _of_a_region(name: str, role: str) -> str:
    """ "Alberta's energy minister" → Energy Minister of Alberta, "the Catalan parliament" → Catalan Parliament."""
    topic, _, head = role.rpartition(" ")
    if role in OFFICES_OF_STATES:
        return f"{name} {role.title().replace(' Of ', ' of ')}"
    if topic and head in BODIES_OF_PARTS:
        return f"{name} {_titled(role)}"
    if role not in OF_REGIONS and not (topic and head in PARTS_HAVE):
        return ""
    if name.endswith(ADJECTIVAL):
        return f"{name} {_titled(role)}"
    return f"{head.capitalize() if role in OF_REGIONS else _titled(role)} of {name}"


def _court_in_a_town(words: Words, starts: Mapping[int, Place], role: str, last: int) -> str:
    """ "the appeals court in Copiapó" → Appeals Court of Copiapó."""
    inside = role.endswith(" court") and words.low[last : last + 1] == ("in",) and last + 1 < words.size
    if not inside or not words.capital(last + 1) or words.title_case:
        return ""
    place = starts.get(last + 1)
    if place is None:
        return f"{role.title()} of {words.text_of(last + 1, last + 2)}"
    local = place.kind == "region" or (place.kind == "seat" and not LOCAL_COURTS.isdisjoint(role.split()))
    return f"{role.title()} of {words.text_of(place.first, place.last)}" if local else ""


def _of_a_part(words: Words, role: str, last: int) -> str:
    """ "the state government of Kerala" → Government of Kerala."""
    named = words.low[last : last + 1] == ("of",) and last + 1 < words.size and words.capital(last + 1)
    if role not in PARTS or not named or words.title_case:
        return ""
    end = last + 2
    while end < min(words.size, last + 4) and words.capital(end) and words.tokens[end].kind == "word":
        end += 1
    return f"Government of {words.text_of(last + 1, end)}"
