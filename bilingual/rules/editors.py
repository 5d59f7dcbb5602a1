"""Editors' own rules, written in TOML beside the glossary.

A file holds `[[rule]]` tables. Each has a `code`, a `reason`, a `pattern` (regular expression) or a `term` (whole
words, inflected forms too) on the target, a `replacement`, and at least one example:

    [[rule]]
    code = "E001"
    term = "chip maker"
    replacement = "chipmaker"
    reason = "one word in our style"

    [[rule.example]]
    target = "The chip maker hired 300 people."
    expected = "The chipmaker hired 300 people."

    [[rule.counter-example]]
    target = "A potato chip maker closed."
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from bilingual.errors import RuleError
from bilingual.model import Edit, Segment, Span
from bilingual.rules.base import Context, Rule
from bilingual.text import english
from bilingual.text.files import read_text

TIME_LIMIT = 0.1
"""Seconds that one rule may search one segment."""

ORDER = 50
SCOPES = ("headline", "body", "quote", "caption")
_FIELDS = {
    "code", "title", "pattern", "term", "replacement", "reason", "source", "source-not", "scope", "ignore-case",
    "keep-case", "example", "counter-example",
}  # fmt: skip
_EXAMPLE_FIELDS = {"target", "expected", "source", "scope"}


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule makes of a target; a counter-example expects the target itself."""

    target: str
    expected: str
    source: str = ""
    scope: str = "body"


@dataclass(frozen=True)
class EditorRule:
    """One rule of an editor.

    Attributes:
        pattern: regular expression on the target, empty when `term` is given.
        term: form to be found as whole words, in any inflection.
        replacement: group references as in `re.sub` stand for groups of the pattern.
        source: regular expression that the source must match, empty for none.
        source_not: regular expression that the source must not match, empty for none.
        scope: roles of the segments it applies to, empty for all.
        keep_case: a capitalised match makes a capitalised replacement.
        origin: `FILE: rule CODE`, for messages.
    """

    code: str
    reason: str
    replacement: str
    pattern: str = ""
    term: str = ""
    source: str = ""
    source_not: str = ""
    scope: tuple[str, ...] = ()
    ignore_case: bool = False
    keep_case: bool = True
    title: str = ""
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[Example, ...] = ()
    origin: str = ""

    def as_rule(self) -> Rule:
        """The rule as the engine runs it, after the shipped terminology and before the house style."""
        return Rule(self.code, self.title or self.reason, "editors", ORDER, self.edits)

    def edits(self, source: str, target: str, context: Context) -> Iterator[Edit]:
        """Replace what the pattern or the term finds, where scope and source conditions hold.

        Raises:
            RuleError: a search takes longer than `TIME_LIMIT`; the message names the rule.
        """
        if self.scope and context.segment.role not in self.scope:
            return
        if not self._source_fits(source):
            return
        if self.term:
            yield from self._term_edits(target)
            return
        for found in self._search(self.pattern, target):
            after = self._cased(found[0], self._expanded(found))
            yield Edit(self.code, Span(*found.span()), found[0], after, self.reason)

    def _source_fits(self, source: str) -> bool:
        if self.source and not self._search(self.source, source):
            return False
        return not (self.source_not and self._search(self.source_not, source))

    def _search(self, pattern: str, text: str) -> list[Any]:
        import regex

        flags = regex.IGNORECASE if self.ignore_case else 0
        try:
            return list(regex.compile(pattern, flags).finditer(text, timeout=TIME_LIMIT))
        except TimeoutError:
            raise RuleError(
                f"was stopped after {TIME_LIMIT:g} s on a segment of {len(text)} characters; "
                f"make the pattern {pattern!r} simpler (nested repetition such as (a+)+ is the usual cause)",
                field=self.origin or self.code,
            ) from None

    def _expanded(self, found: Any) -> str:
        return str(found.expand(self.replacement))

    def _term_edits(self, target: str) -> Iterator[Edit]:
        for span in english.occurrences(self.term, target, case_sensitive=not self.ignore_case and not self.keep_case):
            surface = target[slice(*span)]
            plural = surface.lower() == english.pluralise(self.term).lower() != self.term.lower()
            after = english.pluralise(self.replacement) if plural else self.replacement
            yield Edit(self.code, span, surface, self._cased(surface, after), self.reason)

    def _cased(self, surface: str, after: str) -> str:
        if not self.keep_case or not surface[:1].isupper() or self.term[:1].isupper():
            return after
        return after[:1].upper() + after[1:]

    def failures(self) -> list[str]:
        """What its own examples say against it, one line each; empty when all hold.

        Raises:
            RuleError: the rule runs out of time.
        """
        said = []
        for example in (*self.examples, *self.counter_examples):
            got = self._applied(example)
            if got != example.expected:
                kind = "counter-example" if example in self.counter_examples else "example"
                said.append(f"{kind} {example.target!r}: expected {example.expected!r}, got {got!r}")
        return said

    def _applied(self, example: Example) -> str:
        from bilingual.rules.replay import in_sequence, replay

        context = Context(Segment("example", example.source, role=example.scope))
        return replay(example.target, in_sequence(self.edits(example.source, example.target, context)))


