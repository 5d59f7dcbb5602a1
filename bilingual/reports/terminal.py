"""Findings for a person at a terminal: place, severity, message, and the text with the span underlined."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilingual.model import Severity

if TYPE_CHECKING:
    from rich.console import Console

    from bilingual.reports.findings import Finding

STYLES = {
    Severity.NEUTRAL: "cyan",
    Severity.MINOR: "yellow",
    Severity.MAJOR: "red",
    Severity.CRITICAL: "bold white on red",
}
_ELLIPSIS = "…"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def console_for(*, color: bool | None = None, width: int | None = None) -> Console:
    """A rich console that writes into memory, as wide and as colourful as standard output is.

    Colours follow `NO_COLOR` and whether standard output is a terminal, unless `color` says otherwise.
    """
    from rich.console import Console

    outside = Console(width=width)
    lively = outside.is_terminal and not outside.no_color if color is None else color
    return Console(
        file=io.StringIO(),
        force_terminal=lively,
        color_system="standard" if lively else None,
        no_color=not lively,
        width=width or (outside.width if outside.is_terminal else 120),
        highlight=False,
        markup=False,
        emoji=False,
    )


def console_text(console: Console) -> str:
    """What has been written to a console of `console_for`, without the padding at line ends."""
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())


def findings_as_text(findings: Sequence[Finding], *, color: bool | None = None, width: int | None = None) -> str:
    """All findings and one line that counts them."""
    console = console_for(color=color, width=width)
    for finding in findings:
        _print_finding(console, finding)
    console.print(summary(findings), style="bold" if findings else "green", soft_wrap=True)
    return console_text(console)


def summary(findings: Sequence[Finding]) -> str:
    """`3 findings: 1 critical, 2 minor`."""
    if not findings:
        return "no findings"
    counts = Counter(f.issue.severity for f in findings)
    parts = [f"{counts[s]} {s.value}" for s in reversed(Severity) if counts[s]]
    noun = "finding" if len(findings) == 1 else "findings"
    return f"{len(findings)} {noun}: {', '.join(parts)}"


def excerpt(context: str, span: tuple[int, int], columns: int) -> tuple[str, int, int]:
    """Cut a long text to what is around a span.

    Args:
        context: text that `span` points into; control characters are shown as spaces.
        span: half-open, code points.
        columns: terminal columns that the excerpt may fill, wide characters counting two.

    Returns:
        The excerpt, and the columns at which the span begins and ends in it.
    """
    from rich.cells import cell_len, set_cell_size

    text = _plain(context)
    start, end = min(span[0], len(text)), min(max(span), len(text))
    left = text[:start]
    room = max(columns - cell_len(text[start:end]), 0) // 2
    if cell_len(text) > columns and cell_len(left) > room:
        while cell_len(left) > max(room - 1, 0):
            left = left[max(1, (cell_len(left) - room) // 2) :]
        left = _ELLIPSIS + left
    shown = left + text[start:]
    if cell_len(shown) > columns:
        shown = set_cell_size(shown, columns - 1).rstrip() + _ELLIPSIS
    begin = cell_len(left)
    return shown, begin, min(begin + cell_len(text[start:end]), columns)


def _plain(text: str) -> str:
    """A document must not be able to steer the terminal, nor break a line in two."""
    return _CONTROL.sub(" ", text)


def _print_finding(console: Console, finding: Finding) -> None:
    from rich.text import Text

    issue = finding.issue
    head = Text(style="")
    if finding.place:
        head.append(finding.place, "bold").append("  ")
    head.append(issue.severity.value, STYLES[issue.severity]).append(f" {issue.code} ", "bold")
    head.append(issue.mqm_type, "dim")
    if issue.segment_id:
        head.append(f"  [{issue.segment_id}]", "dim")
    console.print(head, soft_wrap=True)
    console.print(Text("  " + _plain(issue.message)), soft_wrap=True)
    if finding.context:
        _print_excerpt(console, finding)
    if issue.suggestion:
        console.print(Text("  → " + _plain(issue.suggestion), "green"), soft_wrap=True)


def _print_excerpt(console: Console, finding: Finding) -> None:
    from rich.text import Text

    span = finding.issue.span
    shown, begin, end = excerpt(finding.context, span or (0, 0), max(console.width - 4, 20))
    console.print(Text.assemble(("  │ ", "dim"), shown), soft_wrap=True)
    if span is not None:
        marks = " " * begin + "^" * max(end - begin, 1)
        console.print(Text.assemble(("  │ ", "dim"), (marks, "bold green")), soft_wrap=True)
