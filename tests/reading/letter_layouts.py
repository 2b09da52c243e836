"""Layouts in which letters print their stories: one for several stories, one for the sections of a single one."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill
from typing import NamedTuple

from tests.reading.letter_stories import Article, Issue, Story


class Letter(NamedTuple):
    text: str
    starts: tuple[str, ...]
    """how each item starts"""


SIGNS = ("🐟", "⚡", "🏛", "📦", "🌍")


def stacked(head: Callable[[int, Story], str], gap: str = "\n", rule: str = "") -> Callable[[Issue], Letter]:
    """A layout: each story's head in some form, `gap`, its text; a line of signs between the stories."""

    def layout(issue: Issue) -> Letter:
        heads = [head(number, story) for number, story in enumerate(issue.stories, 1)]
        blocks = [one.replace("@", "") + gap + story.body for one, story in zip(heads, issue.stories, strict=True)]
        between = f"\n\n{rule}\n\n" if rule else "\n\n"
        text = between.join([issue.masthead, *blocks, issue.foot])
        starts = (one.partition("@")[2] or one for one in heads)
        return Letter(
            text, tuple(start + gap + story.body[:20] for start, story in zip(starts, issue.stories, strict=True))
        )

    return layout


LAYOUTS: dict[str, Callable[[Issue], Letter]] = {
    "title above": stacked(lambda n, s: s.title),
    "place and title above": stacked(lambda n, s: f"{s.place}: {s.title}"),
    "capitals above": stacked(lambda n, s: f"{s.place}: {s.title}".upper()),
    "short capitals above": stacked(lambda n, s: s.title.upper()),
    "kicker and bar": stacked(lambda n, s: f"{s.place.upper()} | {s.title}"),
    "kicker and slash": stacked(lambda n, s: f"{s.place} / {s.title}"),
    "title and bar": stacked(lambda n, s: f"{s.place} · {s.title}"),
    "dash": stacked(lambda n, s: f"{s.place.upper()} — {s.title}"),
    "quoted": stacked(lambda n, s: f"> @{s.title.upper()}"),
    "equals signs": stacked(lambda n, s: f"= @{s.title} ="),
    "equals signs, apart": stacked(lambda n, s: f"== @{s.title} ==", "\n\n"),
    "tildes": stacked(lambda n, s: f"~~ @{s.title.upper()} ~~"),
    "pluses": stacked(lambda n, s: f"+++ @{s.place}: {s.title} +++"),
    "dashes around": stacked(lambda n, s: f"-- @{s.title} --"),
    "asterisks": stacked(lambda n, s: f"*@{s.title}*"),
    "underscores, apart": stacked(lambda n, s: f"_@{s.title}_", "\n\n"),
    "bold": stacked(lambda n, s: f"**@{s.place}: {s.title}**"),
    "slashes behind": stacked(lambda n, s: f"@{s.title.upper()} //"),
    "slashes before": stacked(lambda n, s: f"// @{s.title}"),
    "two digits": stacked(lambda n, s: f"{n:02} @{s.title}"),
    "No.": stacked(lambda n, s: f"No. {n}: @{s.title}"),
    "number and bar": stacked(lambda n, s: f"{n} | @{s.title}", "\n\n"),
    "number in brackets": stacked(lambda n, s: f"({n}) @{s.place.upper()} | {s.title}"),
    "hash": stacked(lambda n, s: f"#{n} @{s.title}"),
    "number and dash": stacked(lambda n, s: f"{n} — @{s.title}"),
    "number and stop": stacked(lambda n, s: f"{n}. @{s.place}: {s.title}"),
    "pictographs": stacked(lambda n, s: f"{SIGNS[n - 1]} @{s.title}"),
    "pictographs before text": stacked(lambda n, s: f"{SIGNS[n - 1]} @{s.place}:", " "),
    "squares": stacked(lambda n, s: f"■ @{s.title.upper()}"),
    "arrows": stacked(lambda n, s: f"➜ @{s.title}", "\n\n"),
    "headings": stacked(lambda n, s: f"### @{s.title}", "\n\n"),
    "headings, short": stacked(lambda n, s: f"## @{s.title}"),
    "place in brackets": stacked(lambda n, s: f"[{s.place}] {s.title}"),
    "place behind": stacked(lambda n, s: f"{s.title} ({s.place})"),
    "place alone": stacked(lambda n, s: s.place.upper()),
    "place alone, apart": stacked(lambda n, s: s.place.upper(), "\n\n"),
    "title apart": stacked(lambda n, s: s.title, "\n\n"),
    "place and title apart": stacked(lambda n, s: f"{s.place}: {s.title}", "\n\n"),
    "underlined": stacked(lambda n, s: f"{s.title}\n" + "-" * len(s.title)),
    "stars between": stacked(lambda n, s: s.title, rule="* * *"),
    "dashes between": stacked(lambda n, s: s.title, "\n\n", rule="---"),
    "double rules between": stacked(lambda n, s: s.title.upper(), rule="═" * 30),
    "rules and places": stacked(lambda n, s: f"{s.place}:", " ", rule="~~~~~"),
    "run-in place and stop": stacked(lambda n, s: f"{s.place.upper()}.", " "),
    "run-in place and dash": stacked(lambda n, s: f"{s.place.upper()} —", " "),
    "run-in place and colon": stacked(lambda n, s: f"{s.place}:", " "),
    "run-in capitals and colon": stacked(lambda n, s: f"{s.place.upper()}:", " "),
    "run-in title": stacked(lambda n, s: f"{s.title.upper()}.", " "),
    "run-in emphasis": stacked(lambda n, s: f"*@{s.place}: {s.title}.*", " "),
    "run-in bold": stacked(lambda n, s: f"**@{s.title}.**", " "),
    "run-in brackets": stacked(lambda n, s: f"[{s.place}]", " "),
    "small squares": stacked(lambda n, s: f"▪ @{s.place.upper()} —", " "),
    "hyphens": stacked(lambda n, s: f"- @{s.place}:", " "),
    "kicker between bars": stacked(lambda n, s: f"| @{s.place.upper()} | {s.title}"),
    "two arrows": stacked(lambda n, s: f">> @{s.title.upper()}"),
    "number and slash": stacked(lambda n, s: f"{n}/ @{s.title}"),
    "letter in brackets": stacked(lambda n, s: f"[{'ABCDEFG'[n - 1]}] @{s.title}"),
    "question and answer": stacked(lambda n, s: f"@Q: What is new in {s.place}?", "\nA: "),
    "place above the title": stacked(lambda n, s: f"{s.place.upper()}\n@{s.title}"),
    "place apart above the title": stacked(lambda n, s: f"{s.place.upper()}\n\n@{s.title}", "\n\n"),
    "place above a long title": stacked(lambda n, s: f"{s.place.upper()}\n@{s.title} after all, as many had hoped"),
    "run-in bar": stacked(lambda n, s: f"{s.place.upper()} |", " "),
    "run-in half bold": stacked(lambda n, s: f"@{s.place}**", " "),
    "run-in bold number": stacked(lambda n, s: f"{n}** @{s.place}:", " "),
    "country and title in capitals run in": stacked(lambda n, s: f"{s.place.upper()} — {s.title.upper()}.", " "),
}


