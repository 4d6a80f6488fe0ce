"""Who was put into a group by name is a member of the team of that name; who was received at a station serves there.

A name that no team of the residence bears, or several do, stays as it was written.
"""

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

STATE = "co_managed"


def join(apps, schema_editor):
    """Find team and station of every file that is co-managed now."""
    registrations = apps.get_model("liaison", "Registration").objects.filter(state=STATE)
    related = ("deputy", "residence", "origin", "station")
    for registration in registrations.select_related(*related).order_by("pk"):
        _join_team(apps, registration)
        if registration.station_id:
            _post(apps, registration)


def _join_team(apps, registration):
    if not registration.group:
        return
    teams = apps.get_model("deputies", "Team").objects.filter(name=registration.group, disbanded_on=None)
    here = registration.residence
    found = list(teams.filter(Q(area__path__startswith=here.path) | Q(partner__path__startswith=here.path))[:2])
    if len(found) != 1:
        return
    registration.team = found[0]
    registration.save(update_fields=["team"])
    members = apps.get_model("deputies", "TeamMember").objects
    if not members.filter(team=found[0], deputy=registration.deputy, left_on=None).exists():
        members.create(
            team=found[0],
            deputy=registration.deputy,
            kind="deputy",
            side=registration.origin,
            joined_on=_day_of(registration),
        )


def _post(apps, registration):
    postings = apps.get_model("stations", "Posting").objects
    known = {"deputy": registration.deputy, "station": registration.station}
    if not postings.filter(**known, ends_on=None).exists():
        by = registration.received_by or registration.verified_by or "社区报到"
        postings.create(**known, begins_on=_day_of(registration), posted_by=by)


def _day_of(registration):
    return timezone.localdate(registration.received_at or registration.state_since)


class Migration(migrations.Migration):
    dependencies = [("liaison", "0025_registrations_name_teams"), ("stations", "0004_check_ins_in_order")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
