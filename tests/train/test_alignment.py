from bilingual.train.alignment import KoreanTokenizer, align, english_tokens
from bilingual.train.marking import aligned_terms


def test_particles_are_cut_off(small_corpus):
    tokenizer = KoreanTokenizer(p.source for p in small_corpus)
    assert [t.key for t in tokenizer.tokens("정부가 반도체를 샀다.")][:2] == ["정부", "반도체"]


def test_english_words_have_spans():
    text = "Mr. Kim's 12,000-ton ship"
    assert [text[t.span.start : t.span.end] for t in english_tokens(text)][:3] == ["Mr", ".", "Kim's"]


def test_nouns_find_their_translations(small_corpus):
    aligned = align(small_corpus)
    found = {(item.pair.source[t.source.start : t.source.end], t.form) for item in aligned for t in aligned_terms(item)}
    assert {("반도체", "semiconductor"), ("도서관", "library"), ("교수", "professor")} <= found
    wrong = {ko: en for ko, en in found if ko == "반도체" and en not in ("semiconductor",)}
    assert not wrong
