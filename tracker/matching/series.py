"""Which stored series is this number? Unit, period length, places and names must agree, words may vary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.matching.amounts import dimension, in_unit
from tracker.matching.closeness import (
    AROUND,
    TELLING,
    closeness,
    continues,
    equal_digits,
    nearly,
    same_story,
    slipped,
)
from tracker.matching.likeness import Pair, likeness
from tracker.matching.periods import overlapping, same_period, span, unlike
from tracker.matching.pins import pin_for
from tracker.matching.traits import AMOUNTS, INTENT, YEAR, Traits, contrast, counted_over, noun, told_as_past, traits
from tracker.matching.words import overlap, story_overlap
from tracker.model import Link, MetricMention, Observation, Origin, Pin, Series

SURE = 0.62
"""From this score on a mention is linked."""
NEAR = 0.45
"""From this score on a series is shown as perhaps the same."""
JUMP = 20.0
"""Between neighbours in time a value that differs by more than this factor is doubtful."""
ONE_TOPIC = 0.17
"""How far the words of two items agree that go on with one story."""
SAME_NAME, TELLS = 0.8, 1.2
"""From where on two names agree, and say enough, to join numbers whatever else is told."""
TOLD_AS_ONE = 0.97
SLIPPED = 0.75
"""The score of values of one story that differ by powers of ten only."""
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
    if mention.kin and any(is_kin(mention, origin, observation) for observation in series.observations):
        return TOLD_AS_ONE, "The text tells it as another value of the same quantity."
    known = [(observation, traits(observation.mention)) for observation in recent(series)]
    obstacle = of_other_length(ours, [theirs for _, theirs in known])
    if obstacle:
        return 0.0, obstacle
    best, why = 0.0, "Nothing in common."
    for observation, theirs in known:
        obstacle = hard(ours, theirs) or of_unlike_time(mention, observation.mention)
        if obstacle is None and (obstacle := misnamed(ours, theirs)) and speaks(mention, observation):
            pair = Pair(mention, ours, origin, observation, theirs)
            obstacle = None if same_fact(pair) or slip_of(pair) else obstacle
        if obstacle:
            why = obstacle if best == 0 else why
            continue
        score, reason = closeness(mention, ours, origin, observation, theirs)
        if ours.topic and theirs.topic:
            likely, because = likeness(Pair(mention, ours, origin, observation, theirs), score)
            if score <= likely or not (score >= SAME_NAME and named_by_both(ours, theirs, origin, observation)):
                score, reason = likely, because
        if (
            best < SLIPPED > score
            and speaks(mention, observation)
            and slip_of(Pair(mention, ours, origin, observation, theirs))
        ):
            score, reason = (
                SLIPPED,
                "One story, one time and the same words near; the values but for their powers of ten.",
            )
        if score > best:
            best, why = score, reason
    if best < NEAR:
        return best, why
    doubt = f"It does not fit the pin “{series.pin}”." if series.pin else doubtful(mention, origin, series)
    return (min(best, SURE - 0.05), doubt) if doubt else (best, why)


def speaks(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values are so alike, but for powers of ten, that they may speak for a link; a quick look only."""
    theirs, value = in_unit(observation.mention, mention.unit), mention.value
    if not theirs or not value:
        return False
    ratio = abs(value / theirs)
    if ratio < 1:
        ratio = 1 / ratio if ratio else 0.0
    return 0.99 <= ratio < 1.02 or 9.8 < ratio < 10.2 or 980.0 < ratio < 1020.0


def slip_of(pair: Pair) -> bool:
    """Whether two stories tell one number and one of them has slipped by a power of ten."""
    mention, ours, origin, observation, theirs = pair
    if not slipped(mention, origin, observation) or story_overlap(ours.topic, theirs.topic) < ONE_TOPIC:
        return False
    figures = figures_beside(mention) & figures_beside(observation.mention)
    return bool(figures) or overlap(ours.near, theirs.near) >= AROUND[2]


