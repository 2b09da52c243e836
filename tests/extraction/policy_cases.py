"""Sentences of many countries, with the policy that a careful reader would take from each, or none.

Each case: (text, stage, instrument, jurisdiction, issuer), where stage None means that there is no policy. Issuer ""
means that no single authority is named; " + " joins several. Published on 15 October 2025 where a date matters.
"""

from __future__ import annotations

Case = tuple[str, str | None, str, str, str]

ACTIVE: tuple[Case, ...] = (
    # plain subject, verb, object
    (
        "The Norwegian Directorate of Fisheries has published new rules for the coastal cod fishery.",
        "adopted",
        "regulation",
        "NO",
        "Norwegian Directorate of Fisheries",
    ),
    # a bare parliament by its local name
    (
        "The Storting passed a law on Tuesday that bans the sale of energy drinks to children under 16.",
        "adopted",
        "law",
        "NO",
        "Storting",
    ),
    # abbreviation only
    (
        "Anvisa has approved a regulation on the labelling of ultra-processed food.",
        "adopted",
        "regulation",
        "BR",
        "National Health Surveillance Agency",
    ),
    # abbreviation in brackets after the name
    (
        "The Telecom Regulatory Authority of India (TRAI) released recommendations on satellite spectrum pricing.",
        "adopted",
        "guideline",
        "IN",
        "Telecom Regulatory Authority of India",
    ),
    # possessive country before a lower-case ministry
    (
        "Kenya's energy ministry has unveiled a strategy for geothermal power.",
        "adopted",
        "plan",
        "KE",
        "Ministry of Energy",
    ),
    # adjective of the country before a lower-case ministry
    (
        "The Brazilian health ministry launched a vaccination campaign against dengue in twelve states.",
        "adopted",
        "programme",
        "BR",
        "Ministry of Health",
    ),
    # cabinet and a scheme
    (
        "India's Union Cabinet cleared a scheme worth 10,000 crore rupees for electric buses.",
        "adopted",
        "programme",
        "IN",
        "Union Cabinet",
    ),
    # lower chamber by its own name
    ("The Bundestag adopted the heating act with the votes of the coalition.", "adopted", "law", "DE", "Bundestag"),
    # the same, upper chamber
    ("The Rajya Sabha passed the maritime shipping bill by voice vote.", "adopted", "law", "IN", "Rajya Sabha"),
    # a phrasal verb
    (
        "Ofgem has brought in a cap on standing charges for prepayment customers.",
        "adopted",
        "regulation",
        "UK",
        "Ofgem",
    ),
    # the verb's particle after the object
    ("The Danish Energy Agency put a new tender out last week.", "adopted", "programme", "DK", "Danish Energy Agency"),
    # an act that needs no instrument: ban
    ("Denmark has banned the use of mobile phones in primary schools.", "adopted", "restriction", "DK", ""),
    # an act that needs no instrument: fine
    (
        "The Irish Data Protection Commission fined a social network 91 million euros for storing "
        "passwords in plain text.",
        "adopted",
        "decision",
        "IE",
        "Data Protection Commission",
    ),
    # an act that needs no instrument: clear
    (
        "The Food and Drug Administration has cleared a twice-yearly injection for the prevention of HIV.",
        "adopted",
        "authorization",
        "US",
        "Food and Drug Administration",
    ),
    # sanctions
    (
        "The European Union imposed sanctions on nine shipping companies on Monday.",
        "adopted",
        "restriction",
        "EU",
        "European Union",
    ),
    # tariffs of a president's administration
    (
        "The Trump administration imposed a 25 percent tariff on imported trucks.",
        "adopted",
        "tax",
        "US",
        "Trump administration",
    ),
    # central bank and a rate
    (
        "The Central Bank of Kenya lowered its benchmark rate to 9.25 percent.",
        "adopted",
        "decision",
        "KE",
        "Central Bank of Kenya",
    ),
    # central bank by role
    (
        "Norway's central bank cut its key rate by a quarter of a point on Thursday.",
        "adopted",
        "decision",
        "NO",
        "Norges Bank",
    ),
    # court
    (
        "South Africa's Constitutional Court struck down a section of the Immigration Act.",
        "repealed",
        "law",
        "ZA",
        "Constitutional Court of South Africa",
    ),
    # executive order
    (
        "Brazil's President Lula signed a decree that sets up a national registry of pesticides.",
        "adopted",
        "regulation",
        "BR",
        "President of Brazil",
    ),
    # joint issue: the named one leads
    (
        "The Ministry of Finance and four other departments issued a notice on tax relief for small farms in China.",
        "adopted",
        "guideline",
        "CN",
        "Ministry of Finance",
    ),
    # insertion between subject and verb
    (
        "The Therapeutic Goods Administration, which oversees medicines in Australia, has issued a "
        "guidance note on vaping products.",
        "adopted",
        "guideline",
        "AU",
        "Therapeutic Goods Administration",
    ),
    # adverb between auxiliary and verb
    (
        "Japan's trade ministry has quietly revised its guidelines on the export of used cars.",
        "amended",
        "guideline",
        "JP",
        "Ministry of Economy, Trade and Industry",
    ),
    # two verbs, one subject
    (
        "The Knesset debated and passed a law on the taxation of undistributed profits.",
        "adopted",
        "law",
        "IL",
        "Knesset",
    ),
    # a municipal authority
    ("The New York City Council approved a bill on outdoor dining.", "adopted", "law", "US", "New York City Council"),
    # UN body
    (
        "The International Maritime Organization adopted guidelines on underwater noise from ships.",
        "adopted",
        "guideline",
        "INT",
        "International Maritime Organization",
    ),
    # WHO as a body, not a pronoun
    (
        "The World Health Organization published a report on road deaths.",
        "adopted",
        "report",
        "INT",
        "World Health Organization",
    ),
    # treaty
    (
        "Australia and Papua New Guinea signed a defence treaty in Canberra.",
        "adopted",
        "agreement",
        "INT",
        "Government of Australia + Government of Papua New Guinea",
    ),
    # EU agency
    (
        "The European Food Safety Authority has published a scientific opinion on titanium dioxide.",
        "adopted",
        "report",
        "EU",
        "European Food Safety Authority",
    ),
    # central bank rules
    (
        "The Reserve Bank of India issued directions, and a circular, on digital lending.",
        "adopted",
        "guideline",
        "IN",
        "Reserve Bank of India",
    ),
    # regulator opens probe
    (
        "The Australian Competition and Consumer Commission has opened an investigation into supermarket pricing.",
        "adopted",
        "decision",
        "AU",
        "Australian Competition and Consumer Commission",
    ),
    # state government
    (
        "California has enacted a law that obliges retailers to take back batteries.",
        "adopted",
        "law",
        "US",
        "California",
    ),
    # Gulf
    ("The UAE Cabinet approved a federal law on climate disclosure.", "adopted", "law", "AE", "UAE Cabinet"),
    # Gulf regulator by abbreviation
    ("SAMA has issued rules for open banking in Saudi Arabia.", "adopted", "regulation", "SA", "Saudi Central Bank"),
    # Japanese parliament
    (
        "Japan's Diet enacted a law to restrict the use of smartphones' app stores by gatekeepers.",
        "adopted",
        "law",
        "JP",
        "National Diet",
    ),
    # South Korean regulator
    (
        "The Korea Fair Trade Commission fined two ride-hailing firms for abusing their position.",
        "adopted",
        "decision",
        "KR",
        "Korea Fair Trade Commission",
    ),
    # Switzerland
    (
        "The Federal Council has lifted the water ban for fruit growers.",
        "repealed",
        "restriction",
        "CH",
        "Federal Council",
    ),
    # Turkey
    (
        "Turkey's Grand National Assembly ratified the Nice protocol and a treaty with Qatar.",
        "adopted",
        "agreement",
        "TR",
        "Grand National Assembly of Turkey",
    ),
    # Ghana
    (
        "The Bank of Ghana has published guidelines on the licensing of digital asset platforms.",
        "adopted",
        "guideline",
        "GH",
        "Bank of Ghana",
    ),
    # Nigeria
    (
        "NAFDAC has outlawed sachet alcohol from December.",
        "adopted",
        "restriction",
        "NG",
        "National Agency for Food and Drug Administration and Control",
    ),
    # Pakistan
    (
        "The Federal Board of Revenue notified new withholding tax rules for freelancers in Pakistan.",
        "adopted",
        "tax",
        "PK",
        "Federal Board of Revenue",
    ),
    # Vietnam
    (
        "Vietnam's National Assembly passed a data law with 451 votes.",
        "adopted",
        "law",
        "VN",
        "National Assembly of Vietnam",
    ),
    # Canada
    (
        "Health Canada has granted a licence for a needle-free flu vaccine.",
        "implemented",
        "authorization",
        "CA",
        "Health Canada",
    ),
    # Mexico
    ("Mexico's Senate approved a reform of the water law.", "adopted", "law", "MX", "Senate of Mexico"),
    # Argentina
    (
        "Argentina's central bank scrapped the limit on dollar purchases by individuals.",
        "repealed",
        "restriction",
        "AR",
        "Central Bank of Argentina",
    ),
    # Peru
    (
        "Peru's production ministry set a quota of three million tonnes for the second anchovy season.",
        "adopted",
        "decision",
        "PE",
        "Ministry of Production",
    ),
    # Iceland
    (
        "Iceland's fisheries minister has signed a regulation on the catch of lumpfish.",
        "adopted",
        "regulation",
        "IS",
        "Ministry of Fisheries",
    ),
    # Ukraine
    ("The Verkhovna Rada adopted a bill on the integrity of civil servants.", "adopted", "law", "UA", "Verkhovna Rada"),
    # Poland
    (
        "The Polish cabinet adopted a draft law on onshore wind farms.",
        "draft",
        "law",
        "PL",
        "Council of Ministers of Poland",
    ),
    # New Zealand
    (
        "New Zealand's Commerce Commission has released a final report on the grocery sector.",
        "adopted",
        "report",
        "NZ",
        "Commerce Commission",
    ),
    # Singapore
    (
        "The Monetary Authority of Singapore unveiled a package of measures for its stock market.",
        "adopted",
        "plan",
        "SG",
        "Monetary Authority of Singapore",
    ),
    # Ethiopia
    (
        "Ethiopia's parliament approved a proclamation that opens banking to foreign lenders.",
        "adopted",
        "regulation",
        "ET",
        "House of Peoples' Representatives",
    ),
)

