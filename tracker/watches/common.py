"""The conditions that stand directly under `when` and hold for policies and metrics alike."""

from __future__ import annotations

import re
from typing import Any

from tracker.model import FindingKind
from tracker.watches import query as queries
from tracker.watches.conditions import Condition
from tracker.watches.lints import never_holds
from tracker.watches.quantities import QuantityError, read_bounds
from tracker.watches.query import QueryError
from tracker.watches.reading import Place, Reader, in_words, nearest, one_or_many, texts
from tracker.watches.seen import Seen, Token
from tracker.watches.words import fold, fold_name

KINDS = {kind.value: frozenset((kind,)) for kind in FindingKind}
KINDS |= {
    f"{group}.*": frozenset(kind for kind in FindingKind if kind.value.startswith(f"{group}."))
    for group in ("policy", "metric", "claim", "story")
}
LOOK_AROUND = re.compile(r"\(\?<?[=!]")
REFERENCE = re.compile(r"\\[1-9]|\(\?P=|\\k<")


def read_kinds(value: object, place: Place) -> frozenset[FindingKind] | None:
    """The kinds of finding that a rule names."""
    kinds: set[FindingKind] = set()
    for text, where in texts(value, place):
        named = KINDS.get(text.lower())
        if named is None:
            where.fault(f"there is no finding `{text}`", nearest(text, KINDS))
        kinds |= named or frozenset()
    return frozenset(kinds) or None


def _text(value: object, place: Place) -> Condition | None:
    parsed = read_queries(value, place)
    return _words("text", " or ".join(queries.show(query) for query in parsed), parsed)


def _topic(value: object, place: Place) -> Condition | None:
    """The queries of the topics that are named; what is wrong inside one is told where the topic stands."""
    known = place.known.topics or {}
    folded = {fold(name): name for name in known}
    parsed: list[queries.Query] = []
    for text, where in texts(value, place):
        name = folded.get(fold(text))
        if name is None:
            where.fault(f"there is no topic `{text}`", nearest(text, known) or "define it under `topics:`")
        else:
            parsed += read_queries(known[name], Place((), [], place.known))
    return _words("topic", in_words(value), parsed)


def read_queries(value: object, place: Place) -> list[queries.Query]:
    """The queries of a `text`, of which any will do."""
    parsed: list[queries.Query] = []
    for text, where in texts(value, place):
        try:
            query = queries.parse(text)
        except QueryError as error:
            where.at(error.position).fault(error.message, error.hint)
            continue
        parsed.append(query)
        contradiction = never_holds(query)
        if contradiction is not None:
            word = contradiction.written
            where.fault(f"this never selects: `{word}` must stand in the story and must not", lint=True)
        for term in queries.terms(query):
            if term.written in {"or", "not"}:
                hint = f"write {term.written.upper()} for the operator, or put it in a quoted phrase"
                where.fault(f"`{term.written}` in small letters is looked for as a word", hint, lint=True)
    return parsed


def _words(name: str, wanted: str, parsed: list[queries.Query]) -> Condition | None:
    if not parsed:
        return None
    terms = tuple(dict.fromkeys(term for query in parsed for term in queries.terms(query)))
    return Condition(
        name,
        wanted,
        queries.decider(queries.any_of(parsed)),
        lambda seen: _found(seen, terms),
        _anchors(parsed),
        words=frozenset(("text", term.needle) for term in terms),
    )


def _anchors(alternatives: list[queries.Query]) -> frozenset[Token] | None:
    """Words of which one stands in every text for which any of the queries holds."""
    sets = [queries.anchors(query) for query in alternatives]
    known = [each for each in sets if each is not None]
    if len(known) < len(sets):
        return None
    return frozenset(("text", needle) for each in known for needle in each)


def _found(seen: Seen, terms: tuple[queries.Term, ...]) -> str:
    found = [term.written for term in terms if seen.stands("text", term.needle)]
    missing = [term.written for term in terms if not seen.stands("text", term.needle)]
    return "; ".join(
        f"{name}: {', '.join(words)}" for name, words in (("found", found), ("not found", missing)) if words
    )


def _regex(value: object, place: Place) -> Condition | None:
    patterns: list[Any] = []
    for each, where in one_or_many(value, place):
        if isinstance(each, str) and each:  # taken as it is: spaces around a pattern count
            patterns.append(_compiled(each, where))
        else:
            texts(each, where)
    patterns = [pattern for pattern in patterns if pattern is not None]
    if not patterns:
        return None

    def holds(seen: Seen) -> bool:
        if seen.hits is not None:
            return any(("regex", pattern.pattern) in seen.hits for pattern in patterns)
        return any(pattern.search(seen.composed) for pattern in patterns)

    def see(seen: Seen) -> str | None:
        hits = (pattern.search(seen.composed) for pattern in patterns)
        return next((f"found: {hit[0]}" for hit in hits if hit), None)

    words = frozenset(("regex", each.pattern) for each in patterns)
    return Condition("regex", in_words(value), holds, see, words, words=words)


def _compiled(pattern: str, place: Place) -> Any:
    """A compiled pattern of re2, whose time is linear in the text; None with a fault where it cannot be read."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        if LOOK_AROUND.search(pattern):
            place.fault("look-ahead and look-behind are not possible here", "use `text:` with NOT, or `not:`")
        elif REFERENCE.search(pattern):
            place.fault("references to an earlier bracket are not possible here")
        else:
            reason = error.args[0] if error.args else ""
            told = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
            place.fault(f"this is no regular expression: {told}")
    return None


def _source(value: object, place: Place) -> Condition | None:
    known = place.known.sources
    wanted: set[str] = set()
    for text, where in texts(value, place):
        if known is not None and fold(text) not in {fold(name) for name in known}:
            where.fault(f"there is no source `{text}`", nearest(text, known))
        wanted.add(fold(text))
    if not wanted:
        return None

    return Condition(
        "source",
        in_words(value),
        lambda seen: fold_name(seen.finding.origin.source) in wanted,
        lambda seen: seen.finding.origin.source,
        frozenset(("source", each) for each in wanted),
    )


def _language(value: object, place: Place) -> Condition | None:
    wanted = {text.casefold() for text, _ in texts(value, place)}
    for text, where in texts(value, place):
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", text):
            where.fault(f"`{text}` is no language", "write a code such as en, zh, fr or de")
    if not wanted:
        return None

    def holds(seen: Seen) -> bool:
        language = seen.language.casefold()
        return language in wanted or language.split("-")[0] in wanted

    return Condition("language", in_words(value), holds, lambda seen: seen.language)


def _sources(value: object, place: Place) -> Condition | None:
    alternatives = []
    for each, where in one_or_many(value, place):
        try:
            alternatives.append(read_bounds(each))
        except QuantityError as error:
            where.fault(str(error))
    if not alternatives:
        return None

    def holds(seen: Seen) -> bool:
        count = len(_voices(seen))
        return any(all(bound.admits(count) for bound in bounds) for bounds in alternatives)

    return Condition(
        "sources", in_words(value), holds, lambda seen: f"{len(_voices(seen))} ({', '.join(_voices(seen))})"
    )


def _voices(seen: Seen) -> tuple[str, ...]:
    """Everyone who has told it, each once."""
    return tuple(dict.fromkeys(seen.finding.voices or seen.finding.origin.voices))


COMMON: dict[str, Reader] = {
    "text": _text,
    "topic": _topic,
    "regex": _regex,
    "source": _source,
    "sources": _sources,
    "language": _language,
}
