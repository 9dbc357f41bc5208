"""A report under its own names and columns, read as one of the tables by its section of authority.toml."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from workforce.contracts import cast
from workforce.contracts.source import Own, SourceTable
from workforce.contracts.specs import SPECS, TableSpec
from workforce.errors import Rejected, SettingsError
from workforce.extracts.date_forms import as_iso
from workforce.extracts.loose import Opened, content, opened, reopened
from workforce.settings import Settings
from workforce.settings_sources import Source, Taken

MAPPABLE = ("hr_", "agency_", "recruitment_", "supervisions", "worker_matches")
TABLES = tuple(name for name in SPECS if name.startswith(MAPPABLE))
JOINT = "/"
CLOCK = r"^\d{1,3}:[0-5]\d$"
# The frame's own columns, in a name that no header can have.
START, END, GROUP, ORDER = "_start", "_end", "_group", "_order"


def read_mapped(path: Path, source: Source, settings: Settings) -> SourceTable:
    """Return the table that one section of authority.toml makes of a file; raise Rejected or SettingsError."""
    return as_table(opened(content(path), path.name, source.sheet, source.header), source, settings)


def as_table(held: Opened, source: Source, settings: Settings) -> SourceTable:
    """Return the table that a section makes of a file that was opened; lines keep their number in the file."""
    spec = spec_of(source)
    names = located(held, source)
    cells = [name for name in held.frame.columns if name != "_line"]
    filled = held.frame.filter(pl.any_horizontal(False, pl.col(cells).str.strip_chars().fill_null("") != ""))
    filled = filled.with_columns(cast.cleaned(filled[name]).alias(name) for name in set(names.values()))
    frame = filled.select("_line").with_columns(_targets(filled, source, spec, names, held, settings))
    frame, superseded = _in_sequence(frame, filled, source, spec, names, held)
    left_out = [*superseded, *_left_out(filled, source, names, {line for line, *_ in superseded})]
    gone = [line for line, *_ in left_out]
    used = {names[_folded(column)] for column in named_columns(source)}
    read = [name for name in cells if name in used]
    return SourceTable(
        source.table, held.file, held.sheet, frame.filter(~pl.col("_line").is_in(gone)), held.frame.height,
        held.frame.height - filled.height, held.encoding, held.separator,
        [name for name in cells if name not in used], held.hidden_rows,
        notes=held.notes, is_1904=held.is_1904, spelled=_spelled(source),
        forms=_forms(source, settings), left_out=left_out,
        is_divided=source.hours is not None,
        own=Own(held.own, held.spelled, read, lambda rows: as_table(reopened(held, rows), source, settings)),
    )  # fmt: skip


def spec_of(source: Source) -> TableSpec:
    """Return the table a section names; raise SettingsError for one that cannot be mapped, or an unknown column."""
    _refuse_unknown(source.table, TABLES, "table", source.file)
    for column in (*source.columns, *source.constants):
        _refuse_unknown(column, SPECS[source.table].columns, f"column of {source.table}", source.file)
    if source.hours is not None and "fte" not in SPECS[source.table].columns:
        raise SettingsError(f'authority.toml: [[sources]] "{source.file}": {source.table} has no fte; remove hours.')
    return SPECS[source.table]


def _refuse_unknown(name: str, known: Sequence[str], what: str, file: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name.lower(), known, 1, 0.0)[0]
        raise SettingsError(
            f'authority.toml: [[sources]] "{file}": "{name}" is not a {what} that can be mapped; the nearest is '
            f'"{near}".'
        )


def named_columns(source: Source) -> Iterator[str]:
    """Yield the columns of the file that a section names."""
    for taken in source.columns.values():
        yield from taken.columns
    yield from (*source.keep, *source.leave_out)
    yield from (name for name in (source.hours, source.rows_of, source.sequence) if name is not None)


def located(held: Opened, source: Source) -> dict[str, str]:
    """Return the header's own spelling of each column that a section names; raise Rejected for one it lacks."""
    there = {_folded(name): name for name in held.frame.columns if name != "_line"}
    for column in named_columns(source):
        if _folded(column) not in there:
            where = held.file + (f" sheet {held.sheet}" if held.sheet else "")
            near = difflib.get_close_matches(_folded(column), there, 1, 0.0)
            told = f'; the nearest is "{there[near[0]]}"' if near else ""
            raise Rejected(
                f'{where} line {held.header}: the column "{column}" that authority.toml maps is not in the header'
                f"{told}; correct it under [[sources]]."
            )
    return {_folded(column): there[_folded(column)] for column in named_columns(source)}


