"""What an analyst who follows the definitions would write: three measures over 60 month ends in pandas, from the files.

Prints each measure at each month end. Worker changes and caseload take the allocation rows as they were known at that
month end: rows that started later had not been written yet, so each month end has spells of its own.
"""

import json
import sys
from pathlib import Path

import pandas as pd

LAST = pd.Timestamp("2024-09-30")
NEVER = pd.Timestamp("2200-01-01")
MONTH_ENDS = pd.date_range(end=LAST, periods=60, freq="ME")
DAY = pd.Timedelta(days=1)


def main(folder: Path) -> None:
    """Read the files, compute the three measures at each month end, print them."""
    posts = read_posts(folder)
    periods = open_periods(folder)
    rows = allocations(folder, posts, periods)
    posts = bridged(posts)
    figures = {str(as_at.date()): at_month_end(posts, periods, rows, as_at) for as_at in MONTH_ENDS}
    print(json.dumps(figures))


def at_month_end(
    posts: pd.DataFrame, periods: pd.DataFrame, rows: pd.DataFrame, as_at: pd.Timestamp
) -> dict[str, float]:
    """Return the three measures at the close of a day."""
    posts = in_post(posts, as_at)
    is_open = (periods["open"] <= as_at) & (periods["close"] > as_at)
    open_children = periods.loc[is_open, "child"]
    known = rows[(rows["recorded_start"] <= as_at) & (rows["open"] <= as_at) & rows["child"].isin(open_children)]
    spells = holders(known, periods[periods["open"] <= as_at])
    spells = spells[spells["start"] <= as_at]
    return {
        "agency_rate": float(100 * posts.loc[posts["is_agency"], "fte"].sum() / posts["fte"].sum()),
        "average_caseload": average_caseload(posts, spells[spells["end"] > as_at]),
        "worker_changes": worker_changes(spells, as_at),
    }


def average_caseload(posts: pd.DataFrame, held: pd.DataFrame) -> float:
    """Return cases per full-time equivalent of the people with a known one who hold a case."""
    fte = posts.groupby("worker")["fte"].sum()
    cases = held.groupby("worker").size()
    both = pd.concat([cases.rename("cases"), fte[fte > 0].rename("fte")], axis=1, join="inner")
    return float(both["cases"].sum() / both["fte"].sum())


def worker_changes(spells: pd.DataFrame, as_at: pd.Timestamp) -> int:
    """Return the changes of worker in the 12 months, inside an open period and carried across gaps."""
    before = spells.groupby("period")["worker"].shift()
    window_start = as_at + DAY - pd.DateOffset(years=1)
    return int((before.notna() & (before != spells["worker"]) & (spells["start"] >= window_start)).sum())


