"""A record of a reception names its concern; concerns come from receptions and visits too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0016_sessions")]

    operations = [
        migrations.AlterField(
            "concern",
            "channel",
            models.CharField(
                "来源",
                max_length=16,
                choices=[
                    ("station_code", "联络站码"),
                    ("deputy_code", "代表直通车"),
                    ("activity_code", "代表活动码"),
                    ("office", "工作人员代录"),
                    ("deputy_phone", "代表代录"),
                    ("reception", "接待选民"),
                    ("visit", "走访发现"),
                ],
            ),
        ),
        migrations.AddField(
            "voterreception",
            "concern",
            models.OneToOneField(
                to="liaison.concern",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reception",
                verbose_name="诉求",
                null=True,
            ),
        ),
    ]
