"""Units that handle a suggestion with the leading one, and when the deputies were told of its receipt."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0010_population"),
    ]

    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="receipt_told_on",
            field=models.DateField(blank=True, null=True, verbose_name="告知收到日期"),
        ),
        migrations.CreateModel(
            name="CoHandler",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="协办期限")),
                ("opinion", models.TextField(blank=True, max_length=2000, verbose_name="协办意见")),
                ("given_on", models.DateField(blank=True, null=True, verbose_name="反馈日期")),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="co_handlers",
                        to="liaison.suggestion",
                        verbose_name="代表建议",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_handled",
                        to="liaison.handlingunit",
                        verbose_name="协办单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "协办单位",
                "verbose_name_plural": "协办单位",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("suggestion", "unit"), name="co_handler_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_on__isnull", True), ("opinion", "")),
                            models.Q(("given_on__isnull", False), models.Q(("opinion", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="co_handler_given_with_text",
                        violation_error_message="协办意见须有内容和日期。",
                    ),
                ],
            },
        ),
    ]
