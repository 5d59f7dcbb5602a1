"""Progress on standard error for whatever takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_PATIENCE = 1.0


def progress_of(items: Iterable[T], *, total: int | None = None, what: str = "Translating") -> Iterator[T]:
    """Yield `items`; a bar appears when standard error is a terminal and a second has passed.

    Args:
        items: any stream.
        total: number of items when known; None shows a moving bar and the count.
        what: label of the bar.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich import progress
    from rich.console import Console

    began = time.monotonic()
    bar = progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(what, total=total)
    shown = False
    try:
        for item in items:
            if not shown and time.monotonic() - began > _PATIENCE:
                bar.start()
                shown = True
            bar.advance(task)
            yield item
    finally:
        bar.stop()
