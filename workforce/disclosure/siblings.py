"""Measures that give out the same people under two names, or one month's people inside twelve months'."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

COORDINATES = ["level", "area", "breakdown", "category"]
ROLLING = {
    "starters": "starters_12m", "leavers": "leavers_12m", "monthly_agency_conversions": "agency_conversions",
}  # fmt: skip


# What is counted of the leavers of these parts: over 12 months the numerator of a rate, in a month a count.
OF_LEAVERS = {
    ("leavers_12m", "reason", "1"): "voluntary_turnover_rate",
    ("leavers_12m", "service_band", "under 1"): "leavers_within_two_years",
    ("leavers_12m", "service_band", "1–2"): "leavers_within_two_years",
    ("leavers", "reason", "1"): "resignations",
    ("leavers", "service_band", "under 1"): "early_leavers",
    ("leavers", "service_band", "1–2"): "early_leavers",
}


@dataclass(frozen=True)
class Link:
    """Where the cause is withheld, the effect is too; the effect may be a split's category, or months later."""

    cause: str
    effect: str
    breakdown: str = ""
    category: str = ""
    months: int = 0


def both(*measures: str) -> list[Link]:
    """Return the links of measures that are withheld together."""
    return [Link(one, other) for one in measures for other in measures if one != other]


def each(cause: str, *effects: str) -> list[Link]:
    """Return the links from a count to what would give it away."""
    return [Link(cause, effect) for effect in effects]


LINKS = [
    *both("agency_headcount", "agency_fte", "agency_rate", "agency_rate_headcount", "directly_employed_share"),
    *both("in_post_headcount", "in_post_fte"),
    *each("in_post_headcount", "agency_rate_headcount", "turnover_rate_headcount"),
    *each("in_post_fte", "permanent_share", "vacancy_rate", "turnover_rate", "sickness_absence_rate"),
    *each("in_post_fte", "monthly_sickness_rate"),
    *each("agency_fte", "permanent_share", "agency_cover_rate", "agency_tenure_days"),
    Link("permanent_share", "in_post_fte", "contract", "permanent"),
    Link("in_post_headcount", "stability_index", months=12),
    Link("starters_12m", "starter_retention_12m", months=12),
    *both("agency_cover_rate", "vacancies_covered"),
    *each("vacancy_rate", "vacancies_covered"),
    *both("leavers_12m", "turnover_rate_headcount", "turnover_rate"),
    *each("leavers_12m", "voluntary_turnover_rate", "leavers_within_two_years"),
    *each("in_post_headcount", "voluntary_turnover_rate"),
    *(Link(found, *part) for part, found in OF_LEAVERS.items()),
    *each("leavers", "resignations", "early_leavers", "newly_qualified_leavers"),
    *each("newly_qualified", "newly_qualified_supervised"),
    *both("newly_qualified_caseload", "newly_qualified_over_limit"),
    *both("starters", "leavers"),
    *both("agency_conversions", "agency_conversion_rate"),
    *each("agency_headcount", "agency_cost"),
    *each("agency_fte", "agency_cost"),
    *each("agency_cost", "agency_cost_ratio"),
    *each("agency_headcount", "agency_rule_failures", "manager_tenure_days", "supervision_in_timescale"),
    *each("in_post_headcount", "manager_tenure_days", "supervision_in_timescale"),
    *each("starters", "net_flow"),
    *both("starters", "starters_fte"),
    *both("leavers", "leavers_fte"),
    *each("starters_12m", "net_flow_12m"),
    *each("leavers_12m", "net_flow_12m"),
    *both("vacant_fte", "vacancy_rate"),
    *each("average_caseload", "weighted_caseload"),
    *both("cases_held", "unallocated_children"),
    *each("open_cases", "cases_held", "worker_changes_per_child_year", "monthly_worker_changes"),
    *both("average_caseload", "median_cases_per_fte"),
    *each("average_caseload", "over_limit_share"),
    *both("worker_changes", "worker_changes_per_child_year", "changes_by_cause"),
    *each("worker_changes", "unclassified_changes"),
    *both("planned_changes", "unclassified_changes"),
    *each("unplanned_changes", "unclassified_changes"),
    *each("open_requisitions", "requisition_age"),
    *both("time_to_fill", "time_to_hire"),
    *each("fill_rate", "time_to_fill"),
    *both("time_to_start", "hires_started"),
    Link("offers_pending", "candidate_wait_days", "stage", "offer made"),
]


