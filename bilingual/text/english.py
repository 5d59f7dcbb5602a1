"""English words as far as terms need them: inflection, articles, and tolerant search for a term in running text."""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.model import Span
from bilingual.text._english_words import (
    DOUBLING_VERBS,
    IRREGULAR_PLURALS,
    IRREGULAR_VERBS,
    SINGULAR_ONLY,
    SPOKEN_ACRONYMS,
    UNCOUNTABLE,
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_YOU_SOUND = re.compile(r"(?:uni(?!n|m)|eu|one(?![a-z])|once|use|usa|usu|util|uran|ubiq|ewe)", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:of|for|in|on|by|with|to|at|from|under|against|between|without)\s+", re.IGNORECASE)
_GLOSS = re.compile(r"\s*\([^()]*\)$")
_VOWELS = "aeiou"


def pluralise(phrase: str) -> str:
    """The plural of a noun phrase: of its head, which stands last or before a preposition; a gloss in brackets stays.

    >>> pluralise("ministry of defence"), pluralise("small modular reactor (SMR)"), pluralise("equipment")
    ('ministries of defence', 'small modular reactors (SMR)', 'equipment')
    """
    cut = _PREPOSITION.search(phrase) or _GLOSS.search(phrase)
    head, rest = (phrase[: cut.start()], phrase[cut.start() :]) if cut and cut.start() else (phrase, "")
    start = max(head.rfind(" "), head.rfind("-"), head.rfind("/")) + 1
    return head[:start] + _plural(head[start:]) + rest


def _plural(word: str) -> str:
    low = word.lower()
    if low in UNCOUNTABLE or not word or not word[-1].isalpha():
        return word
    if low in IRREGULAR_PLURALS:
        return _like(word, IRREGULAR_PLURALS[low])
    if word.isupper() and len(word) > 1:
        return word + "s"
    if re.search(r"[^siu]s$", low):  # a plural already: professionals, resources
        return word
    if re.search(r"(?:s|x|z|ch|sh)$", low):
        return word + "es"
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def indefinite_article(phrase: str) -> str:
    """`a` or `an`, by the sound that `phrase` begins with; letters of an acronym are spelt out (an SMR, a UN body).

    >>> [indefinite_article(p) for p in ("hour", "university", "SMR", "NATO summit", "11-year plan", "EU law")]
    ['an', 'a', 'an', 'a', 'an', 'an']
    """
    found = re.search(r"[^\W_]+", phrase)
    if not found:
        return "a"
    word = found.group()
    if word[0].isdigit():
        digits = re.match(r"\d+", word)
        number = digits.group() if digits else ""
        eleven = number in {"11", "18"} or (number[:2] in {"11", "18"} and len(number) % 3 == 2)
        return "an" if number.startswith("8") or eleven else "a"
    if _is_spelt(word):
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    if _SILENT_H.match(word):
        return "an"
    if _YOU_SOUND.match(word):
        return "a"
    return "an" if word[0].lower() in _VOWELS else "a"


def _is_spelt(word: str) -> bool:
    """Whether a word of capitals is read letter by letter (SMR) and not as a word (NATO)."""
    letters = word.rstrip("s0123456789")
    if len(letters) == 1:
        return word[0].isupper() and (len(word) == 1 or word[1:].isdigit())
    return letters.isupper() and letters not in SPOKEN_ACRONYMS


def with_article(phrase: str) -> str:
    """`phrase` with its indefinite article before it."""
    return f"{indefinite_article(phrase)} {phrase}"


@lru_cache(maxsize=20_000)
def word_forms(word: str) -> tuple[str, ...]:
    """The inflected forms of one word, itself first: plural, third person, past, participles.

    The part of speech is not known, so noun and verb forms are both given.
    """
    low = word.lower()
    if not low.isalpha() or (word.isupper() and len(word) > 1):
        return (word, f"{word}s") if word[-1:].isalnum() else (word,)
    singulars = [s for s, p in IRREGULAR_PLURALS.items() if p == low]
    forms = [low, *singulars, *({_plural(low)} - {low})]
    if low in IRREGULAR_VERBS:
        forms += [*IRREGULAR_VERBS[low], _third_person(low), _with_ending(low, "ing")]
    elif len(low) > 2:
        forms += [_third_person(low), _with_ending(low, "ed"), _with_ending(low, "ing")]
        if low.endswith("l"):
            forms += [low + "ed", low + "ing"]
    return tuple(dict.fromkeys(_like(word, f) for f in forms))


def _third_person(verb: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in _VOWELS else verb + "s"


def _with_ending(verb: str, ending: str) -> str:
    if verb.endswith("ie") and ending == "ing":
        return verb[:-2] + "ying"
    if verb.endswith("e") and not (ending == "ing" and re.search(r"(?:ee|oe|ye)$", verb)):
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS and ending == "ed":
        return verb[:-1] + "ied"
    if _doubles(verb):
        return verb + verb[-1] + ending
    return verb + ending


def _doubles(verb: str) -> bool:
    if verb in DOUBLING_VERBS:
        return True
    return bool(re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb))


def lemma(word: str) -> str:
    """The dictionary form of one inflected word, in lower case; a word that is none stays (`gas`, `news`).

    Without a dictionary a participle in -ing or -ed is undone by the spelling rules alone.
    """
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if low in _LEMMAS:
        return _LEMMAS[low]
    if low in UNCOUNTABLE or low in SINGULAR_ONLY or len(low) < 4 or low.endswith(("ss", "us", "is")):
        return low
    for ending, length in (("ing", 3), ("ied", 3), ("ed", 2)):
        stem = low[:-length]
        if low.endswith(ending) and re.search("[aeiouy]", stem) and len(stem) > 1:
            return stem + "y" if ending == "ied" else _stem_restored(stem)
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if re.search(r"(?:ss|x|zz|ch|sh)es$", low):
        return low[:-2]
    return low[:-1] if low.endswith("s") else low


def _stem_restored(stem: str) -> str:
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem in DOUBLING_VERBS or (stem.endswith("ll") and stem[:-1] in DOUBLING_VERBS):
        return stem[:-1] if stem.endswith("ll") else stem
    needs_e = re.search(
        r"(?:at|iz|is|uc|nc|rg|dg|rc|ag|v|u|[^aeio]in|[^aeioul]l|ang|eng|ur|ir|[aeiou]s|[^e]as|os|us)$", stem
    )
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxyr]", stem)
    return stem + "e" if needs_e or short else stem