def wrapped(letter: Letter) -> Letter:
    """The letter with its paragraphs wrapped at 72 characters."""
    lines = (fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in letter.text.split("\n"))
    return Letter("\n".join(lines), letter.starts)


def with_second_paragraph(letter: Letter, issue: Issue) -> Letter:
    """The letter with the last sentence of every story set as a paragraph of its own."""
    text = letter.text
    for story in issue.stories:
        first, _, last = story.body[:-1].rpartition(". ")
        text = text.replace(story.body, f"{first}.\n\n{last}." if first else story.body)
    return Letter(text, letter.starts)


Section = Callable[[int, str, str], str]
SECTIONS: dict[str, Section] = {
    "label above": lambda n, head, text: f"{head}\n{text}",
    "label apart": lambda n, head, text: f"{head}\n\n{text}",
    "capitals above": lambda n, head, text: f"{head.upper()}\n{text}",
    "capitals apart": lambda n, head, text: f"{head.upper()}\n\n{text}",
    "headings": lambda n, head, text: f"## {head}\n\n{text}",
    "bold": lambda n, head, text: f"**{head}**\n{text}",
    "run-in bold": lambda n, head, text: f"**{head}.** {text}",
    "run-in capitals": lambda n, head, text: f"{head.upper()}. {text}",
    "run-in colon": lambda n, head, text: f"{head}: {text}",
    "bullets": lambda n, head, text: f"• {head}: {text}",
    "pictographs": lambda n, head, text: f"👉 {head}\n{text}",
    "equals signs": lambda n, head, text: f"= {head} =\n{text}",
    "tildes": lambda n, head, text: f"~ {head} ~\n\n{text}",
    "stars": lambda n, head, text: f"* * *\n\n{text}",
    "asterisks": lambda n, head, text: f"*{head}*\n{text}",
    "slashes": lambda n, head, text: f"{head.upper()} //\n{text}",
}


def sectioned(article: Article, section: Section, titled: bool = True, led: bool = True) -> Letter:
    """A single story in sections, below headline and lead, or one of them; below neither, both are a section too."""
    parts = [section(number, *one) for number, one in enumerate(article.sections, 1)]
    above = [article.title] * titled + [article.lead] * led or [section(0, article.title, article.lead)]
    text = "\n\n".join([article.masthead, *above, *parts, article.foot])
    return Letter(text, (above[0][:40],))
