"""Proves that serve and demo use this machine only, say what is wrong with a port, and end with their child."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from command_line import refused

from workforce import build, cli, snapshots
from workforce.cli import serving


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store with a snapshot that no page is asked to open."""
    (tmp_path / "a.duckdb").write_bytes(b"")
    (tmp_path / "current").write_text("a.duckdb\n")
    return tmp_path


def test_a_taken_port_is_named(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = str(taken.getsockname()[1])
        said = refused(capsys, "serve", "--store", store, "--port", number)
        assert said.startswith(f"Port {number} on 127.0.0.1 cannot be used (Address already in use")
        assert said == refused(capsys, "demo", "--store", store, "--port", number)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="asks the Linux kernel who listens where")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_prints_its_address_listens_here_only_and_ends_with_its_child(
    store: Path, number: signal.Signals
) -> None:
    command = [sys.executable, "-m", "workforce.cli", "serve", "--store", str(store), "--port", "0"]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert served.stdout
        address = served.stdout.readline().split()[1]
        assert address.startswith("http://127.0.0.1:")
        assert wait_until_healthy(address) == "ok"
        port = int(address.rsplit(":", 1)[1])
        assert listening(port) == {"0100007F"}
        os.kill(served.pid, number)
        _, told = served.communicate(timeout=30)
    finally:
        served.terminate()
    assert served.returncode == 0
    assert "Traceback" not in told
    assert listening(port) == set()


def listening(port: int) -> set[str]:
    """Return the addresses, in the kernel's spelling, on which something listens at the port."""
    table = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    sockets = [line.split() for line in table.splitlines()]
    return {
        local.split(":")[0] for _, local, _, state, *_ in sockets if state == "0A" and local.endswith(f":{port:04X}")
    }


def wait_until_healthy(address: str) -> str:
    """Return what the server's health page says, once it answers."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    return "no answer"


def test_demo_makes_checks_builds_and_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[list[str]] = []
    monkeypatch.setattr(serving, "until_stopped", lambda command, environment: served.append(list(command)) or 0)
    monkeypatch.setattr(build, "MEASURES", dict(list(build.MEASURES.items())[:2]))
    assert cli.main(["demo", "--store", str(tmp_path / "snapshots"), "--port", "0"]) == 0
    assert (tmp_path / "sample" / "ssd_involvements.csv").is_file()
    assert snapshots.current(tmp_path / "snapshots").is_file()
    assert served[0][served[0].index("--server.address") + 1] == "127.0.0.1"
