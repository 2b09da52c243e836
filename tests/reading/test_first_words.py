"""Stories and headlines begin with their words: the marks and numbers of a letter's row are no part of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.model import Document
from tracker.reading import read

HEADS = ("Milk gets cheaper in Latvia", "A floor is set in Chile", "Malawi counts its cows", "Norway taxes whey")
BODIES = (
    "Dairies in Riga paid 41 cents a litre in May, the farm ministry said, four cents less than a year before.",
    "Whoever buys from Chilean farms must pay 300 pesos a litre from August, says a decree of the ministry.",
    "A census in Lilongwe found 1.9 million head of cattle, of which every tenth gives milk for sale.",
    "The Storting has passed a levy on whey of two kroner a litre, against the votes of the farmers' party.",
)


@pytest.mark.parametrize(
    "form",
    [
        "{n}. {head}",
        "{n}/ {head}",
        "({n}) {head}",
        "{r}. {head}",
        "{a}) {head}",
        "{a}. {head}",
        "-> {head}",
        "=> {head}",
        "| {head} |",
        "*** {head} ***",
        "» {head}",
        "• {head}",
        "### {n}. {head}",
        "**{n}. {head}**",
    ],
)
def test_a_headline_of_a_row_has_neither_its_mark_nor_its_number(form: str) -> None:
    blocks = [
        form.format(n=i + 1, r=("I", "II", "III", "IV")[i], a="ABCD"[i], head=head) + "\n" + body
        for i, (head, body) in enumerate(zip(HEADS, BODIES, strict=True))
    ]
    text = "THE CHURN\n2 July 2026\n\n" + "\n\n".join(blocks) + "\n"
    reading = read(Document("letters", "one", text.encode(), "text/markdown", datetime(2026, 7, 1, tzinfo=UTC)))
    assert [item.title for item in reading.items] == list(HEADS)
    assert all(item.text.startswith(head) for item, head in zip(reading.items, HEADS, strict=True))
    assert all(reading.text[item.start : item.end] == item.text for item in reading.items)


@pytest.mark.parametrize("form", ["{n}** {body}", "{n}. {body}", "{r}. {body}", "-> {body}", "({a}) {body}"])
def test_neither_has_a_story_without_a_headline(form: str) -> None:
    blocks = [
        form.format(n=i + 1, r=("I", "II", "III", "IV")[i], a="ABCD"[i], body=body) for i, body in enumerate(BODIES)
    ]
    text = "THE CHURN\n2 July 2026\n\n" + "\n\n".join(blocks) + "\n"
    items = read(Document("letters", "one", text.encode(), "text/markdown", datetime(2026, 7, 1, tzinfo=UTC))).items
    assert [item.text for item in items] == list(BODIES)


def test_a_number_that_is_told_stays() -> None:
    blocks = [f"{head}\n{body}" for head, body in zip(("1.9 million head of cattle", *HEADS[:2]), BODIES, strict=False)]
    text = "THE CHURN\n2 July 2026\n\n" + "\n\n".join(blocks) + "\n"
    items = read(Document("letters", "one", text.encode(), "text/markdown", datetime(2026, 7, 1, tzinfo=UTC))).items
    assert items[0].title == "1.9 million head of cattle"
