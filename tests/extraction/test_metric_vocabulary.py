"""The packaged vocabulary agrees with the libraries that it was made from."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tracker.extraction.metrics.words import load_words

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
