"""The small part of YAML that the packaged words for metrics keep to, read without a general reader.

Keys with texts, lists in brackets and folded blocks (>-), nested by indentation; every value is text. A general reader
needs a hundred times as long, which every start of the program would pay; a test holds this one to it.
"""

from __future__ import annotations

from typing import Any


def read_plain(text: str) -> dict[str, Any]:
    """The mapping that `text` is; what is not in the part of YAML that is read here gives a wrong mapping, no error."""
    root: dict[str, Any] = {}
    open_maps: list[tuple[int, dict[str, Any]]] = [(-1, root)]
    block: list[str] = []
    owner: tuple[dict[str, Any], str, int] | None = None
    for line in text.split("\n"):
        bare = line.strip()
        depth = len(line) - len(line.lstrip(" "))
        if not bare or (bare.startswith("#") and (owner is None or depth <= owner[2])):
            continue
        if owner is not None and depth > owner[2]:
            block.append(bare)
            continue
        if owner is not None:
            owner[0][owner[1]] = " ".join(block)
            owner, block = None, []
        while open_maps[-1][0] >= depth:
            open_maps.pop()
        key, value = _pair(bare)
        if value in (">-", ">", "|"):
            owner = (open_maps[-1][1], key, depth)
        elif value:
            open_maps[-1][1][key] = _value(value)
        else:
            inner: dict[str, Any] = {}
            open_maps[-1][1][key] = inner
            open_maps.append((depth, inner))
    if owner is not None:
        owner[0][owner[1]] = " ".join(block)
    return root


def _pair(bare: str) -> tuple[str, str]:
    """The key and what stands after its colon."""
    if bare[0] in "\"'":
        stop = bare.index(bare[0], 1)
        return bare[1:stop], bare[stop + 2 :].strip()
    key, _, value = bare.partition(": ")
    return (key, value.strip()) if value else (bare.removesuffix(":"), "")


def _value(text: str) -> Any:
    if text == "{}":
        return {}
    if text.startswith("["):
        return [part.strip() for part in text[1:-1].split(",")]
    return text.strip("\"'")


__all__ = ["read_plain"]
