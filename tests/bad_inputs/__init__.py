"""The bad-input library: every case, by class and name."""

from collections import Counter
from collections.abc import Iterable

from bad_inputs import archives, returns, text, values, workbooks
from bad_inputs.case import Case

__all__ = ["CASES", "Case", "page"]

CASES = [*text.CASES, *values.CASES, *workbooks.CASES, *archives.CASES, *returns.CASES]

OPENING = """# Bad input

Files as they really come, each with its verdict: kept unchanged, kept with a finding at a line and column, quarantined
by a rule, or refused with a sentence. They are made by code from the tables in this folder; `tests/test_bad_inputs.py`
runs each through the readers and the contracts. `python -m bad_inputs FOLDER`, run in `tests/`, writes them all to look
at.
"""


def page(cases: Iterable[Case] = CASES) -> str:
    """Return the page that names every class with how many files it has, and how many of them are refused."""
    of_kind, refused = Counter(case.kind for case in cases), Counter(case.kind for case in cases if case.refused)
    rows = [f"| {kind} | {number} | {refused[kind]} |" for kind, number in of_kind.items()]
    total = f"| all {len(of_kind)} classes | {of_kind.total()} | {refused.total()} |"
    return "\n".join([OPENING, "| class | files | of them refused |", "|---|--:|--:|", *rows, total, ""])
