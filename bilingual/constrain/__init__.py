"""From matches to constraints, and the ladder of ways to make an engine obey them."""

from bilingual.constrain.building import constraints_for
from bilingual.constrain.document import document_constraints
from bilingual.constrain.job import Constrained, Job, LadderOptions
from bilingual.constrain.ladder import Ladder

__all__ = ["Constrained", "Job", "Ladder", "LadderOptions", "constraints_for", "document_constraints"]
