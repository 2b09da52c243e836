"""What a date is resolved against, and the small sums that every reading of one needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ORDER = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": 4, "final": 4, "closing": 4, "opening": 1,
}  # fmt: skip
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip


_LETTERS = str.maketrans({"İ": "i", "ı": "i"})


def folded(word: str) -> str:
    """A word in lower case; a pattern that ignores case takes the Turkish İ and ı for i."""
    return word.translate(_LETTERS).lower()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a date is resolved against."""

    published: date | None
    ahead: bool
    """whether the words before look into the future"""
    lead: str = ""


Reading = tuple[str | None, str]


def month_number(word: str) -> int:
    """1 to 12 for a month's English name or its abbreviation; ValueError otherwise."""
    low = folded(word).rstrip(".")
    for number, name in enumerate(MONTHS, 1):
        if len(low) >= 3 and name.startswith(low):
            return number
    if low == "sept":
        return 9
    raise ValueError(f"{word!r} is no month")


def day_number(text: str) -> int:
    return int("".join(c for c in text if c.isdigit()))


def iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_of(groups: dict[str, str], frame: Frame) -> int | None:
    """The year that is written, or told relative to publication; None where neither is."""
    if "y" in groups:
        return int(groups["y"]) if len(groups["y"]) == 4 else 2000 + int(groups["y"])
    if "yy" in groups:
        return 2000 + int(groups["yy"])
    if "rel" in groups and frame.published is not None:
        return frame.published.year + step_of(groups["rel"])
    return None


def step_of(words: str) -> int:
    low = words.lower()
    if any(word in low for word in ("last", "previous", "past", "preceding")):
        return -1
    return 1 if any(word in low for word in ("next", "coming", "following")) else 0


def year_near(month: int, day: int, frame: Frame) -> int | None:
    """The year in which a day lies nearest to publication: before it, or after it where the text looks ahead."""
    if frame.published is None:
        return None
    here = frame.published
    if frame.ahead:
        passed = (month, day) < (here.month, 0)
        return here.year + 1 if passed and here.month - month >= 5 else here.year
    later = (month, day) > (here.month, here.day)
    return here.year - 1 if later and month - here.month > 1 else here.year


def one_day(year: int | None, month: int, day: int, frame: Frame) -> Reading:
    year = year or year_near(month, day, frame)
    return (iso_day(year, month, day) if year else None), "day"


def edge_of(year: int | None, edge: str) -> str | None:
    if year is None:
        return None
    low = edge.lower()
    if low.startswith(("end", "clos", "year-end", "yearend", "by")):
        return f"{year}-12"
    if low.startswith(("start", "begin", "outset", "open", "the turn", "turn")):
        return f"{year}-01"
    if low.startswith("mid"):
        return f"{year}-06"
    return str(year)
