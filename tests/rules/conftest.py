import sys
from pathlib import Path

import pytest

from bilingual.glossary.termbase import Glossary
from bilingual.model import Concept, PartOfSpeech, Term, TermStatus, TermType

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def glossary():
    """Three concepts: a forbidden form, an acronym, and a name."""
    return Glossary(
        (
            Concept(
                "chips/전력반도체",
                (
                    Term("전력반도체", "ko"),
                    Term("power semiconductor", "en"),
                    Term("power chip", "en", TermStatus.FORBIDDEN),
                ),
            ),
            Concept(
                "energy/소형모듈원자로",
                (
                    Term("소형모듈원자로", "ko"),
                    Term("small modular reactor", "en"),
                    Term("SMR", "en", TermStatus.ADMITTED, term_type=TermType.ACRONYM),
                ),
            ),
            Concept(
                "places/부산항",
                (
                    Term("부산항", "ko"),
                    Term("Busan Port", "en", part_of_speech=PartOfSpeech.PROPER_NOUN),
                ),
            ),
        )
    )
