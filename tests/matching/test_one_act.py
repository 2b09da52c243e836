"""One act that papers tell of other authorities, and a later step that names the day of the earlier one."""

from __future__ import annotations

import pytest
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.matching.objects import dates_in, named_acts
from tracker.model import PolicyMention

STORY = (
    "Skippers in the Lofoten islands have to leave kelp forests alone. Divers count urchins, and the harbour of "
    "Svolvær keeps the kelp maps."
)
BAN = policy(
    "Ban on kelp trawling off Lofoten",
    "The government has banned kelp trawling off Lofoten",
    issuers=["Government of Norway"],
    instrument="restriction",
)


def linked(mention: PolicyMention, text: str, when: str) -> str | None:
    stored = instrument((BAN, origin("2031-03-09")), text=f"{BAN.quote}. {STORY}")
    about = words(mention, f"{mention.quote}. {text}")
    return matching.link_policy(mention, about, origin(when, "Harbour Post"), (stored,)).target_id


@pytest.mark.parametrize(
    ("mention", "text", "same"),
    [
        # the agency that the government acts through
        (policy("Kelp trawling ban off Lofoten", "The directorate has banned kelp trawling off Lofoten",
                issuers=["Directorate of Fisheries"], instrument="restriction"), STORY, True),
        # another thing of another agency in the same story
        (policy("Licences for urchin divers", "The directorate gave licences to urchin divers",
                issuers=["Directorate of Fisheries"], instrument="authorization"), STORY, False),
    ],
)  # fmt: skip
def test_a_story_tells_one_act_of_two_authorities(mention: PolicyMention, text: str, same: bool) -> None:
    assert (linked(mention, text, "2031-03-10") == "pol_1") is same


@pytest.mark.parametrize(
    ("quote", "same"),
    [
        # the day of the earlier step
        ("The government suspended the ban of 9 March", True),
        # another day
        ("The government suspended the ban of 22 January", False),
    ],
)
def test_a_later_step_that_names_the_day_is_of_that_act(quote: str, same: bool) -> None:
    mention = policy("Ban", quote, issuers=["Government of Norway"], instrument="restriction", stage="suspended")
    text = "Kelp may be cut again until autumn, off Lofoten too, and the skippers are glad."
    assert (linked(mention, text, "2031-06-20") == "pol_1") is same


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("the order of 9 October", ((9, 10),)),
        ("decided upon in March", ((None, 3),)),
        ("since April 2 and May 2031", ((2, 4), (None, 5))),
        ("on no day", ()),
    ],
)
def test_dates_in_a_sentence(text: str, dates: tuple[tuple[int | None, int], ...]) -> None:
    assert dates_in(text) == dates


@pytest.mark.parametrize(
    ("issuer", "title", "stage", "same"),
    [
        # the town's council adopts what its committee had drafted
        ("Bergen Town Council", "Resolution on wharf cranes", "adopted", True),
        # another resolution of the council
        ("Bergen Town Council", "Resolution on snow ploughs", "adopted", False),
    ],
)
def test_a_draft_is_taken_up_by_a_body_of_the_same_house(issuer: str, title: str, stage: str, same: bool) -> None:
    draft = policy(
        "Resolution on wharf cranes",
        "The Bergen Town Committee has submitted a resolution on wharf cranes",
        issuers=["Bergen Town Committee"],
        instrument="decision",
        stage="draft",
    )
    next_step = policy(title, f"The {issuer} voted on its {title.lower()}", issuers=[issuer], stage=stage)
    known = instrument((draft, origin("2031-03-09")), text=draft.quote)
    about = words(next_step)
    link = matching.link_policy(next_step, about, origin("2031-03-24", "Harbour Post"), (known,))
    assert (link.target_id == "pol_1") is same, link.reason


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("Oslo amended the Quay Safety Act on Monday", {frozenset({"quay", "safet"})}),
        ("four more sheds came under the Harbour Sheds Renewal Scheme", {frozenset({"harbour", "shed", "renew"})}),
        ("the act on quays was amended", set()),
        ("The Act was amended", set()),
    ],
)
def test_instruments_named_in_capitals_are_found(quote: str, names: set[frozenset[str]]) -> None:
    assert named_acts("", quote) == names


def test_a_name_in_capitals_ties_two_reports_together() -> None:
    told = "Rules for cranes are put off: negotiators agreed to change the Quay Safety Act"
    passed = "Parliament passed amendments to the Quay Safety Act"
    one, other = (policy("Quay Safety Act", quote, instrument="law", stage=stage) for quote, stage in
                  ((told, "delayed"), (passed, "amended")))  # fmt: skip
    plain = policy("Amendments", passed.replace("Quay Safety Act", "act"), instrument="law", stage="amended")
    known, where = instrument((one, origin("2031-03-09"))), origin("2031-04-20", "Harbour Post")
    with_name = matching.link_policy(other, words(other), where, (known,))
    without = matching.link_policy(plain, words(plain), where, (known,))
    assert with_name.target_id == "pol_1"
    assert without.score < with_name.score
