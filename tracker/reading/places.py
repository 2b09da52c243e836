"""Places and their people, as data: by them it is told whether two parts of a letter speak of different countries.

One line a country, union or large region: its names, adjectives and main cities in English, and often in its own
language. Whatever stands in one line counts as one place.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

PLACES = """
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Angola|Angolan|Luanda
Argentina|Argentine|Argentinian|Argentina's|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra|Sydney|Melbourne|Brisbane|Perth|New South Wales|Queensland|Victoria|Tasmania
Austria|Austrian|Österreich|Vienna|Wien
Azerbaijan|Azerbaijani|Baku
Bahrain|Bahraini|Manama
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian|Flanders|Wallonia|Antwerp
Benin|Cotonou
Bhutan|Bhutanese|Thimphu
Bolivia|Bolivian|La Paz
Bosnia|Bosnian|Sarajevo
Botswana|Gaborone
Brazil|Brazilian|Brasil|Brasilia|Brasília|São Paulo|Sao Paulo|Rio de Janeiro
Bulgaria|Bulgarian|Sofia
Burkina Faso|Ouagadougou
Cambodia|Cambodian|Phnom Penh
Cameroon|Cameroonian|Yaounde|Yaoundé
Canada|Canadian|Ottawa|Toronto|Montreal|Vancouver|Ontario|Quebec|Alberta|British Columbia
Chad|Chadian|N'Djamena
Chile|Chilean|Valparaíso|Valparaiso
China|Chinese|Beijing|Shanghai|Shenzhen|Guangdong|Guangzhou
Colombia|Colombian|Bogota|Bogotá
Congo|Congolese|Kinshasa
Costa Rica|Costa Rican
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czech Republic|Czechia|Czech|Prague
Denmark|Danish|Dane|Danes|Copenhagen
Dominican Republic|Dominican|Santo Domingo
Ecuador|Ecuadorian|Ecuadorean|Quito
Egypt|Egyptian|Cairo
El Salvador|Salvadoran
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
European Union|EU|Europe|European|Brussels|Strasbourg
Fiji|Fijian|Suva
Finland|Finnish|Finn|Finns|Helsinki
France|French|Paris|Marseille|Lyon
Gabon|Gabonese|Libreville
Georgia|Georgian|Tbilisi
Germany|German|Deutschland|Berlin|Munich|Hamburg|Frankfurt|Bavaria
Ghana|Ghanaian|Accra
Greece|Greek|Athens
Greenland|Greenlandic|Nuuk
Guatemala|Guatemalan
Guinea|Guinean|Conakry
Honduras|Honduran|Tegucigalpa
Hong Kong
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik|Reykjavík
India|Indian|New Delhi|Delhi|Mumbai|Kerala|Maharashtra|Gujarat|Karnataka|Tamil Nadu
Indonesia|Indonesian|Jakarta|Bali|Java
Iran|Iranian|Tehran|Teheran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|Jerusalem|Tel Aviv
Italy|Italian|Italia|Rome|Milan|Sicily
Ivory Coast|Ivorian|Côte d'Ivoire|Abidjan
Jamaica|Jamaican|Kingston
Japan|Japanese|Tokyo|Osaka
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Astana|Almaty
Kenya|Kenyan|Nairobi|Mombasa
Kosovo|Pristina
Kuwait|Kuwaiti
Kyrgyzstan|Kyrgyz|Bishkek
Laos|Laotian|Vientiane
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Liberia|Liberian|Monrovia
Libya|Libyan|Tripoli
Lithuania|Lithuanian|Vilnius
Luxembourg
Madagascar|Malagasy|Antananarivo
Malawi|Malawian|Lilongwe
Malaysia|Malaysian|Kuala Lumpur|Putrajaya
Maldives|Maldivian
Mali|Malian|Bamako
Malta|Maltese|Valletta
Mauritania|Mauritanian|Nouakchott
Mauritius|Mauritian
Mexico|Mexican|México|Mexico City
Moldova|Moldovan|Chisinau
Monaco
Mongolia|Mongolian|Ulaanbaatar
Montenegro|Podgorica
Morocco|Moroccan|Rabat|Casablanca
Mozambique|Mozambican|Maputo
Myanmar|Burma|Burmese|Naypyidaw
Namibia|Namibian|Windhoek
Nepal|Nepali|Nepalese|Kathmandu
Netherlands|Dutch|The Hague|Amsterdam|Rotterdam
New Zealand|New Zealander|Wellington|Auckland
Nicaragua|Nicaraguan|Managua
Niger|Nigerien|Niamey
Nigeria|Nigerian|Abuja|Lagos
North Korea|North Korean|Pyongyang
North Macedonia|Macedonian|Skopje
Norway|Norwegian|Oslo|Bergen
Oman|Omani|Muscat
Pakistan|Pakistani|Islamabad|Karachi|Lahore
Panama|Panamanian
Papua New Guinea|Port Moresby
Paraguay|Paraguayan|Asunción|Asuncion
Peru|Peruvian|Lima
Philippines|Philippine|Filipino|Manila
Poland|Polish|Pole|Poles|Polska|Warsaw
Portugal|Portuguese|Lisbon|Porto
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia|Russian|Moscow|Kremlin
Rwanda|Rwandan|Kigali
Saudi Arabia|Saudi|Riyadh
Scotland|Scottish|Edinburgh|Glasgow
Senegal|Senegalese|Dakar
Serbia|Serbian|Belgrade
Sierra Leone|Freetown
Singapore|Singaporean
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
Somalia|Somali|Mogadishu
South Africa|South African|Pretoria|Johannesburg|Cape Town
South Korea|South Korean|Korea|Korean|Seoul|Busan
Spain|Spanish|Spaniard|España|Madrid|Barcelona|Catalonia
Sri Lanka|Sri Lankan|Colombo
Sudan|Sudanese|Khartoum
Sweden|Swedish|Swede|Swedes|Stockholm|Gothenburg
Switzerland|Swiss|Bern|Berne|Zurich|Zürich|Geneva
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Tajikistan|Tajik|Dushanbe
Tanzania|Tanzanian|Dodoma|Dar es Salaam
Thailand|Thai|Bangkok
Togo|Togolese|Lomé
Tunisia|Tunisian|Tunis
Turkey|Turkish|Türkiye|Turkiye|Ankara|Istanbul
Turkmenistan|Turkmen|Ashgabat
Uganda|Ugandan|Kampala
Ukraine|Ukrainian|Kyiv|Kiev
United Arab Emirates|UAE|Emirati|Emirates|Abu Dhabi|Dubai
United Kingdom|UK|Britain|British|England|English|London|Westminster|Whitehall|Manchester
United States|US|U.S.|USA|America|American|Washington|New York|Washington DC
Alabama|Montgomery
Alaska|Juneau|Anchorage
Arizona|Phoenix
Arkansas|Little Rock
Connecticut|Hartford
Delaware
Hawaii|Honolulu
Idaho|Boise
Indiana|Indianapolis
Iowa|Des Moines
Kansas|Topeka
Kentucky|Frankfort
Louisiana|Baton Rouge|New Orleans
Maine
Maryland|Annapolis|Baltimore
Minnesota|Minneapolis
Mississippi
Missouri|St. Louis
Montana
Nebraska|Lincoln
Nevada|Las Vegas
New Hampshire
New Jersey|Trenton
New Mexico|Santa Fe
North Carolina|Raleigh
North Dakota|Bismarck
Oklahoma
Pennsylvania|Philadelphia|Harrisburg
Rhode Island|Providence
South Carolina
South Dakota
Tennessee|Nashville
Utah|Salt Lake City
Vermont
Washington State|Seattle
West Virginia
Wisconsin|Madison
Wyoming|Cheyenne
Hebei|Sichuan|Chengdu|Zhejiang|Hangzhou|Jiangsu|Hainan|Xinjiang|Tibet|Hubei|Wuhan|Chongqing
Saskatchewan|Manitoba|Nova Scotia|New Brunswick|Newfoundland|Yukon
Baden-Württemberg|Stuttgart|Saxony|Dresden|Lower Saxony|Hanover|Hesse|Brandenburg|Thuringia|Cologne
Northern Ireland|Belfast
Puerto Rico|San Juan
Bahamas|Nassau
Barbados|Bridgetown
Trinidad|Tobago|Port of Spain
Guyana|Georgetown
Suriname|Paramaribo
Haiti|Haitian|Port-au-Prince
Cayman|Cayman Islands
Bermuda
Seychelles
Djibouti
Eritrea|Asmara
South Sudan|Juba
Gambia|Banjul
Lesotho|Maseru
Eswatini|Swaziland
Burundi
Brunei
Timor-Leste|Dili
Samoa|Tonga|Vanuatu|Tuvalu|Kiribati|Solomon Islands|Palau
Macau|Macao
Palestine|Palestinian|Gaza|West Bank|Ramallah
Liechtenstein|Vaduz
Andorra|San Marino
Crimea
Africa|African|African Union
Asia|Asian|ASEAN
Latin America|Latin American|Mercosur
Middle East|Gulf|Gulf states
Nordics|Nordic|Scandinavia
Baltics|Baltic states
Caribbean
Antarctica|Antarctic
Arctic
California|Californian|Sacramento
Texas|Texan|Austin
Florida|Tallahassee
Illinois|Chicago
Massachusetts|Boston
Michigan|Detroit
Ohio|Columbus
Oregon|Portland
Colorado|Denver
Virginia|Richmond
Uruguay|Uruguayan|Montevideo
Uzbekistan|Uzbek|Tashkent
Vatican|Holy See
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Viet Nam|Hanoi|Ho Chi Minh City
Wales|Welsh|Cardiff
Yemen|Yemeni|Sanaa
Zambia|Zambian|Lusaka
Zimbabwe|Zimbabwean|Harare
"""


_SHORT = 400
"""How many characters a text has at most whose places are kept."""
_LETTERS = str.maketrans({"İ": "I", "ı": "i", "ſ": "s", "K": "K"})


@cache
def _known() -> dict[str, int]:
    rows = [line.split("|") for line in PLACES.strip().splitlines()]
    return {name.casefold(): number for number, names in enumerate(rows) for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    """The names, of any case behind a first capital: to look at words with a capital only saves most of the time, and
    to try only the names that begin with that letter most of the rest."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(_known(), key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]))
    names = "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    capital = r"(?<![\w-])(?=(?-i:[A-ZÀ-ÝŌ]))"
    return re.compile(f"{capital}(?:{names})(?!\\w)", re.IGNORECASE)


def places_in(text: str) -> tuple[int, ...]:
    """The places that a text names, each as a number, in the order of their first naming."""
    return _short_places(text) if len(text) <= _SHORT else _places(text)


@lru_cache(512)
def _short_places(text: str) -> tuple[int, ...]:
    """The same, kept: the ways of cutting a letter are weighed by the same lines again and again."""
    return _places(text)


def _places(text: str) -> tuple[int, ...]:
    found = (match.group() for match in _pattern().finditer(text))
    # "us" is no country.
    return tuple(dict.fromkeys(_known()[_folded(name)] for name in found if name not in ("Us", "Eu", "Uk")))


def _folded(name: str) -> str:
    """A name as it is known: a pattern that ignores case takes other letters for an i or an s too (TÜRKİYE)."""
    return name.translate(_LETTERS).casefold()


def is_place(text: str) -> bool:
    """Whether the text is the name of a place and nothing else."""
    return text.casefold() in _known()
