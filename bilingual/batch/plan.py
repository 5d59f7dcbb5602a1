"""What goes where: inputs found in folders and globs, mirrored in an output tree, cut into shards."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from bilingual.errors import ConfigError, DocumentError
from bilingual.formats.document.base import known_suffixes


class Task(NamedTuple):
    """One document.

    Attributes:
        key: path below the input's root, with `/`: the document's name in the manifest.
        source: file to read.
        target: file to write.
    """

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` of `count`, from 1; which document belongs where depends on its key alone."""

    number: int = 1
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read `3/16`; raises ConfigError."""
        number, slash, count = text.partition("/")
        if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
            return cls(int(number), int(count))
        raise ConfigError(f"found {text!r}; expected a part and a count, e.g. 3/16", field="--shard")

    def holds(self, key: str) -> bool:
        """Whether a document belongs to this shard."""
        if self.count == 1:
            return True
        return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Inputs and the tree they are mirrored in.

    Attributes:
        inputs: files, folders (walked in full) and glob patterns (`**` for any depth).
        output: folder of the results; a file keeps its path below its folder or below the fixed part of its pattern.
        any_suffix: take files of every suffix, because the format was named.
        as_text: the results are plain text (article mode): `.txt` is added to names that do not end so.
    """

    inputs: tuple[str, ...]
    output: str
    shard: Shard = Shard()
    any_suffix: bool = False
    as_text: bool = False

    def tasks(self) -> Iterator[Task]:
        """The documents of this shard, in a stable order, without holding them all.

        Raises:
            DocumentError: an input does not exist or a pattern finds nothing.
            ConfigError: a result would replace its own source.
        """
        for root, path in self._files():
            key = path.relative_to(root).as_posix()
            if not self.shard.holds(key):
                continue
            ending = ".txt" if self.as_text and path.suffix.lower() != ".txt" else ""
            target = Path(self.output) / f"{key}{ending}"
            if target.absolute() == path.absolute():
                raise ConfigError(f"{path} would be replaced by its own translation; choose another folder", field="-o")
            yield Task(key, str(path), str(target))

    def left_out(self) -> int:
        """Number of files in the folders that no format reads."""
        every = Plan(self.inputs, self.output, any_suffix=True)
        return sum(1 for _ in every._files()) - sum(1 for _ in self._files())

    def _files(self) -> Iterator[tuple[Path, Path]]:
        """Root and path of every file to take."""
        suffixes = known_suffixes()
        for given in self.inputs:
            path = Path(given)
            if path.is_dir():
                found = ((path, file) for file in _walk(path, Path(self.output)))
            elif path.exists():
                yield path.parent, path
                continue
            elif glob.has_magic(given):
                root = _fixed_part(given)
                found = ((root, Path(f)) for f in sorted(glob.glob(given, recursive=True)) if Path(f).is_file())  # noqa: PTH207
            else:
                raise DocumentError("there is no such file or folder; check the name", path=given)
            yield from (pair for pair in found if self.any_suffix or pair[1].suffix.lower() in suffixes)


def _walk(folder: Path, output: Path) -> Iterator[Path]:
    """All files of a tree in order, hidden ones and the output tree left out."""
    own = output.absolute()
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).absolute() != own)
        yield from (here / name for name in sorted(names) if not name.startswith("."))


def _fixed_part(pattern: str) -> Path:
    """The folders of a pattern before its first wildcard."""
    parts: list[str] = []
    for part in PurePath(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def groups(tasks: Iterator[Task], *, size: int = 128 << 10, most: int = 64) -> Iterator[Sequence[Task]]:
    """Tasks in groups of about `size` bytes of input: enough to fill an engine's batches, little to lose."""
    group: list[Task] = []
    weight = 0
    for task in tasks:
        group.append(task)
        weight += _size(task.source)
        if weight >= size or len(group) >= most:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
