"""When an act was taken, and from when or for how long it holds, as the sentence says it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: n for n, name in enumerate(WEEK)}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_FIRST = rf"(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?(?:\sof)?\s(?P<m1>{_MONTH})\b\.?(?:,?\s(?P<y1>(?:19|20)\d\d))?"
_MONTH_FIRST = rf"\b(?P<m2>{_MONTH})\b\.?\s(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?[-–])(?:,?\s(?P<y2>(?:19|20)\d\d))?"
_ISO = r"\b(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)\b"
_MONTH_YEAR = rf"\b(?P<m4>{_MONTH})\b\.?,?\s(?:of\s)?(?P<y4>(?:19|20)\d\d)\b"
_WEEKDAY = rf"\b(?:(?P<last>last)\s)?(?P<w>{'|'.join(WEEKDAYS)})\b"
_NEAR = r"\b(?P<near>today|yesterday|last\snight|this\s(?:morning|afternoon|evening))\b"
_EITHER = "|".join((_ISO, _DAY_FIRST, _MONTH_FIRST, _MONTH_YEAR, _WEEKDAY, _NEAR))
_DATE = re.compile(rf"(?=\d|\b[adfjlmnostwy])(?:{_EITHER})", re.IGNORECASE)
"""The look ahead lets most places fail at once."""
_DUE = re.compile(r"\b(?:by|until|till|before)\s$")
_STARTING = re.compile(r"\b(?:from|as\sof|starting|effective|beginning)\s(?:on\s)?$")
_TO_COME = re.compile(
    r"\b(?:will|shall|must|to\sbe|is\sto|are\sto|plans?\sto|allowed|only|no\slonger)\b", re.IGNORECASE
)
_LATE = 60
"""days after which a day by which something is due is rather next year's"""
_SPAN = re.compile(
    r"\b(?P<a>20\d\d)\s?(?:to|through|until|till|[-–/])\s?(?P<b>20\d\d|\d\d)\b(?!-)|"
    r"\bbetween\s(?P<c>20\d\d)\sand\s(?P<d>20\d\d)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|effective|as of|starting|beginning|takes? effect|took effect|(?:into|in) force|apply|applies|effect|"
    r"start|starts|begins?)\s(?:on|from|in|at|as of|with effect from)?\s?(?:the\s)?(?:start of\s|beginning of\s)?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|through|to|by|before)\s(?:the\send\sof\s|end-|late\s|early\s)?$", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?P<how>by|until|through|for|to|in|from|before)\s(?:the\s(?:end|start|year)\s(?:of\s)?)?(?P<y>20\d\d)\b", re.I
)
_TERM = re.compile(
    rf"\b(?:until|till|to|through)\s(?:the\send\sof\s(?:(?P<y>20\d\d)|(?P<last>{_MONTH})(?!\.?,?\s\d)|the\syear)\b|"
    rf"(?:next\s|late\s|early\s|mid-)?(?P<m>{_MONTH})\b(?!\.?,?\s\d))",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-Z][^.;]{3,70}?\s(?:—|–|--)\s")
_OLD_YEAR = re.compile(
    r"\b(?:in|since|of|from|during|year|summer|spring|autumn|fall|winter|late|early|back in)\s((?:1[5-9]|20)\d\d)\b"
    r"(?!\s?(?:MHz|GHz|MW|GW|km|t\b|tonnes|m\b))",
    re.IGNORECASE,
)

_NAMED = re.compile(
    r"\b(?:act|law|decree|regulation|order|code|treaty|agreement|rules|convention|plan|budget|constitution)\s$", re.I
)
_BARE_MONTH = re.compile(rf"\b(?:in|of|early|late|since)\s(?P<m>{_MONTH})\b(?!\.?\s\d)", re.IGNORECASE)
_COMING_MONTH = re.compile(
    rf"\b(?P<how>from|in|starting|beginning|effective)\s(?:(?:early|late|mid)[\s-])?(?P<m>{_MONTH})\b(?!\.?,?\s\d)",
    re.IGNORECASE,
)


def months_ago(text: str, published: datetime | None) -> int:
    """How many months ago the month was that the text names without a year; 0 where it names none."""
    match = _BARE_MONTH.search(text)
    return (published.month - MONTHS[match["m"].lower()]) % 12 if match and published else 0


def dates_in(text: str, published: datetime | None) -> list[tuple[str, int, int]]:
    """(ISO date or month, start, end) of every date in the text; a day without year is resolved against `published`."""
    found = []
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()].lower()
        iso = _iso(match, published, before.endswith("since "))
        ahead = _DUE.search(before) or (_STARTING.search(before) and _TO_COME.search(text))
        if iso is not None and ahead and not (match["y1"] or match["y2"] or match["y3"]):
            iso = _ahead(iso, published)
        if iso is not None:
            found.append((iso, match.start(), match.end()))
    return found


