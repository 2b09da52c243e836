"""Authorities are recognised by name, pattern and role, and resolved to one canonical name and jurisdiction."""

from __future__ import annotations

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.extraction.policies.issuers import agents, places
from tracker.extraction.policies.issuers_resolve import resolve
from tracker.extraction.policies.lexicon import compile_lexicon
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, words_of
from tracker.extraction.text import look
from tracker.model import Item

LEXICON = compile_lexicon(load_vocabulary())


def found(text: str) -> list[Agent]:
    view = look(text)
    words = words_of(view, view.sentences[0])
    return list(agents(words, LEXICON, tuple(places(words, LEXICON))))


def who(text: str, country: str = "", before: tuple[Agent, ...] = ()) -> list[tuple[str, str]]:
    resolved = [resolve(agent, LEXICON, country, before) for agent in found(text)]
    return [(agent.name, agent.jurisdiction) for agent in resolved if agent.level != STATE]


@pytest.mark.parametrize(
    "text, country, expected",
    [
        # a listed name
        ("The European Chemicals Agency spoke.", "", ("European Chemicals Agency", "EU")),
        # its abbreviation
        ("ECHA spoke.", "", ("European Chemicals Agency", "EU")),
        # an abbreviation in an all-capitals headline
        ("ANVISA CLEARS VACCINE", "", ("National Health Surveillance Agency", "BR")),
        # an abbreviation that several have: the country of the story decides
        ("The NCC spoke.", "NG", ("Nigerian Communications Commission", "NG")),
        ("The NCC spoke.", "TW", ("National Communications Commission", "TW")),
        # a ministry that no list has
        ("The Ministry of Marine Resources spoke.", "CK", ("Ministry of Marine Resources", "CK")),
        # a ministry with a list in its name
        (
            "Nepal's Ministry of Forests, Soil and Water spoke.",
            "",
            ("Ministry of Forests, Soil and Water", "NP"),
        ),
        # a name that goes on past a listed one
        (
            "Estonia's Ministry of Transport and Digital Affairs spoke.",
            "",
            ("Ministry of Transport and Digital Affairs", "EE"),
        ),
        # a head noun at the end of a name
        ("The Botswana Horticultural Authority spoke.", "", ("Botswana Horticultural Authority", "BW")),
        # a name that many have, with its country
        ("The Energy Regulatory Commission of Belize spoke.", "", ("Energy Regulatory Commission", "BZ")),
        # a role with the country's name
        ("Norway's central bank spoke.", "", ("Norges Bank", "NO")),
        # a role with the country's adjective
        ("The Turkish central bank spoke.", "", ("Central Bank of the Republic of Türkiye", "TR")),
        # a role whose country stands after it
        ("The central bank of Brazil spoke.", "", ("Central Bank of Brazil", "BR")),
        # a role whose country only the story tells
        ("The central bank spoke.", "GH", ("Bank of Ghana", "GH")),
        # a ministry in lower case
        ("Malta's energy ministry spoke.", "", ("Ministry of Energy", "MT")),
        # any noun before ministry
        ("Jordan's antiquities ministry spoke.", "", ("Ministry of Antiquities", "JO")),
        # parliament under its local name
        ("Sweden's parliament spoke.", "", ("Riksdag", "SE")),
        # parliament of a country without a listed one
        ("Bhutan's parliament spoke.", "", ("National Assembly of Bhutan", "BT")),
        # a chamber that many have
        ("Mexico's Senate spoke.", "", ("Senate of Mexico", "MX")),
        # the government
        ("The Estonian government spoke.", "", ("Government of Estonia", "EE")),
        # a minister stands for the body that the list has for the topic
        ("The environment minister spoke.", "CA", ("Environment and Climate Change Canada", "CA")),
        # an office that a country has one of
        ("The comptroller general spoke.", "CL", ("Comptroller General of Chile", "CL")),
        # an office of a state of a union
        ("Ohio's secretary of state spoke.", "", ("Ohio Secretary of State", "US")),
        # a board named by what it is for
        ("The wage board spoke.", "FJ", ("Wage Board", "FJ")),
        # the union's ministers are its council
        ("The transport ministers spoke.", "EU", ("Council of the European Union", "EU")),
        # a department of a state, with an article in its name
        ("Idaho's Department of the Interior spoke.", "", ("Department of the Interior", "US")),
        # the government by its name, and as nobody in particular
        ("On Monday the Government spoke.", "EE", ("Government of Estonia", "EE")),
        ("The government spoke.", "EE", ("", "EE")),
        # a country that is mostly called otherwise than its list has it
        ("The Czech government spoke.", "", ("Government of the Czech Republic", "CZ")),
        # with the article where the country's name has one
        ("The government of the Netherlands spoke.", "", ("Government of the Netherlands", "NL")),
        # a person who stands for an office
        ("Kenya's President William Ruto spoke.", "", ("President of Kenya", "KE")),
        # a minister and the ministry
        ("The agriculture minister spoke.", "FR", ("Ministry of Agriculture", "FR")),
        # an administration by its president
        ("The Trump administration spoke.", "", ("Trump administration", "US")),
    ],
)
def test_a_name_or_role_gives_one_authority(text: str, country: str, expected: tuple[str, str]) -> None:
    assert who(text, country)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # a commercial bank
        "Bank of America spoke.",
        # a news agency
        "The Xinhua News Agency spoke.",
        # a think tank
        "The Atlantic Council spoke.",
        # an industry body
        "The World Gold Council spoke.",
        # a publisher with "House" in its name
        "Random House spoke.",
        # a company's department
        "The marketing department spoke.",
        # a company's board
        "The board of the carmaker spoke.",
        # a telecom company
        "The Indonesian government bonds fell."[:15] + "carrier spoke.",
    ],
)
def test_what_only_looks_like_an_authority_is_none(text: str) -> None:
    assert who(text) == []


