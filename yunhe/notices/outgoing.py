"""What leaves the house: which notices go out when, and what the messages say.

Every minute: gather (one Delivery for what has come together, written down first), then send what is due. A delivery that
was interrupted is sent again; the inbox, not the mail, is what counts as told.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.urls import reverse
from django.utils import timezone

from yunhe.accounts.enums import STAFF_ROLES
from yunhe.accounts.models import Appointment
from yunhe.notices.channels import SendingFailed, send_mail, tell_robot
from yunhe.notices.enums import DELIVERY, Channel, MailRhythm, kind_label
from yunhe.notices.models import Delivery, DeliveryChoice, GroupRobot, Notice

#: minutes until the next try, after the first, second … failure; after the last the delivery is given up
BACK_OFF = (1, 5, 30, 120, 360, 720)
ROBOT_PAUSE = timedelta(hours=1)  # a group is told once an hour at most
SETTLED = timedelta(seconds=20)  # notices younger than this may still be joined by others of the same transaction
TITLES_MAX = 50


def newest_notice() -> int:
    """Return the id of the newest notice, 0 when there is none."""
    return Notice.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _inbox_url() -> str:
    return f"{settings.SITE_URL}{reverse('notices:inbox')}"


def _counted(notices: Iterable[Notice]) -> dict[str, int]:
    return dict(Counter(kind_label(notice.kind) for notice in notices))


def _write_mail(choice: DeliveryChoice, notices: list[Notice], key: str) -> Delivery:
    delivery, is_new = Delivery.objects.get_or_create(
        key=key, defaults={"channel": Channel.MAIL, "choice": choice, "counts": _counted(notices)}
    )
    if is_new:
        delivery.notices.set(notices)
    return delivery


@transaction.atomic
def gather_mail(choice_id: int, at: datetime) -> Delivery | None:
    """Write down the mail that is due for one person at `at`, or return None.

    Urgent notices go at once when the person wants it, the rest in the day's digest. Read and muted ones never go.
    """
    choice = DeliveryChoice.objects.select_for_update(skip_locked=True).filter(pk=choice_id).first()
    if choice is None or not choice.takes_mail or choice.is_quiet(at):
        return None
    sent = Delivery.notices.through.objects.filter(notice=OuterRef("pk"), delivery__choice=choice)
    waiting = (
        Notice.objects.unread()
        .filter(recipient=choice.user_id, pk__gt=choice.begins_after, created_at__lte=at)
        .exclude(kind__in=choice.muted)
        .exclude(Exists(sent))
        .order_by("pk")
    )
    today = timezone.localdate(at)
    if choice.digested_on != today and timezone.localtime(at).hour >= choice.digest_hour:
        choice.digested_on = today
        choice.save(update_fields=["digested_on"])
        notices = list(waiting)
        return _write_mail(choice, notices, f"mail-{choice.pk}-day-{today:%Y%m%d}") if notices else None
    if choice.rhythm == MailRhythm.PROMPT and (notices := list(waiting.filter(is_urgent=True))):
        return _write_mail(choice, notices, f"mail-{choice.pk}-urgent-{notices[-1].pk}")
    return None


@transaction.atomic
def gather_for_robot(robot_id: int, at: datetime) -> Delivery | None:
    """Write down what the robot of an office is to tell at `at`, or return None: how many matters of which kind are new.

    A matter that several people of the office were told of counts once.
    """
    robot = GroupRobot.objects.select_for_update(skip_locked=True).filter(pk=robot_id, is_active=True).first()
    if robot is None or robot.is_quiet(at) or (robot.told_at and at - robot.told_at < ROBOT_PAUSE):
        return None
    people = Appointment.objects.in_force().filter(area=robot.area_id, role__in=STAFF_ROLES).values("user")
    new = Notice.objects.filter(recipient__in=people, pk__gt=robot.begins_after, created_at__lte=at - SETTLED)
    new = new.exclude(kind__in=robot.muted).order_by("pk")
    matters = {notice.key: notice for notice in new}
    if not matters:
        return None
    newest = max(notice.pk for notice in new)
    delivery, _ = Delivery.objects.get_or_create(
        key=f"robot-{robot.pk}-{newest}",
        defaults={"channel": Channel.ROBOT, "robot": robot, "counts": _counted(matters.values())},
    )
    robot.begins_after, robot.told_at = newest, at
    robot.save(update_fields=["begins_after", "told_at"])
    return delivery


def gather(at: datetime | None = None) -> int:
    """Write down everything that is due at `at` (now); return how many deliveries are new."""
    at = at or timezone.now()
    choices = DeliveryChoice.objects.filter(confirmed_at__isnull=False, user__is_active=True)
    choices = choices.exclude(rhythm=MailRhythm.OFF).order_by("pk")
    made = [gather_mail(pk, at) for pk in choices.values_list("pk", flat=True)]
    robots = GroupRobot.objects.filter(is_active=True).order_by("pk")
    made += [gather_for_robot(pk, at) for pk in robots.values_list("pk", flat=True)]
    return sum(delivery is not None for delivery in made)


def robot_text(robot: GroupRobot, counts: dict[str, int]) -> str:
    """Return what a robot says: the office and numbers, nothing else."""
    parts = "、".join(f"{label} {number} 条" for label, number in counts.items())
    return f"【云和履职】{robot.area.full_name}有新的待阅事项：{parts}。请登录系统查看：{_inbox_url()}"


def mail_text(delivery: Delivery) -> tuple[str, str]:
    """Return subject and text of a mail. What has been read in the meantime is left out; titles only, no details."""
    notices = list(delivery.notices.unread().order_by("-is_urgent", "pk")[: TITLES_MAX + 1])
    lines = [f"· {'【紧急】' if notice.is_urgent else ''}{notice.title}" for notice in notices[:TITLES_MAX]]
    if len(notices) > TITLES_MAX:
        lines.append("· ……")
    subject = f"云和履职：{delivery.number} 条待阅通知"
    closing = f"详情请登录系统查看：{_inbox_url()}\n不想再收到邮件，请在“通知设置”里关闭。"
    return subject, "\n".join([*lines, "", closing])


def _send(delivery: Delivery) -> None:
    if delivery.robot:
        tell_robot(delivery.robot.address, delivery.robot.secret, robot_text(delivery.robot, delivery.counts))
    elif delivery.choice and delivery.notices.unread().exists():
        subject, text = mail_text(delivery)
        send_mail(delivery.choice.email, key=delivery.key, subject=subject, text=text)


@transaction.atomic
def send(delivery_id: int, at: datetime | None = None) -> str:
    """Try a delivery that is due once and return its state, "" when there was nothing to do.

    Side effects: the message; state, attempts, time of the next try and the last error. Nothing goes out in quiet hours.
    """
    at = at or timezone.now()
    rows = Delivery.objects.select_for_update(of=("self",), skip_locked=True).select_related("choice", "robot__area")
    delivery = rows.due(at).filter(pk=delivery_id).first()
    if delivery is None:
        return ""
    receiver = delivery.robot or delivery.choice
    if receiver is None or receiver.is_quiet(at):
        return ""
    delivery.attempts += 1
    try:
        _send(delivery)
    except SendingFailed as failure:
        delivery.last_error = str(failure)[:200]
        if delivery.attempts > len(BACK_OFF):
            delivery.state = DELIVERY.after(delivery.state, "give_up")
        else:
            delivery.next_at = at + timedelta(minutes=BACK_OFF[delivery.attempts - 1])
    else:
        delivery.state, delivery.sent_at, delivery.last_error = DELIVERY.after(delivery.state, "send"), at, ""
    delivery.save(update_fields=["attempts", "last_error", "state", "next_at", "sent_at"])
    return delivery.state
