from __future__ import annotations

import pytest

from bilingual.engines.echo import EchoEngine
from bilingual.glossary.termbase import Glossary
from bilingual.memory.noting import under_glossary
from bilingual.memory.store import Memory, MemoryUnit
from bilingual.model import Concept, Rung, Term, TermStatus
from bilingual.pipeline import Translator

SOURCE = "정부는 특구를 늘린다."


def glossary(preferred: str, *others: tuple[str, TermStatus]) -> Glossary:
    terms = [Term("특구", "ko"), Term(preferred, "en"), *(Term(text, "en", status) for text, status in others)]
    return Glossary((Concept("zone", tuple(terms)),))


def translated(memory: Memory, terms: Glossary, source: str = SOURCE) -> tuple[str, list[Rung], str]:
    done = Translator("ko", "en", glossary=terms, engine=EchoEngine(), memory=memory).translate(source)
    segment = done.segments[0]
    return done.target, [outcome.rung for outcome in done.constraints], segment.engine


def approved(target: str, terms: Glossary | None = None) -> Memory:
    memory = Memory(":memory:")
    units = [MemoryUnit(SOURCE, target)]
    memory.add(under_glossary(units, terms) if terms else units)
    return memory


def test_an_approved_translation_stands_while_its_terms_stand() -> None:
    terms = glossary("special zone")
    memory = approved("The government adds special zones.", terms)
    assert translated(memory, terms) == ("The government adds special zones.", [Rung.MEMORY], "memory")


def test_it_stands_even_where_a_term_was_left_out_on_purpose_and_the_trail_says_so() -> None:
    terms = glossary("special zone")
    memory = approved("The government adds to them.", terms)
    target, rungs, _ = translated(memory, terms)
    assert (target, rungs) == ("The government adds to them.", [Rung.UNMET])
    done = Translator("ko", "en", glossary=terms, engine=EchoEngine(), memory=memory).translate(SOURCE)
    assert [issue.code for issue in done.issues] == ["M001"]


def test_when_a_term_changed_the_new_one_takes_the_place_of_the_old_in_its_number() -> None:
    memory = approved("Special zones are added by the government.", glossary("special zone"))
    changed = glossary("special district", ("special zone", TermStatus.DEPRECATED))
    assert translated(memory, changed)[0] == "Special districts are added by the government."


def test_a_translation_from_elsewhere_is_used_when_it_meets_the_terms() -> None:
    memory = approved("The government adds special zones.")
    assert translated(memory, glossary("special zone"))[2] == "memory"


def test_a_translation_that_cannot_meet_the_terms_of_today_is_not_used() -> None:
    memory = approved("The government adds some areas.")
    assert translated(memory, glossary("special zone"))[2] != "memory"


@pytest.mark.parametrize("approved_", [True, False])
def test_only_approved_translations_are_used_again(approved_: bool) -> None:
    memory = Memory(":memory:")
    memory.add([MemoryUnit(SOURCE, "Done.", approved=approved_)])
    assert (translated(memory, Glossary())[0] == "Done.") is approved_
