"""The text's own arithmetic, held against itself and against what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.matching.amounts import is_money, step_of, written
from tracker.matching.compare_metric import base_of, change_words, implied_before, teller, value_of, when
from tracker.model import FindingKind, Kind, MetricMention, Origin, Series, Verdict

RATE_MARGIN = 0.01
"""How far two exchange rates of one text may lie apart beyond rounding: two days' rates differ."""


def check_claims(
    mentions: Sequence[MetricMention], origin: Origin, histories: Mapping[MetricMention, Series]
) -> tuple[tuple[MetricMention, Verdict], ...]:
    """Each claim of an item that does not hold, with its arithmetic: a stated change against the stored history
    (`histories` gives the series of a mention as it was before it), and amounts against their conversions."""
    found: list[tuple[MetricMention, Verdict]] = []
    for mention in mentions:
        series = histories.get(mention)
        verdict = against_history(mention, series) if series is not None else None
        if verdict is not None:
            found.append((mention, verdict))
    found.extend(conversions(mentions, origin))
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


# ---------------------------------------------------------------- conversions


def rates(mention: MetricMention) -> Iterator[tuple[tuple[str, str], float, float, float]]:
    """The exchange rates that amounts in brackets imply: ((unit, other unit), lowest, rate, highest)."""
    if mention.value is None or not is_money(mention.unit):
        return
    for amount in mention.alt:
        if is_money(amount.unit) and amount.value and mention.value and amount.unit != mention.unit:
            a, b = mention.value, amount.value
            x, y = spread(a), spread(b)
            yield (mention.unit or "", amount.unit), (a - x) / (b + y), a / b, (a + x) / (b - y)


def spread(value: float) -> float:
    """Half the last significant digit, at most five per cent: what rounding may hide."""
    return min(step_of(value) / 2, 0.05 * abs(value))


def conversions(mentions: Sequence[MetricMention], origin: Origin) -> Iterator[tuple[MetricMention, Verdict]]:
    """Amounts whose conversion implies another rate than most conversions of the text, beyond rounding."""
    seen: list[tuple[MetricMention, float, tuple[str, str], float, float, float]] = [
        (mention, amount.value, pair, low, rate, high)
        for mention in mentions
        for amount, (pair, low, rate, high) in zip(_money_alts(mention), rates(mention), strict=True)
    ]
    for at, (mention, value, pair, low, rate, high) in enumerate(seen):
        others = [entry for n, entry in enumerate(seen) if n != at and entry[2] == pair]
        if not others or any(low * (1 - RATE_MARGIN) <= o[5] and o[3] <= high * (1 + RATE_MARGIN) for o in others):
            continue
        if len(others) == 1 and seen.index(others[0]) > at:
            continue  # of two that differ the second is told
        other = others[0]
        yield (
            mention,
            Verdict(
                FindingKind.CLAIM_INCONSISTENT,
                f"{written(mention.value, pair[0])} = {written(value, pair[1])} implies a rate of {rate:.4g}; "
                f"in the same text {written(other[0].value, pair[0])} = {written(other[1], pair[1])} implies {other[4]:.4g}.",
                old=other[4],
                new=rate,
                against=origin,
                agrees=False,
            ),
        )


def _money_alts(mention: MetricMention) -> list:  # type: ignore[type-arg]
    return (
        [a for a in mention.alt if is_money(a.unit) and a.value and mention.value and a.unit != mention.unit]
        if is_money(mention.unit)
        else []
    )
