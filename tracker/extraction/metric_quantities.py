"""The quantities of a sentence: each number with its sign, unit and qualifier, or with the reason why it is none."""

from __future__ import annotations

from dataclasses import replace

from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.metric_units import Unit, denominator, money_before, unit_after
from tracker.extraction.numbers import Numeral, read_numeral

_SEPARATORS = ("-", "–", "—", "to", "and", "or", "~")
_MARK_QUALIFIERS = {"~": "~", "≈": "~", "±": "~", ">": ">", "<": "<", "≥": ">=", "≤": "<="}


def gather(scene: Scene) -> list[Quantity]:
    """All numbers of the sentence in order, refused ones with their reason."""
    found: list[Quantity] = []
    at = 0
    while at < len(scene.tokens):
        span = scene.date_at(at)
        if span is not None:
            at = _after(scene, at, span.end)
            continue
        numeral = read_numeral(scene.tokens, at)
        if numeral is None:
            at += 1
            continue
        quantity = _quantity(scene, numeral)
        quantity = _of_so_many(scene, quantity) or quantity
        if not quantity.refusal:
            quantity = _range(scene, quantity) or quantity
        found.append(quantity)
        at = max(quantity.last, at + 1)
    for one in found:
        if not one.refusal:
            _qualify(scene, one)
            if one.sort in ("bare", "count") and scene.low[max(0, one.head - 2) : one.head] == ["factor", "of"]:
                one.unit, one.sort = "x", "times"
    return found


def _after(scene: Scene, at: int, offset: int) -> int:
    while at < len(scene.tokens) and scene.tokens[at].start < offset:
        at += 1
    return at


def _quantity(scene: Scene, numeral: Numeral) -> Quantity:
    money = money_before(scene, numeral.first)
    refusal = "" if money else _name(scene, numeral)
    plain = Quantity(
        numeral, numeral.value, None, None, "bare", numeral.start, numeral.end, numeral.first, numeral.last
    )
    if refusal:
        plain.refusal = refusal
        return plain
    unit = unit_after(scene, numeral, money is not None)
    plain.value = numeral.value * (unit.factor if unit else 1.0)
    if unit is not None and unit.sort == "mark":
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
    below = denominator(scene, plain.last) if plain.sort in ("money", "physical") else None
    if below is not None:
        plain.last, plain.unit = below[0], f"{plain.unit}/{below[1]}"
    plain.refusal = plain.refusal or _sign(scene, plain)
    if numeral.part:
        _part(scene, plain)
    return _spanned(scene, plain)


def _spanned(scene: Scene, one: Quantity) -> Quantity:
    one.start = scene.tokens[one.first].start
    one.end = max(one.numeral.end, scene.tokens[one.last - 1].end)
    one.head = one.first
    return one


def _sign(scene: Scene, one: Quantity) -> str:
    """Takes a sign before the number into it; "-" counts only where no word or number touches it."""
    at = one.first - 1
    mark = scene.word(at)
    if mark in ("+", "-", "–") and scene.joined(one.first) and not scene.joined(at):
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
        return False
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
    if scene.word(at) not in scene.words.labels or number.scaled or number.value > 9999:
        return ""
    unit = unit_after(scene, number, money=False)
    return "" if unit and unit.sort != "count" else "label"


