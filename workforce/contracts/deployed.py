"""The safeguarding dataset as case systems deploy it: its shape is recognised, and its tables are made standard."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from workforce.contracts import cast
from workforce.contracts.findings import of_column
from workforce.contracts.source import SourceTable
from workforce.contracts.specs import SPECS, TableSpec
from workforce.settings import Settings, fold

DECIMAL = r"^\d+\.0+$"
# How many values are looked at first, as they mostly settle the question.
OPENING = 1000
REPEATED_SHARE = 0.05
COMMON = "Mosaic (common script)"
CODES, TEXTS = {"cw", "16plus"}, {"allocated case worker"}


@dataclass(frozen=True)
class Shape:
    """How the case system's tables are laid out: the system's name, and (trait, sentence) of each sign of it."""

    name: str = ""
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Route:
    """Where an id stands when its own column is missing or blank: another column, or another table through a key."""

    target: str
    origin: str
    table: str = ""
    keys: tuple[str, ...] = ()
    value: str = ""


ROUTES = {
    "ssd_professionals": Route("prof_professional_id", "prof_staff_id"),
    "ssd_involvements": Route(
        "invo_person_id", "invo_referral_id", "ssd_cin_episodes", ("cine_referral_id",), "cine_person_id"
    ),
    "ssd_cin_visits": Route(
        "cinv_person_id", "cinv_cin_plan_id", "ssd_cin_plans", ("cinp_cin_plan_id", "cin_plan_id"), "cinp_person_id"
    ),
}
TRAITS = {
    "id_in_staff_number": "worker ids stand in prof_staff_id",
    "child_through_referral": "children are reached through invo_referral_id",
    "child_in_personid": "children stand in PersonID",
    "repeated_workers": "a worker is listed once for each relationship",
    "role_codes": "roles are codes",
    "role_texts": "roles are descriptions",
    "team_ids": "teams are ids",
    "team_names": "teams are names",
}


def recognised(sources: Mapping[str, SourceTable]) -> Shape:
    """The shape of the case-system tables as they were sent; without involvements it has no name."""
    if "ssd_involvements" not in sources or "ssd_professionals" not in sources:
        return Shape()
    involvements, workers = sources["ssd_involvements"].frame, sources["ssd_professionals"].frame
    found: set[str] = set()
    if not _has(workers, "prof_professional_id") and _has(workers, "prof_staff_id"):
        found.add("id_in_staff_number")
    elif _repeats(workers):
        found.add("repeated_workers")
    if not _has(involvements, "invo_person_id"):
        named = _has(involvements, "personid")
        found.add("child_in_personid" if named else "child_through_referral")
    found |= _role_styles(involvements) | _team_styles(involvements, sources.get("ssd_department"))
    return Shape(_named(found), tuple((trait, words) for trait, words in TRAITS.items() if trait in found))


def remarks(shape: Shape, sources: Mapping[str, SourceTable], settings: Settings) -> list[pl.DataFrame]:
    """What the shape asks of the settings: this script records why an involvement ended."""
    column, table = "invo_worker_change_reason", "ssd_involvements"
    is_read_as_start = shape.name == COMMON and settings.reading.reason_on == "start"
    if not is_read_as_start or not _has(sources[table].frame, column):
        return []
    return [of_column(sources[table].file, SPECS[table], "reason_of_end", column, "")]


def _named(found: set[str]) -> str:
    """The case system whose deployment has these traits."""
    if "id_in_staff_number" in found:
        return COMMON if "child_through_referral" in found else "Mosaic (local variant)"
    if "child_in_personid" in found:
        return "Mosaic (local variant)"
    if "repeated_workers" in found:
        return "Eclipse"
    if "role_codes" in found:
        return "Liquidlogic (SSD 1.4.5 on)"
    return "Liquidlogic (SSD before 1.4.5)" if "role_texts" in found else "the standard"


def _has(frame: pl.DataFrame, column: str) -> bool:
    """Whether the column is there with a value in some row."""
    if column not in frame.columns:
        return False
    text = frame[column]
    return any(cast.cleaned(some).is_not_null().any() for some in (text.head(OPENING), text))


def _repeats(workers: pl.DataFrame) -> bool:
    """Whether so many worker ids repeat that it is how the system lists them, not a slip."""
    if "prof_professional_id" not in workers.columns:
        return False
    ids = cast.cleaned(workers["prof_professional_id"]).drop_nulls()
    return len(ids) - ids.n_unique() > REPEATED_SHARE * len(ids)


def _spellings(frame: pl.DataFrame, column: str) -> set[str]:
    """The folded values of a column."""
    return {fold(text) for text in cast.cleaned(frame[column].unique()).drop_nulls()} if column in frame else set()


def _role_styles(involvements: pl.DataFrame) -> set[str]:
    roles = _spellings(involvements, "invo_professional_role_id")
    return {trait for trait, known in (("role_codes", CODES), ("role_texts", TEXTS)) if roles & known}


def _team_styles(involvements: pl.DataFrame, departments: SourceTable | None) -> set[str]:
    if departments is None:
        return set()
    teams = _spellings(involvements, "invo_professional_team")
    columns = (("team_ids", "dept_team_id"), ("team_names", "dept_team_name"))
    return {trait for trait, column in columns if teams & _spellings(departments.frame, column)}


def standard(
    source: SourceTable, spec: TableSpec, sources: Mapping[str, SourceTable]
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The text frame under the contract's column names, with ids brought from where the case system keeps them."""
    raw, found = _renamed(source, spec)
    route = ROUTES.get(spec.name)
    if route is None or _has(raw, route.target) or route.origin not in raw.columns:
        return raw, found
    if not route.table:
        filled = raw.with_columns(pl.col(route.origin).alias(route.target))
    elif (beyond := sources.get(route.table)) is not None:
        reached = _reached(raw, _renamed(beyond, SPECS[route.table])[0], route)
        if reached is None:
            return raw, found
        filled = reached
    else:
        return raw, found
    return filled, [*found, of_column(source.file, spec, "id_taken_from_elsewhere", route.target, route.origin)]