def links(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return cause and effect cell of every link, as numbers of cells."""
    table = pl.DataFrame([(*vars(link).values(),) for link in LINKS], schema=FIELDS, orient="row")
    causes = lattice.select("measure", "month", *COORDINATES, pl.col("cell").alias("cause"))
    found = causes.join(table, left_on="measure", right_on="cause")
    split = pl.col("to_breakdown") != ""
    found = found.filter(~split | (pl.col("breakdown") == "")).with_columns(
        pl.col("month").dt.offset_by(pl.format("{}mo", "months")),
        pl.when(split).then("to_breakdown").otherwise("breakdown").alias("breakdown"),
        pl.when(split).then("to_category").otherwise("category").alias("category"),
    )
    effects = lattice.select("measure", "month", *COORDINATES, pl.col("cell").alias("to_cell"))
    keys = ["month", *COORDINATES]
    joined = found.join(effects, left_on=["effect", *keys], right_on=["measure", *keys])
    there = joined.select("cause", pl.col("to_cell").alias("effect"))
    apart = (other_contracts, after_leaving, of_leavers, of_tiers, of_costs)
    return pl.concat([there, *(linked(lattice) for linked in apart)])


def other_contracts(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the links from few people on any contract but permanent to the share that would leave only them.

    Not for the authority: its permanent share stays printed, as the FTE of few fixed-term staff among all of its
    workers says nothing of one of them.
    """
    few = lattice.filter("is_small", pl.col("level") != "authority", measure="in_post_fte", breakdown="contract")
    few = few.filter(pl.col("category") != "permanent").select("month", "level", "area", pl.col("cell").alias("cause"))
    share = lattice.filter(measure="permanent_share", breakdown="").rename({"cell": "effect"})
    return few.join(share, on=["month", "level", "area"]).select("cause", "effect")


def after_leaving(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the links from the changes that followed somebody going to the rate that has their number on top."""
    place = ["month", "level", "area"]
    counted = lattice.filter(pl.col("category").is_in(["left", "agency_ended"]), measure="changes_by_cause")
    rates = lattice.filter(measure="changes_per_leaver").select(*place, pl.col("cell").alias("effect"))
    return counted.select(*place, pl.col("cell").alias("cause")).join(rates, on=place).select("cause", "effect")


def of_leavers(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the links from a part of the leavers to the figure that is counted of them."""
    place = ["month", "level", "area"]
    parts = pl.DataFrame(
        [(*part, found) for part, found in OF_LEAVERS.items()],
        schema=["measure", "breakdown", "category", "figure"], orient="row",
    )  # fmt: skip
    counted = lattice.join(parts, on=["measure", "breakdown", "category"])
    figures = lattice.filter(breakdown="").select(
        pl.col("measure").alias("figure"), *place, pl.col("cell").alias("effect")
    )
    joined = counted.select("figure", *place, pl.col("cell").alias("cause")).join(figures, on=["figure", *place])
    return joined.select("cause", "effect")


def of_tiers(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the links from a tier's people, employed or agency, to the figure that counts both together."""
    place = ["month", "level", "area"]
    heads = lattice.filter(pl.col("measure").is_in(["in_post_headcount", "agency_headcount"]), breakdown="tier")
    heads = heads.filter(pl.col("category").is_in(list(TIERS)))
    measure = pl.col("category").replace_strict(TIERS, return_dtype=pl.String).alias("measure")
    causes = heads.select(*place, measure, pl.col("cell").alias("cause"))
    wholes = lattice.filter(breakdown="").select("measure", *place, pl.col("cell").alias("effect"))
    return causes.join(wholes, on=["measure", *place]).select("cause", "effect")


def of_costs(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the links from the cost beside employees to the cost of all, whose numerators are alike part by part.

    Not where they are not alike, and only the difference is to be hidden: there the cost of all may stay.
    """
    place = ["month", *COORDINATES]
    ratios = lattice.filter(pl.col("apart") == 0, measure="agency_cost_ratio")
    costs = lattice.filter(measure="agency_cost").select(*place, pl.col("cell").alias("effect"))
    return ratios.select(*place, pl.col("cell").alias("cause")).join(costs, on=place).select("cause", "effect")


def compared(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the cells with `apart`: how many agency workers are in the cost and not in the cost beside employees.

    Both numerators are printed, so what these few are paid is their difference; 0 for every other measure.
    """
    place = ["month", *COORDINATES]
    costs = lattice.filter(measure="agency_cost").select(
        *place, pl.lit("agency_cost_ratio").alias("measure"), pl.col("n").alias("priced")
    )
    joined = lattice.join(costs, on=["measure", *place], how="left", maintain_order="left")
    return joined.with_columns((pl.col("priced") - pl.col("n")).fill_null(0).alias("apart")).drop("priced")


TIERS = {"leadership": "manager_tenure_days", "practice": "supervision_in_timescale"}
FIELDS = {
    "cause": pl.String, "effect": pl.String, "to_breakdown": pl.String, "to_category": pl.String, "months": pl.Int64,
}  # fmt: skip


def paired(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the cells with `slack`: how many people could be swapped for others unseen in a month.

    The headcount of the authority prints starters less leavers, so there only as many as both hold can move from one
    month to another; below it, moves between teams are in that difference too.
    """
    swap = pl.col("measure").replace_strict({"starters": "leavers", "leavers": "starters"}, default=None)
    keys = ["month", *COORDINATES]
    flows = lattice.filter(pl.col("measure").is_in(list(ROLLING))).select("measure", *keys, pl.col("n").alias("slack"))
    least = pl.min_horizontal("n", pl.col("slack").fill_null(0))
    joined = lattice.with_columns(swap.alias("other")).join(
        flows, left_on=["other", *keys], right_on=["measure", *keys], how="left", maintain_order="left"
    )
    return joined.with_columns(
        pl.when(pl.col("level") == "authority", pl.col("other").is_not_null()).then(least).otherwise("n").alias("slack")
    ).drop("other")


def years(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return each month's cell (`cell`) with the twelve-month cell that it adds up to (`above`).

    Only windows that end whole years before the last month count here, so that no two share a month.
    """
    monthly = lattice.filter(pl.col("measure").is_in(list(ROLLING)))
    wholes = wholes_of(lattice).filter("is_anchor").rename({"cell": "above"})
    joined = monthly.with_columns(pl.col("measure").replace_strict(ROLLING).alias("whole"), anchor(lattice)).join(
        wholes, left_on=["whole", "window", *COORDINATES], right_on=["measure", "month", *COORDINATES]
    )
    return joined.select("cell", "above")


def anchor(lattice: pl.DataFrame) -> pl.Expr:
    """Return the last month of the whole-year window that a month falls in."""
    last = lattice["month"].max()
    ahead = months_before(last) % 12
    return pl.col("month").dt.offset_by(pl.format("{}mo", ahead)).alias("window")


def months_before(last: object) -> pl.Expr:
    """Return how many months a month lies before the last."""
    day = pl.lit(last)
    return (day.dt.year() - pl.col("month").dt.year()) * 12 + day.dt.month().cast(pl.Int32) - pl.col("month").dt.month()


def wholes_of(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return the twelve-month cells, and whether their window is one of the whole years."""
    wholes = lattice.filter(pl.col("measure").is_in(list(ROLLING.values())))
    is_anchor = (months_before(lattice["month"].max()) % 12 == 0).alias("is_anchor")
    return wholes.select("measure", "month", *COORDINATES, "cell", is_anchor)


def rolling(lattice: pl.DataFrame) -> pl.DataFrame:
    """Return, for each month's cell, the twelve-month cells that cover it and share months with their neighbours."""
    offsets = pl.DataFrame({"ahead": range(12)}, schema={"ahead": pl.Int64})
    monthly = (
        lattice.filter(pl.col("measure").is_in(list(ROLLING)))
        .select(pl.col("measure").replace_strict(ROLLING), "month", *COORDINATES, pl.col("cell").alias("cause"))
        .join(offsets, how="cross")
        .with_columns(pl.col("month").dt.offset_by(pl.format("{}mo", "ahead")))
    )
    wholes = wholes_of(lattice).filter(~pl.col("is_anchor"))
    return monthly.join(wholes, on=["measure", "month", *COORDINATES]).select("cause", pl.col("cell").alias("effect"))