PASSIVE_AND_NOMINAL: tuple[Case, ...] = (
    # passive with an agent
    (
        "A new code of practice on online advertising has been published by the Italian Competition Authority.",
        "adopted",
        "guideline",
        "IT",
        "Italian Competition Authority",
    ),
    # passive, participle only
    (
        "Guidelines issued by the Swedish Food Agency on Friday limit how much tuna toddlers should eat.",
        "adopted",
        "guideline",
        "SE",
        "Swedish Food Agency",
    ),
    # passive without an agent, but an instrument that only a state has
    ("A moratorium on deep-sea mining was adopted in Lisbon on Wednesday.", "adopted", "restriction", "PT", ""),
    # the release of … by …
    (
        "Monday saw the release by Kenya's Communications Authority of guidelines for community radio.",
        "adopted",
        "guideline",
        "KE",
        "Communications Authority of Kenya",
    ),
    # approval from
    (
        "A field trial of gene-edited barley can begin after approval came from the Danish "
        "Environmental Protection Agency.",
        "adopted",
        "authorization",
        "DK",
        "Danish Environmental Protection Agency",
    ),
    # go-ahead from
    (
        "With a go-ahead from the Nuclear Regulation Authority, the reactor at Tomari may be switched on again.",
        "adopted",
        "authorization",
        "JP",
        "Nuclear Regulation Authority",
    ),
    # received approval from
    (
        "The tidal array off Orkney has received approval from the Scottish Government.",
        "adopted",
        "authorization",
        "UK",
        "Scottish Government",
    ),
    # come out of
    (
        "A strategy for hydrogen trains has come out of France's transport ministry.",
        "adopted",
        "plan",
        "FR",
        "Ministry of Transport",
    ),
    # fresh … from
    (
        "Fresh guidance from the Information Commissioner's Office tells employers how far they may watch their staff.",
        "adopted",
        "guideline",
        "UK",
        "Information Commissioner's Office",
    ),
    # relative clause: which the … has made public
    (
        "Farmers are studying the action plan which Ireland's Environmental Protection Agency has now made public.",
        "adopted",
        "plan",
        "IE",
        "Environmental Protection Agency",
    ),
    # relative clause with that
    (
        "A directive that the European Parliament has just passed gives platform workers new rights.",
        "adopted",
        "regulation",
        "EU",
        "European Parliament",
    ),
    # sayer after a passive
    (
        "A pilot for driverless buses has been launched in three towns, said Finland's Ministry of "
        "Transport and Communications.",
        "adopted",
        "programme",
        "FI",
        "Ministry of Transport and Communications",
    ),
    # X's permission
    (
        "Three carmakers have the Ministry of Transport's permission to test self-driving lorries on Dutch motorways.",
        "implemented",
        "authorization",
        "NL",
        "Ministry of Transport",
    ),
    # by-phrase far behind
    (
        "A ban on the import of single-use vapes was imposed last night, after months of debate, "
        "by the Belgian government.",
        "adopted",
        "restriction",
        "BE",
        "Government of Belgium",
    ),
    # metonym in the possessive
    (
        "Ottawa's new tariff on steel derivatives was announced by the finance department on Thursday.",
        "announced",
        "tax",
        "CA",
        "Finance Canada",
    ),
    # "is now under way"
    (
        "A trade-in scheme for old tractors, run by Turkey's agriculture ministry, is now under way.",
        "adopted",
        "programme",
        "TR",
        "Ministry of Agriculture",
    ),
    # given permits
    (
        "Eleven fintech companies have been given licences by the Central Bank of the UAE.",
        "implemented",
        "authorization",
        "AE",
        "Central Bank of the UAE",
    ),
    # allocate
    (
        "A fund of 40 million pounds for village bus routes has been set up by the Department for Transport.",
        "adopted",
        "funding",
        "UK",
        "Department for Transport",
    ),
    # ruling
    (
        "The ruling by the Court of Justice of the European Union ends a decade of dispute over "
        "roaming fees, and it was handed down on Tuesday.",
        "adopted",
        "decision",
        "EU",
        "Court of Justice of the European Union",
    ),
    # EU Council under its name
    (
        "A regulation on the welfare of transported animals was adopted by the Council of the European Union.",
        "adopted",
        "regulation",
        "EU",
        "Council of the European Union",
    ),
)

