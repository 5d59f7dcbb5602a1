"""Korean as people type it: lost and stray spaces, dropped particles, headline style."""

from __future__ import annotations

import re
from random import Random

from bilingual.train.marking import MARKERS

_PARTICLE = re.compile(r"(?<=[가-힣])(?:을|를|은|는|이|가)(?= )")
_INSIDE_WORD = re.compile(r"(?<=[가-힣])(?=[가-힣])")


def add_noise(text: str, rng: Random) -> str:
    """The sentence with one kind of noise; one with marked terms stays as it is."""
    if MARKERS[0] in text:
        return text
    return rng.choice((_lose_spaces, _add_space, _drop_particles, _drop_full_stop))(text, rng)


def _lose_spaces(text: str, rng: Random) -> str:
    spaces = [i for i, character in enumerate(text) if character == " "]
    lost = set(rng.sample(spaces, min(len(spaces), rng.choice((1, 1, 2, 3)))))
    return "".join(character for i, character in enumerate(text) if i not in lost)


def _add_space(text: str, rng: Random) -> str:
    places = [match.start() for match in _INSIDE_WORD.finditer(text)]
    if not places:
        return text
    place = rng.choice(places)
    return f"{text[:place]} {text[place:]}"


def _drop_particles(text: str, rng: Random) -> str:
    return _PARTICLE.sub(lambda match: "" if rng.random() < 0.35 else match.group(), text)


def _drop_full_stop(text: str, rng: Random) -> str:
    return text.rstrip(".")
