"""A secret is read when it is used, so that a rotated file is seen without a reload."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from tracker.errors import TrackerError


def secret(value: SecretStr | None, file: Path | None) -> str | None:
    """The secret from the configuration, else the file's text without the white space around it, else None.

    TrackerError names the file where it cannot be read or is empty; never its content.
    """
    if value is not None:
        return value.get_secret_value()
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
