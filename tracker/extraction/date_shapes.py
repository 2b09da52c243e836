"""The shapes a date takes in English text, as patterns with named parts; `tracker.extraction.dates` reads them.

The first shape that fits wins, so the longer ones come first.
"""

from __future__ import annotations

MONTH = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|"
    r"AUG(?:UST)?|SEPT(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?)"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"
YEAR = r"(?:(?:19|20)\d\d)(?![\d%]|[.,]\d)"
_TO = r"\s*(?:-|–|—|/|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\band\b|\bup to\b)\s*"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_EDGE = r"(?:end|close|closing|start|beginning|outset|opening|middle|turn)"
_RELATIVE_YEAR = r"(?:of\s+)?(?P<rel>(?:this|last|next)\s+year)"
_NO_AMOUNT = r"(?!\s*(?:percent|per cent|pct|million|billion|trillion))"
_DAY_OF = rf"(?:{_WEEKDAY},?\s+)?(?:(?P<m>{MONTH})\s*(?P<d>{DAY})|(?P<d2>{DAY})\s+(?:of\s+)?(?P<m2>{MONTH}))"
_WEEK = r"(?:week|seven days|7 days)\s+"
_TO_DAY = r"(?:that\s+)?(?:to|ending|ended|closed|through|up to|running to|finishing)(?:\s+on)?"
_FROM_DAY = r"(?:of|from|beginning|starting|that began|that started|commencing)(?:\s+on)?"
_OF_YEAR = (
    rf"(?:[\s,/]*(?i:of\s+|in\s+)?(?:(?P<y>{YEAR})|['FY]{{0,2}}(?P<yy>\d\d)(?![\d%.,]|\s+[a-z])|"
    r"(?P<rel>(?i:this|last|next|the)\s+year)))?"
)
_ORDINALS = (
    r"(?P<ord>first|second|third|fourth|final|opening|closing|1st|2nd|3rd|4th|last(?=\s+quarter\s+of\s+(?:19|20)\d\d))"
)
_QUARTER = rf"(?i:the\s+)?(?i:{_ORDINALS}(?:\s+(?:calendar|fiscal|financial))?[\s-]+quarter)"
_HALF = (
    r"(?i:the\s+)?(?i:(?P<ord>first|second|1st|2nd)[\s-]+half)"
    r"(?!\s+of\s+the\s+(?!(?:\w+\s+)?(?:fiscal\s+|financial\s+)?year))"
)
_COUNTS = r"two|three|four|five|six|seven|eight|nine|ten|eleven"
_SHORT_YEARS = "|".join(f"{n:02}[-–/]{n + 1:02}" for n in range(40))
_YEAR_EDGE = rf"{_EDGE}\s+of|year-end|end-|mid-|early(?:\s+in)?|late(?:\s+in)?|by\s+end|mid|the turn of"
_SPAN_UNIT = r"(?P<unit>week|month|quarter|year|weekend|summer|winter|spring|autumn)"
_WHICH = r"(?P<which>this|last|next|past|previous|current|coming|same|following|preceding)"
_BEGAN = r"(?P<verb>began|opened|started|dawned|ended|closed|drew to a close|was over|came to an end)"

