"""Everything that `bilingual` raises on purpose.

::

    BilingualError                 (never raised itself)
    ├── InputError                 exit code 2: something the user gave cannot be used
    │   ├── DocumentError          a file to translate, check or score: encoding, syntax, line counts
    │   ├── GlossaryError          a glossary or term file: a broken entry, contradictory terms
    │   ├── RuleError              a post-editing rule file or a rule that ran out of time
    │   ├── ConfigError            a setting, an option or an environment variable
    │   └── OutputError            a file or folder that cannot be written
    ├── PackageError               exit code 2: an engine package is missing, corrupt or for another pair
    ├── EngineError                exit code 3: the engine failed while it worked
    └── MissingExtraError          exit code 2: an optional library is not installed

Every message says where (file, line or field), what was found, what was expected, and what to do.
"""

from __future__ import annotations

from os import PathLike
from typing import ClassVar


class BilingualError(Exception):
    """Root of the tree; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 3


class InputError(BilingualError):
    """Something the user gave cannot be used.

    Args:
        message: what was found, what was expected and what to do, in one sentence or two.
        path: the file concerned, when there is one.
        line: 1-based line in that file.
        field: the field, entry or option concerned.
    """

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        path: str | PathLike[str] | None = None,
        line: int | None = None,
        field: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.field = field
        super().__init__(message)

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = str(self.path)
            if self.line is not None:
                place += f":{self.line}"
        elif self.line is not None:
            place = f"line {self.line}"
        if self.field:
            place = f"{place}: {self.field}" if place else self.field
        return f"{place}: {self.message}" if place else self.message


class DocumentError(InputError):
    """A document cannot be read or written: encoding, syntax, or counts that do not match."""


class GlossaryError(InputError):
    """A glossary cannot be used: a broken entry, a missing field, contradictory terms."""


class RuleError(InputError):
    """A post-editing rule is malformed, fails its own examples or ran out of time."""


class ConfigError(InputError):
    """A setting, option or environment variable has no usable value."""


class OutputError(InputError):
    """A result cannot be written: no permission, no space, or it exists already."""


class PackageError(BilingualError):
    """An engine package is missing, corrupt, or made for another language pair."""

    exit_code = 2


class EngineError(BilingualError):
    """The engine failed while it was translating."""


class MissingExtraError(BilingualError):
    """An optional library is needed; the message holds the exact install line."""

    exit_code = 2

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(f"{feature} needs an optional library: pip install 'bilingual[{extra}]'")

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), (self.feature, self.extra)
