# ruff: noqa: E501 - a sentence is one line
"""Letters of one subject in random form: a story in parts, with heads over them, labels before them, or signs.

They look as letters of many stories do, and only what they say tells that they are not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.reading.random_letters import BEFORE, BEHIND, SIGNS, Letter


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    """what any story may have such a part for"""
    head: str
    """words of its own above it"""
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    title: str
    parts: tuple[Part, ...]


SUBJECTS = (
    Subject("Ferry fares on the Sound go up by a fifth", (
        Part("What happened", "A dearer crossing", "Ferry passengers on the Sound will pay a fifth more from the first of May. The harbour board of Varde decided so on Tuesday, by five votes to four."),
        Part("By the numbers", "Four crowns a head", "A single ticket now costs 24 crowns, where it was 20. Some 310,000 people crossed last year, nine percent fewer than the year before."),
        Part("Background", "How it came to this", "The board has lost money since its second boat went into dock in October. Diesel alone took a third of its income."),
        Part("Reactions", "Islanders are angry", "Islanders had asked for season tickets instead. Their spokeswoman, Inger Holm, calls the vote a toll on people who have no bridge."),
        Part("Why it matters", "A test for the coast", "Other boards watch Varde closely. If passengers stay, fares will rise along the whole coast."),
        Part("What next", "The ministry has a say", "The ministry may still object until the end of the month. It has never done so before."),
    )),
    Subject("Kenya's tea board wants every leaf traced", (
        Part("The news", "Sacks get a number", "Each sack of tea that leaves a Kenyan factory is to carry a number that leads back to the farm. Draft rules of the Tea Board were published on Friday."),
        Part("The numbers", "Six hundred thousand growers", "About 650,000 smallholders grow tea in Kenya. They earn 2.4 billion shillings a month from it, according to the board."),
        Part("Who wins", "Buyers in Europe gain", "Buyers who must show that no forest was felled get the proof that they need. One of them, in Hamburg, has paid for the trial in Kericho."),
        Part("Who loses", "Brokers may go", "Brokers who mix leaf of many farms could not go on as they do. They handle every fourth sack now."),
        Part("The costs", "Who pays for the scanners", "Scanners for all 71 factories would come to 190 million shillings. Growers fear that these will be taken from their bonus."),
        Part("Next steps", "Comments until June", "Comments are open until 12 June. The board expects to send the final text to the minister in August."),
    )),
    Subject("Lisbon takes a year to think about its short lets", (
        Part("In short", "No new licences", "Lisbon will hand out no licence for holiday flats until next April. The city council passed the freeze late on Wednesday."),
        Part("Details", "Old town first", "It covers the whole city, not the old town alone as in the draft. Licences that lapse in these months are gone for good."),
        Part("The figures", "One flat in twelve", "Every twelfth flat in the centre is let by the day. Rents there went up by 7 percent last year, twice as much as in the suburbs."),
        Part("The critics", "Owners go to court", "Owners will go to court. Their lawyer says that a city cannot do by decree what parliament refused in 2024."),
        Part("Our view", "A pause is no policy", "A pause buys time and builds no flat. The council has yet to say what it will do with the twelve months."),
        Part("What to watch", "Porto may follow", "Porto's mayor likes the idea. She has asked her staff for the same sums by September."),
    )),
    Subject("Steel: Ottawa halves the quota", (
        Part("What happened?", "Half as much steel", "Canada will let in half as much foreign steel without duty as last year. An order signed on Monday cuts the quota to 1.3 million tonnes."),
        Part("Why now?", "Mills on short time", "Mills in Hamilton have been on short time since winter. They blame imports that were meant for the United States."),
        Part("Who is hit?", "Builders pay first", "Builders, above all. Beams could cost 12 percent more by autumn, the contractors' association warns."),
        Part("Is it legal?", "A question for Geneva", "Lawyers disagree. The order leans on a clause for emergencies that Canada has used twice since 1995."),
        Part("What do others say?", "Seoul protests", "Korea, which sells most of what will be cut, has asked for talks. Turkey wants to wait."),
        Part("What happens next?", "A review in spring", "The finance minister must look at the quota again in March. Until then the surtax beyond it stays at 50 percent."),
    )),
    Subject("Chile's glaciers get a law, twenty years late", (
        Part("The vote", "Late, but clear", "Chile's Senate has passed the glacier bill with 31 votes to 12. It had been lying in committees since 2006."),
        Part("What it says", "No drill near the ice", "Nobody may drill within 500 metres of a listed glacier. The list is kept by the water directorate and holds 24,000 names."),
        Part("The mines", "Two pits are affected", "Two copper pits reach into the zone. Their owners get six years to pull back, which they say is too short."),
        Part("The fields", "Farmers cheer", "Farmers in the valleys below had fought for the law. In dry years the ice gives them two thirds of their water."),
        Part("The money", "Who will watch", "Wardens are not paid for yet. The directorate reckons with 40 posts and 3 billion pesos a year."),
        Part("The calendar", "The president signs in July", "The president wants to sign in July. The ban would hold from the new year."),
    )),
    Subject("India asks its banks to pay for fraud", (
        Part("The decision", "Money back in ten days", "Banks in India must refund what customers lose to fraud within ten days. The Reserve Bank put the rule into a circular on Thursday."),
        Part("The scale", "A growing loss", "Fraud by phone cost depositors 145 billion rupees last year. That is four times as much as three years ago."),
        Part("The exceptions", "Who gets nothing", "Whoever hands over a password gets nothing. For sums below 5,000 rupees the bank may not even ask."),
        Part("The banks", "Lenders grumble", "Lenders grumble that they will pay for other people's mistakes. Shares of the three largest fell by 2 percent."),
        Part("The police", "Few cases are solved", "Few cases are ever solved. Police in Mumbai close one in fifty, by their own count."),
        Part("The dates", "From October", "The circular applies from 1 October. Small cooperative banks have until the end of March."),
    )),
)  # fmt: skip

Form = Callable[[int, Part], str]
ABOVE: dict[str, Form] = {
    "caps head": lambda n, p: p.head.upper() + "\n" + p.text,
    "caps label": lambda n, p: p.label.upper() + "\n" + p.text,
    "caps label, apart": lambda n, p: p.label.upper() + "\n\n" + p.text,
    "bold head": lambda n, p: f"**{p.head}**\n" + p.text,
    "bold label": lambda n, p: f"**{p.label}**\n" + p.text,
    "bold head, apart": lambda n, p: f"**{p.head}**\n\n" + p.text,
    "bold label, apart": lambda n, p: f"**{p.label}**\n\n" + p.text,
    "## head": lambda n, p: f"## {p.head}\n\n" + p.text,
    "## label": lambda n, p: f"## {p.label}\n\n" + p.text,
    "### label": lambda n, p: f"### {p.label}\n" + p.text,
    "plain head": lambda n, p: f"{p.head}\n" + p.text,
    "plain label": lambda n, p: f"{p.label}\n" + p.text,
    "plain head, apart": lambda n, p: f"{p.head}\n\n" + p.text,
    "plain label, apart": lambda n, p: f"{p.label}\n\n" + p.text,
    "numbered head": lambda n, p: f"{n}. {p.head}\n" + p.text,
    "emoji head": lambda n, p: f"{SIGNS[n]} {p.head}\n" + p.text,
    "arrow head": lambda n, p: f"» {p.head}\n" + p.text,
}
INTO: dict[str, Form] = {
    "label:": lambda n, p: f"{p.label.rstrip('?')}: {p.text}",
    "LABEL:": lambda n, p: f"{p.label.rstrip('?').upper()}: {p.text}",
    "LABEL.": lambda n, p: f"{p.label.rstrip('?').upper()}. {p.text}",
    "bold label:": lambda n, p: f"**{p.label.rstrip('?')}:** {p.text}",
    "bold head.": lambda n, p: f"**{p.head}.** {p.text}",
    "• label:": lambda n, p: f"• {p.label.rstrip('?')}: {p.text}",
    "- bold label:": lambda n, p: f"- **{p.label.rstrip('?')}:** {p.text}",
    "• ": lambda n, p: f"• {p.text}",
    "→ ": lambda n, p: f"→ {p.text}",
    "- ": lambda n, p: f"- {p.text}",
    "n. ": lambda n, p: f"{n}. {p.text}",
    "n) ": lambda n, p: f"{n}) {p.text}",
    "emoji ": lambda n, p: f"{SIGNS[n]} {p.text}",
    "— ": lambda n, p: f"— {p.text}",
    "nothing": lambda n, p: p.text,
}
LEADS = ("none", "none", "paragraph")


def single(random: Random, forms: dict[str, Sequence[str]] | None = None) -> Letter:
    """A letter of one subject; `forms`: of which parts only some ways are to be chosen from, by the part's name."""
    chosen = forms or {}

    def one_of(part: str, every: Sequence[str]) -> str:
        return random.choice(chosen.get(part) or every)

    place = one_of("heads", ("above", "into"))
    style = one_of(place, tuple(ABOVE if place == "above" else INTO))
    form = {
        "heads": f"{place}: {style}",
        "before": one_of("before", tuple(key for key in BEFORE if key not in ("promise", "list"))),
        "behind": one_of("behind", tuple(key for key in BEHIND if key != "tail")),
        "title": one_of("title", ("plain", "plain", "capitals", "heading", "none")),
        "lead": one_of("lead", LEADS),
        "parts": one_of("parts", ("3", "4", "5", "6")),
        "between": one_of("between", ("blank", "blank", "none")) if place == "into" else "blank",
    }
    if form["title"] == "none" and form["before"] not in ("greeting", "letter", "name and day", "heading"):
        form["before"] = "name and day"
    subject = random.choice(SUBJECTS)
    kept = sorted(random.sample(range(1, len(subject.parts)), int(form["parts"]) - 1))
    lead, *parts = (subject.parts[i] for i in (0, *kept))
    title = {"plain": subject.title, "capitals": subject.title.upper(), "heading": f"## {subject.title}", "none": ""}
    told = [(ABOVE if place == "above" else INTO)[style](n, one) for n, one in enumerate(parts, 2)]
    opening = _opening(form, lead, (ABOVE if place == "above" else INTO)[style])
    if form["lead"] != "none":
        told = [(ABOVE if place == "above" else INTO)[style](n, one) for n, one in enumerate(parts, 1)]
    body = ("\n\n" if form["between"] == "blank" else "\n").join((opening, *told))
    before = BEFORE[form["before"]].format(contents="", list="")
    text = "\n\n".join(one for one in (before, title[form["title"]], body, BEHIND[form["behind"]]) if one) + "\n"
    return Letter(text, (_start(title[form["title"]], lead, opening),), form)


def _opening(form: dict[str, str], lead: Part, way: Form) -> str:
    return lead.text if form["lead"] == "paragraph" else way(1, lead)


def _start(title: str, lead: Part, opening: str) -> str:
    """How the item begins: with its headline; without one with its first words, below the head in capitals of a part."""
    first = title or (
        lead.text if opening.partition("\n")[0].isupper() else opening.lstrip("•→—»-0123456789.) " + "".join(SIGNS))
    )
    return " ".join(first.replace("*", "").replace("#", "").split())[:30]
