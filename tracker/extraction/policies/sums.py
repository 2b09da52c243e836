"""Money that an authority gives: "released £120 million to", "puts €3bn on the table" is funding without its noun."""

from __future__ import annotations

from tracker.extraction.policies.lexicon import GAP
from tracker.extraction.policies.moods import Mood
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import SIGNS, Thing, Words, word_set
from tracker.model import Instrument

CODES = word_set(
    "us usd eur gbp jpy cny rmb yuan inr rs rm r a au nz c ca hk s nt t us$ chf krw brl mxn zar ngn n ksh kes egp sar "
    "aed idr rp php p thb vnd try pln czk huf ron sek nok dkk isk cfa tsh ush mx ars clp cop pen fj jm tt bb bz "
    "sr gy bs pg sb wst top gel uah kzt uzs mad dzd tnd jod kwd qar omr bhd lkr npr bdt pkr mmk khr"
)
AMOUNTS = word_set("million billion trillion crore lakh bn m mn tn cr b mln bln")
CURRENCIES = word_set(
    "cents pence kronur "
    "euros euro dollars dollar pounds pound sterling yen yuan renminbi rupees rupee won rand naira shillings shilling "
    "pesos peso reais real kroner kronor krona krone crowns zloty forint lei lira rubles roubles riyals rials dirhams "
    "dinars baht dong ringgit rupiah taka cedis cedi kwacha birr francs franc hryvnia tenge soles kwanza leva"
)
SIGNS_OF = {
    "£": "UK",
    "₹": "IN",
    "₦": "NG",
    "₩": "KR",
    "₫": "VN",
    "₱": "PH",
    "₺": "TR",
    "₪": "IL",
    "₴": "UA",
    "₽": "RU",
    "₵": "GH",
}
DOLLARS_OF = {
    "a": "AU",
    "au": "AU",
    "nz": "NZ",
    "c": "CA",
    "ca": "CA",
    "hk": "HK",
    "s": "SG",
    "nt": "TW",
    "r": "BR",
    "fj": "FJ",
}
_OF_ONE = (
    "CN yuan renminbi rmb;JP yen;KR won;ZA rand;NG naira;PL zloty pln;MY ringgit rm;TH baht;VN dong;ID rupiah rp;"
    "TR lira;IL shekels;UA hryvnia;RU rubles roubles;KE ksh kes;GH cedis cedi;HU forint huf;BR reais;RO lei;BD taka;"
    "ET birr;KZ tenge;ZM kwacha;PE soles;PH php;UK sterling;SA riyals;AE dirhams;IN crore lakh;CH chf;"
    "HU forints;PL zlotys zlotych;IL shekel;UA hryvnias;RU ruble rouble;NG nairas;CZ koruna korunas czk;SE kronor sek;"
    "NO nok;DK dkk;BG leva bgn;GE lari;AZ manat manats;MM kyat kyats;LA kip;KH riel riels;MN tugrik tugriks;"
    "MZ meticais metical;BW pula;PY guaranies;GT quetzales;HN lempiras;CR colones;BO bolivianos;VE bolivars;"
    "AF afghanis;MG ariary;ZM zmw;EG egp;NG ngn;MW mwk;AO kwanza kwanzas;TJ somoni;GM dalasi;AL lek"
)
WORDS_OF = {word: row[:2] for row in _OF_ONE.split(";") for word in row[3:].split()}
FILLERS = word_set(
    "up to about nearly almost some around roughly over more than another a an the its further additional extra total "
    "of at least just under well as much and initial first fresh new"
)
GIVING = word_set(
    "release approve allocate earmark commit pledge provide offer inject award grant set put announce unveil promise "
    "channel pour pump distribute hand mobilise mobilize guarantee lend sanction free unlock add give dedicate devote "
    "throw contribute allot authorise authorize disburse clear sink plough deploy extend assign transfer"
)
TO_SOMEBODY = word_set("give pay grant hand offer send award guarantee")
NO_RECEIVER = word_set("to of in on for with by up back out over until that")
PRICING = word_set("fix set peg put freeze hold keep raise lower cut guarantee")
TAXING = word_set("put slap clap tack add levy impose lay")
NUMBERS = word_set(
    "one two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety"
)
ONLY_AHEAD = word_set("spend invest pay")
"""what a state did with its money is a figure; that it will is a plan"""


