"""Writing codes: one in force per subject, numbered versions, revoked with a reason."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from deputies.people.models import Deputy
from stations.activities.models import Activity
from stations.codes import policies
from stations.codes.enums import CodeKind
from stations.codes.models import Code
from stations.codes.tasks import render_code
from stations.places.models import Station
from yunhe.accounts.models import User
from yunhe.audit.record import record
from yunhe.jobs.errands import later
from yunhe.kit.changes import rewritten
from yunhe.kit.moves import locked
from yunhe.kit.refusals import required

Subject = Station | Deputy | Activity


def kind_of(subject: Subject) -> CodeKind:
    """Return which of the three codes stands for `subject`."""
    if isinstance(subject, Station):
        return CodeKind.STATION
    return CodeKind.DEPUTY if isinstance(subject, Deputy) else CodeKind.ACTIVITY


def _lock(subject: Subject) -> None:
    type(subject).objects.select_for_update(of=("self",), no_key=True).get(pk=subject.pk)


def _new_version(subject: Subject) -> Code:
    field = {str(kind_of(subject)): subject}
    last = Code.objects.filter(**field).aggregate(last=Max("version"))["last"] or 0
    return Code.objects.create(kind=kind_of(subject), version=last + 1, **field)


@transaction.atomic
def issue_code(subject: Subject, *, by: User, draw: bool = True) -> Code:
    """Return the code in force of a station, deputy or activity, making one when there is none. Calling again is harmless.

    draw: whether to send the drawing to a worker (a batch draws by itself). Errors: Denied.
    Side effects when new: locks the subject; one Code; one audit event; on commit one Celery message.
    """
    policies.can_issue_code(by, subject)
    _lock(subject)
    standing = Code.objects.in_force().filter(**{str(kind_of(subject)): subject}).first()
    if standing:
        return standing
    code = _new_version(subject)
    record("stations.issue_code", f"制作{code.get_kind_display()}", code, by=by, areas=code.areas)
    if draw:
        later(render_code, code.pk)
    return code


def _revoke(code: Code, by: User, reason: str) -> Code:
    code = locked(Code.objects.all(), code)
    policies.can_revoke_code(by, code)
    reason = required(reason, "停用二维码须写明原因。", field="reason")
    rewritten(code, revoked_at=timezone.now(), revoked_by=by.display_name, revoke_reason=reason)
    return code


@transaction.atomic
def revoke_code(code: Code, *, by: User, reason: str) -> Code:
    """Take a code out of use; who scans it is told where to go instead. Side effects: the Code, one audit event."""
    code = _revoke(code, by, reason)
    record("stations.revoke_code", f"停用{code.get_kind_display()}", code, by=by, reason=reason, areas=code.areas)
    return code


@transaction.atomic
def reprint_code(code: Code, *, by: User, reason: str) -> Code:
    """Replace a code by its next version, because the printed one was lost, copied or damaged. Returns the new one.

    Errors: Denied (also when the old one is revoked already). Side effects: locks the subject; the old Code is revoked
    and its landing page leads to the new one; one new Code; one audit event; on commit one Celery message.
    """
    subject = code.subject
    policies.can_issue_code(by, subject)
    _lock(subject)
    old = _revoke(code, by, reason)
    new = _new_version(subject)
    label, changes = f"换发{new.get_kind_display()}", {"版本": [old.version, new.version]}
    record("stations.reprint_code", label, new, by=by, reason=reason, changes=changes, areas=new.areas)
    later(render_code, new.pk)
    return new


def draw_again(station: Station) -> None:
    """Have the code in force of a renamed station drawn again, because its caption names the station."""
    for pk in Code.objects.in_force().filter(station=station).values_list("pk", flat=True):
        Code.objects.filter(pk=pk).update(images_made_at=None)
        later(render_code, pk)
