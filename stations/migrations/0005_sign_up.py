"""Who may sign up for an activity by its code without having been invited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0004_check_ins_in_order")]

    operations = [
        migrations.AddField(
            "activity",
            "sign_up",
            models.CharField(
                "谁可以扫码报名",
                max_length=10,
                choices=[
                    ("invited", "只有受邀的代表"),
                    ("near", "本单位选出的、住在本地的代表"),
                    ("county", "全县在任代表"),
                ],
                default="invited",
            ),
        ),
        migrations.AlterField(
            "invitation",
            "group",
            models.CharField(
                "邀请原因",
                max_length=12,
                choices=[
                    ("own", "本单位选出的代表"),
                    ("zone", "开发区代表"),
                    ("living_here", "住在本地的外地代表"),
                    ("left_places", "搬迁户原籍地的代表"),
                    ("added", "单独邀请"),
                    ("self", "自己报名"),
                ],
            ),
        ),
    ]
