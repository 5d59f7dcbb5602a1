"""A localisation job: fill what is empty in PO catalogues, flag it fuzzy for the reviewer, remember what was approved.

    python examples/po_catalogue.py MEMORY.db locale/*.po

Translations that people have finished go into the memory first, so that the same message elsewhere gets the same words.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bilingual import Translator
from bilingual.formats.document.base import get
from bilingual.memory.store import Memory, MemoryUnit
from bilingual.text.files import write_atomic


def main(memory_file: Path, catalogues: list[Path]) -> int:
    memory = Memory(memory_file)
    catalogue = get("po")
    documents = [(path, catalogue.read(path.read_bytes(), path.name)) for path in catalogues]
    finished = (
        MemoryUnit(unit.text, unit.existing, origin=document.name)
        for _, document in documents
        for unit in document.units
        if unit.existing and not unit.translatable
    )
    print(f"{memory.add(finished)} finished messages remembered")
    translator = Translator("ko", "en", memory=memory)
    for (path, document), (filled, done) in zip(
        documents, translator.translate_documents(d for _, d in documents), strict=True
    ):
        open_units = sum(unit.translatable for unit in document.units)
        recalled = sum(segment.engine == "memory" for segment in done.segments)
        write_atomic(path, filled)
        print(f"{path.name}: {open_units} messages filled, {recalled} sentences from memory")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]]))
