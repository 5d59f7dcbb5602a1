"""Print a command of the README, so that what CI runs is what a reader runs.

A command is the shell block that follows an HTML comment `<!-- command: NAME -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def command(name: str) -> str:
    """The shell block marked `name`; raises SystemExit when the README has none."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {re.escape(name)} -->\s*```(?:sh|console)\n(.*?)```", readme, re.DOTALL)
    if not found:
        raise SystemExit(f"README.md: no shell block follows <!-- command: {name} -->")
    return found[1].strip()


if __name__ == "__main__":
    print(command(sys.argv[1]))
