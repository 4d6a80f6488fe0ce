import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import yunhe.privacy.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_database_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=30, verbose_name="登记册")),
                ("file_name", models.CharField(max_length=200, verbose_name="文件名")),
                ("file_sha256", models.CharField(max_length=64, verbose_name="文件摘要")),
                ("content", yunhe.privacy.fields.EncryptedJSONField(blank=True, null=True, verbose_name="文件内容")),
                ("options", models.JSONField(blank=True, default=dict, verbose_name="选项")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="列对应")),
                ("layout", models.JSONField(blank=True, default=dict, verbose_name="版面")),
                ("totals", models.JSONField(blank=True, default=list, verbose_name="合计核对")),
                ("findings", models.JSONField(blank=True, default=list, verbose_name="整体说明")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="行数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "已上传"),
                            ("reading", "读取中"),
                            ("preview", "待确认"),
                            ("confirming", "写入中"),
                            ("confirmed", "已导入"),
                            ("cancelled", "已取消"),
                            ("undone", "已撤销"),
                            ("failed", "无法读取"),
                        ],
                        default="uploaded",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("failure", models.CharField(blank=True, max_length=300, verbose_name="无法读取的原因")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="上传时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                ("confirmed_by", models.CharField(blank=True, max_length=80, verbose_name="确认人")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                ("undone_by", models.CharField(blank=True, max_length=80, verbose_name="撤销人")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="导入单位",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入批次",
                "verbose_name_plural": "导入批次",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=30, verbose_name="登记册")),
                ("signature", models.CharField(max_length=64, verbose_name="表头指纹")),
                ("mapping", models.JSONField(default=dict, verbose_name="列对应")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.area",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "列对应关系",
                "verbose_name_plural": "列对应关系",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "register", "signature"), name="column_mapping_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=60, verbose_name="工作表")),
                ("row", models.PositiveIntegerField(verbose_name="行号")),
                ("part", models.PositiveSmallIntegerField(default=0, verbose_name="栏")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "新增"),
                            ("updated", "变更"),
                            ("unchanged", "无变化"),
                            ("refused", "不导入"),
                        ],
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                ("origin_name", models.CharField(blank=True, max_length=60, verbose_name="流出地")),
                ("residence_code", models.CharField(blank=True, max_length=12, verbose_name="现居住地代码")),
                ("findings", models.JSONField(blank=True, default=list, verbose_name="发现")),
                ("payload", yunhe.privacy.fields.EncryptedJSONField(blank=True, null=True, verbose_name="内容")),
                ("before", yunhe.privacy.fields.EncryptedJSONField(blank=True, null=True, verbose_name="原值")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="变更")),
                ("fingerprint", models.CharField(blank=True, db_index=True, max_length=64, verbose_name="行指纹")),
                ("object_id", models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="对象编号")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.importrun",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入行",
                "verbose_name_plural": "导入行",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["run", "action"], name="import_row_action")],
            },
        ),
    ]
