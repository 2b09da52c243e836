"""The rule language: a `when` of YAML is compiled once, then selects findings and explains why. Pure.

    compile_watch(rule, known=…)               → a compiled watch, or all its faults
    compile_watches(rules, known=…)            → all that are sound, and the faults and lints of all
    select(watches, finding, text, now=…)      → one selection for each receiver
    Selector(watches).select(finding, text, …)   → the same for many watches, all words found in one pass
    explain(watches, finding, text, now)       → each watch's conditions, with the values they saw
    compile_silences(rules, known=…)           → the silences that are sound, and the faults and lints of all
    Silencer(silences, rules).part(selections, …)  → what is told, and what is not, with the reason
    Headings(rules).dress(selections)          → the same with the titles and groups that the rules give them
    excerpt(item, wanted)                      → two sentences of a story, those that hold the words asked for
    topic_faults(topics)                       → what is wrong with named queries
    WHEN_SCHEMA                                → the JSON Schema of `when`

May import tracker.model and tracker.errors; `re2` and `pycountry` are loaded only by the rules that need them.
"""

from tracker.watches.compiling import Compiled, compile_watch, compile_watches, topic_faults
from tracker.watches.conditions import Check
from tracker.watches.excerpts import excerpt
from tracker.watches.headings import Headings
from tracker.watches.index import Selector
from tracker.watches.policies import code_of
from tracker.watches.quantities import read_quantity
from tracker.watches.reading import Known, nearest
from tracker.watches.schema import WHEN_SCHEMA
from tracker.watches.selecting import Explanation, explain, once_a_story, select
from tracker.watches.silences import Hushed, Parted, Recent, Silence, Silencer, SilenceRule, compile_silences

__all__ = [
    "WHEN_SCHEMA",
    "Check",
    "Compiled",
    "Explanation",
    "Headings",
    "Hushed",
    "Known",
    "Parted",
    "Recent",
    "Selector",
    "Silence",
    "SilenceRule",
    "Silencer",
    "code_of",
    "compile_silences",
    "compile_watch",
    "compile_watches",
    "excerpt",
    "explain",
    "nearest",
    "once_a_story",
    "read_quantity",
    "select",
    "topic_faults",
]
