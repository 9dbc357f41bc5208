"""Random authorities whose children change worker when something happens to the worker in HR."""

from __future__ import annotations

from datetime import date, timedelta

from measure_oracle.authorities import REASONS, Maker, text
from measure_oracle.layout import SPELLED
from measure_oracle.rows import day

NEAR = [0, 0, 0, 1, 1, 5, 8, 30, 31, 31, 32, 33, 60]


class Restless(Maker):
    """A random authority where most handovers lie within weeks of a post or an absence starting or ending."""

    def worker(self, number: int, ref: str) -> None:
        """Write one worker's career; two in three have gone for good by the extract date."""
        super().worker(number, ref)
        for row in self.tables["hr_assignments"]:
            if row["person_ref"] == ref and self.chance.random() < 0.6:
                row["org_role"] = "5" if "-0-" in (row["assignment_ref"] or "") else self.chance.choice("356")
        if self.chance.random() < 0.67:
            gone = self.day(before=500, after=0)
            for table in ("hr_assignments", "agency_assignments"):
                for row in self.tables[table]:
                    if row["person_ref"] == ref and (day(row["end_date"]) or date.max) > gone >= day(row["start_date"]):
                        row["end_date"] = gone.isoformat()

    def absences(self) -> None:
        """Write absences, many of them of a week or a day either side."""
        super().absences()
        for row in self.tables["hr_absences"]:
            if self.chance.random() < 0.5:
                row["end_date"] = text(day(row["start_date"]) + timedelta(days=self.chance.choice([6, 7, 7, 8])))

    def child(self, child: str) -> None:
        """Write one child, open since long ago, with holders in turn."""
        chance = self.chance
        opened = self.day(before=800) - timedelta(days=100)
        self.add("ssd_cin_episodes", cine_referral_id=f"REF{child}", cine_person_id=child, cine_referral_date=opened)
        start, held = opened, []
        for number in range(chance.randrange(2, 8)):
            returns = len(held) > 1 and chance.random() < 0.35
            worker = chance.choice(held[:-1]) if returns else chance.choice([*self.ids[3:], "U1"])
            end = self.handed_over([worker, *held[-2:]], start)
            self.add(
                "ssd_involvements",
                invo_involvements_id=f"I{child}{number}",
                invo_professional_id=worker,
                invo_professional_role_id="CW",
                invo_professional_team=chance.choice(SPELLED),
                invo_person_id=child,
                invo_involvement_start_date=start,
                invo_involvement_end_date=end if chance.random() < 0.9 else None,
                invo_worker_change_reason=chance.choice(["ABSENC", *REASONS] if returns else REASONS),
            )
            held.append(worker)
            start = end + timedelta(days=chance.choice([0, 0, 0, 1, 7, 8, 31, 45]))
        self.statuses(child)

    def handed_over(self, workers: list[str], start: date) -> date:
        """Return a day after `start`, near a date that HR has for one of the workers where there is one."""
        near = timedelta(days=self.chance.choice(NEAR) * self.chance.choice([-1, 1]))
        later = sorted(when + near for each in workers for when in self.dates(f"P{each[1:3]}") if when + near > start)
        return self.chance.choice(later[:3]) if later else start + timedelta(days=self.chance.randrange(20, 200))

    def dates(self, ref: str) -> list[date]:
        """Return every day on which a post or an absence of a person begins or ends."""
        rows = [
            row
            for table in ("hr_assignments", "agency_assignments", "hr_absences")
            for row in self.tables[table]
            if row["person_ref"] == ref
        ]
        return [when for row in rows for name in ("start_date", "end_date") if (when := day(row[name]))]
