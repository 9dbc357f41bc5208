"""What a build does last: decide what may leave the service, and give the cells their order."""

from __future__ import annotations

import polars as pl

from workforce import disclosure, warehouse

RESTING_MB = 1000


def finish(connection: warehouse.Connection) -> None:
    """Decide what may leave the service, store the cells as pages read them, drop the build's own, and write it out."""
    ((threshold,),) = connection.execute(
        "select value::integer from raw.settings where key = 'disclosure.threshold'"
    ).fetchall()
    cells = connection.sql("select * from cube.cells").pl()
    teams = connection.sql("select team, service from staging.stg_settings__teams").pl()
    # DuckDB gives back what it holds while the cells of all measures are compared with each other outside it.
    connection.execute(f"set memory_limit = '{min(RESTING_MB, warehouse.memory_limit())}MB'")
    connection.register("judged", disclosure.outside(cells, teams, threshold))
    connection.execute(f"set memory_limit = '{warehouse.memory_limit()}MB'")
    connection.execute(
        "create table cube.sorted as select * exclude (kind, part, rest) from judged "
        "order by level, area, measure, breakdown, category, month"
    )
    connection.execute(
        "create table cube.areas as select * from cube.sorted where level <> 'authority' and breakdown = '' "
        "order by month, measure, level, area"
    )
    connection.unregister("judged")
    connection.execute("drop table cube.cells")
    connection.execute("alter table cube.sorted rename to cells")
    connection.execute("checkpoint")


def whole_cells(connection: warehouse.Connection) -> pl.DataFrame:
    """Return the undivided cells of every measure and area with their as-at dates, oldest month first."""
    return connection.sql(
        "select cells.*, months.as_at, months.is_partial from cube.cells as cells "
        "join marts.dim_months as months on months.month = cells.month "
        "where breakdown = '' order by measure, level, area, cells.month"
    ).pl()
