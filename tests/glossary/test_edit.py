"""Editing from the command line, and what a killed command leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bilingual.cli.glossary import app
from bilingual.errors import BilingualError, GlossaryError, OutputError
from bilingual.glossary.edit import new_concept, with_context, with_grammar, with_preferred, with_term, without_term
from bilingual.glossary.po import read_po
from bilingual.model import Concept, PartOfSpeech, ReviewState, TermStatus

LANGS = ("ko", "en")
YIELD = new_concept("수율", "yield", langs=LANGS, subject_field="chips")


def run(*arguments: object, given: str = "") -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=given)


def only(path: Path) -> Concept:
    (found,) = read_po(path).concepts
    return found


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "chips.po"
    run("new", path)
    run("add", "수율", "yield", "-g", path, "--field", "chips")
    return path


def test_new_refuses_what_exists_and_other_endings(tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.po").exit_code == 0
    assert isinstance(run("new", tmp_path / "a.po").exception, OutputError)
    assert isinstance(run("new", tmp_path / "a.csv").exception, OutputError)


def test_add_with_every_flag(glossary: Path) -> None:
    result = run(
        "add", "전력반도체", "power semiconductor", "-g", glossary,
        "--field", "chips", "--sense", "device", "--pos", "noun",
        "--term", "en-forbidden=power chip", "--term", "ko-variant=파워반도체",
        "--cue", "전기차", "--suffix", "용", "--no-compounds",
        "--definition", "a chip", "--note", "check", "--context", "문장.", "--source", "KS", "--proposed",
    )  # fmt: skip
    assert result.exit_code == 0
    found = next(c for c in read_po(glossary).concepts if c.sense == "device")
    assert [t.text for t in found.terms] == ["전력반도체", "파워반도체", "power semiconductor", "power chip"]
    assert (found.definition, found.note, found.context, found.source) == ("a chip", "check", "문장.", "KS")
    assert (found.cues, found.terms[0].suffixes, found.terms[0].compounds) == (("전기차",), ("용",), False)
    assert found.review is ReviewState.PROPOSED


def test_add_asks_for_what_is_missing(tmp_path: Path) -> None:
    run("new", tmp_path / "a.po")
    assert run("add", "-g", tmp_path / "a.po", given="수율\nyield\n").exit_code == 0
    assert [t.text for t in only(tmp_path / "a.po").terms] == ["수율", "yield"]
    assert isinstance(run("add", "-g", tmp_path / "a.po").exception, GlossaryError)


def test_a_second_entry_for_one_sense_is_refused(glossary: Path) -> None:
    before = glossary.read_bytes()
    result = run("add", "수율", "output", "-g", glossary, "--field", "chips")
    assert "has an entry already" in str(result.exception)
    assert glossary.read_bytes() == before


def test_a_folder_gets_one_file_a_field(tmp_path: Path) -> None:
    for field in ("chips", "energy", ""):
        run("add", "수율", "yield", "-g", tmp_path, *(["--field", field] if field else []))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["chips.po", "energy.po", "general.po"]


def test_edit_changes_only_what_is_said(glossary: Path) -> None:
    run("edit", "수율", "-g", glossary, "--set-target", "production yield", "--note", "kept")
    run("edit", "수율", "-g", glossary, "--definition", "share of good chips", "--pos", "noun")
    found = only(glossary)
    assert (found.note, found.definition) == ("kept", "share of good chips")
    assert [t.text for t in found.terms] == ["수율", "production yield"]
    run("edit", "수율", "-g", glossary, "--note", "")
    assert only(glossary).note == ""


def test_edit_interactively(glossary: Path) -> None:
    run("edit", "수율", "-i", "-g", glossary, given="수율\nyield rate\n\nnoted\n\n\n")
    found = only(glossary)
    assert [t.text for t in found.terms] == ["수율", "yield rate"]
    assert found.note == "noted"


def test_an_edit_that_changes_nothing_leaves_the_file(glossary: Path) -> None:
    stamp = glossary.stat().st_mtime_ns
    assert "unchanged" in run("edit", "수율", "-g", glossary, "--set-target", "yield").output
    assert glossary.stat().st_mtime_ns == stamp


def test_moving_an_entry_moves_its_id(glossary: Path) -> None:
    run("edit", "수율", "-g", glossary, "--set-field", "energy", "--set-source", "가동률")
    assert only(glossary).id == "energy/가동률"


def test_further_forms_are_added_and_dropped(glossary: Path) -> None:
    run("edit", "수율", "-g", glossary, "--term", "en-admitted=yield rate")
    assert len(only(glossary).terms) == 3
    run("edit", "수율", "-g", glossary, "--drop", "en=yield rate")
    assert len(only(glossary).terms) == 2
    assert isinstance(run("edit", "수율", "-g", glossary, "--drop", "en=other").exception, GlossaryError)


def test_remove_is_all_or_nothing(glossary: Path) -> None:
    before = glossary.read_bytes()
    assert isinstance(run("remove", "수율", "없는말", "-g", glossary).exception, GlossaryError)
    assert glossary.read_bytes() == before
    assert run("remove", "수율", "-g", glossary).exit_code == 0
    assert read_po(glossary).concepts == ()


def test_approving(glossary: Path) -> None:
    run("add", "원전", "nuclear plant", "-g", glossary, "--proposed")
    assert "approved 1" in run("approve", "--all", "-g", glossary).output
    assert all(c.review is ReviewState.APPROVED for c in read_po(glossary).concepts)
    assert isinstance(run("approve", "-g", glossary).exception, GlossaryError)


def test_deprecating_and_forbidding(glossary: Path) -> None:
    run("deprecate", "yield ratio", "--entry", "수율", "-g", glossary)
    run("forbid", "yield", "--instead", "production yield", "-g", glossary)
    statuses = {t.text: t.status for t in only(glossary).terms_in("en")}
    assert statuses == {
        "production yield": TermStatus.PREFERRED,
        "yield ratio": TermStatus.DEPRECATED,
        "yield": TermStatus.FORBIDDEN,
    }
    assert "--instead" in str(run("forbid", "production yield", "-g", glossary).exception)


def test_an_unknown_entry_gets_a_suggestion(glossary: Path) -> None:
    assert "did you mean 'yield'" in str(run("show", "yeild", "-g", glossary).exception)


def test_an_ambiguous_entry_lists_its_ids(glossary: Path) -> None:
    run("add", "수율", "catch rate", "-g", glossary, "--field", "fishing")
    message = str(run("remove", "수율", "-g", glossary).exception)
    assert "'chips/수율', 'fishing/수율'" in message
    assert run("remove", "수율", "--field", "fishing", "-g", glossary).exit_code == 0


def test_search_ranks_exact_terms_first(glossary: Path) -> None:
    run("add", "수율 개선", "yield improvement", "-g", glossary, "--field", "chips")
    import json

    rows = json.loads(run("search", "수율", "-g", glossary, "--format", "json").stdout)
    assert [r["id"] for r in rows] == ["chips/수율", "chips/수율 개선"]
    assert json.loads(run("search", "nothing", "-g", glossary, "--format", "json").stdout) == []


def test_pure_edits() -> None:
    assert with_context(YIELD, "energy", "rate").id == "energy/rate/수율"
    by_hand = Concept("my-id", YIELD.terms, "chips")
    assert with_preferred(by_hand, "가동률", "ko", LANGS).id == "my-id"
    verb = with_grammar(YIELD, source_lang="ko", part_of_speech=PartOfSpeech.VERB, suffixes=["화"])
    assert {t.part_of_speech for t in verb.terms} == {PartOfSpeech.VERB}
    assert [t.suffixes for t in verb.terms] == [("화",), ()]
    kept = with_preferred(YIELD, "rate", "en", LANGS, keep="deprecated")
    assert [(t.text, t.status) for t in kept.terms_in("en")] == [
        ("rate", TermStatus.PREFERRED),
        ("yield", TermStatus.DEPRECATED),
    ]
    with pytest.raises(GlossaryError, match="preferred term"):
        with_term(YIELD, "yield", "en", "forbidden", LANGS)
    with pytest.raises(GlossaryError, match="no further"):
        without_term(YIELD, "yield", "en")
    with pytest.raises(BilingualError, match="slash"):
        new_concept("수율", "yield", langs=LANGS, subject_field="a/b")


def test_a_killed_command_leaves_the_file_as_it_was_or_as_it_will_be(tmp_path: Path) -> None:
    path = tmp_path / "big.po"
    run("new", path)
    lines = "".join(f'\nmsgctxt "f"\nmsgid "용어{i:05d}"\nmsgstr "term {i}"\n' for i in range(4000))
    path.write_text(path.read_text() + lines)
    before = path.read_bytes()
    command = [sys.executable, "-m", "bilingual.cli", "glossary", "edit", "용어00001", "-g", str(path), "--note"]
    begin = time.monotonic()
    subprocess.run([*command, "whole"], check=True, capture_output=True)
    whole, after = time.monotonic() - begin, path.read_bytes()
    assert after != before
    for share in (0.3, 0.6, 0.8, 0.9, 0.95, 1.0):
        path.write_bytes(before)
        with subprocess.Popen([*command, "whole"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(whole * share)
            os.kill(process.pid, signal.SIGKILL)
        assert path.read_bytes() in (before, after)
        for left in tmp_path.glob(".big.po.*"):
            left.unlink()
    assert read_po(path).concepts


def test_an_interrupted_write_leaves_the_file_as_it_was(glossary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = glossary.read_bytes()

    def cut_off(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", cut_off)
    assert isinstance(run("edit", "수율", "-g", glossary, "--note", "x").exception, OutputError)
    assert glossary.read_bytes() == before
    assert [p.name for p in glossary.parent.iterdir()] == ["chips.po"]
