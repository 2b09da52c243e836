"""Writes tracker/extraction/vocabulary/countries.json: each country's names, adjectives and seats of government.

    python bench/vocabulary/countries.py           writes the table
    python bench/vocabulary/countries.py --check   exit status 1 where the packaged table is not what would be written
    python bench/vocabulary/countries.py --bodies  which bodies of each country the vocabulary knows, as a table

Names come from pycountry (ISO 3166-1) and CLDR (through babel); adjectives, capitals and regions, which neither
gives, from countries.txt beside this file. Codes are those that readers use: UK for GB, and EU.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import pycountry
from babel import Locale

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "tracker" / "extraction" / "vocabulary" / "countries.json"
READERS_CODE = {"GB": "UK"}
NOT_ALONE = {"Georgia, Republic of", "Niger, Republic of the"}


def plain_names(code: str) -> list[str]:
    """ISO's names without what follows a comma, and CLDR's English name."""
    country = pycountry.countries.get(alpha_2=code)
    names = []
    if country is not None:
        for field in ("name", "common_name", "official_name"):
            name = getattr(country, field, None)
            if name and "," not in name and "(" not in name:
                names.append(name)
    cldr = Locale("en").territories.get(code)
    if cldr:
        short = cldr.split(" (")[0]
        # What readers call it stands first: "Vietnam", not "Viet Nam"; not so "Hong Kong SAR China".
        plain = short.isascii() and not any(sign in short for sign in (" SAR ", " - ", "&", "St. ", "Palestinian"))
        names.insert(0 if plain else len(names), short)
    return [name for name in names if name not in NOT_ALONE]


def hand_written() -> dict[str, tuple[list[str], ...]]:
    """code → (adjectives, seats, further names, regions) of countries.txt."""
    rows = {}
    for line in (HERE / "countries.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *lists = line.split("|")
            rows[code] = tuple([part.strip() for part in text.split(";") if part.strip()] for text in lists)
    return rows


BARE = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss"})


def unaccented(name: str) -> str:
    """A name as papers in English write it: Neuquen for Neuquén."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(BARE)


def table() -> dict[str, dict[str, list[str]]]:
    by_hand = hand_written()
    codes = sorted({country.alpha_2 for country in pycountry.countries} | set(by_hand))
    rows = {}
    for code in codes:
        adjectives, seats, further, regions = by_hand.get(code, ([], [], [], []))
        names = list(dict.fromkeys([*plain_names(code), *further]))
        rows[READERS_CODE.get(code, code)] = {
            "names": names,
            "adjectives": adjectives,
            "seats": seats,
            "regions": regions,
        }
    known = {name for row in rows.values() for group in row.values() for name in group}
    for row in rows.values():
        for group in ("names", "seats", "regions"):
            bare = [unaccented(name) for name in row[group]]
            row[group] = [*row[group], *dict.fromkeys(name for name in bare if name not in known and name.isascii())]
    return rows


def text() -> str:
    lines = [f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}" for code, row in sorted(table().items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


BODIES = {
    "bank": ("central bank", "reserve bank", "national bank", "monetary authority", "bank of"),
    "parliament": ("parliament", "assembly", "congress", "legislature", "council of states", "diet", "senate"),
    "statistics": ("statistic", "census"),
    "energy": ("energy", "electric", "power", "utilities", "gas"),
    "telecoms": ("communication", "telecom"),
    "finance": ("securities", "financial", "capital market", "markets regulator"),
    "competition": ("competition", "antitrust", "cartel", "fair trad", "monopol"),
    "data": ("data protection", "privacy", "personal data", "information commissioner"),
    "health": ("drug", "medicine", "health", "pharma"),
    "ministries": ("ministry", "department of", "secretariat of"),
}


def bodies() -> str:
    """One line a country: how many bodies are listed, and which kinds of body are among them."""
    from tracker.extraction.vocab import load_vocabulary

    names: dict[str, list[str]] = {}
    for authority in load_vocabulary().authorities:
        names.setdefault(authority.jurisdiction, []).append(" | ".join((authority.name, *authority.aliases)).lower())
    lines = ["     " + " ".join(f"{kind[:10]:>11}" for kind in ("listed", *BODIES))]
    have: dict[str, int] = dict.fromkeys(BODIES, 0)
    codes = sorted(table())
    for code in codes:
        rows = names.get(code, [])
        counts = {kind: sum(any(word in row for word in words) for row in rows) for kind, words in BODIES.items()}
        for kind, count in counts.items():
            have[kind] += bool(count)
        lines.append(f"{code:<5}" + " ".join(f"{count or '':>11}" for count in (len(rows), *counts.values())))
    known = sum(bool(names.get(code)) for code in codes)
    lines.append(f"all  {known:>11} " + " ".join(f"{count:>11}" for count in have.values()))
    return "\n".join(lines)


def main() -> int:
    if "--bodies" in sys.argv:
        sys.stdout.write(bodies() + "\n")
        return 0
    if "--check" in sys.argv:
        return int(TABLE.read_text(encoding="utf-8") != text())
    TABLE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
