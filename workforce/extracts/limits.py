"""How large a file may be, and the sentence when it is larger: content is counted as it is unpacked, never believed."""

from workforce.errors import Rejected

MEGABYTE = 1024**2
# All of England is a file of some 450 MB.
TEXT_BYTES = 2048 * MEGABYTE
XML_BYTES = 256 * MEGABYTE
# Of all the parts of a workbook, or of all the columns of a Parquet file, once they are unpacked.
UNPACKED_BYTES = 256 * MEGABYTE
PARTS = 5_000
DIRECTORY_BYTES = MEGABYTE
# Cells of one sheet from its first to its last value; a reader holds them all, the blank ones too.
SHEET_CELLS = 10_000_000
PARQUET_BYTES = 1024 * MEGABYTE
# What Excel can hold in one cell.
CELL_CHARACTERS = 32_767


def refuse_larger(size: int, most: int, file: str, what: str = "the file") -> None:
    """Raise Rejected when something holds more bytes than are read."""
    if size > most:
        raise Rejected(
            f"{file}: {what} holds more than {most // MEGABYTE:,} MB, which is more than is read; export fewer "
            "columns or years."
        )
