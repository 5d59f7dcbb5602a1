"""Unicode normalisation: all offsets of the package refer to the text that `nfc` returns."""

from __future__ import annotations

import unicodedata


def nfc(text: str) -> str:
    """`text` in Unicode normalisation form C (UAX #15): Hangul jamo become syllables, accents join their letters."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold_width(text: str) -> str:
    """`text` with full-width ASCII and the ideographic space made half-width, length and offsets unchanged."""
    return text.translate(_HALF_WIDTH)


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
