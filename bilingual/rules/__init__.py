"""Post-editing rules that explain themselves, and checks.

`postedit` edits the segments of one document and then checks them; `check` only looks. A rule family is a module of
this package; importing the package imports none of them.
"""

from bilingual.rules.base import CHECKS, RULES, Check, Context, Item, PostEdited, Rule, issue_codes
from bilingual.rules.engine import RuleOptions, check, postedit, segments_from_lines
from bilingual.rules.replay import map_span, replay

__all__ = [
    "CHECKS",
    "RULES",
    "Check",
    "Context",
    "Item",
    "PostEdited",
    "Rule",
    "RuleOptions",
    "check",
    "issue_codes",
    "map_span",
    "postedit",
    "replay",
    "segments_from_lines",
]
