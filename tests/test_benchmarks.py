"""Proves that published files are read whole, symbols kept, and rates rebuild from the published counts."""

import csv
import datetime
from pathlib import Path

import polars as pl
import pytest
from published_files import authority, indicators

from workforce.benchmarks import KEY, SCHEMA, bundled, import_files, neighbours, published, read_published
from workforce.errors import WorkforceError

ROOT = Path(__file__).parents[1]
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
NEW = SAMPLES / "dfe-csww-indicators" / "csww_indicators_2017_to_2025.csv"
OLD = SAMPLES / "dfe-csww-indicators" / "csww_headline_measures_2017_to_2022.csv"
STABILITY = SAMPLES / "dfe-cla-social-worker-count" / "la_cla_swcount.csv"
NEIGHBOURS = SAMPLES / "dfe-statistical-neighbours" / "sn_model_2025_wide.csv"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the published sample files are not beside the project")

RATES = {
    "agency_rate": ("agency_fte", ("agency_fte", "inpost_fte")),
    "agency_rate_headcount": ("agency_headcount", ("agency_headcount", "inpost_headcount")),
    "turnover_rate": ("leavers_fte", ("inpost_fte",)),
    "turnover_rate_headcount": ("leavers_headcount", ("inpost_headcount",)),
    "vacancy_rate": ("vacancy_fte", ("vacancy_fte", "inpost_fte")),
    "agency_cover_rate": ("agency_cover_fte", ("agency_fte",)),
    "vacancies_covered": ("agency_cover_fte", ("vacancy_fte",)),
    "average_caseload": ("cases", ("case_holders_fte",)),
    "sickness_absence_rate": ("working_days_lost_fte", ("inpost_fte",)),
}


def _raw() -> list[dict[str, str]]:
    return list(csv.DictReader(NEW.read_text("utf-8-sig").splitlines()))


def _bounds(text: str) -> tuple[float, float]:
    """Return the least and greatest count that rounds to the printed one."""
    slack = 0 if "." not in text and float(text) == 0 else 0.0501
    return float(text) - slack, float(text) + slack


@needs_samples
@pytest.mark.parametrize("measure", RATES)
def test_authority_rates_rebuild_from_counts(measure):
    top, parts = RATES[measure]
    frame = read_published(NEW).filter(pl.col("level") == "authority", pl.col("measure") == measure)
    values = {(year, code): value for year, code, value in frame.select("year", "area_code", "value").iter_rows()}
    tested, missed = 0, []
    for row in _raw():
        key = int(row["time_period"]), row["old_la_code"]
        try:
            low, high = _bounds(row[top])
            below = [sum(bound) for bound in zip(*(_bounds(row[part]) for part in parts), strict=True)]
        except ValueError:
            continue
        value = values.get(key)
        if value is None or below[0] <= 0:
            continue
        scale = 1 if measure == "average_caseload" else 100
        if measure == "sickness_absence_rate":
            scale /= 254 if key[0] in (2020, 2024) else 253
        rates = [count / base * scale for count in (low, high) for base in below]
        tested += 1
        if not min(rates) - 0.0501 <= value <= max(rates) + 0.0501:
            missed.append((key, value, rates))
    assert tested > 1250
    assert len(missed) <= 3, missed


@needs_samples
def test_every_cell_is_kept_with_its_symbol():
    frame = read_published(NEW)
    assert frame.schema == SCHEMA
    assert frame.height == len(_raw()) * 9
    assert set(frame["symbol"].drop_nulls()) == {"c", "x", "z", "u", "low"}
    assert frame.filter(pl.col("value").is_null() == pl.col("symbol").is_null()).is_empty()
    assert {"314 / 318", "940 / 941"} <= set(frame["area_code"])


@needs_samples
def test_both_layouts_agree_on_england_but_for_later_revisions():
    keys = ["measure", "year", "area_code"]
    old = read_published(OLD).filter(pl.col("level") == "england")
    both = old.join(read_published(NEW), on=keys)
    assert both.height == old.height == 54
    revised = both.filter((pl.col("value") - pl.col("value_right")).abs() > 0.05)
    assert revised.height < both.height / 4
    assert (both["value"] - both["value_right"]).abs().max() <= 1.01
    assert set(both["vintage"]) == {"2022"} and set(both["vintage_right"]) == {"2025"}


@needs_samples
def test_stability_and_neighbours():
    england = read_published(STABILITY).filter(pl.col("level") == "england").row(0, named=True)
    assert (england["value"], england["note"]) == (27.0, "Children looked after only")
    neighbours = read_published(NEIGHBOURS)
    assert neighbours.height == 1530
    assert neighbours.filter(pl.col("area_code") == "301").row(0, named=True)["value"] == 308


