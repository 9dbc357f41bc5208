"""What a select of queries/ reads, and the order that follows from it; the connection only lends its parser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

# What a text reads follows from the text alone; a build reads the same files again for the effects of rows left out.
PARSED: dict[str, frozenset[str]] = {}


def build_order(connection: Any, files: Mapping[str, Path]) -> list[str]:
    """Return the names of `files` so that each comes after everything it reads."""
    reads = {
        name: sources(connection, path.read_text(encoding="utf-8")) & files.keys()
        for name, path in sorted(files.items())
    }
    return list(TopologicalSorter(reads).static_order())


def needed(connection: Any, files: Mapping[str, Path], wanted: Sequence[str]) -> dict[str, Path]:
    """Return the files that some selects and the roll-up stand on, whatever lies between."""
    waiting = {"marts.dim_months", "marts.dim_unrecorded_months", "staging.stg_settings__teams"}
    waiting = waiting.union(*(sources(connection, sql) for sql in wanted)) & files.keys()
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        found[name] = files[name]
        waiting |= (sources(connection, files[name].read_text(encoding="utf-8")) & files.keys()) - found.keys()
    return found


def sources(connection: Any, sql: str) -> frozenset[str]:
    """Return the schema-qualified tables that a select reads, by DuckDB's own parser; each text is parsed once."""
    if sql not in PARSED:
        (tree,) = connection.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0]
        PARSED[sql] = frozenset(_tables(json.loads(tree)))
    return PARSED[sql]


def _tables(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
            yield f"{node['schema_name']}.{node['table_name']}"
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _tables(child)
