"""A rule may be owed by every team of some kinds, and may have been replaced by another one."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0008_who_has_entered_what"),
    ]

    operations = [
        migrations.AddField(
            model_name="obligationtemplate",
            name="is_replaced",
            field=models.BooleanField(default=False, verbose_name="由新的规定代替"),
        ),
        migrations.AddField(
            model_name="obligationtemplate",
            name="team_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("group", "代表小组"),
                        ("centre", "代表中心组"),
                        ("help", "帮搬团"),
                        ("service", "服务队"),
                        ("cogovern", "共治组"),
                        ("joint", "街乡协作组"),
                        ("direct", "直通车队"),
                        ("other", "其他团队"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="哪类团队",
            ),
        ),
        migrations.AlterField(
            model_name="obligationtemplate",
            name="evidence",
            field=models.CharField(
                choices=[
                    ("activity", "代表活动"),
                    ("joint_activity", "两地都参加的活动"),
                    ("home_visit", "流动代表逐人回原选区"),
                    ("topic", "议题"),
                    ("joint_meeting", "联席会议"),
                    ("ledger", "半年台账"),
                    ("annual_report", "年度报告"),
                    ("file", "文件"),
                    ("note", "文字说明"),
                ],
                default="file",
                max_length=16,
                verbose_name="佐证",
            ),
        ),
        migrations.AlterField(
            model_name="obligationtemplate",
            name="owed_by",
            field=models.CharField(
                choices=[
                    ("unit", "单位"),
                    ("pair", "流出地和流入地两个单位"),
                    ("team", "代表团队"),
                    ("teams", "每个这类团队"),
                ],
                default="unit",
                max_length=6,
                verbose_name="由谁完成",
            ),
        ),
    ]
