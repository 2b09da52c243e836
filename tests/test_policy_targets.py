"""Which aims of an item belong to which of its policies, and that they are kept with what is found and stored."""

from __future__ import annotations

import pytest

from tracker.history.laid import lay_out
from tracker.history.targets import MOST, with_targets
from tracker.model import Extraction, Instrument, Item, Kind, MetricMention, PolicyMention, Stage
from tracker.store.serial import dump, load

TEXT = (
    "The Ministry of Energy published a roof plan that asks for 40% of school roofs. "
    "By 2030, half of all car parks should be covered as well. "
    "Brightside Solar wants to sell 9,000 sets by 2028. "
    "Some 300 mayors are to be invited. "
    "The plan sets a ceiling of 12 permits a town."
)


def policy(quote: str, **parts: object) -> PolicyMention:
    start = TEXT.index(quote)
    known: dict[str, object] = {
        "issuers": ("Ministry of Energy",), "jurisdiction": "NL", "instrument": Instrument.PLAN,
        "stage": Stage.ADOPTED, "title": "Roof plan",
    }  # fmt: skip
    return PolicyMention(quote, start, start + len(quote), **(known | parts))  # type: ignore[arg-type]


def aim(quote: str, subject: str = "roofs", *, period: str | None = None, kind: Kind = Kind.TARGET) -> MetricMention:
    start = TEXT.index(quote)
    sentence = next(one for one in TEXT.replace(". ", ".\n").splitlines() if quote in one)
    return MetricMention(
        quote, start, start + len(quote), sentence, 40.0, "%", subject=subject, period=period, kind=kind
    )


FIRST = TEXT[: TEXT.index(" By 2030")]
CASES = {
    # it stands in the policy's own sentence
    "own sentence": (aim("40%"), True),
    # a later sentence that says by when
    "by when": (aim("half", "car parks", period="2030"), True),
    # a later sentence that speaks of the plan
    "speaks of it": (aim("12 permits", "town"), True),
    # somebody with another name aims at it
    "of a company": (aim("9,000 sets", "Brightside Solar", period="2028"), False),
    # nothing ties it to the policy
    "untied": (aim("300 mayors", "mayors"), False),
    # what was measured is no target
    "measured": (aim("40%", kind=Kind.OBSERVED), False),
}


@pytest.mark.parametrize(("told", "belongs"), CASES.values(), ids=CASES)
def test_an_aim_belongs_to_the_policy_that_its_sentence_speaks_of(told: MetricMention, belongs: bool) -> None:
    (found,) = with_targets(Extraction((told,), (policy(FIRST),))).policies
    assert [one.quote for one in found.targets] == [told.quote] * belongs


def test_an_aim_before_every_policy_belongs_to_none() -> None:
    made = with_targets(Extraction((aim("40%", period="2030"),), (policy("The plan sets a ceiling"),)))
    assert made.policies[0].targets == ()


def test_of_two_policies_the_one_told_last_before_it_has_the_aim() -> None:
    later = policy("The plan sets a ceiling of 12 permits a town.", title="Ceiling")
    first, second = with_targets(
        Extraction((aim("half", period="2030"), aim("12 permits")), (policy(FIRST), later))
    ).policies
    assert ([one.quote for one in first.targets], [one.quote for one in second.targets]) == (["half"], ["12 permits"])


def test_no_policy_holds_more_targets_than_can_be_told() -> None:
    many = tuple(aim("40%", period=str(2030 + number)) for number in range(MOST + 5))
    assert len(with_targets(Extraction(many, (policy(FIRST),))).policies[0].targets) == MOST


def test_targets_are_kept_with_what_is_stored_and_what_was_stored_before_has_none() -> None:
    item = Item("Roofs", TEXT, 0, len(TEXT))
    laid = lay_out(item, Extraction((aim("40%", period="2030"),), (policy(FIRST),)))
    mention = next(one for one, _ in laid.mentions if isinstance(one, PolicyMention))
    assert load(PolicyMention, dump(PolicyMention, mention)) == mention
    assert all(TEXT[one.start : one.end] == one.quote for one in mention.targets)
    old = dump(PolicyMention, policy(FIRST))
    assert "targets" not in old
    assert load(PolicyMention, old).targets == ()
