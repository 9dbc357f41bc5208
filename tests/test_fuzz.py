"""Proves that no reader meets bytes that it does not foresee: sound files, spoiled at random, are read or refused."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from bad_inputs.archives import parquet
from bad_inputs.case import PLAIN, POSTS, lines
from bad_inputs.returns import SOUND, TABLE
from bad_inputs.text import ZOE
from bad_inputs.workbooks import workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workforce import extracts
from workforce.contracts import SPECS
from workforce.contracts.deployed import standard
from workforce.contracts.rows import settled
from workforce.contracts.values import typed
from workforce.errors import WorkforceError
from workforce.extracts.decode import to_utf8
from workforce.settings import load

Spoil = Callable[[bytes], bytes]
POST = [list(POSTS), list(PLAIN.values()), [*list(PLAIN.values())[:-4], "07/01/2020", "", "true", "1"]]
EPISODES = "CHILD,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nC1,SW1234567,02/04/2024,,FCONTA\nC2,SW7654321,03/04/2024,,\n"
FILES: dict[str, bytes] = {
    "hr_assignments.csv": lines(POST).encode(),
    "ssd_department.csv": ZOE.encode("utf-16"),
    "ssd_department.txt": ZOE.replace("Heath", '"Heath"').encode("cp1252"),
    "hr_assignments.xlsx": workbook(POST, sheet="hr_assignments"),
    "hr_assignments.parquet": parquet(pl.DataFrame(POST[1:], schema=list(POSTS), orient="row")),
    "return.xml": SOUND.encode(),
    "cswwworkers.csv": TABLE.encode(),
    "sw_episodes.csv": EPISODES.encode("utf-8-sig"),
}
ODD = [b"", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b"\r", b"\n", b",", b";", b"<", b"&", b"]]>", b"1E5",
       b"\xe2\x80\x8b", b"-1", b"9999-12-31", b"31/12/1899", b"<!DOCTYPE a>", b"99999999999999999999", b"PK\x05\x06",
       b't="e"', b'r="XFD1048576"', b"<c><v>1</v></c>"]  # fmt: skip
PLACES = st.floats(0, 1, exclude_max=True)
CHANGES = st.lists(st.tuples(PLACES, st.integers(0, 40), st.one_of(st.sampled_from(ODD), st.binary(max_size=8))),
                   min_size=1, max_size=4)  # fmt: skip


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Return the bytes with stretches of them replaced."""
    for place, length, other in changes:
        at = int(place * len(data))
        data = data[:at] + other + data[at + length :]
    return data


def changed_within(data: bytes, part: float, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Return a workbook with one of its parts changed, and packed again as it should be."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(made, "w") as copy:
        names = book.namelist()
        for number, name in enumerate(names):
            content = book.read(name)
            copy.writestr(name, changed(content, changes) if number == int(part * len(names)) else content)
    return made.getvalue()


def judged(name: str, data: bytes) -> None:
    """Read a file and type its rows; nothing but the project's own errors may come out, and no row may go missing."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        try:
            sources = extracts.read_folder(Path(folder))
            for source in sources:
                spec = SPECS[source.table]
                raw, _ = standard(source, spec, {each.table: each for each in sources})
                if set(spec.required_columns) <= set(raw.columns):
                    draft = typed(source, raw, spec, load(None))
                    frame, out, _ = settled(draft.flagged(), draft.raw, spec, draft.errors)
                    assert source.lines == frame.height + sum(part.height for part in out) + source.blank
        except WorkforceError as error:
            assert str(error).endswith(".") and "Traceback" not in str(error)
        assert [each.name for each in Path(folder).iterdir()] == [name]


def spoiled(config: pytest.Config, share: int, test: Callable[..., None]) -> None:
    """Run a property on one part in so many of the files that the option asks for."""
    number = max(1, config.getoption("--fuzz") // share)
    settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None)(test)()


@pytest.mark.parametrize("name", FILES)
def test_spoiled_bytes_are_read_or_refused(name: str, pytestconfig: pytest.Config) -> None:
    @given(changes=CHANGES)
    def spoil(changes: list[tuple[float, int, bytes]]) -> None:
        judged(name, changed(FILES[name], changes))

    spoiled(pytestconfig, len(FILES) + 2, spoil)


def test_a_workbook_spoiled_within_is_read_or_refused(pytestconfig: pytest.Config) -> None:
    @given(part=PLACES, changes=CHANGES)
    def spoil(part: float, changes: list[tuple[float, int, bytes]]) -> None:
        judged("hr_assignments.xlsx", changed_within(FILES["hr_assignments.xlsx"], part, changes))

    spoiled(pytestconfig, len(FILES) + 2, spoil)


def test_any_bytes_are_text_or_refused(pytestconfig: pytest.Config) -> None:
    @given(data=st.binary(max_size=200))
    def decode(data: bytes) -> None:
        try:
            content, encoding = to_utf8(data, "file.csv")
        except WorkforceError:
            return
        assert encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252")
        assert b"\r" not in content and b"\0" not in content and content.decode() is not None

    spoiled(pytestconfig, len(FILES) + 2, decode)
