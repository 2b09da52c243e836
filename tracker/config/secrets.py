"""A secret is read when it is used, so that a rotated file is seen without a reload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import SecretStr

from tracker.config.values import VARIABLE
from tracker.errors import TrackerError


class Onlooker(Mapping[str, str]):
    """An environment for those who only look: a variable that is not set stands for itself, as `${NAME}`.

    So that nobody needs the tokens in order to read what is stored. A secret that was left so is refused on use.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        return self._environ.get(name, f"${{{name}}}")

    def __contains__(self, name: object) -> bool:
        return True

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """As the environment has it: what is not asked for by `${NAME}` may be missing."""
        return self._environ.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._environ)

    def __len__(self) -> int:
        return len(self._environ)


def secret(value: SecretStr | None, file: Path | None) -> str | None:
    """The secret from the configuration, else the file's text without the white space around it, else None.

    TrackerError names the file where it cannot be read or is empty, or the variable that is not set; never a content.
    """
    if value is not None:
        text = value.get_secret_value()
        if unset := VARIABLE.fullmatch(text):
            raise TrackerError(f"The environment variable {unset[1]} is not set, and its secret is needed here.")
        return text
    if file is None:
        return None
    try:
        text = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise TrackerError(f"The secret in {file} cannot be read: {reason}.") from None
    if not text:
        raise TrackerError(f"The file {file} should hold a secret, and is empty.")
    return text
