"""What shows that the yearly report to the Party committee was made: the report that was handed in."""

from collections.abc import Sequence
from datetime import date

from liaison.annual_reports.models import AnnualReport
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.evidence import Finder, Found, window_of
from liaison.obligations.models import DutyOccurrence


def find_reports(duties: Sequence[DutyOccurrence], on: date) -> dict[int, list[Found]]:
    """Find the reports of the units for the year of each duty that were handed in up to `on`; one query."""
    wanted = {duty.unit_id for duty in duties}
    handed_in = AnnualReport.objects.filter(area__in=wanted, handed_in_on__lte=on).select_related("area")
    by_unit = {(report.area_id, report.year): report for report in handed_in}
    found: dict[int, list[Found]] = {}
    for duty in duties:
        report = by_unit.get((duty.unit_id, window_of(duty)[0].year))
        if report and report.handed_in_on:
            found[duty.pk] = [Found(f"report-{report.pk}", str(report), report.handed_in_on, report.get_absolute_url())]
    return found


FINDER = Finder(EvidenceKind.ANNUAL_REPORT, find_reports)
