"""What a policy aims at: in its entry, once in a digest, each with its sentence; on its page and in the calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from digest_samples import NOW, digest_of, finding, metric_mention, origin, policy_mention
from icalendar import Calendar
from lxml import html as lxml_html

from tracker.digests.blocks import check_blocks
from tracker.digests.figures import Figures
from tracker.digests.plain import plain
from tracker.digests.record import digest_record
from tracker.digests.render import Renderer
from tracker.digests.site.build import Archive, pages
from tracker.digests.views import EntryView, TargetView
from tracker.digests.writer import digest_view
from tracker.model import (
    Digest,
    Finding,
    FindingKind,
    Kind,
    MetricMention,
    Observation,
    Policy,
    PolicyStep,
    Selection,
    Series,
    Stage,
)

BERTHS = "At least 40% of berths should have shore power by 2030, and 12 tugs should run on batteries."
COAST = "The coast is to have 90 charging points by the end of June 2028."


def aim(quote: str, evidence: str, start: int, **parts: Any) -> MetricMention:
    known: dict[str, Any] = {"unit": "%", "kind": Kind.TARGET, "start": start, "end": start + len(quote)}
    return metric_mention(quote, evidence=evidence, **(known | parts))


BERTH = aim("At least 40%", BERTHS, 100, value=40.0, qualifier=">=", period="2030", measure="share of berths")
TUGS = aim("12 tugs", BERTHS, 170, value=12.0, unit="tug", period="2030", measure="tugs")
POINTS = aim("90 charging points", COAST, 220, value=90.0, unit="charging point", period="2028-06", measure="points")


def plan(kind: FindingKind = FindingKind.POLICY_NEW, number: int = 1, **parts: Any) -> Finding:
    return finding(kind, number, mention=policy_mention(**({"targets": (BERTH, TUGS, POINTS)} | parts)))


def told_alone(mention: MetricMention, kind: FindingKind = FindingKind.METRIC_NEW, **parts: Any) -> Finding:
    """A target that is a finding of its own, of the same item as the plan."""
    return finding(kind, 7, target=mention.measure, mention=mention, origin=origin(1), **parts)


def entries(digest: Digest, locale: str = "en") -> dict[str, EntryView]:
    return {one.id: one for one in digest_view(digest, Figures(locale)).entries}


def targets(entry: EntryView) -> list[TargetView]:
    return [target for run in entry.targets for target in run]


def test_an_entry_shows_its_targets_with_value_and_by_when_and_what_is_counted() -> None:
    told = targets(entries(digest_of(plan()))["find_1"])
    assert [(one.line, one.what) for one in told] == [
        ("at least 40% by 2030", "share of berths"),
        ("12 tugs by 2030", ""),  # the line says it already
        ("90 charging points by June 2028", ""),
    ]


def test_targets_over_one_sentence_show_it_once_with_all_their_numbers() -> None:
    first, second = entries(digest_of(plan()))["find_1"].targets
    assert [text for text, is_number in first[-1].quote if is_number] == ["At least 40%", "12 tugs"]
    assert (first[-1].sentence, second[-1].sentence) == (BERTHS, COAST)


def test_a_target_in_the_policys_own_sentence_has_it_for_proof_and_its_number_is_marked_there() -> None:
    mention = policy_mention(COAST, targets=(POINTS,))
    entry = entries(digest_of(finding(FindingKind.POLICY_NEW, mention=mention)))["find_1"]
    assert (targets(entry)[0].repeats, [text for text, marked in entry.quote if marked]) == (
        True,
        ["90 charging points"],
    )


def forms(digest: Digest) -> dict[str, str]:
    renderer = Renderer()
    (file,) = renderer.deliveries(digest, kind="file", destinations=["out"])
    page, text, slack = file.payload["files"].values()
    messages = json.loads(slack)
    assert [check_blocks(one) for one in messages] == [()] * len(messages)
    (hook,) = renderer.deliveries(digest, kind="webhook", destinations=["x"])
    read = lxml_html.document_fromstring(page.encode()).text_content()
    told = {"page": read, "text": text, "slack": slack, "json": json.dumps(hook.payload)}
    return {name: plain(whole.replace("*", "").replace("\\n", " ")) for name, whole in told.items()}


@pytest.mark.parametrize("form", ["page", "text", "slack", "json"])
def test_every_form_shows_each_target_and_its_sentence_once(form: str) -> None:
    whole = forms(digest_of(plan(), told_alone(BERTH)))[form]
    sentences = [whole.count(sentence) for sentence in (BERTHS, COAST)]
    if form == "json":  # data: every target and every finding has its own quote
        assert min(sentences) >= 1
        assert '"value": 40.0' in whole
    else:
        assert sentences == [1, 1]
        assert [whole.count(line) for line in ("at least 40% by 2030", "12 tugs by 2030")] == [1, 1]


def test_the_record_of_a_policy_holds_the_bare_values_of_its_targets() -> None:
    digest = digest_of(plan())
    (entry,) = digest_record(digest, digest_view(digest, Figures()))["sections"][0]["entries"]
    told = [(one["value"], one["unit"], one["qualifier"], one["period"], one["quote"]) for one in entry["targets"]]
    assert told[0] == (40.0, "%", ">=", "2030", BERTHS)
    assert len(told) == 3


# ---------------------------------------------------------------- told once


def test_a_target_that_is_a_finding_is_told_within_the_policys_entry_and_nowhere_else() -> None:
    digest = digest_of(plan(), told_alone(BERTH))
    shown = entries(digest)
    assert (list(shown), digest.finding_ids) == (["find_1"], ("find_1", "find_7"))
    lines = [(one.line, one.told.id if one.told else "") for one in targets(shown["find_1"])]
    assert lines == [
        ("at least 40% by 2030", "find_7"),
        ("12 tugs by 2030", ""),
        ("90 charging points by June 2028", ""),
    ]


def test_a_target_that_has_changed_shows_both_values() -> None:
    changed = told_alone(BERTH, FindingKind.METRIC_CHANGED, old=35.0, new=40.0)
    first, *_ = targets(entries(digest_of(plan(FindingKind.POLICY_UPDATED), changed))["find_1"])
    assert (first.line, first.told.label if first.told else "") == ("35% → at least 40% by 2030", "Metric changed")


ALONE = {
    # sources disagree: it needs action
    "conflict": (FindingKind.METRIC_CONFLICT, ()),
    # its own arithmetic does not hold
    "claim": (FindingKind.CLAIM_INCONSISTENT, ()),
    # what was told is taken back
    "revised": (FindingKind.METRIC_REVISED, ()),
    "correction": (FindingKind.METRIC_NEW, ("correction",)),
}


@pytest.mark.parametrize(("kind", "labels"), ALONE.values(), ids=ALONE)
def test_what_needs_action_stands_for_itself_and_the_policy_leaves_it_out(
    kind: FindingKind, labels: tuple[str, ...]
) -> None:
    alone = Selection(told_alone(BERTH, kind, old=35.0, new=40.0), "team", ("ports",), labels=labels)
    shown = entries(digest_of(plan(), alone))
    assert set(shown) == {"find_1", "find_7"}
    assert [one.line for one in targets(shown["find_1"])] == ["12 tugs by 2030", "90 charging points by June 2028"]


def test_a_policy_in_one_line_leaves_its_targets_where_they_are() -> None:
    shown = entries(digest_of(plan(FindingKind.POLICY_CONFIRMED), told_alone(BERTH)))
    assert (set(shown), shown["find_1"].targets) == ({"find_1", "find_7"}, ())


def test_a_metric_of_another_item_at_the_same_place_is_no_target_of_it() -> None:
    other = replace(told_alone(BERTH), origin=origin(2))
    assert set(entries(digest_of(plan(), other))) == {"find_1", "find_7"}


def test_what_two_sources_tell_alike_is_shown_once() -> None:
    again = replace(plan(FindingKind.POLICY_CONFIRMED, 2), target_id="target_1", origin=origin(2))
    assert len(targets(entries(digest_of(plan(), again))["find_1"])) == 3


def test_voices_of_a_target_do_not_speak_for_its_policy() -> None:
    digest = digest_of(plan(), told_alone(BERTH, voices=("Harbour Times", "Radio Kelp")))
    assert digest.sections[0].entries[0].voices == ("Harbour Times",)


def test_a_digest_that_was_told_before_renders_as_it_did() -> None:
    """Neither policy holds targets, as those stored before: the metric keeps its entry, nothing is added."""
    shown = entries(digest_of(plan(targets=()), told_alone(BERTH)))
    assert (set(shown), shown["find_1"].targets) == ({"find_1", "find_7"}, ())


# ---------------------------------------------------------------- page and calendar


def site(stage: Stage = Stage.ADOPTED) -> dict[str, bytes]:
    steps = tuple(
        PolicyStep(policy_mention(stage=step, targets=(BERTH, TUGS) if number == 1 else (BERTH,)), origin(number))
        for number, step in ((1, Stage.DRAFT), (2, stage))
    )
    series = Series("ser_1", "Share of berths", (Observation(BERTH, origin(1)),))
    policy = Policy("pol_1", "plan for ports", steps)
    made = Archive((), (policy,), (series,), (), NOW, address="https://archive.example/")
    return dict(pages(made, Figures()))


def test_a_policys_page_shows_its_targets_once_with_all_sources_and_leads_to_their_metrics() -> None:
    page = lxml_html.document_fromstring(site()["policies/pol_1.html"])
    (shown,) = page.xpath("//ul[@class='targets']")
    assert [" ".join(one.text_content().split()) for one in shown.xpath(".//strong")] == [
        "at least 40% by 2030",
        "12 tugs by 2030",
    ]
    assert shown.xpath(".//strong/a/@href") == ["../metrics/ser_1.html"]
    assert [quote.text_content() for quote in shown.xpath(".//blockquote")] == [BERTHS]


def event(stage: Stage) -> Any:
    events = Calendar.from_ical(site(stage)["policies.ics"]).walk("VEVENT")
    return next(one for one in events if str(one["UID"]) == "ser_1-target-2030@policy-tracker")


def test_the_calendar_names_how_much_whose_target_and_its_sentence() -> None:
    found = event(Stage.ADOPTED)
    assert str(found["SUMMARY"]) == "Target: Share of berths: at least 40% (plan for ports)"
    assert (found["DTSTART"].dt, BERTHS in str(found["DESCRIPTION"])) == (date(2030, 12, 31), True)


def test_the_targets_of_a_repealed_policy_are_cancelled() -> None:
    assert [str(event(stage)["STATUS"]) for stage in (Stage.ADOPTED, Stage.REPEALED)] == ["CONFIRMED", "CANCELLED"]
