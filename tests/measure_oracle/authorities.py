"""Small random authorities, as untidy as real ones are and more, as the rows of extract files."""

from __future__ import annotations

import random
from datetime import date, timedelta

from measure_oracle.layout import COLUMNS, SPELLED, TEAMS
from measure_oracle.rows import Row

FIRST = date(2023, 10, 1)
WHETHER = {
    "price_cap_exception_approved", "uk_registered", "reference_obtained", "substantive_left_same_region",
    "is_project_team", "workers_named_and_approved", "costs_disaggregated", "authority_controls_practice",
}  # fmt: skip
REASONS = ["TSPROC", "LEFTRL", "MANAGE", "ABSENC", "ABSENC", "OTHERS", "FCONTA", None]


class Maker:
    """The rows of one random authority."""

    def __init__(self, seed: int) -> None:
        self.chance, self.later = random.Random(seed), random.Random(seed + 10_000)
        self.seed = seed
        self.months = self.chance.randrange(6, 16)
        first = FIRST + timedelta(days=self.chance.choice([0, 31, 61, 92, 123, 152]))
        self.first = first.replace(day=1)
        end = (self.first + timedelta(days=31 * self.months)).replace(day=1)
        self.extract = end - timedelta(days=1 if self.chance.random() < 0.7 else self.chance.randrange(2, 20))
        self.tables: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self.refs = [f"P{number:02d}" for number in range(self.chance.randrange(20, 41))]
        self.has_positions = self.chance.choice([0.95, 0.6, 0.5, 0.3])

    def add(self, table: str, **values: object) -> None:
        row = {name: text(values.get(name)) for name in COLUMNS[table].split()}
        assert not values.keys() - row.keys(), values.keys() - row.keys()
        self.tables[table].append(row)

    def day(self, before: int = 700, after: int = 20) -> date:
        """Return a day, often on the edge of a month."""
        when = self.extract - timedelta(days=self.chance.randrange(-after, before))
        edge = self.chance.random()
        if edge < 0.15:
            return when.replace(day=1)
        return when.replace(day=1) - timedelta(days=1) if edge < 0.3 else when

    def made(self) -> dict[str, list[Row]]:
        for identity, name in TEAMS.items():
            self.add("ssd_department", dept_team_id=identity, dept_team_name=name)
        for number, ref in enumerate(self.refs):
            self.worker(number, ref)
        self.positions()
        self.absences()
        self.recruitment()
        self.professionals()
        for number in range(self.chance.randrange(30, 61)):
            self.child(f"C{number:03d}")
        self.repeat("hr_assignments", "assignment_ref")
        self.repeat("ssd_involvements", "invo_involvements_id")
        for rows in self.tables.values():
            self.chance.shuffle(rows)
        self.agency_terms()
        self.supervisions()
        return self.tables

    def repeat(self, table: str, key: str) -> None:
        """Repeat some rows: alike, and under the same key with other dates; and add rows that cannot be placed."""
        start = "start_date" if table == "hr_assignments" else "invo_involvement_start_date"
        end = start.replace("start", "end")
        for row in self.chance.sample(self.tables[table], min(4, len(self.tables[table]))):
            self.tables[table].append(dict(row))
        for row in self.chance.sample(self.tables[table], min(3, len(self.tables[table]))):
            moved = self.day()
            self.tables[table].append(row | {start: text(moved), end: text(moved + timedelta(days=90))})
        for row in self.chance.sample(self.tables[table], min(2, len(self.tables[table]))):
            self.tables[table].append(row | {key: f"X{row[key]}", end: text(date(2020, 1, 1))})

    def worker(self, number: int, ref: str) -> None:
        """Write one worker's career: posts in turn, with gaps, moves, second posts and changes of contract."""
        chance = self.chance
        kind = chance.choices(["hr", "agency", "both"], [7, 2, 1])[0]
        number_known = chance.random() < 0.7
        start = self.day(before=1000, after=0)
        place = 0
        while start <= self.extract + timedelta(days=15) and place < 6:
            long = chance.choice([0, 1, 5, 25, 40, 90, 200, 400, 600])
            end = None if chance.random() < 0.35 else start + timedelta(days=long)
            if end and chance.random() < 0.2:
                end = max(start, end.replace(day=1) - timedelta(days=1))
            for second in range(1 + (chance.random() < 0.2)):
                self.post(
                    kind, ref, f"{number}-{place}-{second}", start, end, f"SW{1000 + number}" if number_known else None
                )
            if end is None:
                break
            start = end + timedelta(days=chance.choice([1, 1, 1, 2, 5, 7, 8, 8, 9, 10, 40, -3, 0]))
            kind = chance.choice([kind, kind, kind, "hr", "agency", "both"])
            place += 1

    def post(self, kind: str, ref: str, key: str, start: date, end: date | None, number: str | None) -> None:
        chance = self.chance
        title = chance.choice(
            ["Social Worker"] * 6 + ["senior social worker", "Team Manager", "Team  Manager", "Family Support Worker"]
        )
        role = chance.choice([None, None, None, None, "5", "4", "3", "2", "9"])
        shared = dict(
            person_ref=ref,
            assignment_ref=f"A{key}",
            swe_number=number and chance.choice([number, number[2:], number.lower(), None]),
            staff_number=f"S{ref}" if chance.random() < 0.5 else None,
            post_title=title,
            org_role=role,
            team=chance.choice([*SPELLED, *SPELLED, None]),
            fte=chance.choice(["1", "1", "1.0", "0.5", "0.6", "0.8", None, "37", "0"]),
            start_date=start,
            end_date=end,
            is_newly_qualified=chance.choice([True, False, False, None]),
            position_ref=f"POS{chance.randrange(25)}" if chance.random() < self.has_positions else None,
            line_manager_ref=chance.choice([*self.refs, None, "P99"]),
        )
        contract = chance.choice(["permanent", "permanent", "Perm", "fixed_term", "ftc", "casual", None])
        if kind == "both" or (kind == "agency" and chance.random() < 0.2):
            contract = "agency" if chance.random() < 0.8 else contract
            self.add("hr_assignments", **shared, contract_type=contract)
        elif kind == "hr":
            self.add(
                "hr_assignments",
                **shared,
                contract_type=contract,
                start_origin=chance.choice([None, "1", "4"]),
                **self.going(start),
            )
        if kind in ("agency", "both"):
            shared["start_date"] = start + timedelta(days=chance.choice([0, 0, 0, 10]))
            if end is None or shared["start_date"] <= end:
                self.add("agency_assignments", **shared, covers_vacancy=chance.choice([True, True, False, None]))

    def going(self, start: date) -> dict[str, object]:
        """Return why somebody left and since when they had served, as HR may give them."""
        since = start - timedelta(days=self.later.choice([-40, 0, 300, 700, 731, 1500]))
        return {
            "leave_reason": self.later.choice(["1", "1", "5", "9", None, "12"]),
            "continuous_service_date": self.later.choice([None, None, since]),
        }

    def agency_terms(self) -> None:
        """Write what the agency rules ask of each assignment, drawn apart so that the rest stays as it is."""
        own = random.Random(f"terms of {self.seed}")
        words = ["true", "true", "true", "false", None]
        for row in self.tables["agency_assignments"]:
            left = date.fromisoformat(row["start_date"]) - timedelta(days=own.randrange(20, 200))
            row |= {name: own.choice(words) for name in row.keys() & WHETHER}
            row |= {
                "agency_role": own.choice(["social worker", " Social Worker", "team manager", "advanced practitioner"]),
                "hourly_price": own.choice(["39.99", "40", "41", "42", "43", "50", "50.01", None]),
                "post_qualifying_months": own.choice(["35", "36", "60", "60", None]),
                "notice_days": own.choice(["7", "27", "28", "28", None]),
                "substantive_notice_days": own.choice(["7", "84", None]),
                "substantive_left_date": own.choice([None, None, text(left)]),
                "substantive_left_reason": own.choice([None, "Redundancy", "probation ", "resigned"]),
            }

    def supervisions(self) -> None:
        """Write meetings of most people, drawn apart so that the rest stays as it is; one is long before all months."""
        own = random.Random(f"meetings of {self.seed}")
        self.add("supervisions", person_ref="P99", supervision_date=self.first - timedelta(days=90))
        for ref in self.refs:
            when = self.first - timedelta(days=own.randrange(40))
            while when < self.extract + timedelta(days=9):
                self.add(
                    "supervisions",
                    person_ref=ref,
                    supervisor_ref=own.choice([*self.refs, None]),
                    supervision_date=when,
                    kind=own.choice(["personal", "case", None]),
                )
                when += timedelta(days=own.choice([0, 14, 30, 31, 32, 61]))

    def positions(self) -> None:
        for number in range(self.chance.randrange(15, 28)):
            start = self.chance.choice([date(2019, 4, 1), date(2019, 4, 1), self.day()])
            end = self.chance.choice([None, None, None, max(start, self.day(before=300))])
            self.add(
                "hr_positions",
                position_ref=f"POS{number}",
                title=self.chance.choice(["Social Worker", "Team Manager"]),
                team=self.chance.choice([*SPELLED, None]),
                org_role=self.chance.choice([None, "5", "3"]),
                budgeted_fte=self.chance.choice(["1", "1", "0.5", "2", "3", None]),
                from_date=start,
                to_date=end,
                is_frozen=self.chance.choice([True, False, None, None]),
            )

    def absences(self) -> None:
        for _ in range(self.chance.randrange(15, 40)):
            start = self.day()
            end = (
                None
                if self.chance.random() < 0.15
                else start + timedelta(days=self.chance.choice([0, 1, 3, 10, 30, 200]))
            )
            self.add(
                "hr_absences",
                person_ref=self.chance.choice([*self.refs, "P98"]),
                start_date=start,
                end_date=end,
                reason=self.chance.choice(["SIC", "SIC", "SIC", "MAT", "PUB", "TRN", "OTH", None]),
                working_days_lost=self.chance.choice([None, None, "1", "5", "12.5"]),
            )

    def recruitment(self) -> None:
        chance = self.chance
        for number in range(chance.randrange(10, 25)):
            approved = self.day(before=500)
            self.add(
                "recruitment_requisitions",
                requisition_ref=f"R{number}",
                title="Social Worker",
                team=chance.choice([*SPELLED, None]),
                org_role=chance.choice([None, "5", "3"]),
                fte="1",
                reason="new",
                approved_date=approved,
                cancelled_date=approved + timedelta(days=chance.randrange(10, 150)) if chance.random() < 0.2 else None,
            )
            for place in range(chance.choice([0, 1, 1, 2, 3])):
                self.application(f"R{number}", f"{number}-{place}", approved)
        self.application("R99", "orphan", self.extract - timedelta(days=90))

    def application(self, requisition: str, key: str, approved: date) -> None:
        chance = self.chance
        applied = approved + timedelta(days=chance.randrange(5, 40))
        offered = applied + timedelta(days=chance.randrange(5, 40)) if chance.random() < 0.8 else None
        outcome = chance.choice(
            ["accepted", "accepted", "accepted", "reneged", "declined", "withdrawn", "rejected", "pending"]
        )
        after = lambda most: offered + timedelta(days=chance.randrange(0, most))  # noqa: E731
        decided = after(20) if offered and outcome != "pending" else None
        # drawn apart, so that the rest of a seed's authority stays as it was
        apart = random.Random(f"{self.extract}{key}")
        between = [apart.random() < 0.6 for _ in range(2)]
        first_day = apart.choice([None, decided + timedelta(days=apart.randrange(0, 60))]) if decided else None
        self.add(
            "recruitment_applications",
            application_ref=f"APP{key}",
            requisition_ref=requisition,
            is_internal=chance.choice([True, False, None]),
            applied_date=applied,
            shortlisted_date=applied + timedelta(days=1) if applied and between[0] else None,
            interviewed_date=applied + timedelta(days=2) if applied and between[1] else None,
            offered_date=offered,
            start_date=first_day if outcome in ("accepted", "reneged") else None,
            accepted_date=decided if outcome in ("accepted", "reneged") else None,
            declined_date=decided if outcome == "declined" else None,
            withdrawn_date=decided + timedelta(days=chance.randrange(0, 60))
            if decided and outcome in ("reneged", "withdrawn")
            else None,
            rejected_date=decided if outcome == "rejected" else None,
        )

    def professionals(self) -> None:
        self.ids: list[str | None] = [None, "U1", "U2"]
        for number, ref in enumerate(self.refs):
            for copy in range(1 + (self.chance.random() < 0.1)):
                how = self.chance.choice(["swe", "swe", "staff", "hand", "none"])
                identity = f"W{number:02d}{'ab'[copy]}"
                self.ids.append(identity)
                self.add(
                    "ssd_professionals",
                    prof_professional_id=identity,
                    prof_staff_id=f"S{ref}" if how == "staff" else None,
                    prof_social_worker_registration_no=self.chance.choice([f"SW{1000 + number}", f"{1000 + number}"])
                    if how == "swe"
                    else self.chance.choice([None, "XX12", "0000"]),
                )
                if how == "hand":
                    self.add("worker_matches", professional_id=identity, person_ref=ref)

    def child(self, child: str) -> None:
        chance = self.chance
        opened = self.day(before=600)
        for number in range(chance.choice([1, 1, 1, 2, 3])):
            closed = opened + timedelta(days=chance.choice([0, 30, 90, 200, 300])) if chance.random() < 0.5 else None
            self.add(
                "ssd_cin_episodes",
                cine_referral_id=f"REF{child}{number}",
                cine_person_id=child,
                cine_referral_date=opened,
                cine_close_date=closed,
                cine_referral_nfa=chance.choice([False, None, None, None, None, True]),
                cine_referral_team=chance.choice([*SPELLED, None]),
            )
            if closed is None and chance.random() < 0.8:
                break
            opened = (closed or opened) + timedelta(days=chance.choice([-20, -1, 0, 1, 10, 60]))
        for number in range(chance.choice([0, 1, 2, 2, 3, 4, 5])):
            begun = self.day(before=600)
            ended = None if chance.random() < 0.4 else begun + timedelta(days=chance.choice([0, 1, 7, 30, 60, 200]))
            self.add(
                "ssd_involvements",
                invo_involvements_id=f"I{child}{number}",
                invo_professional_id=chance.choice(self.ids),
                invo_professional_role_id=chance.choice(["CW", "cw", "CW ", "CW", "CO", "DUTY", "MGR"]),
                invo_professional_team=chance.choice([*SPELLED, None]),
                invo_person_id=child,
                invo_involvement_start_date=begun,
                invo_involvement_end_date=ended,
                invo_worker_change_reason=chance.choice(REASONS),
                invo_referral_id=None,
            )
        self.statuses(child)

    def statuses(self, child: str) -> None:
        for table, start, end in (
            ("ssd_cla_episodes", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
            ("ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
            ("ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
        ):
            if self.chance.random() < 0.3:
                begun = self.day(before=500)
                ended = begun + timedelta(days=self.chance.randrange(0, 300)) if self.chance.random() < 0.5 else None
                person = start.split("_")[0] + "_person_id"
                self.add(table, **{person: child, start: begun, end: ended})


def text(value: object) -> str | None:
    """Return a value as an extract file holds it."""
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else value.isoformat()
