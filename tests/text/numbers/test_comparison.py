import pytest

from bilingual.text.numbers import compare, read_english, read_korean


def compared(source, target):
    return compare(read_korean(source), read_english(target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("24t이다.", "It is 24,000 kilograms."),
        ("절반이다.", "It is 50 percent."),
        ("50%다.", "It is half."),
        ("시속 90km다.", "It is 56 mph."),
        ("89년이다.", "It was 1989."),
        ("1년 6개월이다.", "It was 18 months."),
        ("90분이다.", "It took one hour and 30 minutes."),
        ("25센트다.", "It is $0.25."),
        ("3달러 50센트다.", "It is $3.50."),
        ("1만분의 1이다.", "It is one in 10,000."),
        ("다섯 번째다.", "It is a fifth win."),
        ("적자가 4년째다.", "It is a fourth year of losses."),
        ("4분의 1이다.", "It is a fourth of the total."),
        ("30㎿h다.", "It is 30 megawatt-hours."),
        ("둘 곳이 없다.", "There is nowhere to put it."),
        ("두 곳이 있다.", "There are two places."),
        ("9시 반에 열린다.", "It opens at 9:30."),
        ("11초 87이다.", "It was 11.87 seconds."),
        ("17미터 83을 뛰었다.", "It was 17.83 meters."),
        ("두 시간 반이면 간다.", "It takes two and a half hours."),
        ("24층이다.", "It is the twenty-fourth floor."),
        ("열하루다.", "It was 11 days."),
        ("열대여섯 살이다.", "He is 15 or 16."),
        ("예순넷으로 늦췄다.", "It was raised to sixty-four."),
        ("수백 년 동안.", "For centuries."),
        ("루이 16세다.", "He is Louis XVI."),
        ("두 명 이상에게 찍었다.", "He marked more than one."),
        ("네 배로 늘린다.", "It quadruples it."),
        ("아프리카 돼지 열병이다.", "It is African swine fever."),
        ("철인 3종 경기다.", "It is a triathlon."),
        ("24시간 연다.", "It is open around the clock."),
        ("2015년 242명에서 지난해 31명이 됐다.", "It fell from 242 in 2015 to 31 last year."),
        ("1.9조 원이다.", "It is 1.9 tln won."),
        ("100경 배다.", "It is 1 quintillion times more."),
        ("두 배 반으로 늘었다.", "It grew two and a half times."),
        ("3분 26초 78이다.", "It was 3:26.78."),
        ("6분 7초 21을 기록했다.", "She clocked 6:07.21."),
        ("2030 세대다.", "They are in their 20s and 30s."),
        ("G20 회의다.", "It is a G20 meeting."),
        ("자정인 0시다.", "It is midnight."),
        ("10만 명에서 10만 명으로.", "It stayed at 100,000."),
    ],
)
def test_the_same_said_otherwise(source, target):
    assert compared(source, target).clean


@pytest.mark.parametrize(
    ("source", "target", "missing", "invented"),
    [
        ("400만 명이다.", "It is 400 million people.", [4_000_000], [400_000_000]),
        ("3명이다.", "They came.", [3], []),
        ("그가 왔다.", "He paid $5.", [], [5]),
        ("12일이다.", "It is the 13th.", [12], [13]),
    ],
)
def test_what_differs_is_left_over(source, target, missing, invented):
    found = compared(source, target)
    assert [number.value for number in found.missing] == missing
    assert [number.value for number in found.unaccounted] == invented


def test_a_right_value_in_another_unit_is_told():
    (pair,) = compared("160㎥다.", "It is 160 square meters.").pairs
    assert pair.unit_differs