TOLD_OTHERWISE: tuple[Case, ...] = (
    # the instrument stands one sentence earlier
    (
        "The casino bill is no more. Thailand's cabinet withdrew it on Tuesday.",
        "repealed",
        "law",
        "TH",
        "Cabinet of Thailand",
    ),
    # a ruling told by what follows from it
    (
        "Ferries must carry life rafts for everyone, the Supreme Court of India ruled.",
        "adopted",
        "decision",
        "IN",
        "Supreme Court of India",
    ),
    # a permission
    (
        "Bakers may sell bread on Sundays again, Malta's trade ministry decided.",
        "adopted",
        "authorization",
        "MT",
        "Ministry of Trade",
    ),
    # what a notice says
    (
        "Street stalls close at ten, says a circular of Qatar's labour ministry.",
        "adopted",
        "guideline",
        "QA",
        "Ministry of Labour",
    ),
    # in force, without a verb
    ("Decree 12, in force since Monday, covers all of Paraguay's shops.", "in_force", "regulation", "PY", ""),
    # two authorities together
    (
        "The Norwegian Food Safety Authority and Mattilsynet published rules.",
        "adopted",
        "regulation",
        "NO",
        "Norwegian Food Safety Authority",
    ),
    # two states make an agreement
    (
        "Negotiators from Chile and Peru have wrapped up a fisheries agreement.",
        "adopted",
        "agreement",
        "INT",
        "Government of Chile + Government of Peru",
    ),
    # a verb that is in no list, beside what is beyond doubt
    (
        "The fishing ban was shortened by the Ministry of Fisheries in Ghana.",
        "adopted",
        "restriction",
        "GH",
        "Ministry of Fisheries",
    ),
    # an organ acts for its body
    (
        "Heads of state of ECOWAS took the decision in Abuja.",
        "adopted",
        "decision",
        "INT",
        "Economic Community of West African States",
    ),
    # through a committee
    ("The US Senate's finance committee has approved legislation on drug prices.", "draft", "law", "US", "US Senate"),
    # "said it would"
    (
        "Transport Canada said on Monday it would ban lead in aviation fuel.",
        "announced",
        "restriction",
        "CA",
        "Transport Canada",
    ),
    # a draft with a call for comments in the next sentence
    (
        "The Central Bank of Kenya published draft rules on loans. Comments are due by 3 May.",
        "consultation",
        "regulation",
        "KE",
        "Central Bank of Kenya",
    ),
    # a period extended: what of, the sentence before says
    (
        "The deadline for licences nears. Fiji's trade ministry extended the period on Sunday.",
        "extended",
        "",
        "FJ",
        "Ministry of Trade",
    ),
    # a cleft sentence
    (
        "It was the Danish Maritime Authority that set the date, in a regulation made public on Monday.",
        "adopted",
        "regulation",
        "DK",
        "Danish Maritime Authority",
    ),
    # amendments amend
    ("Latvia's parliament adopted amendments to the forest act.", "adopted", "law", "LV", "Saeima"),
)

