"""Returns of the workforce census, as XML and as the flattened CSVs, that are damaged or of odd contents."""

from __future__ import annotations

from census_returns import employed, flattened, returned

from bad_inputs.case import Case, Found, refused

XML, FLAT = "return.xml", "cswwworkers.csv"
COLUMNS = ("SWENo", "FTE", "OrgRole")
SOUND = returned(2024, [employed(2024), employed(2024, 2)])
KEPT = [("SW0000001", 1.0, "5"), ("SW0000002", 1.0, "5")]
BROKEN = "xml line [0-9]+: not well-formed"
DTD = "xml line [0-9]+: the XML holds a document type or entities"


def kept(name: str, content: str | bytes, rows: list[tuple], *found: Found, file: str = XML) -> Case:
    """Return a return that is read."""
    data = content.encode() if isinstance(content, str) else content
    kind = "census XML" if file == XML else "flattened census"
    return Case(kind, name, file, lambda: data, COLUMNS, rows, found)


def out(name: str, content: str | bytes, sentence: str, file: str = XML) -> Case:
    return refused("census XML" if file == XML else "flattened census", name, content, sentence, file)


def typed(entities: str) -> str:
    return f"<!DOCTYPE Message {entities}>\n{SOUND}"


MESSAGES: list[Case] = [
    kept("sound", SOUND, KEPT),
    kept("UTF-16", f'<?xml version="1.0" encoding="utf-16"?>{SOUND}'.encode("utf-16"), KEPT),
    kept("with a byte-order mark", "\ufeff" + SOUND, KEPT),
    kept("an element that the census has not", SOUND.replace("<FTE>", "<Shoe>9</Shoe><FTE>", 1), KEPT,
         ("census_unknown_element", None, "Shoe", "1")),
    kept("an element twice", SOUND.replace("<OrgRole>", "<FTE>0.5</FTE><OrgRole>", 1), KEPT,
         ("census_repeated_element", None, "FTE", "1")),
    kept("a zero-width space in a role", SOUND.replace("<OrgRole>5", "<OrgRole>5\u200b", 1), KEPT,
         ("invisible_characters", None, "OrgRole", "1")),
    kept("a comment and an instruction", SOUND.replace("<Header>", "<!-- note --><?page one?><Header>"), KEPT),
    out("a document type", typed(""), DTD),
    out("a billion laughs", typed('[<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]'), DTD),
    out("a file of the machine", typed('[<!ENTITY a SYSTEM "file:///etc/hostname">]'), DTD),
    out("an entity of the network", typed('SYSTEM "http://example.invalid/a.dtd"'), DTD),
    out("an entity that nobody defined", SOUND.replace("University", "&campus;", 1), BROKEN),
    out("cut in half", SOUND[: len(SOUND) // 2], BROKEN),
    out("two of a kind in one file", SOUND + SOUND, BROKEN),
    out("NUL within", SOUND.replace("University", "Uni\0versity", 1), BROKEN),
    out("an encoding that is not so", b'<?xml version="1.0" encoding="utf-8"?>' + SOUND.replace("Uni", "Ü").encode(
        "cp1252"), BROKEN),
    out("an encoding of its own", f'<?xml version="1.0" encoding="wexmere"?>{SOUND}', "not well-formed"),
    out("elements a thousand deep", SOUND.replace("<OrgRole>", "<a>" * 1000, 1), "elements lie more than 8 deep"),
    out("a value of a megabyte", SOUND.replace("University", "x" * 1_048_576, 1), "holds more than 4,000 characters"),
    out("no year", SOUND.replace("<Year>2024</Year>", "").replace("2024-09-30", ""), "the header gives no year"),
    out("a year of words", SOUND.replace("<Year>2024</Year>", "<Year>last</Year>"), 'gives the year "last"'),
]  # fmt: skip
TABLE = flattened([employed(2024), employed(2024, 2)], 2024)
FLATTENED: list[Case] = [
    kept("sound", TABLE, KEPT, file=FLAT),
    kept("semicolons and a mark", "\ufeff" + TABLE.replace(",", ";"), KEPT, file=FLAT),
    kept("a zero-width space in a registration number", TABLE.replace("SW0000002", "SW\u200b0000002"), KEPT,
         ("invisible_characters", None, "sweno", "1"), file=FLAT),
    kept("a role that is not listed", flattened([employed(2024), employed(2024, 2, OrgRole="9")], 2024),
         [KEPT[0], ("SW0000002", 1.0, None)], ("census_unknown_code", 3, "OrgRole", "9"), file=FLAT),
    out("a short row", TABLE + "0,SW0000003\n", "cswwworkers.csv line 4: 2 values where", FLAT),
    out("a column twice", TABLE.replace("QualInst", "SWENo", 1), 'the column "sweno" stands twice', FLAT),
    out("NUL within", TABLE.replace("University", "Uni\0", 1), "line 2: the file holds NUL bytes", FLAT),
]  # fmt: skip
CASES = [*MESSAGES, *FLATTENED]
