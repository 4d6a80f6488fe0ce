"""What the Party committee decided on a report, and how it went."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from liaison.annual_reports import policies
from liaison.annual_reports.enums import DECISION
from liaison.annual_reports.models import AnnualReport, Decision
from liaison.annual_reports.workflow.drafting import ROWS
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.changes import made, rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb


@verb(ROWS, policies.can_decide)
def add_decision(report: AnnualReport, *, by: User, text: str, owner: Area, due_on: date) -> Decision:
    """Note something that was decided on a report, and return it. Errors: Denied, Refused, ValidationError.

    Side effects: one Decision, one audit event that both units see.
    """
    if report.reply_on and due_on < report.reply_on:
        raise Refused("落实期限早于批复日期，请检查。")
    decision = made(Decision(report=report, text=text.strip(), owner=owner, due_on=due_on))
    changes = {"事项": ["", decision.text]}
    record("reports.add_decision", "登记批复事项", report, by=by, areas=[report.area, owner], changes=changes)
    return decision


def _move(decision: Decision, verb: str, *, by: User, result: str, on: date | None) -> Decision:
    fresh = locked(Decision.objects.select_related("report__area__parent", "owner"), decision)
    policies.can_move_decision(by, fresh, verb)
    rewritten(fresh, state=DECISION.after(fresh.state, verb), done_on=on, result=result.strip())
    areas, changes = [fresh.report.area, fresh.owner], {"事项": ["", fresh.text]}
    name = f"reports.{verb}_decision"
    record(name, DECISION.verbs[verb], fresh.report, by=by, areas=areas, changes=changes, reason=result)
    return fresh


@transaction.atomic
def finish_decision(decision: Decision, *, by: User, result: str) -> Decision:
    """Say how a decision was carried out. Errors: Denied, ValidationError. Side effects: the decision, one audit event."""
    return _move(decision, "finish", by=by, result=result, on=timezone.localdate())


@transaction.atomic
def reopen_decision(decision: Decision, *, by: User, reason: str) -> Decision:
    """Take a decision up again; what was said of it stays in the trail. Errors: Denied. Side effects: decision, audit event."""
    return _move(decision, "reopen", by=by, result=reason, on=None)
