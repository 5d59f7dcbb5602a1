"""The translation memory: what was translated before, found exactly, nearly or by a word, and used again."""
