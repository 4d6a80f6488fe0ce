"""Guests of activities and helpers of reception days, from the register of people who are no deputies."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0005_members_are_of_the_register"),
        ("stations", "0005_sign_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="shift",
            name="helpers",
            field=models.ManyToManyField(
                blank=True, related_name="shifts", to="deputies.associate", verbose_name="协助人员"
            ),
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="邀请时间")),
                ("was_present", models.BooleanField(blank=True, null=True, verbose_name="到场")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="stations.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "associate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits_to_activities",
                        to="deputies.associate",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动邀请的其他人员",
                "verbose_name_plural": "活动邀请的其他人员",
                "ordering": ["activity", "associate__name_pinyin", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "associate"),
                        name="guest_once_an_activity",
                        violation_error_message="该人员已在名单里。",
                    )
                ],
            },
        ),
    ]
