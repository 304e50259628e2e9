"""The day on which a passport was issued (validity is computed from it)."""

from __future__ import annotations

import numpy as np
import polars as pl

from tenmatsu.pii import dates
from tenmatsu.pii.kind import Kind, nothing
from tenmatsu.pii.look import Look

HEADERS = (
    "旅券発行日 旅券発行年月日 パスポート発行日 パスポート発行年月日 旅券発給日 パスポート発給日 旅券取得日 "
    "パスポート取得日 旅券交付日 パスポート交付日 旅券発給年月日 パスポート取得年月日 旅券取得年月日 "
    "passport_issue_date passportissuedate passport_issued passportissued passport_issued_at passport_issued_on "
    "passportissuedon passport_issue passportissue passport_date passportdate ryoken_hakkobi ryokenhakkobi "
    "passport_iss_dt passport_issue_dt passportissuedt date_of_issue dateofissue pp_issue_date ppissuedate "
    "pp_issue passport_issue_ymd ryoken_hakko ppt_iss_dt "
)
SAYS = "発行日 発行年月日 発給日 issue_date issued issued_on issued_date date_of_issue "


def allows(look: Look) -> float:
    return look.dated


def valid(cells: pl.Series) -> pl.Series:
    return pl.Series(~np.isnat(dates.days(cells)))


KIND = Kind(
    word="passport_issue_date",
    ja="旅券発行日",
    en="passport issue date",
    headers=tuple(HEADERS.split()),
    looks=nothing,
    allows=allows,
    valid=valid,
    hits=(("旅券発行日", "2012-04-01", "2014-05-06"), ("passport_issue_date", "20120401", "20140506")),
    misses=(("", "2012-04-01", "2014-05-06"), ("発送日", "2024-04-01", "2024-05-06")),
    says=tuple(SAYS.split()),
    by_distinct=True,
)
