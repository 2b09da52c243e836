"""Writes the generated vocabulary of the extraction room from the libraries that know it: pint, babel and pycountry.

    .venv/bin/python bench/vocabulary/generate.py [--check]

The program itself imports none of the three for this: reading one JSON file costs milliseconds, importing them half a
second. `--check` writes nothing and exits 1 where the packaged file differs from what the libraries say today.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "tracker" / "extraction" / "vocabulary" / "units.json"

# Which prefixes newspapers use with which unit:
# (pint's name, symbol we print, further symbols, further names, prefixes).
BASES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("watt", "W", (), (), ("kilo", "mega", "giga", "tera", "milli")),
    ("watt_hour", "Wh", (), ("watt-hour", "watt hour", "watthour"), ("kilo", "mega", "giga", "tera", "peta")),
    ("volt", "V", (), (), ("kilo", "milli", "mega")),
    ("volt_ampere", "VA", (), ("volt-ampere",), ("kilo", "mega", "giga")),
    ("joule", "J", (), (), ("kilo", "mega", "giga", "tera", "peta", "exa")),
    ("hertz", "Hz", (), (), ("kilo", "mega", "giga", "tera")),
    ("gram", "g", (), ("gramme",), ("kilo", "milli", "micro")),
    ("metric_ton", "t", (), ("tonne", "ton", "metric tonne", "metric ton"), ("kilo", "mega", "giga")),
    ("meter", "m", (), ("metre",), ("kilo", "centi", "milli", "micro", "nano")),
    ("liter", "L", ("l",), ("litre",), ("milli", "hecto", "kilo", "mega", "giga")),
    ("byte", "B", (), (), ("kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta")),
    ("bit_per_second", "bps", ("bit/s", "b/s"), ("bit per second",), ("kilo", "mega", "giga", "tera", "peta")),
    ("second", "s", (), (), ("milli", "micro", "nano")),
    ("pascal", "Pa", (), (), ("kilo", "mega", "giga", "hecto")),
    ("sievert", "Sv", (), (), ("milli", "micro")),
    ("becquerel", "Bq", (), (), ("kilo", "mega", "giga", "tera", "peta")),
    ("flops", "FLOPS", ("FLOP/s", "flops", "Flops"), ("flops", "flop"), ("giga", "tera", "peta", "exa", "zetta")),
)
AREAS = (("square", "2"), ("cubic", "3"))
LENGTHS = (("meter", "metre", "m"), ("kilometer", "kilometre", "km"), ("foot", "feet", "ft"), ("mile", "mile", "mi"))
# Units of their own names, without prefixes; the first is what we print.
PLAIN: dict[str, tuple[str, ...]] = {
    "ha": ("hectare",),
    "acre": ("acre",),
    "mile": ("mile",),
    "ft": ("foot", "feet"),
    "kg": ("kilo",),
    "km/h": (*(f"kilomet{end} {a} hour" for end in ("res", "ers") for a in ("per", "an")), "km/h", "kph", "kmh"),
    "mph": ("miles per hour", "miles an hour", "mph"),
    "barrel": ("barrel", "bbl", "barrels per day", "barrels a day", "bpd", "b/d"),
    "boe": ("barrel of oil equivalent", "boe"),
    "TEU": ("TEU", "twenty-foot equivalent unit"),
    "dwt": ("deadweight tonne", "deadweight ton", "dwt"),
    "gt": ("gross tonnage", "gross ton", "gross tonne"),
    "°C": ("degree Celsius", "degrees Celsius", "°C", "degree centigrade", "degrees centigrade", "℃"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit", "°F"),
    "dB": ("decibel", "dB"),
    "ppm": ("part per million", "parts per million", "ppm"),
    "ppb": ("part per billion", "parts per billion", "ppb"),
    "oz": ("ounce", "oz"),
    "lb": ("lb", "lbs"),
    "bushel": ("bushel",),
    "gallon": ("gallon",),
    "quintal": ("quintal",),
    "BTU": ("BTU", "British thermal unit"),
    "MMBtu": ("MMBtu", "mmbtu", "million BTU", "million British thermal units"),
    "tCO2": ("tCO2",),
    "tCO2e": ("tCO2e", "tCO2eq"),
    "ktCO2e": ("ktCO2e",),
    "MtCO2": ("MtCO2",),
    "MtCO2e": ("MtCO2e", "MtCO2eq"),
    "GtCO2": ("GtCO2",),
    "GtCO2e": ("GtCO2e",),
    "toe": ("toe", "tonne of oil equivalent", "ton of oil equivalent"),
    "Mtoe": ("Mtoe",),
    "tce": ("tce", "tonne of coal equivalent", "ton of standard coal"),
    "kWp": ("kWp",),
    "MWp": ("MWp",),
    "GWp": ("GWp",),
    "MWac": ("MWac",),
    "MWt": ("MWt",),
    "MWe": ("MWe",),
    "nautical mile": ("nautical mile",),
    "knot": ("knot",),
    "carat": ("carat",),
    "lightyear": ("light-year",),
    "qubit": ("qubit",),
    "passenger-km": ("passenger-kilometre", "passenger-kilometer"),
    "tonne-km": ("tonne-kilometre", "ton-kilometer", "tonne-kilometer"),
    "mmscfd": ("mmscfd", "mmcfd", "MMscfd"),
    "hm3": ("cubic hectometre", "cubic hectometer", "hm3", "hm³"),
    "km": ("route kilometre", "route kilometer", "route km", "track kilometre", "track kilometer", "track km"),
    "TOPS": ("TOPS",),
    "mu": ("mu",),
    "lakh": (),
    "rpm": ("rpm",),
    "mm2": ("mm2",),
    "ug/m3": ("µg/m3", "μg/m3", "ug/m3", "µg/m³", "μg/m³", "micrograms per cubic metre", "micrograms per cubic meter"),
    "minute": ("minute", "min"),
    "hour": ("hour",),
    "day": ("day",),
    "week": ("week",),
    "month": ("month",),
    "year": ("year", "yr"),
    "decade": ("decade",),
    "quarter": ("quarter",),
    "second": ("second", "sec"),
    "night": ("night",),
    "weekend": ("weekend",),
    "century": ("century", "centuries"),
    "fortnight": ("fortnight",),
}
# Names that stand for a unit and a factor.
FACTORS: dict[str, tuple[str, float]] = {
    "bcm": ("m3", 1e9),
    "mcm": ("m3", 1e6),
    "tcm": ("m3", 1e12),
    "mmt": ("t", 1e6),
    "MT": ("t", 1.0),
    "MMT": ("t", 1e6),
    "LMT": ("t", 1e5),
    "bcf": ("ft3", 1e9),
    "tcf": ("ft3", 1e12),
    "mmboe": ("boe", 1e6),
    "mtpa": ("t", 1e6),
    "Mtpa": ("t", 1e6),
    "ktpa": ("t", 1e3),
}
TIMES = (
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "quarter",
    "second",
    "night",
    "weekend",
    "century",
    "fortnight",
)
# Metals, test codes, bond units and accounting units: nothing that a price is told in.
NOT_MONEY = {
    "XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA", "USN", "CHE",
    "CHW", "CLF", "COU", "MXV", "BOV", "UYI", "UYW",
}  # fmt: skip
# Currency words that are common English words.
COMMON_WORDS = {"unit", "units", "day", "mark", "marks", "real", "sum", "gold"}
# One letter is too little to be sure, or a common English word.
UNSAFE = {"A", "s", "h", "K", "C", "J", "B", "L", "l", "in", "min", "bit", "W", "V", "ton", "mu", "PS", "Pa", "EB", "a"}


def plural(name: str) -> str:
    if name.endswith(("s", "feet")):
        return name
    if name.endswith(("foot",)):
        return name[:-4] + "feet"
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("ch", "sh", "x")) else "s")


def prefixes() -> dict[str, str]:
    """Name → symbol, from pint."""
    import pint

    registry = pint.UnitRegistry()
    wanted = (
        "kilo",
        "mega",
        "giga",
        "tera",
        "peta",
        "exa",
        "zetta",
        "yotta",
        "milli",
        "micro",
        "nano",
        "centi",
        "hecto",
    )
    return {name: registry.get_symbol(name + "gram")[:-1] for name in wanted}


def physical() -> tuple[dict[str, str], dict[str, str]]:
    """(names in lower case → symbol, symbols as written → symbol)."""
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    prefix = prefixes()
    for pint_name, symbol, more_symbols, more_names, allowed in BASES:
        spelled = (pint_name.replace("_", " "), *more_names)
        for each in ("", *allowed):
            sign = prefix.get(each, "")
            canonical = sign + symbol
            for shown in (symbol, *more_symbols):
                symbols[sign + shown] = canonical
                if symbol in ("B", "bps", "Wh", "W", "FLOPS", "Hz") and each == "kilo":
                    symbols["K" + shown] = canonical
            for name in spelled:
                one = f"{each}{name}"
                many = one.replace("bit per", "bits per") if "bit per" in one else plural(one)
                names[one] = names[many] = canonical
    symbols |= {
        "Gbit/s": "Gbps",
        "Mbit/s": "Mbps",
        "kbit/s": "kbps",
        "Tbit/s": "Tbps",
        "Gb/s": "Gbps",
        "Mb/s": "Mbps",
        "Tb/s": "Tbps",
    }
    for squared, power in AREAS:
        short = "sq" if power == "2" else "cu"
        for american, british, sign in LENGTHS:
            for name in {american, british, plural(american), plural(british)}:
                names[f"{squared} {name}"] = sign + power
                names[f"{short} {name}"] = names[f"{short}. {name}"] = sign + power
            symbols[sign + power] = symbols[sign + "²³"[int(power) - 2]] = symbols[f"{sign}^{power}"] = sign + power
            names[f"{short} {sign}"] = names[f"{short}. {sign}"] = sign + power
    for symbol, forms in PLAIN.items():
        if symbol not in TIMES and symbol not in ("lakh", "knot", "acre", "mile"):
            symbols[symbol] = symbol
        for form in forms:
            if form not in TIMES and symbol not in TIMES and (form.lower() != form or len(form) <= 3):
                symbols[form] = symbol
            names[form.lower()] = symbol
            if len(form) > 3:
                names[plural(form.lower())] = symbol
    for unsafe in UNSAFE:
        symbols.pop(unsafe, None)
    for unsafe in ("flop", "mu", "ton-force"):
        names.pop(unsafe, None)
    return names, symbols


def currencies() -> dict[str, object]:
    """All ISO 4217 codes in use, their English names and signs, and the words shared by several."""
    import pycountry
    from babel import Locale
    from babel.numbers import get_currency_name, get_territory_currencies

    english = Locale("en")
    codes = sorted({c.alpha_3 for c in pycountry.currencies} & set(english.currencies) - NOT_MONEY)
    names: dict[str, str] = {}
    words: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale="en").lower().replace("  ", " ")
            names[name] = code
            word = name.split(" ")[-1].strip("()")
            if word.isalpha() and word not in COMMON_WORDS and code not in words[word]:
                words[word].append(code)
    signs: dict[str, str] = {}
    for locale in (
        "en",
        "en_IN",
        "de",
        "ja",
        "ko",
        "hi",
        "vi",
        "th",
        "uk",
        "tr",
        "he",
        "en_PH",
        "en_NG",
        "kk",
        "ka",
        "az",
        "mn",
        "bn",
        "km",
        "lo",
    ):
        for code, sign in Locale.parse(locale).currency_symbols.items():
            if code in codes and not sign.isascii() and sign.strip() and len(sign) <= 2:
                signs.setdefault(sign, code)
    for code, sign in english.currency_symbols.items():
        if code in codes and "$" in sign and len(sign) > 1:
            signs.setdefault(sign, code)
    used = {
        code: sorted(
            t for t in english.territories if len(t) == 2 and t.isalpha() and code in _used(t, get_territory_currencies)
        )
        for code in codes
    }
    return {"codes": codes, "names": names, "words": dict(words), "signs": signs, "territories": used}


def _used(territory: str, lookup: object) -> list[str]:
    try:
        return list(lookup(territory))  # type: ignore[operator]
    except KeyError:
        return []


def territories() -> dict[str, str]:
    """English names of the countries in lower case → ISO 3166 alpha-2, from babel and pycountry."""
    import pycountry
    from babel import Locale

    known = {c.alpha_2 for c in pycountry.countries}
    found = {}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            if name:
                found[name.lower()] = country.alpha_2
    for code, name in Locale("en").territories.items():
        if code in known:
            found[name.lower().replace("\u2019", "'")] = code
    return {name: code for name, code in sorted(found.items()) if "," not in name and "(" not in name}


def generate() -> str:
    names, symbols = physical()
    data = {
        "names": dict(sorted(names.items())),
        "symbols": dict(sorted(symbols.items())),
        "factors": FACTORS,
        "times": TIMES,
        "currencies": currencies(),
        "territories": territories(),
    }
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def main() -> int:
    text = generate()
    if "--check" in sys.argv[1:]:
        same = TARGET.read_text(encoding="utf-8") == text
        print("as the libraries say" if same else f"{TARGET} differs from what the libraries say: run without --check")
        return 0 if same else 1
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET}: {len(text):,} characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
