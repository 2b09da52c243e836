# ruff: noqa: E501 - a paragraph is one line
"""Stories for letters of many layouts: the issues hold several stories each, every article is a single one in sections."""

from __future__ import annotations

from typing import NamedTuple


class Story(NamedTuple):
    place: str
    title: str
    body: str


class Issue(NamedTuple):
    masthead: str
    stories: tuple[Story, ...]
    foot: str


class Article(NamedTuple):
    masthead: str
    title: str
    lead: str
    sections: tuple[tuple[str, str], ...]
    foot: str


ISSUES = (
    Issue(
        "TIDEMARK\nFish, nets and quotas, every other Monday | 9 March 2026",
        (
            Story(
                "Norway",
                "Cod cut again",
                "The directorate in Bergen took another fifth off the cod quota for boats under eleven metres. From April they may land 41,000 tonnes. Skippers in Lofoten called it the end of the small fleet.",
            ),
            Story(
                "Peru",
                "Anchovy season opens",
                "Boats may leave Chimbote from Saturday. The ministry of production set the first limit at 2.5 million tonnes, a tenth below last spring's. Juveniles must stay under 10 percent of a haul.",
            ),
            Story(
                "Japan",
                "Eels on the register",
                "Every dealer of glass eels has to report what he buys within three days, says an ordinance that took effect on 1 March. Kochi counted 210 kilos on the black market last winter.",
            ),
            Story(
                "Senegal",
                "No licences, no news",
                "Dakar has not decided whether foreign trawlers return in May. Talks with Madrid go on, a spokesman said.",
            ),
        ),
        "Tidemark is written ashore. Tell a friend.",
    ),
    Issue(
        "The Ward Round\nHealth policy without the white coat\n14 October 2025",
        (
            Story(
                "Germany",
                "Clinics to be paid by group",
                "Hospitals will receive three fifths of their money for standing ready, under an ordinance that the cabinet in Berlin approved on Wednesday. Small houses in the country get a supplement of €500,000 a year.",
            ),
            Story(
                "Kenya",
                "Insurance for boda riders",
                "Riders of motorcycle taxis pay 300 shillings a month and are covered from the first day. Parliament passed the bill with 187 votes to 62, and the president is expected to sign it soon.",
            ),
            Story(
                "Thailand",
                "Cannabis back behind the counter",
                "Dispensaries in Bangkok may sell flowers against a prescription alone. Some 11,000 shops opened since 2022; the health ministry expects half of them to close.",
            ),
            Story(
                "Canada",
                "Nurses cross provinces",
                "A single licence lets nurses work from Halifax to Vancouver. Ottawa and nine provinces signed the agreement on Friday. Quebec stays out.",
            ),
            Story(
                "Chile",
                "Waiting lists",
                "On average 241 days pass until an operation, eleven fewer than a year before, the Senate heard in Valparaíso.",
            ),
        ),
        "You get this because you asked for it. Unsubscribe",
    ),
    Issue(
        "LOCK & LEVER\nCompetition news - Thursday 5 June 2025",
        (
            Story(
                "Brussels",
                "Brewer pays",
                "The Commission fined a brewer 338 million euros for keeping cheaper beer out of Belgium. It did so for seven years by changing labels. The company says it will appeal.",
            ),
            Story(
                "Seoul",
                "Game maker searched",
                "Officials of the Fair Trade Commission spent two days at the headquarters in Pangyo. They look into odds that players of loot boxes were never told. A fine may reach 3% of sales.",
            ),
            Story(
                "Pretoria",
                "Cement merger stopped",
                "Two producers who sell 58% of the country's cement must stay apart, the tribunal ruled. They had promised to keep prices for three years.",
            ),
            Story(
                "Washington",
                "Landlords settle",
                "Six landlords no longer share rents through one program. Under a deal with the Justice Department they pay nothing, and they admit nothing.",
            ),
        ),
        "Lock & Lever takes no side and no adverts.",
    ),
    Issue(
        "Chalkboard Weekly\nNo. 88 · 2 February 2026",
        (
            Story(
                "Finland",
                "Phones stay in lockers",
                "Schools from Turku to Oulu collect mobile phones at eight in the morning. The law came into force on Monday, and teachers may search bags if a second adult is present.",
            ),
            Story(
                "Brazil",
                "Breakfast for millions",
                "An additional 1.9 billion reais feed 6 million pupils before lessons. President and congress agreed on it after a week of quarrels over amendments.",
            ),
            Story(
                "India",
                "Board exams twice a year",
                "Pupils of class ten may sit their examination in February and again in May; the better marks count. The board in Delhi published the calendar last Tuesday.",
            ),
            Story(
                "Poland",
                "Homework returns",
                "Teachers in Warsaw and elsewhere can set homework again from the fourth class. It had been abolished in 2024. A survey among 12,000 parents was behind the turn.",
            ),
        ),
        "Chalkboard has 7,140 readers and one editor.",
    ),
    Issue(
        "PIPELINE POST ~ water & heat ~ 21.11.2025",
        (
            Story(
                "Spain",
                "Reuse becomes duty",
                "Towns of more than 50,000 inhabitants have to use a fifth of their waste water again by 2030. The royal decree appeared in the gazette on Thursday. Murcia does so already.",
            ),
            Story(
                "Jordan",
                "Desalination at Aqaba signed",
                "A consortium will build a plant for 300 million cubic metres a year and a pipe to Amman. It costs five billion dollars; the first water should flow in 2030.",
            ),
            Story(
                "Denmark",
                "District heat gets a ceiling",
                "The utility regulator ties the price of heat from waste to that of straw. Households in Aarhus would have paid 1,400 kroner less last winter.",
            ),
            Story(
                "Mexico",
                "Concessions expire",
                "Whoever has not used a concession for two years loses it, according to the water law that the Senate passed by 85 to 36.",
            ),
        ),
        "Drop us a line: post@pipeline.example",
    ),
    Issue(
        "Signal Box\nRail & road, Tuesdays\n17 March 2026",
        (
            Story(
                "Italy",
                "Night trains get a budget",
                "Rome puts 140 million euros a year into sleepers to Sicily. Trenitalia orders 70 coaches, of which the first should run in the summer of 2027.",
            ),
            Story(
                "Indonesia",
                "Toll gates go",
                "Lorries and cars on the roads of Java are charged by satellite from June. The ministry of public works tried it for eight months in Bali. Queues at gates cost the country 4.4 trillion rupiah a year.",
            ),
            Story(
                "Britain",
                "Drivers' hours",
                "The Department for Transport consults until 2 May on ten hours at the wheel, one more than today. Unions speak of madness.",
            ),
            Story(
                "Egypt",
                "Monorail opens",
                "Cairo's new line carries 45,000 passengers an hour, if they come. A ticket costs 20 pounds.",
            ),
            Story(
                "Austria",
                "Nothing doing",
                "No decision was taken on the Brenner limits, the chancellery let it be known. Tyrol waits.",
            ),
        ),
        "Mind the gap. Next issue in a fortnight.",
    ),
    Issue(
        "Home Rule\nNotes on a single country's councils\n6 May 2026",
        (
            Story(
                "Taxes",
                "TARIFFS UP AGAIN",
                "The water regulator allowed suppliers to raise tariffs by 8 percent from July. Households with a meter pay some 60 crowns more a month.",
            ),
            Story(
                "Roads",
                "LORRIES KEPT OUT",
                "Mayors can now close village streets to lorries above 7.5 tonnes at night. Signs cost a council about 900 crowns each, which hauliers are asked to share.",
            ),
            Story(
                "Schools",
                "FEWER BEDS IN HOSTELS",
                "An inspection found that 31 of 88 boarding houses lack smoke alarms. Pupils had to move out of five before Easter.",
            ),
            Story(
                "Waste",
                "GLASS GETS A DEPOSIT",
                "Bottles carry a deposit of three crowns from January, parliament decided on Friday by one vote. Breweries had fought it since 2019.",
            ),
        ),
        "Home Rule is free for clerks.",
    ),
    Issue(
        "Coin & Counter — payments, banks, tokens — 30 April 2026",
        (
            Story(
                "Nigeria",
                "Fees off small transfers",
                "Whoever sends less than 10,000 naira pays nothing from May. The central bank in Abuja issued the circular on Tuesday; banks lose an estimated 90 billion a year.",
            ),
            Story(
                "Switzerland",
                "Cash into the constitution",
                "Voters said yes by 73 percent. Bern must see to it that coins and notes are always available in sufficient numbers.",
            ),
            Story(
                "Singapore",
                "Licences for stablecoins",
                "Four issuers got their papers from the Monetary Authority. Reserves have to be held in short bills, and holders can redeem within five days.",
            ),
            Story(
                "Ghana",
                "Gold for the vault",
                "Small miners sell a fifth of their output to the Bank of Ghana, 3.2 tonnes in the first quarter. Payment is made in cedis.",
            ),
        ),
        "This is no advice. Coin & Counter, Lausanne",
    ),
)