SHAPES: dict[str, str] = {
    "iso": r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)",
    "numeric": r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?!\d)",
    "week_to": rf"(?i:{_WEEK}{_TO_DAY})\s+{_DAY_OF}(?:,?\s+(?P<y>{YEAR}))?",
    "week_from": rf"(?i:{_WEEK}{_FROM_DAY})\s+{_DAY_OF}(?:,?\s+(?P<y>{YEAR}))?(?!{_TO}(?:{MONTH}|\d))",
    "week_number": (
        rf"(?i:week\s+(?:no\.?\s+)?)(?P<w>[1-4]\d|5[0-3]|[1-9])(?![\d%]|[.,]\d|\s*[-–—]\s*\d|\s+{MONTH})"
        rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?"
    ),
    "part_month": (
        rf"(?i:(?:the\s+)?(?P<ord>first|second|third|last)\s+(?P<part>half|week))\s+of\s+"
        rf"(?:(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?|(?i:(?P<now>the|this)\s+month\b))"
    ),
    "part_days": (
        rf"(?i:(?:the\s+)?(?P<ord>first|last|final)\s+(?P<n>{_COUNTS}|fifteen|twenty|\d{{1,2}})\s+(?P<unit>days|weeks)\s+(?:of|in)\s+)"
        rf"(?:(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR}))?|(?i:(?P<now>the|this)\s+month\b))"
    ),
    "years_to": (
        rf"(?i:(?:(?P<n>{_COUNTS}|\d{{1,2}})\s+years|decade)\s+(?:to|through|until|up\s+to|ended|ending)\s+(?:in\s+)?)"
        rf"(?P<y>{YEAR})"
    ),
    "month_quarter": (
        rf"(?P<m>{MONTH})\s+(?i:quarter)(?:,?\s+(?:of\s+)?(?:(?P<y>{YEAR})|(?P<rel>(?i:this|last)\s+year)))?"
    ),
    "months_from": (
        r"(?i:(?P<whole>(?:financial|fiscal)\s+year),?\s+(?:that\s+|which\s+)?(?:began|begins|started|starts|beginning|starting))"
        rf"\s+(?i:in\s+|on\s+)?(?:(?:1|1st|6)\s+)?(?P<m>{MONTH})(?:\s+(?:1|1st)\b)?(?:,?\s+(?P<y>{YEAR}))?"
    ),
    "months_to": (
        rf"(?i:(?P<n>{_COUNTS}|one|twelve|\d{{1,2}})\s+(?P<unit>months|quarters|years)|"
        r"(?P<span>quarter|half[- ]year|half)|(?P<whole>(?:financial\s+|fiscal\s+)?year))"
        r"(?i:\s+to|\s+through|\s+until|\s+up\s+to|(?:,?\s+(?:which|that))?\s+(?:ended|ending|(?P<ends>ends)))"
        rf"\s+(?i:in\s+|on\s+)?(?i:(?:the\s+)?end(?:\s+of\s+|-))?(?:{DAY}\s+)?"
        rf"(?P<m>{MONTH})(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "dmy_range": (
        rf"(?P<d1>{DAY})(?:\s+(?P<m1>{MONTH}))?(?:,?\s+(?P<y1>{YEAR}))?{_TO}(?P<d2>{DAY})\s+(?:of\s+)?(?P<m2>{MONTH})"
        rf"(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "mdy_range": (
        rf"(?P<m1>{MONTH})\s*(?P<d1>{DAY})(?:,\s+(?P<y1>{YEAR}))?{_TO}(?:(?P<m2>{MONTH})\s*)?(?P<d2>{DAY}){_NO_AMOUNT}"
        rf"(?!\s*{MONTH})\b(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "month_to_day": (
        rf"(?P<m1>{MONTH})\s+(?:to|through|thru|until|till|up to)\s+"
        rf"(?:(?P<d2>{DAY})\s+(?:of\s+)?(?P<m2>{MONTH})|(?P<m3>{MONTH})\s+(?P<d3>{DAY}){_NO_AMOUNT})"
        rf"(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "dmy": (
        rf"(?:{_WEEKDAY},?\s+)?(?P<d>{DAY})\s+(?:(?:day\s+)?of\s+)?(?P<m>{MONTH})"
        rf"(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "mdy": (
        rf"(?:{_WEEKDAY},?\s+)?(?P<m>{MONTH})\s*(?P<d>{DAY}){_NO_AMOUNT}\b"
        rf"(?:,?\s+(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "month_range": (
        rf"(?P<m1>{MONTH})(?:,?\s+(?P<y1>{YEAR}))?{_TO}(?i:(?:the\s+)?end(?:\s+of\s+|-))?(?P<m2>{MONTH})"
        rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR})|,?\s+{_RELATIVE_YEAR})?"
    ),
    "month": (
        rf"(?:(?i:(?P<edge>{_EDGE}\s+of|end-|mid-|early|late|mid|the whole of)\s*))?(?P<m>{MONTH})"
        rf"(?:(?:,?\s+(?:of\s+|in\s+)?|[-–])(?P<y>{YEAR})|\s*['’](?P<yy>\d\d)(?!\d)|"
        r",?\s+(?:of\s+)?(?P<rel>(?:this|last|next|that|the same|the previous)\s+year))?"
    ),
    "years": (
        rf"(?P<y1>{YEAR})(?:\s*(?:-|–|—|/)\s*(?P<y2>{YEAR}|\d\d(?![\d%.,]\d|\d|%))|"
        rf"\s+(?:to|through|until|till|and)\s+(?P<y3>{YEAR}))"
    ),
    "short_years": (
        rf"(?<=[a-z] )(?<!aged )(?<!ages )(?P<years>{_SHORT_YEARS})(?![\d%]|[-–/.,]\d)"
        r"(?!\s*(?:per|pct|million|billion|to)\b)"
    ),
    "fiscal_part": (
        rf"(?i:(?:the\s+)?(?:(?:first|second|third|fourth|last|final)\s+(?:quarter|half|(?:{_COUNTS}|\d{{1,2}})\s+months)|q[1-4]|h[12])"
        r"\s+of\s+(?:(?:the|its|this|last|current)\s+)*(?:\w+\s+)?(?:fiscal|financial)(?:\s+year)?)"
        r"(?:\s+(?:19|20)\d\d(?:[-–/]\d{2,4})?)?"
    ),
    "quarter": rf"(?:{_QUARTER}|Q(?P<q>[1-4])|(?P<q2>[1-4])Q|(?i:quarter)\s+(?P<roman>III|II|IV|I|[1-4])\b){_OF_YEAR}",
    "half": (
        rf"(?:{_HALF}|H(?P<q>[12])\b|\b(?P<q2>[12])H\b){_OF_YEAR}"
        r"(?P<fiscal>\s+of\s+the\s+(?:\w+\s+)?(?:fiscal|financial)\s+year)?"
    ),
    "months": (
        rf"(?i:(?P<ord>first|last|final|past)\s+(?P<n>{_COUNTS}|twelve|\d{{1,2}})\s+months)"
        rf"(?:\s+(?i:of\s+|in\s+)(?:(?P<y>{YEAR})|(?P<rel>(?i:this|last|next|the)\s+year)))?"
    ),
    "fiscal": (
        r"(?i:(?:fiscal|financial)(?:\s+year)?\s+|FY\s?'?|year to \w+ )(?P<y>(?:19|20)\d\d|\d\d)"
        r"(?:\s*[-–/]\s*(?P<y2>(?:20)?\d\d))?(?![\d%]|[.,]\d)"
    ),
    "edge_year": (
        rf"(?i:(?P<edge>{_YEAR_EDGE})\s*(?:the\s+year\s+)?)"
        rf"(?:(?P<y>{YEAR})|(?P<rel>(?i:last|this|next|the|the\s+previous|that)\s+year))"
    ),
    "new_year": (
        r"(?<!Lunar )(?<!Chinese )New Year(?:'s Day)?"
        r"(?!'|\s+(?:holiday|break|[Cc]elebrat|resol|message|address|speech|Eve))"
    ),
    "christmas": r"(?:at|by|before|until|over|since) Christmas\b",
    "the_year": (
        r"(?i:(?:for|over|in)\s+the\s+(?:full\s+|whole\s+)?year(?:\s+as\s+a\s+whole)?|full-year)"
        r"(?!\s+(?:to|ended|ending|before|earlier|ago|ahead|of|through|until)\b)"
    ),
    "apart": (
        r"(?i:(?:the\s+)?(?:last|past|next|coming|previous|following)\s+"
        rf"(?:{_COUNTS}|twelve|few|several|\d{{1,2}})\s+(?:(?:fiscal|financial|crop|marketing|calendar)\s+)?"
        r"(?:years|decades|seasons|quarters|weeks|days|winters|summers)"
        r"|(?:this|last|next|current|coming|present|previous)\s+(?:fiscal|financial)\s+year"
        r"(?!,?\s+(?:to|that|which|ended|ending|ends|began|through))"
        r"|(?:this|the|last|next|all|current|new|coming|present)\s+(?:[a-z]+\s+)?season)\b"
    ),
    "decade_end": r"(?i:(?:the\s+)?(?:end|close)\s+of\s+(?:the|this)\s+decade)",
    "began": (
        rf"(?i:(?:when|as|before|after)\s+)(?:(?P<y>{YEAR})|(?P<rel>(?i:last|this|the|that)\s+year))\s+(?i:{_BEGAN})"
    ),
    "mid_year": r"(?i:\b(?:at\s+)?(?P<edge>mid-?year|year-?end|end-year))(?:\s+(?P<y>(?:19|20)\d\d))?",
    "relative": rf"(?i:\b{_WHICH}\s+{_SPAN_UNIT}\b)(?!-|'s\s+plan)",
    "relative_month": rf"(?i:\b(?P<which>this|last|next|past)\s+)(?P<m>{MONTH})",
    "ytd": r"(?i:\byear[\s-]to[\s-]date\b|\bso far this year\b|\bthis year so far\b|\bYTD\b)",
    "day": r"(?i:\b(?P<day>today|yesterday|tomorrow|tonight|this\s+(?:morning|afternoon|evening))\b)",
    "weekday": rf"(?:(?P<which>(?i:last|next|this))\s+)?(?P<dow>{_WEEKDAY})\b(?!')",
    "ago": rf"(?i:(?P<n>one|{_COUNTS}|a|\d{{1,2}})\s+(?P<unit>years?|months?|weeks?|days?)\s+ago)",
    "decade": r"(?i:the\s+)?(?:(?:19|20)\d0s|'?\d0s)\b",
    "clock": (
        r"\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d\d)?\s*[ap]\.?m\b\.?|(?<!\d)\d{1,2}\s+o'clock"
    ),
    "far_year": r"(?:(?<=by )|(?<=in )|(?<=until ))(?P<y>2100)(?![\d%]|[.,]\d|\s+[a-z])",
    "year": rf"(?<![\d.,$€£¥₹#/+-])(?P<y>{YEAR})(?!-?(?:strong|member)|[A-Za-z])",
}

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NUMBERS = "two three four five six seven eight nine ten eleven"
_EDGES = "end close closing start beginning outset opening middle turn early late mid the"
_STARTS: dict[str, str] = {
    "iso": "####",
    "numeric": "#",
    "week_to": "# week seven",
    "week_from": "# week seven",
    "week_number": "week",
    "part_month": "the first second third last",
    "part_days": "the first last final",
    "years_to": f"# {_NUMBERS} decade",
    "month_quarter": _MONTHS,
    "months_from": "financial fiscal",
    "months_to": f"# {_NUMBERS} one twelve quarter half financial fiscal year",
    "dmy_range": "#",
    "mdy_range": _MONTHS,
    "month_to_day": _MONTHS,
    "dmy": f"# {_WEEKDAYS}",
    "mdy": f"{_MONTHS} {_WEEKDAYS}",
    "month_range": _MONTHS,
    "month": f"{_MONTHS} {_EDGES}",
    "years": "####",
    "short_years": "#",
    "fiscal_part": "the first second third fourth last final q1 q2 q3 q4 h1 h2",
    "quarter": "# the first second third fourth final opening closing last q1 q2 q3 q4 quarter",
    "half": "# the first second h1 h2",
    "months": "first last final past",
    "fiscal": "fiscal financial fy year",
    "edge_year": f"{_EDGES} year by",
    "new_year": "new",
    "christmas": "at by before until over since",
    "the_year": "for over in full",
    "apart": "the last past next coming previous following this current present new",
    "decade_end": "the end close",
    "began": "when as before after",
    "mid_year": "at mid year end",
    "relative": "this last next past previous current coming same following preceding",
    "relative_month": "this last next past",
    "ytd": "year so this ytd",
    "day": "today yesterday tomorrow tonight this",
    "weekday": f"last next this {_WEEKDAYS}",
    "ago": f"# {_NUMBERS} one a",
    "decade": "# #### ' the",
    "clock": "#",
    "far_year": "####",
    "year": "####",
}
"""The words that each shape may begin with, "#" for a number of one or two digits, "####" for a year."""
_FOLLOWED = {
    "the": r"fi|fo|se|th|la|cl|op|tu|en|wh|['\d]", "in": "the", "for": "the", "over": "the|chr", "by": "end|chr",
    "at": "mid|year|end|chr", "as": "19|20|last|this|the|that", "before": "chr|19|20|last|this|the|that",
    "until": "chr", "since": "chr", "a": "year|month|week|day", "so": "far",
}  # fmt: skip
"""The most frequent words that a date may begin with, and how the word after each must begin."""


