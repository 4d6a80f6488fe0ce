"""The steps of a discrepancy take the shape of all steps; the account becomes a foreign key.

Apart from 0002, since no table is altered in the transaction that has changed its rows.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("liaison", "0002_discrepancy_steps_name_their_states"),
    ]

    operations = [
        migrations.AlterField("discrepancystep", "verb", models.CharField("动作", max_length=24)),
        migrations.AlterField("discrepancystep", "side", models.CharField("办理方", max_length=16, blank=True)),
        migrations.RenameField("discrepancystep", "checked", "reason"),
        migrations.AlterField("discrepancystep", "reason", models.CharField("原因", max_length=40, blank=True)),
        migrations.AlterField("discrepancystep", "note", models.TextField("说明", max_length=4000, blank=True)),
        migrations.RenameField("discrepancystep", "by_user_id", "by_user"),
        migrations.AlterField(
            "discrepancystep",
            "by_user",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.SET_NULL,
                null=True,
                blank=True,
                related_name="+",
                verbose_name="账号",
            ),
        ),
    ]
