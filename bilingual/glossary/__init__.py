"""Glossaries: reading, matching, checking, editing, merging, and finding new terms."""
