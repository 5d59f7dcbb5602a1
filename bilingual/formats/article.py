"""Article mode: the article out of a saved news page or a pasted one, and a list of what was left out.

On a page, trafilatura says which paragraphs are the main text; their order and roles come from the page itself. Then
the same rules clean pages and pasted text: each line that is left out is told with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bilingual.errors import DocumentError, MissingExtraError
from bilingual.formats.document.base import Document, Source, Unit, get
from bilingual.formats.document.html import decode_html
from bilingual.formats.document.text import line_roles
from bilingual.formats.inline import Tagged
from bilingual.text.segmentation import split_sentences

_HTML = re.compile(r"<(?:!doctype|html|head|body|div|article|p)\b", re.I)

_FURNITURE = frozenset(
    "sns url x 가 가가 강조 공감 공유 공유하기 구독 구독하기 글씨 글씨크기 글자 글자크기 기사 기사공유 "
    "기사듣기 기사보내기 기사스크랩 기사저장 기자 기자구독 기타 나눔 내보내기 네이버 네이버밴드 네이버블로그 "
    "뉴스듣기 다음 다크모드 닫기 더보기 댓글 댓글보기 댓글쓰기 듣기 라인 레이어 링크 링크복사 맨위로 메뉴 메일 "
    "목록 목록보기 밴드 번역 보내기 복사 복사하기 북마크 북마크하기 블로그 설정 스크랩 스크랩하기 스토리 "
    "싫어요 신고 신고하기 요약 요약보기 음성 음성으로 이메일 이전 인쇄 인쇄하기 인스타그램 작게 저장 저장하기 "
    "전체 전체메뉴 좋아요 주소 주소복사 추천 카카오 카카오스토리 카카오톡 카톡 크게 크기 크기조절 텔레그램 "
    "트위터 팔로우 페이스북 폰트 폰트크기 프린트 프린트하기 확대 축소 facebook twitter kakaotalk email print "
    "share copy link like comment".split()
)
_SEPARATORS = re.compile(r"[\s/|·ㆍ•,>:+()\[\]]+")

_DATE = (
    r"(?:19|20)\d{2}\s*[.\-/년]\s*\d{1,2}\s*[.\-/월]\s*\d{1,2}\s*[.일]?"
    r"(?:\s*\(?[월화수목금토일]\)?)?(?:\s*(?:오전|오후)?\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WRITER = r"[가-힣]{2,4}\s?(?:인턴\s?)?(?:선임|수습|전문)?(?:기자|특파원|논설위원|논설실장|편집위원|객원기자)"
_EMAIL = r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_STAMP = (
    r"(?:(?:기사\s?)?(?:입력|수정|최종\s?수정|등록|승인|송고|업데이트|발행|작성)(?:일|시간|\s?일시)?\s*[:：]?\s*)?"
    + _DATE
)
_PRESS = r"[가-힣A-Za-z]{2,12}(?:일보|신문|뉴스|경제|방송|타임스|통신|미디어|투데이|데일리)"
_REPORTER = re.compile(
    rf"[\s\[(【|/·=,]*(?:(?:{_PRESS}|{_WRITER}|{_EMAIL}|{_STAMP}|글|사진|정리|취재|영상|편집)[\s\])】|/·=,.:]*)+"
)
_RIGHTS = re.compile(
    r"무단\s?(?:전재|복제|배포)|재배포\s?금지|저작권자|저작권은|All rights reserved|^\s*(?:ⓒ|©|Copyright\b)", re.I
)
_RELATED = re.compile(
    r"^\W*(?:관련\s?(?:기사|뉴스)|(?:가장\s?)?많이\s?본\s?(?:뉴스|기사)|이\s?시각\s?주요\s?뉴스|인기\s?(?:기사|뉴스)|추천\s?(?:기사|뉴스)|"
    r"주요\s?뉴스|최신\s?(?:기사|뉴스)|오늘의\s?(?:핫|주요)?\s?뉴스|함께\s?(?:본|볼)\s?(?:기사|뉴스)|기자의\s?다른\s?기사)"
)
_PROMOTION = re.compile(
    r"^[▶☞◆■※→👉\s\[]+.{0,60}(?:구독|바로\s?가기|채널|앱|제보|클릭|보기|카카오톡|유튜브|텔레그램)|"
    r"(?:제보는|제보하기|구독하세요|구독하기|채널\s?추가|좋아요와\s?구독|뉴스\s?스탠드)"
)
_SENTENCE = re.compile(r"[.!?。]['\"”’」』)\]]*$")
_LONGEST_FURNITURE = 60
_SHORTEST_DUPLICATE = 8


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is no part of the article, and why."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.reason}: {self.text}"


def read_article(data: bytes, name: str = "-", encoding: str | None = None) -> Document:
    """The article in a saved page (HTML) or in pasted text, as a document of plain paragraphs in UTF-8.

    Its units keep the line they had in the file. `Document.dropped` tells what was left out, `reason: text` each.

    Raises:
        DocumentError: the page holds no article.
        MissingExtraError: the page is HTML and trafilatura is not installed.
    """
    source = decode_html(data, name, encoding)
    is_page = _HTML.search(source.text[:4096]) is not None
    if is_page:
        units, dropped = _main_text(source)
    else:
        units, dropped = list(get("text").read(data, name, encoding).units), []
    kept, left_out = clean(units)
    if not is_page:
        roles = line_roles([unit.text for unit in kept])
        kept = [replace(unit, role=role) for unit, role in zip(kept, roles, strict=True)]
    if not kept:
        raise DocumentError("no article was found in it; translate it without --article", path=name)

    def filler(targets: Mapping[str, Tagged]) -> bytes:
        paragraphs = [targets[u.id].text if u.id in targets else u.text for u in kept]
        return ("\n\n".join(paragraphs) + "\n").encode("utf-8", "surrogatepass")

    return Document(name, "article", kept, filler, dropped=[str(line) for line in (*dropped, *left_out)])


def _main_text(source: Source) -> tuple[list[Unit], list[LeftOut]]:
    """The page's units that belong to the main text, and the others that show text."""
    page = get("html", attributes=False).read(source.text.encode("utf-8"), source.name, "utf-8")
    units = [replace(unit, tags=(), placeholders=()) for unit in page.units]
    main = _squeezed(_extract(source.text))
    inside = [len(_squeezed(u.text)) > 1 and _squeezed(u.text) in main for u in units]
    body = [i for i, (unit, yes) in enumerate(zip(units, inside, strict=True)) if yes and _SENTENCE.search(unit.text)]
    if not body:
        return [], []
    first, last = body[0], body[-1]
    head = _head(units, first)
    chosen = {
        i for i, unit in enumerate(units) if i in head or (first <= i <= last and (inside[i] or unit.role == "caption"))
    }
    kept = [replace(units[i], role="headline" if i == min(head, default=-1) else units[i].role) for i in sorted(chosen)]
    return kept, [LeftOut(u.text, "outside the article") for i, u in enumerate(units) if i not in chosen]


