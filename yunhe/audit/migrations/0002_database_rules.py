"""The audit trail is append-only for everybody, whatever way a statement takes.

TRUNCATE does not fire row triggers, so it needs one of its own. Only a test database may be emptied.
"""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
NO_TRUNCATE = """
CREATE FUNCTION audit_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() LIKE 'test\\_%' AND coalesce(current_setting('yunhe.protect_audit', true), '') <> 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_truncate();
"""


class Migration(migrations.Migration):
    """Adds the two triggers; reversible."""

    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            APPEND_ONLY, "DROP TRIGGER audit_append_only ON audit_auditevent; DROP FUNCTION audit_refuse_change();"
        ),
        migrations.RunSQL(
            NO_TRUNCATE, "DROP TRIGGER audit_no_truncate ON audit_auditevent; DROP FUNCTION audit_refuse_truncate();"
        ),
    ]
