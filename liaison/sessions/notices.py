"""Whom to tell what about sessions, leaves and absences."""

from collections.abc import Iterator

from django.urls import reverse

from liaison.sessions.enums import LeaveSide
from liaison.sessions.models import CongressSession, LeaveStep, Summons
from yunhe.accounts.enums import OFFICES, Role
from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.notices.telling import Message, holders

KIND = "session"
RULE = "代表法第六十二条：未经批准两次不出席本级人民代表大会会议的，代表资格终止。"


def _office_of(area: Area) -> list[User]:
    """Return who works in the office that convenes for `area`: of the county, or of the township."""
    return holders(area, *OFFICES)


def of_session(session: CongressSession) -> Iterator[Message]:
    """Tell the deputies who are called when and where, and that leave is asked for beforehand."""
    place = f"，地点：{session.place}" if session.place else ""
    yield Message(
        User.objects.filter(deputy__summonses__session=session, is_active=True).distinct().order_by("pk"),
        key=f"session-{session.pk}-{session.begins_on}-{session.ends_on}",
        kind=KIND,
        title=f"会议通知：{session}",
        body=f"{session.days_label}{place}。不能到会的，请在会前点开“我的会议”请假，经批准才算请假。",
        url=reverse("sessions:my-sessions"),
        is_urgent=True,
    )


def of_cancelled(session: CongressSession) -> Iterator[Message]:
    """Tell the deputies who were called that it is not held."""
    yield Message(
        User.objects.filter(deputy__summonses__session=session, is_active=True).distinct().order_by("pk"),
        key=f"session-{session.pk}-cancelled",
        kind=KIND,
        title=f"会议取消：{session}",
        body=f"原定{session.days_label}的会议取消。原因：{session.cancel_reason}",
        url=reverse("sessions:my-sessions"),
        is_urgent=True,
    )


def of_leave_step(step: LeaveStep) -> Iterator[Message]:
    """Tell the other side of a step about a leave: the convenor, or the deputy."""
    leave = step.leave
    session, deputy = leave.summons.session, leave.summons.deputy
    by_office = step.side == LeaveSide.OFFICE
    kind = "补假" if leave.is_afterwards else "请假"
    yield Message(
        [deputy.user] if by_office else _office_of(session.area),
        key=f"leave-step-{step.pk}",
        kind=KIND,
        title=f"{deputy.name}{kind}：{step.label}" if not by_office else f"您的{kind}{step.to_label}",
        body=f"{session}（{session.days_label}）。{step.note}",
        url=leave.get_absolute_url(),
        but=step.by_user_id,
    )


def of_absence(summons: Summons) -> Iterator[Message]:
    """Warn after the first session missed without leave: the deputy, the convenor, both offices."""
    session, deputy = summons.session, summons.deputy
    unit = deputy.residence.unit if deputy.residence else None
    said = f"{session}（{session.days_label}）登记为未经批准没有出席。"
    yield Message(
        [deputy.user],
        key=f"session-missed-{summons.pk}-own",
        kind=KIND,
        title="您有一次会议未经批准没有出席",
        body=f"{said}{RULE}登记有误或确有原因的，请尽快联系{session.area.office_label}，会后十五天内可以补假。",
        url=reverse("sessions:my-sessions"),
        is_urgent=True,
    )
    offices = [*_office_of(session.area), *holders([deputy.origin, unit], Role.OFFICE_STAFF)]
    yield Message(
        offices,
        key=f"session-missed-{summons.pk}",
        kind=KIND,
        title=f"{deputy.name}代表一次未经批准没有出席会议",
        body=f"{said}{RULE}请联系代表，说明后果，核对登记是否有误。",
        url=f"{reverse('sessions:summons-list')}?session={session.pk}&missed=1",
        is_urgent=True,
    )
