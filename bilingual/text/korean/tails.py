"""What may follow a noun up to the end of its eojeol: particles, the copula, light verbs, endings.

The grammar follows the National Institute of Korean Language's description of particles (조사) and endings (어미):
which particles stack in which order, and which alternate with the sound before them. Each reading has a cost, a
negative log-probability by rank of magnitude, so that readings can be weighed against other words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bilingual.text.korean.syllables import agrees, batchim, ends_in_rieul, is_hangul


class Tail(NamedTuple):
    """What follows a noun up to the end of its eojeol.

    Attributes:
        kind: `bare`, `particle`, `copula` or `verb`.
        text: the tail itself.
        cost: how rare such a tail is (nats).
    """

    kind: str
    text: str
    cost: float


def _pieces(forms: str, condition: str, first: int, after: int, cost: float) -> list[tuple[str, str, int, int, float]]:
    return [(form, condition, first, after, cost) for form in forms.split()]


# Form, condition on the sound before, last stage at which it may be added, stage after it, cost. Stages: 0 noun,
# 1 plural, 2 case, 3 auxiliary, 4 case after an auxiliary, 5 topic and the like, 6 politeness.
_PIECES: tuple[tuple[str, str, int, int, float], ...] = (
    *_pieces("들", "", 0, 1, 2.5),
    *_pieces("에 에서 에게", "", 1, 2, 2.0),
    *_pieces("에게서 한테 한테서 께 께서 하고 더러 서 따라 엔 에선 에겐 한텐 에다 에다가 에도", "", 1, 2, 4.0),
    *_pieces("보다 처럼 같이 만큼 대로 마냥 처럼만 만큼만 대로만 만큼이라도 만큼이나", "", 1, 4, 4.0),
    *_pieces("로", "r", 1, 2, 2.5),
    *_pieces("으로", "m", 1, 2, 2.5),
    *_pieces("로서 로써 로부터 론", "r", 1, 2, 4.0),
    *_pieces("으로서 으로써 으로부터 으론", "m", 1, 2, 4.0),
    *_pieces("와", "v", 1, 2, 2.5),
    *_pieces("과", "c", 1, 2, 2.5),
    *_pieces("랑", "v", 1, 2, 5.0),
    *_pieces("이랑", "c", 1, 2, 5.0),
    *_pieces("만 까지 부터", "", 3, 3, 3.0),
    *_pieces("마저 조차 밖에 뿐 마다 씩 쯤 치고 이라든지 이라든가", "", 3, 3, 4.0),
    *_pieces("라도 나 나마 야말로 든 든지 든가 라든지 라든가 며", "v", 3, 3, 4.5),
    *_pieces("이라도 이나 이나마 이야말로 이든 이든지 이든가 이며", "c", 3, 3, 4.5),
    *_pieces("은커녕", "c", 3, 3, 5.0),
    *_pieces("는커녕", "v", 3, 3, 5.0),
    *_pieces("커녕", "", 3, 3, 5.0),
    *_pieces("보다 처럼 만큼 대로", "", 3, 4, 4.0),
    *_pieces("로", "r", 3, 4, 3.0),
    *_pieces("으로", "m", 3, 4, 3.0),
    *_pieces("에 에게 에서", "", 3, 4, 4.0),
    *_pieces("이 은 을", "c", 4, 5, 2.0),
    *_pieces("가 는 를", "v", 4, 5, 2.0),
    *_pieces("의", "", 4, 5, 2.0),
    *_pieces("도", "", 4, 5, 3.0),
    *_pieces("야", "v", 4, 5, 5.0),
    *_pieces("아 이야", "c", 4, 5, 5.0),
    *_pieces("요", "", 5, 6, 4.0),
)

# Nominative and accusative hardly ever follow another case particle.
_BARE_CASE = frozenset("이가을를")
_AFTER_CASE = 4.0

# Syllables that endings (어미) are made of; content syllables are left out on purpose.
_ENDING = (
    "[가갔거건걸겠겨게고곤구군기긴길까나난날냐냈네느는늬니닌님다단답당대댔더던데도되된든듯디라란랄람랍래랬러런려록론를리"
    "마만며면므민배뿐사서선성세소수슈스습시신실십싶써아않안았야어언었여연였예오요운울워웠으은을음읍의이인일임입잖자잔"
    "잘재잼저죠주지진질쯤처큼텐]"
)
# Endings after a stem in a vowel, as words are written (다고 is 다 and 고).
_AFTER_STEM = (
    r"(?:다(?:고|는|며|면|면서|만|던|가|가는|가도|지|니)?[요도는]?|라(?:고|는|며|면|면서|서|도|지만|던|던가|든지|든가|니|기|기에|는데)?[요도는]?|란|래요?|랬다|길래|곤|듯|듯이|"
    r"고[는도서요자]?|며|면(?:서|서도|은|요)?|지(?:만|만은|도|는|를|요|마는|않.*)?|죠|자(?:마자|고|는|며|면)?|건대|오니|리라[고는]?|여|오|거나|거든요?|거니와|건만?|게[도끔]?|군요?|"
    r"기(?:도|는|에|에는|를|가|로|로는|만|까지|보다|보다는)?|긴|길|나요?|냐[고는며]?|니(?:까|까요|까는|라)?|네요?|"
    r"는(?:데|지|가|지는|지도|지를|데도|데다|다고|다는|다며|다면)?|더(?:니|라|라도|라고|군|군요)|던(?:데|지|가)?|데|도록|든[지가]?|"
    r"되|려(?:고|는|면|다|던|고도)?|러|므로|소|여[서야도]|예요|에요|어[요서야도]?|잖(?:아|아요|습니까)|으(?:며|면|면서|니|니까|므로|나|나마)|"
    r"을(?:까|지|지도|수록|게|텐데|뿐)?|음(?:을|은|이|에도|으로)?|습니[다까][만요]?|느(?:냐|냐고|냐는|라|라고)|"
    r"시(?:다|고|며|면|면서|지|는|던|거나|기|니|도록|었다)|셨(?:다|고|으며|던|는데)|세요|십시오|(?:ㅂ|읍)시다)"
)
_COPULA_ANY = re.compile(
    rf"(?:(?:이|였|이었)(?:었|겠)?{_AFTER_STEM}|이|인(?:가|가요|가를|가라는|가다|데요|데|데도|데다|데다가|지|지는|지도|지를|즉|만큼|듯|양)?|"
    r"일(?:까|까요|지|지도|지라도|수록|텐데|뿐|망정)?|임(?:을|은|이|에도|으로|과)?|입니[다까][만요]?)$"
)
_COPULA_OPEN = re.compile(
    r"(?:다|다고|다는|다며|다면|다면서|다만|라|라고|라고는|라고도|라는|라며|라면|라면서|라서|라지만|라던|라던가|란|래|래요|랬다|"
    r"고|고요|며|면|면서|면서도|지만|지|지요|죠|거나|던|든|든지|든가|니|니까|니라|냐|냐고|냐는|냐를|자|네|네요|예요|에요|여서|여야|더라도|더니|잖아|잖아요)$"
)
_STEM = "(?:하|되|시키|당하|받|없|있|스럽|롭|거리|답)"
_STEM_WITH_A = "(?:해|하여|돼|시켜|당해|받아|스러워|로워|다워|거려|스레)"
_PAST = "(?:했|하였|받았|됐|되었|시켰|당했|없었|있었|스러웠|로웠|다웠|거렸|해졌|해왔)"
_VERB = re.compile(
    rf"(?:{_STEM}(?:겠)?{_AFTER_STEM}|{_STEM_WITH_A}(?:{_ENDING}|놓|왔|온|둔|둘|버|낸|볼|봤|갈|간|줬|준|줄|졌|진|달)*|"
    rf"{_PAST}(?:었|겠)?{_AFTER_STEM}|(?:한|된|시킨|당한|받는)(?:다(?:고|는|며|면|면서|던|지)?[요도는]?|데|데도|지|지도|가|가를)?|"
    rf"(?:받은|받을|받는|스런|스러운|다운|거린)|(?:할|될|시킬|당할|거릴)(?:지|지도|지를|지는|까|까요|게|게요|수록|걸|라|만큼|뿐)?|"
    rf"(?:함|됨|시킴|당함)(?:이|은|을|에|과|도|에도|에는|으로|으로써|의|께)?|(?:합|됩|시킵|당합|거립|스럽습)(?:니다|니까|시다)[만요]?|"
    r"(?:하|되|시키|당하|받으)(?:시|셨|세|십|실|신|셔).*|없이|없는|있는|로이|하지|되지|핼)$"
)
_ENDING_ONLY = re.compile(rf"{_ENDING}+$")


_BY_FIRST: dict[str, list[tuple[str, str, int, int, float]]] = {}
for _piece in _PIECES:
    _BY_FIRST.setdefault(_piece[0][0], []).append(_piece)


def read_tail(noun: str, tail: str) -> Tail | None:
    """Read what follows `noun` in its eojeol; None when no particles, copula or light verb explain it.

    >>> read_tail("특구", "에서는"), read_tail("부산", "물")
    (Tail(kind='particle', text='에서는', cost=4.0), None)
    """
    if not tail:
        return _BARE
    if not noun or not is_hangul(noun[-1]):
        return _read_after("", tail)
    return _read_after("갈" if ends_in_rieul(noun) else "각" if batchim(noun) else "가", tail)


_BARE = Tail("bare", "", 1.0)


@lru_cache(maxsize=30_000)
def _read_after(noun: str, tail: str) -> Tail | None:
    """As `read_tail`, after one syllable that stands for all with the same sound, or after anything but Hangul."""
    readings = [Tail("particle", tail, cost) for cost in (_particles(noun[-1:], tail, 0),) if cost is not None]
    copula = _copula(noun, tail)
    if copula is not None:
        readings.append(Tail("copula", tail, copula))
    if _VERB.match(tail):
        readings.append(Tail("verb", tail, 3.5))
    return min(readings, key=lambda t: t.cost, default=None)


def _particles(before: str, tail: str, stage: int) -> float | None:
    if not tail:
        return 0.0
    best: float | None = None
    for form, condition, last, after, cost in _BY_FIRST.get(tail[0], ()):
        if stage > last or not tail.startswith(form) or not agrees(before, condition):
            continue
        rest = _particles(form[-1], tail[len(form) :], after)
        if rest is None:
            continue
        total = rest + cost + (_AFTER_CASE if form in _BARE_CASE and stage in (2, 4) else 0.0)
        best = total if best is None else min(best, total)
    return best


def _copula(noun: str, tail: str) -> float | None:
    """The copula after the noun itself or after particles (햇살론으로부터여야, 특구만이다)."""
    for cut in range(len(tail)):
        stem, rest = noun + tail[:cut], tail[cut:]
        before = _particles(noun[-1:], tail[:cut], 0) if cut else 0.0
        if before is None or not (_COPULA_ANY.match(rest) or (batchim(stem) is not True and _COPULA_OPEN.match(rest))):
            continue
        return before + (4.5 if cut else 4.0)
    return None


_COPULA_STARTS = "이였인일임입다라란래고며면지죠거던든니냐자네예에여더잖"
_VERB_STARTS = "하해했할한함합핼되돼됐될된됨됩시당받없있스롭로거답다운"
_STARTS = frozenset(_COPULA_STARTS + _VERB_STARTS + "".join(form[0] for form, *_ in _PIECES))


def may_begin_tail(syllable: str) -> bool:
    """Whether any tail begins with a syllable: a quick test before `read_tail`."""
    return syllable in _STARTS


def is_ending(text: str) -> bool:
    """Whether `text` could be a string of verb endings."""
    return bool(_ENDING_ONLY.match(text))
