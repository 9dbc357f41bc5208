"""What an analyst would write: three measures over 60 month ends in pandas; prints each at the last month end.

The definitions are the product's without the repairs: no bridged gaps, no absence cover inside another worker's
period, no worker matched across the two systems but by registration number.
"""

import json
import sys
from pathlib import Path

import pandas as pd

LAST = pd.Timestamp("2024-09-30")
NEVER = pd.Timestamp("2200-01-01")
MONTH_ENDS = pd.date_range(end=LAST, periods=60, freq="ME")


def main(folder: Path) -> None:
    """Read the five files, compute the three measures at each month end."""
    posts, referrals, involvements = read(folder)
    rows = []
    for as_at in MONTH_ENDS:
        in_post = posts[(posts["start"] <= as_at) & (posts["end"].isna() | (posts["end"] > as_at))]
        agency_people = in_post.loc[in_post["is_agency"], "worker"]
        in_post = in_post[in_post["is_agency"] | ~in_post["worker"].isin(agency_people)]
        open_children = referrals.loc[
            (referrals["start"] <= as_at) & (referrals["end"].isna() | (referrals["end"] > as_at)), "child"
        ].unique()
        rows.append(
            {
                "month": as_at,
                "agency_rate": 100 * in_post.loc[in_post["is_agency"], "fte"].sum() / in_post["fte"].sum(),
                "average_caseload": average_caseload(in_post, involvements, open_children, as_at),
                "worker_changes": worker_changes(involvements, open_children, as_at),
            }
        )
    print(json.dumps({name: round(float(value), 2) for name, value in rows[-1].items() if name != "month"}))


def read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return posts, referrals and primary involvements, with one worker id across the systems."""
    posts = pd.concat(
        [
            text(folder, "hr_assignments").assign(is_agency=False),
            text(folder, "agency_assignments").assign(is_agency=True),
        ],
        ignore_index=True,
    )
    posts["is_agency"] |= posts["contract_type"].str.lower().eq("agency")
    posts["worker"] = registration(posts["swe_number"]).fillna(posts["person_ref"])
    posts["fte"] = pd.to_numeric(posts["fte"], errors="coerce").where(lambda fte: fte.between(0, 1, inclusive="right"))
    posts = posts.drop_duplicates("assignment_ref").pipe(dated, "start_date", "end_date")
    referrals = text(folder, "ssd_cin_episodes").pipe(dated, "cine_referral_date", "cine_close_date")
    referrals = referrals[(referrals["cine_referral_nfa"] != "Y") & ~(referrals["end"] <= referrals["start"])]
    return posts, referrals.rename(columns={"cine_person_id": "child"}), allocations(folder, posts)


def allocations(folder: Path, posts: pd.DataFrame) -> pd.DataFrame:
    """Return primary involvements, ended when the worker left, without those inside an earlier one."""
    holders = text(folder, "ssd_professionals").drop_duplicates("prof_professional_id")
    holders = holders.set_index("prof_professional_id")["prof_social_worker_registration_no"].pipe(registration)
    rows = text(folder, "ssd_involvements")
    rows = rows[rows["invo_professional_role_id"].eq("CW") & rows["invo_professional_id"].notna()]
    rows = rows.drop_duplicates("invo_involvements_id")
    rows = dated(rows, "invo_involvement_start_date", "invo_involvement_end_date")
    rows["worker"] = rows["invo_professional_id"].map(holders).fillna(rows["invo_professional_id"])
    last_days = posts.assign(end=posts["end"].fillna(NEVER)).groupby("worker")["end"].max()
    gone = rows["worker"].map(last_days[last_days < NEVER])
    rows["end"] = rows["end"].where(rows["end"].le(gone) | gone.isna(), gone)
    rows = rows[~(rows["end"] <= rows["start"])]
    rows = rows.rename(columns={"invo_person_id": "child", "invo_referral_id": "referral"})
    rows = rows.sort_values(["child", "referral", "start", "end"])
    until = rows["end"].fillna(NEVER)
    reached = (
        until.groupby([rows["child"], rows["referral"]]).cummax().groupby([rows["child"], rows["referral"]]).shift()
    )
    return rows.loc[~(until < reached), ["child", "referral", "worker", "start", "end"]]


def text(folder: Path, table: str) -> pd.DataFrame:
    """Return one file with every column as text."""
    return pd.read_csv(folder / f"{table}.csv", dtype="str")


def registration(numbers: pd.Series) -> pd.Series:
    """Return registration numbers in one spelling."""
    digits = numbers.str.upper().str.replace(r"[^A-Z0-9]", "", regex=True).str.removeprefix("SW").str.replace("O", "0")
    return ("SW" + digits).where(digits.str.fullmatch(r"\d+", na=False))


def dated(frame: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """Return the frame with `start` and `end` as dates, ISO or day first; a row without a start is dropped."""
    for name, column in (("start", start), ("end", end)):
        iso = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
        day = iso.fillna(pd.to_datetime(frame[column], format="%d/%m/%Y", errors="coerce"))
        frame[name] = day.where(day < NEVER)
    return frame[frame["start"].notna()]


def average_caseload(in_post: pd.DataFrame, rows: pd.DataFrame, open_children, as_at: pd.Timestamp) -> float:
    """Return cases per full-time equivalent of the people who hold one."""
    held = rows[(rows["start"] <= as_at) & (rows["end"].isna() | (rows["end"] > as_at))]
    held = held[held["child"].isin(open_children)].drop_duplicates("child", keep="last")
    fte = in_post.groupby("worker")["fte"].sum()
    cases = held.groupby("worker").size()
    both = pd.concat([cases.rename("cases"), fte[fte > 0].rename("fte")], axis=1, join="inner")
    return both["cases"].sum() / both["fte"].sum()


def worker_changes(rows: pd.DataFrame, open_children, as_at: pd.Timestamp) -> int:
    """Return changes of worker in the 12 months, over children open at the close."""
    known = rows[(rows["start"] <= as_at) & rows["child"].isin(open_children)]
    before = known.groupby(["child", "referral"])["worker"].shift()
    changed = before.notna() & (before != known["worker"]) & (known["start"] > as_at - pd.DateOffset(years=1))
    return int(changed.sum())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
