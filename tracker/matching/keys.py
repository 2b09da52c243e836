"""Index terms: two mentions of one policy or series nearly always share a few rare ones, unrelated ones seldom do."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.matching.amounts import dimension, step_of
from tracker.matching.policy_traits import features_of, issuer_key
from tracker.matching.topics import main_words
from tracker.matching.traits import traits
from tracker.matching.words import COMMON, terms, weight
from tracker.model import Item, MetricMention, PolicyMention

STORY_WORDS = 4


def strongest(words: Iterable[str], most: int) -> list[str]:
    """The words that tell most, common ones last, in an order that does not depend on the run."""
    return sorted(words, key=lambda word: (word in COMMON, -weight(word), -len(word), word))[:most]


def series_keys(mention: MetricMention, item: Item) -> frozenset[str]:
    """At most twenty terms: the unit with each telling word, with words of the story, the words alone, and the value to
    two digits."""
    own = traits(mention)
    unit = own.unit if own.unit is not None else "?"
    core = strongest(own.core | own.names, 7)
    around = strongest((own.context | terms(item.title or "")) - own.core, 4)
    keys = {f"u:{unit}:{word}" for word in (*core, *around, *story_words(mention, frozenset((*core, *around))))}
    keys |= {f"w:{word}" for word in core[:3]}
    keys |= {f"p:{unit}:{own.cadence or ''}:{place}" for place in sorted(own.places)[:1]}
    if mention.value is not None and mention.unit is not None:
        value = abs(mention.value) * dimension(mention.unit)[1]
        kind = "#" if unit.startswith("#") else unit  # texts call what is counted by many nouns
        keys.add(f"v:{kind}:{value:.2g}" if step_of(value) else f"v:{kind}:0")
    return frozenset(keys)


def story_words(mention: MetricMention, known: frozenset[str]) -> list[str]:
    """The first words that the item is about, beside those known: a text may say of what its number is only there."""
    told = dict.fromkeys(term for word in mention.topic for term in sorted(terms(word)))
    return [term for term in told if term not in known and term not in COMMON][:STORY_WORDS]


def policy_keys(mention: PolicyMention, item: Item) -> frozenset[str]:
    """At most twenty terms: the words of title and headline and those that the item uses most, the issuers alone and
    with words, the form in its place.

    The issuer and the form are common terms; an index gives the newest of those, which is where one report's rewrites
    are found when nobody names the instrument.
    """
    own = features_of(mention, item.title or "")
    title = strongest(own.title, 6) or strongest(own.said, 6)
    headline = strongest(own.said - own.title, 4)
    keys = {f"t:{word}" for word in (*title, *headline, *main_words(item)[:3])}
    for issuer in mention.issuers[:2]:
        keys |= {f"i:{issuer_key(issuer)}", *(f"i:{issuer_key(issuer)}:{word}" for word in title[:2])}
    keys.add(f"j:{mention.jurisdiction}:{mention.instrument}")
    return frozenset(keys)
