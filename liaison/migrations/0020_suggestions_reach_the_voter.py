"""A concern may go along with a suggestion; a reply has a class, a date to ask again, and says who gave it."""

from django.db import migrations, models

STATES = [
    ("received", "待受理"),
    ("accepted", "待交办"),
    ("assigned", "办理中"),
    ("lifted", "随代表建议办理"),
    ("paused", "已暂停"),
    ("replied", "待反馈"),
    ("told", "待评价"),
    ("rated", "已评价"),
    ("closed", "已办结"),
    ("refused", "不予受理"),
    ("merged", "已并案"),
    ("split", "已拆分"),
]
RESULTS = [
    ("A", "A 已解决或基本解决"),
    ("B", "B 正在解决"),
    ("C", "C 列入计划逐步解决"),
    ("D", "D 受条件限制，说明解释"),
]


class Migration(migrations.Migration):
    dependencies = [("liaison", "0019_receptions_are_concerns")]

    operations = [
        migrations.AlterField(
            "concern", "state", models.CharField("状态", max_length=12, choices=STATES, default="received")
        ),
        migrations.AlterField(
            "concern", "paused_from", models.CharField("暂停前状态", max_length=12, choices=STATES, blank=True)
        ),
        migrations.AddField(
            "suggestion",
            "replied_by",
            models.CharField("答复人", max_length=80, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "suggestion",
            "result",
            models.CharField("办理结果", max_length=1, choices=RESULTS, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField("suggestion", "check_on", models.DateField("再次跟踪日期", null=True, blank=True)),
        migrations.AddConstraint(
            "suggestion",
            models.CheckConstraint(
                condition=~models.Q(result="C") | models.Q(check_on__isnull=False),
                name="suggestion_planned_with_date",
                violation_error_message="“列入计划”的须填写再次跟踪日期。",
            ),
        ),
    ]
