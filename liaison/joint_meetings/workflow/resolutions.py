"""What a meeting has resolved, and what became of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from liaison.joint_meetings import tasks
from liaison.joint_meetings.enums import RESOLUTION
from liaison.joint_meetings.models import JointMeeting, Resolution, ResolutionStep
from liaison.joint_meetings.policies import acting_side_on_resolution, can_resolve, sides_between
from liaison.joint_meetings.workflow.meetings import ROWS as MEETINGS
from yunhe.accounts.enums import Role
from yunhe.accounts.models import Appointment, User
from yunhe.areas.models import Area
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.moves import START, locked
from yunhe.kit.refusals import Refused, required
from yunhe.kit.verbs import verb

ROWS = Resolution.objects.select_related("meeting__origin", "meeting__residence", "unit", "owner")


def _write(
    resolution: Resolution, verb: str, changes: dict | None = None, *, before: str, by: User, side: str, note: str = ""
) -> Resolution:
    """Write the step, the audit event and the notices of a saved resolution."""
    step = ResolutionStep.write(resolution, verb, before=before, side=side, by=by, note=note)
    record(f"joint.{verb}_resolution", step.label, resolution, by=by, changes=changes or step.changes, reason=note)
    later(tasks.tell_of_resolution, step.pk)
    return resolution


@verb(MEETINGS, can_resolve)
def resolve(
    meeting: JointMeeting, *, text: str, unit: Area, owner: User | None = None, due_on: date, by: User
) -> Resolution:
    """Write down a resolution of a meeting whose minutes are not confirmed yet.

    owner: a person appointed to the office of `unit`; without one the office itself carries it out.
    """
    text = required(text, "请填写议定事项。")
    if unit.pk not in (meeting.origin_id, meeting.residence_id):
        raise Refused("责任单位应是开会的两个单位之一。")
    held = Appointment.objects.in_force().filter(area=unit, role=Role.OFFICE_STAFF, user=owner)
    if owner and not held.exists():
        raise Refused(f"{owner.name}不在{unit.name}任职，请重新选择责任人。")
    if due_on < timezone.localdate(meeting.starts_at):
        raise Refused("完成期限不能早于会议日期。")
    resolution = Resolution.objects.create(meeting=meeting, text=text, unit=unit, owner=owner, due_on=due_on)
    side = sides_between(by, meeting.origin, meeting.residence)[0]
    changes = {"责任": ["", resolution.owner_label], "完成期限": ["", due_on]}
    return _write(resolution, "resolve", changes, before=START, by=by, side=side)


def _end(resolution: Resolution, verb: str, *, said: str, on: date, by: User, side: str) -> Resolution:
    before, resolution.state = resolution.state, RESOLUTION.after(resolution.state, verb)
    resolution.result, resolution.finished_on, resolution.finished_by = said, on, by.display_name
    resolution.save()
    return _write(resolution, verb, before=before, by=by, side=side, note=said)


@transaction.atomic
def finish(resolution: Resolution, *, result: str, on: date | None = None, by: User) -> Resolution:
    """The unit that owns it says what was done (OPEN → DONE)."""
    resolution = locked(ROWS, resolution)
    side = acting_side_on_resolution(by, resolution, "finish")
    on = on or timezone.localdate()
    if not timezone.localdate(resolution.meeting.starts_at) <= on <= timezone.localdate():
        raise Refused("完成日期应在会议日期和今天之间。")
    return _end(resolution, "finish", said=required(result, "请写明办理结果。"), on=on, by=by, side=side)


@transaction.atomic
def drop(resolution: Resolution, *, note: str, by: User) -> Resolution:
    """Either side says that it is not carried out any more, and why (OPEN → DROPPED)."""
    resolution = locked(ROWS, resolution)
    side = acting_side_on_resolution(by, resolution, "drop")
    said = required(note, "请写明不再办理的原因。")
    return _end(resolution, "drop", said=said, on=timezone.localdate(), by=by, side=side)


@transaction.atomic
def postpone(resolution: Resolution, *, due_on: date, note: str, by: User) -> Resolution:
    """Either side sets another day, with the reason (OPEN → OPEN); it is reminded of anew."""
    resolution = locked(ROWS, resolution)
    side = acting_side_on_resolution(by, resolution, "postpone")
    note = required(note, "请写明调整期限的原因。")
    if due_on == resolution.due_on or due_on < timezone.localdate():
        raise Refused("新的期限应在今天以后，并与原期限不同。")
    before, resolution.due_on = resolution.due_on, due_on
    resolution.save(update_fields=["due_on"])
    changes = {"完成期限": [before, due_on]}
    return _write(resolution, "postpone", changes, before=resolution.state, by=by, side=side, note=note)
