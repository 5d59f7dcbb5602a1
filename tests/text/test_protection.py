import pytest

from bilingual.text.protection import find_placeholders


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("자세한 것은 https://example.com/a(b)에서 본다.", "url", "https://example.com/a(b)"),
        ("(https://example.com/x).", "url", "https://example.com/x"),
        ("www.example.kr/소식에 있다.", "url", "www.example.kr/소식에"),
        ("example.co.kr로 오세요", "url", "example.co.kr"),
        ("문의는 hong@example.co.kr로", "email", "hong@example.co.kr"),
        ("안녕하세요 {name}님", "placeholder", "{name}"),
        ("값은 ${cost}다", "placeholder", "${cost}"),
        ("파일 %1$s을 열었다", "printf", "%1$s"),
        ("<b>굵게", "tag", "<b>"),
        ("`pip install x`를 친다", "code", "`pip install x`"),
        ("AT&amp;T", "entity", "&amp;"),
        ("@busan_city 계정", "handle", "@busan_city"),
    ],
)
def test_kept_verbatim(text: str, kind: str, kept: str) -> None:
    found = find_placeholders(text)
    assert [(p.kind, p.text) for p in found] == [(kind, kept)]
    assert text[slice(*found[0].span)] == kept


@pytest.mark.parametrize("text", ["", "50%를 넘겼다. 3 < 5 > 2", "A&B 그룹 {그 밖}", "3.5배", "12:30~14:00"])
def test_ordinary_text_has_none(text: str) -> None:
    assert find_placeholders(text) == ()
