"""The day an issue came out, as its masthead writes it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = (
    "jan january januar janvier enero janeiro gennaio januari styczeń stycznia ledna ocak января январь січня"
    " يناير ianuarie január januára tammikuuta ιανουαρίου siječnja sausio janvāris gener jaanuar ocakta"
    " januara",
    "feb february februar fevrier février febrero fevereiro febbraio februari luty lutego února şubat февраля"
    " февраль лютого فبراير februarie február februára helmikuuta φεβρουαρίου veljače vasario februāris"
    " febrer veebruar februara pebrero",
    "mar march märz maerz mars marzo março marco maart marzec marca března mart марта март березня مارس"
    " martie március maaliskuuta μαρτίου ožujka kovo marts märts maret mac machi marso",
    "apr april avril abril aprile kwiecien kwietnia dubna nisan апреля апрель квітня أبريل ابريل aprilie"
    " április apríla huhtikuuta απριλίου travnja balandžio aprīlis aprill aprila aprili",
    "may mai mayo maio maggio mei maj maja května mayıs мая май травня مايو máj mája május toukokuuta μαΐου"
    " svibnja gegužės maijs maig",
    "jun june juni juin junio junho giugno czerwiec czerwca června haziran июня июнь червня يونيو iunie"
    " június júna kesäkuuta ιουνίου lipnja birželio jūnijs juny juuni juna hunyo",
    "jul july juli juillet julio julho luglio lipiec lipca července temmuz июля июль липня يوليو iulie július"
    " júla heinäkuuta ιουλίου liepos jūlijs juliol juuli jula hulyo julai",
    "aug august août aout agosto augustus augusti sierpien sierpnia srpna ağustos августа август серпня أغسطس"
    " augusztus augusta elokuuta αυγούστου kolovoza rugpjūčio augusts agost ogos agustus agosti",
    "sep sept september septembre septiembre setembro settembre wrzesien września září eylül сентября"
    " сентябрь вересня سبتمبر septembrie szeptember septembra syyskuuta σεπτεμβρίου rujna rugsėjo septembris"
    " setembre setyembre septemba",
    "oct okt october oktober octobre octubre outubro ottobre październik października října ekim октября"
    " октябрь жовтня أكتوبر octombrie október októbra lokakuuta οκτωβρίου spalio oktobris oktoober oktobra"
    " oktubre oktoba",
    "nov november novembre noviembre novembro listopad listopada kasım ноября ноябрь листопада نوفمبر"
    " noiembrie novembra marraskuuta νοεμβρίου studenoga lapkričio novembris nobyembre novemba",
    "dec dez des december dezember décembre decembre diciembre dezembro dicembre desember grudzien grudnia"
    " prosince aralık декабря декабрь грудня ديسمبر decembrie decembra joulukuuta δεκεμβρίου prosinca"
    " gruodžio decembris desembre detsember disyembre disember desemba",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, in any of the languages known here."""
    return word.casefold().strip(".") in _MONTH_OF