STAGES: tuple[Case, ...] = (
    # will
    (
        "The Norwegian government will introduce a tax on tourists in Lofoten next year.",
        "announced",
        "tax",
        "NO",
        "Government of Norway",
    ),
    # plans to
    (
        "Indonesia's finance ministry plans to levy an export duty on coal.",
        "announced",
        "tax",
        "ID",
        "Ministry of Finance",
    ),
    # announce
    (
        "Spain's government announced a subsidy for first-time tenants.",
        "announced",
        "funding",
        "ES",
        "Government of Spain",
    ),
    # propose
    (
        "The European Commission has proposed a regulation on the microchipping of dogs.",
        "draft",
        "regulation",
        "EU",
        "European Commission",
    ),
    # proposes to + verb
    ("Ofcom proposes to cap mid-contract price rises.", "draft", "regulation", "UK", "Ofcom"),
    # bill tabled
    (
        "Ghana's lands minister tabled a bill on small-scale mining in parliament.",
        "draft",
        "law",
        "GH",
        "Ministry of Lands",
    ),
    # draft rules published
    (
        "The Energy Market Authority has published draft rules for the import of hydropower to Singapore.",
        "draft",
        "regulation",
        "SG",
        "Energy Market Authority",
    ),
    # drafting
    (
        "Chile's environment ministry is drafting a decree on the salt flats.",
        "draft",
        "regulation",
        "CL",
        "Ministry of Environment",
    ),
    # consultation opened
    (
        "The Pharmacy and Poisons Board has opened a consultation on the pricing of insulin in Kenya.",
        "consultation",
        "",
        "KE",
        "Pharmacy and Poisons Board",
    ),
    # comments sought
    (
        "South Africa's Information Regulator is seeking comments on a code of conduct for gated communities.",
        "consultation",
        "regulation",
        "ZA",
        "Information Regulator",
    ),
    # invites comments
    (
        "Anatel has invited comments on a draft regulation for satellite phones.",
        "consultation",
        "regulation",
        "BR",
        "National Telecommunications Agency",
    ),
    # takes effect
    ("A law on the right to repair took effect in Oregon on Wednesday.", "in_force", "law", "US", ""),
    # came into force
    ("The Data Protection Act of Malawi came into force on Monday.", "in_force", "law", "MW", ""),
    # amended
    (
        "Malaysia's parliament amended the Fisheries Act to raise fines for poachers.",
        "amended",
        "law",
        "MY",
        "Parliament of Malaysia",
    ),
    # tighten
    (
        "The Dutch central bank has tightened its rules on mortgage lending.",
        "amended",
        "regulation",
        "NL",
        "De Nederlandsche Bank",
    ),
    # extend
    (
        "The Treasury has extended the fuel duty freeze in Britain by a year.",
        "extended",
        "restriction",
        "UK",
        "HM Treasury",
    ),
    # extended, passive
    (
        "The ban on foreign home buyers has been extended for two years by the Canadian government.",
        "extended",
        "restriction",
        "CA",
        "Government of Canada",
    ),
    # delay
    (
        "The European Commission has delayed the deforestation regulation by twelve months.",
        "delayed",
        "regulation",
        "EU",
        "European Commission",
    ),
    # postponed, passive
    (
        "The plastic levy has been postponed until July by Thailand's cabinet.",
        "delayed",
        "tax",
        "TH",
        "Cabinet of Thailand",
    ),
    # push back
    (
        "The US Treasury pushed back the start of a reporting rule for shell companies.",
        "delayed",
        "regulation",
        "US",
        "Department of the Treasury",
    ),
    # suspend
    (
        "The Colombian government suspended coal exports, and with them an export quota, by decree.",
        "suspended",
        "restriction",
        "CO",
        "Government of Colombia",
    ),
    # pause by court
    (
        "The Supreme Court of India stayed the order on roadside food stalls.",
        "suspended",
        "decision",
        "IN",
        "Supreme Court of India",
    ),
    # repeal
    ("New Zealand's parliament repealed the fuel tax for Auckland.", "repealed", "tax", "NZ", "New Zealand Parliament"),
    # lift a ban
    ("Japan has lifted a ban on beef from Brazil.", "repealed", "restriction", "JP", ""),
    # revoke
    (
        "The Nigerian Communications Commission revoked the licence of a tower company.",
        "repealed",
        "authorization",
        "NG",
        "Nigerian Communications Commission",
    ),
    # grants paid out
    (
        "The Environment Agency of England has paid out grants to 300 flooded farms.",
        "implemented",
        "funding",
        "UK",
        "Environment Agency",
    ),
    # licences granted
    (
        "Namibia's fisheries ministry granted licences to six trawler companies.",
        "implemented",
        "authorization",
        "NA",
        "Ministry of Fisheries",
    ),
    # penalty
    (
        "The Federal Cartel Office penalised a cement maker for price fixing.",
        "adopted",
        "decision",
        "DE",
        "Federal Cartel Office",
    ),
)

