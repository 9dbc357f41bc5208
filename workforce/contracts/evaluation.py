"""One rule on the rows of a table: those that break it, and why it could not be evaluated where it could not."""

from collections.abc import MutableMapping

import polars as pl

# What goes wrong in one test, not in the reading of the table.
FAILURES = (pl.exceptions.PolarsError, ArithmeticError, LookupError, TypeError, ValueError)


def breaking(rows: pl.DataFrame, rule: str, broken: pl.Expr, errors: MutableMapping[str, str]) -> pl.DataFrame:
    """The rows that break the rule; none where it cannot be evaluated, with the reason kept in `errors`.

    Such a rule has neither passed nor failed, and the rows stay as they are.
    """
    try:
        return rows.filter(broken.fill_null(False))
    except FAILURES as error:
        errors[rule] = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return rows.clear()
