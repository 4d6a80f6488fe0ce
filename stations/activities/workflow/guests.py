"""Writing who of those who are no deputies is invited to an activity, and who was there."""

from collections.abc import Iterable

from deputies.associates.enums import STANDING
from deputies.associates.models import Associate
from stations.activities import policies
from stations.activities.models import Activity, Guest
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.kit.refusals import Refused
from yunhe.kit.verbs import verb
from yunhe.kit.words import listed

ROWS = Activity.objects.with_sides()


@verb(ROWS, policies.can_edit_activity)
def choose_guests(activity: Activity, *, by: User, associates: Iterable[Associate]) -> int:
    """Set who is invited besides the deputies; returns how many. Who was noted as present or absent stays.

    Errors: Denied, Refused for somebody who has left or whose term is over. Side effects: guests, one audit event.
    """
    wanted = {associate.pk: associate for associate in associates}
    there = {guest.associate_id: guest for guest in activity.guests.select_related("associate")}
    added = [associate for pk, associate in wanted.items() if pk not in there]
    for associate in added:
        if associate.status != STANDING:
            raise Refused({"associates": f"{associate.name}{associate.status}，不能邀请。"})
    out = [guest for pk, guest in there.items() if pk not in wanted and guest.was_present is None]
    activity.guests.filter(pk__in=[guest.pk for guest in out]).delete()
    Guest.objects.bulk_create(Guest(activity=activity, associate=associate) for associate in added)
    number = len(there) + len(added) - len(out)
    if added or out:
        changes = {
            "邀请其他人员": ["", listed(associate.said for associate in added)[:300]],
            "移出名单": [listed(guest.associate.name for guest in out)[:300], ""],
        }
        changes = {label: pair for label, pair in changes.items() if any(pair)}
        record("stations.choose_guests", "邀请其他人员", activity, by=by, changes=changes)
    return number


@verb(ROWS, policies.can_record_at_activity)
def note_guests(activity: Activity, *, by: User, present: Iterable[Guest]) -> int:
    """Note who of the guests was there and who was not; returns how many were. Errors: Denied. Side effects: guests, audit event."""
    before = activity.guests.filter(was_present=True).count()
    came = {guest.pk for guest in present}
    for guest in activity.guests.all():
        guest.was_present = guest.pk in came
        guest.save(update_fields=["was_present"])
    changes = {"其他人员到场": [before, len(came)]}
    record("stations.note_guests", "登记其他人员到场", activity, by=by, changes=changes)
    return len(came)
