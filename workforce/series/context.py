"""What an authority has set down about its numbers: events, targets, rebases, and how a control chart is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from workforce import spc
from workforce.settings import ControlCharts, Event, Rebase, Settings, Target


@dataclass(frozen=True)
class Context:
    """Everything that stands beside the numbers of one authority; dates are never before what they are about."""

    events: tuple[Event, ...] = ()
    targets: tuple[Target, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    control_charts: ControlCharts = field(default_factory=ControlCharts)
    judgement_date: date | None = None

    def numbered(self) -> list[tuple[int, Event]]:
        """Return the events by date, each with the number that it keeps on every chart."""
        return list(enumerate(sorted(self.events, key=lambda event: (event.date, event.title)), start=1))

    def targets_of(self, measure: str, level: str, area: str, until: date) -> tuple[Target, ...]:
        """Return the area's own targets for a measure up to a date, oldest first; each is in force until the next."""
        mine = (each for each in self.targets if each.measure == measure and belongs(each, level, area))
        return tuple(sorted((each for each in mine if each.from_date <= until), key=lambda each: each.from_date))

    def rebases_of(self, measure: str, level: str, area: str, until: date) -> tuple[Rebase, ...]:
        """Return the rebases asked for an area's measure up to a date, oldest first."""
        mine = (each for each in self.rebases if each.measure == measure and belongs(each, level, area))
        return tuple(sorted((each for each in mine if each.date <= until), key=lambda each: each.date))

    def rules(self, better: str, target: float | None) -> spc.Rules:
        """Return how a series with this good direction and target is judged."""
        charts = self.control_charts
        return spc.variant(
            charts.variant, direction=DIRECTION[better], target=target, trend=charts.trend_points,
            multiplier=charts.limit_multiplier,
        )  # fmt: skip


TABLES = ("settings", "settings_events", "settings_targets", "settings_rebases")
DIRECTION = {"higher": "increase", "lower": "decrease", "neither": "neutral"}


def belongs(asked: Target | Rebase, level: str, area: str) -> bool:
    """Return whether it is about the area; at authority level the area need not be named."""
    return asked.level == level and (asked.area == area or (level == "authority" and asked.area is None))


def of_settings(settings: Settings) -> Context:
    """Return the context that authority.toml gives."""
    return Context(
        settings.events, settings.targets, settings.rebases, settings.control_charts, settings.authority.judgement_date
    )


def of_tables(tables: Mapping[str, pl.DataFrame]) -> Context:
    """Return the context that a snapshot holds in the raw tables of that name, those of TABLES."""
    held = dict(tables["settings"].select("key", "value").iter_rows())
    judged = held.get("authority.judgement_date")
    charts = {key.split(".")[1]: value for key, value in held.items() if key.startswith("control_charts.")}
    return Context(
        tuple(Event(**row) for row in tables["settings_events"].sort("date", "title").iter_rows(named=True)),
        tuple(Target(**row) for row in tables["settings_targets"].iter_rows(named=True)),
        tuple(Rebase(**row) for row in tables["settings_rebases"].iter_rows(named=True)),
        ControlCharts(charts["variant"], int(charts["trend_points"]), float(charts["limit_multiplier"])),
        date.fromisoformat(judged) if judged else None,
    )
