"""The JSON Schema (draft 7) of `when`, for completion and hover text in editors.

It checks names and shapes; what is written inside a text query or a comparison is checked when the rule is compiled.
"""

from __future__ import annotations

from typing import Any

from tracker.model import Instrument, Kind, Stage
from tracker.watches.common import KINDS

REFERENCE = {"$ref": "#/definitions/When"}


def _either(one: dict[str, Any], description: str) -> dict[str, Any]:
    """One value or a list of them, any of which may hold."""
    return {"description": description, "anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _text(description: str) -> dict[str, Any]:
    return _either({"type": "string", "minLength": 1}, description)


def _number(description: str) -> dict[str, Any]:
    return _either({"type": ["string", "number"]}, description)


def _choice(values: list[str], description: str) -> dict[str, Any]:
    return _either({"enum": values}, description)


def _mapping(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "properties": properties,
    }


_POLICY = _mapping(
    "Only findings about a policy; everything in here must hold.",
    {
        "issuer": _text("An authority: words of its name, its initials (NDRC), or a short name of the vocabulary."),
        "jurisdiction": _text("A country's code or name, EU, UK or INT."),
        "instrument": _choice([each.value for each in Instrument], "The form of the policy."),
        "stage": _choice([each.value for each in Stage], "The step that the text reports."),
        "title": _text("Words in this order in the policy's title; the last may be a prefix*."),
        "effective": _text("When it takes effect: within 30 days, before 2026-12-01, after 2026-06, in 2027."),
    },
)
_METRIC = _mapping(
    "Only findings about a metric; everything in here must hold.",
    {
        "name": _text("A metric that is pinned under `metrics`, by its name."),
        "subject": _text("Words in what the number is about; the last may be a prefix*."),
        "measure": _text("Words in what is measured; the last may be a prefix*."),
        "unit": _text("%, a currency (CNY, yuan), a symbol (MW, t) or the counted thing (user)."),
        "per": _choice(["day", "week", "month", "quarter", "year"], "The length of time that it is counted over."),
        "kind": _choice([each.value for each in Kind], "Measured, aimed at, or expected."),
        "value": _number('A comparison with the value: "> 5e12", ">= 5bn yuan", "> 5% and < 10%".'),
        "change": _number(
            'The size of the change: ">= 10%" relative, ">= 2 points" for shares, ">= 600 million" absolute. '
            'With a sign it has a direction: "<= -5%".'
        ),
        "direction": _choice(["up", "down", "flat"], "Where the value went."),
        "against": {
            "description": "What change, direction and crosses are measured against: previous, a year before, "
            "or the mean of the last values: 4 observations.",
            "type": "string",
            "examples": ["previous", "a year before", "4 observations"],
        },
        "crosses": _number("A limit that lies between the value before and the value now: 600 million."),
    },
)
_WHEN = _mapping(
    "What to select; everything given must hold, and a list means any of its values.",
    {
        "finding": _choice(sorted(KINDS), "Kinds of finding; without it, all but confirmations and stories."),
        "policy": _POLICY,
        "metric": _METRIC,
        "text": _text('Words in the story, with AND, OR, NOT, "quotes", (brackets) and prefix*.'),
        "topic": _text("Words that stand under `topics`, by the topic's name."),
        "regex": _text(
            "A regular expression (RE2) that stands in the story; capitals count unless it begins with (?i)."
        ),
        "source": _text("The source's name."),
        "sources": _number('How many have told it: ">= 2".'),
        "language": _text("The language of the story: en, zh, fr."),
        "not": {"description": "Conditions that must not all hold.", "minProperties": 1, "allOf": [REFERENCE]},
    },
)
WHEN_SCHEMA: dict[str, Any] = {"definitions": {"When": _WHEN}, **REFERENCE}
