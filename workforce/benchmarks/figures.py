"""The figures a page may draw beside the authority's own: the bundled ones and those imported into the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from workforce import snapshots
from workforce.benchmarks.department import KEY, SCHEMA, read_published
from workforce.errors import WorkforceError

BUNDLED = Path(__file__).parents[2] / "data" / "reference" / "published_workforce.csv"
IMPORTED = "published_workforce.csv"
ESSENTIAL = list(SCHEMA)[:9]
NEIGHBOUR = "statistical_neighbour_"


@dataclass(frozen=True)
class Imported:
    """What one file brought: its figures, and how many of them were new, replaced or older than what was held."""

    file: str
    figures: pl.DataFrame
    added: int
    replaced: int
    kept: int


def published(store: Path | None = None) -> pl.DataFrame:
    """Return every published figure known here: the bundled ones and those imported into the store.

    One row per `measure`, `year`, `level` and `area_code`, sorted by them; a later vintage stands for an earlier one.

    - `measure`: a measure's id of the catalogue, or `statistical_neighbour_1` (nearest) to `_10`
    - `year`: the reporting year; the workforce census is taken on 30 September of it, once a year, so a figure
      belongs to that one date and is never a monthly line
    - `level`: `england`, `region` or `authority`
    - `area_code`: the department's code (E92000001, E12…, or three digits; joint returns as `314 / 318`)
    - `area_name`: as published
    - `value`: unrounded as published; shares and rates are percent; for a neighbour, its three-digit code
    - `symbol`: why there is no value (`SYMBOLS` has the words); exactly one of value and symbol is there
    - `vintage`: the latest reporting year of the file it came from
    - `note`: how it departs from the measure; for a neighbour, how close it is
    - `region_code`: the region an authority is in, Inner or Outer London apart; `new_code`: its nine-character code,
      which a boundary change replaces; both null for England and regions
    - `numerator`, `denominator`: the published counts the rate is made of; null where a symbol stands for one

    Raises WorkforceError when the bundled or the imported table cannot be read.
    """
    held = _read(store / IMPORTED, "import the department's files again") if store and _has(store) else None
    parts = [bundled()] if held is None else [bundled(), held]
    return _latest(parts)


def bundled() -> pl.DataFrame:
    """Return the project's own table of published figures for England and its regions."""
    if not BUNDLED.is_file():
        raise WorkforceError(
            f"{BUNDLED.name}: the bundled published figures are missing from {BUNDLED.parent}; "
            "restore the file from the project."
        )
    return _read(BUNDLED, "restore the file from the project")


def import_files(store: Path, files: Sequence[Path]) -> list[Imported]:
    """Store the figures of the department's own files; return what each brought.

    Every file is read before anything is stored, so a file that is refused changes nothing.
    Raises WorkforceError for a file that is not the department's, or a store that cannot be written.
    """
    snapshots.refuse_file(store)
    read = [(Path(file).name, read_published(file)) for file in files]
    held = _read(store / IMPORTED, "delete it and import again") if _has(store) else pl.DataFrame(schema=SCHEMA)
    imported = []
    for name, figures in read:
        imported.append(_compared(name, figures, held))
        held = _latest([held, figures])
    target = store / IMPORTED
    beside = target.with_suffix(".new")
    try:
        store.mkdir(parents=True, exist_ok=True)
        held.write_csv(beside)
        beside.replace(target)
    except OSError as problem:
        raise WorkforceError(
            f"{target}: the figures cannot be stored ({problem.strerror}); free the disk or choose another --store."
        ) from None
    return imported


def neighbours(figures: pl.DataFrame, area_code: str) -> pl.DataFrame:
    """Return an authority's statistical neighbours by the latest model held, nearest first.

    Columns: `rank` 1 to 10, `area_code` as the indicators spell it (a joint return's double code), `area_name`,
    `closeness`, `year` of the model, `code` of three digits. No rows when no file of neighbours was imported.
    """
    found = figures.filter(pl.col("measure").str.starts_with(NEIGHBOUR) & _covers(area_code))
    found = found.filter(pl.col("year").eq_missing(found["year"].max())).select(
        pl.col("measure").str.strip_prefix(NEIGHBOUR).cast(pl.Int64).alias("rank"),
        pl.col("value").cast(pl.Int64).cast(pl.String).str.zfill(3).alias("code"),
        pl.col("note").alias("closeness"),
        "year",
    )
    areas = (
        figures.filter((pl.col("level") == "authority") & ~pl.col("measure").str.starts_with(NEIGHBOUR))
        .sort("year", descending=True)
        .unique("area_code", keep="first", maintain_order=True)
        .select("area_code", "area_name", pl.col("area_code").str.split(" / ").alias("code"))
        .explode("code")
        .unique("code", keep="first", maintain_order=True)
    )
    joined = found.join(areas, on="code", how="left", maintain_order="left").sort("rank")
    return joined.select(
        "rank", pl.coalesce("area_code", "code").alias("area_code"), "area_name", "closeness", "year", "code"
    )


def _covers(area_code: str) -> pl.Expr:
    """Return the test that a row is about the authority, alone or in a joint return."""
    return pl.col("area_code").str.split(" / ").list.contains(area_code.split(" / ")[0])


def _compared(name: str, figures: pl.DataFrame, held: pl.DataFrame) -> Imported:
    """Return what a file brings to the figures held."""
    known = figures.join(held.select(*KEY, pl.col("vintage").alias("was")), on=KEY, how="inner", nulls_equal=True)
    older = known.filter(pl.col("vintage").fill_null("") < pl.col("was").fill_null("")).height
    return Imported(name, figures, figures.height - known.height, known.height - older, older)


def _latest(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return one row a key: the latest vintage, of two alike the later part's."""
    stacked = pl.concat(parts).sort("vintage", nulls_last=False, maintain_order=True)
    return stacked.unique(KEY, keep="last", maintain_order=True).sort(KEY)


def _has(store: Path) -> bool:
    return (store / IMPORTED).is_file()


def _read(path: Path, fix: str) -> pl.DataFrame:
    """Return the figures of a table this project wrote; columns that an earlier version did not write are null."""
    try:
        header = pl.read_csv(path, n_rows=0, infer_schema=False).columns
        held = pl.Schema({name: SCHEMA[name] for name in header if name in SCHEMA})
        frame = pl.read_csv(path, schema=held)
        blank = {
            name: pl.lit(None, kind) for name, kind in SCHEMA.items() if name not in ESSENTIAL and name not in held
        }
        return frame.with_columns(**blank).select(list(SCHEMA))
    except (OSError, pl.exceptions.PolarsError):
        raise WorkforceError(f"{path}: the published figures cannot be read; {fix}.") from None