def _folded(name: str) -> str:
    return " ".join(name.split()).lower()


def _spelled(source: Source) -> dict[str, str]:
    """The file's own name of each column of the table, where it is another."""
    own = {target: " + ".join(taken.columns) for target, taken in source.columns.items()}
    if source.hours is not None:
        own["fte"] = source.hours
    return {target: name for target, name in own.items() if _folded(name) != target}


def _forms(source: Source, settings: Settings) -> dict[str, str]:
    """How the file writes each column that is not read as it stands; blank where only its values have a meaning."""
    forms = dict.fromkeys(source.values, "")
    forms |= {target: f"{form}, as the file writes its dates" for target, form in source.dates.items()}
    forms = {target: form for target, form in forms.items() if _is_one(source, target)}
    if source.hours is not None and (full := source.standard_hours or settings.reading.standard_hours):
        forms["fte"] = f"the file writes it: {full:g} is full time"
    return forms


def _is_one(source: Source, target: str) -> bool:
    """Whether a column of the table comes from a single column of the file."""
    return target in source.columns and len(source.columns[target].columns) == 1


def _targets(
    filled: pl.DataFrame, source: Source, spec: TableSpec, names: dict[str, str], held: Opened, settings: Settings
) -> list[pl.Series]:
    """Every column of the table that the section fills, as text."""
    made = [
        _mapped(_target(filled, source, spec, target, names, held), source.values.get(target, {})).alias(target)
        for target in source.columns
    ]
    made += [pl.repeat(value, filled.height, eager=True).alias(target) for target, value in source.constants.items()]
    if source.hours is not None:
        made.append(_divided(filled[names[_folded(source.hours)]], source, settings))
    return made


def _target(
    filled: pl.DataFrame, source: Source, spec: TableSpec, target: str, names: dict[str, str], held: Opened
) -> pl.Series:
    taken = source.columns[target]
    parts = [filled[names[_folded(column)]] for column in taken.columns]
    if spec.schema[target] == pl.Date:
        parts = [as_iso(part, source.dates[target]) for part in parts] if target in source.dates else parts
        return parts[0] if len(parts) == 1 else _earliest(parts, held)
    return _before(parts[0], taken) if len(parts) == 1 else _joined(parts)


def _joined(parts: list[pl.Series]) -> pl.Series:
    columns = [part.alias(str(number)) for number, part in enumerate(parts)]
    text = pl.concat_str(pl.all(), separator=JOINT, ignore_nulls=True)
    return pl.DataFrame(columns).select(pl.when(pl.any_horizontal(pl.all().is_not_null())).then(text)).to_series()


def _before(text: pl.Series, taken: Taken) -> pl.Series:
    """The text before the last mark, or all of it where there is none."""
    if not taken.before:
        return text
    ids = text.drop_nulls().unique().to_list()
    return text.replace_strict({each: each.rpartition(taken.before)[0] or each for each in ids}, return_dtype=pl.String)


def _earliest(parts: list[pl.Series], held: Opened) -> pl.Series:
    """The earliest of several dates as ISO text; text that is no date is kept, so that it is found."""
    found = [cast.dates(part, held.file, part.name, epoch_of(held)) for part in parts]
    wrong = [
        part.to_frame("t").select(pl.when(each.bad | each.far).then("t")).to_series()
        for part, each in zip(parts, found, strict=True)
    ]
    columns = [each.day.alias(f"day{number}") for number, each in enumerate(found)]
    columns += [each.alias(f"text{number}") for number, each in enumerate(wrong)]
    first = pl.min_horizontal(pl.col("^day.*$")).dt.to_string("%Y-%m-%d")
    return pl.DataFrame(columns).select(pl.coalesce(pl.col("^text.*$"), first)).to_series()


def epoch_of(held: Opened) -> date | None:
    """Return the day that a workbook counts its days from, None for a file of another kind."""
    return (cast.EPOCH_1904 if held.is_1904 else cast.EPOCH) if held.encoding == "xlsx" else None


def _mapped(text: pl.Series, meanings: Mapping[str, str]) -> pl.Series:
    """The text with each spelling replaced by what it means; other text stands."""
    spelled = {_folded(spelling): meaning for spelling, meaning in meanings.items()}
    seen = text.drop_nulls().unique().to_list()
    known = {each: spelled[_folded(each)] for each in seen if _folded(each) in spelled}
    return text.replace(known) if known else text


