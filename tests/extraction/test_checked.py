"""What a model says of a story is told only as far as the story's own words bear it out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction import Extractor, load_vocabulary
from tracker.extraction.checked import check
from tracker.model import Extraction, Instrument, Item, Kind, Stage

TEXT = (
    "Norway's Directorate of Fisheries has issued a regulation on salmon cages, which applies from 1 March 2027. "
    "Exports of salmon rose 4.5% to 1.2 million tonnes in October. Licence 7 was the oldest of 30 licences."
)
ITEM = Item("Cages and exports", TEXT, 0, len(TEXT), datetime(2026, 11, 20, tzinfo=UTC))
GRAMMAR = Extractor(load_vocabulary())
OWN = GRAMMAR.extract(ITEM)
ACT = {
    "quote": "Norway's Directorate of Fisheries has issued a regulation on salmon cages",
    "issuers": ["Directorate of Fisheries"],
    "jurisdiction": "NO",
    "instrument": "regulation",
    "stage": "adopted",
    "title": "regulation on salmon cages",
    "date": None,
    "effective": "2027-03-01",
}
NUMBER = {
    "quote": "1.2 million tonnes",
    "value": 1_200_000,
    "unit": "t",
    "subject": "salmon",
    "measure": "exports",
    "kind": "observed",
    "period": "2026-10",
    "change": {"value": 4.5, "unit": "%", "direction": "up", "basis": "yoy"},
}


def checked(policies: list[Any] | None = None, metrics: list[Any] | None = None) -> Extraction:
    return check(ITEM, {"policies": policies or [], "metrics": metrics or []}, OWN, "small")


def test_what_the_text_bears_out_is_told_with_its_quote() -> None:
    found = checked([ACT], [NUMBER])
    [act], [number] = found.policies, found.metrics
    assert act.quote == TEXT[act.start : act.end] == ACT["quote"]
    assert (act.instrument, act.stage, act.jurisdiction) == (Instrument.REGULATION, Stage.ADOPTED, "NO")
    assert (act.issuers, act.title, act.effective) == (("Directorate of Fisheries",), ACT["title"], "2027-03-01")
    assert number.quote == TEXT[number.start : number.end] and number.quote in number.evidence
    assert (number.value, number.unit, number.subject, number.measure) == (1_200_000, "t", "salmon", "exports")
    assert number.change is not None and (number.change.value, number.change.basis) == (4.5, "yoy")
    assert "named by small" in number.reason and "named by small" in act.reason


def test_a_quote_may_be_spaced_otherwise_but_not_worded_otherwise() -> None:
    spaced = ACT | {"quote": "Norway's  Directorate of\nFisheries has issued a regulation on salmon cages"}
    assert checked([spaced]).policies[0].quote == ACT["quote"]
    worded = ACT | {"quote": "The Directorate of Fisheries issued a regulation on salmon cages"}
    refused = checked([worded])
    assert not refused.policies
    assert any("does not stand in the text" in one.reason for one in refused.rejections)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"value": 12_000_000}, "not the number that stands there"),  # a place of the decimal point
        ({"quote": "1.3 million tonnes"}, "does not stand in the text"),  # a number that is not told
        ({"quote": "Licence 7", "value": 7, "unit": "boat"}, "which the sentence does not tell"),  # a unit of its own
        ({"value": None, "change": None}, "no number"),
    ],
)
def test_a_number_that_the_text_does_not_tell_is_refused(wrong: dict[str, Any], reason: str) -> None:
    found = checked(metrics=[NUMBER | wrong])
    assert not found.metrics
    assert any(reason in one.reason for one in found.rejections)


def test_a_number_that_the_grammar_refused_may_be_named_by_its_own_unit() -> None:
    told = NUMBER | {"quote": "30 licences", "value": 30, "unit": "licence", "change": None}
    [found] = checked(metrics=[told]).metrics
    assert (found.value, found.unit, found.quote) == (30, "licence", "30 licences")
    assert found.evidence.startswith("Licence 7 was")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"effective": "2028-03-01"}, "2027-03-01"),  # a date that nobody told: the grammar's stays
        ({"effective": "soon"}, "2027-03-01"),
        ({"title": "Sweeping crackdown on aquaculture"}, OWN.policies[0].title),  # words of its own
        ({"issuers": ["Ministry of Trade"]}, OWN.policies[0].issuers),  # nobody in the story
        ({"jurisdiction": "Norway"}, "NO"),
    ],
)
def test_what_is_told_in_words_of_its_own_gives_way_to_the_grammar(told: dict[str, Any], kept: object) -> None:
    [act] = checked([ACT | told]).policies
    assert getattr(act, next(iter(told))) == kept


def test_an_unknown_form_or_step_is_refused() -> None:
    for told in ({"instrument": "memo"}, {"stage": None}):
        found = checked([ACT | told])
        assert not found.policies and any("which we do not know" in one.reason for one in found.rejections)


def test_what_the_grammar_found_and_nobody_names_is_refused_with_the_reason() -> None:
    found = checked()
    assert not found.metrics and not found.policies
    unnamed = [one for one in found.rejections if "names no" in one.reason]
    assert {one.quote for one in unnamed} == {one.quote for one in (*OWN.metrics, *OWN.policies)}


def test_the_same_number_is_told_once() -> None:
    found = checked(metrics=[NUMBER, NUMBER | {"measure": "tonnes"}])
    assert len(found.metrics) == 1


def test_a_change_needs_its_number_in_the_sentence() -> None:
    [found] = checked(
        metrics=[NUMBER | {"change": {"value": 9.9, "unit": "%", "direction": "up", "basis": None}}]
    ).metrics
    assert found.change is not None and found.change.value == 4.5


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.text(max_size=20) | st.sampled_from(TEXT.split()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*ACT, *NUMBER]), inner, max_size=8),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.fixed_dictionaries({"policies": ANYTHING | st.lists(ANYTHING), "metrics": ANYTHING | st.lists(ANYTHING)}))
def test_whatever_is_told_nothing_raises_and_every_quote_is_verbatim(told: dict[str, Any]) -> None:
    found = check(ITEM, told, OWN, "small")
    for one in (*found.policies, *found.metrics, *found.rejections):
        assert one.quote == TEXT[one.start : one.end]
    assert all(isinstance(one.kind, Kind) and one.evidence in TEXT for one in found.metrics)
