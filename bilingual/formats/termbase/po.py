"""Our own PO convention, as a format among others."""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, formats
from bilingual.glossary.po import parse_po
from bilingual.glossary.po_file import new_po
from bilingual.model import Concept
from bilingual.text.files import decode


@formats.register("po")
class Po(TermbaseFormat):
    """PO with structured comments; keeps everything."""

    name = "po"
    title = "PO (ours)"
    suffixes = (".po",)

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        text = decode(data, settings.path, settings.encoding)
        return Reading(parse_po(text, settings.path, settings.langs).concepts)

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        file = new_po(settings.path, source_lang=settings.source_lang, target_lang=settings.target_lang)
        file.put_all(concepts)
        return file.render().encode()
