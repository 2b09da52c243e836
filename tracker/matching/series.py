"""Which stored series is this number? Unit, period length, places and names must agree, words may vary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.matching.amounts import in_unit
from tracker.matching.closeness import NAMED_ALIKE, SAME_ID, TELLING, closeness, continues, equal_digits, words_agree
from tracker.matching.glance import glance
from tracker.matching.likeness import Pair, first_signs, in_reasons, weigh
from tracker.matching.obstacles import hard, is_kin, obstacle, of_other_length, opposed, parted, slip_of, speaks
from tracker.matching.periods import overlapping, same_period, span
from tracker.matching.pins import pin_for
from tracker.matching.rivals import Rarity, compete
from tracker.matching.traits import LEADING_UP, Traits, told_as_past, traits
from tracker.matching.vocabulary import STEP_WORDS
from tracker.matching.words import concept
from tracker.model import Link, MetricMention, Observation, Origin, Pin, Series

SURE = 0.62
"""From this score on a mention is linked."""
NEAR = 0.45
"""From this score on a series is shown as perhaps the same."""
JUMP = 20.0
"""Between neighbours in time a value that differs by more than this factor is doubtful."""
SAME_NAME, TELLS = 0.8, 1.2
"""From where on two names agree, and say enough, to join numbers whatever else is told."""
TOLD_AS_ONE = 0.97
SLIPPED = 0.75
"""The score of values of one story that differ by powers of ten only."""
ONE_TEXT = 0.5
"""The score of two numbers of one text that it does not tell as values of one quantity."""
MOST_REFUSED = 5
SHORT = 3
"""Words no longer than this name nothing."""


class Met(NamedTuple):
    """A stored series beside a mention: what may be compared, with what speaks for it, or why nothing may be."""

    series: Series
    pairs: tuple[tuple[Pair, dict[str, float] | None], ...]
    """with the signs where both stories say what they are about; None where names alone must decide"""
    refused: str
    kin: bool = False


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
    rarity = Rarity(candidates)
    every = [meet(mention, origin, series, rarity) for series in candidates]
    weighed = [(met.series.id, pair, signs) for met in every for pair, signs in met.pairs if signs is not None]
    compete([(target, signs) for target, _, signs in weighed])
    weigh([(pair, signs) for _, pair, signs in weighed], rarity, NEAR)
    for met in every:
        score, reason = fit(mention, origin, met)
        if score > 0:
            scored.append((score, met.series.id, reason))
        else:
            refused.append((met.series.id, reason))
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


def meet(mention: MetricMention, origin: Origin, series: Series, rarity: Rarity) -> Met:
    """A series with those of its observations that a mention may be compared with."""
    ours, known = traits(mention), glance(series)
    if mention.kin and told_as_kin(mention, origin, series):
        return Met(series, (), "", kin=True)
    refused = of_other_length(ours, known) or opposed(ours, known)
    refused = refused or (hard(ours, known.traits[0]) if known.parts(ours) else None)
    if refused:
        return Met(series, (), refused)
    pairs = []
    for observation, theirs in zip(known.observations, known.traits, strict=True):
        if refused and parted(mention, ours, observation, theirs):
            continue  # why is told already
        pair = Pair(mention, ours, origin, observation, theirs)
        against = obstacle(pair)
        if against:
            refused = refused or against
            continue
        weighed = ours.topic and theirs.topic and origin.item_id != observation.origin.item_id
        pairs.append((pair, first_signs(pair, rarity) if weighed else None))
    return Met(series, tuple(pairs), refused or "Nothing in common.")


def told_as_kin(mention: MetricMention, origin: Origin, series: Series) -> bool:
    """Whether the text of a mention itself tells it as another value of a series."""
    here = [each for each in series.observations if each.origin.item_id == origin.item_id]
    return any(is_kin(mention, origin, observation) for observation in here)


def fit(mention: MetricMention, origin: Origin, met: Met) -> tuple[float, str]:
    """How well a mention fits a series, between 0 and 1, and why; 0 where a hard field differs."""
    if met.kin:
        return TOLD_AS_ONE, "The text tells it as another value of the same quantity."
    best, why, of = 0.0, met.refused, None
    for pair, signs in met.pairs:
        score, reason = fit_of_pair(pair, signs)
        if best < SLIPPED > score and speaks(mention, pair.observation) and slip_of(pair):
            score = SLIPPED
            reason = "One story, one time and the same words near; the values but for their powers of ten."
        if score > best:
            best, why, of = score, reason, (pair, signs)
    if of and of[1] is not None and not why:
        why = in_reasons(of[0], of[1])
    if best < NEAR:
        return best, why
    series = met.series
    doubt = f"It does not fit the pin “{series.pin}”." if series.pin else doubtful(mention, origin, series)
    return (min(best, SURE - 0.05), doubt) if doubt else (best, why)


def fit_of_pair(pair: Pair, signs: dict[str, float] | None) -> tuple[float, str]:
    """How well a number fits one observation: by all that is told, or by the names where they say enough.

    "" for why where it is what the signs say.
    """
    if signs is None:
        score, reason = closeness(*pair)
        one_text = pair.origin.item_id == pair.observation.origin.item_id
        if not one_text or score <= ONE_TEXT or told_as_one(pair):
            return score, reason
        return ONE_TEXT, "The text does not tell the two as values of one quantity."
    likely = signs["score"]
    if not named_by_both(pair.ours, pair.theirs) or not may_join(pair, signs):
        return likely, ""
    named = closeness(*pair)
    return named if named[0] > likely and named[0] >= SAME_NAME else (likely, "")


def told_as_one(pair: Pair) -> bool:
    """Whether two numbers of one text, that it does not mark as kin, may be one by their names: of a text that marks
    none, where a name says little or both are the same."""
    if pair.ours.topic and pair.theirs.topic:
        return named_once(pair)
    little = min(pair.ours.telling, pair.theirs.telling) < TELLING
    return little or words_agree(pair.ours, pair.theirs) >= NAMED_ALIKE


def named_once(pair: Pair) -> bool:
    """Whether one text names two numbers by the same words and tells each for a time of its own, or one as a goal."""
    ours, theirs = pair.ours, pair.theirs
    if ours.core != theirs.core or not ours.core:
        return False
    one, other = pair.mention, pair.observation.mention
    times = one.period is not None and other.period is not None and not overlapping(one.period, other.period)
    return times and one.kind is other.kind


def named_by_both(ours: Traits, theirs: Traits) -> bool:
    """Whether two texts both name their number, so that the names by themselves may join them."""
    return min(ours.telling, theirs.telling) >= TELLS


def may_join(pair: Pair, signs: dict[str, float]) -> bool:
    """Whether `closeness` may come to where names join: their words agree so far, or the values are equal."""
    names = signs["names"]
    if not pair.ours.ids.isdisjoint(pair.theirs.ids):
        names += (1 - names) * SAME_ID
    return names >= SAME_NAME or signs["one digit"] + signs["two digits"] + signs["digits"] > 0


def doubtful(mention: MetricMention, origin: Origin, series: Series) -> str | None:
    """Why a mention that fits in words is still doubtful: told beside another value of the time, or of another size."""
    if mention.value is None:
        return None
    rivals = [o for o in series.observations if o.mention.kind is mention.kind and o.mention.value is not None]
    retold = any(o.origin.document_id != origin.document_id and equal_digits(mention, o) for o in rivals)
    for observation in () if retold else rivals:
        here = observation.origin.document_id == origin.document_id
        if here and beside(mention, observation) and not before_and_now(mention, observation):
            return "The same text tells another value for the same time, so it must be of something else."
    return out_of_size(mention, origin, rivals or [o for o in series.observations if o.mention.value is not None])


def before_and_now(mention: MetricMention, observation: Observation) -> bool:
    """Whether two values of a text, named alike, may be of one quantity: one is told as what held before the other, or
    nobody says what the text is about, so that the names are all there is."""
    other = observation.mention
    ours, theirs = traits(mention), traits(other)
    if ours.core != theirs.core or ours.telling < TELLING:
        return False
    return told_as_past(mention) != told_as_past(other) or not (ours.topic or theirs.topic)


def out_of_size(mention: MetricMention, origin: Origin, rivals: Sequence[Observation]) -> str | None:
    """Why a value is doubtful beside its neighbour in time: more than twentyfold, and more than that a year."""
    if not rivals or any(equal_digits(mention, o) for o in rivals):
        return None
    here = [o for o in rivals if o.origin.item_id == origin.item_id]
    if any(continues(mention, traits(mention), origin, o, traits(o.mention)) for o in here):
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
    """A name for a new series: what is measured, of whom; else a word of the clause, or the unit."""
    subject, measure = mention.subject.strip(), mention.measure.strip()
    if not measure:
        known = subject.casefold()
        measure = next((word for word in mention.about if telling_noun(word) and word not in known), "")
    if subject and measure and subject.casefold() not in measure.casefold():
        return f"{subject}: {measure}"
    return measure or subject or (mention.unit or mention.quote)


def telling_noun(word: str) -> bool:
    """Whether a word of a clause may name what is measured: no name, no number, no verb that papers tell numbers by."""
    if not word.isalpha() or not word.islower() or len(word) <= SHORT or word.endswith(("ing", "ed")):
        return False
    return word not in STEP_WORDS.split() and concept(word) not in LEADING_UP
