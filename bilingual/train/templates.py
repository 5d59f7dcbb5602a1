"""Small sentences with slots for amounts, shares, names and terms: what no corpus shows often enough.

Every sentence is written for this table; its slots are filled at random, particles following what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bilingual.text.english import indefinite_article, pluralise
from bilingual.text.korean import batchim, ends_in_rieul
from bilingual.train.amounts import random_amount, write_english, write_korean
from bilingual.train.pairs import Pair

_SENTENCES = """
이 회사는 지난해 {won}의 매출을 올렸다. | The company posted {won} in sales last year.
정부는 내년 예산으로 {won}을/를 편성했다. | The government allocated {won} for next year's budget.
총사업비는 {won}에 이른다. | The total project cost amounts to {won}.
영업이익은 {won}으로/로 1년 전보다 {percent} 늘었다. | Operating profit came to {won}, up {percent} from a year earlier.
순손실이 {won}에 달했다. | The net loss reached {won}.
수출액은 {dollars}을/를 기록했다. | Exports came to {dollars}.
무역수지는 {dollars} 적자를 냈다. | The trade balance posted a deficit of {dollars}.
행사에는 {people}이/가 다녀갔다. | The event drew {people}.
공장은 연간 {count}대를 생산할 수 있다. | The plant can produce {count} units a year.
{count}가구가 정전으로 불편을 겪었다. | {count} households suffered a power outage.
시는 {count}㎡ 부지에 공원을 만든다. | The city will build a park on a {count}-square-meter site.
{person} 대표는 {won}을/를 투자하겠다고 밝혔다. | CEO {person} said the company would invest {won}.
{person} 장관은 15일 현장을 방문했다. | Minister {person} visited the site on the 15th.
누적 관객이 {people}을/를 넘어섰다. | Cumulative attendance surpassed {people}.
{won} 규모의 계약을 맺었다. | They signed a contract worth {won}.
부채는 {won}에서 {won}으로/로 늘었다. | Debt grew from {won} to {won}.
가격은 {won}에서 {won} 사이다. | The price is between {won} and {won}.
약 {dollars}의 손실을 입었다. | They lost about {dollars}.
시가총액은 {won}을/를 돌파했다. | Market capitalization topped {won}.
무게가 {weight}에 이른다. | It weighs up to {weight}.
거리는 {distance}이다. | The distance is {distance}.
{term} 시장은 {dollars} 규모로 커질 전망이다. | The {term} market is expected to grow to {dollars}.
{term}에 {won}을/를 투입한다. | {won} will be spent on the {term}.
{term}이/가 도입된다. | {a term} will be introduced.
{term}과/와 {term} | {term} and {term}
여러 {term} | several {terms}
{term} | {term}
{won} | {won}
{people} | {people}
"""


def _table(text: str) -> dict[str, str]:
    return dict(item.split(":") for item in text.split())


_SURNAMES = _table(
    "김:Kim 이:Lee 박:Park 최:Choi 정:Jeong 강:Kang 조:Cho 윤:Yoon 장:Jang 임:Lim 한:Han 오:Oh 서:Seo "
    "신:Shin 권:Kwon 황:Hwang 안:Ahn 송:Song 전:Jeon 홍:Hong 고:Ko 문:Moon 양:Yang 손:Son 배:Bae "
    "백:Baek 허:Heo 남:Nam 심:Shim 노:Noh 하:Ha 곽:Kwak 성:Sung 차:Cha 주:Joo 우:Woo 구:Koo 민:Min"
)
_GIVEN = _table(
    "민:min 수:soo 지:ji 영:young 현:hyun 우:woo 진:jin 서:seo 연:yeon 준:jun 호:ho 은:eun 정:jung "
    "희:hee 경:kyung 성:sung 재:jae 훈:hoon 석:seok 미:mi 선:sun 혜:hye 동:dong 상:sang 철:chul "
    "원:won 태:tae 규:kyu 하:ha 윤:yoon 주:joo 인:in 용:yong 승:seung 기:ki 병:byung 일:il 광:kwang"
)
_SLOT = re.compile(r"\{([a-z ]+)\}")
_PARTICLES = re.compile(r"(\S)(은/는|이/가|을/를|과/와|으로/로)")


def rows() -> list[tuple[str, str]]:
    """The sentences as (Korean, English) with their slots."""
    pairs = (line.split(" | ") for line in _SENTENCES.strip().splitlines())
    return [(korean, english) for korean, english in pairs]


def choose_particles(text: str) -> str:
    """Decide every `은/는`, `이/가`, `을/를`, `과/와` and `으로/로` by the sound before it.

    >>> choose_particles("5억 원을/를 서울으로/로 보냈다")
    '5억 원을 서울로 보냈다'
    """

    def decide(match: re.Match[str]) -> str:
        before, (closed, open_) = match[1], match[2].split("/")
        if match[2] == "으로/로" and ends_in_rieul(before):
            return f"{before}{open_}"
        return before + (closed if batchim(before) else open_)

    return _PARTICLES.sub(decide, text)


@dataclass(slots=True)
class Templates:
    """Makes sentence pairs.

    Attributes:
        terms: (Korean, English) term pairs for the `term` slot; without any, sentences with that slot are left out.
    """

    terms: Sequence[tuple[str, str]] = ()
    _usable: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._usable = [row for row in rows() if self.terms or "{term}" not in row[0]]

    def draw(self, rng: Random) -> Pair:
        """One filled sentence; slots of one name are filled in order, on both sides alike."""
        korean, english = rng.choice(self._usable)
        values = [(name, self._fill(name, rng)) for name in _SLOT.findall(korean)]
        for name, (ours, theirs) in values:
            korean = korean.replace(f"{{{name}}}", ours, 1)
            english = _fill_english(english, name, theirs)
        return Pair(choose_particles(korean), english[:1].upper() + english[1:] if english.endswith(".") else english)

    def _fill(self, name: str, rng: Random) -> tuple[str, str]:
        return rng.choice(self.terms) if name == "term" else _FILLERS[name](rng)


def _fill_english(text: str, name: str, value: str) -> str:
    if name != "term":
        return text.replace(f"{{{name}}}", value, 1)
    shapes = {"{a term}": f"{indefinite_article(value)} {value}", "{terms}": pluralise(value), "{term}": value}
    found = min((shape for shape in shapes if shape in text), key=text.index)
    return text.replace(found, shapes[found], 1)


def _won(rng: Random) -> tuple[str, str]:
    value = random_amount(1e4, 5e14, rng)
    return write_korean(value, rng) + rng.choice((" 원", "원")), f"{write_english(value)} won"


def _dollars(rng: Random) -> tuple[str, str]:
    value = random_amount(1e4, 2e13, rng)
    return write_korean(value, rng) + rng.choice((" 달러", "달러")), f"${write_english(value)}"


def _people(rng: Random) -> tuple[str, str]:
    value = random_amount(1e4, 3e8, rng)
    return write_korean(value, rng) + rng.choice(("명", " 명")), f"{write_english(value)} people"


def _count(rng: Random) -> tuple[str, str]:
    value = random_amount(1e4, 9e7, rng)
    return write_korean(value, rng), write_english(value)


def _percent(rng: Random) -> tuple[str, str]:
    share = f"{rng.uniform(0.1, 99):.1f}%" if rng.random() < 0.6 else f"{rng.randrange(2, 100)}%"
    return share, share


def _person(rng: Random) -> tuple[str, str]:
    surname = rng.choice(list(_SURNAMES))
    first, second = rng.choice(list(_GIVEN)), rng.choice(list(_GIVEN))
    return surname + first + second, f"{_SURNAMES[surname]} {_GIVEN[first].capitalize()}-{_GIVEN[second]}"


def _measure(korean: Sequence[str], english: str) -> Callable[[Random], tuple[str, str]]:
    def fill(rng: Random) -> tuple[str, str]:
        value = rng.choice((rng.randrange(2, 1000), random_amount(1e4, 1e7, rng)))
        written = write_korean(value, rng) if value >= 10_000 else str(value)
        return written + rng.choice(korean), f"{write_english(value)} {english}"

    return fill


_FILLERS: Mapping[str, Callable[[Random], tuple[str, str]]] = {
    "won": _won,
    "dollars": _dollars,
    "people": _people,
    "count": _count,
    "percent": _percent,
    "person": _person,
    "weight": _measure(("t", "톤", " 톤"), "tons"),
    "distance": _measure(("㎞", "km", "킬로미터"), "kilometers"),
}
