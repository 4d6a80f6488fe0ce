"""The ledger of money is held by the database too, for writes that bypass the verbs.

An entry is never changed and never enters a closed year; at the end of each transaction every balance equals the sum of its
entries, and what one line passes on another has received; a line has only a level that its office has a congress for.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION funds_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of money are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER funds_append_only BEFORE UPDATE OF line_id, number, kind, from_bucket, to_bucket, cents, "on", batch,
    reverses_id, other_line_id, document, text, by, at OR DELETE ON liaison_entry
    FOR EACH ROW EXECUTE FUNCTION funds_refuse_change();

CREATE FUNCTION funds_in_open_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM liaison_fundyear y JOIN liaison_fundline l ON l.fund_year_id = y.id
        WHERE l.id = NEW.line_id AND y.closed_at IS NULL FOR SHARE OF y;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the year of the line is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_in_open_year BEFORE INSERT ON liaison_entry FOR EACH ROW EXECUTE FUNCTION funds_in_open_year();

CREATE FUNCTION funds_balances_hold() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint := CASE WHEN TG_TABLE_NAME = 'liaison_entry' THEN (to_jsonb(NEW) ->> 'line_id')::bigint
                          ELSE (to_jsonb(NEW) ->> 'id')::bigint END;
    found record; line liaison_fundline;
BEGIN
    SELECT * INTO line FROM liaison_fundline WHERE id = wanted;
    IF line.id IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT
        coalesce(sum(cents) FILTER (WHERE from_bucket = 'grant'), 0) - coalesce(sum(cents) FILTER (WHERE to_bucket = 'grant'), 0) AS granted,
        coalesce(sum(cents) FILTER (WHERE to_bucket = 'free'), 0) - coalesce(sum(cents) FILTER (WHERE from_bucket = 'free'), 0) AS free,
        coalesce(sum(cents) FILTER (WHERE to_bucket = 'held'), 0) - coalesce(sum(cents) FILTER (WHERE from_bucket = 'held'), 0) AS held,
        coalesce(sum(cents) FILTER (WHERE to_bucket = 'advanced'), 0)
            - coalesce(sum(cents) FILTER (WHERE from_bucket = 'advanced'), 0) AS advanced,
        coalesce(sum(cents) FILTER (WHERE to_bucket = 'spent'), 0) - coalesce(sum(cents) FILTER (WHERE from_bucket = 'spent'), 0) AS spent,
        coalesce(max(number), 0) AS last_number, count(*) AS entries
    INTO found FROM liaison_entry WHERE line_id = wanted;
    IF (line.grant_cents, line.free_cents, line.held_cents, line.advanced_cents, line.spent_cents, line.last_number)
        IS DISTINCT FROM (found.granted, found.free, found.held, found.advanced, found.spent, found.last_number)
        OR found.entries <> found.last_number THEN
        RAISE EXCEPTION 'the balances of line % are not the sums of its entries', wanted USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_entries_are_balances AFTER INSERT ON liaison_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION funds_balances_hold();
CREATE CONSTRAINT TRIGGER funds_balances_are_entries
    AFTER INSERT OR UPDATE OF grant_cents, free_cents, held_cents, advanced_cents, spent_cents, last_number ON liaison_fundline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_balances_hold();

CREATE FUNCTION funds_batch_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IN ('transfer', 'carry') AND (
        SELECT coalesce(sum(CASE WHEN to_bucket = 'grant' THEN cents WHEN from_bucket = 'grant' THEN -cents ELSE 0 END), 0)
        FROM liaison_entry WHERE batch = NEW.batch) <> 0 THEN
        RAISE EXCEPTION 'what left one line has not come into another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER funds_batch_holds AFTER INSERT ON liaison_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION funds_batch_holds();

CREATE FUNCTION funds_level_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.level = 'township' AND NOT EXISTS (
        SELECT 1 FROM liaison_fundyear y JOIN areas_area a ON a.id = y.office_id
        WHERE y.id = NEW.fund_year_id AND a.kind IN ('town', 'township')) THEN
        RAISE EXCEPTION 'only a township has a congress of its own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER funds_level_fits BEFORE INSERT OR UPDATE OF level, fund_year_id ON liaison_fundline
    FOR EACH ROW EXECUTE FUNCTION funds_level_fits();
"""
BACKWARD = """
DROP TRIGGER funds_level_fits ON liaison_fundline; DROP FUNCTION funds_level_fits();
DROP TRIGGER funds_batch_holds ON liaison_entry; DROP FUNCTION funds_batch_holds();
DROP TRIGGER funds_balances_are_entries ON liaison_fundline; DROP TRIGGER funds_entries_are_balances ON liaison_entry;
DROP FUNCTION funds_balances_hold();
DROP TRIGGER funds_in_open_year ON liaison_entry; DROP FUNCTION funds_in_open_year();
DROP TRIGGER funds_append_only ON liaison_entry; DROP FUNCTION funds_refuse_change();
"""


class Migration(migrations.Migration):
    """Adds the triggers; reversible."""

    dependencies = [("liaison", "0013_funds_lines")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
