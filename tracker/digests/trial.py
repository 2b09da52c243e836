"""Own templates tried before they are used: rendered over sample digests, with the file and line of what breaks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from tracker.digests.cage import SECONDS, StoppedError, rendered_apart
from tracker.digests.figures import Figures
from tracker.digests.plain import plain
from tracker.digests.samples import samples
from tracker.digests.sandbox import HTML, SLACK, TEXT, built_in, references
from tracker.digests.templates import finished
from tracker.digests.writer import digest_view

_PLACE = re.compile(r"(?P<file>[^/,]+\.j2), line (?P<line>\d+): (?P<said>.*)", re.DOTALL)
_REMOTE = re.compile(
    r"<(?:img|script|iframe|link)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//[^\s\"'>]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Breakage:
    """What is wrong with a template. `warns`: it renders, but surely not as it was meant."""

    file: Path
    line: int
    """0 where no line can be named"""
    said: str
    warns: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.said}"


def try_templates(folder: Path) -> tuple[Breakage, ...]:
    """Everything that breaks when the templates of the folder render the sample digests, each once."""
    own = {path.name for path in folder.glob("*.j2")}
    if not own:
        return (Breakage(folder, 0, "there is no template (*.j2) in it"),)
    found = [one for name in (HTML, TEXT, SLACK) for one in _tried(folder, name)]
    return tuple(dict.fromkeys([*found, *_unused(folder, own)]))


def _tried(folder: Path, name: str) -> Iterator[Breakage]:
    """The first thing that breaks when one template renders the samples."""
    named = samples()
    figures = Figures()
    views = [digest_view(digest, figures) for _, digest in named]
    try:
        texts = rendered_apart(folder, name, views, SECONDS * len(views))
    except StoppedError as error:
        over = f" (over {named[error.number][0]})" if error.number is not None else ""
        yield _breakage(folder, name, f"{plain(str(error))}{over}")
        return
    for (sample, _), text in zip(named, texts, strict=True):
        try:
            made = finished(name, text)
        except ValueError as error:
            yield Breakage(folder / name, 0, f"{plain(str(error))} (over {sample})")
            return
        remote = _REMOTE.search(made) if name == HTML and isinstance(made, str) else None
        if remote:
            said = f"it loads {remote[0][:80]!r} from elsewhere, which mail clients block"
            yield Breakage(folder / name, 0, said, warns=True)
            return


def _breakage(folder: Path, name: str, said: str) -> Breakage:
    place = _PLACE.fullmatch(said)
    if place is None:
        return Breakage(folder / name, 0, said)
    return Breakage(folder / place["file"], int(place["line"]), place["said"])


def _unused(folder: Path, own: set[str]) -> Iterator[Breakage]:
    """Files that nothing renders: misspelled names, mostly."""
    known = {path.name for path in built_in().glob("*.j2")}
    wanted = known | {name for path in folder.glob("*.j2") for name in references(path)}
    for name in sorted(own - wanted):
        near = get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else f"; names in use: {', '.join(sorted(known))}"
        yield Breakage(folder / name, 0, f"nothing uses it{hint}", warns=True)


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """The built-in templates, copied into a folder to be changed. FileExistsError rather than overwrite one."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name for path in built_in().glob("*.j2"))
    for name in names:
        if (folder / name).exists():
            raise FileExistsError(folder / name)
    return tuple(Path(shutil.copyfile(built_in() / name, folder / name)) for name in names)
