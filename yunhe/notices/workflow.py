"""Reading notices, and each person's and each office's choices. Reading and the own choices are a person's own affair and
not audited; group robots are the office's and are.
"""

from datetime import time
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from yunhe.accounts.models import User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.kit.refusals import Denied
from yunhe.kit.verbs import verb
from yunhe.notices import policies
from yunhe.notices.channels import SendingFailed, is_allowed_address, send_mail, tell_robot
from yunhe.notices.enums import DELIVERY, MailRhythm
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot, Notice
from yunhe.notices.outgoing import newest_notice
from yunhe.privacy.masking import mask_mail

SALT = "notices.email"
LINK_DAYS = 3


def mark_read(notice: Notice) -> None:
    """Note the time of first reading; later readings change nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by: User) -> int:
    """Mark every unread notice of `by` as read and return how many there were."""
    return Notice.objects.visible_to(by).unread().update(read_at=timezone.now())


def confirmation_link(choice: DeliveryChoice) -> str:
    """Return the link that proves that mail to the address arrives; it holds for three days and this address only."""
    token = signing.dumps([choice.user_id, choice.email], salt=SALT)
    return f"{settings.SITE_URL}{reverse('notices:email-confirm', args=[token])}"


@transaction.atomic
def save_choice(
    *, by: User, email: str, rhythm: str, digest_hour: int, quiet_from: time, quiet_to: time, muted: list[str]
) -> DeliveryChoice:
    """Keep what `by` wants by mail and return it. A new address must be confirmed before anything is sent to it.

    Errors: ValidationError. Side effects: the choice, an audit event for another address; the mail with the link is sent by `send_confirmation`.
    """
    choice, _ = DeliveryChoice.objects.select_for_update().get_or_create(user=by)
    before = choice.email
    if email != before:
        choice.email, choice.confirmed_at = email, None
    if choice.rhythm == MailRhythm.OFF and rhythm != MailRhythm.OFF:
        choice.begins_after = newest_notice()
    if rhythm != MailRhythm.OFF and not email:
        raise ValidationError({"email": "请填写邮箱，或者选“不发邮件”。"})
    choice.rhythm, choice.digest_hour, choice.muted = rhythm, digest_hour, muted
    choice.quiet_from, choice.quiet_to = quiet_from, quiet_to
    choice.full_clean()
    choice.save()
    if email != before:
        changes = {"邮箱": [mask_mail(before), mask_mail(email)]}
        record("notices.change_address", "修改提醒邮箱", by=by, areas=[], changes=changes)
    return choice


def send_confirmation(choice: DeliveryChoice) -> str:
    """Send the link that confirms the address, now; return why it did not go out, or ""."""
    text = f"请在 {LINK_DAYS} 天内登录系统并打开下面的链接，确认用这个邮箱接收提醒：\n{confirmation_link(choice)}\n如非本人操作，请忽略。"
    key = f"confirm-{choice.user_id}-{int(timezone.now().timestamp())}"
    try:
        send_mail(choice.email, key=key, subject="云和履职：请确认邮箱", text=text)
    except SendingFailed as failure:
        return str(failure)
    return ""


@transaction.atomic
def confirm_email(token: str, *, by: User) -> DeliveryChoice:
    """Confirm the address of `by` that the link was sent to. Errors: Denied for a link that is old, of another person or address."""
    try:
        user_id, email = signing.loads(token, salt=SALT, max_age=LINK_DAYS * 86_400)
    except (signing.BadSignature, ValueError, TypeError):
        raise Denied("这个链接已失效，请在“通知设置”里重新发送确认邮件。") from None
    choice = DeliveryChoice.objects.select_for_update().filter(user=by).first()
    if user_id != by.pk or choice is None or choice.email != email:
        raise Denied("这个链接不是发给当前账号现在的邮箱的，请在“通知设置”里重新发送确认邮件。")
    if choice.confirmed_at is None:
        choice.confirmed_at, choice.begins_after = timezone.now(), newest_notice()
        choice.save(update_fields=["confirmed_at", "begins_after"])
    return choice


@transaction.atomic
def save_robot(robot: GroupRobot | None, *, by: User, area: Area, **facts: Any) -> GroupRobot:
    """Register or change the group robot of an office and return it.

    facts: name, address, secret, muted, is_active, quiet_from, quiet_to. Errors: Denied, ValidationError.
    Side effects: the robot, which tells only of what comes from now on; one audit event without address and secret.
    """
    policies.can_keep_robot(by, area)
    is_new = robot is None
    kept = (
        GroupRobot(created_by=by.display_name)
        if robot is None
        else GroupRobot.objects.select_for_update().get(pk=robot.pk)
    )
    if not is_new:
        policies.can_keep_robot(by, kept.area)
    if not is_allowed_address(facts["address"]):
        allowed = "、".join(settings.ROBOT_ADDRESSES)
        raise ValidationError({"address": f"地址应以 {allowed} 开头。请从群机器人的设置页完整复制。"})
    if is_new or (facts["is_active"] and not kept.is_active):
        kept.begins_after = newest_notice()
    kept.area = area
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.full_clean()
    kept.save()
    state = "启用" if kept.is_active else "停用"
    record(
        "notices.save_robot",
        "登记群机器人" if is_new else "修改群机器人",
        kept,
        by=by,
        areas=[area],
        changes={"状态": ["", state]},
    )
    return kept


def try_robot(robot: GroupRobot, *, by: User) -> str:
    """Send a trial message to the group; return why it did not get through, or "". Errors: Denied."""
    policies.can_keep_robot(by, robot.area)
    try:
        tell_robot(
            robot.address, robot.secret, f"【云和履职】这是一条测试消息：{robot.area.full_name}的群机器人已连通。"
        )
    except SendingFailed as failure:
        return str(failure)
    return ""


@verb(Delivery.objects.select_related("robot", "choice__user"), policies.can_try_again)
def try_again(delivery: Delivery, *, by: User) -> Delivery:
    """Put a delivery that was given up back in line. Errors: Denied. Side effects: the delivery; the sweep sends it."""
    delivery.state, delivery.attempts, delivery.next_at = DELIVERY.after(delivery.state, "try_again"), 0, timezone.now()
    delivery.save(update_fields=["state", "attempts", "next_at"])
    return delivery