HEADLINES: tuple[Case, ...] = (
    # present tense
    ("Vietnam bans exports of raw rosewood", "adopted", "restriction", "VN", ""),
    # to + infinitive
    ("EU to cap PFAS in drinking water", "announced", "restriction", "EU", "European Union"),
    # regulator in the present tense
    (
        "Ofwat fines Thames Water over sewage spills",
        "adopted",
        "decision",
        "UK",
        "Ofwat",
    ),
    # plural subject
    ("Lawmakers in Chile pass pension reform", "adopted", "law", "CL", ""),
    # title case
    ("Philippine Senate Passes Bill on Single-Use Plastics", "adopted", "law", "PH", "Philippine Senate"),
    # abbreviation
    ("SEC approves rules for tokenised shares", "adopted", "regulation", "US", "Securities and Exchange Commission"),
    # delay in a headline
    ("Brussels delays anti-greenwashing law", "delayed", "law", "EU", "European Commission"),
)

NONE: tuple[Case, ...] = (
    # a company
    ("Maersk has launched a programme to train captains on methanol ships.", None, "", "", ""),
    # a company with a strategy, in a country's name
    ("Norwegian salmon farmer Mowi has published a strategy for closed pens.", None, "", "", ""),
    # urges
    ("The minister urged the European Commission to ban the trade in shark fins.", None, "", "", ""),
    # calls for
    ("Doctors in Kenya called for a law on sugary drinks.", None, "", "", ""),
    # should
    ("The government should extend the subsidy, the report says.", None, "", "", ""),
    # might
    ("India could impose a duty on steel imports, traders fear.", None, "", "", ""),
    # expected
    ("The central bank is expected to cut its key rate in March.", None, "", "", ""),
    # considering
    ("The Treasury is considering a levy on short-haul flights.", None, "", "", ""),
    # did not announce
    ("The premier did not announce any new policy measures.", None, "", "", ""),
    # no new policy
    ("The speech does not introduce a new law on migration.", None, "", "", ""),
    # stopped short of
    ("The Riksbank stopped short of announcing a new programme of bond purchases.", None, "", "", ""),
    # refused
    ("The Senate refused to pass the budget bill.", None, "", "", ""),
    # question
    ("Will Brazil ban the export of live cattle?", None, "", "", ""),
    # conditional
    ("If the Storting passes the bill, ferries would have to be electric by 2030.", None, "", "", ""),
    # old background
    ("Since the European Parliament adopted the regulation in 2016, complaints have doubled.", None, "", "", ""),
    # opinion
    ("The decree is a mistake, economists say.", None, "", "", ""),
    # market data
    ("Shares in the three largest banks fell after the report.", None, "", "", ""),
    # an award
    ("The Danish Energy Agency was awarded a prize for its maps.", None, "", "", ""),
    # visit
    ("Japan's foreign minister visited Nairobi and met his counterpart.", None, "", "", ""),
    # campaigners want
    ("Campaigners want the Scottish Government to introduce a charge on disposable cups.", None, "", "", ""),
    # scientists published
    ("Researchers at the University of Oslo published a report on plastic in cod.", None, "", "", ""),
    # rule as a verb in another sense
    ("Through most of the decade the United States ruled the market for large aircraft.", None, "", "", ""),
    # a bank that is no authority
    ("Bank of America has introduced a fee for paper statements.", None, "", "", ""),
    # denial with no plans
    ("The ministry has no plans to introduce a road toll.", None, "", "", ""),
    # considering in a nominal way
    ("There is talk in Dublin of a tax on second homes.", None, "", "", ""),
    # a forum
    ("Participants of the conference adopted a motion that asks states to protect whistle-blowers.", None, "", "", ""),
    # industry body
    ("The World Gold Council has published a report on jewellery demand.", None, "", "", ""),
    # lobbying
    ("Airlines have asked Transport Canada to delay the rule on seat sizes.", None, "", "", ""),
    # a plan of a company approved by its board
    ("The board of the carmaker approved a plan to close two plants.", None, "", "", ""),
    # a news agency
    ("The news agency has published a survey of pollsters.", None, "", "", ""),
    # no decision
    ("Ministers met in Riga and spoke of a ban on cages. No decision was taken.", None, "", "", ""),
    # others expect it
    ("Traders doubt that the Bank of Japan will raise rates in June.", None, "", "", ""),
    # an agenda
    ("On Tuesday the European Commission is due to present its plan for housing.", None, "", "", ""),
    # "if"
    ("Quotas work, the authors write, if they are enforced.", None, "", "", ""),
    # a company takes up "it"
    ("Acme wants a licence in India. It has applied to the Reserve Bank of India.", None, "", "", ""),
    # an adjective that looks like a verb
    ("A firm in Oslo sells advanced rules for chess.", None, "", "", ""),
    # long ago
    ("Norway introduced the herring tax in 1851.", None, "", "", ""),
    # explaining what a law does
    ("Under the act, landlords have to insulate roofs.", None, "", "", ""),
    # purpose
    ("It is a tool to enforce the law, the professor explained.", None, "", "", ""),
)

STORIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # headline, lead and a later sentence are one policy
    (
        "Kenya caps school fees\n\nKenya's education ministry issued a circular on Monday that caps school fees. The "
        "circular was published in the gazette. Schools must obey the rules from January.",
        ("adopted",),
    ),
    # two authorities and two instruments are two
    (
        "The Bank of Ghana issued rules for lenders on Monday. The European Commission fined two "
        "truck makers on Tuesday.",
        ("adopted", "adopted"),
    ),
    # an authority named one sentence on is the issuer of a passive
    ("New nutrition guidelines are out in Finland. The National Nutrition Council drew them up.", ("adopted",)),
    # a company's act beside an authority's name is not the authority's
    ("The regulator is watching. Acme launched a loyalty programme on Monday, and shares rose.", ()),
    # a headline that runs on in the line of its story is told by the sentence behind it
    (
        "Fiji freezes coral plan. Suva's Ministry of Fisheries has laid its coral strategy on ice until May.",
        ("suspended",),
    ),
    # a second act that the text sets apart, of the same authority
    (
        "Latvia's energy regulator published a plan for 600 chargers on Monday. It intends to issue guidance on "
        "batteries as well.",
        ("adopted", "announced"),
    ),
    # what came in instead of a ban
    (
        "The export ban on nickel was lifted by the mining ministry of Gabon on Monday. In its stead the regulator "
        "brought in annual quotas for manganese.",
        ("repealed", "adopted"),
    ),
    # what takes effect was issued before
    (
        "A Korean standard for pram brakes takes effect today. The Korean Agency for Technology and Standards issued "
        "it in June.",
        ("in_force",),
    ),
    # by the same department
    (
        "The US Department of Agriculture restored the grants for mills on Monday. A parallel program for seed was "
        "terminated on Friday by the same department.",
        ("adopted", "repealed"),
    ),
    # a paper that the cabinet approved is what puts off
    (
        "The entry into force of the diesel price is postponed until May by Decree 54, which Bolivia's cabinet "
        "approved on Sunday.",
        ("delayed",),
    ),
)

CASES = (*ACTIVE, *PASSIVE_AND_NOMINAL, *TOLD_OTHERWISE, *STAGES, *HEADLINES, *NONE)
