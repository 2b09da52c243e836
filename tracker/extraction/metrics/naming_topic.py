"""What an item is about: the country that its title or its text names, and the words that it uses most."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, pairwise
from operator import itemgetter

from tracker.extraction.metrics.naming_phrases import Proper
from tracker.extraction.metrics.naming_words import GENERIC, NEVER_NAMES, PRONOUNS, REPORTS, TELLERS
from tracker.extraction.metrics.scene import Scene
from tracker.extraction.text import word_set

_UPDATED = re.compile(r"(?<=\d)-(?=[A-Z])")
"""How wires count their versions: "UPDATE 1-Indonesia to lower"."""
_CONTINENT = re.compile(r"\b(?:Latin|South|North|Central) America\b")


def topic_of(scene: Scene, title: str | None, proper: Proper) -> str:
    """Whom an item is about: a country that its title names, else another name there, else its first country."""
    words = [word.strip(".,:;!?()") for word in _UPDATED.sub(" ", _CONTINENT.sub("", title or "")).split()]
    words = [word.title() if word.isupper() and word.title() in scene.words.places else word for word in words]
    words = [word for word in words if len(word) <= 4 or not word.isupper() or word in proper.inside]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    bare = [word.removesuffix("'s") for word in (*pairs, *words)]
    place = next((word for word in bare if word in scene.words.places), "")
    name = next(
        (
            word
            for word in bare[len(pairs) :]
            if len(word) > 1
            and not any(char.isdigit() for char in word)
            and word.lower() not in NEVER_NAMES
            and word not in scene.words.signs
            and (word.isupper() or f" {word.lower()} " not in scene.view.view)
            and (word in proper.inside or (word[:1].isupper() and not word.istitle() and not (title or "").isupper()))
        ),
        "",
    )
    if place or name:
        return place or name
    return most_named(scene)


_WORD = re.compile(r"[^\W\d_][\w'-]+")
_MOST_TOPICS = 32


def topic_words(scene: Scene, title: str | None) -> tuple[str, ...]:
    """What an item is about: the words of its headline, those its text uses most, then its names and long words."""
    ahead = [word.removesuffix("'s").lower() for word in _WORD.findall(title or "")]
    written = Counter(_WORD.findall(scene.view.view))
    counts: dict[str, int] = {}
    named: set[str] = set()
    for word, count in written.items():
        low = (word[:-2] if word[-2:] == "'s" else word).lower()
        counts[low] = counts.get(low, 0) + count
        if word[0].isupper():
            named.add(low)
    heads = [word for word in ahead if _is_topical(scene, word)]
    breaks, verbs = scene.words.breaks, scene.words.verbs
    rest = [
        (-min(count, 3), word not in named, -len(word), word)
        for word, count in counts.items()
        if len(word) > 2 and word not in _NEVER_TOPICAL and word not in breaks and word not in verbs
    ]
    rest.sort(key=itemgetter(0, 1, 2))
    return tuple(islice(dict.fromkeys((*heads, *(word for *_, word in rest))), _MOST_TOPICS))


_TIME_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december million billion trillion thousand hundred percent cent "
    "per view browser unsubscribe"
)


_NEVER_TOPICAL = GENERIC | TELLERS | REPORTS | PRONOUNS | _TIME_WORDS
TELLS_NOTHING = GENERIC | TELLERS


def _is_topical(scene: Scene, word: str) -> bool:
    if len(word) <= 2 or word in _NEVER_TOPICAL:
        return False
    return word not in scene.words.breaks and word not in scene.words.verbs


_AT_FIRST = 400
"""Within how many characters of an item its country is named, where it is named but once."""


def most_named(scene: Scene) -> str:
    """The country that a text names most often, as it is first written; "" where none is named twice."""
    found = scene.places.named
    counts = Counter(code for _, code in found)
    if not counts or (len(counts) > 1 and counts.most_common(1)[0][1] < 2):
        return ""
    if counts.most_common(1)[0][1] < 2 and found[0][0] > _AT_FIRST:
        return ""  # "…, a spokesman said from Washington"
    code = max(counts, key=lambda one: counts[one])
    if code in scene.words.countries:
        return scene.words.countries[code]
    start = next(start for start, other in found if other == code)
    names = scene.words.place_names[code]
    return max((word for word in names if scene.view.view.startswith(word, start)), key=len, default="")


__all__ = ["TELLS_NOTHING", "most_named", "topic_of", "topic_words"]
