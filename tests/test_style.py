"""Proves the house rules: style, types, layers, plain SQL, short functions, pinned versions, nothing local kept."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlfmt.api import Mode, format_string

from workforce.build import parameters
from workforce.settings import Settings
from workforce.warehouse import stated_key

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SQL = sorted((ROOT / "queries").rglob("*.sql"))
PYTHON = sorted([ROOT / "app.py", *(ROOT / "workforce").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
CUBE_PARAMETERS = {
    "measure",
    "kind",
    "counts",
    "scale",
    "authority",
    "is_cover",
    "is_part_of_whole",
    "status",
    "months",
}
PAGE_PARAMETERS = {"as_at", "level", "area", "measure", "rule", "skipped"}
MORE = {"cube": CUBE_PARAMETERS, "pages": PAGE_PARAMETERS}
STACK = {
    "streamlit": "1.67.", "polars": "2.1.", "duckdb": "2.0.", "plotly": "7.1.", "pandera": "0.35.", "pytest": "9.2.",
}  # fmt: skip


def said(*command: str) -> str:
    """Return what a tool says when it refuses the tree, nothing when it accepts it."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_has_nothing_to_say() -> None:
    assert said("ruff", "check", "--no-fix", ".") == ""


def test_python_is_formatted() -> None:
    assert said("ruff", "format", "--check", ".") == ""


def test_types_hold() -> None:
    assert said("mypy") == ""


def test_every_room_imports_only_what_lies_below_it() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_function_is_over_50_lines() -> None:
    assert [(name, lines) for path in PYTHON for name, lines in functions(path) if lines > 50] == []


def test_no_module_is_over_300_lines() -> None:
    rooms = [path for path in PYTHON if path.is_relative_to(ROOT / "workforce")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in rooms}
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 300} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in PYTHON if re.search(r"util|helper|common|manager", path.stem)] == []


