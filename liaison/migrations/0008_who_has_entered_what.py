"""Who has entered a thing, and when, is kept and called alike in every register."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("liaison", "0007_findings_speak_of_concerns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="annualreport",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
        ),
        migrations.AlterField(
            model_name="annualreport",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="election",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="visitcampaign",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
        ),
        migrations.AlterField(
            model_name="visitcampaign",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
    ]