def test_a_country_acts_without_an_issuer() -> None:
    (agent,) = found("Denmark spoke.")
    assert (agent.level, agent.jurisdiction, agent.name) == (STATE, "DK", "")


def test_a_seat_of_government_stands_for_the_country() -> None:
    (agent,) = found("Ottawa spoke.")
    assert (agent.level, agent.jurisdiction) == (STATE, "CA")


@pytest.mark.parametrize("text", ["South America spoke.", "The Indian Ocean rose.", "The Paris Agreement held."])
def test_what_only_holds_a_countrys_name_is_no_country(text: str) -> None:
    assert found(text) == []


def test_a_region_acts_in_its_own_name() -> None:
    (agent,) = found("California spoke.")
    assert (agent.level, agent.name, agent.jurisdiction) == (STATE, "California", "US")


def test_the_united_kingdom_is_uk() -> None:
    assert [agent.jurisdiction for agent in found("Britain spoke.")] == ["UK"]


def test_the_ministry_takes_up_the_one_named_before() -> None:
    named = Agent(0, 1, "Ministry of Marine Resources", "CK", NAMED)
    (again,) = found("The ministry spoke.")
    assert again.level == ROLE
    assert resolve(again, LEXICON, "CK", (named,)).name == "Ministry of Marine Resources"


def test_the_regulator_takes_up_an_abbreviation_and_no_ministry() -> None:
    ministry = Agent(0, 1, "Ministry of Health", "KE", NAMED, "Ministry of Health")
    regulator = Agent(0, 1, "Pharmacy and Poisons Board", "KE", NAMED, "PPB")
    (again,) = found("The regulator spoke.")
    assert resolve(again, LEXICON, "KE", (ministry, regulator)).name == "Pharmacy and Poisons Board"


@pytest.mark.parametrize("code", ["NO", "IN", "BR", "KE", "EU", "US", "JP", "AU", "ZA", "SA", "AE", "CN", "UK", "NG"])
def test_each_of_these_has_a_parliament_or_a_central_bank_in_the_list(code: str) -> None:
    assert len(LEXICON.by_code[code]) > 10


def test_an_abbreviation_of_a_small_state_is_not_taken_for_another_states_body() -> None:
    assert who("The SPRK spoke.", "LV") == [("Public Utilities Commission of Latvia", "LV")]
    assert who("The SPRK spoke.", "US") == [("SPRK", "US")]


def test_most_states_have_bodies_in_the_list() -> None:
    assert sum(len(bodies) > 6 for code, bodies in LEXICON.by_code.items()) >= 150


