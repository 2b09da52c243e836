"""Policies are found where an authority acts, and only there; each with its quote, its fields and a reason."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.policy_cases import CASES, STORIES, Case
from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Instrument, Item, PolicyMention, Stage

EXTRACTOR = Extractor(load_vocabulary())
PUBLISHED = datetime(2025, 10, 15, tzinfo=UTC)
SENTENCE_PARTS = (
    "the The ministry Ministry of Finance Kenya Norway's has issued published will not should a an new rules law plan "
    "ban bans, by from and that which on Monday to cap (MIIT) “draft” $5bn – ; : . ? 2026 may operators opened "
    "comment approval tariff • EU Brussels parliament passed it said"
)
WORDS = (*SENTENCE_PARTS.split(), "\n", "\n\n")


def policies(text: str, published: datetime | None = PUBLISHED) -> tuple[PolicyMention, ...]:
    return EXTRACTOR.extract(Item(None, text, 0, len(text), published)).policies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:60])
def test_a_sentence_gives_its_policy_or_none(case: Case) -> None:
    text, stage, form, jurisdiction, issuer = case
    found = policies(text)
    if stage is None:
        assert found == ()
        return
    assert [str(p.stage) for p in found] == [stage]
    assert form in ("", str(found[0].instrument))
    assert found[0].jurisdiction == jurisdiction
    assert found[0].issuers == (tuple(issuer.split(" + ")) if issuer else ())


@pytest.mark.parametrize("text, stages", STORIES, ids=lambda value: str(value)[:50])
def test_a_story_tells_each_instrument_once(text: str, stages: tuple[str, ...]) -> None:
    assert tuple(str(p.stage) for p in policies(text)) == stages


def test_the_quote_is_the_sentence_of_the_act_with_its_mark_up() -> None:
    text = "## Norway\n\nFish are many. The **Storting** passed the *fish welfare act* on Tuesday. It was raining.\n"
    (found,) = policies(text)
    assert found.quote == "The **Storting** passed the *fish welfare act* on Tuesday."
    assert text[found.start : found.end] == found.quote


def test_the_quote_begins_behind_the_mark_of_its_place_in_a_list() -> None:
    text = "**4** Kuwait's central bank issued rules on vaults on Monday. Nobody minds."
    (found,) = policies(text)
    assert found.quote.startswith("Kuwait")
    assert text[found.start : found.end] == found.quote


def test_the_body_is_quoted_and_not_the_headline_that_says_the_same() -> None:
    text = "Ghana bans plastic bags\n\nGhana's parliament passed a law on Friday that bans thin plastic bags."
    (found,) = policies(text)
    assert found.quote.startswith("Ghana's parliament")


@pytest.mark.parametrize(
    "text, part",
    [
        # what was accepted names who, what and which
        (
            "Ofcom has published guidelines on robocalls.",
            "Ofcom (is the subject) + has published (adopted) + guidelines",
        ),
        # the tie of a passive
        ("Rules were issued by the Bank of Ghana.", "Bank of Ghana (is named with “by”)"),
    ],
)
def test_an_accepted_policy_says_why(text: str, part: str) -> None:
    (found,) = policies(text)
    assert found.reason.startswith("accepted because: ")
    assert part in found.reason


@pytest.mark.parametrize(
    "text, part",
    [
        # urged
        ("The government should extend the subsidy.", "is urged and not done"),
        # possible
        ("India could impose a duty on steel.", "is possible and not done"),
        # denied
        ("The Senate did not pass the budget bill.", "is denied"),
        # expected
        ("The European Commission is expected to propose a law.", "is expected and not done"),
    ],
)
def test_a_rejection_says_why(text: str, part: str) -> None:
    extraction = EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED))
    reasons = [r.reason for r in extraction.rejections if r.about == "policy"]
    assert extraction.policies == ()
    assert any(part in reason for reason in reasons), reasons


@pytest.mark.parametrize(
    "text, title",
    [
        # names in capitals that "and" joins are one name
        ("Botswana's Parliament passed the Mines and Minerals Bill.", "Mines and Minerals Bill"),
        # a consultation without an instrument is named by what it is on
        (
            "Jamaica's Office of Utilities Regulation opened a consultation on number portability.",
            "Consultation on number portability",
        ),
        # what is taken off the market
        ("Nepal's Department of Food Technology recalled noodles.", "Recall of noodles"),
        # the quoted title wins
        ('The State Council issued the "Opinions on Rural Libraries" in June.', "Opinions on Rural Libraries"),
        # the noun phrase, without its article
        ("The Diet passed a revised broadcasting act on Monday.", "Revised broadcasting act"),
        # a bare noun takes what follows it
        ("Ofcom published guidelines for podcasts.", "Guidelines for podcasts"),
        # an act without an instrument is named for what it does
        ("Denmark has banned mobile phones in primary schools.", "Ban on mobile phones in primary schools"),
        # the name ends before the day from which it holds
        ("Peru banned squid jigging off Paita from 1 December.", "Ban on squid jigging off Paita"),
        # and before the level
        ("Togo cut its levy on cement to 4% from 6% on Monday.", "Levy on cement"),
        # who made a thing is no part of what was approved
        ("Ghana's drug agency approved a malaria vaccine made by Acme.", "Approval of malaria vaccine"),
        # a sum keeps its sign
        ("The World Bank approved a $90 million fund for dykes on Friday.", "$90 million fund for dykes"),
        # what it is called at its first stage it is called at its last
        (
            "Norway's fisheries ministry published a draft regulation on eels for public consultation.",
            "Regulation on eels",
        ),
        ("Norway's fisheries ministry adopted the regulation on eels.", "Regulation on eels"),
        # a consultation is named by its subject
        ("Ofcom has sought views on radio licences in Wales.", "Consultation on radio licences in Wales"),
        # a bare bill by its clause
        ("The Sejm passed a bill on Friday that would ban fur farms.", "Bill that would ban fur farms"),
        # money given has no noun of its own
        ("Ofwat released £12 million to leaking towns.", "£12 million to leaking towns"),
        # a name in capitals is whole
        ("Kenya's parliament sent the Sugar Bill to the president and passed the Tea Act.", "Tea Act"),
    ],
)
def test_the_title_is_made_of_the_words_of_the_sentence(text: str, title: str) -> None:
    (found,) = policies(text)
    assert found.title == title


@pytest.mark.parametrize(
    "text, taken, effective",
    [
        # a weekday before publication, a Wednesday
        ("The Bank of Ghana issued rules on Monday.", "2025-10-13", None),
        # a date without year
        ("The Bank of Ghana issued rules on 3 October.", "2025-10-03", None),
        # a month with its year
        ("In August 2025 the Bank of Ghana issued rules.", "2025-08", None),
        # the day it takes effect
        ("The Bank of Ghana issued rules which apply from 1 January 2026.", None, "2026-01-01"),
        # the years that it covers
        ("The Bank of Ghana issued a plan for 2026 to 2028.", None, "2026/2028"),
        # a horizon
        ("The Bank of Ghana issued a plan that runs until 2030.", None, "2030"),
        # what is in force since a day was put into force on it
        ("The Bank of Ghana's rules have been in force since 1 October.", "2025-10-01", "2025-10-01"),
        # the last day for comments is no first day of a rule
        ("The Bank of Ghana seeks comments on its draft rules until 14 November.", None, None),
        # a part of the day is the day, the night before the day before
        ("This morning the Bank of Ghana issued rules.", "2025-10-15", None),
        ("The Bank of Ghana issued rules last night.", "2025-10-14", None),
        # a term ends with its month or its year
        ("The Bank of Ghana extended its waiver until the end of February.", None, "2026-02-28"),
        ("The Bank of Ghana extended its waiver to the end of 2027.", None, "2027-12-31"),
        # or in the next month of its name
        ("The Bank of Ghana has put off its rules on vaults until March.", None, "2026-03"),
        # the dateline is no act
        ("ACCRA, October 14 — The Bank of Ghana issued rules.", None, None),
    ],
)
def test_dates_are_resolved_against_publication(text: str, taken: str | None, effective: str | None) -> None:
    (found,) = policies(text)
    assert (found.date, found.effective) == (taken, effective)


@pytest.mark.parametrize(
    "behind, effective",
    [
        # a pronoun takes the policy up
        ("It enters into force on 1 March 2027.", "2027-03-01"),
        # so does a short form of its name
        ("The regulation applies from 1 January.", "2026-01-01"),
        # or a word for any instrument, a sentence later
        ("Farmers cheered. The rules take effect on 3 November.", "2025-11-03"),
        # or the act as a noun
        ("The ban comes into force on 10 December 2026.", "2026-12-10"),
        # what may be is no date
        ("They could take effect in March 2026.", None),
        # something else begins
        ("The firm Acme starts production on 1 May 2026.", None),
        # a date that begins nothing
        ("It was signed on 3 October.", None),
    ],
)
def test_the_sentence_behind_tells_when_it_takes_effect(behind: str, effective: str | None) -> None:
    (found,) = policies(f"Norway's fisheries ministry issued a regulation on eels. {behind}")[:1]
    assert found.effective == effective
    assert found.evidence == (f"{found.quote} {behind}" if effective else ""), "the date is proved too"


def test_without_a_date_of_publication_a_weekday_stays_open() -> None:
    (found,) = policies("The Bank of Ghana issued rules on Monday.", None)
    assert found.date is None


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_verbatim_quotes_and_no_exception(text: str) -> None:
    for found in policies(text):
        assert text[found.start : found.end] == found.quote
        assert not found.evidence or (found.evidence.startswith(found.quote) and found.evidence in text)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_row_of_policy_words_gives_whole_mentions(text: str) -> None:
    for found in policies(text):
        assert text[found.start : found.end] == found.quote
        assert isinstance(found.stage, Stage)
        assert isinstance(found.instrument, Instrument)
        assert found.reason.startswith("accepted because")


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        # a country that goes on to a second step
        ("Mali extended its ban on cereal exports. It also banned the export of shea nuts.", [(), ()]),
        # "it" is who led the sentence before, and not the parliament that is only asked
        (
            "Norway's government raised the salmon tax allowance. It also proposed to Parliament a permit system.",
            [("Government of Norway",), ("Government of Norway",)],
        ),
        # a company takes no such steps
        ("Tesla raised its prices in China. It also cut the price of a car in Germany.", []),
    ],
    ids=("a country", "a government", "a company"),
)
def test_it_also_does_a_second_thing(text: str, issuers: list[tuple[str, ...]]) -> None:
    assert [found.issuers for found in policies(text)] == issuers


def test_another_body_that_acts_on_something_else_tells_a_second_policy() -> None:
    text = (
        "Tunisia's pricing committee put diesel up again on Friday.\n\n"
        "Sfax Governorate let fares rise by 10 per cent on Saturday."
    )
    assert [found.issuers for found in policies(text)] == [("Pricing Committee",), ("Sfax Governorate",)]


def test_a_judge_named_behind_the_court_tells_no_other_step() -> None:
    text = (
        "The High Court in Nairobi has suspended the new parking fee. Justice Njeri Kamau granted the conservatory "
        "order on Thursday."
    )
    assert [str(found.stage) for found in policies(text)] == ["suspended"]


def test_who_did_something_before_tells_no_second_policy() -> None:
    text = (
        "Ghana's code on school meals entered into force on Monday.\n\nThe Food and Drugs Authority, which registered "
        "the code in May, can ask a court for fines."
    )
    assert [str(found.stage) for found in policies(text)] == ["in_force"]


def test_a_story_before_it_changes_nothing() -> None:
    one = "The Bank of Ghana issued rules for lenders."
    assert [p.title for p in policies(one)] == [p.title for p in policies(one)]


def test_a_long_text_takes_time_in_proportion() -> None:
    """A thousand sentences are each read once: the policies of the first are the same as when it stands alone."""
    filler = "Nothing else happened in town on that day, said the baker. " * 1000
    text = "The Bank of Ghana issued rules for lenders. " + filler
    assert [p.quote for p in policies(text)] == ["The Bank of Ghana issued rules for lenders."]
