"""Proves the span of control: zeros included, and workers whose manager is not in post shown apart."""

from pathlib import Path

from three_months import cell, computed, post, tables

BOTH = ("span_of_control", "workers_without_manager")


def given(*posts: dict) -> dict:
    return tables() | {"hr_assignments": list(posts)}


def test_a_manager_of_nobody_counts_as_zero(tmp_path: Path) -> None:
    connection = computed(
        tmp_path,
        given(
            post("M1", 3, line_manager_ref=None), post("M2", 3, line_manager_ref=None),
            post("W1", 5), post("W2", 5), post("W3", 5),
        ),
        *BOTH,
    )  # fmt: skip
    assert cell(connection, "span_of_control") == (2.0, "ok")  # M1: W1, W2, W3 and the agency worker; M2: nobody
    assert cell(connection, "workers_without_manager") == (0, "ok")


def test_workers_of_a_manager_who_left_and_workers_without_one_are_shown_apart(tmp_path: Path) -> None:
    connection = computed(
        tmp_path,
        given(
            post("M1", 3, line_manager_ref=None), post("M2", 3, line_manager_ref=None, end_date="2024-09-29"),
            post("S1", 2, line_manager_ref="DIRECTOR"), post("W1", 5), post("W2", 5, line_manager_ref="M2"),
            post("W3", 5, line_manager_ref=None), post("W4", 5, line_manager_ref="W4"),
        ),
        *BOTH,
    )  # fmt: skip
    assert cell(connection, "span_of_control") == (2.0, "ok")
    assert cell(connection, "workers_without_manager") == (4, "ok")
    parts = connection.execute(
        "select category, value from cube.cells where measure = 'workers_without_manager' and breakdown = 'manager' "
        "and level = 'authority' and month = '2024-09-01' order by category"
    ).fetchall()
    assert parts == [("none recorded", 1), ("not in post", 3)]
    assert cell(connection, "workers_without_manager", "2024-08-01") == (3, "ok")


def test_an_agency_manager_in_post_is_a_manager_though_not_counted_as_one(tmp_path: Path) -> None:
    connection = computed(
        tmp_path, given(post("M1", 3, line_manager_ref=None), post("W1", 5, line_manager_ref="G1")), *BOTH
    )
    assert cell(connection, "workers_without_manager") == (0, "ok")
    assert cell(connection, "span_of_control") == (1.0, "ok")
