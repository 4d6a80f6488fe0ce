import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.accounts.querysets


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=40, unique=True, verbose_name="登录名")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("must_change_password", models.BooleanField(default=True, verbose_name="首次登录须修改密码")),
                ("password_changed_at", models.DateTimeField(blank=True, null=True, verbose_name="密码修改时间")),
                ("previous_passwords", models.JSONField(blank=True, default=list, verbose_name="历史密码摘要")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="创建时间")),
                ("large_type", models.BooleanField(default=False, verbose_name="长辈版")),
                ("session_round", models.PositiveIntegerField(default=0, verbose_name="会话轮次")),
                (
                    "privacy_notice_version",
                    models.CharField(blank=True, max_length=20, verbose_name="已阅隐私告知版本"),
                ),
                ("privacy_notice_at", models.DateTimeField(blank=True, null=True, verbose_name="阅读隐私告知时间")),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "ordering": ["username"],
            },
            managers=[
                ("objects", yunhe.accounts.querysets.AccountManager()),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("county_office", "县人大机关"),
                            ("office_staff", "乡镇街道人大工作人员"),
                            ("point_keeper", "联络点负责人"),
                            ("deputy", "人大代表"),
                            ("handling_unit", "承办单位"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("auditor", "审计管理员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                ("begins_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="开始日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                ("appointed_by", models.CharField(blank=True, max_length=80, verbose_name="任命人")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
                "ordering": ["-begins_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("begins_on")), _connector="OR"
                        ),
                        name="appointment_dates_in_order",
                        violation_error_message="任职结束日期不能早于开始日期。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("user", "area", "role"),
                        name="appointment_once_at_a_time",
                        violation_error_message="该账号在该区划已有同一角色。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            (
                                models.Case(
                                    models.When(role="system_admin", then=models.Value("system_admin")),
                                    models.When(role="security_admin", then=models.Value("security_admin")),
                                    models.When(role="auditor", then=models.Value("auditor")),
                                    default=models.Value("business"),
                                    output_field=models.CharField(),
                                ),
                                "<>",
                            ),
                            (
                                models.Func(
                                    models.F("begins_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="appointment_one_branch_at_a_time",
                        violation_error_message="系统管理员、安全管理员、审计管理员不得由同一账号兼任，也不得兼任业务角色。",
                    ),
                ],
            },
        ),
    ]
