"""States, moves, sides and coded reasons of a registration."""

from django.db import models

from yunhe.kit.moves import START, Machine, Verb, to
from yunhe.kit.states import State, Tone


class RegistrationState(State):
    """Where a registration stands."""

    URGED = "urged", "已督促", Tone.WARNING
    SUBMITTED = "submitted", "待核实", Tone.INFO
    RETURNED = "returned", "已退回", Tone.DANGER
    VERIFIED = "verified", "待社区接收", Tone.INFO
    CO_MANAGED = "co_managed", "共管中", Tone.SUCCESS
    ENDED = "ended", "已结束", Tone.MUTED


OPEN_STATES = RegistrationState.without(RegistrationState.ENDED)


class Side(models.TextChoices):
    ORIGIN = "origin", "流出地"
    RESIDENCE = "residence", "流入地"
    COMMUNITY = "community", "社区"
    DEPUTY = "deputy", "代表本人"
    COUNTY = "county", "县人大"
    SYSTEM = "system", "系统"


_ANY_OPEN = {
    "close": to(RegistrationState.ENDED, Side.ORIGIN, Side.COUNTY),  # with the mandate
    "correct": to(RegistrationState.ENDED, Side.COUNTY),
}

#: A county office may act for any side and is recorded as such; only the deputy reports in by scanning.
#: Source: domain, 流动代表登记报到和双向共管, steps 1–6.
REGISTRATION = Machine(
    "registration.registration",
    "档案",
    RegistrationState,
    {
        "urge": "督促登记",
        "submit": "提交登记",
        "withdraw": "撤回",
        "verify": "核实通过",
        "send_back": "退回",
        "receive": "社区接收",
        "report_in": "扫码报到",
        "redirect": "转其他社区",
        "relocate": "辖区内换社区",
        "end": "结束共管",
        "close": "代表资格终止",
        "correct": "作废（登记错误）",
    },
    {
        START: {
            "urge": to(RegistrationState.URGED, Side.ORIGIN, Side.COUNTY),
            "submit": to(RegistrationState.SUBMITTED, Side.DEPUTY, Side.RESIDENCE, Side.COUNTY),
        },
        RegistrationState.URGED: {
            "submit": to(RegistrationState.SUBMITTED, Side.DEPUTY, Side.RESIDENCE, Side.COUNTY),
            "withdraw": to(RegistrationState.ENDED, Side.ORIGIN, Side.COUNTY),
            **_ANY_OPEN,
        },
        RegistrationState.SUBMITTED: {
            "verify": to(RegistrationState.VERIFIED, Side.RESIDENCE, Side.COUNTY),
            "send_back": to(RegistrationState.RETURNED, Side.RESIDENCE, Side.COUNTY),
            **_ANY_OPEN,
        },
        RegistrationState.RETURNED: {
            "submit": to(RegistrationState.SUBMITTED, Side.DEPUTY, Side.RESIDENCE, Side.COUNTY),
            "withdraw": to(RegistrationState.ENDED, Side.ORIGIN, Side.COUNTY),
            **_ANY_OPEN,
        },
        RegistrationState.VERIFIED: {
            "receive": to(RegistrationState.CO_MANAGED, Side.COMMUNITY, Side.COUNTY),
            "report_in": to(RegistrationState.CO_MANAGED, Side.DEPUTY),
            "redirect": to(RegistrationState.VERIFIED, Side.COMMUNITY, Side.RESIDENCE, Side.COUNTY),
            "end": to(RegistrationState.ENDED, Side.ORIGIN, Side.RESIDENCE, Side.COUNTY),
            **_ANY_OPEN,
        },
        RegistrationState.CO_MANAGED: {
            "relocate": to(RegistrationState.VERIFIED, Side.COMMUNITY, Side.RESIDENCE, Side.COUNTY),
            "end": to(RegistrationState.ENDED, Side.ORIGIN, Side.RESIDENCE, Side.COUNTY),
            **_ANY_OPEN,
        },
        RegistrationState.ENDED: {},
    },
    sides=Side,
    main=("submit", "verify", "receive"),
    danger=("end", "correct"),
)


class ReturnReason(models.TextChoices):
    """Why the residence office returns a submission."""

    NOT_LIVING_HERE = "not_living_here", "不在本辖区居住"
    IDENTITY_UNCLEAR = "identity_unclear", "代表身份不符或无法核实"
    ADDRESS_UNCLEAR = "address_unclear", "住址不详"
    CONTACT_UNREACHABLE = "contact_unreachable", "联系不上本人"
    DUPLICATE = "duplicate", "重复登记"
    OTHER = "other", "其他"


