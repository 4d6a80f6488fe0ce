"""What is said about a registration, and to whom. Nothing personal but the deputy's name."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from liaison.registration.deadlines import LADDER
from liaison.registration.enums import AlarmCause, RegistrationState, Side
from liaison.registration.models import AlarmStep, EligibilityAlarm, Registration, RegistrationStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import User
from yunhe.kit.words import day
from yunhe.notices.telling import Message, holders, reminders

KIND = "registration"

NEXT = {
    RegistrationState.URGED: "请到{residence}登记报到：在手机上填写现住社区和住址即可提交。",
    RegistrationState.SUBMITTED: "请{residence}核实代表身份和住址。",
    RegistrationState.RETURNED: "退回原因：{reason}。请补充后重新提交。",
    RegistrationState.VERIFIED: "请到{community}联络点扫码报到，由社区接收。",
    RegistrationState.CO_MANAGED: "已进入双向共管，{origin}和{residence}可随时查看同一份档案。",
    RegistrationState.ENDED: "档案已结束：{reason}。",
}


def people_of(registration: Registration) -> dict[str, list[User]]:
    """Return everyone concerned by side: origin office, residence office, community keepers, the deputy."""
    return {
        Side.ORIGIN: holders(registration.origin, Role.OFFICE_STAFF),
        Side.RESIDENCE: holders(registration.residence, Role.OFFICE_STAFF),
        Side.COMMUNITY: holders(registration.community, Role.POINT_KEEPER),
        Side.DEPUTY: [registration.deputy.user] if registration.deputy.user else [],
    }


def _between(registration: Registration) -> str:
    return f"（{registration.origin.name}→{registration.residence.name}）"


def of_step(step: RegistrationStep) -> Iterator[Message]:
    """Tell everyone concerned of one step, except the person who took it."""
    registration = step.registration
    said = NEXT[RegistrationState(step.to_state)].format(
        origin=registration.origin.name,
        residence=registration.residence.name,
        community=registration.community.short_name if registration.community else "接收社区",
        reason=step.note or step.reason_label or "未写明",
    )
    author = f"{step.side_label}{step.by}" if step.side != Side.DEPUTY else f"代表{step.by}"
    yield Message(
        chain.from_iterable(people_of(registration).values()),
        key=f"registration-move-{step.pk}",
        kind=KIND,
        title=f"{registration.deputy.name}：{step.label}{_between(registration)}",
        body=f"{author}办理了“{step.label}”，档案现为“{step.to_label}”。{said}",
        url=registration.get_absolute_url(),
        but=step.by_user_id,
    )


WAITS_FOR = {
    RegistrationState.URGED: (Side.DEPUTY, Side.RESIDENCE),
    RegistrationState.SUBMITTED: (Side.RESIDENCE,),
    RegistrationState.RETURNED: (Side.DEPUTY, Side.ORIGIN),
    RegistrationState.VERIFIED: (Side.COMMUNITY, Side.DEPUTY),
}  # whose move it is


def of_deadline(registration: Registration, on: date) -> Iterator[Message]:
    """Remind of a deadline as of `on`: those whose move it is, or the county office when it escalates."""
    if registration.due_on is None:
        return
    state, people, until = RegistrationState(registration.state), people_of(registration), day(registration.due_on)
    head, tail = f"{registration.deputy.name}：{state.label}", _between(registration)
    yield from reminders(
        registration,
        LADDER.due(registration.due_on, on),
        owners=[person for side in WAITS_FOR[state] for person in people[side]],
        county=registration.origin.parent,
        key=f"registration-{registration.pk}-{registration.state}-{registration.due_on}",
        kind=KIND,
        titles=(f"{head}即将到期{tail}", f"{head}已逾期{tail}"),
        before=f"请在{until}前办理。",
        late=f"应于{until}前办理，已{{late}}，请尽快办理。",
        to_county=f"{{late}}仍停在“{state.label}”，请督办。",
    )


def of_alarm(alarm: EligibilityAlarm, step: AlarmStep | None = None) -> Iterator[Message]:
    """Tell both offices and the county that an alarm was raised, or of one step about it, except whoever acted."""
    people = [
        *holders([alarm.origin, alarm.residence], Role.OFFICE_STAFF),
        *holders(alarm.origin.parent, Role.COUNTY_OFFICE),
    ]
    if step is None:
        what = "会议请假和点名情况" if alarm.cause == AlarmCause.TWO_ABSENCES else "户籍情况"
        body = f"{alarm.mandate}资格可能受影响，请核实{what}并说明。依据：{alarm.source}。系统不会自动终止代表资格。"
    else:
        said = step.get_answer_display() or alarm.get_outcome_display() or "已提请资格审查"
        body = f"{step.side_label}{step.by}：{said}。{step.note}"
    yield Message(
        people,
        key=f"alarm-{alarm.pk}-{step.pk if step else 'raised'}",
        kind=KIND,
        title=f"{alarm.deputy.name}：资格提醒（{alarm.get_cause_display()}）",
        body=body,
        url=alarm.get_absolute_url(),
        is_urgent=step is None,
        but=step.by_user_id if step else None,
    )
