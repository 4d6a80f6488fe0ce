"""Who has entered a thing, and when, is kept and called alike in every register."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0002_database_rules"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activityseries",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
        ),
        migrations.AlterField(
            model_name="activityseries",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="followup",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="printbatch",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
        ),
        migrations.AlterField(
            model_name="printbatch",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="rota",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间"),
        ),
        migrations.AlterField(
            model_name="rota",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
        migrations.AlterField(
            model_name="screen",
            name="created_by",
            field=models.CharField(blank=True, max_length=80, verbose_name="登记人"),
        ),
    ]