@lru_cache(maxsize=4096)
def figures_beside(mention: MetricMention) -> frozenset[str]:
    """The other exact numbers of a mention's sentence, as written: no years, none of a single digit."""
    around = mention.evidence.replace(mention.quote, " ") if len(AMOUNTS.findall(mention.quote)) == 1 else ""
    found = (match[0].rstrip(".,") for match in AMOUNTS.finditer(around))
    return frozenset(figure for figure in found if len(figure) > 1 and not YEAR.fullmatch(figure))


def is_kin(mention: MetricMention, origin: Origin, observation: Observation) -> bool:
    """Whether the text of both itself tells two numbers as values of one quantity."""
    if origin.item_id != observation.origin.item_id or not mention.kin:
        return False
    alike = dimension(mention.unit or "")[0] == dimension(observation.mention.unit or "")[0]
    return alike and any(kin.start == observation.mention.start for kin in mention.kin)


def of_other_length(ours: Traits, known: Sequence[Traits]) -> str | None:
    """Whether a series is mostly counted over another length of time, though some of its texts do not say."""
    lengths = [theirs.cadence for theirs in known if theirs.cadence]
    if ours.cadence is None or lengths.count(ours.cadence) * 2 >= len(lengths):
        return None
    return f"Counted over another length of time: a {ours.cadence}, not a {max(lengths, key=lengths.count)}."


def named_by_both(ours: Traits, theirs: Traits, origin: Origin, observation: Observation) -> bool:
    """Whether two texts both name their number, so that the names by themselves may join them."""
    return min(ours.telling, theirs.telling) >= TELLS and origin.item_id != observation.origin.item_id


def of_unlike_time(one: MetricMention, other: MetricMention) -> str | None:
    """Why two amounts are counted over times of other lengths: a month's output says nothing about a quarter's."""
    if one.kind is not other.kind or not unlike(one.period, other.period):
        return None
    if not (counted_over(one) and counted_over(other)):
        return None
    if one.value is not None and in_unit(other, one.unit) == one.value:
        return None
    return f"Counted over another length of time: {one.period}, not {other.period}."


def recent(series: Series) -> Sequence[Observation]:
    """The observations to compare with: the first, which named the series, and the last ones."""
    if len(series.observations) <= MOST_OBSERVATIONS:
        return series.observations
    return (series.observations[0], *series.observations[-MOST_OBSERVATIONS + 1 :])


