"""Kinds of notices, and how they leave the house."""

from django.db import models

from yunhe.kit.moves import Machine, Verb
from yunhe.kit.states import State, Tone


class NoticeKind(models.TextChoices):
    """What a notice is about. A kind that stands not here is said as 其他事项."""

    REGISTRATION = "registration", "登记报到"
    LEDGER = "ledger", "半年台账"
    ROTA = "rota", "值班接待"
    ACTIVITY = "activity", "代表活动"
    FOLLOW_UP = "follow_up", "后续事项"
    JOINT = "joint", "联席会议"
    DISCREPANCY = "discrepancy", "信息核对"
    OBLIGATIONS = "obligations", "工作任务"
    CONCERN = "concern", "群众诉求"
    CONTACT = "contact", "联系走访"
    REPORT = "report", "年度报告"
    SESSION = "session", "会议与请假"
    URGING = "urging", "催办督办"
    CODES = "codes", "三码管理"


def kind_label(kind: str) -> str:
    return NoticeKind(kind).label if kind in NoticeKind.values else "其他事项"


class MailRhythm(models.TextChoices):
    """When mail goes out. The inbox always holds every notice."""

    OFF = "off", "不发邮件"
    DAILY = "daily", "每天一封汇总"
    PROMPT = "prompt", "紧急的随时发，其余每天汇总"


class Channel(models.TextChoices):
    """The ways out of the house."""

    MAIL = "mail", "邮件"
    ROBOT = "robot", "群机器人"


class DeliveryState(State):
    WAITING = "waiting", "待发送", Tone.WARNING
    SENT = "sent", "已送达", Tone.SUCCESS
    GIVEN_UP = "given_up", "发送失败", Tone.DANGER


DELIVERY = Machine.named("notices.delivery", "这次发送", DeliveryState).of(
    Verb("send", "送达", DeliveryState.WAITING, DeliveryState.SENT),
    Verb("give_up", "放弃", DeliveryState.WAITING, DeliveryState.GIVEN_UP),
    Verb("try_again", "重新发送", DeliveryState.GIVEN_UP, DeliveryState.WAITING),
)