def _renamed(source: SourceTable, spec: TableSpec) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """The frame without aliases, and whole-number ids that were cast to decimals as whole numbers again."""
    raw = source.frame
    names = {old: new for old, new in spec.aliases.items() if old in raw.columns and new not in raw.columns}
    raw = raw.rename(names)
    if not spec.name.startswith("ssd_"):
        return raw, []
    decimal = [name for name in raw.columns if name.endswith(("_id", "_team")) and _is_decimal(raw[name])]
    raw = raw.with_columns(pl.col(name).str.strip_chars().str.replace(r"\.0+$", "") for name in decimal)
    return raw, [of_column(source.file, spec, "decimal_id", name, "") for name in decimal if name in spec.schema]


def _is_decimal(text: pl.Series) -> bool:
    """Whether every value of the column is a whole number written with a decimal point."""
    opening = cast.cleaned(text.head(OPENING)).drop_nulls()
    if not opening.str.contains(DECIMAL).all():
        return False
    values = cast.cleaned(text).drop_nulls()
    return len(values) > 0 and bool(values.str.contains(DECIMAL).all())


def _reached(raw: pl.DataFrame, beyond: pl.DataFrame, route: Route) -> pl.DataFrame | None:
    """The frame with the id found in another table through the key, or None where that table lacks one of them."""
    key = next((name for name in route.keys if name in beyond.columns), None)
    if key is None or route.value not in beyond.columns:
        return None
    ids = beyond.select(
        pl.col(key).str.strip_chars().alias("_key"), pl.col(route.value).alias(route.target)
    ).unique("_key", keep="first", maintain_order=True)  # fmt: skip
    keyed = raw.drop(route.target, strict=False).with_columns(pl.col(route.origin).str.strip_chars().alias("_key"))
    return keyed.join(ids, on="_key", how="left", maintain_order="left").drop("_key")
