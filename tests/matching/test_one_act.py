"""One act that papers tell of other authorities, and a later step that names the day of the earlier one."""

from __future__ import annotations

import pytest
from matching_build import instrument, origin, policy, words

from tracker import matching
from tracker.matching.objects import dates_in
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
