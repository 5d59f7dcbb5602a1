"""A publishing pipeline with a quality gate: what passes is written, what does not is put aside with the reasons.

    python examples/quality_gate.py INBOX OUTBOX [GLOSSARY.po …]

A document passes when every hard term was met and no issue is major. Exit code 1 when any was put aside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bilingual import Glossary, Translation, Translator
from bilingual.errors import DocumentError
from bilingual.formats.document.base import Document, format_for, known_suffixes
from bilingual.model import Severity, Strength
from bilingual.text.files import write_atomic


def documents(inbox: Path) -> Iterator[Document]:
    for path in sorted(p for p in inbox.iterdir() if p.suffix.lower() in known_suffixes()):
        try:
            yield format_for(path).read(path.read_bytes(), path.name)
        except DocumentError as error:
            print(f"unreadable: {error}", file=sys.stderr)


def reasons_against(done: Translation) -> list[str]:
    missing = [
        f"{outcome.constraint.match.surface} is not {outcome.constraint.required[0]!r}: {outcome.reason}"
        for outcome in done.constraints
        if outcome.span is None and outcome.constraint.strength is Strength.HARD
    ]
    serious = [issue.message for issue in done.issues if issue.severity.rank >= Severity.MAJOR.rank]
    return [*missing, *serious]


def main(inbox: Path, outbox: Path, glossaries: list[Path]) -> int:
    glossary = Glossary.load(*glossaries) if glossaries else None
    translator = Translator("ko", "en", glossary=glossary)
    outbox.mkdir(parents=True, exist_ok=True)
    put_aside = 0
    for filled, done in translator.translate_documents(documents(inbox)):
        against = reasons_against(done)
        if against:
            put_aside += 1
            write_atomic(outbox / f"{done.name}.reasons.txt", "\n".join(against) + "\n")
            print(f"put aside: {done.name} ({len(against)} reasons)")
        else:
            write_atomic(outbox / done.name, filled)
            print(f"published: {done.name}")
    return bool(put_aside)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]]))