@pytest.mark.parametrize(
    ("text", "issuers", "code"),
    [
        # a body is of the country in whose seat of government it sits
        ("The Environmental Protection Authority in Accra has slapped a levy on old fridges.", None, "GH"),
        # … whatever stands between
        ("Parliament, sitting in Apia, has amended the Waste Levy Act.", None, "WS"),
        # a judge is named by the court
        (
            "A federal judge, sitting in the US District Court for the District of Oregon, put the App Act on hold.",
            ("US District Court for the District of Oregon",),
            "US",
        ),
        # a state's minister is none of the union
        ("Alberta's energy minister tabled a bill on helium.", ("Energy Minister of Alberta",), "CA"),
        ("Bavaria's tourism department withdrew the caravan rules.", ("Tourism Department of Bavaria",), "DE"),
        # what acts for a body is that body
        (
            "The Board of the Eurasian Economic Commission extended the waiver to 2031.",
            ("Eurasian Economic Commission",),
            "INT",
        ),
        # lawmakers name no chamber
        ("French lawmakers scrapped the low-emission areas on Tuesday.", (), "FR"),
        # the capital of a state stands for its government, which is not named
        ("Brisbane has earmarked A$560 million for a new centre.", (), "AU"),
        # an institution for standards
        (
            "The Bangladesh Standards and Testing Institution issued a standard for ship recycling.",
            ("Bangladesh Standards and Testing Institution",),
            "BD",
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_body_is_told_by_where_it_sits_and_whose_it_is(text: str, issuers: tuple[str, ...] | None, code: str) -> None:
    (policy,) = Extractor(load_vocabulary()).extract(Item("", text, 0, len(text))).policies
    assert policy.jurisdiction == code
    assert issuers is None or policy.issuers == issuers


@pytest.mark.parametrize(
    ("text", "country", "issuer"),
    [
        # a bank of many states is none of one of them
        ("Mali joined the meeting. The BCEAO adopted rules on reserves.", "INT", "Central Bank of West African States"),
        # bodies of one name are told apart by the story's country
        (
            "Mexico has news. The National Energy Commission adopted rules.",
            "MX",
            "National Energy Commission",
        ),
        ("Taiwan has news. The Fair Trade Commission adopted rules.", "TW", "Fair Trade Commission of Taiwan"),
        ("Denmark has news. Datatilsynet adopted rules.", "DK", "Danish Data Protection Agency"),
        (
            "Oman has news. The Financial Services Authority adopted rules.",
            "OM",
            "Financial Services Authority of Oman",
        ),
        # by its English name as by its own
        ("The Financial Market Commission adopted rules.", "CL", "Financial Market Commission"),
        ("Spain's CNMV adopted rules.", "ES", "National Securities Market Commission"),
    ],
    ids=lambda value: value[:24],
)
def test_a_body_is_found_by_each_of_its_names(text: str, country: str, issuer: str) -> None:
    (policy,) = Extractor(load_vocabulary()).extract(Item("", text, 0, len(text))).policies
    assert (policy.jurisdiction, policy.issuers) == (country, (issuer,))


def test_a_short_name_takes_up_the_body_that_the_story_named() -> None:
    """ "the Commission" is that of the EU only where the story names no other."""
    text = (
        "The Public Services Regulatory Commission in Yerevan adopted rules on batteries. "
        "In a second matter the Commission granted the first three licences for weather stations."
    )
    told = Extractor(load_vocabulary()).extract(Item("", text, 0, len(text))).policies
    assert {policy.issuers for policy in told} == {("Public Services Regulatory Commission",)}


@pytest.mark.parametrize(
    ("text", "country", "issuers"),
    [
        # a central bank by what it is, whatever the list calls it
        ("The Central Bank of Bulgaria adopted rules.", "BG", ("Bulgarian National Bank",)),
        ("The National Bank of the Czech Republic adopted rules.", "CZ", ("Czech National Bank",)),
        # a country's name with small words in it
        ("The Government of Côte d'Ivoire adopted rules.", "CI", ("Government of Côte d'Ivoire",)),
        # a regulator for a matter, by what bodies for it are called
        ("Uganda's energy regulator adopted rules.", "UG", ("Electricity Regulatory Authority",)),
        ("Fiji's telecoms regulator adopted rules.", "FJ", ("Telecommunications Authority of Fiji",)),
        ("Estonia's drug regulator adopted rules.", "EE", ("State Agency of Medicines",)),
        # two bodies with their abbreviations in brackets
        (
            "The Bank of Ghana (BoG) and the Bank of Uganda (BoU) signed a memorandum of understanding.",
            "INT",
            ("Bank of Ghana", "Bank of Uganda"),
        ),
        # joint acts of two countries' bodies, or of one with another's
        (
            "The Bank of Ghana and the Bank of Uganda issued joint rules on transfers.",
            "INT",
            ("Bank of Ghana", "Bank of Uganda"),
        ),
        (
            "Kenya's Ministry of Health and its counterpart in Dodoma signed an agreement.",
            "INT",
            ("Ministry of Health",),
        ),
        # whose change of papers a duty comes from
        ("From April, suppliers must offer a flat tariff, under a change of licences Ofgem made.", "UK", ("Ofgem",)),
        # who leads others, with an abbreviation in brackets behind the name
        (
            "The Cyberspace Administration of China (CAC) and three other departments jointly issued rules.",
            "CN",
            ("Cyberspace Administration of China",),
        ),
        # a province with what it is, and an office for a matter of state
        ("Guangdong province has published a plan for phones.", "CN", ("Guangdong",)),
        ("Hong Kong's Digital Policy Office issued guidelines on chatbots.", "HK", ("Digital Policy Office",)),
        # bodies of states, cities and their capitals, none of the whole country
        ("The Maharashtra cabinet adopted rules.", "IN", ("Cabinet of Maharashtra",)),
        ("Jakarta's provincial government adopted rules.", "ID", ("Jakarta Provincial Government",)),
        ("Delhi's transport department adopted rules.", "IN", ("Transport Department of Delhi",)),
        # who holds an office for now holds it
        ("Gabon's transitional president signed an ordinance.", "GA", ("President of Gabon",)),
        ("Bangladesh's interim government adopted rules.", "BD", ("Government of Bangladesh",)),
        # a chamber called a house, and an institute of the state
        ("Dominica's House of Assembly passed the Geothermal Act.", "DM", ("House of Assembly",)),
        ("Chile's Social Security Institute adopted rules.", "CL", ("Social Security Institute",)),
        # whoever rules by a presidential decree
        ("A presidential decree of 3 October abolishes the quota on walnuts in Tajikistan.", "TJ", None),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_a_body_is_told_by_what_it_is(text: str, country: str, issuers: tuple[str, ...] | None) -> None:
    (policy,) = Extractor(load_vocabulary()).extract(Item("", text, 0, len(text))).policies
    assert policy.jurisdiction == country
    assert policy.issuers == issuers if issuers else policy.issuers[0].startswith("President")


@pytest.mark.parametrize(
    ("text", "country", "issuers"),
    [
        # a minister named is the ministry that is taken up later, and no body named before
        (
            "Ghana's Ministry of Health wanted a tax on sugar. Finance Minister Ama Mensah has other worries. "
            "The ministry cut the duty on diesel.",
            "GH",
            ("Ministry of Finance",),
        ),
        # whoever is told of a step does not take it
        (
            "Peru will extend the ban on squid to June, Luis Ramos, minister of production, told members of Congress.",
            "PE",
            ("Ministry of Production",),
        ),
        # … nor who lets it be taken, nor who sits in the chair
        (
            "A law allowing the health ministry to shut kiosks has come into force in Zambia.",
            "ZM",
            (),
        ),
        (
            "The Union Cabinet, with the prime minister in the chair, approved a scheme for weavers.",
            "IN",
            ("Union Cabinet",),
        ),
        # a part of a country by the city that it is governed from
        ("The state government in Stuttgart adopted rules on drones.", "DE", ("Government of Baden-Württemberg",)),
        ("Edmonton's provincial government adopted rules on wells.", "CA", ("Government of Alberta",)),
        ("The state parliament in Kiel passed a law on harbours.", "DE", ("State Parliament of Schleswig-Holstein",)),
        # a chamber acts through its committee, wherever it sits
        ("The Senate's finance committee in Bogotá approved the tax bill.", "CO", ("Senate of Colombia",)),
        # a secretary of the cabinet has a ministry
        ("Kenya's Health Cabinet Secretary Ali Noor banned vapes.", "KE", ("Ministry of Health",)),
        # the head of a state that is not called by its name
        (
            "Togo has news. The decree was signed by the President of the Republic on Monday.",
            "TG",
            ("President of Togo",),
        ),
        # regulators of two states are no governments
        ("Regulators of Benin and Togo agreed in Lomé on prices for roaming.", "INT", ()),
        # a regulator by what it is for, told behind it
        ("Uganda has news. The regulator for electricity adopted rules.", "UG", ("Electricity Regulatory Authority",)),
        # a ministry as all states have is nobody's where no state is named
        ("The Ministry of Finance issued a circular on the beer duty.", "", ("Ministry of Finance",)),
        # whose tourists or cars they are tells less than where something happens
        (
            "Chinese cars and Chinese phones sell well. Laos has had enough. The cabinet adopted a tax on imports.",
            "LA",
            None,
        ),
        # "the government" is that of the state that the sentence before tells of
        (
            "Kenya's farmers cheer in Nairobi. Unlike Kenya, Uganda is saving. The government has cut the tax on tea.",
            "UG",
            (),
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_the_story_tells_whose_step_it_is(text: str, country: str, issuers: tuple[str, ...] | None) -> None:
    policy = Extractor(load_vocabulary()).extract(Item("", text, 0, len(text))).policies[-1]
    assert policy.jurisdiction == country
    assert issuers is None or policy.issuers == issuers
