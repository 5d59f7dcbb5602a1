import pytest

from bilingual.train.pairs import Pair

NOUNS = [
    ("반도체", "semiconductor"),
    ("배터리", "battery"),
    ("공장", "factory"),
    ("도서관", "library"),
    ("정부", "government"),
    ("은행", "bank"),
]
VERBS = [
    ("샀다", "bought"),
    ("지었다", "built"),
    ("열었다", "opened"),
    ("닫았다", "closed"),
    ("살폈다", "inspected"),
]
WHO = [("회사", "company"), ("시장", "mayor"), ("장관", "minister"), ("교수", "professor")]


def _object(noun):
    return noun + ("를" if (ord(noun[-1]) - 0xAC00) % 28 == 0 else "을")


def _subject(noun):
    return noun + ("가" if (ord(noun[-1]) - 0xAC00) % 28 == 0 else "이")


@pytest.fixture(scope="session")
def small_corpus():
    """Every combination of a small grammar: 120 pairs whose words can all be aligned."""
    return [
        Pair(f"{_subject(who)} {_object(what)} {did}.", f"The {who_en} {did_en} the {what_en}.")
        for who, who_en in WHO
        for what, what_en in NOUNS
        for did, did_en in VERBS
    ]
