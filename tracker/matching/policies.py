"""Which stored policy is this step? Names and sentences first, then the story that runs on, then all that is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.matching.policy_fit import fit
from tracker.matching.policy_likeness import Rarity, compete, crowd, likeness, signs_of, told
from tracker.matching.policy_obstacles import doubts, excluded, open_to
from tracker.matching.running import GOES_ON, goes_on_with, only_one
from tracker.matching.series import NEAR, SURE, decide
from tracker.model import Link, Origin, Policy, PolicyMention

DOUBTFUL = 0.01
"""How far the likeliest policy must be ahead of the next one."""


def link_policy(mention: PolicyMention, words: frozenset[str], origin: Origin, candidates: Sequence[Policy]) -> Link:
    """The stored policy whose life a mention continues; a new one (target_id None) where none fits or it is doubtful.

    `words` are the topic words of the mention's item.
    """
    fits = [(policy, *fit(mention, words, origin, policy)) for policy in candidates]
    refused = [(policy.id, reason) for policy, score, reason in fits if score <= 0]
    scored = ranked(fits)
    if not sure(scored):
        later = goes_on_with(mention, words, origin, candidates)
        scored = [later, *scored] if later else settled(mention, words, origin, candidates, scored)
    if not sure(scored):
        likely = ranked(weighed(mention, words, origin, fits))
        scored = likely if sure(likely) and ahead(likely) else scored
    return decide(scored, refused)


def by_claim(claims: Sequence[Link | None]) -> list[int]:
    """In which order the mentions of one item are to be linked: their places, from what each would be linked to alone.

    That is the order of the text; but of several that claim one policy the surest takes its turn first, for two acts of
    one item are two, and whichever comes first keeps the others out. None stands for a mention without such a claim.
    """
    contested: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        if claim is not None and claim.target_id is not None:
            contested.setdefault(claim.target_id, []).append(place)
    order = list(range(len(claims)))
    for places in contested.values():
        surest_first = sorted(places, key=lambda place: -_score(claims[place]))
        for turn, place in zip(places, surest_first, strict=True):
            order[turn] = place
    return order


def _score(claim: Link | None) -> float:
    return claim.score if claim else 0.0


def ranked(fits: Iterable[tuple[Policy, float, str]]) -> list[tuple[float, str, str]]:
    """What came into question, the best first."""
    scored = [(score, policy.id, reason) for policy, score, reason in fits if score > 0]
    return sorted(scored, key=lambda entry: (-entry[0], entry[1]))


def sure(scored: Sequence[tuple[float, str, str]]) -> bool:
    return bool(scored) and scored[0][0] >= SURE


def ahead(scored: Sequence[tuple[float, str, str]]) -> bool:
    """Whether the likeliest policy is not as likely as the next one."""
    return len(scored) < 2 or scored[0][0] - scored[1][0] >= DOUBTFUL


def weighed(
    mention: PolicyMention, words: frozenset[str], origin: Origin, fits: Sequence[tuple[Policy, float, str]]
) -> list[tuple[Policy, float, str]]:
    """The policies with what is more: how well names and sentences fit, or all that is told, set against the rivals."""
    met = met_with(mention, words, origin, fits)
    likely = {policy.id: likeness(signs) for policy, signs in met}
    return [
        (policy, *max((score, reason), likely.get(policy.id, (0.0, "")), key=lambda told: told[0]))
        for policy, score, reason in fits
    ]


def met_with(
    mention: PolicyMention, words: frozenset[str], origin: Origin, fits: Sequence[tuple[Policy, float, str]]
) -> list[tuple[Policy, dict[str, float]]]:
    """The policies that a step may belong to, with the signs that speak for it, set against one another."""
    rarity, ours = Rarity([policy for policy, _, _ in fits]), told(mention, words, origin)
    met = [
        (policy, signs_of(ours, policy, score, rarity) | doubts(mention, words, origin, policy))
        for policy, score, _ in fits
        if open_to(mention, words, origin, policy)
    ]
    compete([signs for _, signs in met])
    crowd(met)
    return [(policy, signs) for policy, signs in met if not excluded(mention, words, origin, policy)]


def settled(
    mention: PolicyMention,
    words: frozenset[str],
    origin: Origin,
    candidates: Sequence[Policy],
    scored: list[tuple[float, str, str]],
) -> list[tuple[float, str, str]]:
    """The scores, the best one made sure if it came close and its story is that of the mention and of no other."""
    if not scored or scored[0][0] < NEAR or (len(scored) > 1 and scored[1][0] >= NEAR):
        return scored
    _, target, reason = scored[0]
    if only_one(mention, words, origin, candidates) != target:
        return scored
    return [(GOES_ON, target, f"{reason} No other act belongs to the story."), *scored[1:]]


def policy_title(mention: PolicyMention) -> str:
    """A title for a new policy: its own, else who did what."""
    if mention.title.strip():
        return mention.title.strip()
    issuer = mention.issuers[0] if mention.issuers else mention.jurisdiction
    return f"{issuer}: {mention.instrument}".strip(": ")
