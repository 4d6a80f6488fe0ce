"""A finding of a visit names the concern that it has become."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison", "0020_suggestions_reach_the_voter")]

    operations = [
        migrations.AddField(
            "visitfinding",
            "concern",
            models.OneToOneField(
                to="liaison.concern",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="finding",
                verbose_name="群众诉求",
                null=True,
                blank=True,
            ),
        ),
    ]
