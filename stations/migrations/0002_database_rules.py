"""The 1+11+N tree is held by the database too: the rules of stations/places/placing.py, for writes that bypass the forms."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION stations_hold_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    organiser areas_area; place areas_area; place_unit areas_area; above stations_station; above_area areas_area;
    fault text;
BEGIN
    SELECT * INTO organiser FROM areas_area WHERE id = NEW.organising_area_id;
    SELECT * INTO place FROM areas_area WHERE id = NEW.location_area_id;
    SELECT * INTO place_unit FROM areas_area WHERE id = place.unit_id;
    SELECT * INTO above FROM stations_station WHERE id = NEW.parent_id;
    SELECT * INTO above_area FROM areas_area WHERE id = above.organising_area_id;
    IF split_part(place.path, '/', 1) <> split_part(organiser.path, '/', 1) THEN
        fault := 'location outside the county';
    ELSIF NEW.kind = 'main' AND organiser.kind <> 'county' THEN
        fault := 'a main station is organised by a county';
    ELSIF NEW.kind = 'area' AND (organiser.kind NOT IN ('town', 'township', 'street', 'zone') OR above.kind <> 'main'
            OR split_part(above_area.path, '/', 1) <> split_part(organiser.path, '/', 1)) THEN
        fault := 'an area station is organised by a unit below the main station of its county';
    ELSIF NEW.kind = 'urban' AND (organiser.kind NOT IN ('town', 'township') OR place_unit.kind IS DISTINCT FROM 'street'
            OR above.kind <> 'area' OR above.organising_area_id <> organiser.id) THEN
        fault := 'an urban station is organised by a township, stands in a street and belongs to the area station';
    ELSIF NEW.kind = 'point' AND (organiser.kind NOT IN ('village', 'community') OR above.kind <> 'area'
            OR above.organising_area_id IS DISTINCT FROM organiser.unit_id) THEN
        fault := 'a point belongs to the area station of its unit';
    ELSIF NEW.is_active AND above.id IS NOT NULL AND NOT above.is_active THEN
        fault := 'the parent is closed';
    ELSIF TG_OP = 'UPDATE' AND (NOT NEW.is_active OR NEW.kind <> OLD.kind
            OR NEW.organising_area_id <> OLD.organising_area_id)
            AND EXISTS (SELECT 1 FROM stations_station WHERE parent_id = NEW.id AND is_active) THEN
        fault := 'stations below are still in use';
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION 'station_place: %', fault USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stations_hold_tree BEFORE INSERT OR UPDATE OF kind, organising_area_id, location_area_id, parent_id, is_active
    ON stations_station FOR EACH ROW EXECUTE FUNCTION stations_hold_tree();
"""
BACKWARD = "DROP TRIGGER stations_hold_tree ON stations_station; DROP FUNCTION stations_hold_tree();"


class Migration(migrations.Migration):
    """Adds the trigger; reversible."""

    dependencies = [("stations", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
