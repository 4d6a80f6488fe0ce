import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "县"),
                            ("town", "镇"),
                            ("township", "乡"),
                            ("street", "街道"),
                            ("zone", "开发区"),
                            ("community", "社区"),
                            ("village", "村"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("path", models.CharField(editable=False, max_length=120, null=True, unique=True, verbose_name="路径")),
                ("code", models.CharField(blank=True, db_index=True, max_length=12, verbose_name="统计用区划代码")),
                ("office_name", models.CharField(blank=True, max_length=60, verbose_name="人大机构名称")),
                ("in_county_town", models.BooleanField(default=False, verbose_name="属于县城")),
                ("is_active", models.BooleanField(default=True, verbose_name="现行")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="areas.area",
                        verbose_name="上级",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="所属乡镇街道",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划",
                "verbose_name_plural": "区划",
                "ordering": ["order", "code", "id"],
            },
        ),
        migrations.CreateModel(
            name="AreaAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alias", models.CharField(db_index=True, max_length=80, verbose_name="写法")),
                ("is_former_name", models.BooleanField(default=False, verbose_name="曾用名或已撤并")),
                ("added_by", models.CharField(blank=True, max_length=60, verbose_name="添加人")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划写法",
                "verbose_name_plural": "区划写法",
            },
        ),
        migrations.CreateModel(
            name="AreaCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, verbose_name="代码")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划代码",
                "verbose_name_plural": "区划代码",
            },
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["path"], name="area_path_prefix", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddConstraint(
            model_name="areaalias",
            constraint=models.UniqueConstraint(fields=("area", "alias"), name="area_alias_once"),
        ),
        migrations.AddConstraint(
            model_name="areacode",
            constraint=models.UniqueConstraint(fields=("area", "code"), name="area_code_once"),
        ),
    ]
