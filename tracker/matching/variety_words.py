"""Goods and things that are counted and priced by their kind, as data: by group the kinds, each with the words for it.

Two kinds of one group exclude one another. The words are regular expressions; no entry knows a story.
"""

from __future__ import annotations

KINDS: dict[str, dict[str, str]] = {
    "fuel": {
        "diesel": "diesel|gas ?oil",
        "petrol": "petrol|gasoline",
        "kerosene": "kerosene|paraffin",
        "lpg": "lpg|autogas",
        "cng": "cng",
        "jet": "jet fuel",
        "heating": "heating oil",
    },
    "milk": {
        "whole": "whole milk powder|wmp",
        "skim": "skim(?:med)? milk powder|smp",
        "butter": "butter",
        "cheddar": "cheddar",
        "mozzarella": "mozzarella",
    },
    "crop": {
        "wheat": "wheat",
        "barley": "barley",
        "maize": "maize|corn",
        "soya oil": "soy(?:a|bean)? oil",
        "soya meal": "soy(?:a|bean)? meal",
        "soya": "soya?(?! oil| meal)|soybeans?(?! oil| meal)",
        "sunflower oil": "sunflower oil",
        "rape": "rapeseed|canola",
        "sorghum": "sorghum",
        "rye": "rye",
        "oats": "oats",
    },
    "maize": {"white": "white (?:maize|corn)", "yellow": "yellow (?:maize|corn)"},
    "coffee": {"arabica": "arabica", "robusta": "robusta"},
    "meat": {"beef": "beef", "pork": "pork", "poultry": "poultry|chicken", "lamb": "lamb|mutton"},
    "metal": {
        "gold": "gold",
        "silver": "silver",
        "platinum": "platinum",
        "palladium": "palladium",
        "copper": "copper",
        "zinc": "zinc",
        "nickel": "nickel",
        "aluminium": "alumini?um",
        "cobalt": "cobalt",
    },
    "lithium": {"carbonate": "lithium carbonate", "hydroxide": "lithium hydroxide"},
    "crude": {"brent": "brent", "wti": "wti|west texas intermediate", "urals": "urals"},
    "fish": {
        "cod": "cod",
        "haddock": "haddock",
        "saithe": "saithe",
        "herring": "herring",
        "mackerel": "mackerel",
        "capelin": "capelin",
        "salmon": "salmon",
        "tuna": "tuna",
        "hake": "hake",
        "halibut": "halibut",
    },
    "vehicle": {
        "motorcycle": "motor(?:cycle|bike)s?|two-wheelers?|scooters?",
        "three": "three-wheelers?|rickshaws?",
        "bus": "bus(?:es)?|coach(?:es)?",
        "truck": "trucks?|lorr(?:y|ies)",
        "van": "vans?",
        "car": "cars?",
    },
    "drink": {"beer": "beer", "wine": "wine", "spirits": "spirits"},
    "smoke": {"cigarettes": "cigarettes?", "cigars": "cigars?", "vapes": "vapes?|e-cigarettes?", "pouches": "pouches"},
}
