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
        "repealed",
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
        ("Office of Gas and Electricity Markets",),
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
        ("Government of Denmark",),
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
        ("Cabinet of Czechia",),
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
        "amended",
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
CASES = (*RATES, *FINES, *IN_FORCE, *AGREEMENTS, *TARIFFS, *BILLS, *CONTROLS, *FUNDS, *NONE, *DRAFTS)


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
