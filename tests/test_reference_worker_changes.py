"""Proves the truth table of worker changes through the whole build, from files to cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from test_reference_values import AS_AT, REFERENCE, built, cell, reference_rows

from workforce import warehouse

pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")


@pytest.fixture(scope="module")
def changes() -> Iterator:
    """Yield the cells of the truth table of worker changes, its impossible row quarantined by the build."""
    allocations = reference_rows("worker_changes_allocations.csv")
    people = sorted({row["canonical_worker_id"] for row in allocations})
    workers = {row["worker_id"]: people.index(row["canonical_worker_id"]) + 1001 for row in allocations}
    tables = {
        "ssd_involvements": [
            {"invo_involvements_id": f"{row['case_id']}-{row['row']}", "invo_professional_id": row["worker_id"],
             "invo_professional_role_id": row["role"], "invo_professional_team": row["team"],
             "invo_person_id": row["child_id"], "invo_involvement_start_date": row["start_date"],
             "invo_involvement_end_date": row["end_date"], "invo_worker_change_reason": row["reason"]}
            for row in allocations
        ],
        "ssd_professionals": [
            {"prof_professional_id": worker, "prof_social_worker_registration_no": f"SW{number}"}
            for worker, number in sorted(workers.items()) if worker
        ],
        "ssd_cin_episodes": [
            {"cine_person_id": row["child_id"], "cine_referral_date": row["open_date"],
             "cine_close_date": row["close_date"]} for row in reference_rows("worker_changes_involvements.csv")
        ],
    }  # fmt: skip
    with built(tables, [*SUMS, "three_plus_workers", "continuity", "worker_changes_per_child_year"]) as cells:
        yield cells


SUMS = {
    "worker_changes": "changes", "planned_changes": "changes_planned", "unplanned_changes": "changes_unplanned",
    "unclassified_changes": "changes_unclassified", "unallocated_days": "unallocated_days",
}  # fmt: skip


def truth(column: str) -> int:
    """Return the sum of a column of the truth table over the children of the cohort."""
    rows = reference_rows("worker_changes_expected.csv")
    return sum(int(row[column]) for row in rows if row["in_cohort"] == "1")


@pytest.mark.parametrize(("measure", "column"), SUMS.items())
def test_worker_change_counts_of_the_truth_table(changes: Any, measure: str, column: str) -> None:
    assert cell(changes, measure)["value"] == truth(column)


def test_worker_change_ratios_of_the_truth_table(changes: Any) -> None:
    three, steady, rate = (
        cell(changes, name) for name in ("three_plus_workers", "continuity", "worker_changes_per_child_year")
    )
    named = sum(row["distinct_workers"] != "0" for row in reference_rows("worker_changes_expected.csv"))
    assert (three["numerator"], three["denominator"]) == (truth("three_plus"), named)
    assert (steady["numerator"], steady["denominator"]) == (truth("top_worker_days"), truth("allocated_days"))
    assert rate["value"] == pytest.approx(truth("changes") / (truth("open_days") / 365.25))


def test_every_child_of_the_truth_table_through_the_whole_build(changes: Any) -> None:
    children = warehouse.child_years(changes, EVERY_CHILD)
    names = ["distinct_workers", "changes", "cover_workers", "open_days", "allocated_days", "unallocated_days",
             "tolerated_gap_days", "max_gap_days", "top_worker_days"]  # fmt: skip
    ours = {row["child_id"]: row for row in children.iter_rows(named=True)}
    for row in reference_rows("worker_changes_expected.csv"):
        child = ours[row["child_id"]]
        assert {name: str(child[name]) for name in names} == {name: row[name] for name in names}, row["case_id"]
        assert (child["current_professional_id"] or "") == row["current_worker"], row["case_id"]
        assert str(child["current_spell_days"] or "") == row["current_spell_days"], row["case_id"]
        assert (child["dq_flags"] or "") == row["dq_flags"], row["case_id"]


EVERY_CHILD = {"first_as_at": AS_AT, "last_as_at": AS_AT, "is_cohort_only": False}
