"""English words whose forms no rule gives."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in text.split())


IRREGULAR_PLURALS = _pairs(
    "man/men woman/women child/children foot/feet tooth/teeth goose/geese mouse/mice ox/oxen person/people "
    "criterion/criteria phenomenon/phenomena datum/data medium/media bacterium/bacteria curriculum/curricula "
    "stratum/strata memorandum/memoranda analysis/analyses basis/bases crisis/crises thesis/theses axis/axes "
    "hypothesis/hypotheses diagnosis/diagnoses synthesis/syntheses index/indices matrix/matrices vertex/vertices "
    "appendix/appendices nucleus/nuclei stimulus/stimuli alumnus/alumni leaf/leaves knife/knives life/lives wife/wives "
    "half/halves shelf/shelves thief/thieves wolf/wolves loaf/loaves calf/calves self/selves potato/potatoes "
    "tomato/tomatoes hero/heroes echo/echoes veto/vetoes cargo/cargoes embargo/embargoes torpedo/torpedoes "
    "businessman/businessmen chairman/chairmen fisherman/fishermen lawmaker/lawmakers policeman/policemen "
    "spokesman/spokesmen spokeswoman/spokeswomen salesperson/salespeople spokesperson/spokespeople quiz/quizzes "
    "fish/fish sheep/sheep deer/deer aircraft/aircraft spacecraft/spacecraft series/series species/species "
    "headquarters/headquarters means/means offspring/offspring passerby/passersby "
    "bus/buses gas/gases lens/lenses bias/biases atlas/atlases canvas/canvases virus/viruses campus/campuses "
    "bonus/bonuses census/censuses"
)

UNCOUNTABLE = frozenset(
    "advice agriculture aluminium aluminum baggage biomass carbon cement coal commerce copper cash defence defense "
    "diplomacy electricity electronics economics energy equipment evidence feedback finance freight "
    "furniture gasoline governance hardware homework housing hydrogen inflation information infrastructure "
    "knowledge labour labor lithium livestock logistics luggage machinery manpower merchandise money music "
    "news nickel oxygen petroleum personnel police politics poultry progress publicity rice research robotics rubbish "
    "software staff steel surveillance tourism traffic transport transportation trash unemployment uranium "
    "waste water wealth weather wheat aircraft series species sheep deer headquarters means".split()
)

SINGULAR_ONLY = frozenset("gas bus lens news always perhaps its this thus various previous focus status bonus".split())

IRREGULAR_VERBS = {
    row.split()[0]: tuple(row.split()[1:])
    for row in (
        "be is are am was were been being", "have has had", "do does did done", "go goes went gone", "say said",
        "make made", "take took taken", "come came", "see saw seen", "know knew known", "get got gotten",
        "give gave given", "find found", "think thought", "tell told", "become became", "show showed shown",
        "leave left", "feel felt", "put", "bring brought", "begin began begun", "keep kept", "hold held",
        "write wrote written", "stand stood", "hear heard", "let", "mean meant", "set", "meet met", "run ran",
        "pay paid", "sit sat", "speak spoke spoken", "lie lay lain", "lead led", "read", "grow grew grown",
        "lose lost", "fall fell fallen", "send sent", "build built", "understand understood", "draw drew drawn",
        "break broke broken", "spend spent", "cut", "rise rose risen", "drive drove driven", "buy bought",
        "wear wore worn", "choose chose chosen", "seek sought", "shut", "throw threw thrown", "catch caught",
        "deal dealt", "win won", "sell sold", "hit", "cost", "hurt", "bear bore borne", "shake shook shaken",
        "fight fought", "fly flew flown", "teach taught", "eat ate eaten", "sing sang sung", "strike struck",
        "hang hung", "shoot shot", "spread", "sleep slept", "sink sank sunk", "swim swam swum", "steal stole stolen",
        "freeze froze frozen", "bind bound", "bid", "bet", "burst", "cast", "broadcast", "forecast",
        "forbid forbade forbidden",
                "forget forgot forgotten", "forgive forgave forgiven", "hide hid hidden", "lay laid", "lend lent",
        "light lit", "quit", "ride rode ridden", "ring rang rung", "shed", "shine shone", "shrink shrank shrunk",
        "slide slid", "split", "spin spun", "swear swore sworn", "sweep swept", "swing swung", "tear tore torn",
        "undergo underwent undergone", "undertake undertook undertaken", "uphold upheld", "withdraw withdrew withdrawn",
        "withstand withstood", "overcome overcame", "oversee oversaw overseen", "overtake overtook overtaken",
    )
}  # fmt: skip

DOUBLING_VERBS = frozenset(
    "admit control commit permit submit transmit refer prefer transfer occur incur recur concur defer confer infer "
    "regret begin forget upset propel compel expel excel rebel cancel travel label model level fuel signal tunnel "
    "total equip program ship stop plan scrap curb cap drop step trim shop tap map plot spot".split()
)

SPOKEN_ACRONYMS = frozenset(
    "NATO NASA UNESCO UNICEF OPEC ASEAN FIFA AIDS SARS MERS COVID LASER RADAR SIM RAM ROM PIN NAND DRAM BRICS APEC "
    "THAAD TEPS KOSPI KOSDAQ KOTRA KEPCO KAIST POSTECH POSCO NASDAQ CERN SWIFT TOEIC".split()
)
