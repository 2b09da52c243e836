"""A guess at the language of an item, from its script and its commonest short words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 2000
_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af\u1100-\u11ff]"),
    ("zh", r"[\u4e00-\u9fff\u3400-\u4dbf]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("el", r"[\u0370-\u03ff]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("am", r"[\u1200-\u137f]"),
)
_CYRILLIC = r"[\u0400-\u04ff]"
"""Classes of letters, compiled where a text is met that is not in Latin letters: most are."""
_NOT_LATIN = re.compile(r"[\u0370-\u1cff\u3040-\ud7af]")
_LATIN = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"

_STOP_WORDS = {
    "en": "the of and to in a is that for on with as by at from it was are has be will its this have not which",
    "de": "der die das und in den von zu mit ist des im für auf nicht ein eine dem sich auch werden wird als bei nach",
    "fr": "le la les de des du et en un une est que dans pour sur au aux par avec qui ne pas plus sont ce cette",
    "es": "el la los las de del y en un una que es para con por se al su no lo más como sus este entre",
    "pt": "o a os as de do da dos das e em um uma que para com por se ao não no na mais como sua pela são",
    "it": "il lo la i gli le di del della e in un una che è per con non si al da dei nel alla sono come più",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er om bij ook worden wordt door naar als",
    "sv": "och i att det som en på är av för med den till inte om har de ett han var från vid kan ska",
    "da": "og i at det som en på er af for med den til ikke om har de et han var fra ved kan skal blev",
    "no": "og i at det som en på er av for med den til ikke om har de et han var fra ved kan skal ble etter",
    "fi": "ja on ei että se oli ovat mutta myös kun hän joka sekä tai kuin vuoden mukaan sen",
    "pl": "i w na z do się nie że jest to o od przez dla po jak są oraz który która ma za będzie",
    "cs": "a v se na je že o s z do to i pro jako by ve za podle které který byl jsou po ale",
    "ro": "și în de la a cu pe o să care un din este pentru nu mai sau prin au fost se",
    "hu": "a az és hogy nem is egy ez van meg volt csak de már mint még el szerint lesz",
    "tr": "ve bir bu için ile da de olarak daha çok olan gibi en kadar sonra göre ise değil var",
    "id": "yang dan di dari untuk dengan pada ini itu dalam akan tidak oleh juga ke sebagai telah atau",
    "vi": "và của các là có được trong cho với một những không này đã để từ người tại về khi",
    "sw": "ya na wa kwa ni katika za la cha kuwa hii hiyo kama pia au zaidi nchini yake serikali",
}
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _code, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _code)

_FREQUENT = """
says said say will would could should may might must can been being were had its their them they than then
there these those this that when where which while who whom whose why how what also after before about against
between into over under more most less least much many some such other others another each every all any both
new one two three four five first second last year years month months week weeks day days per cent percent
until since because so too very only just now here out off yet still even but not his her our your you she him
million billion trillion number part people country made make making take taken takes come comes give given
get gets told tell tells according monday tuesday wednesday thursday friday saturday sunday
"""
COMMON_WORDS = frozenset(_BY_WORD) | frozenset(_FREQUENT.split())
"""Words that tell nothing of what a text is about, folded."""


def _by_stop_words(text: str) -> str:
    votes: Counter[str] = Counter()
    for word, count in Counter(_WORD.findall(text.lower())).items():
        for code in _BY_WORD.get(word, ()):
            votes[code] += count
    if not votes:
        return "en"
    best = max(votes.values())
    # English wins a tie: it is what an undecided item most likely is.
    return "en" if votes["en"] == best else next(code for code in _STOP_WORDS if votes[code] == best)


def guess_language(text: str) -> str:
    """An ISO 639-1 code; "en" where nothing tells. Looks at the first 2,000 characters."""
    sample = text[:_SAMPLE]
    if not _NOT_LATIN.search(sample):
        return _by_stop_words(sample)
    latin = len(re.findall(_LATIN, sample))
    counts = {code: len(re.findall(letters, sample)) for code, letters in _SCRIPTS}
    # Chinese characters count for two Latin letters; kana or hangul among them tell Japanese and Korean.
    if counts["ja"] * 6 > counts["zh"] and counts["ja"] * 3 > latin:
        return "ja"
    if counts["zh"] * 2 > latin and counts["zh"] > counts["ko"]:
        return "zh"
    cyrillic = len(re.findall(_CYRILLIC, sample))
    code, most = max(counts.items(), key=lambda pair: pair[1])
    if most > max(latin, cyrillic):
        return code
    if cyrillic > latin:
        return "uk" if re.search("[іїєґІЇЄҐ]", sample) else "ru"
    return _by_stop_words(sample)
