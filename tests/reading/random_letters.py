"""Letters of random form: some stories, marked in one way, groups or none, furniture before and behind.

Whoever writes a letter keeps to one way of marking its stories; which, we can't know. So ways are put together here at
random from what letters are seen to do, and what comes back is compared with what went in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from textwrap import fill

from tests.reading.random_stories import Told, stories

Head = Callable[[int, Told], str]
"""The head of a story as printed, by its number from 1; what stands before "@" is no part of the item."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SIGNS = ("🐟", "⚡", "🏛", "📦", "🌍", "🚆", "🧪", "🌾", "🏭", "🛢", "🩺", "📡")

ABOVE: dict[str, Head] = {
    "title": lambda n, s: f"@{s.title}",
    "title, stop": lambda n, s: f"@{s.title}.",
    "capitals": lambda n, s: f"@{s.title.upper()}",
    "bold": lambda n, s: f"**@{s.title}**",
    "italic": lambda n, s: f"*@{s.title}*",
    "heading 2": lambda n, s: f"## @{s.title}",
    "heading 3": lambda n, s: f"### @{s.title}",
    "heading, label": lambda n, s: f"## @{s.label}",
    "heading, place": lambda n, s: f"## @{s.place}: {s.title}",
    "bold label": lambda n, s: f"**@{s.label}**",
    "label": lambda n, s: f"@{s.label}",
    "capital label": lambda n, s: f"@{s.label.upper()}",
    "place: title": lambda n, s: f"@{s.place}: {s.title}",
    "PLACE | title": lambda n, s: f"@{s.place.upper()} | {s.title}",
    "title (place)": lambda n, s: f"@{s.title} ({s.place})",
    "n. title": lambda n, s: f"{n}. @{s.title}",
    "n) title": lambda n, s: f"{n}) @{s.title}",
    "n/ label": lambda n, s: f"{n}/ @{s.label}",
    "#n title": lambda n, s: f"#{n} @{s.title}",
    "(n) title": lambda n, s: f"({n}) @{s.title}",
    "I. title": lambda n, s: f"{ROMAN[n - 1]}. @{s.title}",
    "A. title": lambda n, s: f"{'ABCDEFGHIJKL'[n - 1]}. @{s.title}",
    "emoji": lambda n, s: f"{SIGNS[n - 1]} @{s.title}",
    "square": lambda n, s: f"■ @{s.title}",
    "star": lambda n, s: f"* @{s.title}",
    ">> label": lambda n, s: f">> @{s.label.upper()}",
    "== title ==": lambda n, s: f"== @{s.title} ==",
    "underlined": lambda n, s: f"@{s.title}\n" + "-" * len(s.title),
    "rule": lambda n, s: f"* * *\n\n@{s.title}" if n > 1 else f"@{s.title}",
    "kicker": lambda n, s: f"{s.place.upper()}\n@{s.title}",
    "title, date": lambda n, s: f"@{s.title}\n{n + 3} June 2026",
    "title, by-line": lambda n, s: f"@{s.title}\nBy Our Staff",
    "question": lambda n, s: f"@What now for {s.label.lower()} in {s.place}?",
    "[topic] title": lambda n, s: f"@[{s.label}] {s.title}",
}
INTO: dict[str, Head] = {
    "PLACE:": lambda n, s: f"@{s.place.upper()}: ",
    "PLACE —": lambda n, s: f"@{s.place.upper()} — ",
    "place:": lambda n, s: f"@{s.place}: ",
    "place.": lambda n, s: f"@{s.place}. ",
    "label.": lambda n, s: f"@{s.label}. ",
    "label:": lambda n, s: f"@{s.label}: ",
    "title.": lambda n, s: f"@{s.title}. ",
    "TITLE.": lambda n, s: f"@{s.title.upper()}. ",
    "TITLE": lambda n, s: f"@{s.title.upper()} ",
    "bold title.": lambda n, s: f"**@{s.title}.** ",
    "bold label:": lambda n, s: f"**@{s.label}:** ",
    "n.": lambda n, s: f"{n}. @",
    "n. label.": lambda n, s: f"{n}. @{s.label}. ",
    "n/": lambda n, s: f"{n}/ @",
    "(a) place:": lambda n, s: f"({'abcdefghijkl'[n - 1]}) @{s.place}: ",
    "bullet": lambda n, s: "• @",
    "hyphen": lambda n, s: "- @",
    "bullet label:": lambda n, s: f"• @{s.label}: ",
    "hyphen bold": lambda n, s: f"- **@{s.title}**: ",
    "emoji": lambda n, s: f"{SIGNS[n - 1]} @",
    "arrow": lambda n, s: "→ @",
    "[place]": lambda n, s: f"@[{s.place}] ",
    "#label": lambda n, s: f"@#{s.label.lower()} ",
    "label |": lambda n, s: f"@{s.label.upper()} | ",
    "nothing": lambda n, s: "@",
}
BEFORE: dict[str, str] = {
    "nothing": "",
    "name and day": "THE SKERRY LEDGER\n12 June 2026",
    "name, motto, day": "The Skerry Ledger\nRules and numbers, mildly told\n12 June 2026",
    "one line": "Skerry Ledger | No. 41 | Friday, 12 June 2026",
    "heading": "# The Skerry Ledger\n\n*12 June 2026*",
    "name only": "SKERRY LEDGER",
    "bold name": "**The Skerry Ledger** — notes for people in a hurry\n12 June 2026",
    "greeting": "The Skerry Ledger\n12 June 2026\n\nGood morning, reader.",
    "letter": "Skerry Ledger, 12 June 2026\n\nDear all,\n\nhere is what we found this week.",
    "promise": "THE SKERRY LEDGER\n12 June 2026\n\nIn this issue: {contents}.",
    "list": "THE SKERRY LEDGER\n12 June 2026\n\nIn this issue\n\n{list}",
    "sponsor": "The Skerry Ledger\n12 June 2026\n\nThis issue is brought to you by Hull & Keel, makers of fine ropes.",
    "browser": "View this email in your browser\n\nThe Skerry Ledger\nFriday 12 June 2026",
    "row": "SKERRY LEDGER\nHome | Archive | About | Subscribe\n12 June 2026",
    "weather": "THE SKERRY LEDGER\n12 June 2026\n\nGood morning. Rain in the west, sun in the east.",
}
BEHIND: dict[str, str] = {
    "nothing": "",
    "unsubscribe": "Unsubscribe | Manage preferences",
    "copyright": "© 2026 Skerry Ledger. All rights reserved.",
    "sign-off": "Until next week,\nThe Skerry Ledger",
    "name": "The Skerry Ledger is put together by Ada and Ben on a small island.",
    "share": "Forward this to a friend.\n\nYou receive this letter because you signed up for it.",
    "address": "Skerry Ledger, 4 Quay Street, Hull\nTel. +44 1482 000000",
    "job": "We are hiring: an editor for our desk in Hull. Apply at jobs@skerry.example.",
    "tail": "More stories\n- How to knot a rope\n- Ten years of tides",
    "rule": "---\n\nSkerry Ledger goes out on Fridays. Back issues cost €3.",
    "thanks": "Thanks for reading! Questions? Just reply to this mail.",
    "correction": "Correction: an earlier version gave the wrong tide table.",
}
GROUPS = ("none", "none", "none", "capitals", "bold", "heading", "dashes")
GROUP_LABELS = ("Europe", "Africa", "Asia", "The Americas", "Energy", "Transport")


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    starts: tuple[str, ...]
    """how each item starts"""
    form: dict[str, str] = field(default_factory=dict)


