"""Handing a report in to the Party committee, taking it back, and noting the reply."""

import hashlib
from datetime import date

from django.utils import timezone

from liaison.annual_reports import policies
from liaison.annual_reports.enums import REPORT
from liaison.annual_reports.models import AnnualReport
from liaison.annual_reports.workflow.drafting import ROWS
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.changes import rewritten
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb


def seal_of(report: AnnualReport) -> str:
    """Return the check code of a report's text (12 characters): a copy on paper can be compared with it."""
    head = (report.title, report.number, report.addressee, report.signer)
    parts = [
        *head,
        *(f"{section.heading}\n{section.text}" for section in report.sections.order_by("order") if section.text),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12].upper()


def _not_ahead(on: date, name: str) -> None:
    if on > timezone.localdate():
        raise Refused(f"{name}不能晚于今天。")


@verb(ROWS, policies.can_move_report, "hand_in")
def hand_in(report: AnnualReport, *, by: User, on: date) -> AnnualReport:
    """Note that the report went to the Party committee on `on`; from then on its text stands.

    Errors: Denied, Refused for a day to come or before the year began. Side effects: report, one audit event.
    """
    _not_ahead(on, "报送日期")
    if on < date(report.year, 1, 1):
        raise Refused(f"报送日期早于 {report.year} 年，请检查日期或年度。")
    facts = {"edition": report.edition + 1, "handed_in_on": on, "handed_in_by": by.display_name, "withdraw_reason": ""}
    rewritten(report, state=REPORT.after(report.state, "hand_in"), seal=seal_of(report), **facts)
    record("reports.hand_in", "报送请示汇报", report, by=by, changes={"校验码": ["", report.seal]})
    return report


@verb(ROWS, policies.can_move_report, "withdraw")
def withdraw(report: AnnualReport, *, by: User, reason: str) -> AnnualReport:
    """Take a report back to mend it. Errors: Denied. Side effects: report, one audit event with the reason."""
    facts = {"handed_in_on": None, "handed_in_by": "", "seal": "", "withdraw_reason": reason.strip()}
    rewritten(report, state=REPORT.after(report.state, "withdraw"), **facts)
    record("reports.withdraw", "撤回请示汇报", report, by=by, reason=reason)
    return report


@verb(ROWS, policies.can_move_report, "reply")
def record_reply(report: AnnualReport, *, by: User, on: date, reply: str, number: str = "") -> AnnualReport:
    """Note what the Party committee answered. Errors: Denied, Refused. Side effects: report, one audit event."""
    _not_ahead(on, "批复日期")
    if report.handed_in_on and on < report.handed_in_on:
        raise Refused("批复日期早于报送日期，请检查。")
    facts = {"reply_on": on, "reply": reply.strip(), "reply_number": number, "replied_by": by.display_name}
    rewritten(report, state=REPORT.after(report.state, "reply"), **facts)
    record("reports.record_reply", "登记批复", report, by=by)
    return report