def _divided(hours: pl.Series, source: Source, settings: Settings) -> pl.Series:
    """The full-time equivalent as text: hours by standard hours; other text stands, so that it is found."""
    standard = source.standard_hours or settings.reading.standard_hours
    if standard is None:
        raise SettingsError(
            f'authority.toml: [[sources]] "{source.file}" gives hours without standard_hours; add the weekly hours of '
            "a full-time post."
        )
    share = (clock_hours(hours) / standard).round(6).cast(pl.String)
    return (
        pl.DataFrame([share.alias("share"), hours.alias("t")])
        .select(pl.coalesce("share", "t").alias("fte"))
        .to_series()
    )


def clock_hours(text: pl.Series) -> pl.Series:
    """The hours of a week as numbers, also where a clock writes them: 18:30 is 18.5, 60% is 60; other text is null."""
    text = text.str.strip_suffix("%")
    clock = pl.col("t").str.split(":").list.eval(pl.element().cast(pl.Float64, strict=False))
    number = (
        pl.when(pl.col("t").str.contains(CLOCK))
        .then(clock.list.first() + clock.list.last() / 60)
        .otherwise(pl.col("t").cast(pl.Float64, strict=False))
    )
    return text.alias("t").to_frame().select(pl.when(number.is_finite()).then(number)).to_series()


def _in_sequence(
    frame: pl.DataFrame, filled: pl.DataFrame, source: Source, spec: TableSpec, names: dict[str, str], held: Opened
) -> tuple[pl.DataFrame, list[tuple[int, str, str, str]]]:
    """The dated rows of one assignment, each ended before the next; those that a later row of the day replaces."""
    if source.rows_of is None or spec.start is None or spec.start not in source.columns:
        return frame, []
    group = filled[names[_folded(source.rows_of)]].alias(GROUP)
    number = filled[names[_folded(source.sequence)]] if source.sequence else pl.repeat("0", frame.height, eager=True)
    rows = _dated_rows(frame, group, number, spec.start, spec.end or "", held)
    last = rows.filter(pl.col(START).is_not_null()).unique([GROUP, START], keep="last", maintain_order=True)
    following = last.select(GROUP, "_line", pl.col(START).shift(-1).over(GROUP).alias("_next"))
    replaced = rows.filter(pl.col(START).is_not_null()).join(last, on="_line", how="anti", maintain_order="left")
    superseded = [
        (line, "superseded_row", source.rows_of, group) for line, group in replaced.select("_line", GROUP).iter_rows()
    ]
    if spec.end is None:
        return frame, superseded
    ended = rows.join(following.select("_line", "_next"), on="_line", how="left").select("_line", END, "_next")
    derived = (pl.col("_next") - pl.duration(days=1)).dt.to_string("%Y-%m-%d")
    ended = ended.select("_line", pl.when(pl.col(END)).then(derived).alias(END))
    kept = pl.col(spec.end) if spec.end in frame.columns else pl.lit(None, pl.String)
    joined = frame.join(ended, on="_line", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(END, kept).alias(spec.end)).drop(END), superseded


def _dated_rows(
    frame: pl.DataFrame, group: pl.Series, number: pl.Series, start: str, end: str, held: Opened
) -> pl.DataFrame:
    """Line, assignment, start and whether the end is open, in the order in which the rows hold."""
    days = cast.dates(frame[start], held.file, start, epoch_of(held)).day
    is_open = pl.repeat(True, frame.height, eager=True)
    if end in frame.columns:
        ends = cast.dates(frame[end], held.file, end, epoch_of(held))
        is_open = ends.day.is_null() & ~ends.bad & ~ends.far
    columns = [days.alias(START), is_open.alias(END), group, cast.numbers(number).alias(ORDER)]
    rows = frame.select("_line").with_columns(columns).filter(pl.col(GROUP).is_not_null())
    return rows.sort(GROUP, START, ORDER, "_line", nulls_last=True)


def _left_out(
    filled: pl.DataFrame, source: Source, names: dict[str, str], gone: set[int]
) -> list[tuple[int, str, str, str]]:
    """Line, rule, column and value of each row that the section does not read; the first reason is the one given."""
    found: list[tuple[int, str, str, str]] = []
    for is_kept, chosen in ((True, source.keep), (False, source.leave_out)):
        for column, values in chosen.items():
            wanted = {_folded(value) for value in values}
            lines = filled.select("_line", pl.col(names[_folded(column)]).fill_null("")).iter_rows()
            for line, value in lines:
                if ((_folded(value) in wanted) is not is_kept) and line not in gone:
                    gone.add(line)
                    found.append((line, "left_out_by_mapping", column, value))
    return found
