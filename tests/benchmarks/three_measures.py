"""The product's own way to three measures over 60 month ends, from the files; prints each at the last month end."""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from workforce import build, contracts, extracts, settings, warehouse
from workforce.catalogue import MEASURES

THREE = ("agency_rate", "average_caseload", "worker_changes")


def main(folder: Path) -> None:
    """Read, check and compute only what the three measures are made of."""
    chosen = settings.load(folder / "authority.toml")
    judged = contracts.judge(extracts.read_folder(folder), chosen)
    as_at = chosen.authority.extract_date or build.latest_date(judged.accepted)
    parameters = build.parameters(chosen, as_at) | {"first_month": date(as_at.year - 5, as_at.month % 12 + 1, 1)}
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        connection = warehouse.create(Path(made) / "three.duckdb", build.raw_tables(judged, chosen, as_at))
        del judged
        for name, path in needed(connection).items():
            sql = path.read_text(encoding="utf-8")
            kind = "view" if name.startswith("staging.") else "table"
            connection.execute(f"create {kind} {name} as {sql}", warehouse.bound(connection, sql, parameters))
            warehouse.check_key(connection, name, sql)
        for measure in THREE:
            warehouse.build_cells(connection, MEASURES[measure], chosen.authority.name)
        print(json.dumps(last_values(connection)))
        connection.close()


def needed(connection) -> dict[str, Path]:
    """Return the staging and mart files that the three measures read, in build order."""
    files = {
        f"{layer}.{path.stem}": path for layer in warehouse.LAYERS for path in (warehouse.QUERIES / layer).glob("*.sql")
    }
    found: set[str] = set()
    waiting = {"marts.dim_months", "marts.dim_unrecorded_months", "staging.stg_settings__teams"}
    for measure in THREE:
        waiting |= warehouse.sources(connection, warehouse.measure_sql(measure))
    while waiting:
        name = waiting.pop()
        if name in files and name not in found:
            found.add(name)
            waiting |= warehouse.sources(connection, files[name].read_text(encoding="utf-8"))
    order = warehouse.build_order(connection, {name: files[name] for name in found})
    return {name: files[name] for name in order}


def last_values(connection) -> dict[str, float]:
    """Return each measure of the whole authority at the last month end."""
    rows = connection.execute(
        "select measure, value from cube.cells where level = 'authority' and breakdown = '' "
        "and month = (select max(month) from cube.cells)"
    ).fetchall()
    return {measure: round(value, 2) for measure, value in rows}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
