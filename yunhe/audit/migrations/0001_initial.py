import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="时间")),
                ("actor_id", models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name="操作人编号")),
                ("actor", models.CharField(max_length=80, verbose_name="操作人")),
                ("ip", models.GenericIPAddressField(blank=True, null=True, verbose_name="IP")),
                ("verb", models.CharField(db_index=True, max_length=60, verbose_name="动作")),
                ("verb_label", models.CharField(max_length=60, verbose_name="动作名称")),
                ("object_type", models.CharField(blank=True, max_length=60, verbose_name="对象类型")),
                ("object_id", models.CharField(blank=True, max_length=40, verbose_name="对象编号")),
                ("object_label", models.CharField(blank=True, max_length=160, verbose_name="对象")),
                ("area_paths", models.JSONField(default=list, verbose_name="涉及区划")),
                ("changes", models.JSONField(default=dict, verbose_name="变更")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("succeeded", models.BooleanField(default=True, verbose_name="成功")),
                ("request_id", models.CharField(blank=True, max_length=40, verbose_name="请求编号")),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["object_type", "object_id"], name="audit_object")],
            },
        ),
    ]
