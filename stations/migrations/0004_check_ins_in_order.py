"""Indexes of check-ins by deputy, station and activity, newest first; out goes what they replace and what serves no query.

On ten million rows each index takes some ten seconds, beside the running program: nothing here locks the table for longer than
a moment, hence no transaction around it and no change that Django itself would make by dropping and checking a foreign key again.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

TABLE = "stations_checkin"
KEYS = ("deputy_id", "station_id", "activity_id")
ONCE = (("nonce", "check_in_nonce_once"), ("left_nonce", "check_in_left_nonce_once"))
CONSTRAINT_OF = """
    SELECT conname FROM pg_constraint, pg_attribute
    WHERE conrelid = %s::regclass AND contype = 'u' AND conkey = ARRAY[attnum] AND attrelid = conrelid AND attname = %s
"""


def _index_of(schema_editor, column: str, suffix: str = "") -> str:
    """Return the name that Django gave the index of `column` when the table was made."""
    return schema_editor._create_index_name(TABLE, [column], suffix=suffix)


def drop_old(apps, schema_editor):
    """Drop the plain indexes of the keys, and the pattern indexes of two texts that are only ever compared as a whole."""
    for column in KEYS:
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{_index_of(schema_editor, column)}"')
    for column, _ in ONCE:
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{_index_of(schema_editor, column, "_like")}"')


def make_old(apps, schema_editor):
    """Make them again."""
    for column in KEYS:
        schema_editor.execute(f'CREATE INDEX CONCURRENTLY "{_index_of(schema_editor, column)}" ON {TABLE} ({column})')
    for column, _ in ONCE:
        name = _index_of(schema_editor, column, "_like")
        schema_editor.execute(f'CREATE INDEX CONCURRENTLY "{name}" ON {TABLE} ({column} varchar_pattern_ops)')


def _rename(schema_editor, column: str, name: str) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(CONSTRAINT_OF, [TABLE, column])
        (found,) = cursor.fetchone()
    schema_editor.execute(f'ALTER TABLE {TABLE} RENAME CONSTRAINT "{found}" TO "{name}"')


def name_rules(apps, schema_editor):
    """Give the two rules of uniqueness a name of their own; their indexes stay."""
    for column, name in ONCE:
        _rename(schema_editor, column, name)


def unname_rules(apps, schema_editor):
    """Give them the names that PostgreSQL gives."""
    for column, _ in ONCE:
        _rename(schema_editor, column, f"{TABLE}_{column}_key")


class Migration(migrations.Migration):
    """Reversible; nothing to fill."""

    atomic = False
    dependencies = [("stations", "0003_who_has_entered_what")]
    operations = [
        AddIndexConcurrently("checkin", models.Index(fields=["deputy", "-at", "-id"], name="check_in_of_deputy")),
        AddIndexConcurrently(
            "checkin",
            models.Index(
                fields=["station", "-at", "-id"], condition=Q(station__isnull=False), name="check_in_of_station"
            ),
        ),
        AddIndexConcurrently(
            "checkin",
            models.Index(
                fields=["activity", "-at", "-id"],
                include=["undone_at"],
                condition=Q(activity__isnull=False),
                name="check_in_of_activity",
            ),
        ),
        AddIndexConcurrently(
            "checkin",
            models.Index(fields=["station", "-at"], condition=Q(undone_at__isnull=True), name="check_in_standing_at"),
        ),
        RemoveIndexConcurrently("checkin", "check_in_station_at"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(drop_old, make_old),
                migrations.RunPython(name_rules, unname_rules),
            ],
            state_operations=[
                *(
                    migrations.AlterField(
                        "checkin",
                        name,
                        models.ForeignKey(
                            to=to,
                            on_delete=on_delete,
                            related_name="check_ins",
                            verbose_name=label,
                            db_index=False,
                            **open_,
                        ),
                    )
                    for name, to, on_delete, label, open_ in (
                        ("deputy", "deputies.deputy", models.CASCADE, "代表", {}),
                        ("station", "stations.station", models.PROTECT, "站点", {"null": True, "blank": True}),
                        ("activity", "stations.activity", models.PROTECT, "活动", {"null": True, "blank": True}),
                    )
                ),
                migrations.AlterField("checkin", "nonce", models.CharField("去重码", max_length=40)),
                migrations.AlterField(
                    "checkin", "left_nonce", models.CharField("签退去重码", max_length=40, null=True, blank=True)
                ),
                migrations.AddConstraint(
                    "checkin", models.UniqueConstraint(fields=["nonce"], name="check_in_nonce_once")
                ),
                migrations.AddConstraint(
                    "checkin", models.UniqueConstraint(fields=["left_nonce"], name="check_in_left_nonce_once")
                ),
            ],
        ),
    ]
