"""How many people live where."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_database_rules"),
        ("liaison", "0009_rules_for_kinds_of_teams"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitPopulation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_by", models.CharField(blank=True, max_length=80, verbose_name="登记人")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="年度（年末）",
                    ),
                ),
                ("residents", models.PositiveIntegerField(verbose_name="常住人口")),
                ("urban", models.PositiveIntegerField(verbose_name="其中城镇人口")),
                ("rural", models.PositiveIntegerField(verbose_name="农村户籍人口")),
                ("moved_down", models.PositiveIntegerField(verbose_name="其中已下山转移")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="数据来源")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="populations",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "人口情况",
                "verbose_name_plural": "人口情况",
                "ordering": ["-year", "area__order", "area__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "year"),
                        name="population_once_a_unit_and_year",
                        violation_error_message="该单位这一年的人口已经登记，请直接修改。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urban__lte", models.F("residents"))),
                        name="population_urban_within",
                        violation_error_message="城镇人口不能多于常住人口。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("moved_down__lte", models.F("rural"))),
                        name="population_moved_within",
                        violation_error_message="已下山转移的不能多于农村户籍人口。",
                    ),
                ],
            },
        ),
    ]
