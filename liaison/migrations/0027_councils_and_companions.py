"""Council meetings with members, agenda and votes; who came along on a visit."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_database_rules"),
        ("deputies", "0005_members_are_of_the_register"),
        ("liaison", "0026_join_teams_and_stations"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="companions",
            field=models.ManyToManyField(
                blank=True, related_name="visits", to="deputies.associate", verbose_name="同行人员"
            ),
        ),
        migrations.CreateModel(
            name="CouncilMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.PositiveSmallIntegerField(verbose_name="本年第几次")),
                ("on", models.DateField(verbose_name="会议日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("chair", models.CharField(blank=True, max_length=40, verbose_name="主持人")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "筹备中"), ("held", "已召开"), ("cancelled", "已取消")],
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
                        related_name="council_meetings",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "议事会会议",
                "verbose_name_plural": "议事会会议",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "kind",
                    models.CharField(
                        choices=[("hearing", "听取和讨论报告"), ("deliberation", "议事协商"), ("vote", "民生实事票决")],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="议题")),
                ("speaker", models.CharField(blank=True, max_length=60, verbose_name="报告或提出人")),
                ("conclusion", models.TextField(blank=True, max_length=2000, verbose_name="讨论情况和结论")),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="应选项目数")),
                ("ballots_out", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="发出票数")),
                ("ballots_in", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="收回票数")),
                ("ballots_void", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="无效票")),
                ("counted_at", models.DateTimeField(blank=True, null=True, verbose_name="登记计票时间")),
                ("counted_by", models.CharField(blank=True, max_length=80, verbose_name="登记计票人")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="liaison.councilmeeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "议事会议程",
                "verbose_name_plural": "议事会议程",
                "ordering": ["meeting", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("name", models.CharField(max_length=80, verbose_name="项目")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="实施单位")),
                ("votes_for", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="赞成")),
                ("votes_against", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="反对")),
                ("votes_abstained", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="弃权")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "待票决"),
                            ("chosen", "当选"),
                            ("tied", "得票相同，须再次投票"),
                            ("not_chosen", "未当选"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projects",
                        to="liaison.agendaitem",
                        verbose_name="议程",
                    ),
                ),
            ],
            options={
                "verbose_name": "票决项目",
                "verbose_name_plural": "票决项目",
                "ordering": ["item", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[("present", "到会"), ("on_leave", "请假"), ("absent", "缺席")],
                        max_length=10,
                        verbose_name="出席情况",
                    ),
                ),
                (
                    "associate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_seats",
                        to="deputies.associate",
                        verbose_name="成员",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="liaison.councilmeeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "议事会应到成员",
                "verbose_name_plural": "议事会应到成员",
                "ordering": ["meeting", "associate__name_pinyin", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="councilmeeting",
            index=models.Index(fields=["area", "-on"], name="council_of_area"),
        ),
        migrations.AddConstraint(
            model_name="councilmeeting",
            constraint=models.UniqueConstraint(
                fields=("area", "year", "number"),
                name="council_number_once_a_year",
                violation_error_message="这一年已登记过这一次会议，请核对次数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), models.Q(("cancel_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="council_cancelled_with_reason",
                violation_error_message="取消会议须写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", "vote"), _negated=True), ("places__gte", 1), _connector="OR"),
                name="council_vote_has_places",
                violation_error_message="票决须写明要选出几个项目。",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ballots_in__isnull", True),
                    models.Q(
                        ("ballots_in__lte", models.F("ballots_out")), ("ballots_void__lte", models.F("ballots_in"))
                    ),
                    _connector="OR",
                ),
                name="council_ballots_in_order",
                violation_error_message="收回票数不能多于发出票数，无效票不能多于收回票数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("counted_at__isnull", True), ("counted_by", "")),
                    models.Q(("counted_at__isnull", False), models.Q(("counted_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="council_count_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(
                fields=("item", "name"), name="council_project_once", violation_error_message="这个项目已在候选名单里。"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("meeting", "associate"),
                name="council_seat_once",
                violation_error_message="该成员已在应到名单里。",
            ),
        ),
    ]
