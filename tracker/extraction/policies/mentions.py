"""Policies in a story: every act of an authority, judged, and those of one instrument taken together.

sentences → scenes (agents, places, instruments, acts) → candidates with a score and a reason
          → one mention for each instrument; the others rejected, each with its reason
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tracker.extraction.policies.attribution import who_acts
from tracker.extraction.policies.candidates import Candidate, Story
from tracker.extraction.policies.choosing import ENOUGH, chosen
from tracker.extraction.policies.dates import taken_and_effective, term_ends
from tracker.extraction.policies.effect import effective_after
from tracker.extraction.policies.families import asks_for_views
from tracker.extraction.policies.introduced import with_short_names
from tracker.extraction.policies.judge import judged
from tracker.extraction.policies.lexicon import GAP, Lexicon
from tracker.extraction.policies.scene import look_at
from tracker.extraction.policies.titles import title_of
from tracker.extraction.policies.whose import story_of
from tracker.extraction.policies.words import word_set
from tracker.extraction.text import TextView
from tracker.model import Instrument, Item, PolicyMention, Rejection, Stage

COMMENTS = word_set("views comments responses submissions replies feedback consultation memoranda suggestions papers")
ANSWER_BY = word_set("until by before open invited welcome due close closes closing through within end ends days")
PAPERS = (Instrument.REPORT, Instrument.PLAN, Instrument.GUIDELINE, Instrument.STANDARD)
MARKER = re.compile(r"(?:[-–—>*•#|→]+\s+|\(?\d{1,3}(?:\*+|[.):/\]]+)\s+)*")
SHORT_TITLE = 4
COMMENTING = timedelta(days=200)
"""how long a consultation is open at most"""
DAY = 10
YEAR = 4
"""characters of a date that is but a year"""
ENDS = word_set(". , ; : ( until by before")
TOLD = word_set("decided ruled resolved held found may can takes take needs need requires require since from as")


def find_policies(
    view: TextView, item: Item, lexicon: Lexicon
) -> tuple[tuple[PolicyMention, ...], tuple[Rejection, ...]]:
    """The policies of an item and what looked like one and is none; each with its reason."""
    scenes = tuple((n, s) for n, sentence in enumerate(view.sentences) if (s := look_at(view, sentence, lexicon)))
    scenes = with_short_names(view, scenes, lexicon)
    story = story_of(item, view, scenes, lexicon)
    found: list[Candidate] = []
    rejected: list[Rejection] = []
    for index, scene in story.scenes:
        for outcome in judged(index, scene, story, lexicon):
            if isinstance(outcome, Candidate):
                found.append(outcome)
            else:
                rejected.append(outcome)
    told = chosen(found, story.country)
    mentions = tuple(_mention(candidate, story, lexicon) for candidate in told)
    rejected.extend(_weaker(candidate, view) for candidate in found if candidate.score < ENOUGH)
    return mentions, tuple(rejected)


def _weaker(candidate: Candidate, view: TextView) -> Rejection:
    sentence = candidate.words.sentence
    why = candidate.why.replace("accepted because", "rejected because it is too weak")
    return Rejection("policy", view.verbatim(sentence), sentence.start, sentence.end, why)


def _mention(candidate: Candidate, story: Story, lexicon: Lexicon) -> PolicyMention:
    sentence = candidate.words.sentence
    issuers, code, parties = who_acts(candidate, story, lexicon)
    taken, effective = taken_and_effective(story.view.of(sentence), story.item.published)
    later = None
    stage = _stage(candidate, story)
    if effective is None or len(effective) == YEAR:
        later = effective_after(story.view, candidate.index, candidate.words, candidate.thing, story.item.published)
        effective = (later and later[0]) or effective or (taken if stage is Stage.IN_FORCE else None)
    taken, effective = _as_the_stage_has_it(stage, (taken, effective), story.view.of(sentence), story.item.published)
    start = _behind_marker(story.item.text, sentence.start, sentence.end)
    return PolicyMention(
        quote=story.item.text[start : sentence.end],
        start=start,
        end=sentence.end,
        issuers=issuers,
        jurisdiction=code,
        instrument=candidate.form,
        stage=stage,
        title=_title(candidate, story, tuple(lexicon.country_names.get(one, one) for one in parties)),
        date=taken,
        effective=effective,
        evidence=story.item.text[sentence.start : later[1].end] if later else "",
        reason=candidate.why,
    )


def _as_the_stage_has_it(
    stage: Stage, days: tuple[str | None, str | None], text: str, published: datetime | None
) -> tuple[str | None, str | None]:
    """(taken, effective) as the stage means them.

    What is in force was put into force on the day since which it is; the last day for comments is no day on which a
    rule takes effect; what is extended or put off holds until a term ends.
    """
    taken, effective = days
    if stage is Stage.IN_FORCE and effective and published is not None and len(effective) == DAY:
        return taken or (effective if effective <= published.date().isoformat() else None), effective
    if stage is Stage.CONSULTATION and effective and published is not None and len(effective) == DAY:
        return taken, effective if effective > (published + COMMENTING).date().isoformat() else None
    if stage in (Stage.EXTENDED, Stage.DELAYED, Stage.SUSPENDED):
        return taken, term_ends(text, published) or effective
    return taken, effective


def _behind_marker(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind the number or the sign of its place in a list: "4** ", "(3) ", "-> "."""
    marker = MARKER.match(text, start, end)
    return marker.end() if marker is not None and marker.end() < end else start