@needs_samples
def test_bundled_is_the_departments_own():
    files = pl.concat([read_published(NEW), read_published(STABILITY)])
    expected = files.filter(pl.col("level") != "authority").sort("measure", "year", "area_code")
    assert bundled().sort("measure", "year", "area_code").equals(expected)


HEADER = (
    "time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,"
    "cla_group,sw_stability,percentage\n"
)
ROW = "2024,National,E92000001,England,,,,,CLA on 31 March,3 or more social workers during the year,{}\n"


@pytest.mark.parametrize("symbol", ["c", "x", "z", "u", "low", "k", ":"])
def test_symbols_stay_distinct(tmp_path, symbol):
    file = tmp_path / "file.csv"
    file.write_text(HEADER + ROW.format(symbol))
    assert read_published(file).select("value", "symbol").row(0) == (None, symbol)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("", "no rows"),
        ("a,b\n1,2\n", "line 1: the header"),
        (HEADER.replace("la_name,", "") + ROW.format(1).replace(",,,,,", ",,,,"), "la_name is missing"),
        (HEADER + ROW.format("many"), "line 2, column percentage: 'many'"),
        (HEADER + ROW.format(""), "line 2, column percentage: ''"),
        (HEADER + ROW.format(27) + ROW.format(28), "more than one"),
        (HEADER + "2024,National\n", "line 2: 2 cells"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(tmp_path, text, said):
    file = tmp_path / "file.csv"
    if text is not None:
        file.write_text(text)
    with pytest.raises(WorkforceError) as refusal:
        read_published(file)
    assert said in str(refusal.value) and "\n" not in str(refusal.value)


def test_a_count_with_a_symbol_is_no_count(tmp_path):
    rows = [
        authority("901", "Ash", agency_rate_fte=20, agency_fte=2, inpost_fte=8),
        authority("902", "Elm", agency_fte=2),
    ]
    rows.append(authority("903", "Oak", agency_rate_fte=20, agency_fte="low", inpost_fte=8))
    frame = read_published(indicators(tmp_path, rows)).filter(pl.col("measure") == "agency_rate")
    assert frame.select("value", "symbol", "numerator", "denominator").rows() == [
        (20.0, None, 2.0, 10.0),
        (None, "x", 2.0, None),
        (20.0, None, None, None),
    ]


def test_bank_holidays():
    rows = list(csv.DictReader((ROOT / "data/reference/bank_holidays.csv").open()))
    days = {row["date"] for row in rows}
    assert {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"} <= days
    assert not {"2020-05-04", "2022-05-30"} & days
    assert all(datetime.date.fromisoformat(day).weekday() < 5 for day in days)
    holidays = pytest.importorskip("holidays", reason="the maintained package of holidays is not installed")
    known = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2028))
    assert days == {day.isoformat() for day in known if day.weekday() < 5}


def test_manifest_names_every_reference_file():
    rows = list(csv.DictReader((ROOT / "data/manifest.csv").open()))
    for row in rows:
        assert (ROOT / row["path"]).is_file() and row["source"] and row["licence"]
        assert (
            row["attribution"] == "Contains public sector information licensed under the Open Government Licence v3.0."
        )


INDICATOR = "old_la_code,la_name," + ",".join(f"SN_{n},SN_{n}P" for n in range(1, 11)) + "\n"


def stability(folder: Path, year: int, percentage: int | str) -> Path:
    """Write a small stability file of one authority."""
    file = folder / f"stability_{year}.csv"
    row = "{},Local authority,E92000001,England,E12000001,North East,999,Wexmere,CLA on 31 March,{},{}\n"
    file.write_text(HEADER + row.format(year, "3 or more social workers during the year", percentage), encoding="utf-8")
    return file


def shown(store: Path) -> list[tuple[int, float | None, str]]:
    """Return year, value and vintage of the authority's figures."""
    return published(store).filter(pl.col("area_code") == "999").select("year", "value", "vintage").rows()


def test_published_is_the_bundled_figures_until_something_is_imported(tmp_path):
    assert published(tmp_path).equals(published()) and published().height == bundled().height
    (imported,) = import_files(tmp_path, [stability(tmp_path, 2024, 31)])
    assert (imported.added, imported.replaced, imported.kept) == (1, 0, 0)
    assert published(tmp_path).height == bundled().height + 1
    assert shown(tmp_path) == [(2024, 31.0, "2024")]


