"""What HR and recruitment know of the days ahead, and what an agency assignment's checks ask for."""

import numpy as np
import polars as pl

from workforce.sample.hr import dates, texts
from workforce.sample.places import EXTRACT, OPEN, Ints


def days(column: pl.Series) -> Ints:
    """Day numbers of a date column, OPEN where it is null."""
    return column.cast(pl.Int32).fill_null(OPEN).to_numpy().astype(np.int64)


def notices(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """hr_assignments with the notice of most who left and of a few who are about to."""
    count, end = rows.height, days(rows["end_date"])
    left = rows["leave_reason"].is_not_null().to_numpy() & (rng.random(count) < 0.85)
    leaving = (end >= OPEN) & (rng.random(count) < 0.035)
    period = rng.choice([28, 56, 84], count, p=[0.3, 0.3, 0.4])
    given = np.where(leaving, EXTRACT - rng.integers(2, 26, count), np.where(left, end - period, OPEN))
    given = np.where(given >= days(rows["start_date"]), given, OPEN)
    planned = np.where(given < OPEN, given + period, OPEN)
    return rows.with_columns(dates(given).alias("notice_given_date"), dates(planned).alias("planned_end_date"))


def agreed(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """agency_assignments with the end that was agreed, notice, and what the agency rules ask for."""
    count, start, end = rows.height, days(rows["start_date"]), days(rows["end_date"])
    later = np.where(end >= OPEN, EXTRACT + rng.integers(5, 200, count), end + rng.choice([0, 0, 0, 28], count))
    left = np.where(rng.random(count) < 0.15, start - rng.integers(20, 500, count), OPEN)
    reason = rng.choice(3, count, p=[0.8, 0.12, 0.08])
    near = rng.random(count) < 0.6
    project = (rows["is_project_team"] == "true").to_numpy()
    asked = {
        "workers_named_and_approved": rng.random(count) < 0.9,
        "costs_disaggregated": rng.random(count) < 0.7,
        "authority_controls_practice": rng.random(count) < 0.95,
    }
    known = np.where(left < OPEN, 0, -1)
    return rows.with_columns(
        dates(np.where(rng.random(count) < 0.9, later, OPEN)).alias("planned_end_date"),
        pl.Series("notice_days", rng.choice([7, 14, 28], count, p=[0.06, 0.09, 0.85])),
        texts(["28", "56", "84"], np.where(rng.random(count) < 0.2, -1, rng.integers(0, 3, count))).alias(
            "substantive_notice_days"
        ),
        dates(left).alias("substantive_left_date"),
        texts(["false", "true"], np.where(known < 0, -1, near)).alias("substantive_left_same_region"),
        texts(["resigned", "redundancy", "probation"], np.where(known < 0, -1, reason)).alias(
            "substantive_left_reason"
        ),
        *(texts(["false", "true"], np.where(project, yes, -1)).alias(name) for name, yes in asked.items()),
    )
