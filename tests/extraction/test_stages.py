"""The step that an act reports follows from the verb, its mood and the words around the instrument."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item

EXTRACTOR = Extractor(load_vocabulary())


def stages(text: str) -> list[str]:
    item = Item(None, text, 0, len(text), datetime(2025, 10, 15, tzinfo=UTC))
    return [str(policy.stage) for policy in EXTRACTOR.extract(item).policies]


@pytest.mark.parametrize(
    "text, stage",
    [
        # done
        ("The ministry issued rules for ferries in Fiji.", "adopted"),
        # perfect
        ("The ministry has issued rules for ferries in Fiji.", "adopted"),
        # will
        ("The ministry will issue rules for ferries in Fiji.", "announced"),
        # plans to
        ("The ministry plans to issue rules for ferries in Fiji.", "announced"),
        # said it would
        ("The ministry said on Monday it would issue rules for ferries in Fiji.", "announced"),
        # is to
        ("The ministry is to issue rules for ferries in Fiji.", "announced"),
        # decided to: as good as done
        ("The ministry decided to extend the rules for ferries in Fiji.", "extended"),
        # is drafting
        ("The ministry is drafting rules for ferries in Fiji.", "draft"),
        # a draft made public
        ("The ministry published draft rules for ferries in Fiji.", "draft"),
        # a draft made public for comment
        ("The ministry published draft rules for ferries in Fiji for comment.", "consultation"),
        # proposes
        ("The ministry proposes rules for ferries in Fiji.", "draft"),
        # a bill put before parliament
        ("The ministry introduced a bill on ferries in Fiji.", "draft"),
        # a bill passed
        ("Fiji's parliament passed a bill on ferries.", "adopted"),
        # a draft that a cabinet passes on
        ("Fiji's cabinet approved a draft law on ferries.", "draft"),
        # a draft that a parliament passes
        ("Fiji's parliament approved the draft law on ferries.", "adopted"),
        # in force
        ("Fiji's law on ferries took effect on Monday.", "in_force"),
        # a date ahead: the law is there, its day is not
        ("Fiji's law on ferries will take effect on 1 January.", "adopted"),
        # amended
        ("The ministry tightened the rules for ferries in Fiji.", "amended"),
        # delayed, even where it is only going to be
        ("The ministry will delay the rules for ferries in Fiji.", "delayed"),
        # suspended
        ("The ministry suspended the rules for ferries in Fiji.", "suspended"),
        # repealed
        ("The ministry withdrew the rules for ferries in Fiji.", "repealed"),
        # one approval is a decision of its own
        ("The ministry approved a ferry terminal in Fiji.", "adopted"),
        # permits for many are a scheme at work
        ("The ministry granted permits to nine operators in Fiji.", "implemented"),
        # a penalty
        ("The ministry fined two ferry operators in Fiji.", "adopted"),
        # money paid
        ("The ministry paid out grants to ferry crews in Fiji.", "implemented"),
    ],
)
def test_the_stage_of_an_act(text: str, stage: str) -> None:
    assert stages(text) == [stage]
