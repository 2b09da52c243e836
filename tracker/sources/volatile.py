"""What changes on a page by itself and is no news: ages, counters, clock times, adverts. Pure."""

from __future__ import annotations

import re
import unicodedata

_UNITS = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|yrs?|years?)"
_AGES = (
    r"\b(?:about |over |almost )?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|several)\s?"
    rf"{_UNITS} ago\b",
    r"\b(?:just now|moments? ago|yesterday|today|gestern|heute|hier|aujourd['’]hui|ayer|hoy|ieri|oggi)\b",
    r"\bvor (?:\d+|einer|einem|wenigen|zwei|drei) "
    r"(?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)\b",
    r"\bil y a (?:\d+|une?|quelques) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)\b",
    r"\bhace (?:\d+|una?) (?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)\b",
    r"\bhá (?:\d+|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)\b",
    r"\b(?:\d+|un[ao']?) (?:secondi|minut[io]|or[ae]|giorn[io]|settiman[ae]|mes[ei]|ann[io]) fa\b",
    r"\b\d+ (?:seconden|minuten|minuut|uur|dagen|dag|weken|week|maanden|maand|jaar) geleden\b",
    r"\d+\s?(?:秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|年)(?:之)?前|刚刚|剛剛|昨天|昨日|今天|今日|前天",
)
_COUNTERS = (
    r"\d[\d.,]*\s?[kmb]?\s?(?:views?|comments?|likes?|shares?|reads?|downloads?|replies|reactions?|votes?|followers?|"
    r"reposts?|clicks?|visits?|people (?:are )?(?:reading|watching)(?: this)?(?: now)?|min(?:utes?)?\.? read|"
    r"aufrufe|kommentare?|vues|commentaires?|comentarios|visitas|visualizaciones|weergaven|reacties)\b",
    r"(?:浏览|瀏覽|阅读|閱讀|点击|點擊)(?:量|次数|數)?[:：]?\s?\d[\d,]*",
    r"\d[\d,]*\s?(?:次?(?:浏览|瀏覽|阅读|閱讀|点击|點擊)|条?(?:评论|評論)|人(?:阅读|看过))",
)
_CLOCKS = (
    r"\b(?:last )?(?:updated|refreshed|checked|modified)(?: (?:at|on))?:?\s?(?:today|yesterday)?,?\s?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?",
    r"\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?\b|uhr\b|(?:gmt|utc|bst|c?e[sd]t)\b)?",
)
MASKS = tuple(re.compile(pattern) for pattern in (*_AGES, *_COUNTERS, *_CLOCKS))
WORDS = re.compile(r"[^\W_]+")

ADVERT = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|adslot|adsby\w*|adunit|dfp|sponsor\w*|taboola|outbrain|paid-?content)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that pages give to adverts."""
CALLED_ADVERT = re.compile(
    r"(?:advertisement|advertorial|sponsored|promoted|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|"
    r"annonse|reklama|广告|廣告|推广)\b",
    re.IGNORECASE,
)
"""How a block begins that says of itself that it is one."""
COUNTING = re.compile(
    r"(?:^|[\s_-])(?:time-?ago|timestamp|relative-?time|ago|counts?|counter|views?|viewers?|likes?|shares?|sharing|"
    r"social|comments?-?(?:count|link)|reactions?|votes?|rating|read-?time|reading-?time|online)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names that pages give to what counts, or tells an age."""


def same_words(text: str) -> str:
    """The text as far as it identifies: small letters, white space single, without ages, counters and clock times."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    for mask in MASKS:
        folded = mask.sub("", folded)
    return " ".join(WORDS.findall(folded))
