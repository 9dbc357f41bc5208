"""The catalogue: every measure described once, by id."""

from workforce.catalogue import caseload, mix, recruitment, retention, worker_changes
from workforce.catalogue.measure import Measure

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for theme in (mix, caseload, worker_changes, recruitment, retention)
    for measure in theme.MEASURES
}

__all__ = ["MEASURES", "Measure"]
