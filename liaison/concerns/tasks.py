"""Telling those whose turn it is. Thin: one id in, notices out; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from liaison.concerns import notifications
from liaison.concerns.enums import Lateness
from liaison.concerns.models import Concern, ConcernStep
from yunhe.notices.tasks import deliver

RELATED = (
    "lead__parent",
    "origin",
    "residence__unit",
    "place__unit",
    "handling_point__unit",
    "handling_unit",
    "deputy__user",
)


@shared_task
def tell_of_step(step_id: int) -> int:
    """Deliver the notices of one step to everyone concerned but its author; returns how many were new."""
    rows = ConcernStep.objects.select_related(*(f"concern__{name}" for name in RELATED), "concern__taken_by_user")
    step = rows.filter(pk=step_id).first()
    if step is None:
        return 0
    people, title, body = notifications.of_step(step)
    return deliver(
        people,
        key=f"concern-move-{step.pk}",
        kind="concern",
        title=title,
        body=body,
        url=step.concern.get_absolute_url(),
    )


@shared_task
def tell_of_deadline(concern_id: int) -> int:
    """Deliver what is due today about the deadline of one matter, or its tracking date; returns how many were new."""
    concern = Concern.objects.select_related(*RELATED).filter(pk=concern_id).first()
    if concern is None:
        return 0
    kind, today = concern.lateness, timezone.localdate()
    if kind:
        people, title, body = notifications.of_deadline(concern, kind)
        key = f"concern-{concern.pk}-{concern.state}-{concern.due_on}-{kind}"
    elif concern.check_on and concern.check_on <= today:
        people, title, body = notifications.of_tracking(concern)
        key = f"concern-{concern.pk}-track-{concern.check_on}"
    else:
        return 0
    late = kind in (Lateness.LATE, Lateness.VERY_LATE)
    url = concern.get_absolute_url()
    return deliver(people, key=key, kind="concern", title=title, body=body, url=url, is_urgent=late)
