"""A workbook as the archive it is: unpacked once in small pieces, and refused before a reader of cells sees it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from workforce.errors import Rejected
from workforce.extracts.limits import DIRECTORY_BYTES, PARTS, UNPACKED_BYTES, refuse_larger

PIECE = 1 << 18
END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
COMMENT = 65_535
HEAD = 30
MARKED = (".xml", ".rels", ".vml")
DOCTYPES = [mark.encode(codec) for mark in ("<!DOCTYPE", "<!ENTITY") for codec in ("utf-8", "utf-16-le", "utf-16-be")]
PROTECTED = b"\xd0\xcf\x11\xe0"
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, ValueError, OSError)


def refuse_unsafe(data: bytes, file: str) -> None:
    """Raise Rejected unless the bytes are a sound workbook archive of bearable size, without any document type."""
    if data.startswith(PROTECTED):
        raise Rejected(
            f"{file}: the workbook is protected by a password or in the format before 2007; save it without a "
            "password as .xlsx."
        )
    if _directory_bytes(data) > DIRECTORY_BYTES:
        raise Rejected(_odd(file))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            _refuse_odd(parts, file)
            total = 0
            for part in parts:
                total = _checked(data, part, file, total)
    except DAMAGED:
        raise Rejected(unreadable(file)) from None


def unreadable(file: str) -> str:
    """The sentence for what is called a workbook and cannot be read as one."""
    return f"{file}: not a readable Excel workbook; save it again as .xlsx or .csv."


def _directory_bytes(data: bytes) -> int:
    """The size of the list of parts as the archive's end gives it; 0 where there is no end."""
    end = data.rfind(END, max(0, len(data) - COMMENT - 22))
    if end < 0 or end + 22 > len(data):
        return 0
    size = struct.unpack_from("<L", data, end + 12)[0]
    wide = data.rfind(END_64, max(0, end - 20 - 56), end) if data[end - 20 : end - 16] == LOCATOR_64 else -1
    if wide < 0 or wide + 48 > len(data):
        return int(size)
    return int(struct.unpack_from("<Q", data, wide + 40)[0])


def _refuse_odd(parts: list[zipfile.ZipInfo], file: str) -> None:
    """Raise Rejected for too many parts, two of one name, or one behind a password."""
    names = {part.filename.lower() for part in parts}
    if len(parts) > PARTS or len(names) < len(parts) or any(part.flag_bits & 1 for part in parts):
        raise Rejected(_odd(file))


def _odd(file: str) -> str:
    return (
        f"{file}: the workbook has more than {PARTS:,} parts, two parts of one name or a password, as no spreadsheet "
        "program saves it; save it again as .xlsx."
    )


def _checked(data: bytes, part: zipfile.ZipInfo, file: str, total: int) -> int:
    """The bytes unpacked so far with those of this part, which must be as many as it says."""
    size, is_marked, tail = 0, part.filename.lower().endswith(MARKED), b""
    for piece in _pieces(data, part):
        size += len(piece)
        refuse_larger(total + size, UNPACKED_BYTES, file, "the unpacked workbook")
        if is_marked and any(mark in tail + piece for mark in DOCTYPES):
            raise Rejected(
                f"{file}: the workbook holds a document type or entities, which no spreadsheet program writes; save "
                "it again as .xlsx."
            )
        tail = piece[-32:]
    if size != part.file_size:
        raise Rejected(unreadable(file))
    return total + size


def _pieces(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part in pieces, going by its bytes alone."""
    names, extra = struct.unpack_from("<HH", data, part.header_offset + 26)
    start = part.header_offset + HEAD + names + extra
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), PIECE):
        rest = bytes(packed[at : at + PIECE])
        while rest and not unpack.eof:
            yield unpack.decompress(rest, PIECE)
            rest = unpack.unconsumed_tail
    while piece := unpack.decompress(unpack.unconsumed_tail, PIECE):
        yield piece
