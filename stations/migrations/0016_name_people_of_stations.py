"""Heads and officers that stood as text on the stations become people of the stations."""

from django.db import migrations

POSTS = (("head_name", "1_head"), ("liaison_officer", "3_officer"))


def name_people(apps, schema_editor):
    """Write one person for each name; several officers in one field are parted by 、."""
    station_model = apps.get_model("stations", "Station")
    staff_model = apps.get_model("stations", "StationStaff")
    people = []
    for station in station_model.objects.order_by("pk"):
        for field, post in POSTS:
            names = [name.strip() for name in getattr(station, field).replace("，", "、").split("、") if name.strip()]
            for name in names[:1] if post == "1_head" else names:
                people.append(staff_model(station=station, name=name[:40], post=post))
    staff_model.objects.bulk_create(people)


class Migration(migrations.Migration):
    dependencies = [("stations", "0015_station_keeping")]

    operations = [migrations.RunPython(name_people, migrations.RunPython.noop)]