_MONTH = r"(?P<{0}>[^\W\d_]{{3,13}})\.?"
_DASH = r"\s{0,2}(?:[-–—]|to|until|bis|au|al)\s{0,2}"
_DAY = r"(?P<{0}>\d{{1,2}})(?:\s?(?:st|nd|rd|th)|\.|º|er|ª)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SHORT_YEAR = r"['’‘](?P<short>[2-4]\d)(?!\d)"

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
        # 3 Mar '26; March 3, '26
        rf"(?<!\d){_DAY.format('day')}\s{_MONTH.format('month')},?\s{_SHORT_YEAR}",
        rf"{_MONTH.format('month')}\s{_DAY.format('day')},?\s{_SHORT_YEAR}",
        # 03-Mar-2026; 3/Mar/26; Mar-03-2026; 03MAR2026
        rf"(?<![\w-])(?P<day>\d{{1,2}})[-/.]?{_MONTH.format('month')}[-/.]?(?:{_YEAR}|(?P<short>[2-4]\d)(?![\w-]))",
        rf"(?<![\w-]){_MONTH.format('month')}[-/.](?P<day>\d{{1,2}})[-/.]{_YEAR}",
        # 2026 March 3; 2026. március 3.; 2026-Mar-03
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)[., -]{{1,2}}{_MONTH.format('month')}[ -](?P<day>\d{{1,2}})(?!\d)",
        # ngày 3 tháng 3 năm 2026
        r"(?P<day>\d{1,2})\s(?:tháng)\s(?P<number>\d{1,2})(?:\s|,\s)(?:năm\s)?(?P<year>(?:19|20)\d\d)",
        # 30.1.26; 30/01/26
        r"(?<![\d.,/-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<number>\d{1,2})(?P=sign)(?P<short>[2-4]\d)(?![\d/-]|[.,]\d)",
    )
)
_NO_YEAR = (
    re.compile(rf"{_MONTH.format('month')}\s{{1,2}}{_DAY.format('day')}(?!\d|\s?,?\s?\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?<!\d){_DAY.format('day')}\s{{1,2}}{_MONTH.format('month')}(?!\w)", re.IGNORECASE),
)
_DIGITS = re.compile(r"(?:19|20)\d\d|\d[./-]\d{1,2}[./-]\d\d|['’‘][2-4]\d|[A-Za-z][-/.]?[2-4]\d")
_ANOTHER = 30
"""Within how many characters of a span's first day its last one stands."""
_TO_ANOTHER = re.compile(rf"{_DASH}(?=\d)", re.IGNORECASE)
_IN_DIGITS = re.compile(r"(?<![\d.,/-])(\d{1,2})([/-])(\d{1,2})\2(?:(?:19|20)\d\d|[2-4]\d)(?!\d|[.,/-]\d)")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.? \d{1,2}(?:st|nd|rd|th)?(?!\d|[.:]\d| ?%)")
_DAY_FIRST = re.compile(r"(?<![\d.,])\d{1,2}(?:st|nd|rd|th)? ([^\W\d_]{3,9})\b")
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
    found: list[tuple[int, date, int]] = []
    if not _DIGITS.search(text):
        return None
    for form in _FORMS:
        for match in form.finditer(text):
            day = _from_match(match)
            if day is not None:
                found.append((match.start(), day, match.end()))
                break
    # Where two forms read the same words (a span, and the day it ends on), the one that begins earlier read more.
    if not found:
        return None
    _, day, end = min(found)
    return (full_date(text[end : end + _ANOTHER]) if _TO_ANOTHER.match(text, end) else None) or day


def partial_date(text: str) -> tuple[int, int] | None:
    """Month and day of the first date without a year; None where there is none."""
    for form in _NO_YEAR:
        for match in form.finditer(text[:400]):
            month = _MONTH_OF.get(match.group("month").lower())
            if month and day_of(2024, month, int(match.group("day"))):
                return month, int(match.group("day"))
    return None


def other_reading(text: str, day: date) -> date | None:
    """The day that "3/4/2026" would be if the month stood first, where `day` was read from such digits; else None."""
    for match in _IN_DIGITS.finditer(text[:400]):
        first, second = int(match.group(1)), int(match.group(3))
        if first != second and max(first, second) <= 12 and (first, second) == (day.day, day.month):
            return day_of(day.year, first, second)
    return None


def month_first_in_digits(text: str) -> bool | None:
    """Whether the dates in digits of a line have the month first, or the day; None where they don't tell, or both."""
    votes = {int(match.group(3)) > 12 for match in _IN_DIGITS.finditer(text[:2000]) if _tells_order(match)}
    return votes.pop() if len(votes) == 1 else None


def month_first_in_words(text: str) -> bool | None:
    """Whether the dates in words of a line have the month first ("March 3"), or the day; None where both, or none."""
    forms = ((True, _MONTH_FIRST), (False, _DAY_FIRST))
    votes = {first for first, form in forms if any(is_month(one.group(1)) for one in form.finditer(text[:2000]))}
    return votes.pop() if len(votes) == 1 else None


def _tells_order(match: re.Match[str]) -> bool:
    return (int(match.group(1)) > 12) != (int(match.group(3)) > 12)


def dates_the_issue(text: str) -> bool:
    """Whether a date in this line may be the issue's own, not that of a founding or a deadline."""
    return not _NOT_THE_ISSUE.search(text[:400])


def years_in(text: str) -> tuple[int, ...]:
    """Every year of this century that the text names, in order."""
    return tuple(int(year) for year in _ANY_YEAR.findall(text))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
