"""A letter of one subject is one story, whatever its parts are marked with; what only looks like furniture is told."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.random_singles import single
from tracker.model import Document, Item
from tracker.reading import read

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CLEAR = {
    "above": ("caps label", "caps label, apart", "bold label", "## label", "### label", "plain label"),
    "into": ("label:", "LABEL:", "LABEL.", "bold label:", "nothing"),
    "title": ("plain", "capitals", "heading"),
    "before": ("name and day", "name, motto, day", "one line", "name only", "greeting", "sponsor", "weather"),
    "between": ("blank",),
}


def items(text: str) -> tuple[Item, ...]:
    return read(Document("letters", "one", text.encode(), "text/markdown", NOW)).items


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_letter_of_one_subject_in_parts_is_one_story(seed: int) -> None:
    one = single(Random(seed), CLEAR)
    found = items(one.text)
    assert len(found) == 1
    assert " ".join(found[0].text.replace("*", "").replace("#", "").split()).startswith(one.starts[0])


MILK = "Dairies in Latvia paid 41 cents a litre in May, the farm ministry said, four cents less than a year before."
MORE = "Farmers had hoped for a floor under the price. The ministry will decide on it in autumn, a spokesman said."
LAST = "Exports fell by a tenth. Most of the powder went to Algeria, where a tender is open until the end of June."


def test_a_story_in_parts_under_capitals_begins_below_the_first_of_them() -> None:
    text = f"THE CHURN\n2 July 2026\n\nWHAT MILK IS WORTH\n{MILK}\n\nWHO WANTS A FLOOR\n{MORE}\n\nABROAD\n{LAST}\n"
    (item,) = items(text)
    assert item.title is None
    assert item.text.startswith("Dairies in Latvia")


def test_a_headline_over_the_parts_is_the_title() -> None:
    text = (
        f"THE CHURN\n2 July 2026\n\nLatvian milk gets cheaper again\n\n"
        f"**The price**\n{MILK}\n\n**The farmers**\n{MORE}\n\n**The exports**\n{LAST}\n"
    )
    (item,) = items(text)
    assert item.title == "Latvian milk gets cheaper again"


@pytest.mark.parametrize(
    "greeting",
    ["Selamat pagi all,", "Jambo,", "Kia ora koutou,", "G'day everyone,", "Boa tarde,", "Namaste!"],
)
def test_a_greeting_of_any_country_is_no_part_of_the_story(greeting: str) -> None:
    (item,) = items(f"THE CHURN\n2 July 2026\n\n{greeting}\n\nmilk is cheap. {MILK}\n\n{MORE}\n\n{LAST}\n")
    assert item.text.startswith("milk is cheap.")


@pytest.mark.parametrize(
    "opening",
    [
        "402 votes were enough on Wednesday for the milk bill, which sets a floor of 40 cents a litre.",
        "312 comments came in before the ministry closed its consultation on a floor for milk on Friday.",
        "The dairy lost 96,000 subscribers to its vouchers in May, the consumer office reports.",
        "There were 512 dairy farms left in the county in May, the office of statistics says, a tenth less.",
    ],
)
def test_counts_in_a_story_are_no_counts_of_likes(opening: str) -> None:
    first = f"Milk gets cheaper in Latvia\n{LAST}"
    last = f"Malawi counts its cows\n{MORE}"
    text = f"THE CHURN\n2 July 2026\n\n{first}\n\nA floor is set in Chile\n{opening}\n\n{last}\n"
    assert [item.title for item in items(text)] == [
        "Milk gets cheaper in Latvia",
        "A floor is set in Chile",
        "Malawi counts its cows",
    ]


SHIP = "The yard in Gdynia has its money. On Monday the finance ministry wired 212 million zloty to the trustee."
HULLS = "Two hulls have stood there since autumn. In March 340 welders were sent home and are called back this week."
PLAN = "The trustee wants a plan by 30 June that shows how the yard earns 40 million zloty a year without the state."


def test_heads_that_say_where_the_letter_looks_next_part_one_story() -> None:
    top = "THE SLIPWAY\n3 June 2026\n\nDear shipmates,\n\n"
    text = f"{top}ON THE SLIP\n{SHIP}\n\nAT THE GATE\n{HULLS}\n\nIN THE OFFICE\n{PLAN}\n"
    (item,) = items(text)
    assert item.text.startswith("The yard in Gdynia")


def test_such_heads_over_news_of_different_places_are_stories() -> None:
    cane = "Fiji's sugar ministry has set the cane price at F$101 a tonne, four dollars more than last season."
    boats = "Palau has banned foreign longliners from its waters until 2030. Its congress voted 12 to 3."
    rate = "The Reserve Bank of Vanuatu kept its rate at 2.75 per cent. Remittances rose 8 per cent in April."
    top = "THE PACIFIC LETTER\n2 June 2026\n\nBula, readers!\n\n"
    text = f"{top}IN THE FIELDS\n{cane}\n\nON THE REEF\n{boats}\n\nAT THE BANK\n{rate}\n"
    assert len(items(text)) == 3


@pytest.mark.parametrize(
    ("greeting", "heads", "count"),
    [
        # a sentence that goes on from the greeting, and two short heads
        ("Hi teachers,\n\nthe phones are gone, or nearly.", ("From August", "Not for all"), 1),
        # headlines of two stories
        ("Hello,\n\nit was a quiet week.", ("Chile cuts its rate once again", "Peru lets in more avocado plants"), 2),
        # the letter says that it has two
        ("Hello,\n\ntwo stories this week.", ("Schools", "Lockers"), 2),
    ],
    ids=("goes on", "headlines", "promised"),
)
def test_two_heads_below_the_sentence_of_a_greeting(greeting: str, heads: tuple[str, str], count: int) -> None:
    lockers = "Phones stay in lockers from the first bell. Schools get 45 million kroner for the lockers."
    others = "Pupils with diabetes keep theirs. So do those who need a translator, the ministry in Copenhagen said."
    text = (
        f"CHALK DUST\n1 June 2026\n\n{greeting}\n\n{heads[0]}\n{lockers}\n\n{heads[1]}\n{others}\n\nBest, Chalk Dust\n"
    )
    assert len(items(text)) == count


PARTS_OF_A_BUDGET = (
    "Shoppers in Samoa will pay 12 per cent in sales tax from 1 August, down from 15 per cent, after the "
    "government tabled its plans for the year in Parliament on Friday night.\n\n"
    "Finance Minister Lautimuia Afoa expects to spend 1.1 billion tala and to take in 980 million. The "
    "shortfall would come to 120 million, or three per cent of gross domestic product.\n\n"
    "Bus passengers get a tenth off every fare, for which the transport office is handed 2 million; nurses, "
    "at 9 tala an hour since last year, climb to 10. Teachers had hoped for more than the 3 per cent rise "
    "they are given.\n\n"
    'Opposition leader Tuilaepa Sailele described the package as "a gift wrapped for the polling booth". An '
    "election is due by March. Debt, at 29 per cent of output at the end of April, is lower than in 2022.\n\n"
)


@pytest.mark.parametrize(
    "above",
    [
        "Samoa cuts sales tax and puts wages up\n\n",
        "**Sales tax comes down, wages go up: Samoa's budget at a glance**\n\n*Apia Observer, Friday 26 June 2026*\n\n",
        "# Samoa cuts sales tax and puts wages up\n\n",
    ],
)
def test_paragraphs_below_what_happened_are_one_story(above: str) -> None:
    assert len(items(above + PARTS_OF_A_BUDGET)) == 1


@pytest.mark.parametrize(
    "said", ["a short one today because of the holiday.", "There is much to tell, so let us begin."]
)
def test_bullets_below_the_sentence_of_a_greeting_are_stories(said: str) -> None:
    bullets = (
        "• Malta: cap on rents set. Parliament passed the Rent Bill on Thursday. Rents stood at 1,100 euros in spring.",
        "• Cyprus: how many homes? The housing office now counts 9,400 completions in 2025. Some were student beds.",
        "• Crete: shelters fuller. At the end of February there were 1,060 people in them, a third of them children.",
        "• Sicily: evictions end in May. The region reminded landlords of the date. Notices fell to 730 in autumn.",
    )
    letter = "Hearth and Rent / a bulletin for tenants / 10 April 2026\n\nHello again,\n\n" + said
    assert len(items("\n\n".join((letter, *bullets, "Yours, Orla")))) == 4