def _part(scene: Scene, one: Quantity) -> None:
    """A fraction is a share in per cent where it is one of something; else an ordinal or a time."""
    after, before = scene.word(one.numeral.last), scene.word(one.first - 1)
    text = scene.word(one.numeral.last - 1)
    if after in ("year", "hour", "day", "decade", "century", "hours", "years", "month", "minute", "dozen"):
        one.refusal = "duration"
        return
    whole = after in ("of", "the", "its", "their", "all", "these", "those", "our", "his", "her", "as")
    compares = after in (
        "more",
        "less",
        "higher",
        "lower",
        "larger",
        "smaller",
        "fewer",
        "cheaper",
        "increase",
        "cut",
        "drop",
        "rise",
    )
    alone = after in (
        "",
        ".",
        ",",
        ";",
        ")",
        "put",
        "say",
        "said",
        "are",
        "were",
        "have",
        "had",
        "in",
        "by",
        "to",
        "from",
        "since",
        "and",
        "on",
        "this",
        "last",
        "over",
        "between",
    )
    led = before in (
        "by",
        "than",
        "to",
        "about",
        "nearly",
        "almost",
        "over",
        "under",
        "around",
        "roughly",
        "of",
        "some",
        "up",
        "down",
    )
    time = (
        text in ("quarter", "half", "second")
        and not (whole or compares)
        and before not in ("by", "than", "nearly", "almost")
    )
    if (
        not (
            whole
            or compares
            or (alone and (led or "-" in text or one.numeral.last - one.numeral.first == 2 or one.first == 0))
        )
        or time
    ):
        one.refusal = "ordinal"
        return
    if scene.word(one.numeral.first) == "a" and text in ("half",):
        one.refusal = "ordinal"
        return
    if _of_what(scene, one.numeral.last):
        one.unit, one.sort, one.last, one.noun = "", "ratio", one.numeral.last, ()
        return
    one.value, one.unit, one.sort, one.last, one.noun = one.numeral.value * 100, "%", "percent", one.numeral.last, ()


def _of_what(scene: Scene, at: int) -> bool:
    """ "a tenth, or even less, of what others cost": a ratio of two things, no share of one."""
    tail = scene.low[at : at + 8]
    return any(tail[n : n + 2] == ["of", "what"] for n in range(len(tail) - 1))


def _range(scene: Scene, one: Quantity) -> Quantity | None:
    """ "between 30 and 40", "30–40%", "5bn to 7bn": one quantity with a lower and a higher value."""
    at = one.last
    separator = scene.word(at)
    if separator not in _SEPARATORS or at + 1 >= len(scene.tokens) or scene.date_at(at + 1):
        return None
    begin = at + 1
    number = _next_number(scene, begin)
    if number is None or not _may_join(scene, one, separator):
        return None
    other = _quantity(scene, number)
    if other.refusal and other.refusal != "name":
        return None
    if other.unit is None and one.unit is None and not number.value:
        return None
    same = one.unit in (None, other.unit) or (other.unit is None and one.unit is not None)
    if not same or other.sort == "duration":
        return None
    low = one.value
    if number.scaled and not one.numeral.scaled and one.numeral.value < number.value:
        factor = _scale_of(number)
        low = one.value * factor if one.value < number.value / factor else one.value
    if low >= other.value:
        return _ratio(scene, one, other)
    made = replace(other, numeral=one.numeral, value=low, high=other.value, first=one.first, sign=one.sign, refusal="")
    made.unit = other.unit if other.unit is not None else one.unit
    made.sort = other.sort if other.unit is not None else one.sort
    return _spanned(scene, made)


def _of_so_many(scene: Scene, one: Quantity) -> Quantity | None:
    """ "one in five households", "six out of ten pupils": a share."""
    at = one.numeral.last
    skip = 2 if scene.low[at : at + 2] == ["out", "of"] else 1 if scene.word(at) == "in" else 0
    if not skip or one.numeral.scaled or at + skip >= len(scene.tokens) or scene.date_at(at + skip):
        return None
    number = read_numeral(scene.tokens, at + skip)
    if number is None or number.scaled or not 0 < one.numeral.value < number.value <= 1000 or number.value < 3:
        return None
    if (
        (not one.numeral.spelled and skip == 1)
        or number.attribute
        or scene.word(number.last) in ("%", "years", "months", "days")
    ):
        return None
    made = replace(
        one,
        value=one.numeral.value / number.value * 100,
        unit="%",
        sort="percent",
        last=number.last,
        refusal="",
        noun=(),
    )
    return _spanned(scene, made)


def _scale_of(number: Numeral) -> float:
    for factor in (1e15, 1e12, 1e9, 1e7, 1e6, 1e5, 1e3, 1e2):
        if number.value >= factor and number.value / factor < 1000:
            return factor
    return 1.0


