"""Classes of wording that wire stories and letters use for acts of authorities, in many countries and topics.

Each case: (text, stage, instrument, jurisdiction, issuers), stage None where the text tells of no policy.
Published on 15 October 2025.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.extraction import Extractor, load_vocabulary
from tracker.model import Item, PolicyMention

EXTRACTOR = Extractor(load_vocabulary())
PUBLISHED = datetime(2025, 10, 15, tzinfo=UTC)
Case = tuple[str, str | None, str, str, tuple[str, ...]]

RATES: tuple[Case, ...] = (
    # held where it was, a committee by its short name
    (
        "Copom has kept the Selic rate where it was, at 15 percent.",
        "adopted",
        "decision",
        "BR",
        ("Central Bank of Brazil",),
    ),
    # left unchanged, a percentage
    (
        "The Reserve Bank of India left the repo rate unchanged at 5.5 per cent on Wednesday.",
        "adopted",
        "decision",
        "IN",
        ("Reserve Bank of India",),
    ),
    # the number comes first
    (
        "From 7 percent to 6.75: that is how far the South African Reserve Bank has brought down its repo rate.",
        "adopted",
        "decision",
        "ZA",
        ("South African Reserve Bank",),
    ),
    # lifted by a quarter point
    (
        "The Bank of Japan lifted its policy rate by a quarter point to 0.75% on Friday.",
        "adopted",
        "decision",
        "JP",
        ("Bank of Japan",),
    ),
    # a committee that many banks have, with its bank beside it
    (
        "The Monetary Policy Committee of the Bank of Ghana cut its main rate by 350 basis points to 21.5%.",
        "adopted",
        "decision",
        "GH",
        ("Bank of Ghana",),
    ),
    # an American committee
    ("The FOMC held the federal funds rate at 4.25 to 4.5 percent.", "adopted", "decision", "US", ("Federal Reserve",)),
    # passive, the rate as subject
    (
        "The overnight rate was cut to 2.25% by the Bank of Canada on Wednesday.",
        "adopted",
        "decision",
        "CA",
        ("Bank of Canada",),
    ),
    # analysts expect
    ("Analysts expect the Bank of Mexico to cut its rate by 25 basis points in November.", None, "", "", ()),
    # minutes that look back
    ("The bank's shares rose after it raised its dividend.", None, "", "", ()),
)
FINES: tuple[Case, ...] = (
    (
        "Italy's antitrust authority has fined Shein 1 million euros for misleading green claims.",
        "adopted",
        "decision",
        "IT",
        ("Italian Competition Authority",),
    ),
    (
        "The Turkish Competition Board imposed a fine of 355 million lira on Spotify.",
        "adopted",
        "decision",
        "TR",
        ("Turkish Competition Authority",),
    ),
    (
        "Portugal's Ministry of Labour, Solidarity and Social Security has fined a delivery platform 4 million euros.",
        "adopted",
        "decision",
        "PT",
        ("Ministry of Labour, Solidarity and Social Security",),
    ),
    (
        "The Korea Fair Trade Commission has cleared the merger of the two shipyards on conditions.",
        "adopted",
        "",
        "KR",
        ("Korea Fair Trade Commission",),
    ),
    (
        "The airline was ordered by the Federal Court of Australia to pay A$90 million.",
        "adopted",
        "decision",
        "AU",
        ("Federal Court of Australia",),
    ),
    (
        "The Competition Commission of India lodged a case against the ticket seller on Monday.",
        "announced",
        "decision",
        "IN",
        ("Competition Commission of India",),
    ),
    (
        "The Competition Tribunal in Nairobi has overturned the regulator's ban on the merger.",
        "adopted",
        "decision",
        "KE",
        (),
    ),
    # a hearing
    ("The Canadian Competition Bureau held a hearing on grocery prices with 40 shopkeepers.", None, "", "", ()),
    # a survey
    ("Regulators now hear of 31 breaches a day on average, a survey of law firms says.", None, "", "", ()),
    # a company pays its own
    ("The company said it had set aside $40 million for a possible fine.", None, "", "", ()),
)
IN_FORCE: tuple[Case, ...] = (
    (
        "On 1 September the Digital Travel Authorisation entered its final phase in the European Union.",
        "in_force",
        "",
        "EU",
        (),
    ),
    (
        "The rules on package travel that Ofgem approved in May have applied since Monday.",
        "in_force",
        "regulation",
        "UK",
        ("Ofgem",),
    ),
    ("From Monday no fish from the lake in Uganda may be sold below 25 centimetres.", "in_force", "", "UG", ()),
    (
        "The national minimum wage in Ireland rises by 65 cents to €14.15 in January.",
        "announced",
        "regulation",
        "IE",
        (),
    ),
    (
        "Decree 88, signed in August, sets a floor of 320 dollars for workers in Cambodia.",
        "adopted",
        "regulation",
        "KH",
        (),
    ),
    (
        "From January, train tickets in Denmark carry a charge of 30 kroner, not 50, under a deal struck by the "
        "government and two parties.",
        "adopted",
        "",
        "DK",
        (),
    ),
    ("In Chile the excise on diesel took effect on 1 October.", "in_force", "tax", "CL", ()),
    # a price of the market
    ("From Monday a litre of milk costs 20 cents more at the chain's shops in Spain.", None, "", "", ()),
    ("Wages in Hungary rise by 4.1% to 640,000 forints in April, the bank's analysts believe.", None, "", "", ()),
)
AGREEMENTS: tuple[Case, ...] = (
    ("India and New Zealand have concluded talks on a free trade agreement.", "adopted", "agreement", "INT", ()),
    ("The European Union and Indonesia initialled a trade agreement on Tuesday.", "adopted", "agreement", "INT", ()),
    ("Kenya and Tanzania struck a deal on maize transit fees last week.", "adopted", "agreement", "INT", ()),
    ("EU ambassadors signed off on the trade pact with Mercosur.", "adopted", "agreement", "EU", ()),
    ("Talks on a trade deal between Canada and Ecuador broke up without a result.", None, "", "", ()),
)
TARIFFS: tuple[Case, ...] = (
    ("Washington brings its tariff on Swiss goods down to 15% from 39%.", "amended", "tax", "US", ()),
    (
        "Brazil has slapped a duty of 25 percent on imports of steel coil since September 1.",
        "in_force",
        "tax",
        "BR",
        (),
    ),
    (
        "President Ruto of Kenya has extended the stop on sugar imports by Executive Order 7.",
        "extended",
        "restriction",
        "KE",
        ("President of Kenya",),
    ),
    ("The duty on crude sunflower oil in India drops to 10% with immediate effect.", "in_force", "tax", "IN", ()),
    ("Tariffs weigh on the Swiss watchmakers, whose exports fell by 11%.", None, "", "", ()),
)
BILLS: tuple[Case, ...] = (
    (
        "The president of Colombia sent Congress a bill that would tax sugary drinks.",
        "draft",
        "law",
        "CO",
        ("President of Colombia",),
    ),
    (
        "The Polish government submitted a bill on short-term rentals to the Sejm.",
        "draft",
        "law",
        "PL",
        ("Government of Poland",),
    ),
    (
        "The Czech cabinet adopted its draft budget for 2026 and sent it to parliament.",
        "draft",
        "law",
        "CZ",
        ("Cabinet of the Czech Republic",),
    ),
    ("Kenya's treasury secretary tabled the Finance Bill 2026 in the National Assembly.", "draft", "law", "KE", ()),
    (
        "The European Parliament asked the Court of Justice for an opinion on the pact with Mercosur.",
        "delayed",
        "agreement",
        "EU",
        ("European Parliament",),
    ),
    ("The Senate rejected the bill on sports betting in Brazil by 41 votes to 30.", None, "", "", ()),
)
CONTROLS: tuple[Case, ...] = (
    (
        "Samarium, gadolinium and terbium join the four metals whose export from China takes a permit.",
        "adopted",
        "restriction",
        "CN",
        (),
    ),
    (
        "Anyone who sells drones in Nigeria now needs a licence from the Civil Aviation Authority.",
        "in_force",
        "",
        "NG",
        (),
    ),
    (
        "China's commerce ministry said that five announcements on export controls are suspended until November 2026.",
        "suspended",
        "restriction",
        "CN",
        ("Ministry of Commerce",),
    ),
)
FUNDS: tuple[Case, ...] = (
    (
        "Berlin takes a stake of €200 million in the satellite maker, the economy ministry announced on Monday.",
        "adopted",
        "funding",
        "DE",
        (),
    ),
    (
        "The European Commission disbursed EUR 42 million from the agricultural reserve to growers in Bulgaria.",
        "implemented",
        "funding",
        "EU",
        ("European Commission",),
    ),
    (
        "The Kenyan government has set aside 4 billion shillings for school meals.",
        "adopted",
        "funding",
        "KE",
        ("Government of Kenya",),
    ),
    ("The pension fund takes a stake of 5% in the port of Durban.", None, "", "", ()),
)
NONE: tuple[Case, ...] = (
    ("No decision has been taken on the ban, the Uruguayan education ministry said.", None, "", "", ()),
    ("No new rules were announced at the meeting of the Indian cabinet.", None, "", "", ()),
    ("There is no proposal to tax sugar, Norway's finance ministry said.", None, "", "", ()),
    ("The committee in Wellington turned down a bill on street signs.", None, "", "", ()),
    ("Lawmakers in Peru voted against a ban on trawling.", None, "", "", ()),
    ("The Senate committee in Abuja will hear the central bank's governor on Thursday.", None, "", "", ()),
    ("The ban on trawling is on the agenda of the cabinet in Accra next week.", None, "", "", ()),
)
DRAFTS: tuple[Case, ...] = (
    (
        "Vietnam's finance ministry has opened a public consultation on draft measures for digital assets.",
        "consultation",
        "",
        "VN",
        ("Ministry of Finance",),
    ),
    (
        "India's power ministry has notified the Electricity (Amendment) Rules, 2025.",
        "amended",
        "regulation",
        "IN",
        ("Ministry of Power",),
    ),
    (
        "Ghana's health ministry published draft rules on food labels for comment.",
        "consultation",
        "regulation",
        "GH",
        ("Ministry of Health",),
    ),
    (
        "The four-day week trials in Scotland were extended to June 2026 by the Scottish Government.",
        "extended",
        "programme",
        "UK",
        ("Scottish Government",),
    ),
    (
        "The Supreme Court in Nairobi has put on hold the order that obliged the platform to hand over data.",
        "suspended",
        "decision",
        "KE",
        ("Supreme Court of Kenya",),
    ),
    (
        "MEPs voted on Thursday to delay the deforestation law by a year.",
        "delayed",
        "law",
        "EU",
        ("European Parliament",),
    ),
)
ELSEWHERE: tuple[Case, ...] = (
    (
        "Hungary's central bank has left its base rate at 6.5% for a thirteenth month, as everyone expected.",
        "adopted",
        "decision",
        "HU",
        ("National Bank of Hungary",),
    ),
    (
        "Colombia: policy rate stays at 9.25%, Banco de la República decides by four votes to three",
        "adopted",
        "decision",
        "CO",
        ("Banco de la República",),
    ),
    (
        "The Monetary Policy Committee in Abuja voted to retain the benchmark rate at 27%.",
        "adopted",
        "decision",
        "NG",
        ("Central Bank of Nigeria",),
    ),
    (
        "Norges Bank on Thursday raised the key policy rate to 4.25% from 4.",
        "adopted",
        "decision",
        "NO",
        ("Norges Bank",),
    ),
    ("The Bank of England's MPC voted 5–4 to cut Bank Rate to 4%.", "adopted", "decision", "UK", ("Bank of England",)),
    (
        "The Dutch privacy watchdog slapped a fine of 290 million euros on the ride-hailing firm.",
        "adopted",
        "decision",
        "NL",
        ("Dutch Data Protection Authority",),
    ),
    (
        "The CMA has cleared the takeover of the bakery chain after a first look.",
        "adopted",
        "authorization",
        "UK",
        ("Competition and Markets Authority",),
    ),
    (
        "Brazil's Cade approved the airline merger with conditions on Wednesday.",
        "adopted",
        "authorization",
        "BR",
        ("Administrative Council for Economic Defense",),
    ),
    (
        "Germany's Bundeskartellamt prohibited the purchase of the hospital.",
        "adopted",
        "decision",
        "DE",
        ("Federal Cartel Office",),
    ),
    (
        "The company must pay 40 million euros, the Spanish data protection agency has decided.",
        "adopted",
        "decision",
        "ES",
        ("Spanish Data Protection Agency",),
    ),
    (
        "India's competition regulator dropped its case against the browser maker.",
        "repealed",
        "decision",
        "IN",
        ("Competition Commission of India",),
    ),
    ("The EU's methane rules for importers started to apply on Sunday.", "in_force", "regulation", "EU", ()),
    ("South Africa's new copyright act came into operation this week.", "in_force", "law", "ZA", ()),
    ("Sweden's snus tax falls by a fifth on 1 November.", "announced", "tax", "SE", ()),
    (
        "The price cap on household energy in Britain goes up by 2% to £1,755 a year this month, Ofgem said.",
        "in_force",
        "restriction",
        "UK",
        ("Ofgem",),
    ),
    (
        "Ministers of Japan and the Philippines put their names to a defence pact in Tokyo.",
        "adopted",
        "agreement",
        "INT",
        (),
    ),
    ("The EU and Switzerland have initialled a package of agreements.", "adopted", "agreement", "INT", ()),
    (
        "The joint Norwegian-Russian fisheries commission fixed the cod quota for 2026 at 285,000 tonnes.",
        "adopted",
        "agreement",
        "INT",
        (),
    ),
    (
        "Negotiators of Canada and Indonesia wrapped up talks on a trade deal on Monday.",
        "adopted",
        "agreement",
        "INT",
        (),
    ),
    ("Washington doubled its duty on steel to 50% on Wednesday.", "amended", "tax", "US", ()),
    (
        "President Trump signed an order that raises tariffs on Brazilian goods to 50%.",
        "amended",
        "tax",
        "US",
        ("President of the United States",),
    ),
    ("Ottawa scraps its digital services tax days before the first payments.", "repealed", "tax", "CA", ()),
    ("Beijing has lifted its duty on Australian wine.", "repealed", "tax", "CN", ()),
    ("Mexico's Senate approved tariffs of up to 50% on Asian goods.", "adopted", "tax", "MX", ("Senate of Mexico",)),
    ("New Delhi halves the import duty on crude palm oil to 10%.", "amended", "tax", "IN", ()),
    (
        "The Danish government put before the Folketing a bill that bars children under 15 from social networks.",
        "draft",
        "law",
        "DK",
        ("Government of Denmark",),
    ),
    (
        "Italy's cabinet approved the draft budget for 2026 and submitted it to Brussels.",
        "draft",
        "law",
        "IT",
        ("Cabinet of Italy",),
    ),
    ("Bundestag passes pension package by a whisker", "adopted", "law", "DE", ("Bundestag",)),
    (
        "Argentina's lower house overturned the president's veto of the university funding law.",
        "repealed",
        "decision",
        "AR",
        ("Argentine Chamber of Deputies",),
    ),
    (
        "The cabinet in Lima declared a state of emergency in three districts on Sunday.",
        "adopted",
        "decision",
        "PE",
        ("Cabinet of Peru",),
    ),
    (
        "Hong Kong's monetary authority handed out its first stablecoin licences to three issuers.",
        "implemented",
        "authorization",
        "HK",
        ("Hong Kong Monetary Authority",),
    ),
    ("Regulators in Canberra gave the green light to two gene therapies.", "adopted", "authorization", "AU", ()),
    (
        "Health Canada pulled the licence of an e-cigarette brand.",
        "repealed",
        "authorization",
        "CA",
        ("Health Canada",),
    ),
    (
        "The European Parliament approved the Weimer report on late payments with 359 votes.",
        "adopted",
        "report",
        "EU",
        ("European Parliament",),
    ),
    (
        "Uganda's parliament passed the coffee amendment bill after a brawl.",
        "adopted",
        "law",
        "UG",
        ("Parliament of Uganda",),
    ),
    (
        "A new law obliges shops in Greece to show the price per kilo; it comes into force on 1 February.",
        "adopted",
        "law",
        "GR",
        (),
    ),
    (
        "Quotas for foreign students will be cut by 7% next year, Canada's immigration minister said.",
        "announced",
        "restriction",
        "CA",
        ("Immigration, Refugees and Citizenship Canada",),
    ),
    ("The World Bank approved $500 million for Ghana's grid.", "adopted", "funding", "INT", ("World Bank",)),
    ("Chile's environment court revoked the permit of a copper mine.", "repealed", "authorization", "CL", ()),
    ("Denmark to ban phones in schools from 2026", "announced", "restriction", "DK", ()),
    ("EU delays methane rules by a year", "delayed", "regulation", "EU", ("European Union",)),
    ("Japan approves record defence budget", "adopted", "funding", "JP", ()),
    ("India bans imports of jute from Bangladesh by land", "adopted", "restriction", "IN", ()),
    (
        "The Nigerian Communications Commission told operators to refund failed airtime purchases within 30 seconds.",
        "adopted",
        "regulation",
        "NG",
        ("Nigerian Communications Commission",),
    ),
    (
        "France's competition watchdog fined Apple 150 million euros in March.",
        "adopted",
        "decision",
        "FR",
        ("Autorité de la concurrence",),
    ),
    (
        "Pakistan's power regulator has cut the tariff for industry by 4 rupees a unit.",
        "adopted",
        "decision",
        "PK",
        ("National Electric Power Regulatory Authority",),
    ),
    ("Ireland's media regulator opened an investigation into X.", "adopted", "decision", "IE", ("Coimisiún na Meán",)),
    (
        "The Constitutional Court of Colombia suspended the state of economic emergency.",
        "suspended",
        "decision",
        "CO",
        ("Constitutional Court of Colombia",),
    ),
    ("The ministry in Hanoi is drafting a decree on data centres.", "draft", "regulation", "VN", ()),
    (
        "Steel quotas for Türkiye and India shrink by a fifth on 1 April, the Commission has decided.",
        "adopted",
        "restriction",
        "EU",
        ("European Commission",),
    ),
    ("Brussels has proposed to cut its steel quotas by half.", "draft", "restriction", "EU", ()),
    (
        "Peru's Congress overrode the president and legalised informal mining for one more year.",
        "adopted",
        "law",
        "PE",
        ("Congress of Peru",),
    ),
    (
        "China suspends its port fees on American ships for twelve months from 10 November.",
        "suspended",
        "tax",
        "CN",
        (),
    ),
    ("The White House put off the higher tariff on lumber until January.", "delayed", "tax", "US", ("White House",)),
    (
        "The Bank of Thailand surprised markets and stood pat at 1.5%.",
        "adopted",
        "decision",
        "TH",
        ("Bank of Thailand",),
    ),
    (
        "Sri Lanka's central bank holds its overnight policy rate at 7.75 percent.",
        "adopted",
        "decision",
        "LK",
        ("Central Bank of Sri Lanka",),
    ),
    (
        "India's insurance regulator proposed on Friday to let foreigners own all of an insurer.",
        "draft",
        "regulation",
        "IN",
        ("Insurance Regulatory and Development Authority of India",),
    ),
    ("Senators in Rome gave the final nod to the justice reform.", "adopted", "law", "IT", ()),
    (
        "Malaysia's central bank and the securities commission jointly issued guidelines on climate risk.",
        "adopted",
        "guideline",
        "MY",
        (
            "Bank Negara Malaysia",
            "Securities Commission Malaysia",
        ),
    ),
    (
        "The Danish Energy Agency opened tenders for 3 GW of offshore wind.",
        "adopted",
        "programme",
        "DK",
        ("Danish Energy Agency",),
    ),
    (
        "The UK government has approved a third runway at Heathrow.",
        "adopted",
        "authorization",
        "UK",
        ("Government of the United Kingdom",),
    ),
    (
        "Iceland's Directorate of Fisheries cut the capelin quota to 8,600 tonnes.",
        "adopted",
        "decision",
        "IS",
        ("Directorate of Fisheries",),
    ),
    ("Kenya's High Court threw out the finance act of 2023.", "repealed", "law", "KE", ("High Court of Kenya",)),
    (
        "EU ministers reached a deal on the 2040 climate target after 20 hours.",
        "adopted",
        "agreement",
        "EU",
        ("Council of the European Union",),
    ),
    ("Zimbabwe's treasury has frozen hiring in ministries until June.", "suspended", "regulation", "ZW", ()),
    ("The Spanish government wants to cut VAT on art.", "announced", "tax", "ES", ("Government of Spain",)),
)
NO_ACT: tuple[str, ...] = (
    "Coastal states failed to agree on mackerel quotas.",
    "Kenya's finance minister said there were no plans to raise VAT.",
    "No new tax is planned, the Swiss finance minister said in Bern.",
    "The Austrian parliament debated a bill on deepfakes but did not vote.",
    "A proposal to ban fireworks failed in the Dutch Senate.",
    "The committee meets again on 3 November to look at the draft, the Chilean Senate's website says.",
    "No fine was imposed on the bank, the watchdog in Stockholm said.",
    "The Scottish Parliament voted down the assisted dying bill.",
    "The Czech National Bank expects inflation of 2.3% next year.",
    "The port authority of Rotterdam raised its fees, a survey of shippers found.",
    "The court in Seoul sentenced the former minister to two years.",
    "The health ministry counted 340 cases of measles in Alberta.",
    "The ministry of agriculture in Cairo bought 200,000 tonnes of wheat.",
    "The Fed's Beige Book reported weak growth in four districts.",
    "The Philippine Statistics Authority said inflation slowed to 1.7%.",
    "The finance ministry in Madrid sold 5 billion euros of bonds.",
    "The energy regulator expects bills to rise by 4% in January.",
    "Police in Lagos fined 300 drivers over the weekend.",
    "The chain will raise the price of a loaf to 3 euros from Monday in France.",
    "From Monday passengers of the airline must check in online.",
    "Since Tuesday the museum in Vienna has been closed; visitors must wait until May.",
    "Fines under the privacy law added up to 1.2 billion euros last year, a law firm has counted.",
    "The regulator hears of 400 breaches a day, more than before the law took effect.",
    "Analysts say the rate was cut too late by the Bank of Korea.",
    "The central bank of Chile will decide on rates on Tuesday.",
    "The minimum wage in Portugal rose by 20% over the decade, to the delight of unions.",
    "Tariffs have raised the price of steel in America by 20%.",
    "The price of diesel rises to 1.70 euros in April in Italy.",
    "The tax office in Oslo said 40,000 people had filed late.",
    "Exports of rice from India rose to 2.1 million tonnes in September after the ban was lifted last year.",
    "The company signed off on the deal with its Peruvian partner.",
    "The union rejected the ministry's offer of 5%.",
    "Unions in Nigeria demand that the government raise the minimum wage to 100,000 naira.",
    "The duty-free shop drops its price to 10 dollars with immediate effect.",
    "The governor of the Bank of England told MPs that inflation would fall to 2% in spring.",
    "Anyone who sells wine now needs a thick skin, an importer in Toronto says.",
    "The opposition leader in Warsaw tabled a motion of no confidence.",
    "The mayor of Lisbon opened a new library on Friday.",
    "The court in Madrid heard the case of a football club on Monday.",
    "Russia's central bank said 2.1 million people had taken out loans.",
    "The Senate committee on fisheries held a hearing with 12 skippers in Manila.",
    "Nothing has been decided, the Ministry of Finance in Nairobi said.",
    "The sovereign fund takes a stake of 4% in a Spanish utility.",
    "The Federal Reserve Bank of New York's survey showed that expectations rose to 3.4%.",
    "Norway's Supreme Court will hear the appeal in March.",
    "The bank has set aside $40m for a fine that the regulator in Zurich may impose.",
    "Talks between India and the EU on a trade deal enter their final phase next month.",
    "The city's marathon enters its final stage on Sunday in Berlin.",
    "Two countries share 285,000 tonnes of cod between them.",
    "The finance minister of Ghana asked the IMF for patience.",
    "Electricity prices in Kenya climbed by 7% in September, the statistics office reported.",
    "The number of permits granted in Ireland fell to 2,100 in the third quarter.",
    "The mission of the IMF is in Dakar until Friday.",
)
STEPS: tuple[Case, ...] = (
    # a frozen rate is a decision taken
    ("The Bank of Korea froze its base rate at 2.5% on Thursday.", "adopted", "decision", "KR", ("Bank of Korea",)),
    # a list that grows
    (
        "China's commerce ministry put five more metals on its control list on Thursday.",
        "adopted",
        "restriction",
        "CN",
        ("Ministry of Commerce",),
    ),
    # a cabinet's bill has still to pass
    ("The Thai cabinet approved a bill on clean air on Tuesday.", "draft", "law", "TH", ()),
    # an infinitive inside the subject
    (
        "A bill to nationalise the steelmaker was adopted by the French Senate on first reading.",
        "adopted",
        "law",
        "FR",
        ("Senate of France",),
    ),
    # an inquiry that is about what somebody does to others
    (
        "The Irish Data Protection Commission has opened an inquiry into the use of posts to train a chatbot.",
        "adopted",
        "decision",
        "IE",
        ("Data Protection Commission",),
    ),
    # refused
    ("Peru's Congress rejected a ban on trawling.", None, "", "", ()),
)
CASES: tuple[Case, ...] = (
    *STEPS,
    *ELSEWHERE,
    *((text, None, "", "", ()) for text in NO_ACT),
    *RATES,
    *FINES,
    *IN_FORCE,
    *AGREEMENTS,
    *TARIFFS,
    *BILLS,
    *CONTROLS,
    *FUNDS,
    *NONE,
    *DRAFTS,
)


def policies(text: str) -> tuple[PolicyMention, ...]:
    return EXTRACTOR.extract(Item(None, text, 0, len(text), PUBLISHED)).policies


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:60])
def test_news_gives_its_policy_or_none(case: Case) -> None:
    text, stage, form, jurisdiction, issuers = case
    found = policies(text)
    if stage is None:
        assert found == ()
        return
    assert [str(p.stage) for p in found] == [stage]
    assert form in ("", str(found[0].instrument))
    assert found[0].jurisdiction == jurisdiction
    assert not issuers or found[0].issuers == issuers
