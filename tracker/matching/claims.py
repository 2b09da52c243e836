"""The text's own arithmetic, held against itself and against what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.matching.amounts import dimension, is_money, step_of, written
from tracker.matching.periods import same_period, span
from tracker.matching.stated import STEPS, base_of, implied_before, value_of
from tracker.matching.traits import told_as_past
from tracker.matching.wording import change_words, step, teller, when
from tracker.model import Amount, FindingKind, Kind, MetricMention, Origin, Series, Verdict

PART_OF = re.compile(r"[^.;:]{0,40}?\b(?:out of|of)\b[^.;:]{0,30}", re.IGNORECASE)
"""What stands between a part and its whole: "5 trillion tokens, out of a total of"."""
OR_SHARE = re.compile(r"[^.;:]{0,12}?(?:,|\(|–|—|\bor\b|\bthat is\b)[^.;:]{0,20}", re.IGNORECASE)
"""What stands between a whole and the share that the text reckons from it: "or about"."""
SHARE_MARGIN = 1.0
"""Percentage points that a share may be off beyond rounding before it is told."""
RATE_MARGIN = 0.01
"""How far two exchange rates of one text may lie apart beyond rounding: two days' rates differ."""


def check_claims(
    mentions: Sequence[MetricMention], origin: Origin, histories: Mapping[MetricMention, Series]
) -> tuple[tuple[MetricMention, Verdict], ...]:
    """Each claim of an item that does not hold, with its arithmetic: a stated change against the stored history
    (`histories` gives the series of a mention as it was before it), amounts against their conversions, and shares
    against the part and the whole told with them."""
    found: list[tuple[MetricMention, Verdict]] = []
    for mention in mentions:
        series = histories.get(mention)
        verdict = against_history(mention, series) if series is not None else None
        if verdict is not None:
            found.append((mention, verdict))
    found.extend(within(mentions, origin))
    found.extend(conversions(mentions, origin))
    found.extend(shares(mentions, origin))
    return tuple(found)


def against_history(mention: MetricMention, series: Series) -> Verdict | None:
    """A stated change whose starting point is stored and is another one."""
    implied = implied_before(mention)
    if implied is None or mention.change is None or mention.value is None or mention.kind is not Kind.OBSERVED:
        return None
    peers = [o for o in series.observations if o.mention.kind is mention.kind and value_of(o, mention) is not None]
    base = base_of(mention, peers)
    value = value_of(base, mention) if base is not None else None
    if base is None or value is None or implied[0] <= value <= implied[1]:
        return None
    if any(
        implied[0] <= (value_of(o, mention) or 0.0) <= implied[1]
        for o in peers
        if o.mention.period == base.mention.period
    ):
        return None
    before = sum(implied) / 2
    return Verdict(
        FindingKind.CLAIM_INCONSISTENT,
        f"{written(mention.value, mention.unit)}, {change_words(mention.change)}, implies "
        f"{written(float(f'{before:.4g}'), mention.unit)} before; {teller(base.origin)} told "
        f"{written(value, mention.unit)}{when(base.mention)}.",
        old=value,
        new=mention.value,
        old_period=base.mention.period,
        against=base.origin,
        agrees=False,
    )


# ---------------------------------------------------------------- within a sentence


def within(mentions: Sequence[MetricMention], origin: Origin) -> Iterator[tuple[MetricMention, Verdict]]:
    """Stated changes that do not lead from the earlier value of their own sentence to the later one: "rose 20% to 6
    million in October from 5.5 million in September"."""
    by_start = {mention.start: mention for mention in mentions}
    for mention in mentions:
        implied = implied_before(mention, exact=True)
        if implied is None or mention.change is None or mention.value is None or mention.qualifier != "=":
            continue
        befores = [by_start[kin.start] for kin in mention.kin if kin.start in by_start]
        starts = [other for other in befores if begins(mention, other)]
        if len(starts) != 1 or starts[0].value is None or implied[0] <= starts[0].value <= implied[1]:
            continue
        before = starts[0].value
        moved = step(mention.value, before, mention.unit)
        yield (
            mention,
            Verdict(
                FindingKind.CLAIM_INCONSISTENT,
                f"The text says {change_words(mention.change)}; from {written(before, mention.unit)} to "
                f"{written(mention.value, mention.unit)} it is {moved}.",
                old=before,
                new=mention.value,
                old_period=starts[0].period,
                against=origin,
                agrees=False,
            ),
        )


def begins(mention: MetricMention, other: MetricMention) -> bool:
    """Whether another value of the sentence is the one that a stated change starts from."""
    if (
        other.evidence != mention.evidence
        or other.unit != mention.unit
        or other.qualifier != "="
        or mention.change is None
    ):
        return False
    ours, theirs, basis = span(mention.period), span(other.period), mention.change.basis
    earlier = told_as_past(other) if theirs is None else ours is not None and theirs[1] < ours[0]
    if not earlier or basis is None or theirs is None or ours is None:
        return earlier and (basis is None or theirs is None)
    if basis.startswith("since:"):
        return same_period(other.period, basis.removeprefix("since:"))
    apart, slack = STEPS.get(basis, (0, 0))
    return abs((ours[1] - theirs[1]).days - apart) <= slack


