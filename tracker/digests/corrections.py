"""What a correction takes back, and why, in the reader's language: its title is stored in English. Pure."""

from __future__ import annotations

import re

from tracker.digests.language import N_, Words
from tracker.digests.words import QUOTED

TITLE = N_("Correction: %(told)s, but %(because)s")
TOLD = {
    "as a new policy": N_("told as a new policy"),
    "as a step of": N_("told as a step of %(title)s"),
    "as confirmation of": N_("told as confirmation of %(title)s"),
    "as a new metric": N_("told as a new metric"),
    "as a change of": N_("told as a change of %(title)s"),
    "as a revision of": N_("told as a revision of %(title)s"),
    "as being in conflict with": N_("told as being in conflict with %(title)s"),
    "as not adding up in": N_("told as not adding up in %(title)s"),
}
BECAUSE = (
    (re.compile("“(?P<one>.*)” is the same as “(?P<other>.*)”"), N_("%(one)s is the same as %(other)s")),
    (re.compile("it is no part of “(?P<one>.*)”"), N_("it is no part of %(one)s")),
    (re.compile("they are two again"), N_("they are two again")),
    (re.compile("they are one again"), N_("they are one again")),
)
_TITLE = re.compile(rf"Correction: told (?P<how>{'|'.join(TOLD)})(?: “(?P<title>.*?)”)?, but (?P<because>.*)")


def corrected(title: str, words: Words) -> str:
    """The title of a correction in the reader's language; "" where it is not known how to say it."""
    found = _TITLE.fullmatch(title)
    because = _because(found["because"], words) if found else ""
    if found is None or not because:
        return ""
    how, title = TOLD[found["how"]], _quoted(found["title"] or "", words)
    told = words.say(how, title=title)
    return words.say(TITLE, told=told, because=because)


def _because(text: str, words: Words) -> str:
    for pattern, message in BECAUSE:
        found = pattern.fullmatch(text)
        if found:
            names = {name: _quoted(title, words) for name, title in found.groupdict().items()}
            return words.say(message, **names)
    return ""


def _quoted(title: str, words: Words) -> str:
    return words.within(*QUOTED, text=title)
