"""Titles and groups of the operator's own: what a watch calls a finding, and what it puts together."""

from __future__ import annotations

import json
from dataclasses import replace

from digest_samples import NOW, SLOT, finding, metric_mention, origin, policy_mention

from tracker.digests.compose import compose
from tracker.digests.render import Renderer
from tracker.model import Digest, FindingKind, Selection


def policies(*places: str) -> list[Selection]:
    """New policies of places, the weightiest first, each in a group named after its place."""
    made = []
    for number, place in enumerate(places):
        mention = policy_mention(f"The ministry of {place} issued plan {number}.", jurisdiction=place)
        told = finding(
            FindingKind.POLICY_NEW, mention, target_id=f"pol_{number}", target=f"Plan {number}", origin=origin(number)
        )
        told = replace(told, voices=("a",) * (9 - number))
        made.append(Selection(told, "desk", ("w",), group=place))
    return made


def digest_of(selections: list[Selection]) -> Digest:
    digest = compose(selections, receiver="desk", slot=SLOT, created=NOW)
    assert digest is not None
    return digest


def test_a_group_stands_together_behind_its_weightiest_entry() -> None:
    digest = digest_of(policies("NL", "NO", "NL", "", "NO"))
    assert [entry.lead.group for entry in digest.sections[0].entries] == ["NL", "NL", "NO", "NO", ""]


def test_each_heading_stands_once_and_before_its_entries() -> None:
    text, html = rendered(digest_of(policies("NL", "NO", "NL", "")))
    lines = text.splitlines()
    order = [lines.index(line) for line in ("NL", "■ Plan 0", "■ Plan 2", "NO", "■ Plan 1", "Others", "■ Plan 3")]
    assert order == sorted(order)
    assert [html.count(f">{name}</h3>") for name in ("NL", "NO", "Others")] == [1, 1, 1]


def test_without_groups_no_heading_is_shown() -> None:
    text, html = rendered(digest_of([replace(each, group="") for each in policies("NL", "NO")]))
    assert "Others" not in text
    assert "</h4>" not in html


def test_the_operator_s_title_stands_in_the_headline_and_over_the_entry() -> None:
    told = finding(FindingKind.METRIC_NEW, metric_mention(), target="containers")
    digest = digest_of([Selection(told, "desk", ("w",), title="Boxes in port: 4.2 million")])
    assert digest.headline == "Boxes in port: 4.2 million · 1 new metric"
    text, html = rendered(digest)
    assert "■ Boxes in port: 4.2 million" in text
    assert ">Boxes in port: 4.2 million</h3>" in html


def test_marks_in_a_title_and_a_heading_are_only_text() -> None:
    told = finding(FindingKind.METRIC_NEW, metric_mention(), target="containers")
    mark = "<!channel> <b>x</b>"
    digest = digest_of([Selection(told, "desk", ("w",), title=mark, group=mark)])
    (slack, *_) = Renderer().deliveries(digest, kind="slack", destinations=("C1",))
    assert "<!channel>" not in json.dumps([block for block in slack.payload["blocks"] if block["type"] != "header"])
    assert "<b>" not in rendered(digest)[1]


def rendered(digest: Digest) -> tuple[str, str]:
    """The digest as plain text and as a page."""
    (mail,) = Renderer().deliveries(digest, kind="email", destinations=("a@b.example",), sender="c@d.example")
    return mail.payload["text"], mail.payload["html"]
