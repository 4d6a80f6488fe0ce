"""Reads about codes: what to print, what a screen shows, how often they are scanned."""

from stations.codes.queries.activities import with_codes
from stations.codes.queries.prints import (
    Choice,
    Plan,
    Stale,
    out_of_date,
    plan_of,
    plan_of_codes,
    stale_prints,
    without_code,
)
from stations.codes.queries.scans import Day, ScanSummary, scans_of
from stations.codes.queries.screens import ScreenCode, code_of, codes_from, screen_of, why_dark
