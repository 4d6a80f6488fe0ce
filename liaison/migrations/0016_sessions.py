import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.privacy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_database_rules"),
        ("deputies", "0002_centre_groups"),
        ("liaison", "0015_published_concerns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", yunhe.privacy.fields.EncryptedTextField(verbose_name="请假事由")),
                ("is_afterwards", models.BooleanField(default=False, verbose_name="补假")),
                ("agreed_by", models.CharField(blank=True, max_length=40, verbose_name="同意补假的负责人")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待批准"),
                            ("granted", "已批准"),
                            ("refused", "未批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="请假时间")),
                ("decided_by", models.CharField(blank=True, max_length=80, verbose_name="批准人")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="批准时间")),
            ],
            options={
                "verbose_name": "请假",
                "verbose_name_plural": "请假",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.AlterField(
            model_name="alarmstep",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("at_home", "户籍仍在原乡镇"),
                    ("left", "户籍已迁出"),
                    ("absent", "确系未经批准缺席"),
                    ("excused", "已请假或登记有误"),
                    ("unknown", "尚未查清"),
                ],
                max_length=10,
                verbose_name="核实情况",
            ),
        ),
        migrations.AlterField(
            model_name="eligibilityalarm",
            name="cause",
            field=models.CharField(
                choices=[
                    ("household_left_township", "户籍迁出本乡镇"),
                    ("household_left_county", "户籍迁出本县"),
                    ("transferred", "工作调离本行政区域"),
                    ("two_absences", "两次未经批准不出席本级人大会议"),
                ],
                max_length=24,
                verbose_name="事由",
            ),
        ),
        migrations.AlterField(
            model_name="eligibilityalarm",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("at_home", "户籍未迁出，资格不受影响"),
                    ("within_county", "县内迁移，县代表资格不受影响"),
                    ("excused", "已请假或登记有误，资格不受影响"),
                    ("ended", "代表资格已依法终止"),
                ],
                max_length=16,
                verbose_name="结论",
            ),
        ),
        migrations.CreateModel(
            name="CongressSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("congress", "人民代表大会会议"),
                            ("standing", "常委会会议"),
                            ("presidium", "主席团会议"),
                            ("other", "其他会议"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次数")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="会议名称")),
                ("begins_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "已通知"), ("held", "已召开"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="行政区域",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="deputies.congressterm",
                        verbose_name="届次",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议",
                "verbose_name_plural": "会议",
                "ordering": ["-begins_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LeaveStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=24, verbose_name="动作")),
                ("label", models.CharField(max_length=40, verbose_name="动作名称")),
                ("from_state", models.CharField(blank=True, max_length=20, verbose_name="原状态")),
                ("to_state", models.CharField(blank=True, max_length=20, verbose_name="新状态")),
                ("side", models.CharField(blank=True, max_length=16, verbose_name="办理方")),
                ("by", models.CharField(max_length=80, verbose_name="办理人")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="原因")),
                ("note", models.TextField(blank=True, max_length=4000, verbose_name="说明")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "by_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "leave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="liaison.leave",
                        verbose_name="请假",
                    ),
                ),
            ],
            options={
                "verbose_name": "请假过程",
                "verbose_name_plural": "请假过程",
                "ordering": ["at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="日期")),
                ("half", models.CharField(choices=[("am", "上午"), ("pm", "下午")], max_length=2, verbose_name="半天")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="liaison.congresssession",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "场次",
                "verbose_name_plural": "场次",
                "ordering": ["on", "half"],
            },
        ),
        migrations.AddField(
            model_name="leave",
            name="sittings",
            field=models.ManyToManyField(related_name="leaves", to="liaison.sitting", verbose_name="请假场次"),
        ),
        migrations.CreateModel(
            name="Summons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summonses",
                        to="deputies.deputy",
                        verbose_name="代表",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summonses",
                        to="deputies.mandate",
                        verbose_name="代表资格",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="summonses",
                        to="liaison.congresssession",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "应到人员",
                "verbose_name_plural": "应到人员",
                "ordering": ["session", "deputy__name_pinyin", "id"],
            },
        ),
        migrations.AddField(
            model_name="leave",
            name="summons",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to="liaison.summons",
                verbose_name="应到人员",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="第几次登记")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("present", "到会"),
                            ("late", "迟到"),
                            ("left_early", "早退"),
                            ("on_leave", "请假"),
                            ("absent", "未请假缺席"),
                        ],
                        max_length=10,
                        verbose_name="出席情况",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="更正原因")),
                ("by", models.CharField(max_length=80, verbose_name="登记人")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="liaison.sitting",
                        verbose_name="场次",
                    ),
                ),
                (
                    "summons",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="liaison.summons",
                        verbose_name="应到人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "出席",
                "verbose_name_plural": "出席",
                "ordering": ["sitting", "summons", "revision"],
            },
        ),
        migrations.AddIndex(
            model_name="congresssession",
            index=models.Index(fields=["area", "-begins_on"], name="session_of_area"),
        ),
        migrations.AddConstraint(
            model_name="congresssession",
            constraint=models.UniqueConstraint(
                fields=("term", "kind", "number"),
                name="session_number_once",
                violation_error_message="这一届已登记过同类的同一次会议，请核对次数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="congresssession",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("begins_on")), _connector="OR"),
                name="session_days_in_order",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="congresssession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "other"), _negated=True), models.Q(("name", ""), _negated=True), _connector="OR"
                ),
                name="session_other_has_name",
                violation_error_message="其他会议请填写会议名称。",
            ),
        ),
        migrations.AddConstraint(
            model_name="congresssession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="session_cancelled_with_reason",
                violation_error_message="取消会议须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.UniqueConstraint(
                fields=("session", "on", "half"), name="sitting_once", violation_error_message="这半天已经有一场。"
            ),
        ),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.UniqueConstraint(
                fields=("session", "mandate"), name="summons_once", violation_error_message="该代表已在应到名单里。"
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(fields=["state", "-asked_at"], name="leave_state_at"),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "granted"))),
                fields=("summons",),
                name="leave_one_open_a_summons",
                violation_error_message="这次会议已有一份请假，要改请先撤回。",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("granted", "refused")), _negated=True),
                    models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="leave_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_afterwards", False),
                    models.Q(("state", "granted"), _negated=True),
                    models.Q(("agreed_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="leave_afterwards_with_chair",
                violation_error_message="补假须写明经哪位负责人同意。",
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["summons", "sitting", "-revision"], name="attendance_of_summons"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("sitting", "summons", "revision"), name="attendance_once_a_revision"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="attendance_corrected_with_reason",
                violation_error_message="更正出席情况须写明原因。",
            ),
        ),
    ]