def holders(rows: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return who holds each child when, in order: one row per open period and stretch of days with one worker."""
    rows = hand_overs(without_nested(unended_closed(absence_cover_moved(same_person_joined(rows)))))
    return pd.concat([rows, carried_over(rows, periods)]).sort_values(["period", "start"])


def same_person_joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join touching and overlapping rows of one person; `rows` come sorted by period, worker, start and end."""
    person = [rows["period"], rows["worker"]]
    reached = rows["end"].groupby(person).cummax().groupby(person).shift()
    run = (reached.isna() | (rows["start"] > reached)).cumsum()
    return rows.groupby(run, sort=False).agg(
        period=("period", "first"), child=("child", "first"), close=("close", "first"), worker=("worker", "first"),
        professional=("professional", "min"), reason=("reason", "first"), start=("start", "min"), end=("end", "max"),
        recorded_end=("recorded_end", "max"),
    )  # fmt: skip


def absence_cover_moved(rows: pd.DataFrame) -> pd.DataFrame:
    """Take absence cover out as long as another's row runs."""
    rows = rows.assign(is_absence=rows["reason"].eq("ABSENC"))
    rows = rows.sort_values(["period", "start", "is_absence", "professional"])
    others = rows.groupby("period")["end"].cummax().groupby(rows["period"]).shift()
    rows["start"] = rows["start"].mask(rows["is_absence"] & (others > rows["start"]), others)
    return rows[rows["start"] < rows["end"]]


def unended_closed(rows: pd.DataFrame) -> pd.DataFrame:
    """End every unended row but the latest-starting of its period at the next later start."""
    unended = rows["recorded_end"].eq(NEVER)
    latest = rows["start"].where(unended).groupby(rows["period"]).transform("max")
    starts = rows[["period", "start"]].drop_duplicates().sort_values(["period", "start"])
    starts["next_start"] = starts.groupby("period")["start"].shift(-1)
    rows = rows.merge(starts, on=["period", "start"], how="left")
    to_end = (rows["recorded_end"] == NEVER) & (rows["start"] < latest.to_numpy()) & (rows["next_start"] < rows["end"])
    return rows.assign(end=rows["end"].mask(to_end, rows["next_start"])).drop(columns="next_start")


def without_nested(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out a row strictly inside another's, and all but the lowest id of joint primaries."""
    rows = rows.sort_values(["period", "start", "end", "professional"], ascending=[True, True, False, True])
    by_period = rows.groupby("period")
    nested = by_period["end"].cummax().groupby(rows["period"]).shift() > rows["end"]
    joint = (by_period["start"].shift() == rows["start"]) & (by_period["end"].shift() == rows["end"])
    return rows[~nested & ~joint]


def hand_overs(rows: pd.DataFrame) -> pd.DataFrame:
    """Hand over at the later start where two rows overlap; `rows` come sorted by period and start."""
    next_start = rows.groupby("period")["start"].shift(-1)
    rows = rows.assign(end=rows["end"].mask(next_start < rows["end"], next_start))
    return rows[rows["start"] < rows["end"]]


def carried_over(rows: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return the days of reopened cases that only a row running on from an earlier period of the child serves."""
    running = rows[(rows["end"] == rows["close"]) & (rows["recorded_end"] > rows["close"])]
    later = running.drop(columns=["start", "end"]).merge(periods, on="child", suffixes=("", "_later"))
    later = later[(later["period_later"] > later["period"]) & (later["open"] < later["recorded_end"])]
    later = later.sort_values("period").drop_duplicates("period_later", keep="last")
    later = later.assign(period=later["period_later"], until=later[["recorded_end", "close_later"]].min(axis=1))
    own = rows.loc[rows["period"].isin(later["period"]), ["period", "start", "end"]]
    ends = later[["period", "until"]].rename(columns={"until": "start"}).assign(end=NEVER)
    own = pd.concat([own, ends]).sort_values(["period", "start", "end"])
    own["reached"] = own.groupby("period")["end"].cummax().groupby(own["period"]).shift()
    gaps = later[["period", "child", "worker", "open", "until"]].merge(own, on="period")
    gaps["end"] = gaps[["start", "until"]].min(axis=1)
    gaps["start"] = gaps["reached"].fillna(gaps["open"])
    return gaps.loc[gaps["start"] < gaps["end"], ["period", "child", "worker", "start", "end"]]


def in_post(posts: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """Return the posts held at the close of a day; the agency file wins over HR where both have the person."""
    posts = posts[(posts["start"] <= as_at) & (posts["end"] > as_at)]
    agency_people = posts.loc[posts["is_agency_file"] & (posts["last_day"] > as_at), "worker"]
    return posts[posts["is_agency_file"] | ~posts["worker"].isin(agency_people)]


def bridged(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the posts with `end` moved across gaps of up to 7 days to the next post of the same kind."""
    posts = posts.sort_values(["worker", "is_agency", "start"])
    kind = [posts["worker"], posts["is_agency"]]
    reached = posts["last_day"].groupby(kind).cummax().groupby(kind).shift()
    gaps = posts.assign(last_day=reached, next_start=posts["start"])
    gaps = gaps.loc[(gaps["start"] > reached) & (gaps["start"] <= reached + 8 * DAY),
                    ["worker", "is_agency", "last_day", "next_start"]]  # fmt: skip
    others = gaps.merge(posts, on="worker", suffixes=("", "_other"))
    others = others[
        (others["is_agency"] != others["is_agency_other"])
        & (others["start"] < others["next_start"])
        & (others["last_day_other"] > others["last_day"])
        & (others["start"] < others["last_day_other"])
    ]
    keys = ["worker", "is_agency", "last_day"]
    gaps = gaps[~pd.MultiIndex.from_frame(gaps[keys]).isin(pd.MultiIndex.from_frame(others[keys]))]
    posts = posts.merge(gaps, on=keys, how="left")
    return posts.assign(end=posts["next_start"].fillna(posts["last_day"]))


def read_posts(folder: Path) -> pd.DataFrame:
    """Return the post spells of both HR files, with one worker id for each person."""
    posts = pd.concat(
        [
            text(folder, "hr_assignments").assign(is_agency_file=False),
            text(folder, "agency_assignments").assign(is_agency_file=True),
        ],
        ignore_index=True,
    )
    posts["is_agency"] = posts["is_agency_file"] | posts["contract_type"].str.lower().eq("agency")
    posts["registration"] = registration(posts["swe_number"])
    numbers = posts.groupby("person_ref")["registration"].min()
    posts["worker"] = posts["person_ref"].map(numbers).fillna("ref:" + posts["person_ref"])
    posts["fte"] = pd.to_numeric(posts["fte"], errors="coerce").where(lambda fte: fte.between(0, 1) & (fte > 0))
    posts = dated(posts, "start_date", "end_date").rename(columns={"end": "last_day"})
    return posts[["worker", "registration", "staff_number", "is_agency", "is_agency_file", "fte", "start", "last_day"]]


def open_periods(folder: Path) -> pd.DataFrame:
    """Return the open periods of each child: overlapping and touching referrals joined."""
    referrals = dated(text(folder, "ssd_cin_episodes"), "cine_referral_date", "cine_close_date")
    referrals = referrals[(referrals["cine_referral_nfa"] != "Y") & (referrals["end"] > referrals["start"])]
    referrals = referrals.sort_values(["cine_person_id", "start"])
    child = referrals["cine_person_id"]
    reached = referrals.groupby("cine_person_id")["end"].cummax().groupby(child).shift()
    period = (reached.isna() | (referrals["start"] > reached)).cumsum().rename("period")
    return referrals.groupby(period, as_index=False).agg(
        child=("cine_person_id", "first"), open=("start", "min"), close=("end", "max")
    )


def allocations(folder: Path, posts: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of named primary workers, ended when the worker left, clipped to the first period they meet."""
    rows = dated(text(folder, "ssd_involvements"), "invo_involvement_start_date", "invo_involvement_end_date")
    rows = rows[rows["invo_professional_role_id"].eq("CW") & rows["invo_professional_id"].ne("-1")]
    rows = rows.rename(
        columns={
            "invo_person_id": "child",
            "invo_professional_id": "professional",
            "invo_worker_change_reason": "reason",
            "start": "recorded_start",
            "end": "recorded_end",
        }
    ).dropna(subset="professional")
    rows["worker"] = rows["professional"].map(matched(folder, posts)).fillna("id:" + rows["professional"])
    gone = rows["worker"].map(posts.groupby("worker")["last_day"].max())
    rows["recorded_end"] = rows["recorded_end"].mask(gone < rows["recorded_end"], gone)
    rows = rows.merge(periods, on="child")
    rows = rows[
        (rows["recorded_end"] > rows["recorded_start"])
        & (rows["recorded_start"] < rows["close"])
        & (rows["recorded_end"] > rows["open"])
    ]
    rows = rows.sort_values("period").drop_duplicates("invo_involvements_id")
    rows["start"] = rows[["recorded_start", "open"]].max(axis=1)
    rows["end"] = rows[["recorded_end", "close"]].min(axis=1)
    return rows.sort_values(["period", "worker", "start", "end", "invo_involvements_id"])


def matched(folder: Path, posts: pd.DataFrame) -> pd.Series:
    """Return the worker of each id of the case system: by registration number, else by staff number."""
    people = text(folder, "ssd_professionals").set_index("prof_professional_id")
    numbers = registration(people["prof_social_worker_registration_no"])
    by_number = posts.dropna(subset="registration").groupby("registration")["worker"].min()
    by_staff = posts.dropna(subset="staff_number").groupby("staff_number")["worker"].agg(["min", "nunique"])
    by_staff = by_staff.loc[by_staff["nunique"] == 1, "min"]
    return numbers.map(by_number).fillna(people["prof_staff_id"].map(by_staff)).fillna(numbers).dropna()


def text(folder: Path, table: str) -> pd.DataFrame:
    """Return one file with every column as text, rows alike in every column once."""
    return pd.read_csv(folder / f"{table}.csv", dtype="str").drop_duplicates()


def registration(numbers: pd.Series) -> pd.Series:
    """Return registration numbers in one spelling."""
    digits = numbers.str.upper().str.replace(r"[^A-Z0-9]", "", regex=True).str.removeprefix("SW").str.replace("O", "0")
    return ("SW" + digits).where(digits.str.fullmatch(r"\d+", na=False))


def dated(frame: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """Return the frame with `start` and `end` as dates, ISO or day first; rows without a start or reversed go."""
    for name, column in (("start", start), ("end", end)):
        iso = pd.to_datetime(frame[column], format="%Y-%m-%d", errors="coerce")
        day = iso.fillna(pd.to_datetime(frame[column], format="%d/%m/%Y", errors="coerce"))
        frame[name] = day.where(day < NEVER)
    frame["end"] = frame["end"].fillna(NEVER)
    return frame[frame["start"].notna() & (frame["end"] >= frame["start"])]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
