# ruff: noqa: E501 - a topic is one row
"""Made-up stories, as many as wanted: topics told of places, in sentences of their own."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Told(NamedTuple):
    """A story: where it plays, a label of a word or two, a headline, and its sentences."""

    place: str
    label: str
    title: str
    sentences: tuple[str, ...]


PLACES = (
    ("Norway", "Bergen", "Hagen"), ("Peru", "Arequipa", "Quispe"), ("Ghana", "Kumasi", "Mensah"),
    ("Japan", "Nagoya", "Ishida"), ("Poland", "Gdynia", "Wrona"), ("Kenya", "Mombasa", "Otieno"),
    ("Chile", "Iquique", "Rojas"), ("Vietnam", "Da Nang", "Pham"), ("Portugal", "Porto", "Seixas"),
    ("Canada", "Halifax", "Tremblay"), ("Greece", "Patras", "Vlachos"), ("Oman", "Sohar", "Al Balushi"),
    ("Nepal", "Pokhara", "Gurung"), ("Ireland", "Galway", "Keane"), ("Mexico", "Mérida", "Canul"),
    ("Finland", "Oulu", "Rantala"), ("Brazil", "Recife", "Barros"), ("Turkey", "Izmir", "Aydin"),
    ("Zambia", "Kitwe", "Banda"), ("Austria", "Linz", "Gruber"), ("Malaysia", "Penang", "Lim"),
    ("Uganda", "Gulu", "Okello"), ("Croatia", "Split", "Babic"), ("Thailand", "Hat Yai", "Srisai"),
)  # fmt: skip
"""Country, city, and somebody's name there."""

