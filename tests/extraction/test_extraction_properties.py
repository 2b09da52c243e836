"""What holds for every text: nothing raises, every quote is a slice, a story tells the same whatever stands around it.

Further: another number in a sentence changes just that number of its own metric, and four times the text takes four
times the steps.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Document, Extraction, Item, Mention
from tracker.reading import read

NOW = datetime(2031, 3, 12, tzinfo=UTC)
EXTRACTOR, ANOTHER = Extractor(load_vocabulary()), Extractor(load_vocabulary())
PIECES = (
    "1", "12.5", "3,400", "1,2,3", "0", "00", "1e9", "½", "٣", "三", "万", "亿", "-", "–", "+", "%", "per cent",
    "$", "€", "¥", "Rs", "US$", "bn", " trillion ", "m", "km", "MW", "pp", "percentage points", "(", ")", "[", "]",
    "\\", "*", "_", "`", "#", "|", "\n", "\n\n", "\r\n", "\u2028", "\u200b", "\x00", "\ud800", "😀", ". ", ", ",
    "; ", ": ", "? ", '"', "'", "“", "’", " a ", " the ", " of ", " and ", " to ", " from ", " by ", " in ", " up ",
    " down ", " rose ", " fell to ", " between ", " more than ", " about ", " half ", " a third of ", " dozens of ",
    " doubled ", " twice ", " users", " households", "Ministry of Energy", "the regulator", "Bank of Ghana",
    "Parliament", "Norway", "China's", "EU", "U.S.", "No. 15", " issued ", " adopted ", " has not adopted ",
    " would ban ", " was approved by ", " law", " rules", " decree", " tax", "12 May 2030", "last week",
    "in the first quarter", "by 2035", "2026 to 2028", "as of end-June", "year on year", "6G", "https://e.x/1?a=2",
    "a@b.example", "<b>", "</b>", "&nbsp;", "[x](y)", "- ", "1. ", "Q1", "24th", "GPT-5", "10:30",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=50).map("".join)


def extract(text: str, title: str | None = None, published: datetime | None = NOW) -> Extraction:
    return EXTRACTOR.extract(Item(title, text, 0, len(text), published))


# ---------------------------------------------------------------- any text at all


@settings(max_examples=500, deadline=None)
@given(texts, st.sampled_from((NOW, None)))
def test_every_quote_is_a_slice_of_any_text(text: str, published: datetime | None) -> None:
    found = extract(text, None, published)
    for metric in found.metrics:
        assert metric.quote == text[metric.start : metric.end] != ""
        assert metric.quote in metric.evidence and metric.evidence in text
    for policy in found.policies:
        assert policy.quote == text[policy.start : policy.end] != ""
    for rejection in found.rejections:
        assert rejection.quote == text[rejection.start : rejection.end]
        assert rejection.reason != ""


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_mention_says_only_what_the_model_allows(text: str) -> None:
    found = extract(text)
    for metric in found.metrics:
        assert metric.qualifier in ("=", "~", ">", ">=", "<", "<=")
        assert (metric.value is None) == (metric.unit is None)
        assert metric.value is not None or metric.change is not None
        assert metric.change is None or metric.change.direction in ("up", "down", "flat")
    for policy in found.policies:
        assert policy.reason.startswith("accepted because")


@settings(max_examples=150, deadline=None)
@given(texts)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert extract(text) == ANOTHER.extract(Item(None, text, 0, len(text), NOW))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(texts.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=300)),
    st.sampled_from(("text/plain", "text/markdown", "text/html", "message/rfc822", "")),
)
def test_every_quote_of_any_file_is_a_slice_of_its_text(content: bytes, media_type: str) -> None:
    reading = read(Document("letters", "one", content, media_type, NOW))
    for item in reading.items:
        assert reading.text[item.start : item.end] == item.text
        found = EXTRACTOR.extract(item)
        mentions: list[Mention] = [*found.metrics, *found.policies]
        for mention in mentions:
            assert mention.quote == reading.text[item.start + mention.start : item.start + mention.end]


# ---------------------------------------------------------------- what stands around a story


STORIES = (
    """## Kenya caps the price of cooking gas

The energy regulator of Kenya issued a cap on cooking gas prices on Monday. Some 3.4 million households use gas, up 12
per cent from a year earlier. (Nairobi Post)""",
    """## Chile's lithium output climbs

Output reached 61,000 tonnes in February, the mining ministry said, against 54,000 tonnes in January. (Diario)""",
    """## Norway drafts rules on salmon pens

Norway's fisheries ministry published a draft regulation on salmon pens and invites comments until 4 June. It would
halve the number of lice allowed to 0.25 per fish. (Bergen Wire)""",
    """## Ghana's inflation slows again

Consumer prices rose 9.8 per cent in February, down from 11.2 per cent in January. The Bank of Ghana left its policy
rate at 27 per cent. (Accra Today)""",
    """## Ferry line adds boats

The company said that it will spend 40 million euros on six boats. Its ticket sales grew by more than 5,200 a week.
(Quay Gazette)""",
    """## Peru extends its fishing ban

