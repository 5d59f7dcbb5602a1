"""English words that stand for a number: months, multiples, decades of life, Roman numerals, fraction signs."""

from __future__ import annotations

from bilingual.text.numbers.quantity import exact

MONTHS = {
    name: i + 1
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|"
        "november nov|december dec".split("|")
    )
    for name in names.split()
}

MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "twofold": 2, "triple": 3, "tripled": 3,
    "triples": 3, "tripling": 3, "quadruples": 4, "quadrupling": 4, "threefold": 3, "thrice": 3, "quadruple": 4,
    "quadrupled": 4, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9,
    "tenfold": 10, "hundredfold": 100, "thousandfold": 1000, "both": 2, "couple": 2, "pair": 2, "duo": 2, "dual": 2,
    "trio": 3, "secondary": 2, "latter": 2, "runner": 2, "foursome": 4, "quartet": 4, "quintet": 5, "once": 1,
    "single": 1, "another": 1, "biennial": 2, "noon": 12, "midnight": 12, "centennial": 100, "century": 100,
    "centuries": 100, "decade": 10, "decades": 10, "bilateral": 2, "trilateral": 3, "neither": 2, "either": 2,
    "teens": 10, "teenage": 10, "teenager": 10, "teenagers": 10, "fortnight": 2, "twins": 2, "twin": 2,
}  # fmt: skip

DECADES = {
    "twentysomething": 20, "twentysomethings": 20, "thirtysomething": 30, "thirtysomethings": 30,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13,
    "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
}  # fmt: skip
"""Roman numerals after a name (Louis XVI); v and x alone are letters as often as not."""

GLYPHS = {"½": exact(1, 2), "⅓": exact(1, 3), "⅔": exact(2, 3), "¼": exact(1, 4), "¾": exact(3, 4)}