def hard(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions can be no one quantity, in words; None where nothing hard stands against it."""
    if ours.unit != theirs.unit and (unlike := other_unit(ours, theirs)):
        counts = (ours.unit or "").startswith("#") and (theirs.unit or "").startswith("#")
        if not counts:
            return unlike
    if ours.cadence and theirs.cadence and ours.cadence != theirs.cadence:
        return f"Counted over another length of time: a {ours.cadence}, not a {theirs.cadence}."
    return elsewhere(ours, theirs)


def misnamed(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions name two quantities; a text may name its own badly, so that an equal value outweighs this."""
    if ours.places and theirs.places and ours.places.isdisjoint(theirs.places):
        return another("place", ours.places, theirs.places)
    unlike = other_unit(ours, theirs)
    return unlike if unlike and not soft_units(ours, theirs) else of_another(ours, theirs)


@lru_cache(maxsize=4096)
def another(what: str, ours: frozenset[str], theirs: frozenset[str]) -> str:
    return f"Another {what}: {', '.join(sorted(ours))}, not {', '.join(sorted(theirs))}."


def other_unit(ours: Traits, theirs: Traits) -> str | None:
    if ours.unit is None or theirs.unit is None or ours.unit == theirs.unit:
        return None
    return f"Another unit: {ours.unit_told or 'ratio'}, not {theirs.unit_told or 'ratio'}."


def elsewhere(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions are about other places, if they are."""
    if ours.places and theirs.places:
        if not ours.places.isdisjoint(theirs.places) or guessed(ours, theirs):
            return None
        return another("place", ours.places, theirs.places)
    if (ours.wide and theirs.places) or (theirs.wide and ours.places):
        return f"One is about {', '.join(sorted(ours.places or theirs.places))}, the other about all."
    return None


def guessed(ours: Traits, theirs: Traits) -> bool:
    """Whether two places need not part two numbers of one running story: one of the sentences does not tell its."""
    return not (ours.told and theirs.told) and story_overlap(ours.topic, theirs.topic) >= ONE_TOPIC


def of_another(ours: Traits, theirs: Traits) -> str | None:
    """Why two mentions are about other subjects or other measures, by names, versions and words that exclude others."""
    if ours.names and theirs.names and not names_meet(ours, theirs):
        return another("subject", ours.names, theirs.names)
    if ours.versions and theirs.versions and not ours.versions & theirs.versions:
        return another("version", ours.versions, theirs.versions)
    narrower = (ours.qualifiers - theirs.around) | (theirs.qualifiers - ours.around)
    narrower -= INTENT
    if narrower:
        return f"One is narrower: {min(narrower)}."
    if ours.ranked - theirs.context or theirs.ranked - ours.context:
        return "Only one is about the first of a ranking."
    opposed = contrast(ours, theirs)
    return f"Words that exclude one another: {opposed}." if opposed else None


def same_fact(pair: Pair) -> bool:
    """Whether the values alone make it likely that two mentions tell one fact, however each text names it."""
    mention, ours, origin, observation, theirs = pair
    if not nearly(mention, observation):
        return False
    alike = story_overlap(ours.topic, theirs.topic) >= ONE_TOPIC
    enough = 2 if alike or same_story(origin, observation.origin) else 3
    return equal_digits(mention, observation) >= enough


def soft_units(ours: Traits, theirs: Traits) -> bool:
    """Counts whose nouns differ can be one if the other's sentence or subject holds the noun."""
    a, b = noun(ours.unit), noun(theirs.unit)
    if not (ours.unit or "").startswith("#") or not (theirs.unit or "").startswith("#"):
        return False
    return not a or not b or a in theirs.core or b in ours.core


def names_meet(ours: Traits, theirs: Traits) -> bool:
    """Whether the names of two mentions can be of one subject: each side's may stand in the other's words."""
    return not ours.names.isdisjoint(theirs.names) or ours.names <= theirs.around or theirs.names <= ours.around


def doubtful(mention: MetricMention, origin: Origin, series: Series) -> str | None:
    """Why a mention that fits in words is still doubtful: told beside another value of the time, or of another size."""
    if mention.value is None:
        return None
    rivals = [o for o in series.observations if o.mention.kind is mention.kind and o.mention.value is not None]
    for observation in rivals:
        here = observation.origin.document_id == origin.document_id
        if here and beside(mention, observation) and not before_and_now(mention, observation):
            return "The same text tells another value for the same time, so it must be of something else."
    return out_of_size(mention, origin, rivals or [o for o in series.observations if o.mention.value is not None])


def before_and_now(mention: MetricMention, observation: Observation) -> bool:
    """Whether one of two values of a text, named alike, is told as what held before the other."""
    other = observation.mention
    alike = traits(mention).core == traits(other).core and traits(mention).telling >= TELLING
    return alike and told_as_past(mention) != told_as_past(other)


def out_of_size(mention: MetricMention, origin: Origin, rivals: Sequence[Observation]) -> str | None:
    """Why a value is doubtful beside its neighbour in time: more than twentyfold, and more than that a year."""
    if not rivals or any(equal_digits(mention, o) for o in rivals):
        return None
    if any(continues(mention, traits(mention), origin, o, traits(o.mention)) for o in rivals):
        return None  # the text itself tells the one as the other's history
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