def _ahead(iso: str, published: datetime | None) -> str:
    """The same day next year, where something is due by it and it is past: "by 20 May", said in October."""
    if published is None or len(iso) != len("2031-05-20") or iso >= published.date().isoformat():
        return iso
    year, rest = int(iso[:4]), iso[4:]
    late = (published.date() - date.fromisoformat(iso)).days > _LATE
    return f"{year + 1}{rest}" if late and rest != "-02-29" else iso


def _iso(match: re.Match[str], published: datetime | None, since: bool) -> str | None:
    part = match.groupdict()
    if part["y4"]:
        return f"{part['y4']}-{MONTHS[part['m4'].lower()]:02d}"
    if part["near"]:
        back = 1 if part["near"].lower().split()[0] in ("yesterday", "last") else 0
        return None if published is None else (published.date() - timedelta(days=back)).isoformat()
    if part["w"]:
        return None if published is None else _weekday(part["w"].lower(), bool(part["last"]), published.date())
    for n in "123":
        if part[f"d{n}"]:
            name, year = part[f"m{n}"].lower(), part[f"y{n}"]
            month = int(name) if name.isdigit() else MONTHS[name]
            return _day(int(part[f"d{n}"]), month, int(year) if year else None, published, since)
    return None


def _weekday(name: str, last: bool, today: date) -> str:
    back = (today.weekday() - WEEKDAYS[name]) % 7
    return (today - timedelta(days=back or (7 if last else 0))).isoformat()


def _day(day: int, month: int, year: int | None, published: datetime | None, since: bool) -> str | None:
    if year is None and published is None:
        return None
    try:
        if year is not None:
            return date(year, month, day).isoformat()
        today = published.date() if published else date(1, 1, 1)
        near = [date(today.year + shift, month, day) for shift in (-1, 0, 1)]
        fits = [then for then in near if then <= today] if since else near
        return min(fits, key=lambda then: abs((then - today).days)).isoformat()
    except ValueError:
        return None


def taken_and_effective(text: str, published: datetime | None) -> tuple[str | None, str | None]:
    """(when the act was taken, when it takes effect or the years it covers) as far as the sentence says."""
    taken: str | None = None
    effective: str | None = None
    span = _SPAN.search(text)
    if span:
        begin, end = span["a"] or span["c"], span["b"] or span["d"]
        end = begin[:2] + end if len(end) == 2 else end
        if begin < end:
            effective = f"{begin}/{end}"
    line = _DATELINE.match(text)
    for iso, start, _ in dates_in(text, published):
        if line and start < line.end():
            continue
        before = text[max(0, start - 40) : start]
        later = published is not None and iso > published.date().isoformat()[: len(iso)]
        if _FROM.search(before) or (later and not _UNTIL.search(before)):
            effective = effective or iso
        elif _UNTIL.search(before):
            effective = effective or (iso if later else None)
        else:
            taken = taken or (None if later else iso)
    if effective is None:
        effective = _month_ahead(text, published) or _horizon(text, published)
    return taken, effective


def _month_ahead(text: str, published: datetime | None) -> str | None:
    """The month that something is to begin in, as YYYY-MM: "will rise in July", "from October"."""
    match = _COMING_MONTH.search(text) if published is not None else None
    if (
        match is None
        or published is None
        or not (match["how"].lower() != "in" or _TO_COME.search(text[: match.start()]))
    ):
        return None
    month = MONTHS[match["m"].lower()]
    return f"{published.year + (month < published.month)}-{month:02d}"


def term_ends(text: str, published: datetime | None) -> str | None:
    """The end of a term: "to the end of 2027", "until next April" (as YYYY-MM), "until the end of the year"."""
    found = list(_TERM.finditer(text)) if published is not None else []
    if not found or published is None:
        return None
    match = found[-1]
    if match["last"] is not None:
        month = MONTHS[match["last"].lower()]
        year = published.year + (month < published.month)
        return f"{year}-{month:02d}-{monthrange(year, month)[1]}"
    if match["m"] is None:
        return f"{match['y'] or published.year}-12-31"
    month = MONTHS[match["m"].lower()]
    return f"{published.year + (month <= published.month)}-{month:02d}"


def _horizon(text: str, published: datetime | None) -> str | None:
    for match in _YEAR.finditer(text):
        ahead = published is None or int(match["y"]) > published.year
        if ahead and (published or match["how"].lower() != "in"):
            return match["y"]
    return None


def age_in_days(text: str, published: datetime | None) -> int | None:
    """How long ago the newest date of the text is, None where it names none or publication is not known."""
    if published is None:
        return None
    today = published.date()
    ages = []
    named = [iso for iso, _, _ in dates_in(text, published)]
    for iso in named:
        year, month, *day = (int(part) for part in iso.split("-"))
        then = date(year, month, day[0] if day else 28)
        ages.append((today - then).days)
    for match in _OLD_YEAR.finditer(text):
        if match.group().lower().startswith("of") and _NAMED.search(text[: match.start()]):
            continue
        year = int(match.group(1))
        if not any(iso.startswith(str(year)) for iso in named):
            ages.append((today - date(year, 12, 31)).days)
    return min(ages) if ages else None
