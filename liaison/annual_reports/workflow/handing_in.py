"""Handing a report in to the Party committee, taking it back, and noting the reply."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from liaison.annual_reports import policies
from liaison.annual_reports.enums import REPORT
from liaison.annual_reports.models import AnnualReport
from liaison.annual_reports.workflow.drafting import lock
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused


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


@transaction.atomic
def hand_in(report: AnnualReport, *, by: User, on: date) -> AnnualReport:
    """Note that the report went to the Party committee on `on`; from then on its text stands.

    Errors: Denied, Refused for a day to come or before the year began. Side effects: report, one audit event.
    """
    fresh = lock(report)
    policies.can_move_report(by, fresh, "hand_in")
    _not_ahead(on, "报送日期")
    if on < date(fresh.year, 1, 1):
        raise Refused(f"报送日期早于 {fresh.year} 年，请检查日期或年度。")
    fresh.state = REPORT.after(fresh.state, "hand_in")
    fresh.edition += 1
    fresh.handed_in_on, fresh.handed_in_by, fresh.withdraw_reason = on, by.display_name, ""
    fresh.seal = seal_of(fresh)
    fresh.full_clean()
    fresh.save()
    record("reports.hand_in", "报送请示汇报", fresh, by=by, areas=[fresh.area], changes={"校验码": ["", fresh.seal]})
    return fresh


@transaction.atomic
def withdraw(report: AnnualReport, *, by: User, reason: str) -> AnnualReport:
    """Take a report back to mend it. Errors: Denied. Side effects: report, one audit event with the reason."""
    fresh = lock(report)
    policies.can_move_report(by, fresh, "withdraw")
    fresh.state = REPORT.after(fresh.state, "withdraw")
    fresh.handed_in_on, fresh.handed_in_by, fresh.seal, fresh.withdraw_reason = None, "", "", reason.strip()
    fresh.full_clean()
    fresh.save()
    record("reports.withdraw", "撤回请示汇报", fresh, by=by, areas=[fresh.area], reason=reason)
    return fresh


@transaction.atomic
def record_reply(report: AnnualReport, *, by: User, on: date, reply: str, number: str = "") -> AnnualReport:
    """Note what the Party committee answered. Errors: Denied, Refused. Side effects: report, one audit event."""
    fresh = lock(report)
    policies.can_move_report(by, fresh, "reply")
    _not_ahead(on, "批复日期")
    if fresh.handed_in_on and on < fresh.handed_in_on:
        raise Refused("批复日期早于报送日期，请检查。")
    fresh.state = REPORT.after(fresh.state, "reply")
    fresh.reply_on, fresh.reply, fresh.reply_number, fresh.replied_by = on, reply.strip(), number, by.display_name
    fresh.full_clean()
    fresh.save()
    record("reports.record_reply", "登记批复", fresh, by=by, areas=[fresh.area])
    return fresh
