"""A tiny network trained for real: resume, export, fine-tuning and the command line."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch")

from bilingual.errors import DocumentError, EngineError, PackageError  # noqa: E402
from bilingual.train import checkpoint  # noqa: E402
from bilingual.train.batches import Example, encode  # noqa: E402
from bilingual.train.conversion import read_model, write_model  # noqa: E402
from bilingual.train.export import PackageInfo, compare_scores, export_package  # noqa: E402
from bilingual.train.network import Network, Shape  # noqa: E402
from bilingual.train.schedule import Budget, Schedule  # noqa: E402
from bilingual.train.trainer import Settings, Trainer, averaged_network, fresh_state, mean_loss  # noqa: E402
from bilingual.train.vocabulary import Vocabulary, train_vocabulary  # noqa: E402

SETTINGS = Settings(max_tokens=400, threads=1, log_steps=10)
SHAPE = Shape(330, 64, 128, 1, 1)


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory, small_corpus):
    path = tmp_path_factory.mktemp("vocabulary") / "sentencepiece.model"
    train_vocabulary(small_corpus, 330, path)
    return Vocabulary(path)


@pytest.fixture(scope="module")
def examples(vocabulary, small_corpus):
    return encode(small_corpus, vocabulary)


def _train(folder, examples, state, steps, *, look=lambda network, state: None, **more):
    schedule, settings = Schedule(peak=3e-3, warmup=5), replace(SETTINGS, **more)
    return Trainer(lambda number: examples, state, Budget(steps=steps), folder, schedule, settings, look=look).run()


class RunKilledError(Exception):
    pass


def _kill_at(step):
    def look(network, state):
        if state.step == step:
            raise RunKilledError

    return look


def test_it_learns(tmp_path, examples):
    from random import Random

    from bilingual.train.batches import length_batches

    batches = list(length_batches(examples, 400, Random(0)))
    before = mean_loss(Network(SHAPE).eval(), batches)
    state = _train(tmp_path, examples, fresh_state(SHAPE), 120, dropout=0.0)
    after = mean_loss(averaged_network(state), batches)
    assert after < 0.35 * before
    source = torch.tensor([[*examples[0].source, 3]])
    assert averaged_network(state).greedy(source)[0][-1] == examples[0].target[-1]


def test_a_resumed_run_ends_with_the_same_weights(tmp_path, examples):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    straight = _train(whole, examples, fresh_state(SHAPE), 13)
    with pytest.raises(RunKilledError):
        _train(parts, examples, fresh_state(SHAPE), 13, look=_kill_at(7), save_minutes=0.0)
    resumed = _train(parts, examples, checkpoint.load(parts / "checkpoint.pt"), 13)
    assert resumed.step == straight.step == 13
    assert (resumed.round, resumed.batch, resumed.tokens) == (straight.round, straight.batch, straight.tokens)
    for name, weight in straight.weights.items():
        assert torch.equal(weight, resumed.weights[name]), name
        assert torch.equal(straight.average[name], resumed.average[name]), name


def test_accumulated_batches_make_one_step(tmp_path, examples):
    state = _train(tmp_path, examples, fresh_state(SHAPE), 3, accumulate=2)
    assert state.batch + 100 * state.round >= 6


def test_a_broken_checkpoint_is_named(tmp_path):
    (tmp_path / "checkpoint.pt").write_bytes(b"half a file")
    with pytest.raises(DocumentError, match="no checkpoint of this version"):
        checkpoint.load(tmp_path / "checkpoint.pt")


@pytest.mark.parametrize(("quantization", "tolerance"), [(None, 1e-4), ("int8", 0.1)])
def test_the_exported_model_agrees(tmp_path, vocabulary, examples, quantization, tolerance):
    weights = fresh_state(SHAPE).weights
    archive = tmp_path / "p.argosmodel"
    info = PackageInfo(version="2.1", card="# card")
    agreement = export_package(
        weights, SHAPE, vocabulary, archive, info, check=examples[:20], quantization=quantization
    )
    assert agreement.difference < tolerance
    assert agreement.pieces > 100
    with zipfile.ZipFile(archive) as packed:
        assert {n.split("/")[0] for n in packed.namelist()} == {"translate-ko_en-2_1"}
        assert b'"term_markers"' in packed.read("translate-ko_en-2_1/metadata.json")


def test_a_model_that_disagrees_is_not_written(tmp_path, vocabulary, examples, monkeypatch):
    weights = fresh_state(SHAPE).weights
    wrong = {name: weight + 0.5 for name, weight in weights.items()}
    monkeypatch.setattr(
        "bilingual.train.export.write_model",
        lambda given, shape, pieces, folder, quantization: write_model(wrong, shape, pieces, folder, quantization),
    )
    with pytest.raises(EngineError, match="nothing was written"):
        export_package(weights, SHAPE, vocabulary, tmp_path / "p.argosmodel", PackageInfo(), check=examples[:5])
    assert list(tmp_path.iterdir()) == []


def test_a_model_is_read_back(tmp_path, vocabulary, examples):
    weights = fresh_state(SHAPE).weights
    write_model(weights, SHAPE, vocabulary.pieces, tmp_path / "m", "int8")
    read, shape = read_model(tmp_path / "m" / "model.bin")
    assert shape == SHAPE
    assert set(read) == set(weights)
    assert all((read[n] - weights[n]).abs().max() < 0.02 for n in weights)
    assert compare_scores(read, shape, vocabulary, tmp_path / "m", examples[:5]).difference < 0.05


def test_a_foreign_model_is_refused(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"\x06\x00\x00\x00\x02\x00X\x00")
    with pytest.raises(PackageError, match="cannot be trained further"):
        read_model(tmp_path / "model.bin")


def _command(folder, *arguments):
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", "from bilingual.cli.app import main; main()", "train", *arguments]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def archive_of_pairs(tmp_path, small_corpus):
    lines = [f"{p.source}\t{p.target}\n" for p in small_corpus]
    (tmp_path / "pairs.tsv").write_text("".join(lines[:110]), encoding="utf-8")
    (tmp_path / "held.tsv").write_text("".join(lines[110:]), encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("반도체\tsemiconductor\n도서관\tlibrary\n", encoding="utf-8")
    return tmp_path


def test_the_command_survives_a_kill_and_fine_tunes(archive_of_pairs, vocabulary):
    folder = archive_of_pairs
    work = folder / "out.argosmodel.work"
    work.mkdir()
    (work / "sentencepiece.model").write_bytes(vocabulary.path.read_bytes())
    arguments = ["--data", "pairs.tsv:2", "--held-out", "held.tsv", "--termbase", "terms.tsv", "--preset", "tiny"]
    arguments += ["--steps", "8", "--max-tokens", "400", "-o", "out.argosmodel"]
    first = _command(folder, *arguments)
    time.sleep(3)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    output, errors = _command(folder, *arguments).communicate(timeout=120)
    assert output.strip() == "out.argosmodel", errors
    assert "scores agree" in errors
    assert "110 kept" in errors
    tuned = ["--from", "out.argosmodel", "--data", "pairs.tsv", "--steps", "1", "-o", "tuned.argosmodel"]
    output, errors = _command(folder, *tuned).communicate(timeout=120)
    assert output.strip() == "tuned.argosmodel", errors
    again, errors = _command(folder, *tuned).communicate(timeout=60)
    assert "exists already" in errors
    assert again == ""


def test_examples_have_a_width():
    assert Example([1, 2], [3]).width == 3
