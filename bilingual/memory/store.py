"""The memory on disk: one SQLite file with an FTS5 trigram index over decomposed Hangul, and the engine's cache."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from os import PathLike
from pathlib import Path

from bilingual.errors import ConfigError, DocumentError, OutputError
from bilingual.memory.similarity import LEAST_GRAM, exact_key, grams, letters, similarity

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
    id INTEGER PRIMARY KEY, source_lang TEXT NOT NULL, target_lang TEXT NOT NULL, key TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, approved INTEGER NOT NULL, origin TEXT NOT NULL, under TEXT NOT NULL,
    UNIQUE (source_lang, target_lang, key, target)
);
CREATE VIRTUAL TABLE IF NOT EXISTS gram USING fts5 (letters, content='', tokenize='trigram');
CREATE TABLE IF NOT EXISTS output (key BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_APPLICATION = 0x62696C31
"""`bil1`, in the file's header: which program a database belongs to."""

_QUERY_GRAMS = 48
_CANDIDATES = 60
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One translation.

    Attributes:
        origin: where it came from, e.g. a file name.
        approved: whether a person stands for it; only such are used again.
        under: digest of the terms it was approved under, empty when not known (see `recall.terms_digest`).
    """

    source: str
    target: str
    source_lang: str = "ko"
    target_lang: str = "en"
    approved: bool = True
    origin: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A unit and how alike its source is to what was asked, from 0 to 1."""

    unit: MemoryUnit
    score: float


