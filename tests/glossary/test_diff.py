"""Differences between two states of a glossary."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.glossary.diff import diff
from bilingual.glossary.edit import new_concept, with_context, with_preferred, with_term
from bilingual.glossary.po_file import new_po
from bilingual.model import Concept

LANGS = ("ko", "en")
YIELD = new_concept("수율", "yield", langs=LANGS, subject_field="chips")
PLANT = new_concept("원전", "nuclear plant", langs=LANGS, subject_field="energy")


def kinds(old: list[Concept], new: list[Concept]) -> list[tuple[str, str]]:
    return [(c.kind, c.concept.id) for c in diff(old, new)]


def test_added_removed_and_moved() -> None:
    moved = with_context(YIELD, "semiconductors", "")
    assert kinds([YIELD], [YIELD, PLANT]) == [("added", "energy/원전")]
    assert kinds([YIELD, PLANT], [YIELD]) == [("removed", "energy/원전")]
    assert kinds([YIELD], [moved]) == [("moved", "semiconductors/수율")]
    assert kinds([YIELD], [replace(YIELD, origin="elsewhere:3")]) == []


def test_details_say_what_changed() -> None:
    changed = with_term(with_preferred(YIELD, "yield rate", "en", LANGS), "yld", "en", "acronym", LANGS)
    (change,) = diff([YIELD], [replace(changed, note="checked")])
    assert change.details == (
        "note: nothing → 'checked'",
        "- en 'yield' (preferred)",
        "+ en 'yield rate' (preferred)",
        "+ en 'yld' (admitted acronym)",
    )


def test_the_command_prints_terminal_and_json(tmp_path: Path) -> None:
    for name, concepts in (("old.po", [YIELD]), ("new.po", [YIELD, PLANT])):
        file = new_po(tmp_path / name)
        file.put_all(concepts)
        file.save()
    arguments = ["diff", str(tmp_path / "old.po"), str(tmp_path / "new.po")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "+ energy/원전  nuclear plant" in result.stdout
    (row,) = json.loads(CliRunner().invoke(app, [*arguments, "--format", "json"]).stdout)
    assert (row["kind"], row["id"]) == ("added", "energy/원전")
    assert CliRunner().invoke(app, ["diff", arguments[1], arguments[1]]).exit_code == 0
