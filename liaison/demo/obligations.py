"""The obligations of the demo county's year: most done in time, some late, a few waived, some still late today."""

from datetime import date, timedelta
from random import Random

from liaison.demo.making import clerk_of, moment
from liaison.obligations import workflow
from liaison.obligations.enums import EvidenceKind, ObligationState
from liaison.obligations.models import Obligation, ObligationEvidence
from yunhe.accounts.models import User
from yunhe.areas.models import Area

DEEDS = (
    "帮3户搬迁群众对接来料加工，月增收千余元。",
    "协调2名随迁子女转入就近小学。",
    "联系企业为5名搬迁群众安排岗位。",
    "帮安置小区加装楼道扶手和夜灯。",
)
# what the registers show or do not show; no paper says otherwise
FOUND = (EvidenceKind.JOINT_MEETING, EvidenceKind.LEDGER, EvidenceKind.JOINT_ACTIVITY, EvidenceKind.HOME_VISIT)
PAPERS = ("会议纪要", "签到表和会议纪要", "工作报告", "通知和现场记录")


def write_obligations(random: Random, today: date, county: Area, by: User) -> None:
    """Give the county its rules as of 1 January, close what its records show, and the rest by lot with a paper."""
    first = date(today.year, 1, 1)
    workflow.install_standards(county, on=first)
    workflow.generate_obligations(first)
    if today.month == 12:
        workflow.generate_obligations(today)
    workflow.settle_found(today)
    due = Obligation.objects.undone().filter(due_on__lte=today + timedelta(days=20))
    obligations = due.exclude(template__evidence__in=FOUND).select_related("unit", "template")
    papers = []
    for obligation in obligations.order_by("pk"):
        lot, due = random.random(), obligation.due_on
        if lot > 0.9 or (due > today and lot > 0.4):
            continue
        late = lot > 0.8
        day = min(
            due + timedelta(days=random.randint(2, 20)) if late else due - timedelta(days=random.randint(0, 12)), today
        )
        obligation.done_on = max(day, obligation.period_from)
        obligation.state, obligation.closed_by = ObligationState.DONE, clerk_of(obligation.unit)
        obligation.closed_at = moment(obligation.done_on, 16, 30)
        if obligation.template.evidence == EvidenceKind.NOTE:
            obligation.note = random.choice(DEEDS) if obligation.title == "帮搬实事" else "已逐项核对，没有遗漏。"
        papers.append(
            ObligationEvidence(
                obligation=obligation,
                key="paper-1",
                label=f"{obligation.title}{random.choice(PAPERS)}",
                on=obligation.done_on,
                added_by=obligation.closed_by,
            )
        )
    Obligation.objects.bulk_update(
        [paper.obligation for paper in papers], ["state", "done_on", "note", "closed_by", "closed_at"]
    )
    ObligationEvidence.objects.bulk_create(papers)
    waived = Obligation.objects.undone().filter(due_on__lt=today, title__endswith="会议")
    waived = waived.order_by("due_on", "pk").first()
    if waived:
        workflow.skip_obligation(waived, by=by, reason="当季县、乡人大换届选举，会议合并到下一季度召开。")