Peru's production ministry extended the ban on anchovy fishing by 30 days. The quota stands at 2.5 million tonnes.
(Lima Hoy)""",
)
FURNITURE = (
    "Unsubscribe from this letter\n",
    "You receive this e-mail because you signed up for it.\n",
    "Share this letter with a colleague. Read in 4 minutes.\n",
    "© 2031 The Harbour Letter. All rights reserved. 12 Quay Street, 1st floor.\n",
    "Try a subscription for $5 a month\n",
)


def mentions_of(text: str) -> dict[str, tuple[str, ...]]:
    """Of each story that has any: its mentions, without their places."""
    reading = read(Document("letters", "one", text.encode(), "text/markdown", NOW, published=NOW))
    found = {}
    for item in reading.items:
        extraction = EXTRACTOR.extract(item)
        found[item.title or item.text[:40]] = told(extraction)
    return {title: mentions for title, mentions in found.items() if mentions}


def told(extraction: Extraction) -> tuple[str, ...]:
    policies = [repr(replace(policy, start=0, end=0)) for policy in extraction.policies]
    return (*policies, *(repr(replace(metric, start=0, end=0)) for metric in extraction.metrics))


ALONE = {story: mentions_of(story) for story in STORIES}


def test_the_stories_of_these_tests_hold_mentions() -> None:
    assert all(len(found) == 1 for found in ALONE.values())


@settings(max_examples=80, deadline=None)
@given(st.permutations(range(len(STORIES))), st.integers(min_value=1, max_value=len(STORIES)))
def test_a_story_tells_the_same_after_any_other_stories(order: list[int], count: int) -> None:
    chosen = [STORIES[number] for number in order[:count]]
    together = mentions_of("\n\n".join(chosen))
    assert together == {title: found for story in chosen for title, found in ALONE[story].items()}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STORIES), st.lists(st.sampled_from(FURNITURE), min_size=1, max_size=5, unique=True))
def test_a_story_tells_the_same_before_a_letters_furniture(story: str, furniture: list[str]) -> None:
    assert mentions_of(story + "\n\n---\n\n" + "\n".join(furniture)) == ALONE[story]


# ---------------------------------------------------------------- one number more or less


SENTENCES = (
    # level and change
    "The port handled <3,412> containers in May, up <6.5> per cent from a year earlier.",
    # a level with the one before it
    "Unemployment fell to <4.7>% in June from <5.3>% in May.",
    # money with its conversion
    "The fund will lend <870> million pesos ($<52> million) to small farms.",
    # the sign stands before the number
    "Exports of copper brought in $<6.4> billion last year.",
    # a range
    "Wind farms supplied between <21> and <38> per cent of the country's power.",
    # a range with a dash
    "The dam holds <310>–<460> million cubic metres.",
    # two things counted in one sentence
    "The city runs <1,240> buses and <316> trams.",
    # a physical unit
    "The plant has a capacity of <640> MW.",
    # energy and its change
    "Solar output came to <18.2> TWh in the first half, down <2.4> per cent on the year.",
    # a qualifier
    "More than <7,800> nurses have moved abroad since April.",
    # an approximate number
    "About <460,000> pupils took the test.",
    # a target
    "The strategy aims for <75>% of homes to have fibre by 2035.",
    # a forecast
    "The central bank expects inflation of <3.6> per cent next year.",
    # a change without a level
    "Rents rose <8.1> per cent in the capital.",
    # percentage points
    "The jobless rate was <9.4>%, up <1.2> percentage points from March.",
    # basis points
    "The central bank raised its rate by <75> basis points to <6.5>%.",
    # a price for each
    "Diesel costs <1.74> euros per litre.",
    # a spelled unit
    "The reserve covers <58,000> hectares.",
    # a scale in short
    "The railway was sold for €<4.3>bn.",
    # crores
    "The ministry set aside Rs <2,350> crore for canals.",
    # a share of a whole, and how many were asked
    "Some <64> per cent of bakers, out of <5,100> asked, work at night.",
    # the passive
    "A total of <932> licences were issued last month.",
    # a direction from the noun
    "The cut of <45,000> tonnes brings the quota to <310,000> tonnes.",
    # a factor
    "Sales were <2.5> times as high as in 2029.",
)  # fmt: skip
MARKED = re.compile(r"<([\d.,]+)>")
SLOTS = [(sentence, slot) for sentence in SENTENCES for slot in range(len(MARKED.findall(sentence)))]


def numbers_and_rest(found: Extraction) -> tuple[dict[str, float], list[dict[str, object]]]:
    """Every number of every metric by its place, and all that is no number and no wording."""
    numbers: dict[str, float] = {}
    rest = []
    for index, metric in enumerate(found.metrics):
        places = {
            "value": metric.value,
            "high": metric.value_high,
            "change": metric.change.value if metric.change else None,
        }
        places |= {f"alt{n}": amount.value for n, amount in enumerate(metric.alt)}
        numbers |= {f"{index} {name}": value for name, value in places.items() if value is not None}
        record = asdict(metric)
        change = record["change"]
        rest.append({key: record[key] for key in ("unit", "qualifier", "kind", "period", "measure", "subject")})
        rest[-1] |= {"change": change and (change["unit"], change["direction"], change["basis"])}
        rest[-1] |= {"alt": [amount["unit"] for amount in record["alt"]]}
    return numbers, rest


def other_numbers(written: str) -> st.SearchStrategy[str]:
    """Numbers written in the same manner, and of about the same size."""
    if "." in written:
        return st.integers(min_value=11, max_value=99).filter(lambda n: n % 10).map(lambda n: f"{n / 10:.1f}")
    digits = len(written.replace(",", ""))
    whole = st.integers(min_value=10 ** (digits - 1) + 1, max_value=10**digits - 1)
    return whole.map(lambda n: f"{n:,}")


@pytest.mark.parametrize("sentence, slot", SLOTS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_another_number_changes_just_its_own_metric(sentence: str, slot: int, data: st.DataObject) -> None:
    written = MARKED.findall(sentence)
    old = written[slot]
    new = data.draw(other_numbers(old).filter(lambda one: ranks(written, slot, one) == ranks(written, slot, old)))
    before, rest = numbers_and_rest(extract(filled(sentence, written)))
    after, same_rest = numbers_and_rest(extract(filled(sentence, [*written[:slot], new, *written[slot + 1 :]])))
    if new == old:
        assert (before, rest) == (after, same_rest)
        return
    changed = [place for place in before | after if before.get(place) != after.get(place)]
    assert len(changed) == 1
    assert after[changed[0]] / before[changed[0]] == pytest.approx(number(new) / number(old))
    assert same_rest == rest


def ranks(written: list[str], slot: int, one: str) -> list[int]:
    """Which of the other numbers are below this one: a range whose ends change places is another sentence."""
    others = [number(other) for at, other in enumerate(written) if at != slot]
    return [(other > number(one)) - (other < number(one)) for other in others]


def filled(sentence: str, numbers: list[str]) -> str:
    left = iter(numbers)
    return MARKED.sub(lambda _: next(left), sentence)


def number(written: str) -> float:
    return float(written.replace(",", ""))


# ---------------------------------------------------------------- the longest texts


NASTY = (
    "1", "1 ", "1,", "1.", "1/", "1:", "1 - ", "1 to ", "x5", "5G ", "2031-", "½", "万", "的", "(1) ", "$1", "$",
    "$1 (€2) ", "(", "[", ")", "](", "[a](b)", "[[a]](", "<", "<a ", "<b>", "<!--", "&", "&nbsp;", "\\", "*", "**a",
    "_", "a_b", "~~", "`", "|", "#", '"', "'", "“", "-", "–", ".", ",", ";", "...", ". . ", " ", "\t", "\n", "\n\n",
    "\n ", " \n", "\r\n", "\x00", "😀", "%", "@", "a@", "a", "a ", "A", "A ", "A.", "a-", "A-", "a'", "aé", "no ",
    "no. ", "the ", "of ", "and ", "by ", "would ", "not ", "said ", "http://a ", "https://a.b/c ", "www.",
    "1 million ", "one ", "one-", "twenty-", "hundred ", "half a ", "5 % ", "up 5 % ", "rose ", "from 5 % to 6 % ",
    "between 1 and ", "more than ", "compared with ", "of which ", "per ", "1 per ", "12 May ", "May ", "in 2031, ",
    "last week ", "since ", "from ", "5 users and ", "5 users of ", "- 5 users\n", "5 users.\n\n", "# A\n\n5 %\n\n",
    "the Ministry of ", "Ministry of Energy, ", "Bank of ", "law ", "law of ", "issued ", "issued a law ",
    "was approved by ", "Norway's ", "Norway ", "The Bank of Ghana issued rules. ", "Prices rose 5 % to 9 euros. ",
    "It issued it. ", "Wait? ",
)  # fmt: skip
SHORT, FOUR_TIMES = 3_000, 12_000


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def steps(text: str) -> int:
    """How many calls, of functions here and of those in C, it takes to extract from a text."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        extract(text, None, None)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", NASTY)
def test_four_times_the_text_takes_four_times_the_steps(piece: str) -> None:
    assert steps(repeated(piece, FOUR_TIMES)) <= 4.6 * steps(repeated(piece, SHORT)) + 2_000


MEGABYTE = 1_000_000
SECONDS = 60
EXTRACT_A_MEGABYTE = f"""
import sys
from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item
piece = sys.stdin.read()
text = (piece * ({MEGABYTE} // len(piece) + 1))[:{MEGABYTE}]
found = Extractor(load_vocabulary()).extract(Item("A title", text, 0, len(text)))
print(all(one.quote == text[one.start:one.end] for one in (*found.metrics, *found.policies)))
"""


@pytest.mark.parametrize("piece", ["1", "1 ", "[", "a", "a ", "http://", "the Ministry of ", "a line of text\n"])
def test_a_megabyte_comes_to_an_end(piece: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EXTRACT_A_MEGABYTE],
        input=piece,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout == "True\n"
