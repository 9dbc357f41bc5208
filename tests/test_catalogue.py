"""Proves that every measure is described once, in full, within the allowed words."""

import pytest

from workforce.catalogue import MEASURES
from workforce.catalogue.measure import BEGINS

IDS = [
    "permanent_share",
    "directly_employed_share",
    "agency_rate",
    "agency_rate_headcount",
    "in_post_fte",
    "in_post_headcount",
    "agency_fte",
    "agency_headcount",
    "vacancy_rate",
    "agency_cover_rate",
    "vacancies_covered",
    "starters",
    "leavers",
    "net_flow",
    "turnover_rate",
    "sickness_absence_rate",
    "agency_tenure_days",
    "open_cases",
    "cases_held",
    "average_caseload",
    "average_daily_caseload",
    "median_cases_per_fte",
    "over_limit_share",
    "newly_qualified_over_limit",
    "unallocated_children",
    "cases_held_by_absent_workers",
    "three_plus_workers",
    "looked_after_three_plus",
    "worker_changes",
    "worker_changes_per_child_year",
    "planned_changes",
    "unplanned_changes",
    "unclassified_changes",
    "unallocated_days",
    "continuity",
    "stability_index",
    "starter_retention_12m",
    "open_requisitions",
    "requisition_age",
    "time_to_fill",
    "time_to_hire",
    "offer_acceptance",
    "fill_rate",
    "agency_conversions",
    "span_of_control",
    "starters_12m",
    "leavers_12m",
    "turnover_rate_headcount",
    "starters_fte",
    "leavers_fte",
    "net_flow_12m",
    "vacant_fte",
    "workers_without_manager",
    "weighted_caseload",
    "offers_pending",
    "monthly_sickness_rate",
    "monthly_worker_changes",
    "plan_length_days",
    "changes_by_cause",
    "changes_per_leaver",
    "voluntary_turnover_rate",
    "leavers_within_two_years",
    "newly_qualified",
    "newly_qualified_caseload",
    "newly_qualified_supervised",
    "newly_qualified_retained",
    "time_to_start",
    "fill_rate_of_opened",
    "acceptance_to_start",
    "application_funnel",
    "candidate_wait_days",
    "hires_started",
    "agency_rule_failures",
    "agency_conversion_rate",
    "manager_tenure_days",
    "established_fte",
    "supervision_in_timescale",
    "resignations",
    "early_leavers",
    "newly_qualified_leavers",
    "monthly_agency_conversions",
    "agency_cost",
    "agency_cost_ratio",
]

ALLOWED = {
    "theme": {"mix", "caseload", "worker_changes", "recruitment"},
    "kind": {"ratio", "count", "spread"},
    "counts": {"amounts", "people"},
    "better": {"lower", "higher", "neither"},
    "window": {"close", "month", "12 months"},
    "unit": {"percent", "cases per FTE", "days", "FTE", "people", "children", "posts", "changes",
             "changes per child-year", "changes per leaver", "people per manager", "weighted cases per FTE", "offers",
             "applications", "pounds"},
}  # fmt: skip
BREAKDOWNS = {"role", "contract", "reason", "age_band", "case_status", "band", "frozen", "cover",
              "origin", "hire", "manager", "stage", "workers", "tier", "plan", "cause", "cause_reason",
              "destination", "service_band", "furthest", "outcome", "furthest_outcome", "hire_source",
              "rule", "matched"}  # fmt: skip


def test_ids():
    assert set(MEASURES) == set(IDS)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_description(measure):
    for field, words in ALLOWED.items():
        assert getattr(measure, field) in words
    for field in ("title", "question", "definition", "numerator", "denominator", "official", "sources", "caveats"):
        assert getattr(measure, field)
    assert set(measure.breakdowns) <= BREAKDOWNS
    assert measure.scale == (100 if measure.unit == "percent" else 1)
    assert measure.question.endswith("?") and measure.definition.endswith(".")
    if measure.companion:
        assert MEASURES[measure.companion].window != "12 months"
    assert not measure.part_of_whole or measure.kind == "ratio"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_a_window_of_twelve_months_says_that_it_needs_twelve_months_of_extracts(measure):
    assert (measure.window == "12 months") == (BEGINS in measure.caveats)