TOPICS = (
    ("ferries", "Ferries wait for calmer seas", ("The harbour board of {city} has shut both piers to ferries until Friday.", "Crews are paid in full, says its chairman {name}.", "Some {n} lorries stand in the queue on the quay.")),
    ("milk", "Schools may buy any milk", ("Canteens in {country} are free to choose their dairy again, the council of ministers decided on Tuesday.", "The old list had four names on it.", "A litre costs the pupils {pct} percent less from autumn.")),
    ("pilots", "Pilots settle for six percent", ("After three weeks the pilots of the airline in {city} have signed their pay deal.", "Wages rise by {pct} percent in two steps.", "Captain {name} had hoped for longer nights as well.")),
    ("coal", "Last kiln gives up coal", ("A cement works near {city} must burn no coal from 2029 on, its new permit states.", "Its owner will try olive stones instead.", "Until then {n} tonnes a year are allowed.")),
    ("trams", "Trams come in yellow", ("Twelve new trams have reached {city} by ship, half a year late.", "Drivers will be trained until August.", "Mayor {name} paid {n} million for them.")),
    ("bees", "Beekeepers get sugar", ("Whoever keeps bees in {country} may claim cheap sugar after the wet spring.", "Applications are open until the end of the month.", "Around {n} keepers are thought to qualify.")),
    ("rents", "Rents frozen for students", ("No landlord in {city} may ask more of a student than last year, a court found.", "Owners of {n} flats had sued against the freeze.", "Judge {name} saw no harm done to them.")),
    ("copper", "Smelter under new hands", ("The copper smelter at {city} has been sold to its own workers for a token sum.", "They want to run it at {pct} percent of its strength at first.", "Banks lent nothing; a church did.")),
    ("vaccines", "Second jab approved", ("The medicines agency of {country} has approved a second vaccine against typhoid, for children under five.", "Nurses give it together with the first one.", "Deliveries of {n} thousand doses begin in May.")),
    ("lorries", "Drivers must rest", ("Eleven hours of rest a day are the rule for lorry drivers in {country} from June, says a decree.", "Police may read the tachograph at any stop.", "Fines go up to {n} in local money.")),
    ("wolves", "Wolves counted twice", ("Rangers have found {n} wolves in the hills behind {city}, twice as many as in the last census.", "Shepherds ask for better fences.", "Ranger {name} blames a mild winter.")),
    ("salt", "Salt tax returns", ("Makers of crisps in {country} pay a levy on salt again, eight years after it was dropped.", "Parliament wants fewer strokes for its money.", "Prices in shops may rise by {pct} percent.")),
    ("tolls", "Bridge without a toll", ("Crossing the long bridge at {city} costs nothing since Sunday midnight.", "Its debts are paid, ten years early.", "Some {n} cars passed on the first day.")),
    ("chips", "Chip plant on hold", ("Plans for a factory of sensors outside {city} rest until power is cheaper, the investor wrote.", "He had promised {n} jobs.", "Land bought for it stays with the town.")),
    ("fish", "Cod quota trimmed", ("Boats from {city} may land {pct} percent less cod next season, according to the directorate of fisheries.", "Skippers wanted a count by somebody else.", "Small boats are spared.")),
    ("water", "Wells run dry", ("Tank trucks bring drinking water to the suburbs of {city} for the third month.", "A pipeline was due in spring.", "Each household gets {n} litres a week.")),
    ("courts", "Judges on the road", ("Court is held in buses in the north of {country}, where the nearest bench is a day away.", "Most cases concern land.", "Last month {n} of them were closed.")),
    ("cocoa", "Cocoa board pays a bonus", ("Growers in {country} receive a bonus for each bag of cocoa after all.", "Buyers had refused it in March.", "It comes to {pct} percent of the price at the gate.")),
    ("drones", "Drones deliver blood", ("Hospitals around {city} have blood flown in by drones when roads are flooded.", "A flight takes a quarter of an hour.", "In April there were {n} of them.")),
    ("paper", "Newsprint gets dearer", ("Three printers in {country} have raised what they ask for newsprint.", "Energy is to blame, they say.", "Dailies pay {pct} percent more at once.")),
    ("trains", "Night train is back", ("Sleepers leave {city} for the coast again, three nights a week.", "Tickets were gone within an hour.", "The railway had scrapped {n} of its old cars.")),
    ("gold", "Diggers need a badge", ("Small miners in {country} may sell gold only with a badge of the mines office.", "Dealers have to copy its number into their books.", "So far {n} badges were handed out.")),
    ("tea", "Tea auctions move online", ("Buyers of tea no longer need to sit in the hall at {city}.", "Bids are taken by phone from next week.", "Prices of fine leaf rose by {pct} percent in the trial.")),
    ("nurses", "Nurses may prescribe", ("Nurses in {country} may write prescriptions for insulin and inhalers after a course of ten days.", "Doctors' unions went to court and lost.", "The first {n} have signed up.")),
    ("homes", "Empty shops become homes", ("Owners of empty shops in {city} get a grant when they turn them into flats.", "It pays for a third of the work.", "Councillor {name} expects {n} flats by Christmas.")),
    ("apples", "Apple growers sue a shipper", ("Frost on a ship cost orchards in {country} a tenth of their crop, and they want money for it.", "A judge in {city} hears them in May.", "At stake are {n} containers of fruit.")),
    ("radio", "Long wave falls silent", ("The last transmitter on long wave in {country} goes off the air at midnight.", "Fishermen have used it for forecasts.", "Its masts near {city} will be blown up.")),
    ("glass", "Bottles earn a deposit", ("Empty wine bottles are worth money in {country} from the new year.", "Shops larger than a tennis court have to take them.", "A pilot in {city} brought back {pct} percent.")),
)  # fmt: skip
"""A label, a headline, and sentences; the first of them stands by itself."""

COUNT = len(TOPICS)


def stories(random: Random, count: int) -> tuple[Told, ...]:
    """That many stories, each of another place and topic as long as there are any."""
    places = random.sample(PLACES, min(count, len(PLACES)))
    topics = random.sample(TOPICS, min(count, COUNT))
    return tuple(_told(random, *pair) for pair in zip(places, topics, strict=False))


def _told(random: Random, place: tuple[str, str, str], topic: tuple[str, str, tuple[str, ...]]) -> Told:
    country, city, name = place
    label, title, sentences = topic
    filled = [
        one.format(country=country, city=city, name=name, n=random.randint(20, 900), pct=random.randint(2, 19))
        for one in sentences
    ]
    more = random.sample(filled[1:], random.randint(1, len(filled) - 1))
    return Told(country, label.capitalize(), title, (filled[0], *more))
