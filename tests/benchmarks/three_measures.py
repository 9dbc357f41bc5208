"""The product's own way to three measures over 60 month ends, from the files; prints each at each month end.

Only what the three are made of is read, checked and kept, and only in memory, as nothing will be asked of it later.
The checks, the SQL and the roll-up to teams and services are the build's.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from workforce import build, contracts, cube, settings, warehouse
from workforce.catalogue import MEASURES
from workforce.contracts.specs import SPECS
from workforce.extracts.folder import AT_ONCE, read_file
from workforce.raw import extract_tables

THREE = ("agency_rate", "average_caseload", "worker_changes")
ALWAYS = {"marts.dim_months", "marts.dim_unrecorded_months", "staging.stg_settings__teams"}
READ_OF = {
    "marts.fct_cases_month": "month, child_id, team, service, worker_id, is_holder_in_hr, case_status, changes"
}  # fmt: skip


def main(folder: Path) -> None:
    """Read, check and compute only what the three measures are made of."""
    chosen = settings.load(folder / "authority.toml")
    with tempfile.TemporaryDirectory(dir=folder.parent) as spilled, warehouse.create(":memory:", {}) as connection:
        connection.execute(f"set temp_directory = '{spilled}'")
        sql = needed(connection)
        judged = contracts.judge(read(folder, sql), chosen)
        as_at = chosen.authority.extract_date or build.latest_date(judged.accepted)
        parameters = build.parameters(chosen, as_at) | {"first_month": date(as_at.year - 5, as_at.month % 12 + 1, 1)}
        load(connection, extract_tables(judged, chosen, as_at), sql)
        del judged
        build_needed(connection, sql, parameters)
        cube.build_cells(connection, [MEASURES[measure] for measure in THREE], chosen.authority.name)
        print(json.dumps(values(connection)))


def needed(connection: Any) -> dict[str, str]:
    """Return the SQL of the staging and mart files that the three measures read, in build order."""
    files = {
        f"{layer}.{path.stem}": path for layer in warehouse.LAYERS for path in (warehouse.QUERIES / layer).glob("*.sql")
    }
    found: set[str] = set()
    waiting = set(ALWAYS)
    for measure in THREE:
        waiting |= warehouse.sources(connection, warehouse.measure_sql(measure))
    while waiting:
        name = waiting.pop()
        if name in files and name not in found:
            found.add(name)
            waiting |= warehouse.sources(connection, files[name].read_text(encoding="utf-8"))
    order = warehouse.build_order(connection, {name: files[name] for name in found})
    return {name: files[name].read_text(encoding="utf-8") for name in order}


def read(folder: Path, sql: Mapping[str, str]) -> list[Any]:
    """Return the source tables that the SQL names, and those that no build goes without."""
    words = set(re.findall(r"\w+", " ".join(sql.values())))
    tables = [name for name, spec in SPECS.items() if spec.required or name in words]
    paths = [path for name in tables for path in sorted(folder.glob(f"{name}.*"))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [source for held in pool.map(read_file, paths) for source in held]


def load(connection: Any, raw: Mapping[str, pl.DataFrame], sql: Mapping[str, str]) -> None:
    """Store the raw tables; of an extract, the columns that the SQL names."""
    words = set(re.findall(r"\w+", " ".join(sql.values())))
    for name, frame in raw.items():
        kept = [column for column in frame.columns if name not in SPECS or column in words]
        connection.register("incoming", frame.select(kept))
        connection.execute(f'create table raw."{name}" as select * from incoming')
        connection.unregister("incoming")


def build_needed(connection: Any, sql: Mapping[str, str], parameters: Mapping[str, Any]) -> None:
    """Make each query: a table with its key checked where several read it, else a view inside its one reader."""
    readers = Counter(source for text in sql.values() for source in warehouse.sources(connection, text))
    readers.update(
        source for measure in THREE for source in warehouse.sources(connection, warehouse.measure_sql(measure))
    )
    for name, text in sql.items():
        written = text
        for parameter, value in parameters.items():
            written = written.replace(f"${parameter}", f"date '{value}'" if isinstance(value, date) else str(value))
        if name.startswith("staging.") or readers[name] < 2:
            connection.execute(f"create view {name} as {written}")
        else:
            connection.execute(f"create table {name} as select {READ_OF.get(name, '*')} from ({written})")
            warehouse.check_key(connection, name, text)
        if name == warehouse.TEAMS:
            warehouse.name_types(connection)


def values(connection: Any) -> dict[str, dict[str, float]]:
    """Return each measure of the whole authority at each month end."""
    found: dict[str, dict[str, float]] = {}
    for as_at, measure, value in connection.execute(
        "select months.as_at, cells.measure, cells.value from cube.cells as cells "
        "join marts.dim_months as months on months.month = cells.month "
        "where cells.level = 'authority' and cells.breakdown = '' order by months.as_at"
    ).fetchall():
        found.setdefault(str(as_at), {})[measure] = value
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
