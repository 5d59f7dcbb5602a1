"""What every process of a batch does: read, translate, write, and say how it ended. No document stops the others."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilingual.batch.manifest import DONE, FAILED, Record
from bilingual.batch.plan import Task
from bilingual.errors import BilingualError, ConfigError, InputError, MissingExtraError, PackageError
from bilingual.formats.document.base import Document, Target, format_for, get
from bilingual.model import Translation
from bilingual.pipeline import Translator
from bilingual.text.files import read_bytes, write_atomic

MakeTranslator = Callable[[int], Translator]
"""Makes a translator that uses so many CPU threads; pickled by name when it goes to other processes."""

_FOR_ALL = (PackageError, ConfigError, MissingExtraError)
"""Errors that the next document would meet as well: they end the run."""

_SAVERS = 4
_UNSAVED = 64
"""Results that may wait for the disk while the engine goes on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    Attributes:
        as_format: name of the format, empty to go by the suffix.
        options: options of formats, e.g. `fields`; those that a format lacks are ignored.
        article: take the main text out of each page first.
    """

    as_format: str = ""
    encoding: str | None = None
    options: tuple[tuple[str, Any], ...] = ()
    article: bool = False

    def open(self, data: bytes, name: str) -> Document:
        """Read a document; raises DocumentError."""
        if self.article:
            from bilingual.formats.article import read_article

            return read_article(data, name, self.encoding)
        options = dict(self.options)
        reader = get(self.as_format, **options) if self.as_format else format_for(name, **options)
        return reader.read(data, name, self.encoding)


def digest_of(data: bytes) -> str:
    """The digest of an input as the manifest has it."""
    return hashlib.sha256(data).hexdigest()[:16]


class _Guarded(Document):
    """A document that keeps the error of filling it, instead of ending the stream it is in."""

    def __init__(self, document: Document, task: Task, digest: str) -> None:
        self.name, self.format, self.units = task.key, document.format, document.units
        self.dropped = document.dropped
        self.task, self.digest, self.error = task, digest, ""
        self._document = document

    def fill(self, targets: Mapping[str, Target]) -> bytes:
        """The filled file, or nothing and `error`."""
        try:
            return self._document.fill(targets)
        except Exception as error:
            self.error = reason(error)
            return b""


def reason(error: Exception) -> str:
    """An error in one line, for the manifest."""
    return str(error) if isinstance(error, BilingualError) else f"{type(error).__name__}: {error}"


def process(tasks: Iterable[Task], translator: Translator, reading: Reading) -> Iterator[Record]:
    """Translate documents and write the results; one record for each task, when its result is in place.

    Documents go through the engine together; when one makes the engine fail, those on their way with it are done
    alone, so that only the bad one fails.

    Raises:
        BilingualError: what the next document would meet as well: the package, a setting, a missing library.
    """
    return _Worker(translator, reading).run(iter(tasks))


class _Worker:
    """State of one stream: documents in the engine's window, results being written, failures not yet told.

    Results are written by threads of their own: waiting for the disk takes longer than all else but the engine.
    """

    def __init__(self, translator: Translator, reading: Reading) -> None:
        self.translator, self.reading = translator, reading
        self.pending: deque[_Guarded] = deque()
        self.saving: deque[Future[Record]] = deque()
        self.failed: deque[Record] = deque()

    def run(self, tasks: Iterator[Task]) -> Iterator[Record]:
        """Records in the order in which results are in place."""
        with ThreadPoolExecutor(_SAVERS, "saver") as savers:
            documents = self._documents(tasks)
            while True:
                try:
                    for filled, translation in self.translator.translate_documents(documents):
                        self.saving.append(savers.submit(_saved, self.pending.popleft(), filled, translation))
                        yield from self._told(_UNSAVED)
                except _FOR_ALL:
                    raise
                except Exception:
                    yield from self._one_by_one()
                    continue
                yield from self._told()
                return

    def _told(self, unsaved: int = 0) -> Iterator[Record]:
        """Records that are settled; waits until no more than `unsaved` results are being written."""
        while self.failed:
            yield self.failed.popleft()
        while self.saving and (len(self.saving) > unsaved or self.saving[0].done()):
            yield self.saving.popleft().result()

    def _documents(self, tasks: Iterator[Task]) -> Iterator[Document]:
        for task in tasks:
            try:
                data = read_bytes(task.source)
                document = _Guarded(self.reading.open(data, task.source), task, digest_of(data))
            except _FOR_ALL:
                raise
            except Exception as error:
                self.failed.append(Record(task.key, FAILED, error=reason(error)))
                continue
            self.pending.append(document)
            yield document

    def _one_by_one(self) -> Iterator[Record]:
        while self.pending:
            document = self.pending.popleft()
            try:
                filled, translation = self.translator.translate_document(document)
            except _FOR_ALL:
                raise
            except Exception as error:
                yield Record(document.task.key, FAILED, digest=document.digest, error=reason(error))
            else:
                yield _saved(document, filled, translation)


def _saved(document: _Guarded, filled: bytes, translation: Translation) -> Record:
    """Put a result in its place."""
    if not document.error:
        try:
            Path(document.task.target).parent.mkdir(parents=True, exist_ok=True)
            write_atomic(document.task.target, filled)
        except (InputError, OSError) as error:
            document.error = reason(error)
    if document.error:
        return Record(document.task.key, FAILED, digest=document.digest, error=document.error)
    return record_of(document.task, document.digest, translation)


def record_of(task: Task, digest: str, translation: Translation) -> Record:
    """The record of a document that is done."""
    scores = [s.score for s in translation.segments if not math.isnan(s.score)]
    outcomes = translation.constraints
    return Record(
        document=task.key,
        state=DONE,
        output=task.target,
        digest=digest,
        signature=translation.signature,
        segments=len(translation.segments),
        characters=len(translation.source),
        terms=len(outcomes),
        terms_met=sum(outcome.span is not None for outcome in outcomes),
        issues=dict(sorted(Counter(str(issue.severity) for issue in translation.issues).items())),
        score=round(sum(scores) / len(scores), 4) if scores else None,
    )
