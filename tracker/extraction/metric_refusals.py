"""Numbers that look like quantities and are none, each with the reason."""

from __future__ import annotations

from tracker.extraction.metric_scene import Quantity, Scene
from tracker.extraction.text import Shape


def refuse(scene: Scene) -> None:
    """Gives every quantity of the sentence that is no metric its reason."""
    furniture = _furniture(scene)
    for one in scene.quantities:
        if not one.refusal:
            one.refusal = "the letter's own furniture" if furniture else _reason(scene, one)


def _furniture(scene: Scene) -> bool:
    text = scene.view.of(scene.sentence).lower()
    return any(phrase in text for phrase in scene.words.boilerplate)


def _reason(scene: Scene, one: Quantity) -> str:
    number = one.numeral
    if one.sort == "duration":
        return _duration(scene, one)
    if one.sort == "count":
        return _count(scene, one)
    if one.sort == "bare":
        return _bare(scene, one)
    if one.sort == "times" and number.spelled and number.value <= 1:
        return "idiom"
    return ""


def _duration(scene: Scene, one: Quantity) -> str:
    near = set(scene.low[max(0, one.head - 6) : one.head])
    if near & scene.words.durations and not near & {"in", "next", "past", "last", "first", "within"}:
        return ""
    return "duration"


def _count(scene: Scene, one: Quantity) -> str:
    head = one.noun[-1] if one.noun else ""
    number = one.numeral
    if head in scene.words.never_counted:
        return "no quantity in itself"
    if number.decimal and not number.scaled:
        return "version"
    if number.spelled and not number.scaled and number.value <= 10 and not number.plus:
        return "small count in words"
    if scene.word(one.head - 1) in ("aged", "age", "ages"):
        return "age"
    return ""


def _bare(scene: Scene, one: Quantity) -> str:
    number = one.numeral
    if number.spelled and not number.scaled and not number.plus:
        return "small count in words"
    at = one.first - 1
    if (
        at > 0
        and scene.tokens[at].kind == "word"
        and scene.tokens[at].text[0].isupper()
        and not number.scaled
        and number.value < 10000
    ):
        return "name"
    if one.first == 0 and not number.scaled and scene.sentence.shape is not Shape.HEADING and number.value < 100:
        return "position in a list"
    return ""