def _head(units: Sequence[Unit], first: int) -> set[int]:
    """Indices of the headline and the subheads under it, before the first sentence of the body."""
    title = _squeezed(units[0].text) if units and units[0].role == "headline" else ""
    heads = [i for i in range(first) if units[i].role == "headline" and i > 0]
    named = [i for i in heads if _squeezed(units[i].text) in title]
    headline = (named or heads or ([0] if title else []))[-1:]
    if not headline:
        return set()
    return {*headline, *(i for i in range(headline[0] + 1, first) if units[i].role in ("subhead", "caption"))}


def _extract(page: str) -> str:
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("taking the article out of a page", "article") from None
    return trafilatura.extract(page, include_comments=False, favor_recall=True, deduplicate=False) or ""


def _squeezed(text: str) -> str:
    """Letters and digits alone: how two renderings of one paragraph are compared."""
    return re.sub(r"[\W_]+", "", text).casefold()


def clean(units: Sequence[Unit]) -> tuple[list[Unit], list[LeftOut]]:
    """Units without page furniture, reporter lines, rights notices, lists of other articles and what stands twice.

    Returns the units kept, in order, and what was left out, in order. A line that says something beyond its kind is
    kept: a byline at the beginning of a sentence is part of the sentence.
    """
    kept: list[Unit] = []
    left_out: list[LeftOut] = []
    related = False
    for unit in units:
        text = unit.text
        starts_related = bool(_RELATED.match(text)) and len(text) <= _LONGEST_FURNITURE and not _SENTENCE.search(text)
        related = starts_related or (related and not _SENTENCE.search(text))
        reason = "other articles" if related else _reason(text, unit.role)
        if reason:
            left_out.append(LeftOut(text, reason))
        else:
            kept.append(unit)
    return _without_repeats(kept, left_out)


