"""Files that can be read and hold values that are not what they seem: ids, dates, numbers, codes, totals."""

from datetime import date

from bad_inputs.case import EPISODES, PLAIN, POSTS, STAFF, TYPED, Case, lines, post, refused, teams
from bad_inputs.text import BOTH, HEAD, NORTH, SOUTH, TWO

TEAM = "dept_team_id"


def team_id(name: str, written: str, becomes: str | None, *rules: str) -> Case:
    """Return a file of two teams, the first with an id written so; None when the row is quarantined."""
    kept = [(becomes, "North"), SOUTH] if becomes else [SOUTH]
    found = [(rule, 2, TEAM, None if rule == "missing_id" else written) for rule in rules]
    return teams("ids", name, lines([("dept_team_id", "dept_team_name"), (written, "North"), SOUTH]), kept, *found)


def counted(name: str, kind: str, written: str, becomes: str | None, rule: str) -> Case:
    """Return the same where the finding is on the column, with a count."""
    out = [] if becomes else [("missing_id", 2, TEAM, None)]
    kept = [(becomes, "North"), SOUTH] if becomes else [SOUTH]
    content = lines([("dept_team_id", "dept_team_name"), (written, "North"), SOUTH])
    return teams(kind, name, content, kept, (rule, None, TEAM, "1"), *out)


