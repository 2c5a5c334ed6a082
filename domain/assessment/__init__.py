"""Assessment: figures computed from facts and from nothing else (rulebook 4)."""

from domain.assessment.assessing import Assessment, assess
from domain.assessment.period import BadPeriod, Period
from domain.assessment.scorecard import Scorecard
from domain.assessment.scoring import scorecard

__all__ = ["Assessment", "BadPeriod", "Period", "Scorecard", "assess", "scorecard"]
