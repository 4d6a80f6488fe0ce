import datetime

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0), verbose_name="免打扰开始")),
                ("quiet_to", models.TimeField(default=datetime.time(7, 0), verbose_name="免打扰结束")),
                ("email", yunhe.privacy.fields.EncryptedTextField(blank=True, verbose_name="邮箱")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="邮箱确认时间")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("off", "不发邮件"),
                            ("daily", "每天一封汇总"),
                            ("prompt", "紧急的随时发，其余每天汇总"),
                        ],
                        default="off",
                        max_length=8,
                        verbose_name="邮件提醒",
                    ),
                ),
                (
                    "digest_hour",
                    models.PositiveSmallIntegerField(
                        default=8,
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="每天汇总时间（点）",
                    ),
                ),
                ("muted", models.JSONField(blank=True, default=list, verbose_name="不发邮件的类别")),
                ("begins_after", models.BigIntegerField(default=0, verbose_name="起始通知")),
                ("digested_on", models.DateField(blank=True, null=True, verbose_name="最近汇总日期")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery_choice",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知设置",
                "verbose_name_plural": "通知设置",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="GroupRobot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0), verbose_name="免打扰开始")),
                ("quiet_to", models.TimeField(default=datetime.time(7, 0), verbose_name="免打扰结束")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("address", yunhe.privacy.fields.EncryptedTextField(verbose_name="Webhook 地址")),
                ("secret", yunhe.privacy.fields.EncryptedTextField(verbose_name="加签密钥")),
                ("muted", models.JSONField(blank=True, default=list, verbose_name="不提醒的类别")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("begins_after", models.BigIntegerField(default=0, verbose_name="起始通知")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="最近提醒时间")),
                ("created_by", models.CharField(max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_robots",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "群机器人",
                "verbose_name_plural": "群机器人",
                "ordering": ["area__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160, verbose_name="去重键")),
                ("kind", models.CharField(max_length=40, verbose_name="类别")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="内容")),
                ("url", models.CharField(blank=True, max_length=200, verbose_name="链接")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="紧急")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读时间")),
                ("worker", models.CharField(blank=True, max_length=120, verbose_name="发送进程")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知",
                "verbose_name_plural": "通知",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "邮件"), ("robot", "群机器人")], max_length=8, verbose_name="渠道"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="去重键")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="各类条数")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发送"), ("sent", "已送达"), ("given_up", "发送失败")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="下次发送")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="最近错误")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="生成时间")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                (
                    "choice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notices.deliverychoice",
                        verbose_name="接收人",
                    ),
                ),
                (
                    "robot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notices.grouprobot",
                        verbose_name="群机器人",
                    ),
                ),
                (
                    "notices",
                    models.ManyToManyField(
                        blank=True, related_name="deliveries", to="notices.notice", verbose_name="通知"
                    ),
                ),
            ],
            options={
                "verbose_name": "发送记录",
                "verbose_name_plural": "发送记录",
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["recipient", "read_at"], name="notice_unread"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["key"], name="notice_key"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("recipient", "key"), name="notice_once_per_recipient"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "next_at"], name="delivery_due"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "mail"), ("choice__isnull", False), ("robot__isnull", True)),
                    models.Q(("channel", "robot"), ("choice__isnull", True), ("robot__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_has_one_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="delivery_sent_at",
            ),
        ),
    ]
