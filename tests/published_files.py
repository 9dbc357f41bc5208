"""The department's files made by hand, of places that do not exist, for the tests of comparison."""

from collections.abc import Iterable, Mapping
from pathlib import Path

COUNTS = (
    "inpost_fte", "inpost_headcount", "starters_fte", "starters_headcount", "leavers_fte", "leavers_headcount",
    "turnover_rate_fte", "turnover_rate_headcount", "agency_fte", "agency_headcount", "agency_rate_fte",
    "agency_rate_headcount", "agency_cover_fte", "agency_cover_rate_fte", "vacancy_fte", "vacancy_rate_fte",
    "vacancy_agency_cover_rate_fte", "case_holders_fte", "cases", "caseload_fte", "working_days_lost_fte",
    "absence_rate_fte",
)  # fmt: skip
AREA = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
REGION = "E12000004"
OWN = "X99"


def authority(code: str, name: str, year: int = 2024, **figures: object) -> dict[str, object]:
    """Return one authority's row; what is not given is x, and its region is the fictional authority's."""
    place = {
        "time_period": year, "time_identifier": "Reporting year", "geographic_level": "Local authority",
        "country_code": "E92000001", "country_name": "England", "region_code": REGION, "region_name": "East Midlands",
        "old_la_code": code, "new_la_code": f"E0{code}", "la_name": name,
    }  # fmt: skip
    return place | dict.fromkeys(COUNTS, "x") | figures


def rates(names: Mapping[str, object], year: int = 2024) -> list[dict[str, object]]:
    """Return one row a name with its agency rate, coded from 901 on in their order."""
    return [
        authority(str(901 + place), name, year, agency_rate_fte=rate)
        for place, (name, rate) in enumerate(names.items())
    ]


def indicators(folder: Path, rows: Iterable[Mapping[str, object]], name: str = "indicators.csv") -> Path:
    """Write a file of workforce indicators."""
    lines = [",".join((*AREA, *COUNTS)), *(",".join(str(row[key]) for key in (*AREA, *COUNTS)) for row in rows)]
    return written(folder / name, lines)


def stability(folder: Path, rows: Iterable[tuple[str, str, object, object, object]]) -> Path:
    """Write a file of social worker stability: code, name, children with three or more, children, percentage."""
    header = (*AREA, "cla_group", "sw_stability", "number", "percentage")
    lines = [",".join(header)]
    for code, name, number, total, percentage in rows:
        place = [str(authority(code, name)[key]) for key in AREA]
        group = "CLA on 31 March"
        lines.append(",".join([*place, group, "Total children", str(total), "100"]))
        several = "3 or more social workers during the year"
        lines.append(",".join([*place, group, several, str(number), str(percentage)]))
    return written(folder / "stability.csv", lines)


def neighbours(folder: Path, codes: Iterable[str], own: str = OWN, name: str = "neighbours_2025.csv") -> Path:
    """Write a file in which one authority has these ten neighbours, nearest first."""
    header = ["old_la_code", "la_name", *(f"SN_{rank}{end}" for rank in range(1, 11) for end in ("", "P"))]
    pairs = [part for code in codes for part in (code, "Close")]
    return written(folder / name, [",".join(header), ",".join([own, "Wexmere", *pairs])])


def written(path: Path, lines: Iterable[str]) -> Path:
    """Write the lines of a file."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
