"""Three-way merge: what one side changed is taken, what both changed is kept twice, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.glossary.edit import new_concept, with_preferred, with_term
from bilingual.glossary.merge import MARK, Conflict, merge
from bilingual.glossary.po import parse_po
from bilingual.glossary.po_file import PoFile, new_po
from bilingual.model import Concept, ReviewState

LANGS = ("ko", "en")


def entry(source: str, target: str, **more: object) -> Concept:
    return replace(new_concept(source, target, langs=LANGS, subject_field="energy"), **more)  # type: ignore[arg-type]


def file(*concepts: Concept) -> PoFile:
    made = new_po("x.po")
    made.put_all(concepts)
    return parse_po(made.render(), "x.po", LANGS)


def merged(
    base: list[Concept], ours: list[Concept], theirs: list[Concept]
) -> tuple[dict[str, Concept], list[Conflict]]:
    mine = file(*ours)
    conflicts = merge(file(*base), mine, file(*theirs))
    again = parse_po(mine.render(), "x.po", LANGS)
    return {c.id.removeprefix("energy/"): c for c in again.concepts}, conflicts


YIELD, PLANT, GRID = entry("수율", "yield"), entry("원전", "nuclear plant"), entry("전력망", "power grid")


def test_additions_and_removals_of_both_sides_are_taken() -> None:
    found, conflicts = merged([YIELD, PLANT], [YIELD, PLANT, GRID], [YIELD, entry("가스", "gas")])
    assert sorted(found) == ["가스", "수율", "전력망"]
    assert conflicts == []


def test_different_fields_of_one_entry_merge() -> None:
    ours = replace(with_term(YIELD, "yield rate", "en", "admitted", LANGS), definition="share of good chips")
    theirs = replace(with_preferred(YIELD, "production yield", "en", LANGS), note="seen in the law")
    found, conflicts = merged([YIELD], [ours], [theirs])
    assert conflicts == []
    assert [t.text for t in found["수율"].terms] == ["수율", "production yield", "yield rate"]
    assert (found["수율"].definition, found["수율"].note) == ("share of good chips", "seen in the law")


def test_two_new_preferred_terms_are_a_conflict_and_both_stay() -> None:
    ours, theirs = (with_preferred(YIELD, text, "en", LANGS) for text in ("yield rate", "output"))
    found, conflicts = merged([YIELD], [ours], [theirs])
    assert [c.concept_id for c in conflicts] == ["energy/수율"]
    assert "'yield rate' and 'output'" in conflicts[0].reasons[0]
    kept, twin = found["수율"], found["theirs/수율"]
    assert kept.review is twin.review is ReviewState.PROPOSED
    assert MARK in kept.note
    assert MARK in twin.note
    target = twin.preferred("en")
    assert target is not None
    assert target.text == "output"


def test_two_different_additions_are_a_conflict() -> None:
    found, conflicts = merged([], [YIELD], [entry("수율", "output")])
    assert len(conflicts) == 1
    assert sorted(found) == ["theirs/수율", "수율"]


def test_a_changed_entry_that_the_other_side_removed_stays_marked() -> None:
    changed = replace(YIELD, definition="share of good chips")
    for ours, theirs in (([changed], []), ([], [changed])):
        found, conflicts = merged([YIELD], ours, theirs)
        assert len(conflicts) == 1
        assert found["수율"].definition == "share of good chips"
        assert "removed it" in found["수율"].note


def test_untouched_entries_keep_their_bytes() -> None:
    odd = (
        file(YIELD, PLANT)
        .render()
        .replace('msgid "원전"', 'msgid   "원전"')
        .replace("nuclear plant", 'nuclear "\n" plant')
    )
    odd = odd.replace('"\n" plant', ' "\n"plant')
    ours = parse_po(odd, "x.po", LANGS)
    merge(parse_po(odd, "x.po", LANGS), ours, file(replace(YIELD, note="new"), parse_po(odd, "x", LANGS).concepts[1]))
    assert 'msgid   "원전"\nmsgstr "nuclear  "\n"plant"' in ours.render()


texts = st.sampled_from(["yield", "output", "rate", "share"])


@st.composite
def versions(draw: st.DrawFn) -> list[Concept]:
    found = []
    for source in draw(st.lists(st.sampled_from("가나다라"), unique=True)):
        concept = entry(source, draw(texts), note=draw(st.sampled_from(["", "a", "b"])))
        if draw(st.booleans()):
            concept = with_term(
                concept, "X" + draw(texts), "en", draw(st.sampled_from(["admitted", "forbidden"])), LANGS
            )
        found.append(concept)
    return found


@settings(max_examples=80, deadline=None)
@given(versions(), versions(), versions())
def test_no_form_that_a_side_added_is_lost(base: list[Concept], ours: list[Concept], theirs: list[Concept]) -> None:
    def forms(concepts: list[Concept]) -> set[tuple[str, str]]:
        return {(c.terms[0].text, t.text) for c in concepts for t in c.terms}

    mine = file(*ours)
    merge(file(*base), mine, file(*theirs))
    after = forms(list(parse_po(mine.render(), "x.po", LANGS).concepts))
    added = (forms(ours) | forms(theirs)) - forms(base)
    assert added <= after


@settings(max_examples=40, deadline=None)
@given(versions(), versions())
def test_with_one_side_unchanged_the_other_one_wins(base: list[Concept], changed: list[Concept]) -> None:
    for ours, theirs in ((base, changed), (changed, base)):
        mine = file(*ours)
        assert merge(file(*base), mine, file(*theirs)) == []
        result = parse_po(mine.render(), "x.po", LANGS)
        plain = [replace(c, origin="") for c in result.concepts]
        assert plain == [replace(c, origin="") for c in file(*changed).concepts]


def test_as_a_git_merge_driver(tmp_path: Path) -> None:
    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        identity = ["-c", "user.name=editor", "-c", "user.email=editor@example.org"]
        return subprocess.run(["git", *identity, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    if git("init", "-q", "-b", "main").returncode:
        pytest.skip("needs git")
    path = tmp_path / "energy.po"
    git("config", "merge.bilingual.driver", f"{sys.executable} -m bilingual.cli glossary merge %O %A %B")
    (tmp_path / ".gitattributes").write_text("*.po merge=bilingual\n")

    def commit(*concepts: Concept) -> None:
        path.write_text(file(*concepts).render())
        git("add", ".")
        git("commit", "-q", "-m", "change")

    commit(YIELD, PLANT)
    git("checkout", "-q", "-b", "side")
    commit(replace(YIELD, note="theirs"), PLANT, GRID)
    git("checkout", "-q", "main")
    commit(replace(YIELD, definition="ours"), PLANT)
    result = git("merge", "side", "-m", "merge")
    assert result.returncode == 0, result.stdout + result.stderr
    found = {c.id: c for c in parse_po(path.read_text(), path, LANGS).concepts}
    assert (found["energy/수율"].note, found["energy/수율"].definition) == ("theirs", "ours")
    assert "energy/전력망" in found


def test_the_command_says_what_is_in_conflict(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.po" for name in ("base", "ours", "theirs")]
    for path, target in zip(paths, ("yield", "rate", "output"), strict=True):
        path.write_text(file(entry("수율", target)).render())
    result = CliRunner().invoke(app, ["merge", *map(str, paths)])
    assert result.exit_code == 1
    assert "conflict in energy/수율" in result.output
    assert len(parse_po(paths[1].read_text(), "x", LANGS).concepts) == 2
