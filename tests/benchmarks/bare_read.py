"""What the machine can do: DuckDB reads every CSV of a folder as text into tables of a database file."""

import sys
import tempfile
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
with tempfile.TemporaryDirectory(dir=folder.parent) as made, duckdb.connect(f"{made}/bare.duckdb") as connection:
    for path in sorted(folder.glob("*.csv")):
        connection.execute(
            f'create table "{path.stem}" as select * from read_csv($path, all_varchar = true, header = true)',
            {"path": str(path)},
        )
    connection.execute("checkpoint")
