"""One number of a sentence with its sign and unit, or with the reason why it is no quantity."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.metrics.counting import is_plural
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.metrics.units import MARKS, denominator, money_before, paid_for, priced, unit_after
from tracker.extraction.numbers import SCALES, Numeral
from tracker.extraction.text import word_set


def read_quantity(scene: Scene, numeral: Numeral) -> Quantity:
    """The quantity that a number is, with its unit; refused where it belongs to a name, a label or a time."""
    money = money_before(scene, numeral.first)
    refusal = "" if money else _name(scene, numeral)
    plain = Quantity(
        numeral, numeral.value, None, None, "bare", numeral.start, numeral.end, numeral.first, numeral.last
    )
    if refusal:
        plain.refusal = refusal
        return plain
    unit = unit_after(scene, numeral, money is not None)
    plain.value = _exact(numeral.value * (unit.factor if unit else 1.0))
    if unit is not None and unit.factor >= 1e3:
        plain.numeral = replace(numeral, scaled=True, decimal=False)
    if (unit is not None and unit.sort == "mark") or (unit is not None and unit.sort == "bare"):
        plain.last = unit.last
    elif unit is not None:
        plain.unit, plain.sort, plain.last, plain.noun = unit.name, unit.sort, unit.last, unit.noun
    elif numeral.attribute:
        plain.refusal = "attribute"
    if money is not None:
        plain.first, code = money
        plain.unit, plain.sort = (plain.unit if unit and unit.sort == "money" and unit.name else code), "money"
        if unit is not None and unit.sort != "money":
            plain.last = numeral.last
            plain.value = numeral.value
    if plain.sort == "money" and scene.word(plain.last) in MARKS:
        plain.last += 1
    _below(scene, plain)
    plain.refusal = plain.refusal or _sign(scene, plain)
    if numeral.part:
        _part(scene, plain)
    return spanned(scene, plain)


def _below(scene: Scene, one: Quantity) -> None:
    """Reads what an amount is counted by: "3.2 tonnes per hectare" is t/ha; of a price it is what is paid for."""
    if one.sort == "physical":
        below = denominator(scene, one.last) or _below_what(scene, one.last)
        if below is not None:
            one.last, one.unit = below[0], f"{one.unit}/{below[1]}"
    elif one.sort == "money" and (paid := paid_for(scene, one.last)) is not None:
        one.last, one.per = paid
    elif one.sort == "money":
        one.per = priced(scene, one.first) or ""


def _below_what(scene: Scene, at: int) -> tuple[int, str] | None:
    """ "0.15 milligrams of cadmium per kilogram": what is measured stands between the two units."""
    if scene.word(at) != "of":
        return None
    per = next((n for n in (at + 2, at + 3) if scene.word(n) == "per"), None)
    return denominator(scene, per) if per is not None else None


def _exact(value: float) -> float:
    """Without the noise of multiplying binary fractions: 65.9 × 10⁹ is 65900000000."""
    return float(f"{value:.12g}")


def spanned(scene: Scene, one: Quantity) -> Quantity:
    """The quantity with the offsets that its tokens have."""
    one.start = scene.tokens[one.first].start
    one.end = max(one.numeral.end, scene.tokens[one.last - 1].end)
    one.head = one.first
    return one


_STANDS = word_set(
    "at of is was were from against to stood between and than remained stays remains forecast forecasts expect expects "
    "expected see sees"
)


def _sign(scene: Scene, one: Quantity) -> str:
    """Takes a sign before the number into it; "-" counts only where no word or number touches it."""
    at = one.first - 1
    mark = scene.word(at)
    before = scene.word(at - 1) if at else ""
    lead = scene.word(at - 2) if before in ("a", "an", "just", "about", "only") and at > 1 else before
    if mark in ("minus", "negative") and lead in _STANDS and one.sort in ("percent", "money", "physical"):
        one.value, one.first = -one.value, at
        return ""
    if (
        mark in ("-", "−")
        and before in _STANDS
        and scene.joined(one.first)
        and not scene.joined(at)
        and one.sort in ("percent", "physical", "bare", "money")
    ):
        one.value, one.first = -one.value, at
        return ""
    if (
        mark in ("+", "-", "–")
        and scene.joined(one.first)
        and (not scene.joined(at) or scene.word(at - 1) in ("(", "[", ":"))
    ):
        one.sign, one.first = ("+" if mark == "+" else "-"), at
    return ""


def _name(scene: Scene, number: Numeral) -> str:
    """Why the number belongs to a name or a label, "" where it does not."""
    at = number.first
    before = scene.tokens[at - 1] if at else None
    if before is not None and scene.joined(at):
        if before.kind == "word" and before.text not in ("x", "X"):
            return "name"
        if before.text in ("-", "–", "/", ".", "_", "&", ":", "@") and scene.joined(at - 1) and at > 1:
            other = scene.tokens[at - 2]
            if other.kind == "word" or before.text in ("/", ".", ":", "@", "_"):
                return "name"
            if other.kind == "number" and before.text == "-" and scene.word(at - 3) in scene.words.labels:
                return "label"
        if before.text == "#":
            return "label"
    if _letters_follow(scene, number):
        return "ordinal" if scene.word(number.last) in ("st", "nd", "rd", "th") else "name"
    return _label(scene, number)


def _letters_follow(scene: Scene, number: Numeral) -> bool:
    """Whether letters touch the number that are neither scale nor unit: 6G, 810E, 24th."""
    at = number.last
    if (
        number.spelled
        or number.scaled
        or number.letter
        or at >= len(scene.tokens)
        or number.end != scene.tokens[at].start
    ):
        return False
    if scene.tokens[at].kind != "word" or scene.tokens[at].text in ("x", "X"):
        return (
            scene.word(at) == "x"
            and at + 1 < len(scene.tokens)
            and scene.joined(at + 1)
            and scene.word(at + 1).isdigit()
        )
    unit = unit_after(scene, number, money=False)
    return unit is None or unit.sort in ("count", "bare")


def _label(scene: Scene, number: Numeral) -> str:
    """A number after "Article", "phase", "No.": part of a document's or a thing's name."""
    at = number.first - 1
    if scene.word(at) in (".", ":") and at > 0:
        at -= 1
        if scene.word(at + 1) == ":" or scene.word(at) not in (
            "no",
            "nos",
            "nr",
            "art",
            "sec",
            "fig",
            "vol",
            "ch",
            "ver",
            "v",
            "p",
        ):
            return ""
    if at >= 0 and scene.tokens[at].text == "Euro" and number.value < 10 and not number.scaled and not number.decimal:
        return "label"
    if at >= 0 and number.value > 9999 and scene.tokens[at].text.isupper() and _is_parted(scene, number):
        return "label"  # "RCS 512 884 101"
    if _is_so_many(scene, number, at):
        return ""
    if scene.word(at) not in scene.words.labels or number.scaled or number.value > 9999 or scene.date_at(at):
        return ""
    unit = unit_after(scene, number, money=False)
    plain = scene.tokens[at].text.islower() and scene.word(at - 1) in _OWNERS
    return "" if unit and (unit.sort != "count" or plain) else "label"


def _is_so_many(scene: Scene, number: Numeral, at: int) -> bool:
    """ "licensed houses number 79", "the fleet numbers 310 aircraft": a verb, no label."""
    before = scene.word(at - 1)
    if scene.word(at) != "numbers" or not before.isalpha() or before in _NUMBERS_OF:
        return scene.word(at) == "number" and is_plural(scene, before)
    counted = unit_after(scene, number, money=False)
    return counted is not None and counted.sort == "count"


def _is_parted(scene: Scene, number: Numeral) -> bool:
    """Whether blanks part the thousands of a number in digits."""
    return not number.spelled and not number.scaled and " " in scene.view.view[number.start : number.end]


_NUMBERS_OF = word_set("the a its their phone licence license house serial lot track bus of and these those all")
_OWNERS = word_set("our its their his her my your this that")
_SPANS = word_set(
    "season century month week session campaign match term game quarter year hour day decade hours years minute dozen"
)
_WHOLES = word_set("of the its their all these those our his her as")
_COMPARED = word_set("more less higher lower larger smaller fewer cheaper increase cut drop rise")
_ALONE = word_set(". , ; ) put say said are were have had in by to from since and on this last over between") | {""}
_LEADS = word_set("by than to about nearly almost over under around roughly of some up down")


def _part(scene: Scene, one: Quantity) -> None:
    """A fraction is a share in per cent where it is one of something; else an ordinal or a time."""
    number = one.numeral
    after, before, text = scene.word(number.last), scene.word(one.first - 1), scene.word(number.last - 1)
    age = after == "of" and scene.word(number.last + 1) in ("a", "an", "the") and scene.word(number.last + 2) in _SPANS
    if after in _SPANS or age or (before == "one" and after == "of"):
        one.refusal = "duration" if before != "one" else "idiom"
        return
    if _of_a_scale(scene, one):
        return
    stands = before in _LEADS or "-" in text or number.last - number.first == 2 or one.first == 0
    if _of_a_point(scene, one):
        return
    loose = 2 * (scene.low[number.last : number.last + 2] in (["or", "so"], ["or", "thereabouts"]))
    compared = _compares(scene, number.last + loose)
    related = after in _WHOLES or after in _COMPARED or compared
    led = before in ("by", "than", "nearly", "almost") or (
        before in _LEADS and scene.word(one.first - 2) in ("of", "by")
    )
    timed = text in ("quarter", "half", "second") and not related and not led
    numbered = text in ("third", "fourth", "fifth") and {"second", "another"} & set(scene.low[: number.first])
    if (
        timed
        or (numbered and not related)
        or not (related or (after in _ALONE and stands))
        or scene.low[number.first : number.last] == ["a", "half"]
    ):
        one.refusal = "ordinal"
    elif _of_what(scene, number.last):
        one.unit, one.sort, one.last, one.noun = "", "ratio", number.last, ()
    else:
        one.value, one.unit, one.sort, one.last, one.noun = (
            round(number.value * 100, 1),
            "%",
            "percent",
            number.last,
            (),
        )


def _of_a_scale(scene: Scene, one: Quantity) -> bool:
    """ "three quarters of a billion dollars": a fraction of what the scale word tells."""
    at = one.numeral.last
    scale = SCALES.get(scene.word(at + 2), 0.0) if scene.low[at : at + 2] == ["of", "a"] else 0.0
    if scale < 1e6:
        return False
    number = replace(one.numeral, value=one.numeral.value * scale, last=at + 3, part=False, scaled=True, attribute="")
    unit = unit_after(scene, number, money=False)
    one.numeral, one.value, one.unit, one.sort, one.noun = number, _exact(number.value), None, "bare", ()
    if unit is not None:
        one.unit, one.sort, one.noun = unit.name, unit.sort, unit.noun
    one.last = unit.last if unit is not None else number.last
    return True


def _compares(scene: Scene, at: int) -> bool:
    """Whether a comparative follows: "a sixth more", "a sixth or so below the 340,000 of 2025"."""
    word = scene.word(at)
    if word in ("above", "below"):
        return scene.word(at + 1) in ("the", "that", "last", "its", "what", "those", "a")
    return word in (scene.words.more | scene.words.less) - {"over", "under", "behind", "off"}


def _of_a_point(scene: Scene, one: Quantity) -> bool:
    """ "half a percent", "a quarter of a percentage point", "a quarter point": a fraction of the unit after it.

    "3.4 %, three tenths less than before" tells tenths of a point too.
    """
    at = one.numeral.last
    if scene.word(at - 1) in ("tenth", "tenths") and scene.word(at) in _COMPARED:
        if {"%", "percent", "cent"}.isdisjoint(scene.low[: one.first]):
            return False
        one.value, one.unit, one.sort, one.last, one.noun = round(one.numeral.value, 4), "pp", "points", at, ()
        return True
    at += scene.word(at) == "of"
    at += scene.word(at) in ("a", "one")
    low = scene.low[at : at + 2]
    if low[:1] in (["point"], ["points"]) or low in (["percentage", "point"], ["percentage", "points"]):
        one.unit, one.sort, one.last = "pp", "points", at + (1 if low[0] != "percentage" else 2)
    elif at > one.numeral.last and (low[:1] in (["percent"], ["%"]) or low == ["per", "cent"]):
        one.unit, one.sort, one.last = "%", "percent", at + (2 if low[0] == "per" else 1)
    else:
        return False
    one.noun = ()
    return True


_PRICED = word_set("cost costs costing charge charges charging price priced prices pricing sell sells selling")
_THEN = word_set("it they that this there")
_WAS = word_set("was were had used")


def _of_what(scene: Scene, at: int) -> bool:
    """ "for a tenth, or even less, of what others charge": a ratio of two things, no share of one.

    "A fifth of what the world digs" is a share.
    """
    tail = scene.low[at : at + 10]
    what = next((n for n in range(min(7, len(tail) - 1)) if tail[n : n + 2] == ["of", "what"]), None)
    if what is None:
        return False
    then = tail[what + 2 : what + 3] and tail[what + 2] in _THEN and not _WAS.isdisjoint(tail[what + 3 : what + 4])
    asked = not _PRICED.isdisjoint(scene.low[max(0, at - 8) : at]) and not _PRICED.isdisjoint(tail[what + 2 :])
    return bool(then) or asked or what > 0