def load_rules(paths: Sequence[str | Path]) -> tuple[EditorRule, ...]:
    """Read rule files, and the `*.toml` of folders, in order of name.

    Raises:
        RuleError: a path is missing, a file is no TOML, or a rule is malformed; file, rule and field are named.
    """
    rules: dict[str, EditorRule] = {}
    for file in _files(paths):
        for rule in _read(file):
            if rule.code in rules:
                raise RuleError(f"the code is taken by {rules[rule.code].origin}; choose another", field=rule.origin)
            rules[rule.code] = rule
    return tuple(rules.values())


def rules_beside(glossaries: Sequence[str | Path]) -> list[Path]:
    """The `rules` folders that stand beside glossaries (in the folder of a file, in a folder), as far as they exist."""
    folders = [path if path.is_dir() else path.parent for path in map(Path, glossaries)]
    beside = [folder / "rules" for folder in folders]
    return [folder for folder in dict.fromkeys(beside) if folder.is_dir()]


def _files(paths: Sequence[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(path.glob("*.toml"))
        elif path.is_file():
            yield path
        else:
            raise RuleError("there is no such rule file or folder", path=path)


def _read(file: Path) -> list[EditorRule]:
    try:
        data = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"is no valid TOML: {error}", path=file) from None
    unknown = set(data) - {"rule"}
    if unknown:
        raise RuleError(f"unknown table {min(unknown)!r}; a rule file holds [[rule]] tables only", path=file)
    tables = data.get("rule", [])
    if not isinstance(tables, list):
        raise RuleError("write [[rule]] with two brackets, so that a file can hold several", path=file)
    return [_rule(table, file, number) for number, table in enumerate(tables, 1)]


def _rule(table: Mapping[str, Any], file: Path, number: int) -> EditorRule:
    code = table.get("code")
    origin = f"{file}: rule {code or number}"
    unknown = set(table) - _FIELDS
    if unknown:
        _refuse(origin, min(unknown), f"is unknown; known are {', '.join(sorted(_FIELDS))}")
    if not isinstance(code, str) or not code[:1].isupper() or not code.isalnum():
        _refuse(origin, "code", "must be capital letters and digits, such as E001")
    if bool(table.get("pattern")) == bool(table.get("term")):
        _refuse(origin, "pattern", "give either a pattern or a term")
    for name in ("replacement", "reason"):
        if not isinstance(table.get(name), str):
            _refuse(origin, name, "is missing, or is no text")
    scope = table.get("scope", [])
    wrong = [s for s in scope if s not in SCOPES]
    if wrong or isinstance(scope, str):
        _refuse(origin, "scope", f"must be a list of {', '.join(SCOPES)}")
    for name in ("pattern", "source", "source-not"):
        _compile(origin, name, table.get(name, ""), table.get("replacement", "") if name == "pattern" else None)
    return EditorRule(
        code=code,
        reason=table["reason"],
        replacement=table["replacement"],
        pattern=table.get("pattern", ""),
        term=table.get("term", ""),
        source=table.get("source", ""),
        source_not=table.get("source-not", ""),
        scope=tuple(scope),
        ignore_case=bool(table.get("ignore-case", False)),
        keep_case=bool(table.get("keep-case", True)),
        title=table.get("title", ""),
        examples=tuple(_examples(table.get("example", []), origin, expected=True)),
        counter_examples=tuple(_examples(table.get("counter-example", []), origin, expected=False)),
        origin=origin,
    )


def _compile(origin: str, name: str, pattern: str, replacement: str | None) -> None:
    import regex

    try:
        regex.compile(pattern)
        if replacement is not None and pattern:
            regex.sub(f"(?:{pattern})|", replacement, "")
    except (regex.error, IndexError) as error:
        _refuse(origin, name, f"is no regular expression with this replacement: {error}")


def _examples(tables: Any, origin: str, *, expected: bool) -> Iterator[Example]:
    name = "example" if expected else "counter-example"
    if not isinstance(tables, list):
        _refuse(origin, name, f"write [[rule.{name}]] with two brackets")
    for table in tables:
        unknown = set(table) - _EXAMPLE_FIELDS
        if unknown or not isinstance(table.get("target"), str):
            _refuse(
                origin, name, "needs target" + (" and expected" if expected else "") + ", and may have source, scope"
            )
        if expected and not isinstance(table.get("expected"), str):
            _refuse(origin, name, "needs expected, the target after the rule")
        result = table["expected"] if expected else table["target"]
        yield Example(table["target"], result, table.get("source", ""), table.get("scope", "body"))


def _refuse(origin: str, field: str, message: str) -> NoReturn:
    raise RuleError(f"{field} {message}", field=origin)
