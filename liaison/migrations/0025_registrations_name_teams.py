"""A registration names the team of which the deputy has become a member; where the deputy serves is said by the postings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0024_topics_from_concerns"), ("deputies", "0002_centre_groups")]

    operations = [
        migrations.AddField(
            "registration",
            "team",
            models.ForeignKey(
                to="deputies.team",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                verbose_name="代表小组（共治组）",
                null=True,
                blank=True,
            ),
        ),
        migrations.AlterField(
            "registration", "group", models.CharField("编入代表小组（共治组）", max_length=60, blank=True)
        ),
        migrations.AlterField(
            "registration",
            "station",
            models.ForeignKey(
                to="stations.station",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                verbose_name="报到联络点",
                null=True,
                blank=True,
            ),
        ),
    ]
