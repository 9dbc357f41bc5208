"""A bad file with its verdict: what is kept of it, what is found in it, or the sentence it is refused with."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Found = tuple[str, int | None, str, str | None]
DEPARTMENTS, STAFF, EPISODES = "ssd_department", "hr_assignments", "sw_episodes"
TEAMS = ("dept_team_id", "dept_team_name")
POSTS = ("person_ref", "assignment_ref", "post_title", "team", "contract_type", "fte", "start_date", "end_date",
         "is_newly_qualified", "leave_reason")  # fmt: skip
PLAIN = {"person_ref": "E1", "assignment_ref": "A1", "post_title": "Social Worker", "team": "North",
         "contract_type": "permanent", "fte": "1", "start_date": "2020-01-06", "end_date": "",
         "is_newly_qualified": "false", "leave_reason": ""}  # fmt: skip
TYPED: dict[str, Any] = {**PLAIN, "fte": 1.0, "start_date": date(2020, 1, 6), "end_date": None,
                         "is_newly_qualified": False, "leave_reason": None}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One bad file of a class, and its verdict.

    `kept` are the accepted rows, cast, in the order of `columns`; `found` are rule, line, column and value of every
    finding in the file; `refused` is a pattern of the one sentence with which the whole folder is refused.
    """

    kind: str
    name: str
    file: str
    content: Callable[[], bytes]
    columns: Sequence[str] = ()
    kept: Sequence[tuple[Any, ...]] = ()
    found: Sequence[Found] = ()
    blank: int = 0
    refused: str = ""

    @property
    def table(self) -> str:
        """The table that the file is, or holds, by its name."""
        return self.file.partition(".")[0]


def lines(rows: Iterable[Sequence[object]], separator: str = ",", end: str = "\n") -> str:
    """Return rows as delimited text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue()


def teams(kind: str, name: str, content: str | bytes, kept: Sequence[tuple[Any, ...]], *found: Found,
          blank: int = 0) -> Case:  # fmt: skip
    """Return a file of teams that is read: ids and names."""
    data = content.encode() if isinstance(content, str) else content
    return Case(kind, name, f"{DEPARTMENTS}.csv", lambda: data, TEAMS, kept, found, blank)


def refused(kind: str, name: str, content: str | bytes | Callable[[], bytes], sentence: str,
            file: str = f"{DEPARTMENTS}.csv") -> Case:  # fmt: skip
    """Return a file that is refused with a sentence."""
    data = content.encode() if isinstance(content, str) else content
    return Case(kind, name, file, data if callable(data) else lambda: data, refused=sentence)


def post(kind: str, name: str, column: str, written: str, becomes: Any, *rules: str, value: str | None = None,
         out: bool = False, found: Sequence[Found] = ()) -> Case:  # fmt: skip
    """Return two posts, the second with one cell written otherwise: what it becomes, and the rules found at it.

    `value` is the finding's, where it is not as written; with `out` the row is quarantined.
    """
    second = {**PLAIN, "person_ref": "E2", "assignment_ref": "A2"}
    rows = [POSTS, list(PLAIN.values()), [{**second, column: written}[each] for each in POSTS]]
    first = tuple(TYPED[each] for each in POSTS)
    changed = {**TYPED, "person_ref": "E2", "assignment_ref": "A2", column: becomes}
    kept = [first] if out else [first, tuple(changed[each] for each in POSTS)]
    told = [(rule, 3, column, written if value is None else value) for rule in rules]
    return Case(kind, name, f"{STAFF}.csv", lambda: lines(rows).encode(), POSTS, kept, [*told, *found])