class RedirectReason(models.TextChoices):
    """Why the community does not receive the deputy."""

    OTHER_COMMUNITY = "other_community", "住址属于其他社区"
    NOT_FOUND = "not_found", "本社区查无此人"
    MOVED_BEFORE = "moved_before", "报到前已搬离"
    OTHER = "other", "其他"


class EndReason(models.TextChoices):
    MOVED_ON = "moved_on", "迁往别处"
    WENT_HOME = "went_home", "返回流出地"
    MANDATE_ENDED = "mandate_ended", "代表资格终止"
    MISTAKE = "mistake", "登记错误"
    WITHDRAWN = "withdrawn", "流出地撤回"


class AlarmCause(models.TextChoices):
    """What may have ended a mandate (代表法 62): moving out of the area of the congress, or missing two of its sessions."""

    HOUSEHOLD_LEFT_TOWNSHIP = "household_left_township", "户籍迁出本乡镇"
    HOUSEHOLD_LEFT_COUNTY = "household_left_county", "户籍迁出本县"
    TRANSFERRED = "transferred", "工作调离本行政区域"
    TWO_ABSENCES = "two_absences", "两次未经批准不出席本级人大会议"


MOVES_AWAY = (AlarmCause.HOUSEHOLD_LEFT_TOWNSHIP, AlarmCause.HOUSEHOLD_LEFT_COUNTY, AlarmCause.TRANSFERRED)


class AlarmState(State):
    """Where an eligibility alarm stands."""

    RAISED = "raised", "待核实", Tone.DANGER
    REFERRED = "referred", "已提请资格审查", Tone.WARNING
    CLOSED = "closed", "已有结论", Tone.MUTED


OPEN_ALARMS = (AlarmState.RAISED, AlarmState.REFERRED)


class AlarmAnswer(models.TextChoices):
    """What an office found out."""

    AT_HOME = "at_home", "户籍仍在原乡镇"
    LEFT = "left", "户籍已迁出"
    ABSENT = "absent", "确系未经批准缺席"
    EXCUSED = "excused", "已请假或登记有误"
    UNKNOWN = "unknown", "尚未查清"


class AlarmOutcome(models.TextChoices):
    """What the county concluded; it never ends a mandate by itself."""

    AT_HOME = "at_home", "户籍未迁出，资格不受影响"
    WITHIN_COUNTY = "within_county", "县内迁移，县代表资格不受影响"
    EXCUSED = "excused", "已请假或登记有误，资格不受影响"
    ENDED = "ended", "代表资格已依法终止"


def answers_to(cause: str) -> list[AlarmAnswer]:
    """Return what an office may find out about an alarm of `cause`."""
    if cause == AlarmCause.TWO_ABSENCES:
        return [AlarmAnswer.ABSENT, AlarmAnswer.EXCUSED, AlarmAnswer.UNKNOWN]
    return [AlarmAnswer.AT_HOME, AlarmAnswer.LEFT, AlarmAnswer.UNKNOWN]


def outcomes_of(cause: str) -> list[AlarmOutcome]:
    """Return what the county may conclude about an alarm of `cause`."""
    if cause == AlarmCause.TWO_ABSENCES:
        return [AlarmOutcome.EXCUSED, AlarmOutcome.ENDED]
    return [AlarmOutcome.AT_HOME, AlarmOutcome.WITHIN_COUNTY, AlarmOutcome.ENDED]


_OFFICES = (Side.ORIGIN, Side.RESIDENCE, Side.COUNTY)

ALARM = Machine.named("registration.alarm", "资格提醒", AlarmState, sides=Side).of(
    Verb("answer", "说明核实情况", AlarmState.RAISED, AlarmState.RAISED, *_OFFICES, kind="primary"),
    Verb("answer", "说明核实情况", AlarmState.REFERRED, AlarmState.REFERRED, *_OFFICES, kind="primary"),
    Verb("refer", "提请资格审查", AlarmState.RAISED, AlarmState.REFERRED, Side.COUNTY),
    Verb("close", "作出结论", OPEN_ALARMS, AlarmState.CLOSED, Side.COUNTY),
)


class FlowStatus(State):
    """Where a deputy stands between origin and residence; each has exactly one (liaison.registration.flow)."""

    AT_HOME = "at_home", "在原地", Tone.MUTED
    TO_URGE = "to_urge", "待督促", Tone.WARNING
    URGED = "urged", "已督促", Tone.INFO
    TO_VERIFY = "to_verify", "待核实", Tone.WARNING
    TO_RECEIVE = "to_receive", "待接收", Tone.WARNING
    CO_MANAGED = "co_managed", "共管中", Tone.SUCCESS
    BACK = "back", "已回流", Tone.MUTED
    OUTSIDE = "outside", "外县", Tone.INFO
    UNKNOWN = "unknown", "居住地未登记", Tone.DANGER
