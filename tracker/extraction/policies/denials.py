"""What is told and was not done: denied, wanted, thrown out, waiting for something else."""

from __future__ import annotations

from itertools import pairwise

from tracker.extraction.policies.background import CLAUSE_EDGES
from tracker.extraction.policies.things import Deed
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, Words, word_set
from tracker.model import Stage

DETERMINED = word_set("the its their this that these of by in on for with")
DISOWNING = word_set(
    "denied denies deny denying disputed disputes rumours rumors rumour untrue false story stories speculation claim "
    "claims allegation allegations"
)
CHANCES = word_set(
    "chance chances odds probability likelihood bets bet expect expects expected hope hopes hoped fear fears feared "
    "predict predicts predicted possibility risk prospect wager belief suspect suspects speculation"
)
PROPOSED = word_set("bill bills proposal proposals motion draft plan plans")
WANTING = word_set("want wants wanted")
SAYING_ON = word_set(
    "raise lower cut trim lift increase reduce revise upgrade downgrade hike slash boost double renew repeat extend "
    "keep maintain prolong uphold withdraw drop"
)
SAID = word_set(
    "forecast forecasts projection projections estimate estimates outlook expectations predictions promise promises "
    "pledge pledges vow call calls warning warnings criticism praise"
)
"""what is only said, and no instrument"""


def only_says(act: Act, words: Words) -> bool:
    """ "Lowered its forecast", "renewed their promise": what is moved or kept up is but what somebody says."""
    near = words.low[act.at + 1 : act.at + 5]
    if "," in near:
        near = near[: near.index(",")]
    return act.entry.phrase[0] in SAYING_ON and not SAID.isdisjoint(near)


def only_comments_end(act: Act, words: Words) -> bool:
    """ "The comment period for the ozone rule ends on 2 July": the rule does not end."""
    near = words.low[max(0, act.first - 14) : act.first]
    closing = act.entry.intransitive and act.entry.stage is Stage.REPEALED
    return closing and any(a in ("comment", "consultation", "feedback") and b == "period" for a, b in pairwise(near))


def disowned(words: Words, act: Act) -> bool:
    """Whether somebody denies the whole clause: "a spokesperson denied that the ministry had approved it"."""
    for at in range(act.first - 1, max(0, act.first - 12), -1):
        if words.low[at] in (",", ";", ":", "and", "but"):
            return False
        if words.low[at] == "that":
            before = words.low[max(0, at - 3) : at]
            return not DISOWNING.isdisjoint(before) or not CHANCES.isdisjoint(before)
    return False


def conditional(words: Words, act: Act) -> bool:
    """Whether something else has to come first: "takes effect once the court makes it an order"."""
    return (
        words.low[act.last : act.last + 1] in (("once",), ("if",), ("unless",), ("provided",))
        and act.entry.intransitive
    )


def wanted(words: Words, act: Act) -> bool:
    """ "wants the bill vetoed", "consulted nobody": nothing of the kind was done."""
    before, after = words.low[max(0, act.first - 8) : act.first], words.low[act.last : act.last + 1]
    return (act.passive and not act.finite and not WANTING.isdisjoint(before)) or after in (("nobody",), ("nothing",))


def thrown_out(deed: Deed, words: Words) -> bool:
    """Whether a chamber ends what was only proposed: "the senate threw out a bill"."""
    thing = deed.own
    if thing is None or deed.act.entry.phrase[:2] not in (("throw", "out"), ("knock", "back"), ("kill",)):
        return False
    return not PROPOSED.isdisjoint(words.low[max(0, thing.first - 2) : thing.last])


def is_none(words: Words, thing: Thing) -> bool:
    """Whether the instrument is said not to be: "no new law", "without a ban"."""
    for at in range(thing.first - 1, max(-1, thing.first - 5), -1):
        if words.low[at] in ("no", "without", "neither", "nor"):
            return True
        if words.low[at] in CLAUSE_EDGES or words.low[at] in DETERMINED:
            return False
    return False
