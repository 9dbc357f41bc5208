"""Proves what the page Your files offers, shows and writes: nothing leaves the folder, nobody's name is shown."""

from pathlib import Path

import pytest
import vendor_reports
from drawn_pages import ROOT
from streamlit.testing.v1 import AppTest

from workforce import mapping, settings
from workforce.errors import WorkforceError

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the page as it is first seen, before anything was built, on a folder with one report."""
    folder = tmp_path / "extracts"
    folder.mkdir()
    vendor_reports.itrent(folder)
    monkeypatch.setenv("WORKFORCE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("WORKFORCE_EXTRACTS", str(folder))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    return app.switch_page("workforce/pages/your_files.py").run()


def text(app: AppTest) -> str:
    """Return every sentence and table of the page."""
    kinds = ("markdown", "caption", "error", "warning", "info", "success", "code")
    words = [str(each.value) for kind in kinds for each in app.get(kind)]
    return "\n".join([*words, *(str(each.value) for each in (*app.dataframe, *app.table))])


def test_a_report_of_the_folder_is_put_right_and_saved(page: AppTest, tmp_path: Path) -> None:
    page.selectbox(key="files_name").set_value("iTrent establishment 30-09-2024.csv").run()
    assert "10 lines" in text(page) and "Withheld" not in text(page) and "QQ123456C" not in text(page)
    for box in page.selectbox:
        if "-means-" in str(box.key):
            box.set_value({"Perm": "permanent", "FTC": "fixed_term"}[str(box.key).rpartition("-")[2]])
    page.run()
    (button,) = page.button
    assert button.label == "Save to authority.toml"
    button.click().run()
    assert not page.exception and not page.error
    (saved,) = settings.load(tmp_path / "extracts" / "authority.toml").sources
    assert saved.values == {"contract_type": {"Perm": "permanent", "FTC": "fixed_term"}}
    assert (saved.header, saved.hours, saved.standard_hours) == (4, "contracted hours", 37)
    page.run()
    assert [each.label for each in page.button] == ["Replace the section in authority.toml"]
    assert "maps this file already" in text(page)


def test_a_column_taken_away_is_told_before_it_is_saved(page: AppTest) -> None:
    page.selectbox(key="files_name").set_value("iTrent establishment 30-09-2024.csv").run()
    team = next(box for box in page.selectbox if box.label == "team (required)")
    team.set_value("not in this file").run()
    assert "required column team of hr\\_assignments is not mapped" in text(page)


def test_an_upload_is_written_only_when_it_is_saved_and_only_into_the_folder(page: AppTest, tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    report = vendor_reports.vendor(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    page.file_uploader[0].upload(report.name, report.read_bytes(), "text/csv").run()
    assert "3 lines" in text(page) and sorted(tmp_path.rglob("*")) == before
    page.button[0].click().run()
    assert not page.exception and not page.error
    assert (folder / report.name).read_bytes() == report.read_bytes()
    assert sorted(tmp_path.rglob("*")) == sorted([*before, folder / report.name, folder / "authority.toml"])


def test_without_a_folder_the_page_says_how(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKFORCE_EXTRACTS")
    page.run()
    assert "workforce serve --extracts DIR" in text(page) and not page.selectbox


@pytest.mark.parametrize("name", ["../out.csv", "a/b.csv", "..\\out.csv", ".hidden.csv", "authority.toml", "run.py"])
def test_an_upload_s_name_never_leads_out_of_the_folder_or_to_the_settings(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    folder.mkdir()
    with pytest.raises(WorkforceError, match="not the name of a file of rows"):
        mapping.put(folder, name, b"x")
    assert list(tmp_path.rglob("*")) == [folder]


def test_an_upload_never_replaces_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    with pytest.raises(WorkforceError, match="another file of this name"):
        mapping.put(tmp_path, "a.csv", b"new")
    mapping.put(tmp_path, "a.csv", b"old")
    assert (tmp_path / "a.csv").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
    with pytest.raises(WorkforceError, match="larger than 100 MB"):
        mapping.refuse_large(101 * 1024 * 1024, "a.csv")
