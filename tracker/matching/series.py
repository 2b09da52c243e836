"""Which stored series is this number? Unit, period length, places and names must agree, words may vary."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.matching.amounts import agree, in_unit, step_of
from tracker.matching.periods import overlapping, same_period, span
from tracker.matching.pins import pin_for
from tracker.matching.traits import Traits, contrast, noun, traits
from tracker.matching.words import mass, weight
from tracker.model import Link, MetricMention, Observation, Origin, Pin, Series

SURE = 0.62
"""From this score on a mention is linked."""
NEAR = 0.45
"""From this score on a series is shown as perhaps the same."""
JUMP = 20.0
"""Between neighbours in time a value that differs by more than this factor is doubtful."""
EXACT = 0.85
"""Values that differ for one time are of one series only where the words leave little doubt."""
DIGITS = (0.0, 0.1, 0.2, 0.5, 0.7)
"""How far an equal value closes the gap in the words, by its significant digits: 17 is soon equal, 4.441 is not."""
MOST_OBSERVATIONS = 12
MOST_REFUSED = 5


def link_series(mention: MetricMention, origin: Origin, candidates: Sequence[Series], pins: Sequence[Pin] = ()) -> Link:
    """The stored series that a mention belongs to; a new one (target_id None) where none fits or it is doubtful.

    A mention that fits a pin belongs to the series of that pin and to no other.
    """
    pin = pin_for(mention, pins)
    if pin is not None:
        pinned = next((series for series in candidates if series.pin == pin.name), None)
        return Link(pinned.id if pinned else None, 1.0, f"It fits the pinned metric “{pin.name}”.")
    scored: list[tuple[float, str, str]] = []
    refused: list[tuple[str, str]] = []
    for series in candidates:
        score, reason = fit(mention, origin, series)
        if score > 0:
            scored.append((score, series.id, reason))
        else:
            refused.append((series.id, reason))
    scored.sort(key=lambda entry: (-entry[0], entry[1]))
    return decide(scored, refused)


def decide(scored: list[tuple[float, str, str]], refused: list[tuple[str, str]]) -> Link:
    """The link that the scores make: the best one if it is sure, else a new target with what came close."""
    told = tuple(refused[:MOST_REFUSED])
    if not scored:
        reason = "No stored one is close." if not refused else f"None fits: {refused[0][1]}"
        return Link(None, 0.0, reason, (), told)
    best, target, reason = scored[0]
    if best >= SURE:
        perhaps = tuple(other for score, other, _ in scored[1:4] if score >= SURE)
        return Link(target, round(best, 3), reason, perhaps, told)
    perhaps = tuple(other for score, other, _ in scored[:3] if score >= NEAR)
    return Link(None, round(best, 3), f"In doubt, so a new one: {reason}", perhaps, told)


def fit(mention: MetricMention, origin: Origin, series: Series) -> tuple[float, str]:
    """How well a mention fits a series, between 0 and 1, and why; 0 where a hard field differs."""
    ours = traits(mention)
    best, why = 0.0, "Nothing in common."
    seen: set[tuple[str, str, str]] = set()
    for observation in recent(series):
        theirs = traits(observation.mention)
        obstacle = hard(ours, theirs)
        if obstacle:
            why = obstacle if best == 0 else why
            continue
        key = (observation.mention.subject, observation.mention.measure, observation.mention.evidence)
        if key in seen:
            continue
        seen.add(key)
        score, reason = closeness(mention, ours, observation, theirs)
        if score > best:
            best, why = score, reason
    if best < NEAR:
        return best, why
    doubt = f"It does not fit the pin “{series.pin}”." if series.pin else doubtful(mention, origin, series)
    return (min(best, SURE - 0.05), doubt) if doubt else (best, why)


def recent(series: Series) -> Sequence[Observation]:
    """The observations to compare with: the first, which named the series, and the last ones."""
    if len(series.observations) <= MOST_OBSERVATIONS:
        return series.observations
    return (series.observations[0], *series.observations[-MOST_OBSERVATIONS + 1 :])


def hard(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions can be no one quantity, in words; None where nothing hard stands against it."""
    if ours.unit is not None and theirs.unit is not None and ours.unit != theirs.unit and not soft_units(ours, theirs):
        return f"Another unit: {ours.unit.lstrip('#') or 'ratio'}, not {theirs.unit.lstrip('#') or 'ratio'}."
    if ours.cadence and theirs.cadence and ours.cadence != theirs.cadence:
        return f"Counted over another length of time: a {ours.cadence}, not a {theirs.cadence}."
    return elsewhere(ours, theirs) or of_another(ours, theirs)


