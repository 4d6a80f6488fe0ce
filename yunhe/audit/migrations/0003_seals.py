import django.contrib.postgres.fields
import django.utils.timezone
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_truncate();
"""


class Migration(migrations.Migration):
    """The chain moves from the events into seals; what an event began with becomes a salt."""

    dependencies = [("audit", "0002_database_rules")]
    operations = [
        migrations.RenameField(model_name="auditevent", old_name="previous_hash", new_name="salt"),
        migrations.AlterField(
            model_name="auditevent",
            name="hash",
            field=models.CharField(max_length=64, unique=True, verbose_name="签名"),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="封存序号")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="时间")),
                ("is_old", models.BooleanField(default=False, verbose_name="旧记录")),
                (
                    "event_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None, verbose_name="记录序号"
                    ),
                ),
                ("last_id", models.BigIntegerField(default=0, verbose_name="最大记录序号")),
                ("total", models.BigIntegerField(default=0, verbose_name="累计条数")),
                ("previous", models.CharField(max_length=64, verbose_name="上一次封存的签名")),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="签名")),
            ],
            options={
                "verbose_name": "审计封存",
                "verbose_name_plural": "审计封存",
                "ordering": ["-number"],
            },
        ),
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER audit_append_only ON audit_seal; DROP TRIGGER audit_no_truncate ON audit_seal;",
        ),
    ]
