"""Contracts of the files of the SSDA903 return that are read, and of the legal status beside them."""

from datetime import date

import pandera.polars as pa

from workforce.contracts.fields import needed, optional, present

REASONS = ["MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED", "OTHERS"]


class SwEpisodes(pa.DataFrameModel):
    """One row per period of a child looked after with one social worker, as in the SSDA903 return."""

    child: str = needed("Id of the child, as in the other SSDA903 files.")
    sw_id: str = needed("Registration number (SW and digits), or a local id (XX and more) where there is none.")
    sw_decom: date = needed("Day the worker began.")
    sw_dec: date = present("Day the worker ended; blank while open.")
    sw_reason: str = present("Why this worker began.", isin=REASONS)


class Episodes(pa.DataFrameModel):
    """One row per episode of care, as in the SSDA903 return."""

    child: str = needed("Id of the child, as in the other SSDA903 files.")
    decom: date = needed("Day the episode began.")
    dec: date = present("Day the episode ceased; blank while open.")
    ls: str = present("Legal status; V3 and V4 are a series of short breaks.")


class SsdLegalStatus(pa.DataFrameModel):
    """One row per legal status of a child."""

    lega_person_id: str = needed("Id of the child.")
    lega_legal_status: str = optional("Legal status; V3 and V4 are a series of short breaks.")
    lega_legal_status_start_date: date = needed("Day it began.")
    lega_legal_status_end_date: date = present("Day it ended; blank while in force.")
