import pytest

from bilingual.text.korean import batchim, ends_in_rieul, read_tail


@pytest.mark.parametrize(
    ("text", "expected"), [("특구", False), ("부산", True), ("SMR", None), ("", None), ("3", None)]
)
def test_batchim(text: str, expected: bool | None) -> None:
    assert batchim(text) is expected


def test_rieul_takes_ro() -> None:
    assert ends_in_rieul("서울")
    assert read_tail("서울", "로")
    assert not read_tail("서울", "으로")


@pytest.mark.parametrize(
    ("noun", "tail", "kind"),
    [
        ("공장", "", "bare"),
        ("공장", "에서는", "particle"),
        ("주민", "들에게까지도", "particle"),
        ("항만", "으로부터의", "particle"),
        ("교사", "에게만큼은", "particle"),
        ("배", "로밖에는", "particle"),
        ("공장", "이었지만", "copula"),
        ("메카", "라며", "copula"),
        ("도시", "인데도", "copula"),
        ("항구", "에서만이라도", "particle"),
        ("협정", "으로부터여야", "copula"),
        ("수출", "했다", "verb"),
        ("승인", "되면서", "verb"),
        ("지정", "받은", "verb"),
    ],
)
def test_tails_that_leave_the_noun(noun: str, tail: str, kind: str) -> None:
    read = read_tail(noun, tail)
    assert read is not None
    assert (read.kind, read.text) == (kind, tail)


@pytest.mark.parametrize(
    ("noun", "tail"),
    [
        ("부산", "물"),
        ("수", "학"),
        ("모델", "링"),
        ("공장", "를"),
        ("특구", "으로"),
        ("특구", "은"),
        ("특구", "도를"),
        ("원주", "민"),
    ],
)
def test_tails_that_do_not(noun: str, tail: str) -> None:
    assert read_tail(noun, tail) is None
