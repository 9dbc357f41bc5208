"""The department's published files, each layout read into the same long columns."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from workforce.benchmarks.layouts import (
    HEADLINES,
    INDICATORS,
    NUMBER,
    STABILITY,
    STABILITY_GROUP,
    STABILITY_NOTE,
    STABILITY_ROW,
    STABILITY_TOTAL,
    Row,
    parts,
)
from workforce.errors import WorkforceError
from workforce.wording import numbered

SYMBOLS = {
    "c": "confidential",
    "x": "unavailable",
    "z": "not applicable",
    "u": "low reliability",
    "low": "rounds to zero but is not zero",
    "k": "rounds to zero but is not zero (former symbol)",
    ":": "not available",
}

SCHEMA = pl.Schema(
    {
        "measure": pl.String,
        "year": pl.Int64,
        "level": pl.String,
        "area_code": pl.String,
        "area_name": pl.String,
        "value": pl.Float64,
        "symbol": pl.String,
        "vintage": pl.String,
        "note": pl.String,
        "region_code": pl.String,
        "new_code": pl.String,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
    }
)

KEY = ["measure", "year", "level", "area_code"]

AREA_COLUMNS = [
    "time_period",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
]

LEVELS = {
    "national": ("england", "country_code", "country_name"),
    "regional": ("region", "region_code", "region_name"),
    "local authority": ("authority", "old_la_code", "la_name"),
}

NEIGHBOUR_COLUMNS = [
    "old_la_code",
    "la_name",
    *(f"sn_{rank}{suffix}" for rank in range(1, 11) for suffix in ("", "p")),
]

Record = dict[str, object]


@dataclass(frozen=True)
class PublishedFile:
    """One file as read: its name, its folded header and its rows with line numbers."""

    name: str
    header: list[str]
    rows: list[tuple[int, Row]]


def read_published(path: Path) -> pl.DataFrame:
    """Return the published figures of one department file, one row per figure.

    The layout is recognised by the header: workforce indicators (either layout), social
    worker stability of children looked after, or statistical neighbours. For neighbours
    `measure` is `statistical_neighbour_N`, `value` the neighbour's authority code and
    `note` how close it is.
    """
    source = _open(Path(path))
    header = set(source.header)
    if "agency_rate_fte" in header:
        records = list(_figures(source, INDICATORS, None))
    elif "agency_worker_rate_fte_%" in header:
        records = list(_figures(source, HEADLINES, None))
    elif "sw_stability" in header:
        records = list(_figures(_stability_rows(source), STABILITY, STABILITY_NOTE))
    elif "sn_1" in header:
        records = list(_neighbours(source))
    else:
        raise WorkforceError(
            f"{source.name}, line 1: the header is not one of the department's workforce indicators, "
            "social worker stability or statistical neighbours files; download the CSV again and keep its header."
        )
    frame = pl.DataFrame(records, schema=SCHEMA)
    _refuse_repeats(source, frame)
    return frame.sort(KEY)


def _open(path: Path) -> PublishedFile:
    """Return the header and rows of a CSV file, blank lines left out."""
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    rows: list[tuple[int, Row]] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise WorkforceError(
                    f"{path.name}, line {reader.line_num}: {numbered(len(cells), 'cell')} where the header "
                    f"has {len(header)}; download the file again."
                )
            rows.append((reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))))
    except csv.Error as problem:
        raise WorkforceError(
            f"{path.name}, line {reader.line_num}: not readable as CSV ({problem}); download the file again."
        ) from None
    if not rows:
        raise WorkforceError(f"{path.name}: the file has no rows of figures; download the file again.")
    return PublishedFile(path.name, header, rows)


def _text(path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a byte-order mark, or Windows-1252."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise WorkforceError(f"{path}: cannot be read ({problem.strerror}); check the path.") from None
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkforceError(f"{path.name}: the text encoding is not recognised; save the file as CSV in UTF-8.")


def _require(source: PublishedFile, columns: list[str]) -> None:
    """Refuse a file that lacks one of the columns its layout needs."""
    missing = [column for column in columns if column not in source.header]
    if missing:
        raise WorkforceError(
            f"{source.name}, line 1: column {missing[0]} is missing; download the file again with every column."
        )


def _stability_rows(source: PublishedFile) -> PublishedFile:
    """Return the file with only its rows on three or more social workers, each with the children it is a share of."""
    _require(source, ["cla_group", *AREA_COLUMNS])
    group = [(line, row) for line, row in source.rows if row["cla_group"] == STABILITY_GROUP]
    totals = {_place(row): row.get("number", "") for _, row in group if row["sw_stability"] == STABILITY_TOTAL}
    kept = [
        (line, row | {"total": totals.get(_place(row), "")})
        for line, row in group
        if row["sw_stability"] == STABILITY_ROW
    ]
    if not kept:
        raise WorkforceError(
            f"{source.name}: no row of column sw_stability says '{STABILITY_ROW}'; "
            "download the file with every category."
        )
    return PublishedFile(source.name, source.header, kept)


def _place(row: Row) -> tuple[str, ...]:
    """Return what tells a row's year and area from every other's."""
    return tuple(row[column] for column in ("time_period", "geographic_level", "region_code", "old_la_code"))


def _figures(source: PublishedFile, columns: dict[str, str], note: str | None) -> Iterator[Record]:
    """Yield one record for every figure; the vintage is the latest year the file holds."""
    _require(source, AREA_COLUMNS + list(columns))
    years = {line: _year(source.name, line, row["time_period"]) for line, row in source.rows}
    vintage = str(max(years.values()))
    for line, row in source.rows:
        level, code, name = _area(source.name, line, row)
        for column, measure in columns.items():
            value, symbol = _cell(source.name, line, column, row[column])
            numerator, denominator = parts(row, measure, years[line])
            yield {
                "measure": measure,
                "year": years[line],
                "level": level,
                "area_code": code,
                "area_name": name,
                "value": value,
                "symbol": symbol,
                "vintage": vintage,
                "note": note,
                "region_code": row["region_code"] or None if level == "authority" else None,
                "new_code": row.get("new_la_code") or None if level == "authority" else None,
                "numerator": numerator,
                "denominator": denominator,
            }


def _neighbours(source: PublishedFile) -> Iterator[Record]:
    """Yield ten records for every authority, one per neighbour, nearest first."""
    _require(source, NEIGHBOUR_COLUMNS)
    found = re.search(r"20\d\d", source.name)
    year = int(found.group()) if found else None
    for line, row in source.rows:
        for rank in range(1, 11):
            code = row[f"sn_{rank}"]
            if not re.fullmatch(r"\d{3}", code):
                raise WorkforceError(
                    f"{source.name}, line {line}, column SN_{rank}: '{code}' is not a three-digit authority code; "
                    "download the file again."
                )
            yield {
                "measure": f"statistical_neighbour_{rank}",
                "year": year,
                "level": "authority",
                "area_code": row["old_la_code"],
                "area_name": row["la_name"],
                "value": float(code),
                "symbol": None,
                "vintage": str(year) if year else None,
                "note": row[f"sn_{rank}p"],
                "region_code": None,
                "new_code": None,
                "numerator": None,
                "denominator": None,
            }


def _year(file: str, line: int, text: str) -> int:
    """Return the reporting year; `202324` is the year that ends in 2024."""
    if re.fullmatch(r"20\d\d", text):
        return int(text)
    if re.fullmatch(r"20\d{4}", text):
        return int(text[:2] + text[4:])
    raise WorkforceError(f"{file}, line {line}, column time_period: '{text}' is not a year; download the file again.")


def _area(file: str, line: int, row: Row) -> tuple[str, str, str]:
    """Return the level, code and name of the area a row is about."""
    level = LEVELS.get(row["geographic_level"].lower())
    if level is None:
        raise WorkforceError(
            f"{file}, line {line}, column geographic_level: '{row['geographic_level']}' is not National, Regional or "
            "Local authority; download the file again."
        )
    kind, code, name = level
    if not row[code]:
        raise WorkforceError(f"{file}, line {line}, column {code}: the area has no code; download the file again.")
    return kind, row[code], row[name]


def _cell(file: str, line: int, column: str, text: str) -> tuple[float | None, str | None]:
    """Return a figure and its symbol: one of the two is always empty."""
    if text.lower() in SYMBOLS:
        return None, text.lower()
    if re.fullmatch(NUMBER, text):
        return float(text.replace(",", "")), None
    raise WorkforceError(
        f"{file}, line {line}, column {column}: '{text}' is neither a number nor one of the symbols "
        f"{', '.join(SYMBOLS)}; download the file again."
    )


def _refuse_repeats(source: PublishedFile, frame: pl.DataFrame) -> None:
    """Refuse a file that gives the same figure twice."""
    repeated = frame.filter(frame.select(KEY).is_duplicated())
    if repeated.height:
        first = repeated.row(0, named=True)
        raise WorkforceError(
            f"{source.name}: {first['area_name']} has more than one {first['measure']} for {first['year']}; "
            "keep one row per area and year."
        )