IDS: list[Case] = [
    team_id("leading zeros", "00123", "00123"),
    team_id("1E5", "1E5", "1E5", "id_like_short_number"),
    team_id("12e03 in small letters", "12e03", "12e03", "id_like_short_number"),
    team_id("1.00E+05", "1.00E+05", None, "shortened_id", "missing_id"),
    team_id("1E+05", "1E+05", None, "shortened_id", "missing_id"),
    team_id("1.5E5", "1.5E5", None, "shortened_id", "missing_id"),
    team_id("an id with an E in it", "A1E5", "A1E5"),
    team_id("twenty digits", "12345678901234567890", "12345678901234567890"),
    team_id("a decimal point within", "12.50", "12.50"),
    team_id("a date made of 1-2", "2024-02-01 00:00:00", None, "id_turned_into_date", "missing_id"),
    team_id("two lines", "T1\nT9", None, "id_of_several_lines", "missing_id"),
    team_id("#REF!", "#REF!", None, "error_value", "missing_id"),
    team_id("#NAME?", "#NAME?", None, "error_value", "missing_id"),
    team_id("blank", "  ", None, "missing_id"),
    team_id("letters of another script", "Ж-1", "Ж-1"),
    team_id("a sign in front", "-12", "-12"),
    team_id("a formula", "=1+1", "=1+1"),
    team_id("words of SQL", "'; drop table teams; --", "'; drop table teams; --"),
    team_id("a mark of HTML", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    counted("-1 for nobody", "ids", "-1", None, "placeholder_id"),
    teams("ids", "spaces round it", HEAD + " T1 ,North\nT2,South\n", BOTH),
    teams("ids", "used twice", TWO + "T1,West\n", [SOUTH, ("T1", "West")], ("repeated_key", 2, TEAM, "T1")),
    teams("ids", "a row twice", TWO + "T1,North\n", BOTH, ("duplicate", 4, TEAM, "T1")),
    teams("ids", "decimals in the whole column", HEAD + "1.0,North\n2.0,South\n", [("1", "North"), ("2", "South")],
          ("decimal_id", None, TEAM, "")),
]  # fmt: skip
UNSEEN: list[Case] = [
    counted("non-breaking spaces round an id", "unseen characters", "\u00a0T1\u00a0", "T1", "invisible_characters"),
    counted("a zero-width space in an id", "unseen characters", "T\u200b1", "T1", "invisible_characters"),
    counted("a mark of direction before an id", "unseen characters", "\u200eT1", "T1", "invisible_characters"),
    counted("a soft hyphen in an id", "unseen characters", "T\u00ad1", "T1", "invisible_characters"),
    counted("a bell in an id", "unseen characters", "T1\x07", "T1", "invisible_characters"),
    counted("an escape sequence before an id", "unseen characters", "\x1bT1", "T1", "invisible_characters"),
    teams("unseen characters", "a non-breaking space in a name", HEAD + "T1,North\u00a0East\nT2,South\n",
          [("T1", "North East"), SOUTH], ("invisible_characters", None, "dept_team_name", "1")),
    post("unseen characters", "a zero-width space in a code", "contract_type", "perm\u200banent", "permanent",
         found=[("invisible_characters", None, "contract_type", "1")]),
    post("unseen characters", "a non-breaking space before a date", "start_date", "\u00a02020-01-06", date(2020, 1, 6),
         found=[("invisible_characters", None, "start_date", "1")]),
    post("unseen characters", "a thin space in a number", "fte", "0\u2009.5", None, "unreadable_number", value="0 .5",
         found=[("invisible_characters", None, "fte", "1")]),
]  # fmt: skip


def start(name: str, written: str, becomes: date | None) -> Case:
    """Return two posts, the second with a start date written so."""
    rules = [] if becomes else ["unreadable_start_date"]
    return post("dates", name, "start_date", written, becomes, *rules, out=not becomes)


def left(name: str, written: str, *rules: str) -> Case:
    """Return two posts, the second with an end date that is read as unknown."""
    return post("dates", name, "end_date", written, None, *rules)


def both_dates(start_date: str, end_date: str) -> bytes:
    """Return one post with these dates."""
    row = {**PLAIN, "start_date": start_date, "end_date": end_date}
    return lines([POSTS, [row[name] for name in POSTS]]).encode()


MIXED = ("mixed_date_shapes", None, "start_date", "")
DATES: list[Case] = [
    post("dates", "day first beside ISO", "start_date", "07/01/2020", date(2020, 1, 7), found=[MIXED]),
    post("dates", "day first with single digits", "start_date", "7/1/2020", date(2020, 1, 7), found=[MIXED]),
    post("dates", "day first with a time", "start_date", "25/12/2020 00:00", date(2020, 12, 25), found=[MIXED]),
    start("ISO with a time", "2020-01-07T23:59:59", date(2020, 1, 7)),
    start("a month by name", "07-JAN-2020", date(2020, 1, 7)),
    start("as a database casts it", "Jan  7 2020 12:00AM", date(2020, 1, 7)),
    start("two digits of a year", "07/01/20", None),
    start("valid the other way round only", "2020-13-01", None),
    start("30 February", "2020-02-30", None),
    start("29 February of no leap year", "2023-02-29", None),
    start("a serial number in a text file", "43837", None),
    start("words", "last Tuesday", None),
    start("full stops", "07.01.2020", None),
    start("year and month", "2020-01", None),
    start("eight digits", "20200107", None),
    start("a year that cannot be", "0202-01-07", None),
    post("dates", "no start at all", "start_date", "", None, out=True,
         found=[("missing_start_date", 3, "start_date", None)]),
    left("an end of 31 June", "2021-06-31", "unreadable_date"),
    left("an end in a year that cannot be", "2204-03-15", "impossible_year"),
    left("an end of two digits", "15/03/24", "unreadable_date"),
    left("an end that is an error", "#VALUE!", "error_value"),
    post("dates", "an end before the start", "end_date", "2019-12-31", None, "end_before_start", out=True),
    *(post("dates", f"end of time as {day}", "end_date", day, None, found=[("placeholder_date", None, "end_date", "1")])
      for day in ("9999-12-31", "4712-12-31", "1900-01-01", "31/12/9999", "2300-01-01", "0001-01-01", "1753-01-01")),
    refused("dates", "month first beside day first", lambda: lines(
        [POSTS, [*list(PLAIN.values())[:6], "13/01/2020", "", "", ""],
         ["E2", "A2", *list(PLAIN.values())[2:6], "01/13/2020", "", "", ""]]).encode(),
        "the column start_date holds month-first dates", f"{STAFF}.csv"),
    refused("dates", "month first in the next column", lambda: both_dates("03/04/2020", "01/13/2021"),
            "the column end_date holds month-first dates, so the days of start_date", f"{STAFF}.csv"),
    Case("dates", "a column of month first alone", f"{STAFF}.csv", lambda: both_dates("2020-01-06", "01/13/2021"),
         POSTS, [tuple(TYPED[name] for name in POSTS)], [("unreadable_date", 2, "end_date", "01/13/2021")]),
]  # fmt: skip


def fte(name: str, written: str, becomes: float | None, *rules: str) -> Case:
    """Return two posts, the second with a full-time equivalent written so."""
    return post("numbers", name, "fte", written, becomes, *rules)


NUMBERS: list[Case] = [
    fte("a separator of thousands", "1,000", None, "unreadable_number"),
    fte("a decimal comma", "0,8", None, "unreadable_number"),
    fte("a minus behind", "0.8-", None, "unreadable_number"),
    fte("per cent", "80%", None, "unreadable_number"),
    fte("currency", "£0.80", None, "unreadable_number"),
    fte("brackets for negative", "(0.8)", None, "unreadable_number"),
    fte("infinity", "inf", None, "unreadable_number"),
    fte("hexadecimal", "0x1", None, "unreadable_number"),
    fte("digits of another script", "٠.٨", None, "unreadable_number"),
    fte("words", "full time", None, "unreadable_number"),
    fte("a fraction", "1/2", None, "unreadable_number"),
    fte("short form of a number", "8E-1", 0.8),
    fte("a plus in front", "+0.8", 0.8),
    fte("many decimals", "0.80000000000000004", 0.8),
    fte("below nothing", "-0.8", None, "fte_out_of_range"),
    fte("zero", "0", None, "fte_out_of_range"),
    fte("hours for a fraction", "37", None, "fte_out_of_range"),
    post("numbers", "an error of division", "fte", "#DIV/0!", None, "error_value"),
    post("numbers", "blank", "fte", "", None, found=[("missing_fte", 3, "fte", None)]),
]  # fmt: skip
CODES: list[Case] = [
    post("codes", "other capitals", "contract_type", "Permanent", "permanent"),
    post("codes", "a hyphen for an underscore", "contract_type", "fixed-term", "fixed_term"),
    post("codes", "one that is not listed", "contract_type", "casual", None, "unknown_contract_type"),
    post("codes", "blank", "contract_type", "", None, found=[("unknown_contract_type", 3, "contract_type", None)]),
    post("codes", "a leading zero", "leave_reason", "01", "1"),
    post("codes", "a decimal", "leave_reason", "1.0", "1"),
    post("codes", "a number beyond the list", "leave_reason", "11", None, "unknown_code"),
    post("codes", "words for a code", "leave_reason", "Resigned", None, "unknown_code"),
    post("codes", "yes in capitals", "is_newly_qualified", "YES", True),
    post("codes", "1 for true", "is_newly_qualified", "1", True),
    post("codes", "maybe", "is_newly_qualified", "maybe", None, "unreadable_boolean"),
    post("codes", "2 for true", "is_newly_qualified", "2", None, "unreadable_boolean"),
]  # fmt: skip
NOTHING: list[Case] = [
    *(counted(f"{word} for an id", "words for nothing", word, None, "null_words")
      for word in ("NULL", "(null)", "#N/A", "n/a", "NaN", "<NULL>")),
    post("words for nothing", "NULL for a date", "end_date", "NULL", None,
         found=[("null_words", None, "end_date", "1")]),
    post("words for nothing", "NULL for a number", "fte", "NULL", None,
         found=[("null_words", None, "fte", "1"), ("missing_fte", 3, "fte", None)]),
    teams("words for nothing", "a team called None", HEAD + "T1,None\nT2,South\n", [("T1", "None"), SOUTH]),
    teams("words for nothing", "a dash", HEAD + "T1,-\nT2,South\n", [("T1", "-"), SOUTH]),
]  # fmt: skip
TOTALS: list[Case] = [
    *(teams("totals", f"{word} below the rows", TWO + f"{word},2\n", BOTH, ("totals_row", 4, TEAM, word))
      for word in ("Total", "TOTALS:", "Grand total", "Sub-total")),
    teams("totals", "a total without an id", TWO + ",2\n", BOTH, ("missing_id", 4, TEAM, None)),
    teams("totals", "a team called Total Care", HEAD + "T1,North\nTotal Care,x\n", [NORTH, ("Total Care", "x")]),
]  # fmt: skip
CHILD = ("CHILD", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")
CHILDREN = ("child", "sw_id", "sw_decom", "sw_dec", "sw_reason")
ONE = ("C1", "SW1234567", date(2024, 4, 2), None, "FCONTA")


def episode(name: str, row: tuple[str, ...], kept: list[tuple], *found: tuple, header: tuple[str, ...] = CHILD) -> Case:
    """Return a return with a sound episode and this one."""
    rows = [header, ("C1", "SW1234567", "02/04/2024", "", "FCONTA"), row]
    return Case("return", name, f"{EPISODES}.csv", lambda: lines(rows).encode("utf-8-sig"), CHILDREN, kept, found)


RETURN: list[Case] = [
    episode("an id of digits", ("C2", "7654321", "02/04/2024", "", "FCONTA"),
            [ONE, ("C2", "7654321", date(2024, 4, 2), None, "FCONTA")], ("worker_id_prefix", 3, "sw_id", "7654321")),
    episode("an id in short form", ("C2", "7.65E+06", "02/04/2024", "", "FCONTA"), [ONE],
            ("shortened_id", 3, "sw_id", "7.65E+06"), ("missing_id", 3, "sw_id", None)),
    episode("one day only", ("C2", "SW7654321", "02/04/2024", "02/04/2024", "FCONTA"), [ONE],
            ("same_day", 3, "sw_dec", "2024-04-02")),
    episode("a total", ("Total", "1", "", "", ""), [ONE], ("totals_row", 3, "child", "Total")),
    episode("spaces in the header", ("C1", "SW1234567", "02/04/2024", "", "FCONTA"), [ONE],
            ("duplicate", 3, "child", "C1"), header=tuple(name.replace("_", " ") for name in CHILD)),
    refused("return", "month first", lambda: lines(
        [CHILD, ("C1", "SW1234567", "04/13/2024", "", ""), ("C2", "SW7654321", "13/04/2024", "", "")]).encode(),
        "sw_decom holds month-first dates", f"{EPISODES}.csv"),
]  # fmt: skip
CASES = [*IDS, *UNSEEN, *DATES, *NUMBERS, *CODES, *NOTHING, *TOTALS, *RETURN]
