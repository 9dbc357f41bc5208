"""demo and serve: the dashboard on this machine only."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from workforce.cli.printing import progress
from workforce.errors import WorkforceError

ROOT = Path(__file__).parents[2]
ADDRESS = "127.0.0.1"
GRACE_SECONDS = 5


def demo(options: argparse.Namespace) -> int:
    """Make, check, build and serve the fictional authority."""
    from workforce import build, sample, settings

    options.port = free_port(options.port)
    options.extracts = folder = options.store.parent / "sample"
    tell = progress()
    tell(f"writing the fictional authority's extracts to {folder}")
    sample.write_sample(folder)
    built = build.build(folder, settings.load(folder / "authority.toml"), options.store, report=tell)
    tell(f"published {built.snapshot}")
    return serve(options)


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard until it is stopped; return 0, or the server's own exit code when it ends by itself."""
    from workforce import snapshots

    extracts = options.extracts
    if extracts is None:
        snapshots.current(options.store)
    elif not extracts.is_dir():
        raise WorkforceError(f"--extracts {extracts}: no such folder; give the folder of your exports.")
    port = free_port(options.port)
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
        "--server.address", ADDRESS, "--server.port", str(port),
    ]  # fmt: skip
    print(f"Open http://{ADDRESS}:{port} in a browser; Ctrl+C stops it.", flush=True)
    told = {"WORKFORCE_STORE": str(options.store.resolve())}
    if extracts is not None:
        told["WORKFORCE_EXTRACTS"] = str(extracts.resolve())
    return until_stopped(command, os.environ | told)


def free_port(wanted: int) -> int:
    """Return the port when nothing listens on it, or any free one for 0."""
    try:
        with socket.create_server((ADDRESS, wanted)) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        raise WorkforceError(
            f"Port {wanted} on {ADDRESS} cannot be used ({error.strerror}); "
            "stop what listens there, or give another with --port, where 0 takes any free one."
        ) from None


def until_stopped(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command until it ends or this process is told to stop, then end it too."""
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with subprocess.Popen(command, cwd=ROOT, env=dict(environment)) as child:
            try:
                return child.wait()
            except KeyboardInterrupt:
                end(child)
                return 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop(number: int, frame: FrameType | None) -> None:
    """Treat the signal as Ctrl+C, also where the shell had it ignored."""
    raise KeyboardInterrupt


def end(child: subprocess.Popen[bytes]) -> None:
    """End the child, by force when it does not listen."""
    child.terminate()
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