class Memory:
    """A translation memory. Thread-safe; several processes may share one file.

    Args:
        path: the file; made when it does not exist. `:memory:` keeps it in this process.

    Raises:
        DocumentError: the file is no translation memory.
        OutputError: the file cannot be made.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = str(path)
        self._local = threading.local()
        self._shared = self._open() if self.path == ":memory:" else None
        self._lock = threading.RLock()
        self._check()

    def _open(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(self.path, timeout=60, check_same_thread=self.path != ":memory:")
        except sqlite3.OperationalError as error:
            raise OutputError(f"cannot be opened ({error})", path=self.path) from None
        return connection

    @property
    def _connection(self) -> sqlite3.Connection:
        """One for each thread, as SQLite wants it; one for all when the memory is not on disk."""
        if self._shared is not None:
            return self._shared
        if not hasattr(self._local, "connection"):
            self._local.connection = self._open()
        found: sqlite3.Connection = self._local.connection
        return found

    def _check(self) -> None:
        try:
            connection = self._connection
            owner = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if tables and owner != _APPLICATION:
                raise DocumentError("is another program's database; name another file", path=self.path)
            if not tables:
                if self.path != ":memory:":
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            if "unable to open" in str(error) or "readonly" in str(error):
                raise OutputError(f"cannot be opened ({error})", path=self.path) from None
            raise DocumentError(f"is no translation memory ({error}); name another file", path=self.path) from None

    def add(self, units: Iterable[MemoryUnit]) -> int:
        """Add translations, a thousand in one transaction; returns how many were new.

        One that is there already only gains: approval, and the terms it was approved under.
        """
        stream = iter(units)
        added = 0
        while batch := list(islice(stream, _AT_ONCE)):
            with self._lock, self._connection as connection:
                added += sum(self._put(connection, unit) for unit in batch)
        return added

    @staticmethod
    def _put(connection: sqlite3.Connection, unit: MemoryUnit) -> bool:
        key = exact_key(unit.source)
        if not key or not unit.target.strip():
            return False
        place = (unit.source_lang, unit.target_lang, key, unit.target)
        cursor = connection.execute(
            "INSERT OR IGNORE INTO unit (source_lang, target_lang, key, target, source, approved, origin, under)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*place, unit.source, unit.approved, unit.origin, unit.under),
        )
        if cursor.rowcount:
            connection.execute(
                "INSERT INTO gram (rowid, letters) VALUES (?, ?)", (cursor.lastrowid, letters(unit.source))
            )
            return True
        connection.execute(
            "UPDATE unit SET approved = max(approved, ?), under = CASE WHEN ? = '' THEN under ELSE ? END"
            " WHERE source_lang = ? AND target_lang = ? AND key = ? AND target = ?",
            (unit.approved, unit.under, unit.under, *place),
        )
        return False

    def exact(self, source: str, source_lang: str = "ko", target_lang: str = "en") -> list[MemoryUnit]:
        """The approved translations of a sentence, the latest first; white space does not count."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM unit WHERE source_lang = ? AND target_lang = ? AND key = ? AND approved"
            " ORDER BY id DESC",
            (source_lang, target_lang, exact_key(source)),
        )
        return [_unit(row) for row in rows]

    def near(
        self, source: str, source_lang: str = "ko", target_lang: str = "en", *, least: float = 0.7, most: int = 5
    ) -> list[NearMatch]:
        """Translations of sentences like this one, the most alike first.

        Args:
            source: what is asked for.
            least: smallest `similarity` that counts, from 0 to 1.
            most: how many at most.
        """
        wanted = grams(source, _QUERY_GRAMS)
        if not wanted:
            return [NearMatch(unit, 1.0) for unit in self.exact(source, source_lang, target_lang)[:most]]
        query = " OR ".join(map(_quoted, wanted))
        scored = (
            NearMatch(unit, similarity(source, unit.source))
            for unit in self._matching(query, source_lang, target_lang, _CANDIDATES)
        )
        return sorted((m for m in scored if m.score >= least), key=lambda m: -m.score)[:most]

    def search(
        self, words: str, source_lang: str = "ko", target_lang: str = "en", *, most: int = 50
    ) -> list[MemoryUnit]:
        """Translations whose source has these words, next to each other, as written; two syllables are enough."""
        said = letters(words)
        if len(said) < LEAST_GRAM:
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM unit WHERE source_lang = ? AND target_lang = ? AND instr(key, ?) LIMIT ?",
                (source_lang, target_lang, exact_key(words), most),
            )
            return [_unit(row) for row in rows]
        found = self._matching(_quoted(said), source_lang, target_lang, most * 4)
        exact = exact_key(words).casefold()
        return [unit for unit in found if exact in exact_key(unit.source).casefold()][:most]

    def _matching(self, query: str, source_lang: str, target_lang: str, most: int) -> Iterator[MemoryUnit]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM (SELECT rowid AS id FROM gram WHERE gram MATCH ? ORDER BY rank LIMIT ?)"
            " JOIN unit USING (id) WHERE source_lang = ? AND target_lang = ?",
            (query, most, source_lang, target_lang),
        )
        return map(_unit, rows)

    def units(self, source_lang: str = "", target_lang: str = "") -> Iterator[MemoryUnit]:
        """All translations in the order of their adding, or those of one language pair."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM unit WHERE ? IN ('', source_lang) AND ? IN ('', target_lang) ORDER BY id",
            (source_lang, target_lang),
        )
        return map(_unit, rows)

    def counts(self) -> dict[str, int]:
        """Number of translations, of approved ones, and of cached outputs."""
        units, approved = self._connection.execute("SELECT count(*), coalesce(sum(approved), 0) FROM unit").fetchone()
        outputs = self._connection.execute("SELECT count(*) FROM output").fetchone()[0]
        return {"translations": units, "approved": approved, "cached outputs": outputs}

    def cached(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """What the engine's cache has for these keys."""
        found: dict[bytes, str] = {}
        for start in range(0, len(keys), _AT_ONCE // 2):
            some = keys[start : start + _AT_ONCE // 2]
            marks = ",".join("?" * len(some))
            found.update(self._connection.execute(f"SELECT key, value FROM output WHERE key IN ({marks})", some))
        return found

    def cache(self, values: Mapping[bytes, str]) -> None:
        """Put the engine's output into its cache."""
        with self._lock, self._connection as connection:
            connection.executemany("INSERT OR IGNORE INTO output VALUES (?, ?)", values.items())

    def clear_cache(self) -> int:
        """Forget the engine's output; returns how many there were."""
        with self._lock, self._connection as connection:
            return connection.execute("DELETE FROM output").rowcount

    def close(self) -> None:
        """Close this thread's connection."""
        connection = self._shared or self._local.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()


_COLUMNS = "source, target, source_lang, target_lang, approved, origin, under"


def _unit(row: tuple[str, str, str, str, int, str, str]) -> MemoryUnit:
    source, target, source_lang, target_lang, approved, origin, under = row
    return MemoryUnit(source, target, source_lang, target_lang, bool(approved), origin, under)


def _quoted(text: str) -> str:
    """A string of FTS5's query language (SQLite documentation, FTS5, 3.1)."""
    return '"' + text.replace('"', '""') + '"'


def open_memory(path: str | PathLike[str]) -> Memory:
    """Open a memory that exists; raises ConfigError when it does not."""
    if str(path) != ":memory:" and not Path(path).is_file():
        raise ConfigError("there is no such translation memory; `bilingual memory add` makes one", field=str(path))
    return Memory(path)
