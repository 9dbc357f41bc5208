"""Proves in a real browser that each page draws in every look and that filters survive page changes and refreshes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vendor_reports
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from workforce import settings

playwright = pytest.importorskip("playwright.sync_api", reason="no browser: run 'uv sync' to get playwright")

ROOT = Path(__file__).parents[1]
HOW = "no browser: run 'apt-get install chromium', or 'uv run playwright install chromium'"
HARMLESS = ("/_stcore/health", "/_stcore/host-config")
IDLE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning'
        && app.dataset.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]')
        && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(each => each.querySelector('.main-svg'));
}"""
FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    return main.scrollWidth <= main.clientWidth;
}"""
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAGES = {
    "": ("Overview", False),
    "claim_check": ("Claim check", False),
    "permanent_and_agency": ("Permanent and agency", True),
    "agency": ("Agency", True),
    "leadership_and_oversight": ("Leadership and oversight", True),
    "caseloads": ("Caseloads", True),
    "worker_changes": ("Worker changes", True),
    "recruitment": ("Recruitment", True),
    "retention": ("Retention", True),
    "way_to_the_target": ("Way to the target", True),
    "data_quality": ("Data quality", False),
    "your_files": ("Your files", False),
    "definitions": ("Definitions", False),
}


class Visit:
    """One tab: its page, what its console complained of, and how many reruns have finished."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.runs, self.complaints = 0, []
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _frame(self, data: bytes | str) -> None:
        if isinstance(data, bytes) and ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            self.runs += 1

    def _console(self, message: Any) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not where.endswith(HARMLESS):
            self.complaints.append(f"{message.text} ({where})")

    def open(self, path: str) -> None:
        """Go to a page and wait until it is drawn."""
        self.after(lambda: self.page.goto(f"{self.address}/{path}"))

    def after(self, act: Any) -> None:
        """Do something and wait until a rerun has finished and everything is drawn."""
        before = self.runs
        act()
        limit = time.monotonic() + 60
        while self.runs == before:
            assert time.monotonic() < limit, "no rerun finished within a minute"
            self.page.wait_for_timeout(20)
        self.page.evaluate(FRAMES)
        self.page.wait_for_function(IDLE, timeout=60_000)

    def fits(self) -> None:
        """Wait until nothing makes the page scroll sideways; charts follow a new width a moment later."""
        self.page.evaluate(FRAMES)
        self.page.wait_for_function(FITS, timeout=10_000)

    def chosen(self, label: str) -> str:
        """Return what a filter of the sidebar shows."""
        box = self.page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").filter(has_text=label)
        return str(box.get_by_role("combobox").input_value() or box.inner_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser of this machine, or playwright's own; skip and say how to get one when there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with playwright.sync_playwright() as started:
        if found is None and not Path(started.chromium.executable_path).is_file():
            pytest.skip(HOW)
        launched = started.chromium.launch(executable_path=found)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one report that is nobody's table by name."""
    folder = tmp_path_factory.mktemp("reports")
    vendor_reports.oracle(folder)
    return folder


@pytest.fixture(scope="module")
def address(browser: Any, store: Path, reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the dashboard, served on the sample by the command for as long as the tests run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("log") / "serve.txt"
    command = [sys.executable, "-m", "workforce.cli", "serve", "--port", str(port), "--store", str(store)]
    command += ["--extracts", str(reports)]
    with log.open("w") as told:
        server = subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told, start_new_session=True)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(server)


def wait_until_healthy(address: str, server: subprocess.Popen, log: Path) -> None:
    """Return when the server answers; fail with its output when it ends or takes a minute."""
    limit = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < limit:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the dashboard did not start: {log.read_text()}")


def stop(server: subprocess.Popen) -> None:
    """End the server and what it started, by the id of its own process group."""
    os.killpg(server.pid, signal.SIGINT)
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.fixture
def visit(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Return a fresh tab in the colour scheme that the test asks for."""
    scheme = getattr(request, "param", "light")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1366, "height": 900})
    yield Visit(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("visit", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_draws(visit: Visit, path: str, tmp_path: Path) -> None:
    title, has_charts = PAGES[path]
    visit.open(path)
    page = visit.page
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text(title)
    charts = page.get_by_test_id("stPlotlyChart")
    assert charts.count() > 3 or not has_charts
    assert page.locator(
        "[data-testid=stPlotlyChart][aria-label], [data-testid=stPlotlyChart] [aria-label]"
    ).count() >= (charts.count())
    assert "Traceback" not in page.inner_text("body")
    assert page.get_by_test_id("stException").count() == 0
    for width in (1366, 400):
        page.set_viewport_size({"width": width, "height": 900})
        visit.fits()
        picture = tmp_path / f"{path or 'overview'}-{width}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 10_000
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("path", "opened", "told"),
    [
        ("worker_changes", [], ["Child", "Changes", "Workers"]),
        ("recruitment", ["Open posts"], ["Requisition", "Days open"]),
    ],
)
def test_a_list_of_rows_is_read_on_a_narrow_screen(visit: Visit, path: str, opened: list[str], told: list[str]) -> None:
    visit.page.set_viewport_size({"width": 400, "height": 900})
    visit.open(path)
    for tab in opened:
        visit.page.get_by_role("tab", name=tab).click()
    first = visit.page.get_by_role("columnheader", name=told[0], exact=True)
    table = visit.page.get_by_test_id("stTable").filter(has=first).filter(visible=True).first
    inside = table.bounding_box()
    assert inside["x"] >= 0 and inside["x"] + inside["width"] <= 400
    heads = table.get_by_role("columnheader")
    assert heads.all_inner_texts()[: len(told)] == told
    last = heads.nth(len(told) - 1).bounding_box()
    assert last["x"] + last["width"] <= inside["x"] + inside["width"], "the message's columns are not in view"
    heads.last.scroll_into_view_if_needed()
    last = heads.last.bounding_box()
    assert last["x"] + last["width"] <= inside["x"] + inside["width"] + 1, "the last column cannot be reached"
    visit.fits()
    assert visit.complaints == []


@pytest.mark.parametrize("path", ["permanent_and_agency", "caseloads", "recruitment"])
def test_every_tab_opens_on_charts_that_fill_it(visit: Visit, path: str) -> None:
    visit.open(path)
    page = visit.page
    tabs = page.get_by_test_id("stMain").get_by_role("tab")
    assert tabs.count() >= 5
    drawn = 0
    for number in range(tabs.count()):
        tabs.nth(number).click()
        page.wait_for_function(IDLE, timeout=60_000)
        shown = page.get_by_role("tabpanel").filter(visible=True).get_by_test_id("stPlotlyChart")
        for chart in shown.all():
            playwright.expect(chart.locator(".main-svg").first).to_be_visible()
            inside, whole = chart.locator(".main-svg").first.bounding_box(), chart.bounding_box()
            assert inside["width"] >= 0.95 * whole["width"] > 200
            drawn += 1
    assert drawn > 10
    assert visit.complaints == []


def test_whom_to_compare_with_is_in_the_address(visit: Visit) -> None:
    visit.open("caseloads")
    page = visit.page
    chosen = page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect")
    playwright.expect(chosen).to_contain_text("England")
    playwright.expect(chosen).to_contain_text("East Midlands")
    visit.after(lambda: chosen.get_by_role("button", name="Remove England").click())
    assert "compare_with=East" in page.url
    visit.after(page.reload)
    playwright.expect(chosen).not_to_contain_text("England")
    visit.after(lambda: chosen.get_by_role("button", name="Remove East Midlands").click())
    visit.after(lambda: page.get_by_role("link", name="Recruitment").click())
    playwright.expect(chosen).not_to_contain_text("East Midlands")
    visit.after(page.reload)
    playwright.expect(chosen).not_to_contain_text("East Midlands")
    assert visit.complaints == []


def test_filters_survive_a_page_change_and_a_refresh(visit: Visit) -> None:
    visit.open("worker_changes")
    page = visit.page
    visit.after(lambda: choose(page, "Team", "Safeguarding Rowan"))
    assert "team=Safeguarding" in page.url
    assert "Safeguarding Rowan" in visit.chosen("Team")
    visit.after(lambda: page.get_by_role("link", name="Recruitment").click())
    assert "team=Safeguarding" in page.url
    assert "Safeguarding Rowan" in visit.chosen("Team")
    visit.after(page.reload)
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("Recruitment")
    assert "Safeguarding Rowan" in visit.chosen("Team")
    page.get_by_role("tab", name="Open posts").click()
    playwright.expect(page.get_by_text("Safeguarding Rowan, as at").filter(visible=True).first).to_be_visible()
    assert visit.complaints == []


def choose(page: Any, label: str, option: str) -> None:
    """Choose an option of a filter in the sidebar."""
    box = page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").filter(has_text=label)
    box.get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()


def test_an_address_with_filters_opens_on_them(visit: Visit) -> None:
    visit.open("worker_changes?service=Children+in+Care&compare=Continuity")
    assert "Children in Care" in visit.chosen("Service")
    shown = visit.page.get_by_test_id("stMain").get_by_test_id("stSelectbox")
    assert "Continuity" in (shown.get_by_role("combobox").input_value() or shown.inner_text())
    assert visit.complaints == []


def test_the_dashboard_listens_on_this_computer_s_own_address_only(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    for host, is_open in (("127.0.0.1", True), ("127.0.0.2", False)):
        with socket.socket() as asked:
            asked.settimeout(5)
            assert (asked.connect_ex((host, port)) == 0) is is_open


def test_a_report_is_picked_put_right_and_saved(visit: Visit, reports: Path) -> None:
    page = visit.page
    visit.open("your_files")
    page.get_by_role("combobox", name="A file of the folder").click()
    visit.after(lambda: page.get_by_role("option", name="PER_ALL_ASSIGNMENTS_M.csv").click())
    for spelled, meaning in (("Full-time regular", "permanent"), ("Full-time temporary", "fixed_term")):
        box = page.get_by_role("combobox", name=f"contract_type: {spelled}")
        # Scrolling closes an open list, so it comes first.
        box.scroll_into_view_if_needed()
        page.evaluate(FRAMES)
        box.click()
        visit.after(lambda meaning=meaning: page.get_by_role("option", name=meaning, exact=True).click())
    main = page.get_by_test_id("stMain")
    playwright.expect(main).to_contain_text("11 lines = 10 accepted + 1 left out + 0 blank.")
    assert "Withheld" not in main.inner_text()
    page.set_viewport_size({"width": 400, "height": 900})
    visit.fits()
    visit.after(lambda: page.get_by_role("button", name="Save to authority.toml").click())
    playwright.expect(main).to_contain_text("workforce build --extracts")
    (saved,) = settings.load(reports / "authority.toml").sources
    assert saved.values["contract_type"] == {"Full-time regular": "permanent", "Full-time temporary": "fixed_term"}
    assert visit.complaints == []
