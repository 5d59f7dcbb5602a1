from __future__ import annotations

from pathlib import Path

import pytest

from bilingual.errors import DocumentError
from bilingual.formats.article import read_article

SAMPLES = Path(__file__).parent / "document" / "samples"

PASTED = """기사 스크랩 / 공유 / 댓글 / 프린트
부산시, 전력반도체 특구 지정
소형모듈원전 부품 기업도 입주
김한빛 기자 | 입력 2025.11.20 09:30 | 수정 2025.11.20 10:00
글자크기
가
부산시는 20일 정부가 기장군 일대를 전력반도체 특화 특구로 지정했다…
▲ 부산 기장군의 전력반도체 단지 전경. (사진=부산시)
(부산=한빛일보) 김한빛 기자 = 부산시는 20일 정부가 기장군 일대를 전력반도체 특화 특구로 지정했다고 밝혔다.
특구에는 2028년까지 3천억원이 투입되며, 소형모듈원전 부품을 만드는 중소기업 12곳이 입주한다.
기후금융도 지원
시는 기후금융 상품을 함께 내놓기로 했다. 시 관계자는 "인력 양성이 관건"이라고 말했다.
김한빛 기자 hanbit@hanbit.example
저작권자 ⓒ 한빛일보 무단전재 및 재배포 금지
공유 댓글 12
부산시는 20일 정부가 기장군 일대를 전력반도체 특화 특구로 지정했다고 밝혔다.
특구에는 2028년까지 3천억원이 투입되며, 소형모듈원전 부품을 만드는 중소기업 12곳이 입주한다.
기후금융도 지원
시는 기후금융 상품을 함께 내놓기로 했다. 시 관계자는 "인력 양성이 관건"이라고 말했다.
관련기사
울산시, 수소 특구 추진
포항 이차전지 특구 연장
▶ 한빛일보 카카오톡 채널 구독하기
"""


def test_a_pasted_article_is_cleaned_and_keeps_its_order() -> None:
    document = read_article(PASTED.encode(), "pasted.txt")
    assert [(u.line, u.role) for u in document.units] == [
        (2, "headline"), (3, "subhead"), (8, "caption"), (9, "body"), (10, "body"), (11, "subhead"), (12, "body"),
    ]  # fmt: skip
    reasons = [line.partition(":")[0] for line in document.dropped]
    assert reasons.count("stands twice") == 4
    assert reasons.count("other articles") == 4
    assert reasons.count("reporter line") == 2
    assert reasons.count("page furniture") == 4
    assert reasons.count("rights notice") == 1
    assert reasons.count("summary of what follows") == 1


def test_everything_is_either_kept_or_told() -> None:
    document = read_article(PASTED.encode(), "pasted.txt")
    lines = [line for line in PASTED.splitlines() if line]
    told = [line.partition(": ")[2] for line in document.dropped]
    assert sorted([unit.text for unit in document.units] + told) == sorted(lines)


def test_a_saved_page_gives_headline_subheads_captions_and_body() -> None:
    pytest.importorskip("trafilatura")
    document = read_article((SAMPLES / "news-page.html").read_bytes(), "news-page.html")
    assert [unit.role for unit in document.units] == [
        "headline", "subhead", "body", "caption", "body", "body", "subhead", "body", "body",
    ]  # fmt: skip
    assert document.units[0].text == "부산시, 전력반도체 특구 지정"
    assert document.fill({}).decode().count("\n\n") == 8
    told = "\n".join(document.dropped)
    assert all(
        words in told for words in ("카카오톡", "관련기사", "좋은 기사네요", "발행인", "무단전재", "많이 본 뉴스")
    )


@pytest.mark.parametrize(
    "line",
    [
        "댓글 공작 사건의 1심 선고가 나왔다.",
        "공유경제 기업이 늘고 있다.",
        "이 기자는 현장을 지켰다.",
        "김한빛 기자는 20일 이렇게 말했다.",
        "2025년 11월 20일 정부가 발표했다.",
        "무단전재를 둘러싼 소송에서 법원은 원고의 손을 들어줬고, 피고는 항소하겠다는 뜻을 밝혔다. "
        "두 회사는 그동안 저작권 문제로 오래 다퉈 왔다. 이번 판결은 언론사의 저작권 보호 범위를 처음으로 넓게 "
        "인정했다는 평가를 받는다. 다만 인용의 한계를 어디까지로 볼지는 대법원의 판단을 기다려야 한다.",
        "구독 서비스가 인기를 끌고 있다.",
        "네이버와 카카오가 나란히 실적을 발표했다.",
    ],
)
def test_sentences_that_only_mention_such_words_are_kept(line: str) -> None:
    text = f"제목이 있다\n{line}\n다음 문장이다.\n"
    assert line in [unit.text for unit in read_article(text.encode(), "a.txt").units]


def test_short_lines_that_come_again_in_another_place_are_kept() -> None:
    text = '제목\n"네."\n그는 그렇게 답했다.\n"네."\n그녀도 그렇게 답했다.\n'
    assert len(read_article(text.encode(), "a.txt").units) == 5


@pytest.mark.parametrize("text", ["", "공유\n댓글\n", "<html><body><nav>메뉴</nav></body></html>"])
def test_a_page_without_an_article_is_told(text: str) -> None:
    with pytest.raises(DocumentError, match="--article"):
        read_article(text.encode(), "a.html")
