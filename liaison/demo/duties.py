"""The duties of the demo county's year: most done in time, some late, a few waived, some still late today."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from liaison.obligations import workflow
from liaison.obligations.enums import DutyState, EvidenceKind
from liaison.obligations.models import DutyEvidence, DutyOccurrence
from yunhe.accounts.models import User
from yunhe.areas.models import Area

DEEDS = (
    "帮3户搬迁群众对接来料加工，月增收千余元。",
    "协调2名随迁子女转入就近小学。",
    "联系企业为5名搬迁群众安排岗位。",
    "帮安置小区加装楼道扶手和夜灯。",
)
PAPERS = ("会议纪要", "签到表和会议纪要", "工作报告", "通知和现场记录")


def write_duties(random: Random, today: date, county: Area, by: User) -> None:
    """Give the county its rules as of 1 January, close what its records show, and the rest by lot with a paper."""
    first = date(today.year, 1, 1)
    workflow.install_standards(county, on=first)
    workflow.generate_duties(first)
    if today.month == 12:
        workflow.generate_duties(today)
    workflow.settle_found(today)
    duties = (
        DutyOccurrence.objects.undone()
        .filter(due_on__lte=today + timedelta(days=20))
        .select_related("unit", "template")
    )
    papers = []
    for duty in duties.order_by("pk"):
        lot, due = random.random(), duty.due_on
        if lot > 0.9 or (due > today and lot > 0.4):
            continue
        late = lot > 0.8
        day = min(
            due + timedelta(days=random.randint(2, 20)) if late else due - timedelta(days=random.randint(0, 12)), today
        )
        duty.done_on = max(day, duty.period_from)
        duty.state, duty.closed_by = DutyState.DONE, f"{duty.unit.name}·人大干事"
        duty.closed_at = timezone.make_aware(datetime.combine(duty.done_on, time(16, 30)))
        if duty.template.evidence == EvidenceKind.NOTE:
            duty.note = random.choice(DEEDS) if duty.title == "帮搬实事" else "已逐项核对，没有遗漏。"
        papers.append(
            DutyEvidence(
                occurrence=duty,
                key="paper-1",
                label=f"{duty.title}{random.choice(PAPERS)}",
                on=duty.done_on,
                added_by=duty.closed_by,
            )
        )
    DutyOccurrence.objects.bulk_update(
        [paper.occurrence for paper in papers], ["state", "done_on", "note", "closed_by", "closed_at"]
    )
    DutyEvidence.objects.bulk_create(papers)
    waived = DutyOccurrence.objects.undone().filter(due_on__lt=today, title__endswith="会议")
    waived = waived.order_by("due_on", "pk").first()
    if waived:
        workflow.skip_duty(waived, by=by, reason="当季县、乡人大换届选举，会议合并到下一季度召开。")
