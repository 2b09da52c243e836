"""The text of the configuration as plain values, with the place of every key and value.

ruamel.yaml only cuts the text into events. What a scalar means is decided here, by the core schema of YAML 1.2:
`NO` and `08:30` are text. Anchors, aliases and tags are refused, and so is a key that stands twice: a rule file says
each thing once, where a reader looks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.errors import Fault

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

Path = tuple[str | int, ...]
KEY = ""
"""As the last element of a fault's path: the key itself is meant, not its value."""
DEEPEST = 30
LARGEST = 256 * 1024
"""bytes of a file: some 5,000 sources; further ones stand in files that it includes"""
INTEGER = re.compile(r"[-+]?\d{1,400}|0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
DECIMAL = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins, line and column counted from 1."""

    line: int
    column: int
    quoted: bool | None = None
    """For text on one line, whether a quote mark stands before its first character; None where offsets tell nothing."""
    file: str = ""
    """The file, where it is another than the configuration's own."""


@dataclass(slots=True)
class Parsed:
    """The values, the places of values (by path) and of keys (by path + KEY), and what was wrong."""

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    """False where a value could not be understood at all, so that checking the others would only mislead."""

    def fault(self, path: Path, message: str, mark: Any, hint: str = "") -> None:
        self.faults.append(Fault(path, message, hint, line=mark.line + 1, column=mark.column + 1))


class TooDeepError(Exception):
    """A document nested deeper than any configuration; `mark` is where."""

    def __init__(self, mark: Any) -> None:
        super().__init__()
        self.mark = mark


def parse(text: str) -> Parsed:
    """Read one YAML document. Where the text is no YAML at all, `data` is None and one fault says where it breaks."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    parsed = Parsed()
    tab = re.search(r"^ *\t[ \t]*[^\s#]", text, re.MULTILINE)
    if tab:
        line = text.count("\n", 0, tab.start()) + 1
        column = tab[0].index("\t") + 1
        parsed.faults.append(Fault((), "a tab indents this line; YAML wants spaces", line=line, column=column))
        return parsed
    try:
        parsed.data = _Builder(YAML(typ="safe", pure=True).parse(text), parsed).document()
    except TooDeepError as error:
        parsed.faults.append(_at(error.mark, f"this is nested deeper than {DEEPEST} levels"))
    except MarkedYAMLError as error:
        parsed.faults.append(_syntax_fault(text, error))
    except YAMLError as error:
        parsed.faults.append(_reader_fault(text, error))
    return parsed


QUOTES = "put the whole value in quotes"
SENTENCES = (
    ("while scanning a quoted scalar: found unexpected end", "a quote mark is opened here and never closed", True),
    ("while parsing a flow sequence", "a list is opened with [ here and not closed with ]", True),
    ("while parsing a flow mapping", "a mapping is opened with { here and not closed with }", True),
    ("expected a comment or a line break", 'a value that begins with > or | needs quotes, such as "> 5e12"', False),
    ("expected chomping or indentation", 'a value that begins with > or | needs quotes, such as ">= 5e12"', False),
    ("found '<scalar>'", "text goes on after a closing quote mark; put the whole value in single quotes", False),
    (
        "mapping values are not allowed",
        f"a colon too many: {QUOTES}; or this line is indented too far, or a colon is missing above",
        False,
    ),
    (
        "sequence entries are not allowed",
        "a list cannot begin behind its key; put it on the next line, or in [ ]",
        False,
    ),
    ("cannot start any token", f"this character cannot begin a value; {QUOTES}", False),
    ("expected <block end>", "this line is indented differently from the lines that it belongs to", False),
    ("expected '<document start>'", "this line is indented differently from the lines that it belongs to", False),
    ("could not find expected ':'", "a colon is missing in this line", True),
    ("expected the node content", "a value is missing here, or a bracket is closed that was never opened", False),
    (
        "unknown escape",
        "a backslash in double quotes begins an escape that YAML does not know; use single quotes",
        False,
    ),
)
"""What the YAML reader says, what to tell a person, and whether the place is where the construct begins."""


BARE_VARIABLE = re.compile(r"""[:\[{,]\s*\$\{""")
"""A variable without quotes around it, where brackets are YAML's own."""


def _syntax_fault(text: str, error: MarkedYAMLError) -> Fault:
    """What the YAML reader says, in words for someone who does not know its grammar."""
    told = f"{error.context}: {error.problem}"
    mark = error.problem_mark
    if error.context == "while parsing a flow mapping" and mark is not None:
        bare = BARE_VARIABLE.search(text.split("\n")[mark.line])
        if bare:
            sentence = 'within { } a variable needs quotes around it, such as "${NAME}"'
            return Fault((), sentence, line=mark.line + 1, column=bare.end() - 1)
    for sign, sentence, at_beginning in SENTENCES:
        if sign in told:
            mark = error.context_mark if at_beginning else error.problem_mark
            return _at(mark or error.problem_mark, sentence)
    return _at(error.problem_mark or error.context_mark, f"this is not YAML: {error.problem or error.context}")


def _at(mark: Any, message: str) -> Fault:
    return Fault((), message, line=mark.line + 1, column=mark.column + 1)


def _reader_fault(text: str, error: Exception) -> Fault:
    position = getattr(error, "position", 0) or 0
    position = min(position, len(text))
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return Fault((), "this character is not allowed in YAML", line=line, column=column)


class _Builder:
    """Makes values from the events of one document; each method eats the events of one node."""

    def __init__(self, events: Iterator[Any], parsed: Parsed) -> None:
        self._events = events
        self._parsed = parsed

    def document(self) -> Any:
        """The value of the only document, None where there is none."""
        next(self._events)  # the start of the stream
        if type(next(self._events)).__name__ == "StreamEndEvent":
            return None
        value = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        following = next(self._events)
        if type(following).__name__ != "StreamEndEvent":
            self._parsed.fault((), "a second document begins here; one file holds one", following.start_mark)
        return value

    def _node(self, event: Any, path: Path) -> Any:
        if len(path) > DEEPEST:
            raise TooDeepError(event.start_mark)
        self._refuse_references(event, path)
        kind = type(event).__name__
        if kind == "MappingStartEvent":
            self._place(path, event)
            return self._mapping(path)
        if kind == "SequenceStartEvent":
            self._place(path, event)
            return self._sequence(path)
        if kind == "ScalarEvent":
            self._place(path, event)
            return _scalar(event)
        return None

    def _place(self, path: Path, event: Any) -> None:
        mark = event.start_mark
        style = getattr(event, "style", None)
        single = type(event).__name__ == "ScalarEvent" and mark.line == event.end_mark.line and style not in {"|", ">"}
        quoted = bool(style) if single else None
        self._parsed.places[path] = Place(mark.line + 1, mark.column + 1, quoted)

    def _refuse_references(self, event: Any, path: Path) -> None:
        """Anchors, aliases and tags: one fault each; the rest is read on."""
        mark = event.start_mark
        if type(event).__name__ == "AliasEvent":
            self._parsed.fault(path, "aliases (*) are not allowed; write the value out", mark)
            self._parsed.complete = False
        elif getattr(event, "anchor", None):
            self._parsed.fault(path, "anchors (&) are not allowed; write the value out where it is needed", mark)
        tag = getattr(event, "tag", None) or getattr(event, "ctag", None)
        if tag and str(tag) != "!":
            self._parsed.fault(path, "tags (!) are not allowed; write a plain value", mark)

    def _mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._key(event, path)
            mark = event.start_mark
            if key in result:
                line = self._parsed.places[(*path, key, KEY)].line
                self._parsed.fault((*path, key, KEY), f"`{key}` stands twice; the first is in line {line}", mark)
                self._node(next(self._events), (*path, key, KEY, "again"))
                continue
            self._parsed.places[(*path, key, KEY)] = Place(mark.line + 1, mark.column + 1)
            result[key] = self._node(next(self._events), (*path, key))
            if result[key] is None:  # the reader finds an empty value only behind the next word
                self._parsed.places[(*path, key)] = self._parsed.places[(*path, key, KEY)]
        return result

    def _key(self, event: Any, path: Path) -> str:
        if type(event).__name__ == "ScalarEvent":
            self._refuse_references(event, path)
            return str(event.value)
        self._parsed.fault(path, "a key must be a word; text in curly brackets needs quotes", event.start_mark)
        self._parsed.complete = False
        self._node(event, (*path, KEY, "key"))
        return f"(line {event.start_mark.line + 1}, column {event.start_mark.column + 1})"

    def _sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            result.append(self._node(event, (*path, len(result))))
        return result


def _scalar(event: Any) -> str | int | float | bool | None:
    """A plain scalar by the core schema of YAML 1.2; anything in quotes is text."""
    value = str(event.value)
    if event.style is not None:
        return value
    if value in WORDS:
        return WORDS[value]
    if INTEGER.fullmatch(value):
        return int(value, 8 if value.startswith("0o") else 16 if value.startswith("0x") else 10)
    if DECIMAL.fullmatch(value):
        return float(value)
    return value
