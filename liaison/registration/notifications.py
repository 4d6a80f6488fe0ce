"""Wording and recipients of what is said about a registration. Nothing personal but the deputy's name."""

from collections.abc import Iterator

from liaison.registration.deadlines import Reminder
from liaison.registration.enums import RegistrationState, Side
from liaison.registration.models import AlarmStep, EligibilityAlarm, Registration, RegistrationStep
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area

Message = tuple[list[User], str, str]  # recipients, title, body

NEXT = {
    RegistrationState.URGED: "请到{residence}登记报到：在手机上填写现住社区和住址即可提交。",
    RegistrationState.SUBMITTED: "请{residence}核实代表身份和住址。",
    RegistrationState.RETURNED: "退回原因：{reason}。请补充后重新提交。",
    RegistrationState.VERIFIED: "请到{community}联络点扫码报到，由社区接收。",
    RegistrationState.CO_MANAGED: "已进入双向共管，{origin}和{residence}可随时查看同一份档案。",
    RegistrationState.ENDED: "档案已结束：{reason}。",
}


def staff_of(area: Area | None, role: str) -> list[User]:
    """Return the active people who hold `role` for exactly `area` today."""
    if area is None:
        return []
    held = Appointment.objects.in_force().filter(area=area, role=role, user__is_active=True).select_related("user")
    return [appointment.user for appointment in held]


def people_of(registration: Registration) -> dict[str, list[User]]:
    """Return everyone concerned by side: origin office, residence office, community keepers, the deputy."""
    return {
        Side.ORIGIN: staff_of(registration.origin, Role.OFFICE_STAFF),
        Side.RESIDENCE: staff_of(registration.residence, Role.OFFICE_STAFF),
        Side.COMMUNITY: staff_of(registration.community, Role.POINT_KEEPER),
        Side.DEPUTY: [registration.deputy.user] if registration.deputy.user_id else [],
    }


def of_move(move: RegistrationStep) -> Iterator[Message]:
    """Yield what to say about one step to everyone concerned except the person who took it."""
    registration = move.registration
    state = RegistrationState(move.to_state)
    reason = move.note or move.reason_label
    said = NEXT[state].format(
        origin=registration.origin.name,
        residence=registration.residence.name,
        community=registration.community.short_name if registration.community else "接收社区",
        reason=reason or "未写明",
    )
    author = f"{move.get_side_display()}{move.by}" if move.side != Side.DEPUTY else f"代表{move.by}"
    title = f"{registration.deputy.name}：{move.label}（{registration.origin.name}→{registration.residence.name}）"
    body = f"{author}办理了“{move.label}”，档案现为“{state.label}”。{said}"
    for people in people_of(registration).values():
        others = [person for person in people if person.pk != move.by_user_id]
        if others:
            yield others, title, body


WAITS_FOR = {
    RegistrationState.URGED: (Side.DEPUTY, Side.RESIDENCE),
    RegistrationState.SUBMITTED: (Side.RESIDENCE,),
    RegistrationState.RETURNED: (Side.DEPUTY, Side.ORIGIN),
    RegistrationState.VERIFIED: (Side.COMMUNITY, Side.DEPUTY),
}  # whose move it is


def of_deadline(registration: Registration, reminder: Reminder) -> Message:
    """Return what a reminder says and to whom: those whose move it is, or the county office when it escalates."""
    state = RegistrationState(registration.state)
    where = f"（{registration.origin.name}→{registration.residence.name}）"
    if reminder.to_county:
        county = registration.origin.parent
        title = f"{registration.deputy.name}：{state.label}已逾期{where}"
        body = f"逾期 {reminder.days_late} 个工作日仍停在“{state.label}”，请督办。"
        return staff_of(county, Role.COUNTY_OFFICE), title, body
    people = people_of(registration)
    recipients = [person for side in WAITS_FOR[state] for person in people[side]]
    when = f"{registration.due_on.month}月{registration.due_on.day}日"
    if reminder.days_late > 0:
        title = f"{registration.deputy.name}：{state.label}已逾期{where}"
        body = f"应于{when}前办理，已逾期 {reminder.days_late} 个工作日，请尽快办理。"
    else:
        title = f"{registration.deputy.name}：{state.label}即将到期{where}"
        body = f"请在{when}前办理。"
    return recipients, title, body


def of_alarm(alarm: EligibilityAlarm, step: AlarmStep | None) -> Message:
    """Return what is said about an eligibility alarm: to both offices and the county, except to whoever acted."""
    people = [
        *staff_of(alarm.origin, Role.OFFICE_STAFF),
        *staff_of(alarm.residence, Role.OFFICE_STAFF),
        *staff_of(alarm.origin.parent, Role.COUNTY_OFFICE),
    ]
    title = f"{alarm.deputy.name}：资格提醒（{alarm.get_cause_display()}）"
    if step is None:
        body = f"{alarm.mandate}资格可能受影响，请核实户籍情况并说明。依据：{alarm.source}。系统不会自动终止代表资格。"
        return people, title, body
    said = step.get_answer_display() or alarm.get_outcome_display() or "已提请资格审查"
    body = f"{step.get_side_display()}{step.by}：{said}。{step.note}"
    return [person for person in people if person.pk != step.by_user_id], title, body
