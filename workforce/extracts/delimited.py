"""Delimited text: a fast path for plain files, Python's csv module for the rest."""

import csv
import io
from collections.abc import Collection

import polars as pl

from workforce.errors import Rejected
from workforce.extracts.decode import to_utf8
from workforce.extracts.header import named
from workforce.wording import numbered

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def read_delimited(data: bytes, file: str, known: Collection[str], header: int = 1) -> tuple[pl.DataFrame, str, str]:
    """The rows as text with `_line`, the encoding, and the separator's name; lines above the header are passed over."""
    content, encoding = to_utf8(data, file)
    if header > 1:
        content = b"\n" * (header - 1) + b"".join(content.splitlines(keepends=True)[header - 1 :])
    if not content.strip():
        raise Rejected(f"{file}: the file is empty; export it again with its header line.")
    separator = find_separator(content, known)
    frame = _plain(content, separator, file)
    if frame is None:
        frame = _quoted(content.decode(), separator, file)
    return frame, encoding, SEPARATOR_NAMES[separator]


def find_separator(content: bytes, known: Collection[str]) -> str:
    """The separator that gives the most known column names, then the most columns."""
    first = content.lstrip(b"\n").split(b"\n", 1)[0].decode()

    def score(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator))
        return sum(cell.strip().lower() in known for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


def _plain(content: bytes, separator: str, file: str) -> pl.DataFrame | None:
    """The rows of a file without quotes, blank or ragged lines; None for any other."""
    if b'"' in content or content.startswith(b"\n") or b"\n\n" in content:
        return None
    header, _, body = content.partition(b"\n")
    names = named(header.decode().split(separator), file, 1)
    lines = body.count(b"\n") + (bool(body) and not body.endswith(b"\n"))
    if len(names) < 2 or not lines or body.count(separator.encode()) != lines * (len(names) - 1):
        return None
    try:
        frame = pl.read_csv(
            body, has_header=False, new_columns=names, separator=separator, quote_char=None, infer_schema=False
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != lines or frame.width != len(names):
        return None
    return frame.with_columns(pl.int_range(2, lines + 2, dtype=pl.Int64).alias("_line"))


def _quoted(text: str, separator: str, file: str) -> pl.DataFrame:
    """The rows of any well-formed file; a ragged row or an open quote rejects it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(2**31 - 1)
    names: list[str] = []
    rows: list[list[str | None]] = []
    starts: list[int] = []
    line = 1
    try:
        for row in reader:
            start, line = line, reader.line_num + 1
            if not names:
                names = named(row, file, start) if any(cell.strip() for cell in row) else []
                continue
            rows.append(_fitted(row, len(names), file, start))
            starts.append(start)
    except csv.Error:
        raise Rejected(
            f"{file} line {line}: a quotation mark is opened here and never properly closed; "
            "correct it or export again."
        ) from None
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(pl.Series("_line", starts, dtype=pl.Int64))


def _fitted(row: list[str], width: int, file: str, line: int) -> list[str | None]:
    """The row at the header's width: blank lines and empty surplus cells fit, others reject."""
    if not any(cell.strip() for cell in row):
        return [None] * width
    while len(row) > width and not row[-1].strip():
        row.pop()
    if len(row) != width:
        raise Rejected(
            f"{file} line {line}: {numbered(len(row), 'value')} where the header has {numbered(width, 'column')}; "
            "put text that holds the separator in quotation marks or export again."
        )
    return [cell or None for cell in row]
