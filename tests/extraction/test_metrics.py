"""Metrics of sentences from many fields and countries: the number, its unit, and what is none."""

from __future__ import annotations

import pytest

from tests.extraction.metric_cases import amounts, extract, metrics, only
from tracker.model import Amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A counted noun is taken from its phrase, in the singular.
        ("The pilot covers 340 clinics and 2.1 million patients.", [(340, "clinic"), (2.1e6, "patient")]),
        # The head of a long phrase, not its first word.
        ("Some 3,400 state-owned fisheries companies operate there.", [(3400, "company")]),
        # People count as persons.
        ("Malaria killed 597,000 people in 2023.", [(597000, "person")]),
        # A bare number takes the noun of its subject.
        ("The number of registered electric cars passed 850,000 in June.", [(850000, "car")]),
        # A label before a colon.
        ("Teacher vacancies: 2,450.", [(2450, "vacancy")]),
        # A unit that stands a sentence earlier.
        ("Ships carried 2.4 million passengers in May. In June the figure reached 2.9 million.",
         [(2.4e6, "passenger"), (2.9e6, "passenger")]),
        # A number that goes on counting what was counted.
        ("Norway has 309 fish farms, 96 of them in Vestland.", [(309, "farm"), (96, "farm")]),
        # Money by sign, code, word, and Indian scales.
        ("GST collections stood at ₹1.86 lakh crore.", [(1.86e12, "INR")]),
        ("The cabinet approved Rs 72,000 crore for shipyards.", [(7.2e11, "INR")]),
        ("Fortum will pay EUR 1.2bn for the grid.", [(1.2e9, "EUR")]),
        ("The fund returned 698 billion kroner to Norway.", [(6.98e11, "NOK")]),
        ("The budget was set at 335 trillion rupiah.", [(3.35e14, "IDR")]),
        ("Yuan 300m went to the ports.", [(3e8, "CNY")]),
        ("M-Pesa processed Sh38.3 trillion in Kenya.", [(3.83e13, "KES")]),
        # A shared sign goes by the country that the text names.
        ("Tokyo approved a ¥21.3 trillion package.", [(2.13e13, "JPY")]),
        ("Beijing approved a ¥21.3 billion package.", [(2.13e10, "CNY")]),
        ("Denmark set 2 billion kroner aside.", [(2e9, "DKK")]),
        # A price is in its currency; what is paid for belongs to the measure.
        ("Kenya raised the duty to KSh 7.5 per kg.", [(7.5, "KES/kg")]),
        ("Brent traded at $67.45 a barrel.", [(67.45, "USD/barrel")]),
        ("The scheme pays £130 per hectare.", [(130, "GBP/ha")]),
        # Small change is part of its currency.
        ("Shares closed at 120 pence.", [(1.2, "GBP")]),
        # SI and field units, spelled or not.
        ("The 1,200 MW cable runs 760 km under the sea.", [(1200, "MW"), (760, "km")]),
        ("Crude steel output was 86.55 million tonnes.", [(8.655e7, "t")]),
        ("The plant burns 40 thousand tons of coal.", [(40000, "t")]),
        ("Deforestation fell to 6,288 square kilometres.", [(6288, "km2")]),
        ("The park can store 900 megawatt-hours.", [(900, "MWh")]),
        ("Emissions came to 410 MtCO2e.", [(410, "MtCO2e")]),
        ("The link carries 400 Gbit/s.", [(400, "Gbps")]),
        ("Ports handled 112 million TEUs.", [(1.12e8, "TEU")]),
        ("Nigeria produced 1.51m barrels of oil in August.", [(1.51e6, "barrel")]),
        # Percent in its spellings, and fractions of a whole.
        ("Turnout was 61 per cent.", [(61, "%")]),
        ("Two-thirds of farms applied.", [(66.7, "%")]),
        ("One in five households could not pay.", [(20, "%")]),
        ("Six out of ten pupils passed.", [(60, "%")]),
        ("The ban hits 1 in 8 flights.", [(12.5, "%")]),
        # A rate is counted against so many; that is no amount.
        ("Kenya has 30 nurses per 100,000 people.", [(30, "nurse")]),
        # A mean may have decimals where a version may not.
        ("Average class size is 21.3 pupils.", [(21.3, "pupil")]),
        ("About a quarter of a million visas were issued.", [(250000, "visa")]),
        # A pure number has no unit.
        ("The Gini coefficient is 0.41.", [(0.41, "")]),
        ("Rents are 2.4 times those of Lisbon.", [(2.4, "")]),
        # A duration that is the measure itself.
        ("The average waiting time for a hip fell from 41 to 33 weeks.", [(41, "week"), (33, "week")]),
    ],
)  # fmt: skip
def test_number_and_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The committee met for the 17th time.", "ordinal"),
        ("Article 12 applies.", "label"),
        ("Decree No. 15 applies.", "label"),
        ("The Panmai 920 chip is out.", "name"),
        ("COP30 opened.", "name"),
        ("The 6G trial goes on.", "name"),
        ("F-35 jets flew.", "name"),
        ("The three-year plan ends.", "attribute"),
        ("The 27-member bloc agreed.", "attribute"),
        ("They fish for three weeks.", "duration"),
        ("He is 52 years old.", "duration"),
        ("The 3.5 GHz band was sold.", "name of a band"),
        ("There are two ports.", "small count in words"),
        ("They gave 12 reasons.", "no quantity in itself"),
        ("He called 3 times.", "how often"),
        ("Sign up for our letter: 12,000 people do.", "the letter's own furniture"),
        ("Half of the story is told.", "idiom"),
        ("The screen says 55 now.", "no unit"),
    ],
)
def test_what_is_no_metric_says_why(text: str, reason: str) -> None:
    found = extract(text)
    assert found.mentions == ()
    assert reason in {rejection.reason for rejection in found.rejections}


