"""The words of digests in other languages: complete catalogues, right plurals, and quotes that nobody touches."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from digest_samples import digest_of, finding, metric_mention, policy_mention
from lxml import html as lxml_html

from tracker.digests.corrections import corrected
from tracker.digests.figures import Figures
from tracker.digests.language import CATALOGUES, languages, words_of
from tracker.digests.plain import plain
from tracker.digests.render import Renderer
from tracker.digests.samples import samples, week
from tracker.digests.summary import summary_of
from tracker.digests.trial import try_templates
from tracker.digests.writer import digest_view
from tracker.history.amending import TOLD_AS
from tracker.model import Digest, FindingKind, FirstLook, Kind, Selection

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"say": None, "within": ((1, "c"), 2), "NN_": (1, 2), "NP_": ((1, "c"), 2), "N_": None}
USUAL = {"gettext": None, "_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACE = re.compile(r"%\((\w+)\)s")
OTHERS = tuple(language for language in languages() if language != "en")


def catalogue(name: str) -> Catalog:
    with (CATALOGUES / name).open("rb") as opened:
        return read_po(opened, locale=name.partition(".")[0] if name.endswith(".po") else None)


def messages(found: Catalog) -> dict[tuple[object, object], Message]:
    return {(one.context, one.id): one for one in found if one.id}


def forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def in_code() -> set[tuple[object, object]]:
    """Every message that stands in the code and the templates."""
    with (CATALOGUES / "babel.cfg").open(encoding="utf-8") as opened:
        methods, options = parse_mapping_cfg(opened)
    keywords = USUAL | KEYWORDS
    found = extract_from_dir(ROOT, methods, options, keywords, directory_filter=_ours)  # type: ignore[arg-type]
    return {(context, message) for _, _, message, _, context in found}


def _ours(folder: str | object) -> bool:
    name = Path(str(folder)).relative_to(ROOT).parts
    return not name or (name[0] in {"tracker", "templates"} and (len(name) < 2 or name[1] in {"digests", "site"}))


# ---------------------------------------------------------------- catalogues


def test_the_languages_that_are_shipped() -> None:
    assert languages() == ("en", "de", "es", "fr", "it", "nl", "pl", "pt")


def test_the_list_of_messages_is_what_the_code_and_the_templates_say() -> None:
    assert set(messages(catalogue("digests.pot"))) == in_code()


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_every_message_in_every_plural_form_and_no_other(language: str) -> None:
    found = catalogue(f"{language}.po")
    assert set(messages(found)) == set(messages(catalogue("digests.pot")))
    for one in messages(found).values():
        assert all(forms(one.string)), one.id
        assert not one.fuzzy
        assert len(forms(one.string)) == (found.num_plurals if one.pluralizable else 1)


@pytest.mark.parametrize("language", OTHERS)
def test_babels_checkers_find_nothing_and_every_part_is_put_in(language: str) -> None:
    found = catalogue(f"{language}.po")
    assert [(one.id, faults) for one, faults in found.check()] == []
    for one in messages(found).values():
        told = {name for text in forms(one.id) for name in PLACE.findall(text)}
        for text in forms(one.string):
            assert set(PLACE.findall(text)) == told, one.id


# ---------------------------------------------------------------- words


COUNTED = {
    # number: what it calls one, a few, many: Polish counts 22 as it counts 2, and 12 as it counts 5
    "de": {1: "in 1 Tag", 2: "in 2 Tagen", 5: "in 5 Tagen"},
    "fr": {1: "dans 1 jour", 2: "dans 2 jours"},
    "es": {1: "en 1 día", 21: "en 21 días"},
    "xx": {1: "in 1 day", 2: "in 2 days"},
}
POLISH = {1: "1 korekta", 2: "2 korekty", 5: "5 korekt", 12: "12 korekt", 22: "22 korekty", 25: "25 korekt"}


@pytest.mark.parametrize("language", COUNTED)
def test_days_are_counted_by_the_rules_of_the_language(language: str) -> None:
    told = {
        number: words_of(language).count(("in %(number)s day", "in %(number)s days"), number)
        for number in COUNTED[language]
    }
    assert told == COUNTED[language]


def test_polish_has_forms_for_one_a_few_and_many() -> None:
    forms_of = ("%(number)s correction", "%(number)s corrections")
    assert {number: words_of("pl").count(forms_of, number) for number in POLISH} == POLISH


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de_AT", "de"),
        ("pt-BR", "pt"),
        ("en_GB", "en"),
        ("zh_Hans_CN", "en"),
        ("eo", "en"),
        ("../x", "en"),
    ],
)
def test_a_locale_has_the_words_of_its_language_else_english(locale: str, language: str) -> None:
    words = words_of(locale)
    assert (words.language, words.english) == (language, language == "en")
    assert words.say("a message of nobody's") == "a message of nobody's"


def test_a_reader_of_english_loads_no_catalogue() -> None:
    code = (
        "import sys; from tracker.digests.samples import week; from tracker.digests.render import Renderer;"
        "Renderer().deliveries(week(), kind='terminal', destinations=['x']);"
        "print(sorted(name for name in sys.modules if name.startswith('babel.messages')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_numbers_and_their_words_stand_as_the_language_writes_them() -> None:
    mention = metric_mention(value=5.15e8, unit="%", qualifier=">=")
    assert Figures("de").told(mention) == "mindestens 515 Millionen\xa0%"
    assert Figures("pl").number(5.15e8) == "515 mln"
    assert [Figures("pl").points(value) for value in (1.0, 3.0, 7.0, 2.5)] == [
        "1 punkt procentowy", "3 punkty procentowe", "7 punktów procentowych", "2,5 punktu procentowego",
    ]  # fmt: skip


# ---------------------------------------------------------------- digests


def texts(digest: Digest, locale: str) -> Iterator[str]:
    renderer = Renderer(locale=locale, timezone="Europe/Berlin")
    (file,) = renderer.deliveries(digest, kind="file", destinations=["out"])
    yield from file.payload["files"].values()


@pytest.mark.parametrize("language", OTHERS)
def test_a_digest_says_nothing_of_ours_in_english(language: str) -> None:
    """Whole messages of several words that have no parts: none of them stands in a digest of another language."""
    ours = [one.id for one in messages(catalogue(f"{language}.po")).values() if isinstance(one.id, str)]
    plain_ones = [text for text in ours if " " in text and "%" not in text and words_of(language).say(text) != text]
    assert len(plain_ones) > 20
    for _, digest in samples():
        for whole in texts(digest, language):
            assert [text for text in plain_ones if text in whole] == []


@pytest.mark.parametrize("language", languages())
def test_quotes_titles_and_names_are_never_translated(language: str) -> None:
    told = [entry.lead for section in week().sections for entry in section.entries if section.name != "confirmed"]
    for whole in texts(week(), language):
        flat = plain(whole.replace("\\n", " ").replace('<strong class="g">', "").replace("</strong>", ""))
        for selection in told:
            assert plain(selection.finding.target).split()[0] in flat
    view = digest_view(week(), Figures(language))
    shown = {entry.id: entry for entry in view.entries}
    for selection in told:
        assert shown[selection.finding.id].sentence == plain(selection.finding.evidence)


def marks(locale: str) -> set[str]:
    (file,) = Renderer(locale=locale).deliveries(samples()[2][1], kind="file", destinations=["out"])
    page = lxml_html.document_fromstring(
        next(text for name, text in file.payload["files"].items() if name.endswith("html")).encode()
    )
    return {str(one.get("lang")) for one in page.xpath("//blockquote[@lang]")}


def test_a_quote_in_another_language_than_the_digest_says_so() -> None:
    """WCAG 2.1, 3.1.2: of the samples one story is German, everything else English."""
    assert marks("en") == {"de"}
    assert marks("de_AT") == {"en"}
    assert marks("fr") == {"en", "de"}


def test_reasons_are_told_anew_or_marked_as_english() -> None:
    conflict, claim = (
        finding(kind, number, old=4.0e6, new=4.2e6, reason="It differs.", against=finding(kind).origin)
        for number, kind in enumerate((FindingKind.METRIC_CONFLICT, FindingKind.CLAIM_INCONSISTENT), 1)
    )
    view = digest_view(digest_of(conflict, claim), Figures("de"))
    shown = {entry.id: (entry.note, entry.note_language) for entry in view.entries}
    assert shown["find_1"] == (
        "Harbour Times nennt 4,2 Millionen containers, Harbour Times nannte 4 Millionen containers.",
        "",
    )
    assert shown["find_2"] == ("It differs.", "en")
    english = {entry.id: entry.note for entry in digest_view(digest_of(conflict, claim), Figures()).entries}
    assert english == {"find_1": "It differs.", "find_2": "It differs."}


CORRECTIONS = {
    # what was told of one thing is of none other
    "Correction: told as a new policy, but they are two again": (
        "Korrektur: gemeldet als neue Maßnahme, aber es sind wieder zwei"
    ),
    # with the names of both
    "Correction: told as a change of “Ships”, but “Ships” is the same as “Boats”": (
        "Korrektur: gemeldet als Änderung von „Ships“, aber „Ships“ ist dasselbe wie „Boats“"
    ),
    "Correction: told as confirmation of “A, but B”, but it is no part of “C”": (
        "Korrektur: gemeldet als Bestätigung von „A, but B“, aber es gehört nicht zu „C“"
    ),
    # in words that are not known: as it was stored, and marked
    "Correction: told otherwise": "",
}


@pytest.mark.parametrize("title", CORRECTIONS)
def test_what_a_correction_takes_back_is_told_in_the_readers_language(title: str) -> None:
    one = Selection(finding(FindingKind.POLICY_NEW), "team", ("ports",), labels=("correction",), title=title)
    (entry,) = digest_view(digest_of(one), Figures("de")).entries
    assert (entry.title, entry.title_language) == (CORRECTIONS[title] or title, "" if CORRECTIONS[title] else "en")
    assert "Korrektur" in entry.about
    (english,) = digest_view(digest_of(one), Figures()).entries
    assert (english.title, english.title_language) == (title, "")


def test_every_way_in_which_corrections_are_titled_is_known() -> None:
    because = ["“a” is the same as “b”", "it is no part of “a”", "they are two again", "they are one again"]
    for kind, how in TOLD_AS.items():
        what = how + ("" if kind.endswith(".new") else " “a”")
        assert all(corrected(f"Correction: told {what}, but {why}", words_of("nl")) for why in because), what


def test_what_a_digest_leaves_out_is_counted_in_the_readers_language() -> None:
    from dataclasses import replace

    first = FirstLook(3, 1, 2, 0, ("Harbour brief", "ICT weekly", "Morning summary"), 2)
    digest = replace(week(), left_out=5, first_look=first)
    told = summary_of(digest, words_of("de"))
    assert told == (
        "1 Widerspruch, 2 neue Maßnahmen, 1 Maßnahme mit neuem Stand, 3 weitere Einträge, und 5 weitere Einträge: "
        "tracker watches untold policy-team, dazu ein Ausgangsstand von 3 Funden (1 Maßnahme, 2 Kennzahlen) vom ersten "
        "Blick auf Harbour brief, ICT weekly, Morning summary und 2 weitere Quellen"
    )


def test_what_was_stored_before_numbers_were_kept_is_told_as_far_as_it_can_be() -> None:
    from dataclasses import replace

    old = replace(week(), counts=())
    assert summary_of(old, words_of("es")) == summary_of(week(), words_of("es"))
    folded = replace(old, headline=f"{old.headline}, and 5 more: tracker watches untold x")
    assert summary_of(folded, words_of("es")).endswith("and 5 more: tracker watches untold x")


def test_a_target_is_told_in_the_readers_language() -> None:
    aim = metric_mention(
        "at least 40%", value=40.0, unit="%", qualifier=">=", period="2030", kind=Kind.TARGET, measure="share of roofs"
    )
    digest = digest_of(finding(FindingKind.POLICY_NEW, mention=policy_mention(targets=(aim,))))
    lines = {
        language: digest_view(digest, Figures(language)).entries[0].targets[0][0].line
        for language in ("en", "de", "pl")
    }
    assert lines == {
        "en": "at least 40% by 2030",
        "de": "mindestens 40\xa0% bis 2030",
        "pl": "co najmniej 40\xa0% do 2030 r.",
    }


# ---------------------------------------------------------------- own templates


def test_own_templates_use_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text(
        "{% trans count=digest.size %}one{% pluralize %}{{ count }} of them{% endtrans %}.\n"
        "{{ _('Needs attention') }} · {{ _('for %(receiver)s', receiver=digest.receiver) }}\n"
        "{{ ngettext('%(num)s day', '%(num)s days', 7) }} · {{ pgettext('stage', 'adopted') }}\n",
        encoding="utf-8",
    )
    assert try_templates(tmp_path) == ()
    (sent,) = Renderer(tmp_path, locale="de").deliveries(week(), kind="terminal", destinations=["x"])
    assert sent.payload["text"] == "7 of them.\nBraucht Aufmerksamkeit · für policy-team\n7 Tage · beschlossen\n"


def test_a_wrong_part_of_a_message_is_told_by_the_check(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text("{{ _('for %(receiver)s', name='x') }}\n", encoding="utf-8")
    (broken,) = try_templates(tmp_path)
    assert (broken.line, "receiver" in broken.said) == (1, True)
