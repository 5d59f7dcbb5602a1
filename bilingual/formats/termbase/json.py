"""JSON: all that a concept holds, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, broken, distinct, formats
from bilingual.glossary.record import as_record, from_record
from bilingual.model import Concept
from bilingual.text.files import decode


@formats.register("json")
class Json(TermbaseFormat):
    """An object with `source_lang`, `target_lang` and `concepts`; keeps everything."""

    name = "json"
    title = "JSON (ours)"
    suffixes = (".json",)

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        try:
            root = json.loads(decode(data, settings.path, settings.encoding))
        except json.JSONDecodeError as error:
            raise broken(settings, error.lineno, f"is not JSON: {error.msg} at column {error.colno}") from None
        rows = root.get("concepts") if isinstance(root, dict) else root
        if not isinstance(rows, list):
            raise broken(settings, None, "found no list of concepts; expected {'concepts': [...]}")
        for key, wanted in (("source_lang", settings.source_lang), ("target_lang", settings.target_lang)):
            if isinstance(root, dict) and root.get(key, wanted) != wanted:
                raise broken(settings, None, f"found {root[key]!r}; expected {wanted!r}", key)
        concepts = []
        for number, row in enumerate(rows, 1):
            try:
                concepts.append(from_record(row if isinstance(row, dict) else {}, settings.langs))
            except ValueError as error:
                raise broken(settings, None, str(error), f"concept {number}") from None
        return Reading(distinct(concepts))

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        root = {"source_lang": settings.source_lang, "target_lang": settings.target_lang}
        records = [as_record(c) for c in concepts]
        return (json.dumps(root | {"concepts": records}, ensure_ascii=False, indent=1) + "\n").encode()