@pytest.mark.parametrize(
    "text",
    [
        "It starts in 2028.",
        "By 14:30 on 3 March everybody had left.",
        "Dozens of boats and hundreds of nets were lost.",
        "One of the ministers said so.",
        "At first the one-stop shop had no second floor.",
        "IMT-2030, GPT-5 and TOP500 are names.",
        "The Group of 20 met.",
    ],
)
def test_text_without_any_metric(text: str) -> None:
    assert metrics(text) == ()


@pytest.mark.parametrize(
    ("text", "qualifier", "quote"),
    [
        ("More than 800 vessels came.", ">", "More than 800 vessels"),
        ("Upwards of 800 vessels came.", ">", "Upwards of 800 vessels"),
        ("Exports surpassed $3bn.", ">", "surpassed $3bn"),
        ("Exports topped the $3bn mark.", ">", "topped the $3bn mark"),
        ("No fewer than 800 vessels came.", ">=", "No fewer than 800 vessels"),
        ("At least 800 vessels came.", ">=", "At least 800 vessels"),
        ("800+ vessels came.", ">=", "800+ vessels"),
        ("They owe 5 million euros or more.", ">=", "5 million euros or more"),
        ("Fewer than 800 vessels came.", "<", "Fewer than 800 vessels"),
        ("Up to 800 vessels came.", "<=", "Up to 800 vessels"),
        ("Fees are capped at 3 per cent.", "<=", "capped at 3 per cent"),
        ("Nearly 800 vessels came.", "~", "Nearly 800 vessels"),
        ("Some 800 vessels came.", "~", "Some 800 vessels"),
        ("The bill adds up to 800 million euros.", "=", "800 million euros"),
        ("Exactly 800 vessels came.", "=", "800 vessels"),
    ],
)
def test_qualifiers_and_the_span_that_holds_them(text: str, qualifier: str, quote: str) -> None:
    mention = only(text)
    assert (mention.qualifier, mention.quote) == (qualifier, quote)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Between 30 and 40 ports closed.", 30, 40, "port"),
        ("It costs 5bn to 7bn euros.", 5e9, 7e9, "EUR"),
        ("It costs $5-7 billion.", 5e9, 7e9, "USD"),
        ("It costs between 300 and 350 million baht.", 3e8, 3.5e8, "THB"),
        ("It costs 50 to 60 crore rupees.", 5e8, 6e8, "INR"),
        ("Around 5,000-6,000 jobs are at risk.", 5000, 6000, "job"),
        ("Losses came to 30–40% of the catch.", 30, 40, "%"),
        ("Losses were 80 percent to 90 percent.", 80, 90, "%"),
    ],
)
def test_ranges_have_two_values(text: str, low: float, high: float, unit: str) -> None:
    mention = only(text)
    assert (mention.value, mention.value_high, mention.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "value", "alt"),
    [
        # The dollar in brackets, with the backslash of Markdown.
        (r"It invested RMB 79.2 billion (\$11.54 billion) in ports.", 7.92e10, Amount(1.154e10, "USD")),
        # After a noun.
        ("Tokyo passed a ¥21.3 trillion package ($135 billion).", 2.13e13, Amount(1.35e11, "USD")),
        # With a word of doubt.
        ("It cost 2 trillion yuan (some US$295bn).", 2e12, Amount(2.95e11, "USD")),
    ],
)
def test_a_conversion_in_brackets_is_no_metric_of_its_own(text: str, value: float, alt: Amount) -> None:
    mention = only(text)
    assert (mention.value, mention.alt) == (value, (alt,))


def test_a_headline_does_not_repeat_its_story() -> None:
    text = "Herring quota falls to 401,000 tonnes\n\nThe herring quota falls to 401,000 tonnes, the ministry said."
    mention = only(text)
    assert mention.start > text.index("\n")


def test_the_quote_is_verbatim_and_the_sentence_is_the_evidence() -> None:
    text = "Old news.\n\nThe **Ministry** granted *more than 3,100* licences, it said. More later."
    mention = only(text)
    assert mention.quote == text[mention.start : mention.end] == "more than 3,100* licences"
    assert mention.evidence == "The **Ministry** granted *more than 3,100* licences, it said."


def test_words_of_a_users_own_are_added() -> None:
    text = "The canteen served 900 dishes; The Skipper Weekly reaches 40,000 anglers."
    assert [unit for _, unit in amounts(text)] == ["dish", "angler"]
    extra = "units:\n  boilerplate: skipper weekly\n  nonsense: [1]\n  compounds: 3\n"
    assert extract(text, extra=extra).mentions == ()
    maunds = extract("Farms sold 300 maunds.", extra="units:\n  names: {maund: md, maunds: md}\n").mentions
    assert [mention.unit for mention in maunds] == ["md"]
