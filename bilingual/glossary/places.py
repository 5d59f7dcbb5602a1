"""Where glossaries are found when none is named."""

from __future__ import annotations

from pathlib import Path

from bilingual.errors import GlossaryError


def shipped_folder(source_lang: str = "ko", target_lang: str = "en") -> Path:
    """The folder of the glossary that ships for a language pair, in the wheel or in a checkout.

    Raises:
        GlossaryError: none ships for this pair.
    """
    package = Path(__file__).resolve().parents[1]
    for base in (package / "_data" / "glossary", package.parent / "glossary"):
        folder = base / f"{source_lang}-{target_lang}"
        if folder.is_dir():
            return folder
    raise GlossaryError(f"no glossary ships for {source_lang} → {target_lang}; name one with -g")


def local_folder(source_lang: str = "ko", target_lang: str = "en") -> Path:
    """`glossary/ko-en` in the current folder: what the editing commands change when no file is named.

    Raises:
        GlossaryError: there is no such folder.
    """
    folder = Path("glossary") / f"{source_lang}-{target_lang}"
    if not folder.is_dir():
        raise GlossaryError(f"found no folder {folder} here; say which glossary is meant with -g FILE or -g FOLDER")
    return folder
