"""What shows that the yearly report to the Party committee was made: the report that was handed in."""

from collections.abc import Sequence
from datetime import date

from liaison.annual_reports.models import AnnualReport
from liaison.obligations.enums import EvidenceKind
from liaison.obligations.evidence import Finder, Found, window_of
from liaison.obligations.models import Obligation


def find_reports(obligations: Sequence[Obligation], on: date) -> dict[int, list[Found]]:
    """Find the reports of the units for the year of each obligation that were handed in up to `on`; one query."""
    wanted = {obligation.unit_id for obligation in obligations}
    handed_in = AnnualReport.objects.filter(area__in=wanted, handed_in_on__lte=on).select_related("area")
    by_unit = {(report.area_id, report.year): report for report in handed_in}
    found: dict[int, list[Found]] = {}
    for obligation in obligations:
        report = by_unit.get((obligation.unit_id, window_of(obligation)[0].year))
        if report and report.handed_in_on:
            found[obligation.pk] = [
                Found(f"report-{report.pk}", str(report), report.handed_in_on, report.get_absolute_url())
            ]
    return found


FINDER = Finder(EvidenceKind.ANNUAL_REPORT, find_reports)
