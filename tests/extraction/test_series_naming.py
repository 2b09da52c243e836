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
        # a verb is no measure
        ("Iceland has withdrawn 40 million euros.", "Iceland", ""),
        # where the report was filed is not whose it is
        ("SEOUL -- South Korea exported 40,000 tonnes of steel in May.", "South Korea", "exports of steel"),
        # the people's name stands for the country's
        ("Norwegian landings came to 40,000 tonnes.", "Norway", "landings"),
        # a place that stands before what is measured
        ("Riga bus fares increase to 2.40 euros.", "Riga", "bus fares"),
        ("Latvian peat production ended at 0.2 million tonnes.", "Latvia", "peat production"),
        # a noun that could be a verb, with the verb far behind it
        ("Tin ore exports from Bolivia to Japan totalled 2.7 million tonnes.", "Bolivia", "tin ore exports"),
        ("Malta's barley support price is 350 euros.", "Malta", "barley support price"),
        # what a number is of
        ("Bhutan charges visitors a fee of $95 a night.", "Bhutan", "fee per night"),
        ("Peru laid down a royalty of 8 per cent on tin sales.", "Peru", "royalty on tin sales"),
        # what is paid for
        ("Flats in Gdynia cost 17,300 zlotys per square metre.", "Gdynia", "price of flats per square metre"),
        # names of several words hold no shorter one
        ("New Zealand's wool exports were 9,000 tonnes.", "New Zealand", "wool exports"),
        # whose share it is
        ("Tidal power covered 57 per cent of Wales's demand.", "Wales", "tidal power as share of demand"),
        ("Malta's household debt amounts to 87.4 per cent of GDP.", "Malta", "household debt as share of GDP"),
        ("Fiji expects a deficit of 2.6 per cent of GDP.", "Fiji", "deficit"),
        # a participle and a past before an amount are verbs
        ("Subsidies for fuel devoured LE 150 billion.", "fuel", "subsidies for fuel"),
        ("Zambia turned out 40,000 tons of copper in July.", "Zambia", "output of copper"),
        ("Migrants wired home $4.1 billion in May.", "migrants", "remittances"),
        # a relative clause says more of the noun before it
        ("Room for it was made by inflation, which dropped to 2.1% in May.", "", "inflation"),
        # what an amount is of
        ("The minister announced $3.1 million in federal support for fishers.", "", "federal support for fishers"),
        (
            "The cabinet set aside 300 million kroner for the removal of sunken boats.",
            "cabinet",
            "funding for removal of sunken boats",
        ),
        ("Homeowners in Tobago paid $90m in premiums.", "Tobago", "premiums"),
        # a body's name stays whole, and a place is told by itself
        ("Bank of Zambia's policy rate was cut to 13% in May.", "Zambia", "policy rate"),
        ("Unemployment in Peru fell to a 12-year low of 5.1%.", "Peru", "unemployment"),
        # a rate with a name of its own
        (
            "Brazil's central bank cut the Selic on Wednesday for the second meeting in a row, to 14%.",
            "Brazil",
            "Selic",
        ),
        # a heading in capitals and a month are nobody
        ("WATER — Lakes\n\nThe share below normal climbed to 37%.", "", "share"),
        # what was done to what is counted, where that tells one series from another
        ("The Navy Office hired 12,300 welders.", "Navy Office", "welders hired"),
        ("In Wales, 640 people died of drug misuse.", "Wales", "deaths"),
        ("Fourteen barns were destroyed near Ebikon, Switzerland.", "Switzerland", "barns destroyed"),
        # an office holder and a goal have no part in it
        (
            "Labour Minister Ana Prado wants 380,000 new permanent residents in Chile.",
            "Chile",
            "new permanent residents",
        ),
        # who acts is not what is measured
        ("Macau's casinos took MOP 21.1 billion in June.", "Macau", "casinos"),
        ("The central bank counted remittances of $71.8m.", "central bank", "remittances"),
        # what is sold for so much, and how long, wide or full a thing is
        ("A kilo of leeks in Graz sells for 4.20 euros.", "Graz", "price of leeks per kg"),
        ("Reservoirs in Estonia are 83 per cent full.", "Estonia", "filling of reservoirs"),
        # a body's whole name, and a name that begins a sentence
        ("The Bank of Jamaica lowered its policy rate to 5.75 per cent.", "Jamaica", "policy rate"),
        ("Heathrow handled 84.5 million passengers.", "Heathrow", "passengers"),
        # peoples
        ("Finns made 48.7 million library visits.", "Finland", "library visits"),
        # a heading before a bar
        ("Malta | RENTS | Apartment rents rose to 920 euros.", "Malta", "Apartment rents"),
        # an exchange rate
        ("Bulgaria's lev traded at 1.72 to the dollar.", "Bulgaria", "exchange rate per dollar"),
        # a place that the tail tells
        ("Arrivals from mainland China came to 330,400.", "mainland China", "arrivals from mainland China"),
        # how long a mark has stood is no measure
        ("Malawi's food inflation quickened in June, rising to a six-year high of 17.1%.", "Malawi", "food inflation"),
        ("Peru's unemployment fell to a 15-year low of 5.3% in October.", "Peru", "unemployment"),
        # a share of the whole economy is called by what it is
        ("Laos expects a budget deficit of 1.6 percent of GDP next year.", "Laos", "budget deficit"),
        # what is done with money is none of its name
        (
            "Wales has released a support package of up to £2 million aiming to help fishers.",
            "Wales",
            "support package",
        ),
        ("Fiji's central bank kept its key rate on hold at 2.2%.", "Fiji", "key rate"),
    ],
)
def test_a_number_is_named_by_its_clause(text: str, subject: str, measure: str) -> None:
    (mention,) = metrics(text)
    assert (mention.subject, mention.measure) == (subject, measure)


