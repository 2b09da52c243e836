"""How a text may tell an act, and the words that give the mood away: "will", "urged to", "is expected to"."""

from __future__ import annotations

from enum import StrEnum

from tracker.extraction.policies.words import word_set


class Mood(StrEnum):
    """How a text tells an act; all but the first four are no act at all."""

    FACT = "fact"
    PLANNED = "planned"
    PROPOSED = "proposed"
    PROGRESS = "progress"
    PURPOSE = "purpose"
    URGED = "urged"
    POSSIBLE = "possible"
    EXPECTED = "expected"
    CONSIDERED = "considered"
    DENIED = "denied"
    ASIDE = "aside"


REPORTED = (Mood.FACT, Mood.PLANNED, Mood.PROPOSED, Mood.PROGRESS)
WHY_NOT = {
    Mood.PURPOSE: "is what something is for, not what was done",
    Mood.URGED: "is urged and not done",
    Mood.POSSIBLE: "is possible and not done",
    Mood.EXPECTED: "is expected and not done",
    Mood.CONSIDERED: "is considered and not done",
    Mood.DENIED: "is denied",
    Mood.ASIDE: "is mentioned in passing",
}


BE = word_set("be is are was were been being 's 're gets got get getting")
HAVE = word_set("has have had having 've")
DO = word_set("does do did")
ADVERBS = word_set(
    "now just also already recently again then yesterday today still ever soon once meanwhile thus therefore further "
    "late early since finally jointly instead first both all itself themselves yet even only so far next long "
    "tuesday wednesday thursday friday monday saturday sunday on this week month last earlier later"
)
GUESSING = word_set(
    "doubt doubts doubted expect expects expected think thinks thought believe believes believed hope hopes "
    "hoped predict predicts predicted forecast forecasts bet bets reckon reckons fear fears feared traders "
    "analysts economists observers"
)
GUESSED = word_set("forecast forecasts estimate estimates outlook projection projections expectations view response")
"""what is raised or cut before "for prices" is none of the prices"""
WANTING = word_set("want wants wanted")
PROPOSING = word_set("propose proposes proposed proposing")
BEGINNING = word_set("began begins begun begin started starts start starting")
LEADING = word_set("with without of for")
LET_ENDS = word_set("pass slip lapse expire known slide fall weaken depreciate appreciate strengthen float drift sink")
LET_ELSE = word_set("go down alone off out up in it be us me loose")
SUPPOSING = word_set("if unless whether until once lest")
STOPS = word_set(". ; : ! ?")
BETWEEN = word_set("now already also finally officially formally therefore only just")
PLAIN_ADVERBS = ADVERBS - word_set("on this week month last next")
PLANNED = word_set("will shall 'll")
WEAK_MODALS = word_set("could may might can would")
URGING_MODALS = word_set("should must ought needs need")
NOT = word_set("not never hardly cannot")
GOVERNORS = {
    **dict.fromkeys(
        word_set(
            "plans plan planned planning intends intend intended aims aim aimed vows vowed vow pledged pledges pledge "
            "promises promised set ready prepares preparing prepared seeks seek seeking committed poised "
            "wants wanted going about planned bound determined on track is are was were promise gears gearing "
            "means meant"
        ),
        Mood.PLANNED,
    ),
    **dict.fromkeys(
        word_set("proposes proposed proposing propose recommends recommended recommend suggests"), Mood.PROPOSED
    ),
    **dict.fromkeys(
        word_set(
            "decided decides decide voted votes vote agreed agrees agree moved moves moving resolved chose opted opts "
            "began begins begun started starts starting continues continued acted acts proceeded stepped used managed "
            "consented ruled"
        ),
        Mood.FACT,
    ),
    **dict.fromkeys(
        word_set("due scheduled expected likely expects expect believed thought predicted tipped forecast unlikely"),
        Mood.EXPECTED,
    ),
    **dict.fromkeys(
        word_set("refused refuses declined declines failed fails reluctant unwilling hesitated yet opposed"),
        Mood.DENIED,
    ),
    **dict.fromkeys(word_set("hopes hope hoped like would"), Mood.CONSIDERED),
}
PROMISING = word_set(
    "said says announced announces told confirmed promised pledged vowed declared stated indicated revealed"
)
DAY_WORDS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december on last this week month today yesterday"
)
URGING = word_set(
    "urge urges urged urging call calls called calling ask asks asked asking press presses pressed pressing demand "
    "demands demanded demanding appeal appeals appealed lobby lobbies lobbied lobbying petition petitioned wants want "
    "wanted advise advised advises recommend recommends recommended recommending push pushes pushed pushing beg begged "
    "plead pleaded implore encourage encouraged encourages campaign campaigned implored invites pleas plea calls "
    "demands pressure"
)
CONSIDERING = word_set(
    "consider considers considered considering mull mulls mulled mulling weigh weighs weighed weighing explore "
    "explores explored exploring discuss discusses discussed discussing debate debates debated debating contemplate "
    "contemplates contemplating contemplated study studying examine examines examining ponder pondering float "
    "eyeing eyes eye"
)
DENYING = word_set(
    "stopped stop stops ruled rules short against avoid avoided avoids resisted resists rejected oppose opposes opposed"
)
BEFORE_NOUN = word_set(
    "the a an its their this that these those his her our your of in on by for with under from into as any some new "
    "no more all each every such and or at against between about over per draft final national first second proposed "
    "strict stricter tough tougher current existing sweeping interim temporary long-awaited what whose several two "
    "three four"
)


AUXILIARIES = HAVE | BE
NO_ACTS = word_set(
    "accused achieved admitted affected aimed answered appeared approached argued asked attacked attended attracted "
    "avoided awaited based believed blamed boosted breached called caused challenged changed cited claimed collected "
    "compared complained concerned condemned considered contained contested covered criticised criticized debated "
    "declined defended described designed discussed disputed doubted earned ended endured enjoyed ensured entered "
    "examined exceeded expected experienced explained exported expressed faced failed feared featured followed forced "
    "gained gathered guided handled happened helped hosted ignored impressed improved included indicated influenced "
    "interested invited involved joined justified knocked labelled lacked lauded learned linked lived looked loved "
    "managed marked matched mentioned missed mocked named needed negotiated noted observed obtained offered opposed "
    "owned passed performed played pleased praised preferred prepared pressed produced promised prompted protested "
    "questioned quoted raised ranked reacted received recorded referred reflected regarded remained remarked replied "
    "reported represented requested resisted respected responded resulted returned reviewed saluted sampled saved "
    "scared seemed served shaped shared showed signalled slammed stated stayed stopped stressed struggled studied "
    "supported surprised survived suspected talked tested thanked threatened touted traded treated tried used valued "
    "viewed violated visited voiced wanted warned watched welcomed worked worried delivered criticised heard surveyed "
    "analysed analyzed assessed urged backed endorsed praised feted measured counted calculated estimated applauded "
    "hailed deplored lamented repeated reiterated recalled reminded researched "
    "deemed branded dubbed termed flouted dodged evaded skirted bypassed circumvented pondered mulled weighed "
    "overlooked summarised summarized circled recounted inherited cheered slated savaged blasted labeled obeyed "
    "outlived predicted projected tracked monitored inspected toured crossed chaired hired fired loathed admired"
)
