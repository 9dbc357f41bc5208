"""Delimited text: a fast path for plain files, Python's csv module for the rest."""

import csv
import io
from collections.abc import Collection
from itertools import islice

import polars as pl

from workforce.errors import Rejected
from workforce.extracts.cells import Note
from workforce.extracts.decode import converted, to_utf8
from workforce.extracts.header import LOOKED_AT, folded, named
from workforce.wording import numbered

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def read_delimited(data: bytes, file: str, known: Collection[str]) -> tuple[pl.DataFrame, str, str]:
    """The rows as text with `_line`, the encoding, and the separator's name."""
    frame, encoding, separator, *_ = read_noted(data, file, known)
    return frame, encoding, separator


def read_noted(
    data: bytes, file: str, known: Collection[str], header: int | None = None
) -> tuple[pl.DataFrame, str, str, list[Note], dict[str, str]]:
    """The same with the notes of reading: letters converted, lines above the header, whose line may be given.

    Last comes the header's own spelling of each name.
    """
    content, encoding = to_utf8(data, file)
    if not content or content.isspace():
        raise Rejected(f"{file}: the file is empty; export it again with its header line.")
    above, start, separator = _at(content, known, file, header) if header else _header(content, known, file)
    body = content[start:]
    frame = _plain(body, separator, file, above)
    if frame is None:
        frame = _quoted(body.decode(), separator, file, above)
    letters = converted(data, encoding)
    told = (("converted_characters", letters), ("lines_above_header", above if content[:start].strip() else 0))
    notes = [(rule, "", str(count)) for rule, count in told if count]
    return frame, encoding, SEPARATOR_NAMES[separator], notes, _spelled(body, separator, frame.columns)


def _spelled(body: bytes, separator: str, names: list[str]) -> dict[str, str]:
    """The header's own spelling of each name; the body begins at or above it."""
    csv.field_size_limit(2**31 - 1)
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8", newline="")
    rows = csv.reader(text, delimiter=separator)
    header: list[str] = next((row for row in rows if any(cell.strip() for cell in row)), [])
    return {name: spelled.strip() for name, spelled in zip(names, header, strict=False)}


def _at(content: bytes, known: Collection[str], file: str, header: int) -> tuple[int, int, str]:
    """The same as `_header` for a line that is given."""
    lines = content.split(b"\n", header)[:header]
    if len(lines) < header or not lines[-1].strip():
        raise Rejected(f"{file} line {header}: there is no header on this line; correct the number of the line.")
    return header - 1, sum(len(line) + 1 for line in lines[:-1]), find_separator(lines[-1], known)


def _header(content: bytes, known: Collection[str], file: str) -> tuple[int, int, str]:
    """How many lines stand above the header, the byte it begins at, and its separator."""
    places, start = [], 0
    for number, line in enumerate(islice(io.BytesIO(content), LOOKED_AT)):
        if line.strip():
            places.append((number, start, line.rstrip(b"\n")))
        start += len(line)
    if not places:
        places = [(content.count(b"\n", 0, len(content) - len(content.lstrip())), 0, content.strip().split(b"\n")[0])]
    counts = [max(_known(line, separator, known) for separator in SEPARATORS) for _, _, line in places]
    number, start, line = places[counts.index(max(counts))]
    return number, start, find_separator(line, known, f"{file} line {number + 1}")


def find_separator(header: bytes, known: Collection[str], where: str = "the header") -> str:
    """The separator that gives the most known column names, then the most columns; Rejected when two do."""
    scores = {each: (_known(header, each, known), len(_split(header, each))) for each in SEPARATORS}
    best = max(scores, key=lambda each: scores[each])
    tied = [SEPARATOR_NAMES[each] for each, score in scores.items() if score == scores[best]]
    if len(tied) > 1 and scores[best][0] and scores[best][1] > 1:
        raise Rejected(f"{where}: the header can be split by {' or by '.join(tied)}; use one separator throughout.")
    return best


def _known(line: bytes, separator: str, known: Collection[str]) -> int:
    return len({folded(cell) for cell in _split(line, separator)} & set(known))


def _split(line: bytes, separator: str) -> list[str]:
    """The cells of one line; none when a field is larger than any header's."""
    try:
        return next(csv.reader([line.decode()], delimiter=separator), [])
    except csv.Error:
        return []


def _plain(content: bytes, separator: str, file: str, above: int) -> pl.DataFrame | None:
    """The rows of a file without quotes, blank or ragged lines; None for any other."""
    if b'"' in content or content.startswith(b"\n"):
        return None
    start = (content.find(b"\n") + 1) or len(content)
    names = named(content[:start].decode().removesuffix("\n").split(separator), file, above + 1)
    lines = content.count(b"\n", start) + (start < len(content) and not content.endswith(b"\n"))
    # A blank or short line has too few separators, and polars refuses a line with too many.
    if len(names) < 2 or not lines or content.count(separator.encode(), start) != lines * (len(names) - 1):
        return None
    try:
        frame = pl.read_csv(
            content, has_header=False, skip_rows=1, new_columns=names, separator=separator, quote_char=None,
            infer_schema=False,
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    if frame.height != lines or frame.width != len(names):
        return None
    return frame.with_columns(pl.int_range(above + 2, above + lines + 2, dtype=pl.Int64).alias("_line"))


def _quoted(text: str, separator: str, file: str, above: int) -> pl.DataFrame:
    """The rows of any well-formed file; a ragged row or an open quote rejects it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(2**31 - 1)
    names: list[str] = []
    rows: list[list[str | None]] = []
    starts: list[int] = []
    line = above + 1
    try:
        for row in reader:
            start, line = line, above + reader.line_num + 1
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
