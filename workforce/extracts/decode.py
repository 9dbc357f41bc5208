"""Bytes to UTF-8 text, with the name of the encoding that was found."""

import codecs
import re

from workforce.errors import Rejected

# Of the first bytes of UTF-16 in western letters, half are NUL; a stray NUL is far from that.
OPENING, HALF = 4096, 0.3
# What a letter of several bytes looks like in UTF-8: in Windows-1252 it would be such as "Ã©".
LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def to_utf8(data: bytes, file: str) -> tuple[bytes, str]:
    """The content as UTF-8 bytes with single line feeds, and the encoding it came in."""
    opening = data[:OPENING]
    if opening.count(0) > HALF * len(opening) and not opening.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Rejected(f"{file}: UTF-16 text without its byte-order mark; save it again as CSV UTF-8.")
    content, encoding = decoded(data, file)
    if (position := content.find(b"\x00")) >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise Rejected(f"{file} line {line}: the file holds NUL bytes; save it again as CSV UTF-8.")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content, encoding


def decoded(data: bytes, file: str) -> tuple[bytes, str]:
    """The content as UTF-8 bytes with its own line ends, and the encoding it came in."""
    if data.startswith(codecs.BOM_UTF8):
        return _checked(data[3:], file), "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").encode(), "utf-16"
        except UnicodeDecodeError:
            raise Rejected(f"{file}: the UTF-16 text is cut off; export it again as CSV UTF-8.") from None
    try:
        if not data.isascii():
            data.decode("utf-8")
        return data, "utf-8"
    except UnicodeDecodeError:
        return _windows(data, file), "windows-1252"


def _checked(data: bytes, file: str) -> bytes:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Rejected(f"{file} line {line}: marked UTF-8 but holds other bytes; save it again as CSV UTF-8.") from None
    return data


def converted(data: bytes, encoding: str) -> int:
    """How many characters were converted from Windows-1252."""
    return len(data) - len(re.sub(rb"[\x80-\xff]", b"", data)) if encoding == "windows-1252" else 0


def _windows(data: bytes, file: str) -> bytes:
    if mixed := LETTER.search(data):
        line = data.count(b"\n", 0, mixed.start()) + 1
        raise Rejected(f"{file} line {line}: the file mixes UTF-8 with another encoding; save it again as CSV UTF-8.")
    try:
        return data.decode("cp1252").encode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Rejected(
            f"{file} line {line}: the encoding is neither UTF-8, UTF-16 nor Windows-1252; save it again as CSV UTF-8."
        ) from None
