"""A topic of the month may be taken from voters' concerns."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0023_findings_are_concerns"), ("stations", "0004_check_ins_in_order")]

    operations = [
        migrations.AddField(
            "concern",
            "topic",
            models.ForeignKey(
                to="stations.topic",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="concerns",
                verbose_name="议题",
                null=True,
                blank=True,
            ),
        ),
    ]
