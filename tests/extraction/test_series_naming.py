"""What a number is called, and which numbers a text itself tells as values of one quantity."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item, MetricMention

EXTRACTOR = Extractor(load_vocabulary())


def metrics(text: str, title: str | None = None) -> tuple[MetricMention, ...]:
    day = datetime(2026, 11, 5, tzinfo=UTC)
    return EXTRACTOR.extract(Item(title=title, text=text, start=0, end=len(text), published=day)).metrics


@pytest.mark.parametrize(
    ("text", "subject", "measure"),
    [
        # the noun of the verb is what is counted
        ("In September Japan imported 5.5 million tonnes of LNG.", "Japan", "imports of LNG"),
        ("Chile exported 40,000 tonnes in May.", "Chile", "exports"),
        # a noun that could be a verb
        ("LNG imports of Japan rose to 6 million tonnes.", "Japan", "LNG imports"),
        # whose it is stands in front
        ("Peru's anchovy landings came to 1.4 million tonnes in October.", "Peru", "anchovy landings"),
        # a label
        ("Anchovy quota: 2.5 million tonnes.", "", "anchovy quota"),
        # who only tells a number has no part in it
        ("Analysts at Harbour Daily said that Norway exported 300 tonnes of cod.", "Norway", "exports of cod"),
        # an insertion between subject and verb
        ("Kestrel Air, the newest of the carriers, has 40 planes.", "Kestrel Air", "planes"),
        # the number before its noun, like an adjective
        ("Ghana charges a 12% levy on cocoa.", "Ghana", "levy on cocoa"),
        # what completes a counted noun
        ("Kenya has 9,000 teachers of physics.", "Kenya", "teachers of physics"),
        # a place that the tail tells
        ("Arrivals from mainland China came to 330,400.", "mainland China", "arrivals from mainland China"),
    ],
)
def test_a_number_is_named_by_its_clause(text: str, subject: str, measure: str) -> None:
    (mention,) = metrics(text)
    assert (mention.subject, mention.measure) == (subject, measure)


@pytest.mark.parametrize(
    "text",
    [
        # from one to the other
        "Cod landings went from 40 tonnes in May to 52 tonnes in June.",
        # what it is set against
        "Cod landings came to 52 tonnes in June, against 40 tonnes in May.",
        # a clause that looks back
        "Cod landings came to 52 tonnes in June; a month earlier it was 40 tonnes.",
        # the sentence before, by a pronoun
        "Cod landings came to 52 tonnes in June. In May it had been 40 tonnes.",
        # by a noun that only refers
        "The cod quota is 52 tonnes. Last year the figure was 40 tonnes.",
        # by nothing but another date
        "Cod landings came to 52 tonnes in June. In May: 40 tonnes.",
        # the same number again
        "Cod landings came to 52.5 tonnes in June. The 52.5 tonnes are a record.",
    ],
)
def test_a_text_tells_two_values_of_one_quantity(text: str) -> None:
    first, second = metrics(text)
    assert [kin.start for kin in second.kin] == [first.start]
    assert [kin.start for kin in first.kin] == [second.start]


@pytest.mark.parametrize(
    "text",
    [
        # somebody else's
        "Norway landed 52 tonnes of cod, against 40 tonnes for Iceland.",
        # another thing
        "Landings came to 52 tonnes of cod and 40 tonnes of haddock.",
        # a part
        "The fleet landed 52 tonnes, of which 40 tonnes were cod.",
        # another place leads in
        "Cod costs 52 euros a kilo; in Bergen it was 40 euros a kilo.",
        # another subject in the next sentence
        "Cod landings came to 52 tonnes. Haddock landings came to 40 tonnes.",
    ],
)
def test_a_text_tells_values_of_two_quantities(text: str) -> None:
    first, second = metrics(text)
    assert first.kin == second.kin == ()


def test_a_value_that_a_text_goes_back_to_has_the_name_and_the_period_length_of_the_first() -> None:
    first, second = metrics("Ferries in Chile carry 40,000 passengers a day. Start of 2024: 30,000.")
    assert second.measure == first.measure
    assert second.cadence == first.cadence == "day"


def test_the_words_of_the_item_are_kept_beside_each_number() -> None:
    (mention,) = metrics("Ferry fares\n\nFerry fares in Oslo rose to 40 kroner.", title="Ferry fares")
    assert mention.topic[:2] == ("ferry", "fares")
