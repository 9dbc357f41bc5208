"""Workbooks whose cells are not what they show, or whose sheets hide something."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from bad_inputs.case import DEPARTMENTS, PLAIN, POSTS, STAFF, TEAMS, TYPED, Case, Found, refused
from bad_inputs.text import BOTH, NORTH, SOUTH

ABOVE = ("lines_above_header", None, "")
Change = Callable[[Any, Any], None]


def workbook(rows: Sequence[Sequence[object]], change: Change | None = None, sheet: str = DEPARTMENTS,
             **options: Any) -> bytes:  # fmt: skip
    """Return a workbook of one sheet, which `change` may spoil."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    if change:
        change(book, page)
    book.close()
    return made.getvalue()


def edited(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return the workbook with text of its parts replaced: part, pattern and replacement."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in book.namelist():
            content = book.read(name).decode()
            for part, old, new in changes:
                content = re.sub(old, new, content, flags=re.DOTALL) if re.fullmatch(part, name) else content
            copy.writestr(name, content)
    return made.getvalue()


ROWS = [TEAMS, NORTH, SOUTH]


def sheet(kind: str, name: str, change: Change | None, kept: Sequence[tuple], *found: Found, blank: int = 0,
          rows: Sequence[Sequence[object]] = ROWS, edit: Sequence[tuple[str, str, str]] = (),
          **options: Any) -> Case:  # fmt: skip
    """Return a workbook of teams that is read."""

    def content() -> bytes:
        made = workbook(rows, change, **options)
        return edited(made, *edit) if edit else made

    return Case(kind, name, f"{DEPARTMENTS}.xlsx", content, TEAMS, kept, found, blank)


def team_id(name: str, value: object, shown: str, becomes: str | None, *rules: str) -> Case:
    """Return a workbook whose second team has this id under this number format."""

    def change(book: Any, page: Any) -> None:
        page.write(2, 0, value, book.add_format({"num_format": shown}))

    found = [(rule, 3, TEAMS[0], None if rule == "missing_id" else value) for rule in rules]
    kept = [NORTH, (becomes, "South")] if becomes else [NORTH]
    return sheet("cells of workbooks", name, change, kept, *found)


def formula(text: str, value: object) -> Change:
    """Return a change that puts a formula in the second name."""
    return lambda book, page: page.write_formula(2, 1, text, None, value)


def dated(name: str, write: Change, becomes: date | None, *found: Found, out: bool = False, **options: Any) -> Case:
    """Return a workbook of two posts, the second with a start date written by `write`."""
    second = {**PLAIN, "person_ref": "E2", "assignment_ref": "A2"}
    rows = [POSTS, list(PLAIN.values()), list(second.values())]
    first = tuple(TYPED[each] for each in POSTS)
    changed = {**TYPED, "person_ref": "E2", "assignment_ref": "A2", "start_date": becomes}
    kept = [first] if out else [first, tuple(changed[each] for each in POSTS)]
    return Case("dates of workbooks", name, f"{STAFF}.xlsx", lambda: workbook(rows, write, STAFF, **options), POSTS,
                kept, found)  # fmt: skip


def day(book: Any, page: Any) -> None:
    page.write_datetime(2, 6, datetime(2020, 1, 7), book.add_format({"num_format": "dd/mm/yyyy"}))


def number(value: float, shown: str = "General") -> Change:
    return lambda book, page: page.write_number(2, 6, value, book.add_format({"num_format": shown}))


MANY = [TEAMS, *((number, f"Team {number}") for number in range(1, 1502)), ("A007", "Late")]
CELLS: list[Case] = [
    sheet("cells of workbooks", "text with leading zeros", None, [("007", "North"), SOUTH],
          rows=[TEAMS, ("007", "North"), SOUTH]),
    sheet("cells of workbooks", "numbers for ids", None, [("12", "North"), ("13", "South")],
          rows=[TEAMS, (12, "North"), (13, "South")]),
    sheet("cells of workbooks", "a text id after 1,500 numbers", None,
          [(str(row[0]), row[1]) for row in MANY[1:]], rows=MANY),
    team_id("leading zeros by number format", 123, "00000", "00123"),
    sheet("cells of workbooks", "1E5 turned into a number",
          lambda book, page: page.write_number(2, 0, 100000, book.add_format({"num_format": "0.00E+00"})), [NORTH],
          ("shortened_id", 3, TEAMS[0], "1E+5"), ("missing_id", 3, TEAMS[0], None)),
    sheet("cells of workbooks", "twenty digits turned into a number",
          lambda book, page: page.write_number(2, 0, 12345678901234567890), [NORTH],
          ("shortened_id", 3, TEAMS[0], "1.234567890123457E+19"), ("missing_id", 3, TEAMS[0], None)),
    team_id("fifteen digits", 123456789012345, "0", "123456789012345"),
    sheet("cells of workbooks", "1-2 turned into a date",
          lambda book, page: page.write_datetime(2, 0, datetime(2024, 2, 1), book.add_format({"num_format": "d-mmm"})),
          [NORTH], ("id_turned_into_date", 3, TEAMS[0], "2024-02-01 00:00:00"), ("missing_id", 3, TEAMS[0], None)),
    *(sheet("cells of workbooks", f"the error {error}",
            lambda book, page, error=error: page.write_formula(2, 1, "=1/0", None, error),
            [NORTH, ("T2", None)], ("error_value", 3, TEAMS[1], error)) for error in ("#DIV/0!", "#REF!", "#NAME?")),
    sheet("cells of workbooks", "the error #N/A", formula("=NA()", "#N/A"), [NORTH, ("T2", None)],
          ("null_words", None, TEAMS[1], "1")),
    sheet("cells of workbooks", "an error for an id",
          lambda book, page: page.write_formula(2, 0, "=1/0", None, "#VALUE!"), [NORTH],
          ("error_value", 3, TEAMS[0], "#VALUE!"), ("missing_id", 3, TEAMS[0], None)),
    sheet("cells of workbooks", "a formula with its value", formula('="So"&"uth"', "South"), BOTH),
    refused("cells of workbooks", "a formula without a value",
            lambda: edited(workbook(ROWS, formula('="So"&"uth"', "x")), (".*sheet1.xml", "(</f>)<v>[^<]*</v>", r"\1")),
            "xlsx sheet ssd_department cell B3: a formula that was never calculated", f"{DEPARTMENTS}.xlsx"),
    refused("cells of workbooks", "a formula that waits to be calculated", lambda: workbook(ROWS, formula("=1+1", 0)),
            "xlsx sheet ssd_department cell B3: a formula that was never calculated", f"{DEPARTMENTS}.xlsx"),
    refused("cells of workbooks", "a formula without a value under another prefix",
            lambda: prefixed(edited(workbook(ROWS, formula('="So"&"uth"', "x")),
                                    (".*sheet1.xml", "(</f>)<v>[^<]*</v>", r"\1"))),
            "cell B3: a formula that was never calculated|not a readable Excel", f"{DEPARTMENTS}.xlsx"),
    sheet("cells of workbooks", "true for a name", lambda book, page: page.write_boolean(2, 1, True),
          [NORTH, ("T2", "true")]),
    sheet("cells of workbooks", "text in several fonts",
          lambda book, page: page.write_rich_string(2, 1, "So", book.add_format({"bold": True}), "uth"), BOTH),
    sheet("cells of workbooks", "a non-breaking space round an id", None, BOTH,
          ("invisible_characters", None, TEAMS[0], "1"), rows=[TEAMS, NORTH, ("T2\u00a0", "South")]),
]  # fmt: skip
DATES: list[Case] = [
    dated("a date", day, date(2020, 1, 7)),
    dated("a date with a time", number(43837.75, "dd/mm/yyyy hh:mm"), date(2020, 1, 7)),
    dated("a serial number", number(43837), date(2020, 1, 7)),
    dated("a date of a workbook that counts from 1904", day, date(2020, 1, 7), date_1904=True),
    dated("a serial number of a workbook that counts from 1904", number(43837 - 1462), date(2020, 1, 7),
          date_1904=True),
    dated("a year for a date", number(2020), None, ("unreadable_start_date", 3, "start_date", "2020"), out=True),
    dated("eight digits for a date", number(20200107), None,
          ("unreadable_start_date", 3, "start_date", "20200107"), out=True),
    dated("an error for a date", lambda book, page: page.write_formula(2, 6, "=1/0", None, "#NUM!"), None,
          ("error_value", 3, "start_date", "#NUM!"), ("unreadable_start_date", 3, "start_date", "#NUM!"), out=True),
    dated("text for a date, day first", lambda book, page: page.write_string(2, 6, "07/01/2020"), date(2020, 1, 7),
          ("mixed_date_shapes", None, "start_date", "")),
]  # fmt: skip


def hide_row(book: Any, page: Any) -> None:
    page.set_row(2, None, None, {"hidden": True})


def filtered(book: Any, page: Any) -> None:
    page.autofilter(0, 0, 2, 1)
    page.filter_column(1, "x == North")
    hide_row(book, page)


def behind(book: Any, page: Any) -> None:
    book.add_worksheet("Notes").write(0, 0, "Read me")
    book.get_worksheet_by_name("Notes").activate()
    page.hide()
    book.get_worksheet_by_name("Notes").set_first_sheet()


def merged(book: Any, page: Any) -> None:
    page.merge_range(1, 1, 2, 1, "North", book.add_format({"bold": True}))


def twice(book: Any, page: Any) -> None:
    book.add_worksheet("SSD_Department ").write_row(0, 0, TEAMS)


def prefixed(data: bytes) -> bytes:
    """Return the workbook with its sheet's elements under a prefix, as some programs write them."""
    return edited(data, ("xl/worksheets/sheet1.xml", r"<(/?)(?!\?|x:)(\w)", r"<\1x:\2"),
                  ("xl/worksheets/sheet1.xml", 'xmlns="', 'xmlns:x="'))  # fmt: skip


LAYOUT: list[Case] = [
    sheet("sheets of workbooks", "a hidden row", hide_row, BOTH, ("hidden_rows", None, "", "1")),
    sheet("sheets of workbooks", "a hidden column", lambda book, page: page.set_column(1, 1, 9, None, {"hidden": True}),
          BOTH, ("hidden_columns", None, "", "1")),
    sheet("sheets of workbooks", "empty columns hidden to the edge",
          lambda book, page: page.set_column(5, 16_383, 9, None, {"hidden": True}), BOTH),
    sheet("sheets of workbooks", "a filter", filtered, BOTH, ("hidden_rows", None, "", "1"),
          ("filtered_rows", None, "", "1")),
    sheet("sheets of workbooks", "a hidden sheet", behind, BOTH, ("hidden_sheet", None, "", "")),
    sheet("sheets of workbooks", "merged names", merged, [NORTH, ("T2", None)], ("merged_cells", None, "", "1")),
    sheet("sheets of workbooks", "merged ids",
          lambda book, page: page.merge_range(1, 0, 2, 0, "T1", book.add_format()), [NORTH],
          ("merged_cells", None, "", "1"), ("missing_id", 3, TEAMS[0], None)),
    sheet("sheets of workbooks", "titles above the header", None, BOTH, (*ABOVE, "2"),
          rows=[("Teams",), ("Printed", "30/09/2024"), (), *ROWS]),
    sheet("sheets of workbooks", "blank rows and columns before the table", None, BOTH,
          rows=[(), (), *((None, None, *row) for row in ROWS)]),
    sheet("sheets of workbooks", "a row of totals", None, BOTH, ("totals_row", 4, TEAMS[0], "Total"),
          rows=[*ROWS, ("Total", 2)]),
    sheet("sheets of workbooks", "blank rows between", None, BOTH, rows=[TEAMS, NORTH, (), (), SOUTH], blank=2),
    sheet("sheets of workbooks", "a note beside the table", lambda book, page: page.write(1, 3, "see Ann"), BOTH,
          ("extra_column", None, "unnamed_3", ""), ("extra_column", None, "unnamed_4", "")),
    sheet("sheets of workbooks", "the header again further down", None, BOTH,
          ("repeated_header", 3, TEAMS[0], TEAMS[0]), rows=[TEAMS, NORTH, TEAMS, SOUTH]),
    refused("sheets of workbooks", "one table twice", lambda: workbook(ROWS, twice),
            "the sheets ssd_department and SSD_Department  hold the same table", f"{DEPARTMENTS}.xlsx"),
    refused("sheets of workbooks", "two sheets without its name",
            lambda: workbook(ROWS, lambda book, page: book.add_worksheet("B").write(0, 0, "x"), "A"),
            "2 sheets hold data and none is named ssd_department", f"{DEPARTMENTS}.xlsx"),
    refused("sheets of workbooks", "a column twice", lambda: workbook([(*TEAMS, TEAMS[0]), ("T1", "North", "T2")]),
            'sheet ssd_department line 1: the column "dept_team_id" stands twice', f"{DEPARTMENTS}.xlsx"),
    refused("sheets of workbooks", "nothing on the sheet", lambda: workbook([]), "no such file or sheet|hold data",
            f"{DEPARTMENTS}.xlsx"),
    refused("sheets of workbooks", "a value in the last cell of the sheet",
            lambda: workbook(ROWS, lambda book, page: page.write(1_048_575, 16_383, "x")),
            "sheet ssd_department: its values reach row 1,048,576 and column 16,384", f"{DEPARTMENTS}.xlsx"),
]  # fmt: skip
CASES = [*CELLS, *DATES, *LAYOUT]
