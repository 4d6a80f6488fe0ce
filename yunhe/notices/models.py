"""Notice (通知), DeliveryChoice (通知设置), GroupRobot (群机器人), Delivery (发送记录)."""

from datetime import datetime, time

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yunhe.areas.models import Area
from yunhe.kit.models import Addressed, Entered, check, maybe, unique
from yunhe.notices.enums import Channel, DeliveryState, MailRhythm
from yunhe.notices.querysets import DeliveryQuerySet, GroupRobotQuerySet, NoticeQuerySet
from yunhe.privacy import EncryptedTextField


class Notice(models.Model):
    """One message in one person's inbox. `key` makes it unique per recipient, so a repeated task sends nothing twice."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="接收人"
    )
    key = models.CharField("去重键", max_length=160)
    kind = models.CharField("类别", max_length=40)  # NoticeKind, or one that is said as 其他事项
    title = models.CharField("标题", max_length=120)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    created_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    worker = models.CharField("发送进程", max_length=120, blank=True)  # "host:pid" of the process that delivered it

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-id"]
        constraints = [unique("notice_once_per_recipient", "recipient", "key")]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notice_unread"),
            models.Index(fields=["key"], name="notice_key"),
        ]

    def __str__(self):
        return self.title


class QuietHours(models.Model):
    """Hours in which nothing leaves the house. From later than to goes over midnight; equal means no quiet hours."""

    quiet_from = models.TimeField("免打扰开始", default=time(21, 0))
    quiet_to = models.TimeField("免打扰结束", default=time(7, 0))

    class Meta:
        abstract = True

    def is_quiet(self, at: datetime) -> bool:
        """Whether `at` (an aware time) lies in the quiet hours."""
        clock = timezone.localtime(at).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to


class DeliveryChoice(QuietHours):
    """What one person wants to get by mail (通知设置). No mail goes out before the address has been confirmed."""

    PERSONAL_FIELDS = ("email",)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="delivery_choice", verbose_name="账号"
    )
    email = EncryptedTextField("邮箱", blank=True)
    confirmed_at = models.DateTimeField("邮箱确认时间", null=True, blank=True)
    rhythm = models.CharField("邮件提醒", max_length=8, choices=MailRhythm, default=MailRhythm.OFF)
    digest_hour = models.PositiveSmallIntegerField("每天汇总时间（点）", default=8, validators=[MaxValueValidator(23)])
    muted = models.JSONField("不发邮件的类别", default=list, blank=True)
    begins_after = models.BigIntegerField("起始通知", default=0)  # id of the newest notice when mail was turned on
    digested_on = models.DateField("最近汇总日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知设置"
        ordering = ["id"]

    def __str__(self):
        return f"{self.user}的通知设置"

    @property
    def takes_mail(self) -> bool:
        """Whether mail goes out at all."""
        return self.rhythm != MailRhythm.OFF and self.confirmed_at is not None


class GroupRobot(Entered, Addressed, QuietHours):
    """A robot in an office's chat group (群机器人, as DingTalk has it). It is told numbers, never a name or a title."""

    page = "notices:robot-edit"

    name = models.CharField("名称", max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="group_robots", verbose_name="单位")
    address = EncryptedTextField("Webhook 地址")
    secret = EncryptedTextField("加签密钥")
    muted = models.JSONField("不提醒的类别", default=list, blank=True)
    is_active = models.BooleanField("启用", default=True)
    begins_after = models.BigIntegerField("起始通知", default=0)  # id of the newest notice that has been counted
    told_at = models.DateTimeField("最近提醒时间", null=True, blank=True)

    objects = GroupRobotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        ordering = ["area__order", "id"]

    def __str__(self):
        return f"{self.name}（{self.area.full_name}）"


class Delivery(models.Model):
    """One message to the outside (发送记录): to whom, how many notices, how often tried. The text itself is not kept."""

    channel = models.CharField("渠道", max_length=8, choices=Channel)
    key = models.CharField("去重键", max_length=80, unique=True)
    choice = maybe(DeliveryChoice, "接收人", "deliveries", models.CASCADE)
    robot = maybe(GroupRobot, "群机器人", "deliveries", models.CASCADE)
    notices = models.ManyToManyField(Notice, related_name="deliveries", blank=True, verbose_name="通知")
    counts = models.JSONField("各类条数", default=dict, blank=True)
    state = models.CharField("状态", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    next_at = models.DateTimeField("下次发送", default=timezone.now)
    last_error = models.CharField("最近错误", max_length=200, blank=True)
    created_at = models.DateTimeField("生成时间", default=timezone.now)
    sent_at = models.DateTimeField("送达时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发送记录"
        ordering = ["-id"]
        constraints = [
            check(
                "delivery_has_one_receiver",
                Q(channel=Channel.MAIL, choice__isnull=False, robot__isnull=True)
                | Q(channel=Channel.ROBOT, choice__isnull=True, robot__isnull=False),
            ),
            check(
                "delivery_sent_at",
                Q(state=DeliveryState.SENT, sent_at__isnull=False)
                | ~Q(state=DeliveryState.SENT) & Q(sent_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="delivery_due")]

    def __str__(self):
        return f"{self.get_channel_display()} {self.receiver}"

    @property
    def receiver(self) -> str:
        """Who gets it, for people (needs choice and robot loaded)."""
        if self.robot:
            return str(self.robot)
        return str(self.choice.user) if self.choice else ""

    @property
    def number(self) -> int:
        """How many notices it speaks of."""
        return sum(self.counts.values())
