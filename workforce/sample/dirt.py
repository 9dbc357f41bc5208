"""The mistakes that real extracts hold: few, small and the same for a seed."""

import numpy as np
import polars as pl


def rows(rng: np.random.Generator, frame: pl.DataFrame, count: int, where: pl.Expr | None = None) -> pl.Expr:
    """An expression true for some rows chosen by chance, among those of a condition."""
    pool = np.arange(frame.height)
    if where is not None:
        pool = pool[frame.select(where.fill_null(False)).to_series().to_numpy()]
    mask = np.zeros(frame.height, dtype=bool)
    mask[rng.permutation(pool)[:count]] = True
    return pl.lit(pl.Series(mask))


def spoil(frame: pl.DataFrame, chosen: pl.Expr, column: str, value: pl.Expr) -> pl.DataFrame:
    """The frame with a column changed in the chosen rows."""
    return frame.with_columns(pl.when(chosen).then(value).otherwise(pl.col(column)).alias(column))


def texted(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text, dates in ISO."""
    return frame.with_columns(pl.all().cast(pl.String))


def british(rng: np.random.Generator, frame: pl.DataFrame, column: str, count: int) -> pl.DataFrame:
    """Some dates of a column written day first."""
    day_first = pl.col(column).str.replace(r"^(\d{4})-(\d{2})-(\d{2})$", "$3/$2/$1")
    return spoil(frame, rows(rng, frame, count, pl.col(column).is_not_null()), column, day_first)


def repeated(rng: np.random.Generator, frame: pl.DataFrame, count: int) -> pl.DataFrame:
    """Some rows exported twice, the copies last."""
    return pl.concat([frame, frame.filter(rows(rng, frame, count))])


def assignments(rng: np.random.Generator, frame: pl.DataFrame, scale: int) -> pl.DataFrame:
    """hr_assignments with blank contracts, odd FTE, spellings, dates and duplicates."""
    frame = texted(frame)
    past = pl.col("end_date").is_not_null()
    frame = spoil(frame, rows(rng, frame, 3 * scale, past), "contract_type", pl.lit(None, dtype=pl.String))
    frame = spoil(frame, rows(rng, frame, 2 * scale, past), "fte", pl.lit("1.5"))
    frame = spoil(frame, rows(rng, frame, scale, past), "fte", pl.lit("37"))
    frame = spoil(frame, rows(rng, frame, 6 * scale), "team", pl.col("team").str.to_lowercase())
    spelled = pl.col("swe_number").str.replace("^SW", "sw ")
    frame = spoil(frame, rows(rng, frame, 5 * scale, pl.col("swe_number").is_not_null()), "swe_number", spelled)
    frame = british(rng, frame, "start_date", 8 * scale)
    return repeated(rng, frame, 3 * scale)


def agency(rng: np.random.Generator, frame: pl.DataFrame, scale: int) -> pl.DataFrame:
    """agency_assignments with a row that ends before it starts and unknown cover."""
    frame = texted(frame)
    frame = spoil(frame, rows(rng, frame, 4 * scale), "covers_vacancy", pl.lit(None, dtype=pl.String))
    past = pl.col("end_date").is_not_null() & (pl.col("end_date") < "2020-06-01")
    frame = spoil(frame, rows(rng, frame, scale, past), "end_date", pl.lit("2011-01-31"))
    return repeated(rng, frame, 2 * scale)


def involvements(rng: np.random.Generator, frame: pl.DataFrame, scale: int) -> pl.DataFrame:
    """ssd_involvements with unended, reversed, repeated and unknown-worker rows."""
    frame = texted(frame)
    end, who = "invo_involvement_end_date", "invo_professional_id"
    primary = (pl.col("invo_professional_role_id") == "CW") & pl.col(end).is_not_null()
    final = primary & (pl.col("invo_referral_id") != pl.col("invo_referral_id").shift(-1))
    frame = spoil(frame, rows(rng, frame, 25 * scale, final), end, pl.lit(None, dtype=pl.String))
    old = primary & (pl.col(end) < "2021-01-01")
    frame = spoil(frame, rows(rng, frame, 8 * scale, old), end, pl.lit("2010-01-01"))
    frame = spoil(frame, rows(rng, frame, 10 * scale, primary), who, pl.lit("PR999901"))
    frame = spoil(frame, rows(rng, frame, 6 * scale, primary), end, pl.lit("9999-12-31"))
    frame = spoil(
        frame,
        rows(rng, frame, 20 * scale),
        "invo_professional_team",
        pl.col("invo_professional_team").str.to_lowercase(),
    )
    trays = pl.col(who).is_null()
    frame = frame.with_columns(pl.when(trays).then(pl.lit("-1")).otherwise(pl.col(who)).alias(who))
    frame = british(rng, frame, "invo_involvement_start_date", 60 * scale)
    return repeated(rng, frame, 30 * scale)


def professionals(rng: np.random.Generator, frame: pl.DataFrame, scale: int) -> pl.DataFrame:
    """ssd_professionals with registration numbers in other spellings."""
    column = "prof_social_worker_registration_no"
    known = pl.col(column).is_not_null()
    frame = spoil(frame, rows(rng, frame, 8 * scale, known), column, pl.col(column).str.replace("^SW", "sw "))
    return spoil(
        frame, rows(rng, frame, 5 * scale, pl.col(column).str.starts_with("SW")), column, pl.col(column).str.slice(2)
    )
