"""Rules on single forms: script, brackets, length, capitals, particles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from bilingual.glossary.edit import folded
from bilingual.glossary.lint.base import Entry, Fix, Problem, View, rule
from bilingual.model import Concept, PartOfSpeech, Severity, Term, TermStatus, TermType

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_ALIKE = "\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_MIXED = re.compile(f"[A-Za-z][{_ALIKE}]|[{_ALIKE}][A-Za-z]")
_WIDE = re.compile(r"[\uff01-\uff5e]")
_HIDDEN = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060\u3000\ufeff]")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉"}
_BRACKET = re.compile(f'[{re.escape("".join([*_PAIRS, *_PAIRS.values()]))}"]')
_GLOSS = re.compile(r"^(.+?)\s*\(([A-Z][A-Za-z0-9&+/-]{1,9})\)$")
_ENGLISH_PHRASE = re.compile(r"[a-z]{3,}(?: [a-z]{2,})+$")
_SURE_PARTICLE = re.compile(r"(?:에서는?|에게서?|으로부터|로부터|으로는|까지는?|부터는|에는|에서도|를)$")
_SHAKY_PARTICLE = re.compile(r"(?:은|는|을|이|와|의)$")
_ENDS_LIKE_A_PARTICLE = ("마을", "가을", "노을", "고을", "여울", "까지")
_SMALL: WeakKeyDictionary[View, set[str]] = WeakKeyDictionary()
_AFTER_FINAL = {"은": True, "을": True, "이": True, "는": False, "와": False, "를": False}


def _rewritten(old: Term, text: str) -> Fix:
    """Gives one form another text, and the id the new term where it came from the old one."""

    def repair(concept: Concept) -> Concept:
        from bilingual.glossary.edit import with_context

        terms = tuple(replace(t, text=text) if (t.lang, t.text) == (old.lang, old.text) else t for t in concept.terms)
        return with_context(replace(concept, terms=terms), concept.subject_field, concept.sense, before=concept)

    return repair


def _named_in(entry: Entry, side: int) -> Iterator[Term]:
    """The forms of a side that are ever written: not the deprecated and forbidden ones."""
    return (t for t in entry.forms(side) if t.status in {TermStatus.PREFERRED, TermStatus.ADMITTED})


@rule("G301", Severity.MAJOR, "a term is in the wrong script")
def wrong_script(entry: Entry, view: View) -> Iterator[Problem]:
    if entry.file.langs != ("ko", "en"):
        return
    for term in entry.forms(1):
        if _HANGUL.search(term.text):
            yield Problem("found Hangul in an English term", term.text)
    for term in entry.forms(0):
        if _ENGLISH_PHRASE.match(term.text):
            yield Problem("found an English phrase as the Korean term", term.text)
    for term in entry.concept.terms:
        if _MIXED.search(term.text):
            yield Problem(
                "mixes Latin letters with Greek or Cyrillic ones that look alike", term.text, severity=Severity.MINOR
            )


@rule("G302", Severity.MINOR, "hidden, full-width or repeated white-space characters")
def hidden_characters(entry: Entry, view: View) -> Iterator[Problem]:
    for term in entry.concept.terms:
        tidy = _WIDE.sub(lambda m: chr(ord(m[0]) - 0xFEE0), term.text)
        tidy = " ".join(re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]", "", tidy).split())
        if tidy and tidy != term.text:
            what = "a hidden character" if _HIDDEN.search(term.text) else "full-width letters or repeated spaces"
            yield Problem(f"found {what}", term.text, tidy, fix=_rewritten(term, tidy))


@rule("G303", Severity.MAJOR, "brackets or quotes do not pair up")
def unbalanced(entry: Entry, view: View) -> Iterator[Problem]:
    for term in entry.concept.terms:
        odd = _unpaired(term.text) if _BRACKET.search(term.text) else ""
        if odd:
            yield Problem(f"found {odd!r} without its partner", term.text)


def _unpaired(text: str) -> str:
    waiting: list[str] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            waiting.append(char)
        elif char in _PAIRS.values():
            apostrophe = char == "’" and text[at - 1 : at].isalpha() and "‘" not in waiting
            if waiting and _PAIRS[waiting[-1]] == char:
                waiting.pop()
            elif not apostrophe:
                return char
    if text.count('"') % 2:
        return '"'
    return waiting[-1] if waiting else ""


@rule("G304", Severity.MINOR, "punctuation at the end of a term")
def trailing_punctuation(entry: Entry, view: View) -> Iterator[Problem]:
    for term in entry.concept.terms:
        bare = term.text.rstrip(",;:。、…").rstrip()
        if bare and bare != term.text:
            yield Problem("ends in punctuation", term.text, bare, fix=_rewritten(term, bare))


@rule("G305", Severity.MINOR, "a term has a suspicious length")
def odd_length(entry: Entry, view: View) -> Iterator[Problem]:
    source, target = entry.preferred(0), entry.preferred(1)
    if source and re.search(r"(?:니다|한다|했다|이다)\.?$", source.text) and len(source.text) > 6:
        yield Problem("looks like a sentence; expected a term", source.text)
    for term in (source, target):
        if term and (len(term.text.split()) > 12 or len(term.text) > 100):
            yield Problem("is very long for a term", term.text)
    if not (source and target) or entry.concept.do_not_translate:
        return
    if len(target.text) == 1 and len(source.text) > 1:
        yield Problem(f"is one letter for {source.text!r}", target.text)
    elif len(source.text) >= 8 and len(target.text) * 3 < len(source.text) * 2 and not target.text.isupper():
        yield Problem(f"is very short for {source.text!r}", target.text)


@rule("G306", Severity.MINOR, "capital letters do not fit the part of speech")
def capitals(entry: Entry, view: View) -> Iterator[Problem]:
    target = entry.preferred(1)
    if target is None or entry.file.langs[1] != "en" or entry.concept.do_not_translate:
        return
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", target.text)
    if not words:
        return
    if target.part_of_speech is PartOfSpeech.PROPER_NOUN:
        if target.text.islower():
            yield Problem("is a proper noun in small letters", target.text)
    elif len(words) > 1 and words[0].istitle() and target.text[1:].islower() and _is_common(words[0], view):
        low = target.text[0].lower() + target.text[1:]
        yield Problem("begins with a capital though it is no proper noun", target.text, low)
    if sum(len(w) > 3 and w.isupper() for w in words) > 2:
        yield Problem("is in capitals throughout", target.text)


def _is_common(word: str, view: View) -> bool:
    """Whether the glossary itself writes the word small elsewhere; a name (Brent, Aegis) it does not."""
    known = _SMALL.get(view)
    if known is None:
        texts = (term.text for entry in view.entries for term in entry.forms(1))
        known = _SMALL[view] = {w for text in texts for w in re.findall(r"[a-z]{3,}", text)}
    return word.lower() in known


@rule("G307", Severity.MINOR, "an English term begins with an article")
def article(entry: Entry, view: View) -> Iterator[Problem]:
    if entry.file.langs[1] != "en":
        return
    for term in _named_in(entry, 1):
        found = re.match(r"(?:an?|the) (?=[a-z])", term.text)
        if found and term.part_of_speech is not PartOfSpeech.PROPER_NOUN:
            bare = term.text[found.end() :]
            yield Problem(
                "begins with an article; expected the dictionary form", term.text, bare, fix=_rewritten(term, bare)
            )


@rule("G308", Severity.MINOR, "an acronym stands in brackets within a term")
def gloss_in_term(entry: Entry, view: View) -> Iterator[Problem]:
    for side in (0, 1):
        for term in _named_in(entry, side):
            found = _GLOSS.match(term.text)
            if found and term.term_type is not TermType.ACRONYM:
                lang = entry.file.langs[side]
                yield Problem(
                    "holds its acronym in brackets; expected an entry of its own kind",
                    term.text,
                    f"{found[1]}, with #. {lang}-acronym: {found[2]}",
                )


@rule("G309", Severity.MAJOR, "a Korean term still has its particle")
def particle_left(entry: Entry, view: View) -> Iterator[Problem]:
    if entry.file.langs[0] != "ko":
        return
    for term in _named_in(entry, 0):
        stem = _without_particle(term, view)
        if stem:
            yield Problem(f"ends in the particle {term.text[len(stem) :]!r}", term.text, stem)


def _without_particle(term: Term, view: View) -> str:
    text = term.text
    if text.endswith(_ENDS_LIKE_A_PARTICLE) or not _HANGUL.search(text) or term.part_of_speech is PartOfSpeech.ADVERB:
        return ""
    sure = _SURE_PARTICLE.search(text)
    found = sure or _SHAKY_PARTICLE.search(text)
    stem = text[: found.start()] if found else ""
    if not found or len(stem) < 2 or not "가" <= stem[-1] <= "힣":
        return ""
    final = (ord(stem[-1]) - 0xAC00) % 28 != 0
    if _AFTER_FINAL.get(found[0], final) is not final:
        return ""
    known = view.by_form.get((term.lang, folded(stem)))
    return stem if sure or known else ""


@rule("G310", Severity.MAJOR, "a term can never match")
def never_matches(entry: Entry, view: View) -> Iterator[Problem]:
    from bilingual.glossary.lint.matchable import unmatchable

    for term in entry.forms(0):
        if (term.lang, term.text) in unmatchable(view):
            yield Problem("is not found even where it stands alone", term.text)
