"""Silences: what they keep from whom, until when, and that nothing is lost by them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from watch_findings import NOW, metric, policy, rule

from tracker.model import Finding, FindingKind, Selection, Stage, Urgency
from tracker.watches import Parted, Recent, Silence, Silencer, SilenceRule, compile_silences

TOMORROW = NOW.date() + timedelta(days=1)
RULES = (
    rule(name="calm", urgency=Urgency.LOW, labels=("x",)),
    rule(name="loud", urgency=Urgency.NOW, labels=("x", "y")),
)


def silences(*rules: SilenceRule) -> tuple[Silence, ...]:
    compiled, faults = compile_silences(rules)
    assert faults == ()
    return compiled


def of_watch(name: str, until: date = TOMORROW) -> SilenceRule:
    return SilenceRule(until, "it is noise", name)


def of_all(when: dict[str, Any], *to: str, until: date = TOMORROW) -> SilenceRule:
    return SilenceRule(until, "it is decided", when=when, to=to)


def selected(finding: Finding, *watches: str, receiver: str = "desk") -> Selection:
    asking = [rule for rule in RULES if rule.name in watches]
    urgency = min((rule.urgency for rule in asking), key=list(Urgency).index, default=Urgency.DIGEST)
    labels = tuple(sorted({label for rule in asking for label in rule.labels}))
    return Selection(finding, receiver, watches, urgency, labels)


def parted(selection: Selection, *rules: SilenceRule, text: str = "A plan for cold chains.") -> Parted:
    return Silencer(silences(*rules), RULES).part((selection,), lambda finding: (text, "en"), NOW)


def test_a_silenced_watch_tells_nobody_and_says_why() -> None:
    found = parted(selected(policy(), "loud"), of_watch("loud"))
    assert found.told == ()
    assert [each.reason for each in found.hushed] == ["watch loud is silenced until 2026-07-02, because it is noise"]


def test_a_watch_beside_a_silenced_one_tells_as_if_it_were_alone() -> None:
    assert parted(selected(policy(), "calm", "loud"), of_watch("loud")).told == (selected(policy(), "calm"),)


def test_a_watch_that_is_gone_from_the_rules_keeps_the_urgency_it_gave() -> None:
    selection = selected(policy(), "gone", "loud")
    (told,) = parted(selection, of_watch("loud")).told
    assert (told.watches, told.urgency) == (("gone",), Urgency.NOW)


def test_all_watches_silenced_gives_all_reasons() -> None:
    (hushed,) = parted(selected(policy(), "calm", "loud"), of_watch("calm"), of_watch("loud")).hushed
    assert "watch calm is silenced" in hushed.reason
    assert "watch loud is silenced" in hushed.reason


def test_a_silence_with_a_when_covers_what_fulfils_it_confirmations_too() -> None:
    """Unlike a watch, a silence that names no kinds means all of them."""
    draft = of_all({"policy": {"stage": "draft"}})
    assert parted(selected(policy(stage=Stage.DRAFT), "calm"), draft).hushed
    assert parted(selected(policy(FindingKind.POLICY_CONFIRMED, stage=Stage.DRAFT), "calm"), draft).hushed
    assert not parted(selected(policy(stage=Stage.ADOPTED), "calm"), draft).hushed
    assert not parted(selected(metric(), "calm"), draft).hushed


def test_the_words_of_the_story_count() -> None:
    """The text is that of the item, not only the sentence that proves the finding."""
    football = of_all({"text": "football"})
    assert parted(selected(policy(), "calm"), football, text="Football and plans.").hushed
    assert not parted(selected(policy(), "calm"), football).hushed


def test_a_silence_may_be_for_one_receiver() -> None:
    for_board = of_all({}, "board")
    assert parted(selected(policy(), "calm", receiver="board"), for_board).hushed
    assert not parted(selected(policy(), "calm", receiver="desk"), for_board).hushed


def test_it_ends_with_the_first_moment_of_its_day() -> None:
    selection = selected(policy(), "loud")
    silencer = Silencer(silences(of_watch("loud", until=date(2026, 7, 2))), RULES)
    last = NOW.replace(hour=23, minute=59)
    assert silencer.part((selection,), lambda finding: ("", "en"), last).hushed
    assert silencer.part((selection,), lambda finding: ("", "en"), last + timedelta(minutes=1)).told == (selection,)


def test_the_story_is_not_asked_for_where_no_silence_needs_it() -> None:
    def story(finding: Finding) -> tuple[str, str]:
        raise AssertionError("nobody needs the text")

    ended = of_all({"text": "plan"}, until=NOW.date())
    drafts = of_all({"policy": {"stage": "draft"}})
    elsewhere = of_all({"text": "plan"}, "another")
    silencer = Silencer(silences(of_watch("loud"), ended, drafts, elsewhere), RULES)
    assert silencer.part((selected(policy(), "calm"),), story, NOW).told


def test_the_story_is_asked_for_inside_not_as_well() -> None:
    """Everything but football is silenced."""
    other = of_all({"not": {"text": "football", "language": "en"}})
    assert parted(selected(policy(), "calm"), other).hushed
    assert not parted(selected(policy(), "calm"), other, text="Football.").hushed


def test_faults_stand_where_the_silence_stands() -> None:
    rules = [SilenceRule(TOMORROW, "x", when={"polcy": {}}, path=("silences", 3))]
    compiled, faults = compile_silences(rules)
    assert compiled == ()
    assert [fault.path for fault in faults] == [("silences", 3, "when", "polcy", "")]


def test_an_ended_silence_is_a_lint_only_where_the_day_is_known() -> None:
    ended = [of_watch("loud", until=NOW.date())]
    assert compile_silences(ended)[1] == ()
    assert [fault.lint for fault in compile_silences(ended, today=NOW.date())[1]] == [True]
    assert compile_silences(ended, today=NOW.date() - timedelta(days=1))[1] == ()


DAYS = st.sampled_from([NOW.date() - timedelta(days=1), NOW.date(), TOMORROW])
SILENCES = st.one_of(
    st.builds(of_watch, st.sampled_from(["calm", "loud", "other"]), until=DAYS),
    st.builds(
        lambda when, to, until: of_all(when, *to, until=until),
        st.sampled_from([{}, {"text": "plan"}, {"policy": {"stage": "draft"}}, {"metric": {"direction": "up"}}]),
        st.sampled_from([(), ("desk",), ("board",)]),
        DAYS,
    ),
)
SELECTIONS = st.builds(
    lambda finding, watches, receiver: selected(finding, *watches, receiver=receiver),
    st.one_of(st.builds(policy, stage=st.sampled_from([Stage.DRAFT, Stage.ADOPTED])), st.builds(metric)),
    st.sampled_from([("calm",), ("loud",), ("calm", "loud"), ("gone",)]),
    st.sampled_from(["desk", "board"]),
)


CHOSEN = st.lists(SELECTIONS, max_size=5, unique_by=lambda each: (each.finding.id, each.receiver))


@given(CHOSEN, st.lists(SILENCES, max_size=4), st.sampled_from(["A plan.", "A law."]))
def test_a_silence_never_loses_a_finding(chosen: list[Selection], rules: list[SilenceRule], text: str) -> None:
    """Each is either told by watches that selected it, or hushed for a reason that a lasting silence gives."""
    found = Silencer(silences(*rules), RULES).part(chosen, lambda finding: (text, "en"), NOW)
    ids = [each.finding.id for each in found.told] + [each.selection.finding.id for each in found.hushed]
    assert sorted(ids) == sorted(each.finding.id for each in chosen)
    lasting = {each.reason for each in rules if each.until > NOW.date()}
    assert all(set(each.reason.split("; ")) <= lasting for each in found.hushed)
    assert all(each.reason for each in found.hushed)
    watches = {(each.finding.id, each.receiver): set(each.watches) for each in chosen}
    assert all(0 < len(set(e.watches) & watches[e.finding.id, e.receiver]) == len(e.watches) for e in found.told)


@given(CHOSEN, st.lists(SILENCES.filter(lambda rule: rule.until <= NOW.date()), max_size=4))
def test_ended_silences_change_nothing(chosen: list[Selection], rules: list[SilenceRule]) -> None:
    found = Silencer(silences(*rules), RULES).part(chosen, lambda finding: ("A plan.", "en"), NOW)
    assert found == Parted(tuple(chosen))


# ---------------------------------------------------------------- repeats


def unrepeated(selection: Selection, *recent: Recent, pause: timedelta = timedelta(days=7)) -> Parted:
    return Silencer((), RULES, {"loud": pause}).without_repeats((selection,), recent, NOW)


def told(days: float, watch: str = "loud", target: str = "t_1") -> Recent:
    return Recent(watch, target, NOW - timedelta(days=days))


def test_a_watch_that_told_of_it_is_silent_for_its_part() -> None:
    (hushed,) = unrepeated(selected(policy(), "loud"), told(2)).hushed
    assert hushed.reason == "watch loud told of it on 2026-06-29 already"
    assert unrepeated(selected(policy(), "calm", "loud"), told(2)).told == (selected(policy(), "calm"),)


def test_other_things_other_watches_and_other_days_do_not_count() -> None:
    selection = selected(policy(), "loud")
    for recent in (told(2, target="t_2"), told(2, watch="calm"), told(8)):
        assert unrepeated(selection, recent).told == (selection,)
    assert unrepeated(selection).told == (selection,)


def test_a_digest_that_is_a_little_early_is_on_time() -> None:
    """By an hour of a week, and by a tenth of shorter times."""
    selection = selected(policy(), "loud")
    assert unrepeated(selection, told(7 - 0.03)).told
    assert unrepeated(selection, told(7 - 0.05)).hushed
    assert unrepeated(selection, told(0.5 / 24), pause=timedelta(hours=1)).hushed


def test_the_last_telling_counts() -> None:
    assert unrepeated(selected(policy(), "loud"), told(2), told(9)).hushed
    assert unrepeated(selected(policy(), "loud"), told(9), told(2)).hushed


def test_memory_reaches_as_far_as_the_longest_pause() -> None:
    assert Silencer((), RULES, {"loud": timedelta(days=7), "calm": timedelta(hours=1)}).memory == timedelta(days=7)
    assert Silencer().memory == timedelta()