def _edges(candidate: Candidate, story: Story) -> frozenset[int]:
    held = {at for agent in story.agents.get(candidate.index, ()) for at in range(agent.first, agent.last)}
    verb = candidate.act
    last = verb.at + 1 if verb and GAP in verb.entry.phrase else verb.last if verb else 0
    return frozenset(held | (set(range(verb.first, last)) if verb else set()))


def _stage(candidate: Candidate, story: Story) -> Stage:
    """The candidate's stage; a draft is a consultation where the sentences after it ask for comments."""
    thing, low = candidate.thing, candidate.words.low
    if candidate.stage is Stage.ADOPTED and thing is not None and asks_for_views(low, thing.last):
        return Stage.CONSULTATION
    if candidate.stage is Stage.ADOPTED and candidate.form in PAPERS:
        asked = COMMENTS & set(candidate.words.low) and _asks_for_comment(candidate.words.low)
        return Stage.CONSULTATION if asked else candidate.stage
    if candidate.stage is not Stage.DRAFT:
        return candidate.stage
    later = [scene.words.low for n, scene in story.scenes if candidate.index <= n <= candidate.index + 2]
    return Stage.CONSULTATION if any(_asks_for_comment(low) for low in later) else candidate.stage


def _asks_for_comment(low: tuple[str, ...]) -> bool:
    """ "Comments are open until October", "the public may respond by 3 May"."""
    told = any(word in COMMENTS for word in low)
    return told and any(word in ANSWER_BY for word in low)


def _asked_about(candidate: Candidate) -> str:
    """What views are asked for on, where no instrument names it: "wants comments on | longer trading hours"."""
    words, act = candidate.words, candidate.act
    if act is None or candidate.thing is not None or candidate.stage is not Stage.CONSULTATION:
        return ""
    at = next((i for i in range(act.last, min(words.size - 2, act.last + 7)) if words.low[i] in ("on", "about")), None)
    while at is not None and at < words.size - 2 and words.tokens[at + 1].kind != "word":
        at = next((i for i in range(at + 1, min(words.size - 2, at + 7)) if words.low[i] in ("on", "about")), None)
    if at is None:
        return ""
    end = next((i for i in range(at + 1, min(words.size, at + 10)) if words.low[i] in ENDS), min(words.size, at + 10))
    text = words.text_of(at + 1, end)
    return text[:1].upper() + text[1:]


def _is_titled(candidate: Candidate, story: Story) -> bool:
    """Whether the story's title speaks of what the sentence tells: they share a telling word."""
    title = (story.item.title or "").lower().split()
    return any(len(word) > SHORT_TITLE and word.strip(".,:;“”'\"") in candidate.words.present for word in title)


def _title(candidate: Candidate, story: Story, parties: tuple[str, ...]) -> str:
    """The instrument's name, from the sentence before where a pronoun stands for it; else the story's own title."""
    words, thing, act = candidate.words, candidate.thing, candidate.act
    earlier = dict(story.scenes).get(candidate.index - 1)
    same = [t for t in story.things.get(candidate.index, ()) if thing is not None and t.last <= thing.first]
    if thing is not None and thing.borrowed and same:
        found = title_of(words, same[0], None, story.view.view, frozenset())
        thing = same[0]
    elif thing is not None and thing.borrowed and earlier is not None and earlier.things:
        found = title_of(earlier.words, earlier.things[0], None, story.view.view, frozenset())
    else:
        whole = (
            {thing.first - 1} if thing is not None and act is None and thing.last - thing.first > SHORT_TITLE else set()
        )
        found = title_of(words, thing, act, story.view.view, _edges(candidate, story) | whole)
    if candidate.form is Instrument.AGREEMENT and parties and found and len(found.split()) <= SHORT_TITLE:
        found = f"{found} between {' and '.join(parties)}"
    found = found or _asked_about(candidate)
    noun = not (thing is not None and act is None and words.low[thing.first] in TOLD)
    bare = words.text_of(thing.first, thing.last) if thing is not None and noun else ""
    if not found and act is not None and candidate.index > 1 and not _is_titled(candidate, story):
        found = words.text_of(act.first, min(words.size - 1, act.last + 8))
        found = found[:1].upper() + found[1:]
    return (
        (found if noun else "") or story.item.title or bare[:1].upper() + bare[1:] or str(candidate.form).capitalize()
    )