_LEMMAS = {plural: single for single, plural in IRREGULAR_PLURALS.items()} | {
    form: verb
    for verb, forms in IRREGULAR_VERBS.items()
    for form in (*forms, _third_person(verb), _with_ending(verb, "ing"))
}


@lru_cache(maxsize=20_000)
def inflections(form: str) -> tuple[str, ...]:
    """The forms that a term takes in running text: dictionary form, plural, possessives, and for one word verb forms.

    >>> inflections("small modular reactor")[:3]
    ('small modular reactor', 'small modular reactors', "small modular reactor's")
    """
    plural = pluralise(form)
    found = [form, plural, form + "'s", plural + ("'" if plural.endswith("s") else "'s")]
    if len(_WORD.findall(form)) == 1:
        found += word_forms(form)
    return tuple(dict.fromkeys(found))


def occurrences(form: str, text: str, *, case_sensitive: bool = False) -> list[Span]:
    """Where a term stands in English text, through inflection, possessives, hyphens, line breaks and case.

    Every word of the term may be inflected (attorneys general); words may be joined by a hyphen or written apart
    where the term has the one or the other. A leading article of the term is optional. Capital acronyms keep their
    case (US is not us) and take a plural s. The form is matched as a whole word; a possessive ending does not belong
    to the span.

    Returns half-open spans in order, without overlap.
    """
    pattern = _pattern(form, case_sensitive)
    return [Span(*hit.span()) for hit in pattern.finditer(text)] if pattern else []


@lru_cache(maxsize=20_000)
def _pattern(form: str, case_sensitive: bool) -> re.Pattern[str] | None:
    body = re.sub(r"^(?:the|an?)\s+(?=\S)", "", form.strip(), flags=re.IGNORECASE)
    if not body:
        return None
    parts = []
    position = 0
    for hit in _WORD.finditer(body):
        parts.append(_gap(body[position : hit.start()]))
        parts.append(_word_pattern(hit.group(), case_sensitive))
        position = hit.end()
    parts.append(re.escape(body[position:]))
    first, last = r"(?<![^\W가-힣_])", r"(?![^\W가-힣_])"
    return re.compile(first + "".join(parts) + (last if body[-1].isalnum() else ""))


def _gap(text: str) -> str:
    if not text:
        return ""
    if re.fullmatch(r"[\s\u00a0]+", text):
        return r"(?:\s+|\s?[-\u2010-\u2015]\s?)"
    if re.fullmatch(r"[-\u2010-\u2015]", text):
        return r"(?:\s?[-\u2010-\u2015]\s?|\s+)?"
    return r"\s*".join(re.escape(c) for c in text if not c.isspace()).join((r"\s*", r"\s*"))


def _word_pattern(word: str, case_sensitive: bool) -> str:
    forms = sorted((_apostrophes(f) for f in word_forms(word)), key=lambda f: (-len(f), f))
    joined = "(?:" + "|".join(forms) + ")"
    exact = case_sensitive or (len(word) > 1 and word.isupper() and word.isalpha())
    return joined if exact else f"(?i:{joined})"


def _apostrophes(word: str) -> str:
    return re.sub(r"['’]", "['’]", re.escape(word).replace(r"\’", "’"))