ARTICLES = (
    Article(
        "GREEN DESK\nFriday, 13 March 2026",
        "Denmark taxes flights from every airport",
        "From January passengers who leave a Danish airport pay 30 kroner, and up to 300 on long routes. The Folketing passed the law on Thursday with 94 votes to 13. Airlines expect to lose four percent of their customers.",
        (
            (
                "Who pays",
                "The tax is added to each ticket and shown on its own line. Children below two and passengers who only change planes are exempt.",
            ),
            (
                "The money",
                "It should bring in 1.2 billion kroner a year. Half goes to pensioners, the rest to a fund for greener fuel that the ministry of climate will run.",
            ),
            (
                "What the airlines say",
                "They call the tax a gift to Hamburg and Malmö. SAS wants to move two routes from Billund, but has not said when.",
            ),
        ),
        "Green Desk goes out on Fridays.",
    ),
    Article(
        "Lagoon Letter | 8 July 2025",
        "Venice doubles the fee for day trippers",
        "Day trippers pay ten euros instead of five when they book late, the city council decided. The fee is due on 54 days this year, eleven more than in 2024. About 480,000 visitors paid it last year.",
        (
            (
                "How it works",
                "Visitors get a code on their phone, and stewards at the station check it. A fine of up to 300 euros awaits those who have none.",
            ),
            (
                "Exceptions",
                "Guests of hotels, pupils and those born in the city don't pay, but all except residents have to register.",
            ),
            (
                "The critics",
                "The opposition says the fee has kept nobody away. On some days, it counted 7,000 more visitors than in the year before.",
            ),
            ("Next year", "The council will decide in autumn whether the fee is due all year round."),
        ),
        "Lagoon Letter, San Polo 1180",
    ),
    Article(
        "COPPERLINE\nMining, plainly\n3 September 2025",
        "Zambia wants a third of every new mine",
        "A bill in Lusaka gives the state 30 percent of mines that are licensed from next year. Companies may choose whether to hand over shares or pay a higher royalty. Parliament debates it in October.",
        (
            (
                "Old mines",
                "Licences granted before the law stay as they are until they expire. That concerns all the large copper mines, which produced 820,000 tonnes last year.",
            ),
            (
                "Royalties",
                "Whoever keeps his shares pays 15 percent on copper above 9,000 dollars a tonne. The royalty on cobalt stays at eight.",
            ),
            (
                "Doubts",
                "The chamber of mines warns that banks will not lend to projects with a silent partner. It asks for a ceiling of ten percent.",
            ),
        ),
        "Copperline never buys shares.",
    ),
    Article(
        "THE SORTING OFFICE\n26 January 2026",
        "Denmark's last letter has been delivered, and Finland thinks of it too",
        "The Finnish post may deliver letters twice a week instead of three times, according to a government bill. Volumes have fallen by 80 percent since 2010. The post lost 36 million euros on letters last year.",
        (
            (
                "Villages",
                "Where no shop takes over the counter, the post has to keep a van. The bill names 140 such villages, mostly in Lapland.",
            ),
            (
                "Prices",
                "A stamp costs 2.75 euros already. The regulator may allow another ten cents once the law is in force.",
            ),
            (
                "Jobs",
                "Of the 6,000 who deliver letters, the post wants to keep 4,500. It offers the others work with parcels.",
            ),
        ),
        "Return to sender: office@sorting.example",
    ),
)
