"""Glossaries in other programs' formats: one module each, registered by name."""

from bilingual.formats.termbase.base import (
    Loss,
    Reading,
    Settings,
    TermbaseFormat,
    format_for,
    formats,
    losses,
    reduced,
)

__all__ = ["Loss", "Reading", "Settings", "TermbaseFormat", "format_for", "formats", "losses", "reduced"]
