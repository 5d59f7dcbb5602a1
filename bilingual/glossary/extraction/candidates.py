"""Term candidates in Korean text: what could be a term, how often it stands, and how much of a term it is.

C-value (Frantzi, Ananiadou and Mima 2000) weighs a compound's frequency against that of the compounds it is part of;
contrast compares it with the shipped list of common words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bilingual.glossary.extraction.tokens import Noun, nouns
from bilingual.text.korean.affixes import GIVEN, SURNAMES, TITLES
from bilingual.text.korean.words import lexicon

_GLOSS = re.compile(r"\(([A-Za-z][A-Za-z0-9&+/-]*|[가-힣]{2,6})\)")
_INSTITUTION = re.compile(
    r"(?:위원회|협회|연합회|중앙회|학회|재단|공사|공단|연구원|연구소|진흥원|관리원|개발원|평가원|정보원|기술원|"
    r"박물관|미술관|도서관|대학교?|병원|은행|금융지주|거래소|조합|연맹|연합|기구|본부|센터|법원|검찰청|경찰청|"
    r"부처|[가-힣]{2,}[부청처]|[가-힣]{3,}(?:시|군|구)청|도의회|시의회|의회)$"
)
_LAW = re.compile(r"(?:법|시행령|특별법|기본법|지원법|조례|협정|협약|조약)$")
_UNIT_LIKE = re.compile(
    r"\d+(?:월|일|년|시|분|위|명|개|대|차|호|층|세|살|%|기|종|곳|억|조|만|원|분기|나노)$|\d*[A-Za-z%]+(?:당|급|짜리)$"
)
_RUN_TOGETHER = re.compile(r"[A-Za-z][a-z]{2,}[가-힣]|[가-힣]\d+[A-Za-z]+$")
_GENERIC_HEADS = frozenset(
    "관계자 업체 업계 방안 계획 대표 이상 이하 이후 이전 가운데 때문 경우 정도 수준 규모 가능성 대상 과정 "
    "결과 상황 문제 필요 예정 관련 대비 중심 기준 현지 국내 해외 올해 지난해 내년 최근 오후 오전 하반기 상반기 "
    "연말 연초 당시 전년 작년 이번 우리 지난달 이달 다음달 다음 달 포인트 오늘 내일 어제".split()
)
_LONGEST_RUN = 4


@dataclass
class Candidate:
    """A possible term.

    Attributes:
        text: as it stands most often, without particles.
        pieces: the words it is made of.
        places: (sentence index, start, end) of its occurrences.
        within: frequency and number of the longer candidates that hold it.
        gloss: what stands in brackets after it (an acronym), with counts.
        eojeols: how many eojeols it fills.
        known: share of its syllables that belong to listed words.
        opening: number of pieces in its first eojeol.
    """

    text: str
    pieces: tuple[str, ...]
    eojeols: int
    known: float
    opening: int = 0
    places: list[tuple[int, int, int]] = field(default_factory=list)
    within: list[int] = field(default_factory=list)
    gloss: Counter[str] = field(default_factory=Counter)
    tails: Counter[str] = field(default_factory=Counter)
    titled: int = 0

    @property
    def frequency(self) -> int:
        """Number of occurrences."""
        return len(self.places)

    @property
    def spells_its_gloss(self) -> bool:
        """Whether an acronym after it needs the first eojeol: without it there are far fewer pieces than letters."""
        letters = max((sum(c.isupper() for c in gloss) for gloss in self.gloss), default=0)
        return len(self.pieces) - self.opening < letters - 1

    @property
    def c_value(self) -> float:
        """C-value over the pieces of the compound."""
        length = math.log2(len(self.pieces) + 1)
        nested = sum(self.within) / len(self.within) if self.within else 0.0
        return length * (self.frequency - nested)


def collect(sentences: Sequence[str]) -> list[Candidate]:
    """All candidates, in order of first occurrence; a sequence of eojeols counts when it recurs or is glossed."""
    found: dict[str, Candidate] = {}
    for index, sentence in enumerate(sentences):
        for run in _runs(sentence, list(nouns(sentence))):
            for first in range(len(run)):
                for last in range(first, min(len(run), first + _LONGEST_RUN)):
                    _add(found, sentence, index, run[first : last + 1], run[last + 1 : last + 2])
    kept = {key: c for key, c in found.items() if c.eojeols == 1 or c.frequency > 1 or c.spells_its_gloss}
    _nest(kept)
    glosses = {gloss for c in kept.values() for gloss in c.gloss}
    return [c for c in kept.values() if _admissible(c) and c.text not in glosses]


def _runs(sentence: str, listed: Iterable[Noun]) -> list[list[Noun]]:
    """Nouns that follow one another with nothing but a space between them."""
    runs: list[list[Noun]] = []
    for noun in listed:
        if runs and not runs[-1][-1].tail and sentence[runs[-1][-1].end : noun.start] == " ":
            runs[-1].append(noun)
        else:
            runs.append([noun])
    return runs


def _add(found: dict[str, Candidate], sentence: str, index: int, part: Sequence[Noun], after: Sequence[Noun]) -> None:
    text = " ".join(n.text for n in part)
    key = text.replace(" ", "")
    candidate = found.get(key)
    if candidate is None:
        pieces = tuple(p for n in part for p in n.pieces)
        known = sum(n.known for n in part) / max(sum(len(p) for p in pieces if "가" <= p[0] <= "힣"), 1)
        candidate = found[key] = Candidate(text, pieces, len(part), known, len(part[0].pieces))
    candidate.places.append((index, part[0].start, part[-1].end))
    candidate.tails[part[-1].tail] += 1
    gloss = _GLOSS.match(sentence, part[-1].end)
    if gloss:
        candidate.gloss[gloss[1]] += 1
    if after and (after[0].text in TITLES or after[0].text[-2:] in TITLES):
        candidate.titled += 1


def _nest(found: dict[str, Candidate]) -> None:
    """Tell each candidate of the longer ones that hold it, eojeol by eojeol and piece by piece."""
    holders: dict[str, list[int]] = defaultdict(list)
    for candidate in found.values():
        parts = candidate.pieces
        inner = {
            "".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1) if j - i < len(parts)
        }
        for text in inner:
            if text in found:
                holders[text].append(candidate.frequency)
    for text, frequencies in holders.items():
        found[text].within = frequencies


def _admissible(candidate: Candidate) -> bool:
    text = candidate.text
    if (
        len(text) < 2
        or text in _GENERIC_HEADS
        or _RUN_TOGETHER.search(text)
        or _UNIT_LIKE.fullmatch(text)
        or text.isdigit()
    ):
        return False
    if candidate.eojeols == 1 and candidate.pieces[-1:] in {("적",), ("용",)}:
        return False
    if candidate.titled and _is_person(text):
        return False
    if candidate.eojeols > 1 and not _GENERIC_HEADS.isdisjoint(text.split()):
        return False
    return any("가" <= c <= "힣" for c in text) or text.isupper()


def _is_person(text: str) -> bool:
    given = text[1:] if text[:1] in SURNAMES else text[2:]
    return len(text) in {3, 4} and text[0] in {s[0] for s in SURNAMES} and all(c in GIVEN for c in given)


def features(candidate: Candidate) -> dict[str, float]:
    """What speaks for and against a candidate, each about 0 to 1; `termhood` weighs them."""
    words = lexicon()
    text = candidate.text.replace(" ", "")
    size = len(text)
    common = words.nouns.get(text, 14.0)
    head = candidate.pieces[-1] if candidate.pieces else text
    case = sum(n for tail, n in candidate.tails.items() if tail[:1] in set("을를이가은는의에와과로으"))
    return {
        "gloss": float(bool(candidate.gloss)),
        "institution": float(bool(_INSTITUTION.search(text)) and size > 3),
        "law": float(bool(_LAW.search(text)) and size > 3),
        "rare": min(max(common - 7.0, 0.0), 7.0) / 7.0,
        "proper": float(text in words.proper),
        "length": min(size, 8) / 8,
        "short": float(size <= 2),
        "compound": float(len(candidate.pieces) > 1),
        "phrase": float(candidate.eojeols > 1),
        "unknown": float(candidate.known < 1),
        "latin": float(bool(re.search("[A-Za-z]", text))),
        "digit": float(text[0].isdigit()),
        "nested": float(bool(candidate.within) and sum(candidate.within) >= candidate.frequency),
        "case": case / candidate.frequency,
        "verbal": sum(n for tail, n in candidate.tails.items() if tail[:1] in set("하해했한할함되된될돼됐됨"))
        / candidate.frequency,
        "generic": min(max(9.0 - words.nouns.get(head, 14.0), 0.0), 4.0) / 4.0,
    }


# Logistic regression on the project's own term-dense corpus; rounded.
_WEIGHTS = {
    "length": 2.6, "latin": 1.8, "proper": 1.6, "rare": 0.5, "gloss": 0.5, "institution": 0.5, "law": 0.4,
    "compound": 0.3, "case": 0.15, "unknown": -0.6, "short": -0.8, "generic": -0.8, "verbal": -0.9, "nested": -0.9,
    "phrase": -2.2, "digit": -3.6,
}  # fmt: skip
_BIAS = -1.0


def termhood(candidate: Candidate) -> float:
    """How likely a candidate is a term, 0 to 1."""
    seen = features(candidate)
    return 1 / (1 + math.exp(-_BIAS - sum(weight * seen[name] for name, weight in _WEIGHTS.items())))
