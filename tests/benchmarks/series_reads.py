"""How long process control takes: every series of a snapshot judged as at the build, and one read as by a page."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workforce import finishing, series, snapshots, states, warehouse
from workforce.catalogue import MEASURES


def timed(read: Callable[[], Any], times: int) -> dict[str, float]:
    """Return the median milliseconds of some runs, of the processors and by the clock."""
    spent = []
    for _ in range(times):
        began = time.process_time(), time.perf_counter()
        read()
        spent.append((time.process_time() - began[0], time.perf_counter() - began[1]))
    processors, clock = (1000 * statistics.median(each) for each in zip(*spent, strict=True))
    return {"processor ms": round(processors, 1), "ms": round(clock, 1)}


def main(store: str) -> None:
    """Print what all series and one series take, the last with nothing cached; and the measure that takes longest."""
    connection = warehouse.open_snapshot(snapshots.current(Path(store)))
    context = series.of_tables({name: warehouse.table(connection, f"raw.{name}") for name in series.TABLES})
    cells = finishing.whole_cells(connection)
    as_at, team = cells["as_at"].max(), cells.filter(cells["level"] == "team")["area"][0]

    def one(measure: str) -> series.Reading:
        names = [name for name in (measure, MEASURES[measure].companion) if name]
        found = warehouse.cells(connection, names, "team", team)
        own, *beside = (series.of_cells(MEASURES[name], team, found[name]) for name in names)
        return series.read(own, as_at, context, companion=beside[0] if beside else None)

    each = {measure: timed(lambda measure=measure: one(measure), 5) for measure in MEASURES}
    slowest = max(each, key=lambda measure: each[measure]["ms"])
    print(json.dumps({
        "series": cells.select("measure", "level", "area").n_unique(), "months": cells["month"].n_unique(),
        "all": timed(lambda: states.of_areas(cells, context, as_at), 3),
        "one": {name: statistics.median(found[name] for found in each.values()) for name in each[slowest]},
        "longest": {slowest: each[slowest]},
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