def elsewhere(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions are about other places, if they are."""
    here, there = ", ".join(sorted(ours.places)), ", ".join(sorted(theirs.places))
    if here and there and not ours.places & theirs.places:
        return f"Another place: {here}, not {there}."
    if (ours.wide and not here and there) or (theirs.wide and not there and here):
        return f"One is about {here or there}, the other about all."
    return None


def of_another(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions are about other subjects or other measures, by names, versions and words that exclude others."""
    if ours.names and theirs.names and not names_meet(ours, theirs):
        return f"Another subject: {', '.join(sorted(ours.names))}, not {', '.join(sorted(theirs.names))}."
    if ours.versions and theirs.versions and not ours.versions & theirs.versions:
        return f"Another version: {', '.join(sorted(ours.versions))}, not {', '.join(sorted(theirs.versions))}."
    opposed = contrast(ours, theirs)
    return f"Words that exclude one another: {opposed}." if opposed else None


def soft_units(ours: Traits, theirs: Traits) -> bool:
    """Counts whose nouns differ can be one if the other's sentence or subject holds the noun."""
    a, b = noun(ours.unit), noun(theirs.unit)
    if not (ours.unit or "").startswith("#") or not (theirs.unit or "").startswith("#"):
        return False
    return not a or not b or a in theirs.core or b in ours.core


def names_meet(ours: Traits, theirs: Traits) -> bool:
    """Whether the names of two mentions can be of one subject: each side's may stand in the other's words."""
    return bool(ours.names & theirs.names) or ours.names <= theirs.context or theirs.names <= ours.context


def closeness(mention: MetricMention, ours: Traits, observation: Observation, theirs: Traits) -> tuple[float, str]:
    """How close subject and measure are, between 0 and 1, helped by an equal value and by the sentence around."""
    there, back = cover(ours, theirs), cover(theirs, ours)
    score = 0.7 * min(there, back) + 0.3 * max(there, back)
    score -= 0.25 * lonely_names(ours, theirs)
    reason = f"Subject and measure agree by {score:.0%}"
    equal = equal_digits(mention, observation)
    if equal:
        score += (1 - score) * DIGITS[min(equal, 4)] * sentence_overlap(ours, theirs)
        reason += f", the value to {equal} digit{'s' * (equal > 1)}"
    elif at_odds(mention, observation.mention) and score < EXACT:
        return min(score, SURE - 0.01), reason + ", but for the same time the values differ."
    if (ours.cadence is None) != (theirs.cadence is None):
        score -= 0.05
    if (not ours.places) != (not theirs.places) and not (ours.places | theirs.places) <= (
        ours.context & theirs.context
    ):
        score -= 0.1
    return max(score, 0.0), reason + "."


def at_odds(one: MetricMention, other: MetricMention) -> bool:
    """Whether two mentions of different values are for times that overlap."""
    return one.kind is other.kind and one.value is not None and overlapping(one.period, other.period)


def cover(one: Traits, other: Traits) -> float:
    """How much of one mention's subject and of its measure stands in the other: the poorer part counts most."""
    parts = [covered(part, other) for part in (one.subject, one.measure) if part]
    if not parts:
        return 0.0
    return 0.6 * min(parts) + 0.4 * sum(parts) / len(parts)


def covered(part: frozenset[str], other: Traits) -> float:
    found = sum(weight(t) * (1.0 if t in other.core else 0.6 if t in other.context else 0.0) for t in part)
    return found / mass(part)


def lonely_names(ours: Traits, theirs: Traits) -> float:
    """The share of names that only one of the two knows."""
    names = ours.names | theirs.names
    if not names:
        return 0.0
    return sum(1 for name in names if name not in ours.context or name not in theirs.context) / len(names)


def equal_digits(mention: MetricMention, observation: Observation) -> int:
    """How many significant digits two equal values share; 0 where they differ."""
    theirs = in_unit(observation.mention, mention.unit)
    value = mention.value
    if theirs is None or value is None or value == 0 or not agree(value, theirs):
        return 0
    return max(1, min(len(f"{abs(v) / step_of(v):.0f}") for v in (value, theirs)))


def sentence_overlap(ours: Traits, theirs: Traits) -> float:
    """How much two sentences have in common, between 0 and 1."""
    shared = mass(ours.context & theirs.context)
    return min(1.0, 2.0 * shared / max(1.0, min(mass(ours.context), mass(theirs.context))))


def doubtful(mention: MetricMention, origin: Origin, series: Series) -> str | None:
    """Why a mention that fits in words is still doubtful: told beside another value of the time, or of another size."""
    if mention.value is None:
        return None
    rivals = [o for o in series.observations if o.mention.kind is mention.kind and o.mention.value is not None]
    for observation in rivals:
        if observation.origin.document_id == origin.document_id and beside(mention, observation):
            return "The same text tells another value for the same time, so it must be of something else."
    return out_of_size(mention, origin, rivals or [o for o in series.observations if o.mention.value is not None])


def out_of_size(mention: MetricMention, origin: Origin, rivals: Sequence[Observation]) -> str | None:
    """Why a value is doubtful beside its neighbour in time: more than twentyfold, and more than that a year."""
    if not rivals or any(equal_digits(mention, o) for o in rivals):
        return None
    nearest = min(rivals, key=lambda o: (apart(mention, origin, o), o.origin.item_id))
    value = in_unit(nearest.mention, mention.unit)
    if not value or not mention.value:
        return None
    factor = max(abs(mention.value / value), abs(value / mention.value))
    sure_of_length = traits(mention).cadence == traits(nearest.mention).cadence and nearest.mention.kind is mention.kind
    years = apart(mention, origin, nearest) / 365 if sure_of_length else 0.0
    if factor > JUMP * JUMP**years:
        return f"The value differs by a factor of {factor:,.0f} from its neighbour in time, which is doubtful."
    return None


def apart(mention: MetricMention, origin: Origin, observation: Observation) -> int:
    """The days between the times of two values, from the first of the one to the last of the other."""
    one = span(mention.period) or (origin.published.date(),) * 2
    other = span(observation.mention.period) or (observation.origin.published.date(),) * 2
    return max((one[1] - other[0]).days, (other[1] - one[0]).days, 0)


def beside(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values of one text exclude one another: different, and not for different times."""
    if equal_digits(mention, observation):
        return False
    one, other = mention.period, observation.mention.period
    if one is None and other is None:
        return True
    return one == other or same_period(one, other) or overlapping(one, other)


def series_name(mention: MetricMention) -> str:
    """A name for a new series: what is measured, of whom."""
    subject, measure = mention.subject.strip(), mention.measure.strip()
    if subject and measure and subject.casefold() not in measure.casefold():
        return f"{subject}: {measure}"
    return measure or subject or (mention.unit or mention.quote)
