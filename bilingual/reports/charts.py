"""Two small charts as inline SVG, coloured by the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _BASE = 420, 150, 126
_BINS = 20
_LABEL, _BAR, _LINE = 150, 210, 24
_LONGEST_LABEL = 20


def histogram(values: Sequence[float], title: str, *, percent: bool) -> str:
    """How many segments have which score: twenty columns from 0 to 100 (or to 1), undefined values left out.

    Values above the range (error rates can be) stand in the last column.
    """
    top = 100.0 if percent else 1.0
    counts = [0] * _BINS
    for value in values:
        if not math.isnan(value):
            counts[min(max(int(value / top * _BINS), 0), _BINS - 1)] += 1
    most = max([*counts, 1])
    step = _WIDTH / _BINS
    columns = []
    for number, count in enumerate(counts):
        height = (_BASE - 22) * count / most
        low, high = top * number / _BINS, top * (number + 1) / _BINS
        columns.append(
            f'<rect class="column" x="{number * step + 1:.1f}" y="{_BASE - height:.1f}" width="{step - 2:.1f}" '
            f'height="{height:.1f}"><title>{low:g} to {high:g}: {count}</title></rect>'
        )
        if count == most:
            columns.append(
                f'<text class="tick" x="{(number + 0.5) * step:.1f}" y="{_BASE - height - 5:.1f}" '
                f'text-anchor="middle">{count}</text>'
            )
    ticks = [
        f'<text class="tick" x="{_WIDTH * share:.0f}" y="{_BASE + 16}" text-anchor="{anchor}">{top * share:g}</text>'
        for share, anchor in ((0.0, "start"), (0.25, "middle"), (0.5, "middle"), (0.75, "middle"), (1.0, "end"))
    ]
    axis = f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>'
    return _figure(title, "".join([*columns, axis, *ticks]), _HEIGHT)


def bars(values: Mapping[str, float], labels: Mapping[str, str], top: float, title: str) -> str:
    """One horizontal bar for each name, `top` being the full width."""
    rows = []
    for number, (name, value) in enumerate(values.items()):
        y = number * _LINE
        width = _BAR * min(max(value, 0.0), top) / top if not math.isnan(value) else 0.0
        short = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
        rows.append(
            f'<text class="label" x="{_LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(short)}'
            f"<title>{escape(name)}</title></text>"
            f'<rect class="column" x="{_LABEL}" y="{y + 4}" width="{width:.1f}" height="{_LINE - 8}" rx="2"/>'
            f'<text class="tick" x="{_LABEL + width + 6:.1f}" y="{y + 16}">{escape(labels[name])}</text>'
        )
    return _figure(title, "".join(rows), max(len(values), 1) * _LINE)


def _figure(title: str, content: str, height: int) -> str:
    picture = f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">{content}</svg>'
    return f"<figure><figcaption>{escape(title)}</figcaption>{picture}</figure>"
