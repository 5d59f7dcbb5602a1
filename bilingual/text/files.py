"""Reading and writing text files without surprises: encodings are checked, writes are atomic."""

from __future__ import annotations

import codecs
import os
import sys
import tempfile
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


def decode(data: bytes, path: str | os.PathLike[str] = "-", encoding: str | None = None) -> str:
    """Decode the bytes of `path` as `read_text` does."""
    used = encoding or next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(used)
    except LookupError:
        raise DocumentError(f"no encoding is called {used!r}; try utf-8, cp949 or utf-16", path=path) from None
    except UnicodeDecodeError as error:
        raise DocumentError(_other_encoding(data, used, error.start), path=path) from None
    if "\x00" in text[:_PROBE]:
        raise DocumentError("is a binary file; text was expected (for UTF-16 say --encoding utf-16)", path=path)
    return text.removeprefix("\ufeff")


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
    if str(path) == "-":
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError("is a folder; a file name was expected", path=path)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error.strerror}); nothing was changed", path=path) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