def country_of_money(words: Words) -> str:
    """The one country whose money the sentence counts in; "" where it counts in none or in several."""
    found = set()
    for at, low in enumerate(words.low):
        after = words.low[at + 1][:1] if at + 1 < words.size else ""
        if after == "$" and low in DOLLARS_OF:
            found.add(DOLLARS_OF[low])
        elif low == "won" and not (at and (words.low[at - 1][:1].isdigit() or words.low[at - 1] in AMOUNTS | {"the"})):
            continue  # "BP won a licence"
        elif low in WORDS_OF or low[:1] in SIGNS_OF:
            found.add(WORDS_OF.get(low) or SIGNS_OF[low[:1]])
    return found.pop() if len(found) == 1 else ""


def sum_at(words: Words, at: int) -> tuple[int, int] | None:
    """The words [first, last) of an amount of money that begins at word `at`, fillers aside; None where none does."""
    at_most = min(words.size, at + 6)
    while at < at_most and words.low[at] in FILLERS and words.tokens[at].kind == "word":
        at += 1
    first = at
    if at < words.size and words.low[at] in CODES and at + 1 < words.size and words.low[at + 1][:1] in SIGNS:
        at += 1
    signed = at < words.size and (words.low[at][:1] in SIGNS or words.low[at] in CODES)
    at += signed
    counted = words.low[at : at + 1] != () and words.low[at] in NUMBERS
    counted = counted and at + 1 < words.size and words.low[at + 1] in CURRENCIES | AMOUNTS
    if at >= words.size or not (words.low[at][:1].isdigit() or counted):
        return None
    at += 1
    scaled = at < words.size and words.low[at] in AMOUNTS
    at += scaled
    at += at + 1 < words.size and words.low[at] in CODES and words.low[at + 1] in CURRENCIES
    named = at < words.size and words.low[at] in CURRENCIES
    at += named
    return (first, at) if signed or named else None


def funding_after(words: Words, act: Act) -> Thing | None:
    """The money that an active verb gives, as an instrument of its own: "released £120 million to", "puts €3bn on"."""
    verb = act.entry.phrase[0]
    if verb == "charge":
        return _charged(words, act)
    ahead = verb in ONLY_AHEAD and act.mood is Mood.PLANNED
    signed_off = act.entry.phrase[:2] == ("sign", "off")
    if verb not in GIVING | PRICING and not (ahead or signed_off):
        return None
    behind = act.last + (signed_off and words.low[act.last] == "on")
    found = sum_at(words, act.at + 1 if GAP in act.entry.phrase else behind)
    if found is None and verb in TO_SOMEBODY:
        found = _behind_receiver(words, act.last)
    if found is None:
        return None
    if verb in TAXING and words.low[found[1] : found[1] + 1] == ("on",) and _each(words, found[1] + 1):
        return Thing(*found, Instrument.TAX, False, False)
    if verb != "transfer" and _per_unit(words, found[1]):
        return Thing(*found, Instrument.DECISION, False, False) if verb in PRICING else None
    return Thing(*found, Instrument.FUNDING, False, False) if verb in GIVING or ahead or signed_off else None


def _each(words: Words, at: int) -> bool:
    """Whether a piece of something follows that money is put on: "two pounds on | every litre", "on a packet"."""
    return words.low[at : at + 1] in (("every",), ("each",), ("a",), ("any",))


def _behind_receiver(words: Words, first: int) -> tuple[int, int] | None:
    """The sum in "give every household 20,000 yen": behind up to four words that say who gets it."""
    for at in range(first + 1, min(words.size, first + 5)):
        if words.tokens[at - 1].kind != "word" or words.low[at - 1] in NO_RECEIVER:
            return None
        if (words.low[at][:1].isdigit() or words.low[at][:1] in SIGNS) and (found := sum_at(words, at)):
            return found
    return None


def _charged(words: Words, act: Act) -> Thing | None:
    """ "will charge tourists 20 euros": what all have to pay is a tax."""
    for at in range(act.last, min(words.size, act.last + 4)):
        found = sum_at(words, at)
        if found is not None:
            return Thing(*found, Instrument.TAX, False, False)
    return None


def _per_unit(words: Words, at: int) -> bool:
    """Whether a sum is a price: "1,200 francs ($2.13) per kilo", "3 euros a litre"."""
    if words.low[at : at + 1] == ("(",):
        at = next((i + 1 for i in range(at, min(words.size, at + 8)) if words.low[i] == ")"), at)
    after = words.low[at : at + 2]
    return after[:1] == ("per",) or (after[:1] in (("a",), ("an",)) and after[1:] != ("year",))


def funding_before(words: Words, act: Act) -> Thing | None:
    """The money that is the subject of a passive: "€3bn was released"."""
    if act.entry.phrase[0] not in GIVING:
        return None
    for at in range(max(0, act.first - 9), act.first):
        found = sum_at(words, at)
        if found and found[1] == act.first:
            return Thing(*found, Instrument.FUNDING, False, False)
    return None
