"""Units and counters of both languages under one canonical name each.

One row a unit: name, kind, dimension, factor within the dimension, Korean forms, English forms. Two quantities can be
equal across units of one dimension (24 t and 24,000 kg). Forms are matched whole; the longest wins.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from bilingual.text.numbers.quantity import Kind, Value


class Unit(NamedTuple):
    """A canonical unit; `factor` converts to the base unit of `dimension`."""

    name: str
    kind: Kind
    dimension: str
    factor: Value


_MONEY = """
usd|달러 불 미국달러 弗|dollar dollars usd buck bucks
krw|원|won krw
jpy|엔 엔화|yen jpy
cny|위안 위안화 위엔|yuan renminbi rmb cny
eur|유로 유로화|euro euros eur
gbp|파운드|pound pounds sterling gbp quid lb lbs
rub|루블|rouble roubles ruble rubles
inr|루피|rupee rupees
chf|프랑|franc francs
mxn|페소|peso pesos
brl|헤알|real reais
try|리라|lira liras
vnd|동|dong
thb|바트|baht
idr|루피아|rupiah
ils|셰켈|shekel shekels
sek|크로나|krona kronor krone kroner
hkd|홍콩달러|hkd
sdr|비트코인|bitcoin bitcoins
"""

_MEASURE = """
kilometre|length|1000|km ㎞ 킬로미터 킬로|km kms kilometer kilometers kilometre kilometres
metre|length|1|m ｍ 미터|m meter meters metre metres
centimetre|length|1/100|cm ㎝ 센티미터 센티|cm centimeter centimeters centimetre centimetres
millimetre|length|1/1000|mm ㎜ 밀리미터 밀리|mm millimeter millimeters millimetre millimetres
micrometre|length|1/1000000|μm ㎛ 마이크로미터|micrometer micrometers micron microns μm
nanometre|length|1/1000000000|nm ㎚ 나노미터 나노|nm nanometer nanometers nanometre nanometres
mile|length|1609.344|마일|mile miles mi
foot|length|0.3048|피트|foot feet ft
inch|length|0.0254|인치|inch inches in″
yard|length|0.9144|야드|yard yards yd
square kilometre|area|1000000|㎢ km² km2 제곱킬로미터 평방킬로미터 제곱㎞ 제곱km 평방㎞ 평방km|km² km2 sq.km
square metre|area|1|㎡ m² m2 제곱미터 평방미터 제곱m 평방m|㎡ m² m2 sqm
hectare|area|10000|ha ㏊ 헥타르|ha hectare hectares
acre|area|4046.86|에이커|acre acres
pyeong|area|3.3058|평|pyeong pyong
cubic metre|volume|1|㎥ m³ m3 세제곱미터 입방미터|㎥ m³ m3
litre|volume|1/1000|ℓ L l 리터|l liter liters litre litres
millilitre|volume|1/1000000|㎖ ml mL 밀리리터|ml milliliter milliliters millilitre millilitres
barrel|volume|0.158987|배럴 베럴|barrel barrels bbl
gallon|volume|0.003785|갤런|gallon gallons
tonne|mass|1000|t 톤 ｔ|t ton tons tonne tonnes mt
kilogram|mass|1|kg ㎏ 킬로그램|kg kgs kilogram kilograms kilo kilos
gram|mass|1/1000|g ｇ 그램|g gram grams
milligram|mass|1/1000000|㎎ mg 밀리그램|mg milligram milligrams
microgram|mass|1/1000000000|㎍ 마이크로그램|μg microgram micrograms
ounce|mass|0.02835|온스|ounce ounces oz
degree|degree|1|℃ °C ° 도 ℉ °F|°c ℃ ° °f degree degrees c f
kilometre per hour|speed|1|km/h ㎞/h kph|km/h kph kmh
metre per second|speed|3.6|m/s|m/s
mile per hour|speed|1.609344|mph|mph
knot|speed|1.852|노트|knot knots
watt|power|1|W 와트|w watt watts
kilowatt|power|1000|kW ㎾ 킬로와트|kw kilowatt kilowatts
megawatt|power|1000000|MW ㎿ 메가와트|mw megawatt megawatts
gigawatt|power|1000000000|GW 기가와트|gw gigawatt gigawatts
kilowatt hour|energy|1000|kWh ㎾h 킬로와트시|kwh kilowatt-hour kilowatt-hours
megawatt hour|energy|1000000|MWh ㎿h 메가와트시|mwh megawatt-hour megawatt-hours
gigawatt hour|energy|1000000000|GWh 기가와트시|gwh gigawatt-hour gigawatt-hours
volt|volt|1|V 볼트|v volt volts
hertz|frequency|1|Hz 헤르츠|hz hertz
megahertz|frequency|1000000|MHz ㎒ 메가헤르츠|mhz megahertz
gigahertz|frequency|1000000000|GHz ㎓ 기가헤르츠|ghz gigahertz
kilobyte|data|1000|KB 킬로바이트|kb kilobyte kilobytes
megabyte|data|1000000|MB 메가바이트 메가|mb megabyte megabytes
gigabyte|data|1000000000|GB 기가바이트 기가|gb gigabyte gigabytes
terabyte|data|1000000000000|TB 테라바이트 테라|tb terabyte terabytes
ppm|ppm|1|ppm 피피엠|ppm
basis point|basis point|1|bp 베이시스포인트|bp bps
hectopascal|pressure|1|hPa 헥토파스칼|hpa hectopascal hectopascals
calorie|calorie|1|칼로리 ㎉ kcal|calorie calories kcal
kiloton|kiloton|1|킬로톤 ㏏ kt|kiloton kilotons kt
decibel|decibel|1|데시벨 dB|db decibel decibels
"""

_TIMES = """
century span|duration|36500||century centuries
decade span|duration|3650||decade decades
year span|duration|365|년간 개년 년여|year years
month span|duration|30|개월 달 개월간 달간|month months
week span|duration|7|주 주일 주간|week weeks
day span|duration|1|일간 일여|day days
hour span|hours|3600|시간|hour hours hr hrs
minute span|hours|60|분|minute minutes min mins
second span|hours|1|초|second seconds sec secs
"""

_COUNTERS = (
    "개 건 곳 대 척 채 마리 권 편 장 통 병 잔 그루 송이 벌 켤레 쌍 줄 번 회 차례 가지 종 종류 종목 개국 개사 개소 "
    "개교 개주 개시 개군 개구 개도 개팀 가구 세대 호기 호선 경기 골 승 패 무승부 점 표 석 자루 알 판 집 칸 층 동 "
    "필지 문 발 곡 작품 쪽 페이지 면 단계 라운드 세트 타석 안타 홈런 득점 실점 연승 연패 전 타 타수 이닝 쿼터 기 량 "
    "좌석 상자 박스 봉지 포기 조각 다스 걸음 바퀴 자리 자 글자 단어 문장 항목 과목 학점 국 나라 국가 도시 개사 팀 "
    "언어 섬 갈래 군데 개월분 주년 표차 할 주기 사 박 홀"
).split()

_PEOPLE = "명 인 사람 형제 자매 자녀".split()

_RANKS = "번째 위 등 차 호 회차 세기 째 순위 급 등급 분기 호실 학년 심 분위".split()

MONEY_SIGNS = {
    "$": "usd", "US$": "usd", "₩": "krw", "￦": "krw", "€": "eur", "£": "gbp", "¥": "jpy", "￥": "jpy", "＄": "usd",
    "HK$": "hkd", "A$": "usd", "C$": "usd", "NT$": "usd", "S$": "usd", "KRW": "krw", "USD": "usd", "EUR": "eur",
    "JPY": "jpy", "CNY": "cny", "RMB": "cny", "GBP": "gbp",
}  # fmt: skip


def _rows(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    korean: dict[str, Unit] = {}
    english: dict[str, Unit] = {}

    def add(unit: Unit, ko: str, en: str) -> None:
        korean.update(dict.fromkeys(ko.split(), unit))
        english.update({form.lower(): unit for form in en.split()})

    for name, ko, en in _rows(_MONEY):
        add(Unit(name, Kind.MONEY, name, 1), ko, en)
    add(Unit("cent", Kind.MONEY, "usd", Fraction(1, 100)), "센트", "cent cents")
    for name, dimension, factor, ko, en in _rows(_MEASURE):
        add(Unit(name, Kind.MEASURE, dimension, Fraction(factor)), ko, en)
    for name, dimension, factor, ko, en in _rows(_TIMES):
        add(Unit(name, Kind.DURATION, dimension, int(factor)), ko, en)
    for form in _COUNTERS:
        korean.setdefault(form, Unit("item", Kind.COUNT, "item", 1))
    for form in _PEOPLE:
        korean[form] = Unit("person", Kind.COUNT, "person", 1)
    add(Unit("person", Kind.COUNT, "person", 1), "", "people person persons men women residents troops")
    add(Unit("age", Kind.DURATION, "duration", 365), "살 세", "year-old years-old")
    add(Unit("percent", Kind.PERCENT, "percent", 1), "% ％ 퍼센트 프로", "% percent pct")
    add(Unit("percentage point", Kind.PERCENT, "percent", 1), "%포인트 %p ％포인트 퍼센트포인트 %P", "pp ppt")
    add(Unit("times", Kind.MULTIPLE, "times", 1), "배 곱절", "times fold")
    add(Unit("rank", Kind.ORDINAL, "rank", 1), " ".join(_RANKS), "")
    add(Unit("decade", Kind.DECADE, "decade", 1), "년대", "")
    add(Unit("year", Kind.YEAR, "year", 1), "년 년도 년생 학년도", "")
    add(Unit("month", Kind.MONTH, "month", 1), "월", "")
    add(Unit("day", Kind.DAY, "day", 1), "일", "")
    add(Unit("hour", Kind.TIME, "clock", 3600), "시", "")
    add(Unit("article", Kind.ARTICLE, "article", 1), "조 항 호 목 장 절", "")
    return korean, english


KOREAN, ENGLISH = _tables()
BY_NAME = {unit.name: unit for table in (KOREAN, ENGLISH) for unit in table.values()}
BY_NAME["item"] = Unit("item", Kind.COUNT, "item", 1)
