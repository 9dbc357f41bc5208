"""Proves that each setting of authority.toml changes the numbers it is meant to change, or is refused."""

from pathlib import Path

import pytest
from three_months import CONFIG, cell, computed, involvement, tables

from workforce import unmapped
from workforce.errors import SettingsError
from workforce.settings import load, parse

REASONS = ("planned_changes", "unplanned_changes", "unclassified_changes")


@pytest.mark.parametrize(
    ("reading", "planned", "unplanned"), [("", 0, 1), ('[reading]\nreason_on = "end"\n', 1, 0)], ids=["start", "end"]
)
def test_the_reason_is_read_where_the_case_system_records_it(
    tmp_path: Path, reading: str, planned: int, unplanned: int
) -> None:
    connection = computed(tmp_path, tables(), *REASONS, config=CONFIG + reading)
    assert [cell(connection, measure)[0] for measure in REASONS] == [planned, unplanned, 0]


def test_the_reason_on_the_row_that_ended_last_is_the_reason_of_the_change(tmp_path: Path) -> None:
    given = tables()
    given["ssd_involvements"] = [
        involvement(1, "PR-W1", "C1", "2024-01-10", "2024-02-01", invo_worker_change_reason="MANAGE"),
        involvement(2, "PR-W1", "C1", "2024-02-01", "2024-06-03", invo_worker_change_reason="TSPROC"),
        involvement(3, "PR-W2", "C1", "2024-06-01", None, invo_worker_change_reason="ABSENC"),
    ]
    connection = computed(tmp_path, given, *REASONS, config=CONFIG + '[reading]\nreason_on = "end"\n')
    assert [cell(connection, measure)[0] for measure in REASONS] == [1, 0, 0]
    days = connection.sql(
        "select current_spell_days from marts.fct_child_years join marts.dim_periods using (child_no) "
        "where child_id = 'C1' and month = '2024-09-01'"
    ).fetchall()
    assert days == [(122,)]


def test_status_weights_make_a_caseload_beside_the_unweighted_one(tmp_path: Path) -> None:
    weights = '[status_weights]\n"Child Protection Plan" = 2\n'
    connection = computed(tmp_path, tables(), "average_caseload", "weighted_caseload", config=CONFIG + weights)
    assert cell(connection, "average_caseload") == (2 / 1.5, "ok")
    assert cell(connection, "weighted_caseload") == (3 / 1.5, "ok")


def test_a_weight_for_an_unknown_status_is_refused_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r'"looked afer" is not known.*"looked after"'):
        parse({"status_weights": {"Looked afer": 2}})


def test_control_totals_are_compared_and_reported(tmp_path: Path) -> None:
    totals = "[control_totals]\nheadcount = 4\nfte = 2.5\n"
    connection = computed(tmp_path, tables(), config=CONFIG + totals)
    compared = connection.sql("select * from marts.fct_control_totals order by name").fetchall()
    assert compared == [("fte", 2.5, 2.5, 0), ("headcount", 4, 3, -1)]
    found = connection.sql(
        "select file, severity, \"column\", value, message from marts.fct_findings where rule = 'control_total'"
    ).fetchall()
    assert found == [
        ("authority.toml", "warning", "headcount", "given 4.0, counted 3.0",
         "The sender's headcount differs from the headcount of everyone in post counted at the extract date.")
    ]  # fmt: skip


def test_control_totals_that_were_not_given_are_not_compared(tmp_path: Path) -> None:
    assert computed(tmp_path, tables()).sql("select * from marts.fct_control_totals").fetchall() == []


def test_a_team_named_only_as_the_target_of_an_alias_is_a_team(tmp_path: Path) -> None:
    given = tables()
    given["hr_assignments"] = [
        row | {"team": "East" if row["person_ref"] == "W1" else "est"} for row in given["hr_assignments"]
    ]
    config = CONFIG + '[team_aliases]\n"est" = "East"\n'
    assert cell(computed(tmp_path, given, "in_post_headcount", config=config), "in_post_headcount", area="East") == (
        3,
        "ok",
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[[targets]]\nmeasure = "permanent_shar"\nvalue = 75\nfrom = 2024-01-01', 'the nearest is "permanent_share"'),
        ('[[targets]]\nmeasure = "agency_rate"\nlevel = "team"\nvalue = 5\nfrom = 2024-01-01', "name it with area"),
        (
            '[[rebases]]\nmeasure = "agency_rate"\ndate = 2024-01-01\nnote = "x"',
            "signed_by",
        ),
        ('[control_charts]\nvariant = "spreadsheet"', "give one of nhs, r"),
    ],
)
def test_a_misnamed_target_or_an_unsigned_rebase_is_refused(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "authority.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        unmapped.refuse_misnamed(load(file))
