"""Switching rules and checks off by code, by file, or by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from bilingual.errors import ConfigError
from bilingual.model import Origin

_SELECTOR = re.compile(r"(?P<code>[A-Z]+(?:\d+|\d*\*)|\*)(?:@(?P<file>[^@]*?)(?::(?P<line>\d+))?)?")


@dataclass(frozen=True, slots=True)
class Switch:
    """One selector; file and line are empty and 0 where they do not matter."""

    code: str
    file: str = ""
    line: int = 0

    def covers(self, code: str, origin: Origin) -> bool:
        """Whether this selector switches `code` off at `origin`; `*` in code and file stands for anything."""
        if not fnmatchcase(code, self.code) or (self.line and self.line != origin.line):
            return False
        return not self.file or fnmatchcase(origin.file, self.file) or origin.file.endswith(f"/{self.file}")


@dataclass(frozen=True, slots=True)
class Switches:
    """All selectors of a run."""

    selectors: tuple[Switch, ...] = ()

    @classmethod
    def parse(cls, selectors: tuple[str, ...]) -> Switches:
        """Read `N001`, `A*`, `T002@article.md`, `N001@article.md:12`, `*@quote.txt`.

        Raises:
            ConfigError: a selector is of no such form.
        """
        out = []
        for text in selectors:
            found = _SELECTOR.fullmatch(text.strip())
            if found is None:
                raise ConfigError(
                    f"cannot read {text!r} as something to switch off; "
                    "write CODE, CODE@FILE or CODE@FILE:LINE, such as N001@article.md:12"
                )
            out.append(Switch(found["code"], found["file"] or "", int(found["line"] or 0)))
        return cls(tuple(out))

    def off(self, code: str, origin: Origin) -> bool:
        """Whether `code` is switched off at `origin`."""
        return bool(self.selectors) and any(switch.covers(code, origin) for switch in self.selectors)
