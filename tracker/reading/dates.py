"""The day an issue came out, as its masthead writes it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = (
    "jan january januar janvier enero janeiro gennaio januari styczeń stycznia ledna ocak января январь січня يناير",
    "feb february februar fevrier février febrero fevereiro febbraio februari luty lutego února şubat февраля"
    " февраль лютого فبراير",
    "mar march märz maerz mars marzo março marco maart marzec marca března mart марта март березня مارس",
    "apr april avril abril aprile kwiecien kwietnia dubna nisan апреля апрель квітня أبريل ابريل",
    "may mai mayo maio maggio mei maj maja května mayıs мая май травня مايو",
    "jun june juni juin junio junho giugno czerwiec czerwca června haziran июня июнь червня يونيو",
    "jul july juli juillet julio julho luglio lipiec lipca července temmuz июля июль липня يوليو",
    "aug august août aout agosto augustus augusti sierpien sierpnia srpna ağustos августа август серпня أغسطس",
    "sep sept september septembre septiembre setembro settembre wrzesien września září eylül сентября"
    " сентябрь вересня سبتمبر",
    "oct okt october oktober octobre octubre outubro ottobre październik października října ekim октября"
    " октябрь жовтня أكتوبر",
    "nov november novembre noviembre novembro listopad listopada kasım ноября ноябрь листопада نوفمبر",
    "dec dez des december dezember décembre decembre diciembre dezembro dicembre desember grudzien grudnia"
    " prosince aralık декабря декабрь грудня ديسمبر",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, in any of the languages known here."""
    return word.casefold().strip(".") in _MONTH_OF


_MONTH = r"(?P<{0}>[^\W\d_]{{3,12}})\.?"
_DASH = r"\s{0,2}(?:[-–—]|to|until|bis|au|al)\s{0,2}"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 30 March – 5 April 2026; 6 - 12 April 2026; 10 June 2026
        rf"(?<!\d)(?:\d{{1,2}}\.?\s{{0,2}}(?:[^\W\d_]{{3,12}}\.?\s)?(?:(?:19|20)\d\d)?{_DASH})?"
        rf"{_DAY.format('day')}\s{{1,2}}(?:de\s|of\s)?{_MONTH.format('month')},?\s{{1,2}}(?:de\s|del\s)?{_YEAR}",
        # March 30 – April 5, 2026; April 6-12, 2026; June 1, 2026
        rf"{_MONTH.format('first')}\s{{1,2}}{_DAY.format('from')}{_DASH}(?:{_MONTH.format('month')}\s{{1,2}})?"
        rf"{_DAY.format('day')},?\s{{1,2}}{_YEAR}",
        rf"{_MONTH.format('month')}\s{{1,2}}{_DAY.format('day')},?\s{{1,2}}{_YEAR}",
        r"(?<![\d-])(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<number>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日",
        r"(?P<year>(?:19|20)\d\d)\s?년\s?(?P<number>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
        r"(?<![\d.])(?P<day>\d{1,2})[./-](?P<number>\d{1,2})[./-](?P<year>(?:19|20)\d\d)(?!\d|\.\d)",
        # 30.1.26; 30/01/26
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<number>\d{1,2})(?P=sign)(?P<short>[2-4]\d)(?![\d/-]|[.,]\d)",
    )
)
_NO_YEAR = (
    re.compile(rf"{_MONTH.format('month')}\s{{1,2}}{_DAY.format('day')}(?!\d|\s?,?\s?\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?<!\d){_DAY.format('day')}\s{{1,2}}{_MONTH.format('month')}(?!\w)", re.IGNORECASE),
)
_DIGITS = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d")
_ANY_YEAR = re.compile(r"(?<![\d.,])20\d\d(?![\d.,]\d)")
_NOT_THE_ISSUE = re.compile(
    r"\b(?:opened|since|founded|established|copyright|est|deadline|due|valid until|expires?|register by|last updated"
    r"|gegründet|depuis|desde)\b|©|\(c\)",
    re.IGNORECASE,
)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_match(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    parts["year"] = parts.get("year") or f"20{parts.get('short')}"
    if parts.get("number"):
        month, day = int(parts["number"]), int(parts["day"])
        if month > 12 >= day:
            month, day = day, month
        return day_of(int(parts["year"]), month, day)
    word = (parts.get("month") or parts.get("first") or "").lower()
    month_number = _MONTH_OF.get(word)
    return day_of(int(parts["year"]), month_number, int(parts["day"])) if month_number else None


def full_date(text: str) -> date | None:
    """The first date with a year; of a span of days its last. None where there is none."""
    text = text[:400]
    found: list[tuple[int, date]] = []
    if not _DIGITS.search(text):
        return None
    for form in _FORMS:
        for match in form.finditer(text):
            day = _from_match(match)
            if day is not None:
                found.append((match.start(), day))
                break
    # Where two forms read the same words (a span, and the day it ends on), the one that begins earlier read more.
    return min(found)[1] if found else None


def partial_date(text: str) -> tuple[int, int] | None:
    """Month and day of the first date without a year; None where there is none."""
    for form in _NO_YEAR:
        for match in form.finditer(text[:400]):
            month = _MONTH_OF.get(match.group("month").lower())
            if month and day_of(2024, month, int(match.group("day"))):
                return month, int(match.group("day"))
    return None


def dates_the_issue(text: str) -> bool:
    """Whether a date in this line may be the issue's own, not that of a founding or a deadline."""
    return not _NOT_THE_ISSUE.search(text[:400])


def years_in(text: str) -> tuple[int, ...]:
    """Every year of this century that the text names, in order."""
    return tuple(int(year) for year in _ANY_YEAR.findall(text))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