def test_a_later_vintage_replaces_and_an_earlier_one_does_not(tmp_path):
    both = tmp_path / "both.csv"
    later = stability(tmp_path, 2025, 29).read_text("utf-8").splitlines()
    both.write_text("\n".join([*later, later[1].replace("2025", "2024").replace(",29", ",30")]) + "\n", "utf-8")
    import_files(tmp_path, [stability(tmp_path, 2024, 31)])
    (imported,) = import_files(tmp_path, [both])
    assert (imported.added, imported.replaced, imported.kept) == (1, 1, 0)
    assert shown(tmp_path) == [(2024, 30.0, "2025"), (2025, 29.0, "2025")]
    (imported,) = import_files(tmp_path, [stability(tmp_path, 2024, 31)])
    assert (imported.added, imported.replaced, imported.kept) == (0, 0, 1)
    assert shown(tmp_path) == [(2024, 30.0, "2025"), (2025, 29.0, "2025")]


def test_the_same_vintage_again_corrects(tmp_path):
    import_files(tmp_path, [stability(tmp_path, 2024, 31)])
    import_files(tmp_path, [stability(tmp_path, 2024, "c")])
    assert shown(tmp_path) == [(2024, None, "2024")]


def test_a_refused_file_stores_nothing(tmp_path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    with pytest.raises(WorkforceError):
        import_files(tmp_path / "store", [stability(tmp_path, 2024, 31), wrong])
    assert not (tmp_path / "store").exists()


def test_a_spoiled_table_is_named(tmp_path):
    (tmp_path / "published_workforce.csv").write_text("measure,year\nx,y\n")
    with pytest.raises(WorkforceError, match=r"published_workforce\.csv: the published figures cannot be read"):
        published(tmp_path)


def test_figures_stored_before_counts_were_kept_are_read_and_lack_essentials_only_when_spoiled(tmp_path):
    import_files(tmp_path, [stability(tmp_path, 2024, 31)])
    held = tmp_path / "published_workforce.csv"
    short = pl.read_csv(held).drop("region_code", "new_code", "numerator", "denominator")
    short.write_csv(held)
    assert shown(tmp_path) == [(2024, 31.0, "2024")]
    assert published(tmp_path).schema == SCHEMA
    short.drop("note").write_csv(held)
    with pytest.raises(WorkforceError, match="cannot be read"):
        published(tmp_path)


@needs_samples
@pytest.mark.parametrize("file", [NEW, OLD, STABILITY], ids=["indicators", "headlines", "stability"])
def test_the_counts_behind_a_rate_rebuild_it(file):
    frame = read_published(file).filter(pl.col("level") == "authority", pl.col("denominator") > 50)
    scale = pl.when(pl.col("measure") == "average_caseload").then(1).otherwise(100)
    gap = (pl.col("value") - pl.col("numerator") / pl.col("denominator") * scale).abs()
    rebuilt = frame.filter(pl.col("value").is_not_null(), pl.col("numerator").is_not_null())
    assert rebuilt.height > 100
    assert rebuilt.filter(gap > (0.51 if file == STABILITY else 0.15)).height <= rebuilt.height / 100
    assert set(frame["region_code"].str.slice(0, 3)) == {"E12", "E13"}
    assert frame["new_code"].null_count() == 0


def test_neighbours_are_the_latest_model_nearest_first(tmp_path):
    row = "999,Wexmere," + ",".join(f"{800 + n},Close {n}" for n in range(10)) + "\n"
    for year, rows in ((2023, row.replace("800", "777")), (2025, row)):
        (tmp_path / f"sn_model_{year}.csv").write_text(INDICATOR + rows, encoding="utf-8")
    import_files(tmp_path, [tmp_path / "sn_model_2025.csv", tmp_path / "sn_model_2023.csv"])
    found = neighbours(published(tmp_path), "999")
    assert found["rank"].to_list() == list(range(1, 11))
    assert found.row(0) == (1, "800", None, "Close 0", 2025, "800")
    assert neighbours(bundled(), "999").is_empty()


@needs_samples
def test_any_real_authority_and_its_neighbours_can_be_shown(tmp_path):
    import_files(tmp_path, [NEW, OLD, STABILITY, NEIGHBOURS])
    figures = published(tmp_path)
    near = neighbours(figures, "301")
    assert near.height == 10 and near["area_name"].null_count() == 0
    caseload = figures.filter((pl.col("measure") == "average_caseload") & (pl.col("year") == 2025))
    assert caseload.filter(pl.col("area_code").is_in(near["area_code"].implode())).height == 10
    england = figures.filter((pl.col("measure") == "agency_rate") & (pl.col("level") == "england"))
    assert england["vintage"].to_list() == ["2025"] * 9
    assert "940 / 941" in neighbours(figures, "941").select("area_code").to_series().to_list()
    assert figures.select(KEY).is_duplicated().sum() == 0
