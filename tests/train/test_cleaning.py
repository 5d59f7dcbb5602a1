import pytest

from bilingual.train.cleaning import Cleaner, fingerprint
from bilingual.train.pairs import Pair


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("정부가 예산을 늘렸다.", "The government increased the budget.", None),
        ("매출은 5천억 원이다.", "Sales came to 500 billion won.", None),
        ("계약 금액은 6천400만 달러로 4년간이다.", "The contract is worth $64 million over four years.", None),
        ("직원 200명, 매출 3조 원", "200 employees, 3 trillion won in sales", None),
        ("이 문장은 영어로 옮기지 않은 문장이다.", "이 문장은 영어로 옮기지 않은 문장이다.", "untranslated"),
        ("The same English on both sides.", "Another English sentence stands here.", "script"),
        ("한글이 그대로 남았다.", "This one has 한글이 그대로 left in it.", "script"),
        ("짧다.", "Short.", None),
        (
            "이 문장은 꽤 긴 한국어 문장이어서 짧은 영어와 짝이 될 수 없다는 것이 분명하다.",
            "Too short.",
            "length ratio",
        ),
        ("관객 12만 명이 찾았다.", "It drew 1,250 visitors.", "numbers disagree"),
        ("공장 35곳에서 480명을 뽑는다.", "Some 72 plants will hire 915 people.", "numbers disagree"),
    ],
)
def test_each_test(source, target, reason):
    assert Cleaner().reject(Pair(source, target)) == reason


def test_numbers_spelt_out_in_words_do_not_disagree():
    assert Cleaner().reject(Pair("30명이 왔다.", "Thirty people came.")) is None


def test_duplicates_and_evaluation_sentences_are_counted():
    held = frozenset({fingerprint("They opened the door!")})
    cleaner = Cleaner(held)
    pairs = [
        Pair("창을 닫았다.", "They closed the window."),
        Pair("창을 닫았다", "They closed the window"),
        Pair("문을 열었다.", "They opened the door."),
    ]
    assert list(cleaner.clean(pairs)) == pairs[:1]
    assert cleaner.summary() == "1 kept; 2 removed (duplicate 1, evaluation overlap 1)"


def test_other_languages_skip_the_tests_made_for_korean():
    assert (
        Cleaner(source_lang="de", target_lang="fr").reject(Pair("Die Tür ist offen.", "La porte est ouverte.")) is None
    )
