"""Checking glossaries: one rule, one registered function; `lint` runs them all.

A rule has a code, a severity and a one-line summary; it looks at one entry at a time and yields problems. A module
dropped into this package is live; third parties use the entry-point group `bilingual.lint_rules`.
"""

from bilingual.glossary.lint.base import RULES, Entry, Problem, Rule, View, fix, lint, rule, summaries

__all__ = ["RULES", "Entry", "Problem", "Rule", "View", "fix", "lint", "rule", "summaries"]
