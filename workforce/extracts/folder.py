"""A folder of extracts: which file holds which table."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import polars as pl

from workforce.contracts.census import TABLES as BY_YEAR
from workforce.contracts.source import Own, SourceTable
from workforce.contracts.specs import SPECS
from workforce.errors import Rejected
from workforce.extracts import census
from workforce.extracts.cells import Note, tidied
from workforce.extracts.census_xml import read_census
from workforce.extracts.delimited import read_noted
from workforce.extracts.limits import TEXT_BYTES, UNPACKED_BYTES, refuse_larger
from workforce.extracts.mapped import read_mapped
from workforce.extracts.workbook import Sheet, read_parquet, read_workbook
from workforce.settings import Settings
from workforce.settings_sources import Source

SETTINGS = "authority.toml"
WORKBOOKS = (".xlsx", ".xlsm")
DELIMITED = (".csv", ".txt", ".tsv")
SUFFIXES = (*DELIMITED, *WORKBOOKS, ".parquet", ".xml")
OPENING_BYTES = 4096
# Files read at once: each needs memory for its text and its copies.
AT_ONCE = 2
UNMAPPED = Settings()
UNSPELLED: Mapping[str, str] = {}
EVERY_COLUMN = frozenset(name for spec in SPECS.values() for name in spec.readable)


def read_folder(folder: Path, settings: Settings = UNMAPPED) -> list[SourceTable]:
    """Every table found in the folder, in table order; two files for one table, or for one census year, are refused.

    A file that the settings map is read as they say.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise Rejected(f"{folder}: the folder of extracts does not exist; give the folder that holds the exports.")
    found: dict[str, list[SourceTable]] = {}
    paths = [path for path in sorted(folder.iterdir()) if path.is_file() and not _is_passing(path)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        held = list(pool.map(partial(_read, settings=settings), paths))
    for path, sources in zip(paths, held, strict=True):
        for source in sources:
            if source.table in found and source.table not in BY_YEAR:
                other = found[source.table][0].file
                raise Rejected(f"{path.name}: the table {source.table} is also in {other}; keep one of the two.")
            found.setdefault(source.table, []).append(source)
    refuse_missing(paths, settings.sources)
    census.refuse_mixed(source for sources in found.values() for source in sources)
    return [source for table in SPECS for source in found.get(table, [])]


def _read(path: Path, settings: Settings) -> list[SourceTable]:
    """The tables that one file holds, by the settings where they map it; none where it holds no table."""
    mapped = sources_of(path, settings.sources)
    if not mapped and path.suffix.lower() not in SUFFIXES:
        return []
    return [read_mapped(path, each, settings) for each in mapped] or read_file(path)


def sources_of(path: Path, sources: Iterable[Source]) -> list[Source]:
    """The sections of authority.toml whose pattern the file's name has, whatever its case."""
    return [source for source in sources if fnmatchcase(path.name.lower(), source.file.lower())]


def refuse_missing(paths: Iterable[Path], sources: Sequence[Source]) -> None:
    """Raise Rejected for the first section that no file of the folder has the name of."""
    found = [id(source) for path in paths for source in sources_of(path, sources)]
    for source in sources:
        if id(source) not in found:
            raise Rejected(
                f"{source.file}: no file of the folder has the name that [[sources]] in authority.toml gives for "
                f"{source.table}; put it there, or correct or remove the section."
            )


def ignored_files(folder: Path, sources: Sequence[Source] = ()) -> list[str]:
    """The names in the folder that are no table's and are not read; hidden and temporary files are left out."""
    return [
        path.name + ("/" if path.is_dir() else "")
        for path in sorted(Path(folder).iterdir())
        if not _is_passing(path)
        and path.name != SETTINGS
        and not sources_of(path, sources)
        and (path.is_dir() or path.suffix.lower() not in SUFFIXES or not _is_table(path))
    ]


def _is_passing(path: Path) -> bool:
    """Whether the file is hidden, or what Office keeps beside an open workbook."""
    return path.name.startswith(("~$", ".")) or path.name.lower() in ("thumbs.db", "desktop.ini")


def named_table(name: str) -> str:
    """The table that a file or sheet is named after, without the database's schema before it."""
    return name.strip().lower().rpartition(".")[2].lstrip("#")


def by_header(path: Path) -> str:
    """The table whose columns a delimited file begins with, whatever it is called; "" for none."""
    if path.suffix.lower() not in DELIMITED:
        return ""
    with path.open("rb") as file:
        opening = file.read(OPENING_BYTES)
    text = opening.decode("utf-16" if opening.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")
    first = next(iter(text.lstrip().splitlines()), "")
    return by_columns(re.split(r"[,;\t|]", first))


def by_columns(names: Iterable[str]) -> str:
    """The table that some columns of a file tell, however their names are spaced and cased; "" for none."""
    folded = {re.sub(r"[\s_-]+", "_", name.strip().strip('"').strip().lower()) for name in names}
    return next((spec.name for spec in SPECS.values() if spec.signature and spec.signature <= folded), "")


def _is_table(path: Path) -> bool:
    """Whether the file holds a table by its name, or by the name of a sheet."""
    if named_table(path.stem) in SPECS or census.flat_table(path) or by_header(path):
        return True
    if census.is_xml(path):
        return bool(read_census(path))
    return path.suffix.lower() in WORKBOOKS and bool(read_file(path))


def read_file(path: Path) -> list[SourceTable]:
    """The tables one file holds; none when neither its name nor a sheet is a known table, nor its content a census."""
    path = Path(path)
    if census.is_xml(path):
        return read_census(path)
    table = census.flat_table(path) or named_table(path.stem)
    suffix = path.suffix.lower()
    try:
        if suffix not in WORKBOOKS and table not in SPECS and not (table := by_header(path)):
            return []
        most = UNPACKED_BYTES if suffix in WORKBOOKS else TEXT_BYTES
        refuse_larger(path.stat().st_size, most, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise Rejected(
            f"{path.name}: the file cannot be opened ({error.strerror}); close it elsewhere or allow reading."
        ) from None
    if suffix in WORKBOOKS:
        return list(_sheets(data, path.name, table))
    if suffix == ".parquet":
        return [_source(table, path.name, None, read_parquet(data, path.name), "parquet", "")]
    frame, encoding, separator, notes, spelled = read_noted(data, path.name, SPECS[table].readable)
    return [_source(table, path.name, None, frame, encoding, separator, notes, spelled)]


def _sheets(data: bytes, file: str, stem: str) -> Iterator[SourceTable]:
    sheets = read_workbook(data, file, EVERY_COLUMN)
    named: dict[str, str] = {}
    for name, held in sheets.items():
        table = _sheet_table(name, held.frame)
        if (other := named.setdefault(table, name)) != name and table in SPECS:
            raise Rejected(f"{file}: the sheets {other} and {name} hold the same table; keep one of the two.")
    known = {table: name for table, name in named.items() if table in SPECS}
    for name in known.values() or sheets:
        sheets[name].refuse_uncalculated(file, name)
    if not known and stem in SPECS:
        if len(sheets) != 1:
            raise Rejected(f"{file}: {len(sheets)} sheets hold data and none is named {stem}; name the sheet {stem}.")
        known = {stem: next(iter(sheets))}
    for table, name in known.items():
        yield _of_sheet(table, file, name, sheets[name])


def _of_sheet(table: str, file: str, name: str, sheet: Sheet) -> SourceTable:
    source = _source(table, file, name, sheet.frame, "xlsx", "", sheet.notes, sheet.spelled)
    assert source.own is not None
    own = replace(source.own, again=lambda rows: _of_sheet(table, file, name, replace(sheet, frame=rows)))
    return replace(source, hidden_rows=sheet.facts.hidden_rows, is_1904=sheet.is_1904, own=own)


def _sheet_table(name: str, sheet: pl.DataFrame) -> str:
    """The table that a sheet is named after, else the one its columns tell, else its own name."""
    table = named_table(name)
    return table if table in SPECS else by_columns(sheet.columns) or table


def _source(
    table: str,
    file: str,
    sheet: str | None,
    frame: pl.DataFrame,
    encoding: str,
    separator: str,
    notes: Sequence[Note] = (),
    spelled: Mapping[str, str] = UNSPELLED,
) -> SourceTable:
    """The table with only the columns its contract reads; blank rows are counted out."""
    cells = [name for name in frame.columns if name != "_line"]
    kept = frame if _is_filled(frame, cells[:1]).all() else frame.filter(_is_filled(frame, cells))
    read = [name for name in cells if name in SPECS[table].readable]
    rows, cleaned = tidied(kept.select(*read, "_line"), file)
    return SourceTable(
        table,
        file,
        sheet,
        rows,
        frame.height,
        frame.height - kept.height,
        encoding,
        separator,
        [name for name in cells if name not in SPECS[table].readable],
        notes=(*notes, *cleaned),
        own=Own(
            frame,
            spelled,
            [name for name in read if name in SPECS[table].shown],
            lambda rows: _source(table, file, sheet, rows, encoding, separator, notes, spelled),
        ),
    )


def _is_filled(frame: pl.DataFrame, cells: list[str]) -> pl.Series:
    """True for each row with text in one of these columns."""
    filled = pl.any_horizontal(pl.col(cells).str.strip_chars().fill_null("") != "") if cells else pl.lit(False)
    return frame.select(pl.repeat(True, pl.len()) & filled).to_series()
