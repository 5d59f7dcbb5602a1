"""HTML that needs nothing from outside: text with highlights, and the page around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

from bilingual.model import Span

_NO_NETWORK = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of text to mark.

    Attributes:
        span: half-open, code points of the text.
        classes: CSS classes, separated by spaces.
        attributes: further HTML attributes, unescaped.
        priority: where two overlap, the one with the higher priority is drawn.
    """

    span: Span
    classes: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    priority: int = 0


def highlighted(text: str, highlights: Iterable[Highlight]) -> str:
    """The text as HTML with `<mark>` elements; spans outside the text and overlapping ones are left out."""
    pieces, position = [], 0
    for mark in _disjoint(highlights, len(text)):
        start, end = mark.span
        pieces.append(escape(text[position:start]))
        pieces.append(f"<mark{attributes({'class': mark.classes, **mark.attributes})}>{escape(text[start:end])}</mark>")
        position = end
    return "".join([*pieces, escape(text[position:])])


def attributes(values: Mapping[str, str]) -> str:
    """HTML attributes with a leading space each, values escaped; those with an empty value are left out."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def element(tag: str, content: str = "", **values: str) -> str:
    """One element around content that is HTML already; `class_` stands for `class`, `_` in names for `-`."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in values.items()}
    return f"<{tag}{attributes(named)}>{content}</{tag}>"


def page(title: str, body: str, *, styles: Iterable[str], scripts: Iterable[str]) -> str:
    """One self-contained HTML page.

    Args:
        title: plain text.
        body: HTML of the body.
        styles: names of style sheets in `reports/assets`.
        scripts: names of scripts in `reports/assets`.
    """
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_NETWORK}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        *(f"<style>\n{asset(name)}</style>" for name in styles),
    ]
    code = "".join(f"<script>\n{asset(name)}</script>\n" for name in scripts)
    lines = ["<!doctype html>", '<html lang="en">', "<head>", *head, "</head>", "<body>", body, f"{code}</body>"]
    return "\n".join([*lines, "</html>"]) + "\n"


def asset(name: str) -> str:
    """The text of a file in `reports/assets`."""
    return files("bilingual.reports").joinpath("assets", name).read_text("utf-8")


def _disjoint(highlights: Iterable[Highlight], length: int) -> list[Highlight]:
    chosen: list[Highlight] = []
    for mark in sorted(highlights, key=lambda m: (-m.priority, m.span.start - m.span.end, m.span.start)):
        start, end = mark.span
        free = all(end <= other.span.start or other.span.end <= start for other in chosen)
        if 0 <= start < end <= length and free:
            chosen.append(mark)
    return sorted(chosen, key=lambda m: m.span.start)
