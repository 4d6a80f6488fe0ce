"""TRUNCATE does not fire row triggers, so it needs one of its own. Only a test database may be emptied."""

from django.db import migrations

FORWARD = """
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
BACKWARD = "DROP TRIGGER audit_no_truncate ON audit_auditevent; DROP FUNCTION audit_refuse_truncate();"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