def _reason(text: str, role: str) -> str:
    """Why a line is no part of an article, empty when it is."""
    if _RIGHTS.search(text) and len(text) <= 2 * _LONGEST_FURNITURE:
        return "rights notice"
    if len(text) > _LONGEST_FURNITURE:
        return ""
    words = [w for w in _SEPARATORS.split(text.lower()) if w and not w.isdecimal()]
    if words and all(word in _FURNITURE or not re.search(r"\w", word) for word in words):
        return "page furniture"
    if _REPORTER.fullmatch(text) or (role != "caption" and re.fullmatch(rf"\W*{_EMAIL}\W*", text)):
        return "reporter line"
    if _PROMOTION.search(text) and not _SENTENCE.search(text):
        return "promotion"
    return ""


def _without_repeats(units: list[Unit], left_out: list[LeftOut]) -> tuple[list[Unit], list[LeftOut]]:
    """Leave out every later copy of a line or of a whole paragraph's sentences, and summaries of what follows."""
    kept: list[Unit] = []
    seen: set[str] = set()
    repeating = False
    sentences = [_sentences(unit.text) for unit in units]
    for number, unit in enumerate(units):
        own = sentences[number]
        whole = _squeezed(unit.text)
        said = whole in seen or (bool(own) and all(s in seen for s in own))
        if said and (len(whole) >= _SHORTEST_DUPLICATE or repeating):
            repeating = True
            left_out.append(LeftOut(unit.text, "stands twice"))
        elif unit.role not in ("headline", "caption") and _is_summary(unit.text, sentences[number + 1 :]):
            left_out.append(LeftOut(unit.text, "summary of what follows"))
            continue
        else:
            kept.append(unit)
            repeating = False
        seen.update(own, {whole})
    return kept, left_out


def _is_summary(text: str, following: Sequence[Sequence[str]]) -> bool:
    """Whether a line says nothing but sentences of the next paragraphs, whole or cut short with an ellipsis."""
    later = [sentence for own in following for sentence in own]
    cut = re.search(r"(?:…|\.{2,})\s*$", text)
    own = _sentences(text)
    if cut and len(own) > 0 and len(own[-1]) >= _SHORTEST_DUPLICATE:
        return all(s in later for s in own[:-1]) and any(s.startswith(own[-1]) for s in later)
    whole_copy = any(own == other for other in following)
    return bool(own) and not whole_copy and len(own[0]) >= 2 * _SHORTEST_DUPLICATE and all(s in later for s in own)


def _sentences(text: str) -> list[str]:
    return [s for s in map(_squeezed, _without_byline(split_sentences(text, "ko"))) if s]


def _without_byline(sentences: Sequence[str]) -> Iterator[str]:
    """Sentences but an agency byline "(부산=…) … 기자 =", with which a copy may or may not begin."""
    for sentence in sentences:
        if not re.fullmatch(r"\s*[(\[][^()\[\]]*=[^()\[\]]*[)\]][^=]*=\s*", sentence):
            yield sentence
