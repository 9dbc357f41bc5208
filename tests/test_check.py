"""Proves what sample and check say of a folder of extracts: balance, findings by kind, fix list, exit codes."""

import csv
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import refused

from workforce import cli
from workforce.cli.report import quoted
from workforce.wording import numbered


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the sample's extracts that a test may spoil."""
    return Path(shutil.copytree(folder, tmp_path / "extracts"))


def test_sample_tells_its_progress_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["sample", "--out", str(tmp_path), "--seed", "3"]) == 0
    told = capsys.readouterr()
    assert "writing ssd_involvements.csv" in told.err
    assert told.out == f"Wrote the sample extracts and authority.toml to {tmp_path}.\n"


def test_check_reports_balance_kinds_examples_and_fixes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--extracts", str(folder)]) == 1
    said = capsys.readouterr().out
    assert said.startswith("Wexmere Council (fictional), extract dated 2024-09-30 (authority.toml)\n")
    counts = [
        [
            int(cell.replace(",", ""))
            for cell in line.split("  utf-8")[0].replace("=", " ").replace("+", " ").split()[1:]
        ]
        for line in said.splitlines()
        if line.endswith("  utf-8")
    ]
    assert len(counts) == 17
    assert all(lines == accepted + quarantined + blank for lines, accepted, quarantined, blank in counts)
    total = next(line for line in said.splitlines() if line.startswith("all files"))
    assert f"{sum(count[0] for count in counts):,}" in total
    kind = said.split("end_before_start, ssd_involvements.csv: ")[1].split("\nerror")[0].split("\nwarning")[0]
    assert kind.startswith("8 rows quarantined")
    assert "Fix: Correct the start or the end date." in kind
    assert kind.count('invo_involvement_end_date = "2010-01-01"') == 3
    assert "and 5 more; --all prints every one" in kind


