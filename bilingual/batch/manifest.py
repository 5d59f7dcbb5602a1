"""The manifest: one JSON line a document, appended when its result is on disk; what makes a run resumable.

A line is written in one call, after the result was put in place. A run killed at any moment leaves whole lines and at
most one torn one, which is cut off when the run goes on; a document without its line is done again, to the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType

from bilingual.errors import DocumentError, OutputError
from bilingual.text.files import AtomicFile

DONE = "done"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Record:
    """How one document ended.

    Attributes:
        document: its key in the plan.
        state: `done` or `failed`.
        output: path of the result, empty when failed.
        digest: first 16 hexadecimal digits of the SHA-256 of the input.
        signature: of the translator.
        segments: number of sentences translated.
        characters: length of the source text.
        terms: number of glossary constraints; `terms_met` of them were satisfied.
        issues: count by severity.
        score: mean of the segments' scores, None when the engine gives none.
        error: why it failed.
    """

    document: str
    state: str
    output: str = ""
    digest: str = ""
    signature: str = ""
    segments: int = 0
    characters: int = 0
    terms: int = 0
    terms_met: int = 0
    issues: dict[str, int] = field(default_factory=dict)
    score: float | None = None
    error: str = ""

    def as_line(self) -> bytes:
        """The record as a line of the manifest."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


class Manifest:
    """An open manifest; a context manager. One run at a time may have it open.

    Args:
        path: the file, made when it does not exist.

    Raises:
        OutputError: the file cannot be written, or another run has it open.
        DocumentError: a line of it is no record.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.existed = self.path.exists()
        self._known: dict[int, int] = {}
        self._doubled = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise OutputError(f"cannot be opened ({error.strerror})", path=path) from None
        try:
            self._lock()
            self._cut_torn_line()
            for record in read_manifest(self.path):
                self._remember(record)
        except BaseException:
            os.close(self._handle)
            raise

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:
            return
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OutputError(
                "another run is writing it; wait for that, or name another --manifest", path=self.path
            ) from None

    def _cut_torn_line(self) -> None:
        size = os.fstat(self._handle).st_size
        start = size
        while start > 0:
            step = min(65536, start)
            block = os.pread(self._handle, step, start - step)
            end = block.rfind(b"\n")
            if end >= 0:
                start = start - step + end + 1
                break
            start -= step
        if start < size:
            os.ftruncate(self._handle, start)

    def _remember(self, record: Record) -> None:
        key = _hash(record.document)
        self._doubled = self._doubled or key in self._known
        done = record.state == DONE
        self._known[key] = _hash(record.digest, record.signature) if done else 0

    def is_done(self, document: str, digest: str, signature: str) -> bool:
        """Whether this document, with this content, is done under this signature."""
        return self._known.get(_hash(document)) == _hash(digest, signature)

    def knows(self, document: str) -> bool:
        """Whether the manifest has a line for a document, whatever its content was."""
        return _hash(document) in self._known

    def add(self, record: Record) -> None:
        """Append a record."""
        os.write(self._handle, record.as_line())
        self._remember(record)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._doubled and kind is None:
            self._compact()
        os.close(self._handle)

    def _compact(self) -> None:
        """Keep the last line of every document: documents that failed and were done again have two."""
        last = {_hash(record.document): number for number, record in enumerate(read_manifest(self.path))}
        with AtomicFile(str(self.path)) as file:
            for number, record in enumerate(read_manifest(self.path)):
                if last[_hash(record.document)] == number:
                    file.write(record.as_line())


def read_manifest(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The records of a manifest, in order; a torn last line is left out.

    Raises:
        DocumentError: a line is no record of this version.
    """
    with Path(path).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.endswith(b"\n"):
                return
            try:
                yield Record(**json.loads(line))
            except (ValueError, TypeError):
                raise DocumentError(
                    "is no line of a manifest; name another --manifest or remove the file", path=path, line=number
                ) from None


def _hash(*parts: str) -> int:
    """Eight bytes in place of strings, so that ten thousand documents take one megabyte; never 0."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1