def letter(random: Random, forms: dict[str, Sequence[str]] | None = None) -> Letter:
    """A letter; `forms`: of which parts only some ways are to be chosen from, by the part's name."""
    chosen = forms or {}

    def one_of(part: str, every: Sequence[str]) -> str:
        return random.choice(chosen.get(part) or every)

    place = one_of("heads", ("above", "above", "into"))
    style = one_of(place, tuple(ABOVE if place == "above" else INTO))
    gap = one_of("gap", ("tight", "apart")) if place == "above" else "tight"
    form = {
        "heads": f"{place}: {style}",
        "gap": gap,
        "before": one_of("before", tuple(BEFORE)),
        "behind": one_of("behind", tuple(BEHIND)),
        "groups": one_of("groups", GROUPS),
        "between": one_of("between", ("blank", "blank", "blank", "none")),
        "stories": one_of("stories", ("3", "4", "5", "6", "8", "11")),
        "paragraphs": one_of("paragraphs", ("one", "one", "two")) if place == "above" else "one",
        "source": one_of("source", ("none", "none", "none", "line", "brackets", "link")),
    }
    told = stories(random, int(form["stories"]))
    head = (ABOVE if place == "above" else INTO)[style]
    blocks, starts = [], []
    for number, story in enumerate(told, 1):
        printed = head(number, story)
        body = _body(story, form)
        joint = ("\n\n" if gap == "apart" else "\n") if place == "above" else ""
        blocks.append(printed.replace("@", "") + joint + body)
        starts.append(_flat((printed.partition("@")[2] + joint + body)[:60]))
    return Letter(_assembled(random, form, told, blocks), tuple(starts), form)


def _body(story: Told, form: dict[str, str]) -> str:
    joint = "\n\n" if form["paragraphs"] == "two" and form["between"] == "blank" else " "
    text = story.sentences[0] + joint + " ".join(story.sentences[1:])
    source = {"line": "\nSource: Quay Post", "brackets": " (Quay Post)", "link": "\nRead more"}
    return text + source.get(form["source"], "")


def _assembled(random: Random, form: dict[str, str], told: Sequence[Told], blocks: Sequence[str]) -> str:
    before = BEFORE[form["before"]].format(
        contents=", ".join(one.label.lower() for one in told), list="\n".join(f"- {one.title}" for one in told)
    )
    between = "\n\n" if form["between"] == "blank" else "\n"
    body = between.join(_grouped(random, form["groups"], blocks))
    return "\n\n".join(part for part in (before, body, BEHIND[form["behind"]]) if part) + "\n"


def _grouped(random: Random, groups: str, blocks: Sequence[str]) -> list[str]:
    """The blocks with labels above every two or three of them."""
    if groups == "none":
        return list(blocks)
    label: Callable[[str], str] = {
        "capitals": lambda one: one.upper(),
        "bold": lambda one: f"**{one}**",
        "heading": lambda one: f"# {one}",
        "dashes": lambda one: f"— {one.upper()} —",
    }[groups]
    labels = iter(GROUP_LABELS)
    found, left = [], 0
    for block in blocks:
        if not left:
            left = random.randint(2, 3)
            found.append(label(next(labels)))
        found.append(block)
        left -= 1
    return found


def wrapped(text: str, width: int = 72) -> str:
    """The text as plain mail has it: no line longer than `width`."""
    return "\n".join(fill(one, width, break_long_words=False, break_on_hyphens=False) for one in text.split("\n"))


def _flat(text: str) -> str:
    return " ".join(text.replace("*", "").replace("#", "").split())
