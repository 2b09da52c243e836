"""How much of what a digest tells, and the notices that stand alone, in the reader's language. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.digests.compose import counted, counts, in_words
from tracker.digests.folding import quoted
from tracker.digests.language import N_, NN_, Words
from tracker.digests.plain import plain
from tracker.model import Digest, FirstLook

if TYPE_CHECKING:
    from tracker.digests.figures import Figures

TEST = N_("This is a test: messages for this receiver arrive.")
LEFT_OUT = NN_("and %(number)s more: %(command)s", "and %(number)s more: %(command)s")
FINDINGS = NN_("a baseline of %(number)s finding (%(kinds)s)", "a baseline of %(number)s findings (%(kinds)s)")
POLICIES = NN_("%(number)s policy", "%(number)s policies")
METRICS = NN_("%(number)s metric", "%(number)s metrics")
STORIES = NN_("%(number)s story", "%(number)s stories")
MORE_SOURCES = NN_("%(number)s more source", "%(number)s more sources")


def summary_of(digest: Digest, words: Words) -> str:
    """2 conflicts, 3 new policies, and what is not told one by one. What was stored without numbers is as it was."""
    told = plain(digest.headline).rpartition(" · ")[2]
    stored = told if told[:1].isdigit() else ""
    if words.english:
        return stored or counted(digest.sections)
    if not digest.counts:
        alike = stored in {"", counted(digest.sections)}
        return in_words(counts(digest.sections), words) if alike else stored
    parts = [in_words(digest.counts, words)]
    if digest.left_out:
        command = f"tracker watches untold {quoted(digest.receiver)}"
        parts.append(words.count(LEFT_OUT, digest.left_out, command=plain(command)))
    if digest.first_look:
        told_in = {"counted": _counted(digest.first_look, words), "sources": _sources(digest.first_look, words)}
        parts.append(words.say("beside %(counted)s from the first look at %(sources)s", **told_in))
    return ", ".join(parts)


def notice_of(digest: Digest, words: Words) -> str:
    """The headline of a digest without entries: its own, or the first look at sources in the reader's language."""
    if words.english or digest.first_look is None:
        return plain(digest.headline)
    return words.say(
        "First look at %(sources)s: %(counted)s. From now on what is new or changes is told.",
        sources=_sources(digest.first_look, words),
        counted=_counted(digest.first_look, words),
    )


def nothing_new(figures: Figures, last_slot: str | None) -> str:
    """The headline of a digest that was asked for though nothing is to be told; `last_slot`: of the one before."""
    if not last_slot:
        return figures.words.say("Nothing new.")
    day = figures.weekday(date.fromisoformat(last_slot[:10]))
    return figures.words.say("Nothing new since %(day)s.", day=day)


def _counted(first: FirstLook, words: Words) -> str:
    kinds = ((POLICIES, first.policies), (METRICS, first.metrics), (STORIES, first.stories))
    told = ", ".join(words.count(forms, count) for forms, count in kinds if count)
    return words.count(FINDINGS, first.findings, kinds=told)


def _sources(first: FirstLook, words: Words) -> str:
    shown = [*map(plain, first.sources), *([words.count(MORE_SOURCES, first.more)] if first.more else [])]
    if len(shown) == 1:
        return shown[0]
    return words.within("a list", "%(others)s and %(last)s", others=", ".join(shown[:-1]), last=shown[-1])
