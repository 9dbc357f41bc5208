"""The judge: source tables in, accepted rows, findings and the balance out."""

import difflib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from workforce.contracts import census_checks
from workforce.contracts.deployed import Shape, recognised, remarks, standard
from workforce.contracts.findings import gathered, in_own_words, of_column, of_lines
from workforce.contracts.rows import settled
from workforce.contracts.sequence import across
from workforce.contracts.source import SourceTable
from workforce.contracts.specs import SPECS, TableSpec
from workforce.contracts.values import typed
from workforce.errors import Rejected
from workforce.settings import Settings
from workforce.wording import numbered

BALANCE = {
    "file": pl.String, "table": pl.String, "lines": pl.Int64, "accepted": pl.Int64,
    "quarantined": pl.Int64, "blank": pl.Int64, "encoding": pl.String,
}  # fmt: skip

NO_SHAPE = Shape()
# Tables judged at once: the largest takes as long as the others together, and each needs memory for its copies.
AT_ONCE = 2


@dataclass(frozen=True)
class Judged:
    """Typed accepted rows of every table, what was found, the balance of every file, and the case system's shape.

    `left_out` are the quarantined rows of a table with the rule in `_rule`, `errors` why rules could not be evaluated.
    """

    accepted: dict[str, pl.DataFrame]
    findings: pl.DataFrame
    balance: pl.DataFrame
    supplied: dict[str, set[str]]
    shape: Shape = NO_SHAPE
    left_out: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def judge(tables: Sequence[SourceTable], settings: Settings) -> Judged:
    """The judged extracts; a structure that cannot be used is rejected."""
    sources = {source.table: source for source in tables}
    if missing := [name for name in _due(sources) if name not in sources]:
        names = ", ".join(missing)
        raise Rejected(
            f"{names}: no such file or sheet in the folder; export it as {missing[0]}.csv, .xlsx or .parquet."
        )
    accepted = {name: empty(name) for name in SPECS}
    supplied: dict[str, set[str]] = {name: set() for name in SPECS}
    shape = recognised(sources)
    findings = remarks(shape, sources, settings)
    balance: list[dict[str, object]] = []
    left_out: dict[str, pl.DataFrame] = {}
    errors: dict[str, str] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        judged = list(pool.map(partial(_one, sources=sources, settings=settings), tables))
    for source, one in zip(tables, judged, strict=True):
        errors |= one.errors
        findings += one.findings
        accepted[source.table] = pl.concat([accepted[source.table], one.accepted])
        supplied[source.table] |= one.supplied
        balance.append(one.balance)
        if one.left.height:
            left_out[source.table] = pl.concat([left_out.get(source.table, one.left.clear()), one.left])
    files = pl.DataFrame(balance, schema=BALANCE)
    return Judged(accepted, gathered(findings), files, supplied, shape, left_out, errors)


def judge_alone(source: SourceTable, settings: Settings) -> Judged:
    """One judged table, without the others that a build would need; a structure that cannot be used is rejected."""
    one = _one(source, {source.table: source}, settings)
    balance = pl.DataFrame([one.balance], schema=BALANCE)
    return Judged({source.table: one.accepted}, gathered(one.findings), balance, {source.table: one.supplied})


@dataclass(frozen=True)
class _One:
    accepted: pl.DataFrame
    findings: list[pl.DataFrame]
    balance: dict[str, object]
    supplied: set[str]
    left: pl.DataFrame
    errors: dict[str, str]


def _one(source: SourceTable, sources: Mapping[str, SourceTable], settings: Settings) -> _One:
    """The accepted rows of one source, what was found in it and its balance."""
    spec = SPECS[source.table]
    raw, found = standard(source, spec, sources)
    _check_structure(source, raw, spec)
    draft = typed(source, raw, spec, settings)
    told = found + _about(source, spec) + census_checks.found(draft, set(raw.columns)) + draft.report()
    frame, repeated, left = settled(draft.flagged(), draft.raw, spec, draft.errors)
    out = repeated + of_lines(source.left_out, source, spec)
    told += out + (across(frame, spec, draft.errors) if spec.name == "sw_episodes" else [])
    told = [in_own_words(part, source) for part in told] if source.spelled or source.forms else told
    balance = _balanced(source, frame.height, sum(part.height for part in out))
    supplied = set(raw.columns) & set(spec.columns)
    return _One(census_checks.impersonal(frame, spec), told, balance, supplied, left, draft.errors)


def _due(sources: Mapping[str, SourceTable]) -> list[str]:
    """The tables that must be there; beside one that is enough alone, only those of a system that sent something."""
    due = [name for name, spec in SPECS.items() if spec.required]
    if not any(SPECS[name].is_alone_enough for name in sources):
        return due
    systems = {name.partition("_")[0] for name in sources}
    return [name for name in due if name.partition("_")[0] in systems]


def _about(source: SourceTable, spec: TableSpec) -> list[pl.DataFrame]:
    """What there is to say of the whole file: columns not read, and hidden rows."""
    told = [of_column(source.file, spec, "extra_column", name, "") for name in source.extra_columns]
    if source.hidden_rows:
        told.append(of_column(source.file, spec, "hidden_rows", "", str(source.hidden_rows)))
    return (
        told + [of_column(source.file, spec, *note) for note in source.notes] + of_lines(source.remarks, source, spec)
    )


def empty(table: str) -> pl.DataFrame:
    """A table without rows, with the contract's columns and types."""
    return pl.DataFrame(schema=SPECS[table].stored)


def _balanced(source: SourceTable, accepted: int, quarantined: int) -> dict[str, object]:
    """The balance of one file; rows that went missing reject the build."""
    if source.lines != accepted + quarantined + source.blank:
        read = numbered(source.lines, "line was", "lines were")
        raise Rejected(
            f"{source.file}: {read} read but {accepted} accepted, {quarantined} quarantined and {source.blank} blank "
            "do not add up; report this file to the makers."
        )
    return {
        "file": source.file, "table": source.table, "lines": source.lines, "accepted": accepted,
        "quarantined": quarantined, "blank": source.blank, "encoding": source.encoding,
    }  # fmt: skip


def _check_structure(source: SourceTable, raw: pl.DataFrame, spec: TableSpec) -> None:
    """Rejects a file without a required column, or a required table without rows."""
    where = source.file + (f" sheet {source.sheet}" if source.sheet else "")
    for column in spec.required_columns:
        if column not in raw.columns:
            near = difflib.get_close_matches(column, source.extra_columns, 1, 0.7)
            hint = f'; rename "{near[0]}" to it' if near else "; add it to the export"
            if source.spelled:
                raise Rejected(
                    f"{where}: the required column {column} of {spec.name} is not mapped; name the file's column for "
                    f'it under [[sources]] in authority.toml, or give constants = {{ {column} = "" }} for unknown.'
                )
            raise Rejected(f"{where}: the required column {column} is missing from the header{hint}.")
    if spec.required and not raw.height:
        raise Rejected(f"{where}: the table {spec.name} is required and holds no rows; export it again.")
