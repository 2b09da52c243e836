"""Countries by their names and by their peoples, as data: both are one place when quantities are compared.

Codes are ISO 3166 alpha-2, with UK for the United Kingdom and EU for the European Union. A capital that stands for its
government is told as the country. Names come from the Unicode CLDR.
"""

from __future__ import annotations

import re

_WORDS = """
    AD andorra
    AE emirati uae
    AF afghan afghanistan
    AI anguilla
    AL albanian albania
    AM armenian armenia
    AO angolan angola
    AQ antarctica
    AR argentine argentinian argentinean argentina
    AT austrian austria
    AU australian australia
    AW aruba
    AZ azerbaijani azerbaijan
    BA bosnian
    BB barbados
    BD bangladeshi bangladesh
    BE belgian belgium
    BF burkinabe
    BG bulgarian bulgaria
    BH bahraini bahrain
    BI burundi
    BJ beninese benin
    BM bermuda
    BN brunei
    BO bolivian bolivia
    BR brazilian brazil
    BS bahamas
    BT bhutanese bhutan
    BW botswanan botswana
    BY belarusian belarus
    BZ belize
    CA canadian canada
    CH swiss switzerland
    CL chilean chile
    CM cameroonian cameroon
    CN chinese prc beijing china
    CO colombian colombia
    CR costarican
    CU cuban cuba
    CW curacao
    CY cypriot cyprus
    CZ czech czechia
    DE german germany
    DJ djibouti
    DK danish denmark
    DM dominica
    DZ algerian algeria
    EC ecuadorian ecuador
    EE estonian estonia
    EG egyptian egypt
    ER eritrea
    ES spanish spain
    ET ethiopian ethiopia
    EU eu european europe
    FI finnish finland
    FJ fiji
    FM micronesia
    FR french france
    GA gabon
    GD grenada
    GE georgia
    GG guernsey
    GH ghanaian ghana
    GI gibraltar
    GL greenland
    GM gambia
    GN guinea
    GP guadeloupe
    GR greek greece
    GT guatemalan guatemala
    GU guam
    GY guyana
    HN honduran honduras
    HR croatian croatia
    HT haiti
    HU hungarian hungary
    ID indonesian indonesia
    IE irish ireland
    IL israeli israel
    IN indian india
    IQ iraqi iraq
    IR iranian iran
    IS icelandic iceland
    IT italian italy
    JE jersey
    JM jamaican jamaica
    JO jordanian jordan
    JP japanese japan
    KE kenyan kenya
    KG kyrgyz kyrgyzstan
    KH cambodian cambodia
    KI kiribati
    KM comoros
    KR korean
    KW kuwaiti kuwait
    KZ kazakh kazakhstani kazakhstan
    LA laotian laos
    LB lebanese lebanon
    LI liechtenstein
    LK srilankan
    LR liberia
    LS lesotho
    LT lithuanian lithuania
    LU luxembourgish luxembourg
    LV latvian latvia
    LY libyan libya
    MA moroccan morocco
    MC monaco
    MD moldovan moldova
    ME montenegrin montenegro
    MG malagasy madagascar
    ML malian mali
    MM burmese
    MN mongolian mongolia
    MQ martinique
    MR mauritanian mauritania
    MS montserrat
    MT maltese malta
    MU mauritian mauritius
    MV maldivian maldives
    MW malawian malawi
    MX mexican mexico
    MY malaysian malaysia
    MZ mozambican mozambique
    NA namibian namibia
    NE niger
    NG nigerian nigeria
    NI nicaraguan nicaragua
    NL dutch holland netherlands
    NO norwegian norway
    NP nepali nepalese nepal
    NR nauru
    NU niue
    OM omani oman
    PA panamanian panama
    PE peruvian peru
    PH filipino philippine philippines
    PK pakistani pakistan
    PL polish poland
    PS palestinian
    PT portuguese portugal
    PW palau
    PY paraguayan paraguay
    QA qatari qatar
    RE reunion
    RO romanian romania
    RS serbian serbia
    RU russian russia
    RW rwandan rwanda
    SA saudi
    SC seychelles
    SD sudanese sudan
    SE swedish sweden
    SG singaporean singapore
    SI slovenian slovene slovenia
    SK slovak slovakia
    SN senegalese senegal
    SO somali somalia
    SR suriname
    SY syrian syria
    SZ eswatini
    TD chadian chad
    TG togo
    TH thai thailand
    TJ tajik tajikistan
    TK tokelau
    TM turkmen turkmenistan
    TN tunisian tunisia
    TO tonga
    TR turkish turkey turkiye
    TV tuvalu
    TW taiwanese taiwan
    TZ tanzanian tanzania
    UA ukrainian ukraine
    UG ugandan uganda
    UK uk british britain
    US usa american america washington
    UY uruguayan uruguay
    UZ uzbek uzbekistan
    VE venezuelan venezuela
    VN vietnamese vietnam
    VU vanuatu
    WS samoa
    YE yemeni yemen
    YT mayotte
    ZM zambian zambia
    ZW zimbabwean zimbabwe
"""

_NAMES = """
    AE united arab emirates
    AG antigua & barbuda
    AS american samoa
    AX aland islands
    BA bosnia & herzegovina
    BF burkina faso
    BL st. barthelemy
    BQ caribbean netherlands
    BV bouvet island
    CD congo - kinshasa
    CF central african republic
    CG congo - brazzaville
    CI cote d'ivoire
    CK cook islands
    CR costa rica
    CV cape verde
    CX christmas island
    DO dominican republic
    EH western sahara
    EU european union
    FK falkland islands
    FO faroe islands
    GF french guiana
    GQ equatorial guinea
    GS south georgia & south sandwich islands
    GW guinea-bissau
    HK hong kong sar china; hong kong
    HM heard & mcdonald islands
    IM isle of man
    IO british indian ocean territory
    KN st. kitts & nevis
    KP north korea
    KR south korea; south korean
    KY cayman islands
    LC st. lucia
    LK sri lanka
    MF st. martin
    MH marshall islands
    MK north macedonia
    MO macao sar china
    MP northern mariana islands
    NC new caledonia
    NF norfolk island
    NZ new zealand
    PF french polynesia
    PG papua new guinea
    PM st. pierre & miquelon
    PN pitcairn islands
    PR puerto rico
    PS palestinian territories
    SA saudi arabia
    SB solomon islands
    SH st. helena
    SJ svalbard & jan mayen
    SL sierra leone
    SM san marino
    SS south sudan
    ST sao tome & principe
    SV el salvador
    SX sint maarten
    TC turks & caicos islands
    TF french southern territories
    TL timor-leste
    TT trinidad & tobago
    UK united kingdom; great britain; u.k.
    UM u.s. outlying islands
    US united states; u.s.
    VA vatican city
    VC st. vincent & grenadines
    VG british virgin islands
    VI u.s. virgin islands
    WF wallis & futuna
    ZA south africa; south african
"""

PLACES: dict[str, str] = {word: code for code, *words in map(str.split, _WORDS.strip().splitlines()) for word in words}
"""Folded word → code."""

LONG_NAMES: dict[str, str] = {
    name: line.split()[0] for line in _NAMES.strip().splitlines() for name in line.strip()[3:].split("; ")
}
"""Folded name of several words → code."""

LONG_NAME = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(LONG_NAMES, key=len, reverse=True))) + r")(?!\w)")

CODES = frozenset(PLACES.values()) | frozenset(LONG_NAMES.values())
