"""Every table: its model, whether it must be there, its dates and its unique key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandera.polars as pa
import polars as pl

from workforce.contracts import caseload, census, hr, statutory

KINDS: Mapping[str, Any] = {"String": pl.String, "Date": pl.Date, "Float64": pl.Float64, "Boolean": pl.Boolean}


@dataclass(frozen=True)
class TableSpec:
    """What the judge needs to know of a table beside its Pandera model.

    `links` are columns read only to reach an id of another table, `repeats` those in which a case system's joins make
    copies of one row differ. `signature` are columns that tell the table whatever its file is called. With
    `keeps_alike`, rows alike are rows of their own. `private` columns are compared in memory and never stored; a number
    in `_person` then stands for who a row is about. `rules` are the table's own ids for a rule.
    """

    name: str
    model: type[pa.DataFrameModel]
    required: bool = False
    start: str | None = None
    end: str | None = None
    unique: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    ordered: tuple[tuple[str, str], ...] = ()
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    signature: frozenset[str] = frozenset()
    is_alone_enough: bool = False
    is_same_day_refused: bool = False
    keeps_alike: bool = False
    private: tuple[str, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """Column name to polars type, in contract order."""
        return {name: KINDS[str(column.dtype)] for name, column in self.fields.items()}

    @cached_property
    def fields(self) -> dict[str, Any]:
        """Column name to Pandera column, with description and metadata."""
        return dict(self.model.to_schema().columns)

    @property
    def columns(self) -> list[str]:
        return list(self.schema)

    @property
    def readable(self) -> set[str]:
        """Columns that are read from a file: the contract's, their aliases and the links."""
        return {*self.schema, *self.aliases, *self.links}

    @property
    def shown(self) -> set[str]:
        """The readable columns but for the private ones."""
        return {name for name in self.readable if self.aliases.get(name, name) not in self.private}

    @property
    def required_columns(self) -> list[str]:
        return [name for name, column in self.fields.items() if column.metadata["column"] == "required"]

    @property
    def required_values(self) -> list[str]:
        return [name for name, column in self.fields.items() if column.metadata.get("value") == "required"]

    def is_id(self, name: str) -> bool:
        """Whether a column names somebody or something."""
        return name.endswith(("_id", "_ref", "_no")) or name in self.ids

    @property
    def stored(self) -> dict[str, Any]:
        """Column name to polars type of an accepted row."""
        kept = {name: kind for name, kind in self.schema.items() if name not in self.private}
        person = {"_person": pl.Int64} if self.private else {}
        return {**kept, "_file": pl.String, "_line": pl.Int64, "_flags": pl.String, **person}

    @property
    def key(self) -> list[str]:
        """The unique key; a table without one merges rows alike in every column."""
        return list(self.unique) or self.columns


_STAGES = (
    "applied_date",
    "shortlisted_date",
    "interviewed_date",
    "offered_date",
    "accepted_date",
    "checks_cleared_date",
)
_NOTICE = (("start_date", "planned_end_date"),)
_WORKER = ("person_ref", "assignment_ref", "swe_number", "staff_number", "position_ref", "line_manager_ref")


def _spelled(*columns: str) -> dict[str, str]:
    """Columns of the return with a space, a hyphen or nothing where their names have an underscore."""
    return {name.replace("_", mark): name for name in columns if "_" in name for mark in (" ", "-", "")}


