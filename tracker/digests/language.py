"""The words of a digest that are ours, in the reader's language: gettext catalogues with their plural forms.

English is what stands in the code and the templates; every other language has a catalogue in `locale`, as text (.po),
which is read when somebody with that language is first written to. Nothing has to be compiled: a checkout and an
installed package read the same files. Babel's reader is imported with the first catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent / "locale"
"""LANGUAGE.po for each language, digests.pot with the messages of all"""
SOURCE = "en"
"""the language of the messages themselves"""


def N_(message: str) -> str:  # noqa: N802  the name by which tools for catalogues know it
    """Mark a message that is translated where it is used."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message that means something else elsewhere; `context` tells translators what it means here."""
    return context, message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message that counts, in the forms of English."""
    return one, many


class Words:
    """Messages in one language. Where a catalogue has none for a message, it is English.

    `parts` are put in for %(their name)s; what they hold is never translated.
    """

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self.translations = translations

    @property
    def english(self) -> bool:
        return self.language == SOURCE

    def say(self, message: str, /, **parts: object) -> str:
        """A message."""
        return _filled(self.translations.gettext(message), parts)

    def within(self, context: str, message: str, /, **parts: object) -> str:
        """A message that means something else in other contexts."""
        return _filled(self.translations.pgettext(context, message), parts)

    def count(self, forms: tuple[str, str], number: int, /, **parts: object) -> str:
        """The form of a message that the number asks for; it holds %(number)s, which `parts` may give as text."""
        told = self.translations.ngettext(*forms, number)
        return _filled(told, {"number": number, **parts})


def _filled(message: str, parts: Mapping[str, object]) -> str:
    return message % parts if parts else message


@lru_cache(64)
def words_of(locale: str) -> Words:
    """The words of a locale ("de", "de_AT", "pt-BR"): of its region, else of its language, else English."""
    name = locale.replace("-", "_")
    for language in (name, name.partition("_")[0]):
        if language != SOURCE and language.replace("_", "").isalnum():
            file = CATALOGUES / f"{language}.po"
            if file.is_file():
                return Words(language, catalogue(file))
    return Words(SOURCE, NullTranslations())


def languages() -> tuple[str, ...]:
    """The languages that there are words in, English first."""
    return (SOURCE, *sorted(file.stem for file in CATALOGUES.glob("*.po")))


def catalogue(file: Path) -> GNUTranslations:
    """What a catalogue holds. Messages that are marked as fuzzy count as missing."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as opened:
        write_mo(compiled, read_po(opened, locale=file.stem))
    compiled.seek(0)
    return GNUTranslations(compiled)
