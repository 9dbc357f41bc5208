"""How long each page waits for its data: the warehouse reads it makes, run again on their own, in milliseconds."""

import functools
import inspect
import json
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from workforce import warehouse

ROOT = Path(__file__).parents[2]
made: list[Callable[[], Any]] = []


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, with each of its calls kept in `made`."""

    @functools.wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        made.append(functools.partial(function, *arguments, **named))
        return function(*arguments, **named)

    return run


def reads() -> list[str]:
    """Return the names of the warehouse's functions that give rows of an open snapshot."""
    return [
        name
        for name, function in inspect.getmembers(warehouse, inspect.isfunction)
        if function.__module__ == warehouse.__name__
        and not name.startswith("_")
        and "DataFrame" in str(inspect.signature(function).return_annotation)
    ]


def calls_of(page: str) -> list[Callable[[], Any]]:
    """Return the reads that one drawing of a page makes with nothing cached."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
    app.run()
    app.switch_page(f"workforce/pages/{page}")
    st.cache_data.clear()
    st.cache_resource.clear()
    made.clear()
    app.run()
    if app.exception:
        sys.exit(f"{page}: {app.exception[0].value}")
    return list(made)


def milliseconds(read: Callable[[], Any]) -> float:
    """Return how long one read takes, the median of five."""
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        read()
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def main(store: str) -> None:
    """Print the reads of every page: how many, their sum and the longest."""
    os.environ["WORKFORCE_STORE"] = store
    logging.disable(logging.WARNING)
    for name in reads():
        setattr(warehouse, name, remembered(getattr(warehouse, name)))
    figures = {}
    for page in sorted(path.name for path in (ROOT / "workforce" / "pages").glob("[a-z]*.py")):
        spent = [milliseconds(read) for read in calls_of(page)]
        figures[page.removesuffix(".py")] = {
            "reads": len(spent), "together": round(sum(spent), 1), "longest": round(max(spent), 1)
        }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1])