_ALL = (
    TableSpec(
        "hr_assignments",
        hr.HrAssignments,
        True,
        "start_date",
        "end_date",
        ("assignment_ref",),
        ordered=_NOTICE,
        ids=_WORKER,
    ),
    TableSpec(
        "agency_assignments",
        hr.AgencyAssignments,
        False,
        "start_date",
        "end_date",
        ("assignment_ref",),
        ordered=_NOTICE,
        ids=_WORKER,
    ),
    TableSpec("hr_positions", hr.HrPositions, False, "from_date", "to_date", ("position_ref", "from_date")),
    TableSpec("hr_absences", hr.HrAbsences, False, "start_date", "end_date"),
    TableSpec(
        "recruitment_requisitions",
        hr.RecruitmentRequisitions,
        unique=("requisition_ref",),
        ordered=(("advert_open_date", "advert_close_date"),),
    ),
    TableSpec(
        "recruitment_applications",
        hr.RecruitmentApplications,
        unique=("application_ref",),
        ordered=tuple(pairwise(_STAGES)),
    ),
    TableSpec("supervisions", hr.Supervisions, start="supervision_date"),
    TableSpec("worker_matches", hr.WorkerMatches, unique=("professional_id",)),
    TableSpec(
        "ssd_involvements",
        caseload.SsdInvolvements,
        True,
        "invo_involvement_start_date",
        "invo_involvement_end_date",
        ("invo_involvements_id",),
        {"personid": "invo_person_id"},
        repeats=("invo_professional_team",),
    ),
    TableSpec(
        "ssd_professionals",
        caseload.SsdProfessionals,
        True,
        unique=("prof_professional_id",),
        repeats=("prof_professional_job_title", "prof_professional_department"),
    ),
    TableSpec("ssd_department", caseload.SsdDepartment, True, unique=("dept_team_id",)),
    TableSpec(
        "ssd_cin_episodes",
        caseload.SsdCinEpisodes,
        True,
        "cine_referral_date",
        "cine_close_date",
        ("cine_referral_id",),
    ),
    TableSpec("ssd_family", caseload.SsdFamily),
    TableSpec(
        "ssd_cin_assessments",
        caseload.SsdCinAssessments,
        False,
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
    ),
    TableSpec(
        "ssd_cin_plans",
        caseload.SsdCinPlans,
        False,
        "cinp_cin_plan_start_date",
        "cinp_cin_plan_end_date",
        links=("cinp_cin_plan_id", "cin_plan_id"),
    ),
    TableSpec("ssd_cp_plans", caseload.SsdCpPlans, False, "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    TableSpec(
        "ssd_cla_episodes",
        caseload.SsdClaEpisodes,
        False,
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
        aliases={"clae_cla_episode_ceased": "clae_cla_episode_ceased_date"},
    ),
    TableSpec("ssd_care_leavers", caseload.SsdCareLeavers),
    TableSpec(
        "ssd_legal_status",
        statutory.SsdLegalStatus,
        False,
        "lega_legal_status_start_date",
        "lega_legal_status_end_date",
    ),
    TableSpec("ssd_cin_visits", caseload.SsdCinVisits, start="cinv_cin_visit_date", links=("cinv_cin_plan_id",)),
    TableSpec("ssd_cp_visits", caseload.SsdCpVisits, start="cppv_cp_visit_date"),
    TableSpec("ssd_cla_visits", caseload.SsdClaVisits, start="clav_cla_visit_date"),
    TableSpec(
        "sw_episodes",
        statutory.SwEpisodes,
        False,
        "sw_decom",
        "sw_dec",
        ("child", "sw_id", "sw_decom"),
        _spelled("sw_id", "sw_decom", "sw_dec", "sw_reason"),
        ids=("child",),
        signature=frozenset({"child", "sw_id", "sw_decom"}),
        is_alone_enough=True,
        is_same_day_refused=True,
    ),
    TableSpec(
        "episodes",
        statutory.Episodes,
        False,
        "decom",
        "dec",
        ids=("child",),
        signature=frozenset({"child", "decom", "rne", "ls"}),
    ),
    TableSpec(
        census.WORKERS,
        census.CensusWorkers,
        start="RoleStartDate",
        end="RoleEndDate",
        aliases=census.spellings(census.CensusWorkers),
        keeps_alike=True,
        private=census.PRIVATE,
        rules={
            "unknown_code": "census_unknown_code",
            "FTE": "census_fte_out_of_range",
            "FTE30": "census_fte_out_of_range",
        },
    ),
    TableSpec(
        census.AUTHORITY,
        census.CensusAuthority,
        unique=("Year",),
        aliases=census.spellings(census.CensusAuthority),
        rules={"unknown_code": "census_unknown_code"},
    ),
)
SPECS: Mapping[str, TableSpec] = {spec.name: spec for spec in _ALL}
