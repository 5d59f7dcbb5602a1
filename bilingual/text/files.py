"""Reading and writing text files without surprises: encodings are checked, writes are atomic."""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from bilingual.errors import DocumentError, OutputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROBE = 65536
_reading_umask = threading.Lock()


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file, or of standard input for `-`; raises DocumentError when it cannot be read."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DocumentError("there is no such file; check the name", path=path) from None
    except IsADirectoryError:
        raise DocumentError("is a folder; a file was expected", path=path) from None
    except OSError as error:
        raise DocumentError(f"cannot be read ({error.strerror})", path=path) from None


def read_text(path: str | os.PathLike[str], encoding: str | None = None) -> str:
    """The text of a file (or `-`), line ends kept as they are, byte order mark removed.

    Without `encoding` a byte order mark decides, else UTF-8.

    Raises:
        DocumentError: the file is missing, binary, or in another encoding (the message offers the likely one).
    """
    return decode(read_bytes(path), path, encoding)


def decode(
    data: bytes, path: str | os.PathLike[str] = "-", encoding: str | None = None, *, strip_mark: bool = True
) -> str:
    """Decode the bytes of `path` as `read_text` does; without `strip_mark` a byte order mark stays in the text."""
    used = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(used)
    except LookupError:
        raise DocumentError(f"no encoding is called {used!r}; try utf-8, cp949 or utf-16", path=path) from None
    except UnicodeDecodeError as error:
        raise DocumentError(_other_encoding(data, used, error.start), path=path) from None
    if "\x00" in text[:_PROBE]:
        raise DocumentError("is a binary file; text was expected (for UTF-16 say --encoding utf-16)", path=path)
    return text.removeprefix("\ufeff") if strip_mark else text


def _other_encoding(data: bytes, tried: str, where: int) -> str:
    found = f"byte {where} is not {tried}"
    if b"\x00" in data[:_PROBE]:
        return f"is a binary file ({found}); text was expected"
    try:
        guess = data.decode("cp949")
    except UnicodeDecodeError:
        return f"{found}; say its encoding with --encoding, or convert it to UTF-8"
    hangul = sum("가" <= c <= "힣" for c in guess)
    if hangul * 4 > sum(ord(c) > 127 for c in guess):
        return f"{found}, but it reads as Korean in CP949: add --encoding cp949"
    return f"{found}; say its encoding with --encoding, or convert it to UTF-8"


def write_atomic(path: str | os.PathLike[str], data: str | bytes, *, encoding: str = "utf-8") -> None:
    """Replace a file in one step, so that no half-written one is ever seen; `-` is standard output.

    Text is written with its line ends as they are. The folder must exist. A symbolic link keeps being one: its
    target is replaced. Permission bits of an existing file are kept.

    Raises:
        OutputError: the file cannot be written.
    """
    raw = data.encode(encoding) if isinstance(data, str) else data
    with AtomicFile(path) as file:
        file.write(raw)


@cache
def _umask() -> int:
    """The process's mask; it can only be read by setting it, which other threads must not see more than once."""
    with _reading_umask:
        current = os.umask(0)
        os.umask(current)
    return current


class AtomicFile:
    """A file written in pieces that appears only when all is well; `-` is standard output, written at once.

    A context manager: an exception inside leaves nothing behind and an existing file as it was.

    Raises:
        OutputError: the file cannot be made or written.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._target = Path(os.path.realpath(path))
        self._partial: Path | None = None

    def __enter__(self) -> AtomicFile:
        if str(self._path) == "-":
            return self
        if self._target.is_dir():
            raise OutputError("is a folder; a file name was expected", path=self._path)
        try:
            handle, name = tempfile.mkstemp(prefix=f".{self._target.name}.", dir=self._target.parent)
        except OSError as error:
            raise OutputError(f"cannot be written ({error.strerror})", path=self._path) from None
        self._partial = Path(name)
        self._stream = os.fdopen(handle, "wb")
        return self

    def write(self, data: bytes) -> None:
        """Append bytes."""
        try:
            if self._partial is None:
                sys.stdout.buffer.write(data)
                sys.stdout.buffer.flush()
            else:
                self._stream.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"cannot be written ({error.strerror})", path=self._path) from None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if self._partial is None:
            return
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            if kind is None:
                mode = self._target.stat().st_mode & 0o777 if self._target.exists() else 0o666 & ~_umask()
                self._partial.chmod(mode)
                self._partial.replace(self._target)
        except OSError as failure:
            raise OutputError(f"cannot be written ({failure.strerror}); nothing was changed", path=self._path) from None
        finally:
            self._partial.unlink(missing_ok=True)
