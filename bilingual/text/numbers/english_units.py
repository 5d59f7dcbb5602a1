"""What follows an English number: its unit, and the bound that the words around it put on it."""

from __future__ import annotations

import re

from bilingual.model import Span
from bilingual.text.numbers.quantity import Bound, Kind, Value
from bilingual.text.numbers.units import ENGLISH

_PER_HOUR = r"(?:\s(?:per|an)\shour)?"
_UNIT = re.compile(
    r"[\s-]?(?:(?P<compound>(?P<power>square|sq\.?|cubic)[\s-](?P<base>[a-z]+))"
    r"|(?P<ppm>parts\sper\smillion\b)"
    r"|(?P<percent>per\scent\b|percentage\spoints?\b)"
    r"|(?P<age>years?[\s-]old\b)"
    r"|(?P<clock>[ap]\.?m\b\.?|o['’]clock)"
    r"|(?:(?:u\.?s\.?|american|korean|chinese|japanese|canadian|(?P<hongkong>hong\skong)|metric|nautical)\s)?"
    r"(?P<form>%|[a-z°μ℃㎡㎥″²³][a-z°μ²³]*(?:[23](?![\d,.]))?(?:[/-][a-z²³]+|(?:[\s-]hours?))?|m2|m3|km2)"
    rf"(?P<speed>{_PER_HOUR}))"
)
_SEPARATOR = re.compile(r"[\s/-]")
_COMPOUND = {
    ("square", "metre"): "square metre",
    ("square", "kilometre"): "square kilometre",
    ("cubic", "metre"): "cubic metre",
}
_SPEED = {"kilometre": "kilometre per hour", "mile": "mile per hour"}
_BEFORE = re.compile(
    r"(?:(?P<about>about|around|some|approximately|roughly|nearly|almost|an?\sestimated|circa|close\sto)"
    r"|(?P<more>more\sthan|over|above|exceeding|upwards?\sof)|(?P<at_least>at\sleast|no\sfewer\sthan|no\sless\sthan|minimum\sof)"
    r"|(?P<less>less\sthan|fewer\sthan|under|below)|(?P<at_most>up\sto|at\smost|as\smany\sas|maximum\sof|no\smore\sthan))"
    r"\s(?:the\s|a\s)?(?:us)?[$€£¥₩]?$"
)
_AFTER = re.compile(
    r"\s(?:(?P<at_least>or\smore|and\sabove|and\sover)|(?P<at_most>or\s(?:less|fewer|under|below))|(?P<about>or\sso))|(?P<more>-odd|-plus|\+)"
)
_BOUNDS = {
    "about": Bound.ABOUT,
    "more": Bound.MORE_THAN,
    "at_least": Bound.AT_LEAST,
    "less": Bound.LESS_THAN,
    "at_most": Bound.AT_MOST,
}


def unit_after(text: str, numeral: Span, value: Value) -> tuple[str, Kind, int]:
    """Canonical unit, kind and end of the number at `numeral` of a lower-cased text."""
    found = _UNIT.match(text, numeral.end)
    if found is None:
        return _without_unit(text, numeral, value)
    if found["compound"]:
        return _compound(found, numeral)
    if found["percent"]:
        point = "point" in found["percent"]
        return ("percentage point" if point else "percent"), Kind.PERCENT, found.end()
    if found["ppm"]:
        return "ppm", Kind.MEASURE, found.end()
    if found["age"]:
        return "age", Kind.DURATION, found.end()
    if found["clock"]:
        return "hour", Kind.TIME, found.end()
    form, end = _known(found["form"], found.start("form"))
    if form is None:
        return _without_unit(text, numeral, value)
    unit = ENGLISH[form]
    if unit.name == "usd" and found["hongkong"]:
        return "hkd", Kind.MONEY, end
    if found["speed"] and unit.name in _SPEED:
        return _SPEED[unit.name], Kind.MEASURE, found.end()
    return unit.name, unit.kind, end


def _known(token: str, start: int) -> tuple[str | None, int]:
    """The unit in a token and its end: the whole, with a hyphen for a space, or what stands before / or -."""
    if token in ENGLISH:
        return token, start + len(token)
    if token.isalpha():
        return None, start
    for form in (token.replace(" ", "-"), _SEPARATOR.split(token)[0], token.rstrip("23")):
        if form in ENGLISH:
            return form, start + len(form)
    return None, start


def _without_unit(text: str, numeral: Span, value: Value) -> tuple[str, Kind, int]:
    written = text[numeral.start : numeral.end]
    year = written.isdigit() and len(written) == 4 and 1000 <= value <= 2200
    return ("year", Kind.YEAR, numeral.end) if year else ("", Kind.COUNT, numeral.end)


def _compound(found: re.Match[str], numeral: Span) -> tuple[str, Kind, int]:
    base = ENGLISH.get(found["base"])
    power = "square" if found["power"].startswith("sq") else "cubic"
    name = _COMPOUND.get((power, base.name if base else ""), f"{power} {found['base']}")
    return (name, Kind.MEASURE, found.end()) if base else ("", Kind.COUNT, numeral.end)


def bound_around(text: str, start: int, end: int) -> Bound:
    """The bound that about, more than, up to, or more … put on the number at `start:end` of a lower-cased text."""
    after = _AFTER.match(text, end)
    if after:
        return _BOUNDS[after.lastgroup or "about"]
    before = _BEFORE.search(text[max(0, start - 22) : start])
    return _BOUNDS[before.lastgroup or "about"] if before else Bound.EXACT