# ---------------------------------------------------------------- conversions


@dataclass(frozen=True, slots=True)
class Rate:
    """The exchange rate that an amount and its conversion imply, with what rounding leaves open."""

    mention: MetricMention
    converted: Amount
    lowest: float
    value: float
    highest: float

    @property
    def pair(self) -> tuple[str | None, str]:
        return self.mention.unit, self.converted.unit

    @property
    def sum(self) -> str:
        first = written(self.mention.value, self.mention.unit)
        return f"{first} = {written(self.converted.value, self.converted.unit)} implies {self.value:.4g}"

    def fits(self, other: Rate) -> bool:
        return self.lowest * (1 - RATE_MARGIN) <= other.highest and other.lowest <= self.highest * (1 + RATE_MARGIN)


def rates(mention: MetricMention) -> Iterator[Rate]:
    """The rates of a mention's amounts in brackets, currencies only."""
    if not mention.value or not is_money(mention.unit):
        return
    for amount in mention.alt:
        if is_money(amount.unit) and amount.value and amount.unit != mention.unit:
            a, b = mention.value, amount.value
            x, y = spread(a), spread(b)
            yield Rate(mention, amount, (a - x) / (b + y), a / b, (a + x) / (b - y))


def spread(value: float) -> float:
    """Half the last significant digit, at most five per cent: what rounding may hide."""
    return min(step_of(value) / 2, 0.05 * abs(value))


def conversions(mentions: Sequence[MetricMention], origin: Origin) -> Iterator[tuple[MetricMention, Verdict]]:
    """Amounts whose conversion implies a rate that no other conversion of the text does, rounding allowed for."""
    told: list[Rate] = []
    every = [rate for mention in mentions for rate in rates(mention)]
    for rate in every:
        others = [other for other in every if other is not rate and other.pair == rate.pair]
        alone = others and not any(rate.fits(other) for other in others)
        if alone and (len(others) > 1 or others[0] in told):
            yield (
                rate.mention,
                Verdict(
                    FindingKind.CLAIM_INCONSISTENT,
                    f"{rate.sum}; in the same text {others[0].sum}.",
                    old=others[0].value,
                    new=rate.value,
                    against=origin,
                    agrees=False,
                ),
            )
        told.append(rate)


# ---------------------------------------------------------------- shares


def shares(mentions: Sequence[MetricMention], origin: Origin) -> Iterator[tuple[MetricMention, Verdict]]:
    """Shares that do not fit the part and the whole of their own sentence: "5.3 of 8.7 trillion, or 71%"."""
    told = [mention for mention in mentions if mention.value is not None]
    for part, whole, share in zip(told, told[1:], told[2:], strict=False):
        if not reckoned(part, whole, share) or part.value is None or whole.value is None or share.value is None:
            continue
        low, high = (
            (part.value + sign * spread(part.value)) / (whole.value - sign * spread(whole.value)) for sign in (-1, 1)
        )
        slack = SHARE_MARGIN + step_of(share.value) / 2
        if 100 * low - slack <= share.value <= 100 * high + slack:
            continue
        yield (
            share,
            Verdict(
                FindingKind.CLAIM_INCONSISTENT,
                f"{written(part.value, part.unit)} of {written(whole.value, whole.unit)} is "
                f"{100 * part.value / whole.value:.3g}%, not {written(share.value, share.unit)} as the text says.",
                old=100 * part.value / whole.value,
                new=share.value,
                against=origin,
                agrees=False,
            ),
        )


def reckoned(part: MetricMention, whole: MetricMention, share: MetricMention) -> bool:
    """Whether three numbers of one sentence are a part, its whole and the share between them, by the words between."""
    if not part.evidence == whole.evidence == share.evidence or share.unit != "%" or share.change is not None:
        return False
    same_unit = part.unit is not None and whole.unit is not None and dimension(part.unit) == dimension(whole.unit)
    if not same_unit or part.unit == "%" or not whole.value or abs(part.value or 0.0) >= abs(whole.value):
        return False
    first, second = between(part, whole), between(whole, share)
    return bool(first and second and PART_OF.fullmatch(first) and OR_SHARE.fullmatch(second))


def between(one: MetricMention, other: MetricMention) -> str:
    """The words between two numbers of one sentence; "" where they do not follow one another."""
    start = one.evidence.find(one.quote)
    stop = one.evidence.find(other.quote, start + len(one.quote))
    return one.evidence[start + len(one.quote) : stop] if 0 <= start < stop else ""