def test_votes_are_told_apart_by_their_side() -> None:
    found = metrics("With 176 votes to 142 the House passed the bill.")
    assert [mention.measure for mention in found] == ["votes for", "votes against"]


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
        # a time in brackets
        "Fresh cod costs 52 kroner a kilo (May: 40 kroner a kilo).",
        # a target in brackets
        "The fleet has 52 trawlers (target for 2030: 40).",
        # the way from one to the other
        "A levy of 52 percent is to come down step by step to 40 percent.",
        # what it used to be
        "Skippers pay 52 kroner for a berth; the charge used to be a flat 40 kroner.",
        # a year ago and now
        "A kilo of cod, 40 kroner a year ago, now sells for 52 kroner.",
        # another time with a name of its own
        "The yard built 52 trawlers in May; in a normal month of the decade it would have been 40.",
        # what was expected
        "Landings came to 52,000 tonnes. Traders had expected 40,000 tonnes.",
        # what it is to be
        "Recycled nets made up 40 percent of sales. The aim for the decade is 52 percent.",
        # who wants how much
        "Recycled nets made up 40 percent of sales. The ministry wants to reach 52 percent by 2030.",
        # a bare number that is the aim
        "The coastguard has 216,000 sailors in service; 300,000 by 2035 is the aim.",
        # what holds until then
        "The board proposed a minimum wage of 52 kroner. The present minimum is 40 kroner.",
        # what was received before
        "Skippers will be paid 52 kroner for each crate. So far they received 40 kroner.",
        # what a count of somebody gives
        "Cod made up 40 percent of exports in 2025. Last year it was 52 percent by the chamber's count.",
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
        # a whole and what there is of it
        "Of the network of 9,040 kilometres planned for 2032, 525 kilometres were built by the end of last year.",
        # another quantity comes between
        (
            "The bank left its rate at 7 percent and expects duties to add 0.2 percentage points to inflation; "
            "it was 4 percent."
        ),
        # another place leads in
        "Cod costs 52 euros a kilo; in Bergen it was 40 euros a kilo.",
        # a bracket that names another thing
        "Fresh cod costs 52 kroner a kilo (haddock: 40 kroner a kilo).",
        # an aim of something else
        "Landings came to 52 tonnes. The ministry wants to buy 40 tonnes.",
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


def test_a_fraction_is_no_length_of_time() -> None:
    (mention,) = metrics("Fewer than a quarter of the schools have a canteen.")
    assert (mention.value, mention.cadence) == (25.0, None)


def test_the_words_of_the_item_are_kept_beside_each_number() -> None:
    (mention,) = metrics("Ferry fares\n\nFerry fares in Oslo rose to 40 kroner.", title="Ferry fares")
    assert mention.topic[:2] == ("ferry", "fares")
