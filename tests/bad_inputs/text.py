"""Text files whose letters, separators, rows, quotation marks or headers are bad."""

from bad_inputs.case import PLAIN as POST
from bad_inputs.case import POSTS, STAFF, Case, lines, refused, teams

HEAD = "dept_team_id,dept_team_name\n"
TWO = HEAD + "T1,North\nT2,South\n"
NORTH, SOUTH = ("T1", "North"), ("T2", "South")
BOTH = [NORTH, SOUTH]
ZOE = TWO.replace("North", "Zoë Heath")
ZOES = [("T1", "Zoë Heath"), SOUTH]
BOM = "\ufeff"
ABOVE = ("lines_above_header", None, "")
LETTERS: list[Case] = [
    teams("letters", "plain UTF-8", ZOE, ZOES),
    teams("letters", "UTF-8 with a byte-order mark", BOM + ZOE, ZOES),
    teams("letters", "UTF-16 little-endian", BOM.encode("utf-16-le") + ZOE.encode("utf-16-le"), ZOES),
    teams("letters", "UTF-16 big-endian", BOM.encode("utf-16-be") + ZOE.encode("utf-16-be"), ZOES),
    refused("letters", "UTF-16 little-endian without a mark", ZOE.encode("utf-16-le"), "csv: UTF-16 text without its"),
    refused("letters", "UTF-16 big-endian without a mark", ZOE.encode("utf-16-be"), "csv: UTF-16 text without its"),
    refused("letters", "UTF-16 cut in half a letter", ZOE.encode("utf-16")[:-1], "csv: the UTF-16 text is cut off"),
    refused("letters", "UTF-32", ZOE.encode("utf-32"), "the file holds NUL bytes|required column"),
    teams("letters", "Windows-1252", ZOE.encode("cp1252"), ZOES, ("converted_characters", None, "", "1")),
    teams("letters", "Windows-1252 with smart quotes", TWO.replace("North", "‘North’ – “Heath”").encode("cp1252"),
          [("T1", "‘North’ – “Heath”"), SOUTH], ("converted_characters", None, "", "5")),
    refused("letters", "a byte that Windows-1252 lacks", TWO.encode().replace(b"South", b"S\x81\xffth"),
            "csv line 3: the encoding is neither"),
    refused("letters", "UTF-8 beside Windows-1252", ZOE.encode() + "T3,Façade\n".encode("cp1252"),
            "csv line 2: the file mixes UTF-8 with another encoding"),
    refused("letters", "a mark of UTF-8 before other bytes", BOM.encode() + ZOE.encode("cp1252"),
            "csv line 2: marked UTF-8 but holds other bytes"),
    refused("letters", "NUL in a value", TWO.replace("South", "So\0uth"), "csv line 3: the file holds NUL bytes"),
    refused("letters", "NUL at the end", TWO + "\0\0\0", "csv line 4: the file holds NUL bytes"),
    teams("letters", "a byte-order mark in the middle", TWO + BOM + "T3,East\n", [*BOTH, ("T3", "East")],
          ("invisible_characters", None, "dept_team_id", "1")),
    teams("letters", "line ends of Windows", TWO.replace("\n", "\r\n"), BOTH),
    teams("letters", "line ends of old Macs", TWO.replace("\n", "\r"), BOTH),
    teams("letters", "line ends of two kinds", HEAD + "T1,North\r\nT2,South\n", BOTH),
    teams("letters", "no line end at the end", TWO.rstrip(), BOTH),
    teams("letters", "a line separator of Unicode in a name", HEAD + "T1,North\u2028\nT2,South\n", BOTH,
          ("invisible_characters", None, "dept_team_name", "1")),
]  # fmt: skip
SEPARATORS: list[Case] = [
    teams("separators", "semicolons", TWO.replace(",", ";"), BOTH),
    teams("separators", "tabs", TWO.replace(",", "\t"), BOTH),
    teams("separators", "pipes", TWO.replace(",", "|"), BOTH),
    teams("separators", "a line that names the separator", "sep=;\n" + TWO.replace(",", ";"), BOTH, (*ABOVE, "1")),
    teams("separators", "commas in names, semicolons between", HEAD.replace(",", ";") + "T1;North, East\nT2;South\n",
          [("T1", "North, East"), SOUTH]),
    teams("separators", "a comma in quotation marks", HEAD + 'T1,"North, East"\nT2,South\n',
          [("T1", "North, East"), SOUTH]),
    refused("separators", "a header of two separators", "dept_team_id,note;dept_team_name\nT1,a;North\n",
            "csv line 1: the header can be split by comma or by semicolon"),
    refused("separators", "spaces", TWO.replace(",", " "), "the required column dept_team_id is missing"),
    refused("separators", "colons", TWO.replace(",", ":"), "the required column dept_team_id is missing"),
    refused("separators", "semicolons below a header of commas", HEAD + "T1;North\n", "csv line 2: 1 value where"),
]  # fmt: skip
RAGGED: list[Case] = [
    refused("ragged rows", "a short row", TWO + "T3\n", "csv line 4: 1 value where the header has 2 columns"),
    refused("ragged rows", "a long row", TWO + "T3,East,x\n", "csv line 4: 3 values where the header has 2 columns"),
    refused("ragged rows", "a short row that a long one makes up for", TWO + "T3\nT4,West,x\n", "csv line 4: 1 value"),
    refused("ragged rows", "a long row before a short one", HEAD + "T1,North,x\nT2\n", "csv line 2: 3 values"),
    refused("ragged rows", "every row one too long", HEAD + "T1,North,x\nT2,South,y\n", "csv line 2: 3 values"),
    refused("ragged rows", "a comma that nobody quoted", HEAD + "T1,North, East\nT2,South\n", "csv line 2: 3 values"),
    refused("ragged rows", "a file cut off in a row", TWO + "T3", "csv line 4: 1 value"),
    refused("ragged rows", "a footer of one cell", TWO + "End of report\n", "csv line 4: 1 value"),
    teams("ragged rows", "empty cells too many", HEAD + "T1,North,,\nT2,South,\n", BOTH),
    teams("ragged rows", "blank lines between", HEAD + "T1,North\n\n   \nT2,South\n\n", BOTH, blank=3),
    teams("ragged rows", "rows of separators only", TWO + ",\n,\n", BOTH, blank=2),
]  # fmt: skip
QUOTES: list[Case] = [
    teams("quotation marks", "a line break inside", HEAD + 'T1,"North\nEast"\nT2,South\n',
          [("T1", "North\nEast"), SOUTH]),
    teams("quotation marks", "doubled inside", HEAD + 'T1,"the ""North"""\nT2,South\n', [("T1", 'the "North"'), SOUTH]),
    teams("quotation marks", "round every cell", '"dept_team_id","dept_team_name"\n"T1","North"\n"T2","South"\n', BOTH),
    teams("quotation marks", "in the middle of a name", HEAD + 'T1,6" North\nT2,South\n', [("T1", '6" North'), SOUTH]),
    refused("quotation marks", "never closed", TWO + 'T3,"East\n', "csv line 4: a quotation mark is opened here"),
    refused("quotation marks", "text after the closing one", HEAD + 'T1,"North"x\nT2,South\n',
            "csv line 2: a quotation mark is opened here"),
    refused("quotation marks", "one that swallows the rows below", HEAD + 'T1,"North\nT2,South\nT3,East\nT4,We"st\n',
            "csv line 2: a quotation mark is opened here"),
    teams("quotation marks", "smart ones are letters", HEAD + "T1,“North”\nT2,South\n", [("T1", "“North”"), SOUTH]),
    teams("quotation marks", "apostrophes are letters", HEAD + "T1,'North'\n'T2,South\n",
          [("T1", "'North'"), ("'T2", "South")]),
    teams("quotation marks", "a guard against spreadsheets", HEAD + '="001",North\nT2,South\n',
          [("001", "North"), SOUTH], ("guarded_text", None, "dept_team_id", "1")),
    teams("quotation marks", "a quoted guard against spreadsheets", HEAD + '"=""001""",North\nT2,South\n',
          [("001", "North"), SOUTH], ("guarded_text", None, "dept_team_id", "1")),
    refused("quotation marks", "a value longer than any cell", HEAD + f"T1,{'x' * 32768}\n",
            "csv line 2: the column dept_team_name holds 32,768 characters"),
    teams("quotation marks", "the longest value of a cell", HEAD + f"T1,{'x' * 32767}\nT2,South\n",
          [("T1", "x" * 32767), SOUTH]),
]  # fmt: skip
ROW = [POST[name] for name in POSTS]
HEADERS: list[Case] = [
    refused("headers", "a name that stands twice", "dept_team_id,dept_team_name,dept_team_name\nT1,North,N\n",
            'csv line 1: the column "dept_team_name" stands twice'),
    refused("headers", "a name twice in other letters", "dept_team_id,dept_team_name,DEPT_TEAM_ID\nT1,North,T2\n",
            'csv line 1: the column "dept_team_id" stands twice'),
    teams("headers", "capitals and spaces", "  Dept_Team_ID ,DEPT_TEAM_NAME\nT1,North\nT2,South\n", BOTH),
    teams("headers", "characters nobody sees", "dept\u200b_team_id,\ufeffdept_team_name\u00a0\nT1,North\n", [NORTH]),
    teams("headers", "columns in another order", "dept_team_name,dept_team_id\nNorth,T1\nSouth,T2\n", BOTH),
    teams("headers", "columns without a name", "dept_team_id,,dept_team_name,\nT1,x,North,y\n", [NORTH],
          ("extra_column", None, "unnamed_2", ""), ("extra_column", None, "unnamed_4", "")),
    teams("headers", "a column that is not ours", "dept_team_id,dept_team_name,dept_email\nT1,North,a@b\n", [NORTH],
          ("extra_column", None, "dept_email", "")),
    teams("headers", "a title above", "Teams at 30 September 2024\n" + TWO, BOTH, (*ABOVE, "1")),
    teams("headers", "a title, a date and a blank line above", "Teams,\nPrinted 30/09/2024,\n\n" + TWO, BOTH,
          (*ABOVE, "3")),
    teams("headers", "blank lines above", "\n\n" + TWO, BOTH),
    teams("headers", "the header again further down", TWO + HEAD + "T3,East\n", [*BOTH, ("T3", "East")],
          ("repeated_header", 4, "dept_team_id", "dept_team_id")),
    refused("headers", "none at all", "T1,North\nT2,South\n", "the required column dept_team_id is missing"),
    refused("headers", "a required column left out", "dept_team_id\nT1\n", "the required column dept_team_name is"),
    refused("headers", "a required column misspelt", "dept_team_id,dept_team_nam\nT1,North\n",
            'dept_team_name is missing from the header; rename "dept_team_nam" to it'),
    refused("headers", "no row below", HEAD, "the table ssd_department is required and holds no rows"),
    refused("headers", "only blank rows below", HEAD + "\n,\n", "the table ssd_department is required and holds"),
    refused("headers", "two columns of one name among the posts", lines([[*POSTS, "Team"], [*ROW, "South"]]),
            'csv line 1: the column "team" stands twice', f"{STAFF}.csv"),
]  # fmt: skip
EMPTY: list[Case] = [
    refused("empty files", "no byte", "", "csv: the file is empty"),
    refused("empty files", "blank lines only", "\n\n  \n", "csv: the file is empty"),
    refused("empty files", "a byte-order mark only", BOM, "csv: the file is empty"),
    refused("empty files", "a mark of UTF-16 only", BOM.encode("utf-16-le"), "csv: the file is empty"),
    refused("empty files", "one letter", "x", "the required column dept_team_id is missing"),
    refused("empty files", "separators only", ",,,\n,,,\n", "the required column dept_team_id is missing"),
    refused("empty files", "a page of the internet", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
            "dept|DOCTYPE|document type|well-formed|no such file"),
]  # fmt: skip
CASES = [*LETTERS, *SEPARATORS, *RAGGED, *QUOTES, *HEADERS, *EMPTY]