_YEARS = r"(?:19|2[01])\d\d"
_DAYS = (
    r"\d{1,2}(?:[-–—/:sSnNrRtTQHap]|\.\d{1,2}(?:[./]|\s*[ap])|,?\s+(?:19|20)"
    r"|\s+(?:[JFMASOND/–—-]|(?i:year|month|week|day|quarter|of|to|th|until|till|and|up|am|pm|[ap]\.|o'c)))"
)
"""A number of one or two digits with what must stand behind it where a date begins."""


def shapes_by_beginning() -> dict[str, tuple[str, ...]]:
    """The shapes, in their order, by the first three letters of the words that they may begin with."""
    found: dict[str, dict[str, None]] = {}
    for shape in SHAPES:
        for word in _STARTS[shape].split():
            found.setdefault(word if word == "####" else word.rstrip("1234")[:3], {})[shape] = None
    return {begun: tuple(shapes) for begun, shapes in found.items()}


def _either(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.isalpha() else letter


def _beginnings() -> str:
    """A pattern of those words, sorted by the first character: most places fail at once."""
    rests: dict[str, set[str]] = {}
    for word in {word for words in _STARTS.values() for word in words.split()} - {"#", "####", "'", *_FOLLOWED}:
        rests.setdefault(word[0], set()).add("".join(map(_either, word[1:])))
    parts = [f"[{c}{c.upper()}](?:{'|'.join(sorted(group))})" for c, group in sorted(rests.items())]
    small = [rf"(?i:{word}\s+(?:{rest}))" for word, rest in _FOLLOWED.items()]
    either = "|".join((_YEARS, _DAYS, r"'\d", *parts, *small))
    return rf"(?={either})(?=(?P<begun>[A-Za-z]{{1,3}}|{_YEARS}|['\d]))"


BEGINNING = _beginnings()
"""Where a date may begin, and its first letters."""
