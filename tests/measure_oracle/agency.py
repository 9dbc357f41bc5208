"""Agency assignments: which of those present fail a rule, and which agency workers became employees."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from measure_oracle.flows import events
from measure_oracle.rows import Month, Node, Row, day
from measure_oracle.workforce_mix import Post, Workforce, people


def number(text: str | None) -> float | None:
    """Return a number of an extract, None for a blank."""
    return float(text) if text else None


def later(when: date, months: int) -> date:
    """Return the same day some months on, or the month's last."""
    year, month = when.year + (when.month - 1 + months) // 12, (when.month - 1 + months) % 12 + 1
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def fails(work: Workforce, row: Row, when: date) -> bool:
    """Return whether an assignment fails at least one rule (MEASURES 1.9)."""
    rules = work.settings.agency_rules
    caps = {
        cap.from_date: cap.hourly
        for cap in work.settings.price_caps
        if cap.from_date <= when and cap.role.lower() == (row["agency_role"] or "").strip().lower()
    }
    price, cap = number(row["hourly_price"]), caps[max(caps)] if caps else None
    approved = row["price_cap_exception_approved"] == "true"
    dear = price is not None and cap is not None and price > cap and not approved
    months = number(row["post_qualifying_months"])
    green = (months is not None and months < rules.experience_months) or row["uk_registered"] == "false"
    left, start = day(row["substantive_left_date"]), day(row["start_date"])
    excused = (row["substantive_left_reason"] or "").strip().lower() in ("redundancy", "probation")
    near = row["substantive_left_same_region"] == "true" and not excused
    hasty = left is not None and start < later(left, rules.cool_off_months) and near
    notice, usual = number(row["notice_days"]), number(row["substantive_notice_days"])
    due = rules.notice_days if usual is None else min(usual, rules.notice_days)
    abrupt = notice is not None and notice < due
    team = ("workers_named_and_approved", "costs_disaggregated", "authority_controls_practice")
    loose = row["is_project_team"] == "true" and any(row[name] == "false" for name in team)
    return dear or green or hasty or abrupt or row["reference_obtained"] == "false" or loose


def rule_failures(work: Workforce, rows: list[Row], month: Month, node: Node) -> tuple[int, int]:
    """Return how many assignments present here fail a rule, and how many the rules bind."""
    rules, when = work.settings.agency_rules, month.as_at
    known = {row["assignment_ref"]: row for row in rows}
    bound = [
        post
        for post in work.at_close(when, "agency")
        if node.has(post.team) and when >= (rules.transition_end if post.start < rules.in_force else rules.in_force)
    ]
    failing = [post for post in bound if post.file == "agency" and fails(work, known[post.ref], when)]
    return len(identities(failing)), len(identities(bound))


def identities(posts: list[Post]) -> set[tuple]:
    """Return the assignments, each part of one that was cut being one of its own."""
    return {(post.file, post.ref, post.start) for post in posts}


def agency_costs(work: Workforce, rows: list[Row], when: date, node: Node) -> dict[str, tuple]:
    """Return what the agency workers present here cost a month, and what employees of their roles would."""
    hours = (work.settings.reading.standard_hours or 37) * 52 / 12
    prices = {row["assignment_ref"]: number(row["hourly_price"]) for row in rows}
    present, alone = work.at_close(when), work.settings.employed_hourly
    cost = compared = employed = 0.0
    for post in work.at_close(when, "agency"):
        price = prices.get(post.ref) if post.file == "agency" else None
        if not node.has(post.team) or not post.fte or not price or price <= 0:
            continue
        cost += price * hours * post.fte
        roles = [each.role for each in present if each.person == post.person and each.role]
        rate = alone.get(str(min(roles, default=None)))
        if rate:
            compared, employed = compared + price * hours * post.fte, employed + rate * hours * post.fte
    return {"agency_cost": (cost, None), "agency_cost_ratio": (compared, employed)}


def conversion_rate(work: Workforce, month: Month, node: Node) -> tuple[int, int]:
    """Return how many of the agency workers of the 12 months here became employees in them, and how many there were."""
    present = [
        post
        for posts in work.posts.values()
        for post in posts
        if post.kind == "agency" and node.has(post.team) and post.start <= month.as_at and post.last_day >= month.window
    ]
    starters, _ = events(work)
    joined = [event for event in starters if month.window <= event.when <= month.as_at]
    converted = {
        post.person
        for post in present
        if any(event.person == post.person and post.start < event.when for event in joined)
    }
    return len(converted), len(people(present))
