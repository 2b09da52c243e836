"""The vocabulary is read whole and can be added to; its faults are told together; both kinds of mention come out."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest
from ruamel.yaml import YAML

from tracker.errors import ConfigError
from tracker.extraction import Extractor, load_vocabulary
from tracker.extraction.policies.lexicon import inflect, plural
from tracker.extraction.vocab import PACKAGED, _plain_yaml
from tracker.model import Extraction, Item

ROOT = Path(__file__).parents[2]
VOCABULARY = load_vocabulary()


def extract(text: str, *extra: str) -> Extraction:
    return Extractor(load_vocabulary(extra)).extract(Item(None, text, 0, len(text), datetime(2025, 10, 15, tzinfo=UTC)))


# ---------------------------------------------------------------- what is packaged


def test_the_world_is_covered() -> None:
    assert len(VOCABULARY.authorities) >= 600
    assert len({authority.jurisdiction for authority in VOCABULARY.authorities}) >= 80


def test_every_jurisdiction_is_a_country_the_eu_the_uk_or_int() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"EU", "UK", "INT", "XK"} - {"GB"}
    assert {authority.jurisdiction for authority in VOCABULARY.authorities} <= known


def test_no_authority_is_listed_twice_in_its_jurisdiction() -> None:
    names = [(authority.jurisdiction, authority.name) for authority in VOCABULARY.authorities]
    assert len(names) == len(set(names))


def test_the_table_of_countries_is_what_pycountry_and_cldr_say() -> None:
    script = ROOT / "bench" / "vocabulary" / "countries.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


def test_every_country_of_iso_3166_has_a_name() -> None:
    codes = {country.code for country in VOCABULARY.countries if country.names}
    assert {country.alpha_2 for country in pycountry.countries} - {"GB"} <= codes


@pytest.mark.parametrize("name", PACKAGED)
def test_the_small_reader_reads_what_a_yaml_reader_reads(name: str) -> None:
    text = (files("tracker.extraction") / "vocabulary" / name).read_text(encoding="utf-8")
    whole = YAML(typ="safe", pure=True).load(text)

    def lines(value: object) -> object:
        if isinstance(value, dict):
            return {key: lines(inner) for key, inner in value.items()}
        return [line.strip() for line in str(value).splitlines() if line.strip() and not line.strip().startswith("#")]

    assert _plain_yaml(text) == lines(whole)


@pytest.mark.parametrize(
    "base, forms",
    [
        # regular
        ("issue", "issue issues issued issued issuing"),
        # a consonant and y
        ("notify", "notify notifies notified notified notifying"),
        # a doubled consonant
        ("ban", "ban bans banned banned banning"),
        # irregular
        ("give", "give gives gave given giving"),
        # irregular and doubled
        ("cut", "cut cuts cut cut cutting"),
        # a hiss
        ("publish", "publish publishes published published publishing"),
    ],
)
def test_verbs_are_inflected(base: str, forms: str) -> None:
    irregular = {verb: (past, participle) for verb, past, participle in VOCABULARY.irregular}
    assert " ".join(form for form, _ in inflect(base, irregular, VOCABULARY.lists["doubling"])) == forms


@pytest.mark.parametrize(
    "one, many",
    [
        # the head stands before "of"
        ("code of practice", "codes of practice"),
        # y after a consonant
        ("subsidy", "subsidies"),
        # what is a plural already
        ("sanctions", "sanctions"),
    ],
)
def test_nouns_have_plurals(one: str, many: str) -> None:
    assert plural(one) == many


# ---------------------------------------------------------------- what a user adds


def test_a_user_adds_an_authority() -> None:
    text = "The Moon Base Authority has issued rules for rovers."
    extra = "authorities:\n  FR: |\n    Moon Base Authority of Kourou; Moon Base Authority\n"
    assert extract(text, extra).policies[0].issuers == ("Moon Base Authority of Kourou",)


def test_a_user_adds_an_instrument_and_an_act() -> None:
    extra = "instruments:\n  guideline:\n    - fatwa\nacts:\n  adopted:\n    - intone\n"
    (found,) = extract("Egypt's government intoned a fatwa on Monday.", extra).policies
    assert (str(found.instrument), str(found.stage)) == ("guideline", "adopted")


def test_an_empty_addition_changes_nothing() -> None:
    assert load_vocabulary(("",)).authorities == VOCABULARY.authorities


def test_the_sections_of_metrics_are_no_fault() -> None:
    assert load_vocabulary(("aliases: {}\n",)).extra == ("aliases: {}\n",)


def test_all_faults_of_an_addition_are_told_at_once() -> None:
    extra = (
        "authorities:\n  ZZ: |\n    X\ninstruments: law\nacts:\n  adoptd: |\n    intone\nheads: 3\nfruits: |\n  apple\n"
    )
    with pytest.raises(ConfigError) as raised:
        load_vocabulary((extra,))
    told = str(raised.value)
    assert len(raised.value.faults) == 5
    assert all(word in told for word in ("'ZZ'", "'instruments'", "'adoptd'", "'fruits'"))


def test_text_that_is_no_yaml_is_a_fault_with_its_place() -> None:
    with pytest.raises(ConfigError) as raised:
        load_vocabulary(("authorities: [",))
    assert raised.value.faults[0].line > 0


def test_a_list_is_no_vocabulary() -> None:
    with pytest.raises(ConfigError):
        load_vocabulary(("- law",))


# ---------------------------------------------------------------- both kinds of mention


def test_policies_and_metrics_come_from_one_text() -> None:
    found = extract("The Bank of Ghana issued rules on Monday. Deposits rose 12% to 90 billion cedis.")
    assert [str(policy.stage) for policy in found.policies] == ["adopted"]
    assert [metric.value for metric in found.metrics] == [90e9]


def test_the_same_text_gives_the_same_result() -> None:
    text = "Kenya's parliament passed a finance bill. Ofcom fined two carriers £3m."
    assert extract(text) == extract(text)