def test_every_module_and_public_function_says_what_it_is() -> None:
    silent = []
    for path in PYTHON:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree) and path.name != "app.py":
            silent.append(str(path.relative_to(ROOT)))
        if path.is_relative_to(ROOT / "workforce"):
            silent += [
                f"{path.relative_to(ROOT)}:{node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ]
    assert silent == []


@pytest.fixture(scope="module")
def parsed() -> dict[Path, dict[str, Any]]:
    """Return the tree of every SQL file by DuckDB's own parser, which takes one select only."""
    with duckdb.connect() as connection:
        return {path: tree_of(connection, path.read_text(encoding="utf-8")) for path in SQL}


def tree_of(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    return json.loads(connection.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchall()[0][0])


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a tree."""
    if isinstance(tree, dict):
        yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for each in tree:
            yield from nodes(each)


def bare(sql: str) -> str:
    """Return the SQL without its comments and the text between its quotation marks."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))


def test_there_is_sql_to_check() -> None:
    assert {path.parent.name for path in SQL} >= {"staging", "marts", "measures", "cube"}
    assert len(SQL) > 80


def test_duckdb_parses_every_file_as_one_select(parsed: dict[Path, dict[str, Any]]) -> None:
    assert {path.name: tree for path, tree in parsed.items() if tree["error"] or len(tree["statements"]) != 1} == {}


def test_no_file_is_a_template() -> None:
    assert [path.name for path in SQL if re.search(r"\{|\}|<%", bare(path.read_text(encoding="utf-8")))] == []


def test_every_table_is_schema_qualified(parsed: dict[Path, dict[str, Any]]) -> None:
    loose = {}
    for path, tree in parsed.items():
        steps = {entry["key"] for node in nodes(tree) for entry in node.get("cte_map", {}).get("map", [])}
        tables = [node for node in nodes(tree) if node.get("type") == "BASE_TABLE"]
        unknown = {n["table_name"] for n in tables if not n["schema_name"] and n["table_name"] not in steps}
        if unknown:
            loose[path.name] = unknown
    assert loose == {}


def test_only_parameters_that_the_build_passes() -> None:
    known = set(parameters(Settings(), date(2024, 9, 30)))
    asked = {
        (path.name, name)
        for path in SQL
        for name in re.findall(r"\$(\w+)", bare(path.read_text(encoding="utf-8")))
        if name not in known | MORE.get(path.parent.name, set())
    }
    assert asked == set()


@pytest.mark.parametrize("layer", ["staging", "marts"])
def test_staging_and_marts_state_grain_and_key(layer: str) -> None:
    files = [path for path in SQL if path.parent.name == layer]
    assert all(stated_key(path.read_text(encoding="utf-8")) for path in files)


def test_layers_read_downwards_only(parsed: dict[Path, dict[str, Any]]) -> None:
    allowed = {
        "staging": {"", "raw", "staging"}, "marts": {"", "raw", "staging", "marts"},
        "measures": {"", "raw", "staging", "marts"},
    }  # fmt: skip
    wrong = {
        (path.name, node["schema_name"])
        for path, tree in parsed.items()
        for node in nodes(tree)
        if node.get("type") == "BASE_TABLE"
        and node["schema_name"] not in allowed.get(path.parent.name, {node["schema_name"]})
    }
    assert wrong == set()


def test_every_file_ends_with_select_all_from_final() -> None:
    ends = {
        path.name: " ".join(path.read_text(encoding="utf-8").split())[-len("select * from final") :] for path in SQL
    }
    assert {name for name, end in ends.items() if end != "select * from final"} == set()


def test_sql_is_lower_case() -> None:
    assert [path.name for path in SQL if re.search(r"[A-Z]", bare(path.read_text(encoding="utf-8")))] == []


def test_no_alias_is_one_letter(parsed: dict[Path, dict[str, Any]]) -> None:
    short = {
        (path.name, node["alias"])
        for path, tree in parsed.items()
        for node in nodes(tree)
        if isinstance(node.get("alias"), str) and len(node["alias"]) == 1 and node["alias"] != "n"
    }
    assert short == set()


def test_sql_is_formatted() -> None:
    mode = Mode(line_length=PROJECT["tool"]["sqlfmt"]["line_length"])
    texts = {path.name: path.read_text(encoding="utf-8") for path in SQL}
    assert [name for name, text in texts.items() if format_string(text, mode) != text] == [], (
        "run: uv run sqlfmt queries"
    )


def pins(listed: list[str]) -> dict[str, str]:
    """Return name and version of requirements that are all pinned."""
    return dict(requirement.split("==") for requirement in listed)


def test_every_dependency_is_pinned_and_installed_as_pinned() -> None:
    direct = pins(PROJECT["project"]["dependencies"]) | pins(PROJECT["dependency-groups"]["dev"])
    brought = pins(PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert {name: importlib.metadata.version(name) for name in direct} == direct
    installed = {each.name.lower().replace("_", "-"): each.version for each in importlib.metadata.distributions()}
    assert {name: installed[name] for name in brought if name in installed} == {
        name: version for name, version in brought.items() if name in installed
    }
    assert all(direct[name].startswith(version) for name, version in STACK.items())
    assert int(brought["pandas"].split(".")[0]) >= 3 and int(brought["python-dateutil"].split(".")[0]) >= 4


def tracked() -> list[Path]:
    """Return the files that are kept."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_of_one_machine_or_registry_is_kept() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted.", "npmjs" + ".", "registry" + ".yarn"]
    homes = ["/home" + "/", "/root" + "/", "/Users" + "/", "C:" + "\\Users"]
    unwanted = re.compile("|".join(map(re.escape, [*hosts, *homes])))
    kept = [(path.name, unwanted.findall(path.read_text(encoding="utf-8", errors="replace"))) for path in tracked()]
    assert [(name, found) for name, found in kept if found] == []
    assert [path.name for path in tracked() if path.name == "uv.lock"] == []


def test_every_data_file_is_declared() -> None:
    declared = {
        line.split(",")[0] for line in (ROOT / "data/manifest.csv").read_text(encoding="utf-8").splitlines()[1:]
    }
    data = {path.relative_to(ROOT).as_posix() for path in tracked() if path.is_relative_to(ROOT / "data")}
    assert data - {"data/README.md", "data/manifest.csv"} == declared
