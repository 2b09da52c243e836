"""The packaged vocabulary agrees with the libraries that it was made from."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tracker.errors import ConfigError
from tracker.extraction import load_vocabulary
from tracker.extraction.metrics.words import load_words
from tracker.extraction.plain_yaml import read_plain

ROOT = Path(__file__).resolve().parents[2]


def generated() -> dict[str, dict[str, str]]:
    text = (files("tracker.extraction") / "vocabulary" / "units.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


def test_the_generated_file_is_what_the_libraries_say_today() -> None:
    script = ROOT / "bench" / "vocabulary" / "generate.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "symbol"),
    [("megawatt", "MW"), ("kilowatt hours", "kWh"), ("tonnes", "t"), ("square metres", "m2"), ("hectares", "ha"),
     ("petabytes", "PB"), ("milliseconds", "ms"), ("gigahertz", "GHz"), ("exaflops", "EFLOPS"), ("miles", "mile")],
)  # fmt: skip
def test_names_of_units_have_their_symbols(name: str, symbol: str) -> None:
    assert generated()["names"][name] == symbol


def test_pint_knows_the_same_prefixed_units() -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    names = generated()["names"]
    known = ("kilowatt", "gigajoule", "terabyte", "milligram", "kilovolt", "megahertz", "hectopascal")
    assert [names[name] for name in known] == [f"{registry.Unit(name):~}" for name in known]


def test_every_iso_currency_with_a_name_can_be_read() -> None:
    words = load_words()
    assert {"NOK", "KES", "BRL", "INR", "JPY", "ZAR", "VND", "CLP"} <= words.codes
    assert "XAU" not in words.codes


def test_no_phrase_qualifies_in_two_ways() -> None:
    meanings: dict[tuple[str, ...], set[str]] = {}
    for group in load_words().before.values():
        for phrase, meaning in group:
            meanings.setdefault(phrase, set()).add(meaning)
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


def as_text(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): as_text(inner) for key, inner in value.items()}
    return [as_text(inner) for inner in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("name", ["currencies.yaml", "measures.yaml"])
def test_the_plain_reader_reads_what_a_general_one_reads(name: str) -> None:
    yaml = pytest.importorskip("ruamel.yaml")
    text = (files("tracker.extraction") / "vocabulary" / name).read_text(encoding="utf-8")
    assert read_plain(text) == as_text(yaml.YAML(typ="safe", pure=True).load(text))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        # a part without its fraction
        ("units:\n  parts:\n    bua: FJD\n", 3, "'bua' under 'parts' must have a list of a name and a number"),
        # a fraction that is no number
        ("units:\n  parts: {bua: [FJD, half]}\n", 2, "a list of a name and a number"),
        # a number where a name belongs
        ("units:\n  names:\n    zed: 5\n", 3, "'zed' under 'names' must have a name as a text, not a number (5)"),
        # an empty text would match everything
        ("boilerplate: ''\n", 1, "'boilerplate' is empty"),
        ("kinds:\n  target: 'aims | '\n", 2, "'target' is empty or has an empty entry"),
        # a text where a mapping belongs
        ("units: shovels\n", 1, "'units' must be a mapping"),
        ("aliases: FJ$\n", 1, "'aliases' must be a mapping, not a text"),
        # sections and groups that do not exist
        ("units:\n  unit_names: {a: b}\n", 2, "no section 'unit_names' under 'units'"),
        ("qualifiers:\n  about: some\n", 2, "'about' is not known under 'qualifiers'"),
        # a factor that is none
        ("multiples:\n  twelve: twelvefold\n", 2, "'twelve' under 'multiples'"),
        # nothing at all
        ("verbs:\n", 1, "'verbs' must be a text or a list of texts, not nothing"),
        # authorities in the same file are told with their line too
        ("heads: |\n  reef\nauthorities:\n  FJ: 3\n", 4, "Write one entry a line"),
    ],
)
def test_a_malformed_addition_is_told_in_one_sentence_with_its_place(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_vocabulary((text,), ("words.yaml",))
    (fault,) = raised.value.faults
    assert (fault.file, fault.line) == ("words.yaml", line)
    assert said in fault.message
    assert str(fault).startswith(f"words.yaml:{line}:")


def test_a_sound_addition_is_read() -> None:
    sound = "units: {parts: {bua: [FJD, 0.01]}, names: {zeds: zed}}\nlabels: bay\nmultiples: {12: twelvefold}\n"
    assert load_vocabulary((sound,)).extra == (sound,)
    assert load_words((sound,)).parts["bua"] == ("FJD", 0.01)
