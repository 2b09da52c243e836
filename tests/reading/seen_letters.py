"""Forms that letters of many countries were seen to have, filled with made-up stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reading.random_stories import Told

Form = Callable[[Sequence[Told]], tuple[str, list[str]]]
"""The text of a letter with these stories, and how each item starts."""
FORMS: dict[str, Form] = {}
DAYS = ("3 August 2021", "2 August 2021", "30 July 2021", "29 July 2021", "28 July 2021", "27 July 2021")


def form(one: Form) -> Form:
    FORMS[one.__name__] = one
    return one


def lines(*parts: str) -> str:
    return "\n".join(parts)


def blocks(*parts: str) -> str:
    return "\n\n".join(parts)


def told(story: Told) -> str:
    return " ".join(story.sentences)


def titles(stories: Sequence[Told]) -> list[str]:
    return [one.title for one in stories]


def firsts(stories: Sequence[Told]) -> list[str]:
    return [one.sentences[0] for one in stories]


def places(stories: Sequence[Told]) -> list[str]:
    return [one.place for one in stories]


@form
def outlet_behind_a_dash(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"{one.title}\n{one.sentences[0]}\n— Quay Post" for one in some)
    return lines("Skerry morning news", "Compiled by Ada Fenn @adafenn", *rows), titles(some)


@form
def outlet_behind_a_dash_apart(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"{one.title}\n\n{one.sentences[0]}\n\n— Quay Post (paywall)" for one in some)
    return blocks("Skerry morning news", "Compiled by Ada Fenn @adafenn", *rows), titles(some)


@form
def day_behind(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"{one.title}\n\n{told(one)}\n\n{DAYS[i % 6]}" for i, one in enumerate(some))
    return blocks("Topic: Legislation and guidance", *rows), titles(some)


@form
def day_and_comments_above(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (
        f"{one.title}\n\nOctober {20 - i}, 2012 | 1 Comments\n\n{told(one)}\n\nRead More →"
        for i, one in enumerate(some)
    )
    return blocks("Month: October 2012", *rows), titles(some)


@form
def author_above_the_headline(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks(
        "Skerry News", "Thursday, March 5, 2026", *(f"Ada Fenn\n\n{one.title}\n\n{told(one)}" for one in some)
    ), titles(some)


@form
def wire_with_slugs(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (
        f"{one.place.upper()} -- {one.sentences[0]}\n{' '.join(one.sentences[1:])} ({one.place}-{one.label})"
        for one in some
    )
    return "Skerry Asia news summary at 1600 GMT, Dec. 19\n\n" + "\n- - - -\n".join(rows), [
        one.place.upper() for one in some
    ]


@form
def stars_below_a_first_paragraph(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("World News in Brief: June 23", told(some[0]), *(f"* {told(one)}" for one in some[1:])), firsts(some)


@form
def bullets_below_a_deck(some: Sequence[Told]) -> tuple[str, list[str]]:
    deck = f"{some[0].title}, {some[1].title.lower()}, and more…"
    return blocks(
        "Week in Review", "Font Size:", deck, "Font Size:", lines(*(f"  • {told(one)}" for one in some))
    ), firsts(some)


@form
def numbered_without_a_gap(some: Sequence[Told]) -> tuple[str, list[str]]:
    return lines("【国际财经】2023-02-15", *(f"{n}. {told(one)}" for n, one in enumerate(some, 1))), firsts(some)


@form
def headlines_named_at_the_top(some: Sequence[Told]) -> tuple[str, list[str]]:
    top = (f"Evening news: {some[0].title}; {some[1].title}", f"{some[2].title}; {some[3].title}")
    return lines(*top, *(f"{one.title}\n{told(one)}" for one in some)), titles(some)


@form
def bullets_by_country(some: Sequence[Told]) -> tuple[str, list[str]]:
    groups = (
        blocks(some[i].place, lines(*(f"  • {told(one)}" for one in some[i : i + 2]))) for i in range(0, len(some), 2)
    )
    return blocks("Here is what the quarter has brought in the region.", *groups), firsts(some)


@form
def headlines_alone(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("Skerry Daily", "12 June 2026", *(f"{one.place}: {one.title}" for one in some)), places(some)


@form
def links_to_the_whole(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("Skerry notes", *(f"{one.title}\n\n{told(one)} Read more" for one in some)), titles(some)


@form
def links_without_headlines(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("Skerry notes on law", *(f"{told(one)} … Read more" for one in some)), firsts(some)


@form
def teasers_told_again(some: Sequence[Told]) -> tuple[str, list[str]]:
    teasers = (f"🌍 {one.title}\n{one.sentences[0]}" for one in some)
    return blocks(
        f"Skerry Briefs (1 Feb): {some[0].title}",
        "Welcome to Thursday, readers!",
        *teasers,
        *(
            f"{one.title}\n{one.sentences[0]}\n{' '.join(one.sentences[1:])} So it was told on the quay."
            for one in some
        ),
    ), titles(some)


@form
def outlet_behind_the_headline(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("Skerry links", "Hello friends!", *(f"{one.title} — Quay Post\n{told(one)}" for one in some)), titles(
        some
    )


@form
def outlet_and_days_ago(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"{one.title}\nQuay Post•{i + 1} days ago\n{told(one)}" for i, one in enumerate(some))
    return blocks("Policy News", "The latest policy stories, summarized", *rows), titles(some)


@form
def what_and_why(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"{one.title}\n\nWhat happened: {one.sentences[0]}\n\nWhy it matters: {one.sentences[-1]}" for one in some)
    return blocks("Skerry Ledger", "12 June 2026", *rows), titles(some)


@form
def bold_words_and_a_link(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"**{one.title}:** {told(one)}\n[Quay Post](http://quay.example/{i})" for i, one in enumerate(some))
    return blocks("# Skerry Ledger", "12 June 2026", *rows), titles(some)


@form
def one_big_story_and_quick_hits(some: Sequence[Told]) -> tuple[str, list[str]]:
    big = blocks(
        "THE BIG STORY", some[0].title, told(some[0]), "The details", f"- {some[0].sentences[-1]}\n- So much for that."
    )
    rows = (f"{one.title}. {told(one)}" for one in some[1:])
    return blocks("Skerry Ledger | 12 June 2026", big, "QUICK HITS", *rows), titles(some)


@form
def rows_of_a_table(some: Sequence[Told]) -> tuple[str, list[str]]:
    rows = (f"| {one.place} | {told(one)} | {DAYS[i % 6]} |" for i, one in enumerate(some))
    return lines("# Skerry Ledger", "", "| Country | What | Since |", "| --- | --- | --- |", *rows), places(some)


@form
def italic_places(some: Sequence[Told]) -> tuple[str, list[str]]:
    return blocks("Skerry Letter, 12 June", *(f"*{one.place}.* {told(one)}" for one in some)), places(some)


@form
def a_day_without_its_year(some: Sequence[Told]) -> tuple[str, list[str]]:
    foot = "Crossword answers: 1 across, TIDE; 2 down, ROPE."
    return blocks("Skerry Letter", "Oct 17", *(f"{one.title}\n{told(one)}" for one in some), foot), titles(some)


@form
def a_job_at_the_end(some: Sequence[Told]) -> tuple[str, list[str]]:
    foot = ("JOBS", "Skerry Ledger seeks a reporter in Hull. Salary £30,000. Apply by 3 July.")
    return blocks("Skerry Weekly 12 June 2026", *(f"{one.title}\n{told(one)}" for one in some), *foot), titles(some)