def _next_number(scene: Scene, at: int) -> Numeral | None:
    tokens = scene.tokens
    for skip in (0, 1, 2, 3):
        if at + skip >= len(tokens):
            return None
        number = read_numeral(tokens, at + skip)
        if number is not None:
            money = money_before(scene, at + skip)
            return number if skip == 0 or (money is not None and money[0] == at) else None
    return None


def _may_join(scene: Scene, one: Quantity, separator: str) -> bool:
    head = one.first
    while True:
        found = scene.ends(scene.words.fillers, head) or scene.ends(scene.words.before, head)
        if found is None:
            break
        head = found[0]
    before = scene.word(head - 1)
    if separator == "and":
        if before == "between":
            one.first = head - 1
        return before == "between"
    if "by" in scene.low[head - 1 : one.first] and one.sort == "money" and one.numeral.scaled:
        return False
    if separator == "or":
        return one.unit is None and not one.numeral.scaled
    if separator == "to":
        return before != "from" or scene.word(head - 2) in (
            "range",
            "ranges",
            "ranged",
            "ranging",
            "vary",
            "varying",
            "anywhere",
        )
    return True


def _ratio(scene: Scene, one: Quantity, other: Quantity) -> Quantity | None:
    """ "three to one": a pure number."""
    if other.value != 1 or other.numeral.first != one.last + 1:
        return None
    made = replace(one, unit="", sort="times", last=other.numeral.last)
    return _spanned(scene, made)


def _qualify(scene: Scene, one: Quantity) -> None:
    """Finds the qualifier before or after the number and puts it into the quantity's span."""
    if one.numeral.plus:
        one.qualifier = ">="
    if one.numeral.odd:
        one.qualifier = "~"
    if scene.word(one.last) == "+" and scene.joined(one.last):
        one.qualifier, one.last = ">=", one.last + 1
        one.end = scene.tokens[one.last - 1].end
    at = one.first
    mark = _MARK_QUALIFIERS.get(scene.word(at - 1))
    if mark:
        one.qualifier, at = mark, at - 1
    else:
        at = _before(scene, one, at)
    one.head = at
    one.start = scene.tokens[at].start
    after = scene.begins(scene.words.after, one.last) or (
        scene.begins(scene.words.after, one.last + 1) if scene.word(one.last) in (",", "mark") else None
    )
    if after is not None:
        one.last, meaning = after
        one.qualifier = meaning.rstrip("x")
        one.end = scene.tokens[one.last - 1].end


def meaning_of_verb(scene: Scene, at: int) -> bool:
    """Whether the qualifier at token `at` is a verb, which may have an object: "passed a €500bn fund"."""
    return scene.word(at).startswith(("pass", "cross", "top", "surpass", "exceed"))


def _takes_up_to(scene: Scene, at: int) -> bool:
    return scene.low[at : at + 2] == ["up", "to"] and scene.word(at - 1) in scene.words.phrasal


def _before_phrasal(scene: Scene, one: Quantity, at: int) -> int:
    """ "adds up to some 2 GW": the verb takes "up to", what follows it still qualifies."""
    for begin in (at - 1, at - 2):
        found = scene.ends(scene.words.before, at)
        if found is not None and found[0] == begin and scene.low[begin] != "up":
            one.qualifier = found[1]
            return begin
    return at


def _before(scene: Scene, one: Quantity, at: int) -> int:
    found = scene.ends(scene.words.before, at)
    skipped = at
    if found is None and scene.word(at - 1) in (
        "the",
        "a",
        "an",
        "its",
        "just",
        "only",
        "total",
        "further",
        "another",
        "additional",
    ):
        found = scene.ends(scene.words.before, at - 1)
        skipped = at - 1
    if found is None or (skipped != at and scene.word(skipped) in ("a", "an") and meaning_of_verb(scene, found[0])):
        return at
    begin, meaning = found
    if _takes_up_to(scene, begin):
        return _before_phrasal(scene, one, at)
    one.qualifier = meaning
    again = scene.ends(scene.words.before, begin)
    if again is not None and meaning == "~" and not _takes_up_to(scene, again[0]):
        begin, one.qualifier = again
    return begin