def test_check_all_prints_every_finding_and_out_writes_them(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = copied / "hr_absences.csv"
    file.write_text(file.read_text() + '"=HYPERLINK(1)",2024-13-45,,SIC,\n', encoding="utf-8")
    fixes = tmp_path / "fixes.csv"
    assert cli.main(["check", "--extracts", str(copied), "--all", "--out", str(fixes)]) == 1
    said = capsys.readouterr().out
    listed = list(csv.DictReader(fixes.open(encoding="utf-8-sig")))
    assert len([line for line in said.splitlines() if " (quarantined): " in line or " (kept): " in line]) == len(listed)
    assert 'start_date = "2024-13-45"' in said
    spoiled = next(row for row in listed if row["value"] == "2024-13-45")
    assert (spoiled["file"], spoiled["rule"], spoiled["quarantined"]) == (
        "hr_absences.csv", "unreadable_start_date", "True",
    )  # fmt: skip
    assert int(spoiled["line"]) == len(file.read_text().splitlines())
    assert not [row for row in listed if any(cell.startswith(("=", "+", "@")) for cell in row.values())]


def test_a_formula_in_a_value_is_plain_in_the_fix_list(copied: Path, tmp_path: Path) -> None:
    file = copied / "hr_absences.csv"
    file.write_text(file.read_text() + "E000034,=1+1,,SIC,\n", encoding="utf-8")
    fixes = tmp_path / "fixes.csv"
    assert cli.main(["check", "--extracts", str(copied), "--out", str(fixes)]) == 1
    assert "'=1+1" in {row["value"] for row in csv.DictReader(fixes.open(encoding="utf-8-sig"))}


def test_clean_extracts_exit_0(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", "--extracts", str(copied), "--out", str(copied / "fixes.csv")])
    spoiled: dict[str, set[int]] = {}
    for row in csv.DictReader((copied / "fixes.csv").open(encoding="utf-8-sig")):
        if row["quarantined"] == "True":
            spoiled.setdefault(row["file"], set()).add(int(row["line"]))
    for name, lines in spoiled.items():
        text = (copied / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for number, line in enumerate(text, 1) if number not in lines]
        (copied / name).write_text("".join(kept), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", "--extracts", str(copied)]) == 0
    assert "No row is quarantined" in capsys.readouterr().out


def test_files_that_are_no_table_are_named_and_passing_ones_are_not(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copied / "notes.docx").write_bytes(b"PK")
    (copied / "hr_assignments_old.csv").write_text("a,b\n")
    (copied / "older").mkdir()
    for passing in ("~$hr_assignments.xlsx", ".DS_Store", "Thumbs.db"):
        (copied / passing).write_bytes(b"x")
    assert cli.main(["check", "--extracts", str(copied)]) == 1
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("Ignored"))
    assert line == 'Ignored, not the name of a table: "hr_assignments_old.csv", "notes.docx", "older/"'


def test_columns_that_are_not_read_are_listed(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = copied / "hr_absences.csv"
    text = file.read_text().splitlines()
    file.write_text("\n".join(line + ("," + "surname" if n == 0 else ",x") for n, line in enumerate(text)) + "\n")
    cli.main(["check", "--extracts", str(copied)])
    said = capsys.readouterr().out
    assert "surname is not a column of this table and is not read." in said


def test_an_unmapped_role_is_rejected_after_the_report(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = copied / "authority.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text("\n".join(line for line in text.splitlines() if "duty" not in line), encoding="utf-8")
    assert cli.main(["check", "--extracts", str(copied)]) == 2
    told = capsys.readouterr()
    assert "all files" in told.out
    assert "[involvement_roles]" in told.err and "rows" in told.err


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: (d / "hr_assignments.csv").unlink(), "hr_assignments: no such file or sheet"),
        (lambda d: (d / "hr_assignments.csv").write_text(""), "hr_assignments.csv: the file is empty"),
        (lambda d: (d / "hr_assignments.csv").write_bytes(b"\x81\x8d\n"), "hr_assignments.csv line 1: the encoding"),
        (lambda d: (d / "hr_assignments.csv").write_text("person_ref,fte\na\n"), "hr_assignments.csv line 2: 1 value"),
        (
            lambda d: (d / "hr_assignments.csv").write_text("person_ref\n1\n"),
            "required column assignment_ref is missing",
        ),
        (lambda d: (d / "hr_positions.xlsx").write_text("no"), "hr_positions.xlsx: not a readable Excel workbook"),
        (lambda d: (d / "authority.toml").write_text("[authority\n"), "authority.toml: not valid TOML"),
        (lambda d: (d / "authority.toml").write_bytes(b'[authority]\nname = "\xff"\n'), "save it as UTF-8"),
        (lambda d: (d / "authority.toml").write_text("[autority]\n"), 'the nearest known key is "authority"'),
    ],
)
def test_a_structure_that_cannot_be_used_exits_2(copied, spoil, said, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(copied)
    assert said in refused(capsys, "check", "--extracts", copied)


def test_a_missing_folder_or_config_is_named(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = tmp_path / "none"
    assert f"{none}: the folder of extracts does not exist" in refused(capsys, "check", "--extracts", none)
    config = tmp_path / "none.toml"
    said = refused(capsys, "build", "--extracts", folder, "--config", config, "--store", tmp_path / "s")
    assert f"{config}: the file does not exist" in said


@pytest.mark.parametrize("inside", ["", "deeper"])
@pytest.mark.parametrize(
    "command",
    [("build", "--extracts"), ("serve",), ("measures",), ("benchmarks", "import")],
    ids=lambda words: words[0],
)
def test_a_store_that_is_a_file_is_said_to_be_one(
    folder: Path, tmp_path: Path, command: tuple[str, ...], inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store.csv"
    store.write_text("kept", encoding="utf-8")
    more = {"build": [folder], "benchmarks": [store]}.get(command[0], [])
    said = refused(capsys, *command, *more, "--store", store / inside)
    assert said == f"{store} is a file, and snapshots are kept in a folder; name a folder with --store."
    assert store.read_text(encoding="utf-8") == "kept"


def test_one_of_a_kind_is_said_in_the_singular(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ssd_involvements", "hr_assignments", "agency_assignments", "ssd_professionals"):
        table = copied / f"{name}.csv"
        header, row, *_ = table.read_text(encoding="utf-8").splitlines()
        table.write_text(f"{header}\n{row}\n" + f"{row}\n" * (name == "hr_assignments"), encoding="utf-8")
    (copied / "ssd_involvements.csv").write_text("invo_involvements_id,invo_person_id,invo_professional_id,"
        "invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date\n"
        "I1,C1,-1,CW,,2024-01-01,\n", encoding="utf-8")  # fmt: skip
    out = tmp_path / "fixes.csv"
    cli.main(["check", "--extracts", str(copied), "--out", str(out)])
    said = capsys.readouterr().out
    assert "duplicate, hr_assignments.csv: 1 row quarantined" in said
    assert "1 row is quarantined and out of every measure; 1 remark on rows that are kept." in said
    assert "workforce fixes" not in said
    assert "Wrote the fix list of 2 findings to" in said
    assert not re.search(r"\b1 [a-z]+s\b", said.replace("1 is", ""))


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 rows are"), (1, "1 row is"), (1.0, "1 row is"), (2345, "2,345 rows are")]
)
def test_a_number_takes_its_noun_and_verb(number: float, words: str) -> None:
    assert numbered(number, "row is", "rows are") == words
    assert numbered(number, "row") == words.removesuffix(" is").removesuffix(" are")


def test_the_fix_list_needs_a_place_to_write(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be written" in refused(capsys, "check", "--extracts", folder, "--out", tmp_path / "no" / "x.csv")


def test_text_of_an_extract_cannot_command_the_terminal() -> None:
    assert quoted("a\x1b[2Jb\nc") == '"a\ufffd[2Jb\ufffdc"'


def test_a_full_disk_while_the_sample_is_written_is_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workforce.cli", "sample", "--out", str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("free some disk space and run the command again.")
