"""XLSX (ISO/IEC 29500): the first sheet of a workbook, laid out as our CSV is."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bilingual.errors import MissingExtraError
from bilingual.formats.termbase.base import Reading, Settings, TermbaseFormat, broken, formats
from bilingual.formats.termbase.table import columns, from_rows, to_rows
from bilingual.model import Concept


@formats.register("xlsx")
class Xlsx(TermbaseFormat):
    """A workbook with a header row; keeps everything."""

    name = "xlsx"
    title = "Excel workbook (XLSX)"
    suffixes = (".xlsx",)

    def read(self, data: bytes, settings: Settings) -> Reading:
        """See `TermbaseFormat.read`."""
        try:
            from openpyxl import load_workbook
        except ImportError:
            raise MissingExtraError("reading XLSX", "xlsx") from None
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            rows = [
                (number, ["" if cell is None else str(cell) for cell in cells])
                for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
        except Exception as error:
            raise broken(settings, None, f"is not a workbook ({error}); expected an .xlsx file") from None
        return from_rows(rows, settings)

    def write(self, concepts: Sequence[Concept], settings: Settings) -> bytes:
        """See `TermbaseFormat.write`."""
        try:
            from openpyxl import Workbook
        except ImportError:
            raise MissingExtraError("writing XLSX", "xlsx") from None
        book = Workbook(write_only=True)
        sheet = book.create_sheet("glossary")
        sheet.freeze_panes = "C2"
        sheet.append(columns(settings.langs))
        for row in to_rows(concepts, settings.langs):
            sheet.append([_cell(sheet, text) for text in row])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    """A term that begins with = is no formula; an empty cell is left out."""
    if not text.startswith("="):
        return text or None
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
