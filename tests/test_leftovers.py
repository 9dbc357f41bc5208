"""Proves that a run of the tests fails, and says why, when a worker crashes or a process is left behind."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
OPTIONS = tomllib.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["addopts"]
LEAVES = """
import subprocess
def test_leaves(): subprocess.Popen(["sleep", "300"], start_new_session=True)
"""
CRASHES = """
import os
def test_crashes(): os._exit(1)
"""
PASSES = "def test_passes(): pass\n"


def run(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run these tests on a worker with the watch over leftovers, as the project's are, in a folder of their own."""
    watch = "from leftovers import pytest_configure, pytest_sessionfinish\n"
    for name, text in {"conftest.py": watch, **files}.items():
        (folder / name).write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *OPTIONS, "-n", "1", "."]
    apart = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=folder, env=apart | {"PYTHONPATH": str(TESTS)}, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks the Linux kernel what is running")
def test_a_process_left_behind_fails_the_run_and_is_ended(tmp_path: Path) -> None:
    done = run(tmp_path, {"test_a.py": LEAVES, "test_b.py": PASSES})
    assert done.returncode == 1, done.stdout + done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "left running by the tests" in line]
    process, command = line.split(": ")[1].split(maxsplit=1)
    assert command == "sleep 300"
    assert not Path("/proc", process, "cmdline").exists() or not Path("/proc", process, "cmdline").read_bytes()


def test_a_worker_that_crashes_fails_the_run_and_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, {"test_a.py": CRASHES, "test_b.py": PASSES})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "worker 'gw0' crashed while running 'test_a.py::test_crashes'" in done.stdout


def test_a_run_that_leaves_nothing_passes(tmp_path: Path) -> None:
    assert run(tmp_path, {"test_a.py": PASSES}).returncode == 0
