import pytest

from bilingual.text.english import indefinite_article, inflections, lemma, occurrences, pluralise, with_article


def found(form: str, text: str) -> list[str]:
    return [text[slice(*span)] for span in occurrences(form, text)]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("small modular reactor", "Small-modular reactors win; a small modular\nreactor's cost", 2),
        ("single-person household", "single person households", 1),
        ("e-commerce", "ecommerce and E-Commerce", 2),
        ("the National Assembly", "a National Assembly vote", 1),
        ("attorney general", "attorneys general", 1),
        ("US", "us, the US", 1),
        ("SMR", "SMRs and an SMR's core, SMRX", 2),
        ("zone", "ozone, zoneless, zones", 1),
        ("R&D", "R&D, R & D", 2),
        ("fuel", "fueled, fuelled, fuels", 3),
        ("twenty-foot equivalent unit (TEU)", "twenty-foot equivalent units (TEU)", 1),
    ],
)
def test_occurrences(form: str, text: str, expected: int) -> None:
    assert len(found(form, text)) == expected


def test_occurrences_beside_hangul_and_case() -> None:
    assert found("SMR", "SMR은 안전하다") == ["SMR"]
    assert occurrences("Zone", "zone", case_sensitive=True) == []
    assert occurrences("", "anything") == []


def test_the_possessive_does_not_belong_to_the_span() -> None:
    assert found("reactor", "the reactors' fate, a reactor's core") == ["reactors", "reactor"]


@pytest.mark.parametrize(
    ("phrase", "article"),
    [("hour", "an"), ("university", "a"), ("SMR", "an"), ("NATO summit", "a"), ("UN body", "a"), ("EU law", "an"),
     ("8 percent cut", "an"), ("11-year plan", "an"), ("one-off grant", "a"), ("“open” port", "an"),
     ("uninsured car", "an"),
     ("eleven", "an"), ("100-day plan", "a"), ("European", "a"), ("heir", "an")],
)  # fmt: skip
def test_indefinite_article(phrase: str, article: str) -> None:
    assert indefinite_article(phrase) == article
    assert with_article(phrase) == f"{article} {phrase}"


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [("ministry of defence", "ministries of defence"), ("small modular reactor (SMR)", "small modular reactors (SMR)"),
     ("equipment", "equipment"), ("basis", "bases"), ("lawmaker", "lawmakers"), ("SMR", "SMRs"), ("bus", "buses"),
     ("special economic zone", "special economic zones")],
)  # fmt: skip
def test_pluralise(phrase: str, plural: str) -> None:
    assert pluralise(phrase) == plural


@pytest.mark.parametrize(
    ("word", "base"),
    [("planned", "plan"), ("batteries", "battery"), ("taken", "take"), ("people", "person"), ("making", "make"),
     ("news", "news"), ("buses", "bus"), ("refining", "refine"), ("reactors'", "reactor"), ("country’s", "country"),
     ("investing", "invest"), ("changed", "change"), ("passes", "pass"), ("supplies", "supply"), ("selling", "sell"),
     ("needed", "need"), ("boxes", "box"), ("causes", "cause"), ("prices", "price"), ("companies", "company")],
)  # fmt: skip
def test_lemma(word: str, base: str) -> None:
    assert lemma(word) == base


def test_inflections_start_with_the_dictionary_form() -> None:
    assert inflections("small modular reactor")[:3] == (
        "small modular reactor",
        "small modular reactors",
        "small modular reactor's",
    )
    assert {"exports", "exported", "exporting"} <= set(inflections("export"))


@pytest.mark.parametrize("phrase", ["skilled professionals", "human resources", "national funds"])
def test_a_plural_has_no_plural(phrase: str) -> None:
    assert pluralise(phrase) == phrase
