"""Telling the other sides of a step. Thin: one id in, notices out; safe to run twice."""

from celery import shared_task

from liaison.registration import notifications
from liaison.registration.models import RegistrationMove
from yunhe.notices.tasks import deliver


@shared_task
def tell_of_move(move_id: int) -> int:
    """Deliver the notices of one step to everyone concerned but its author; returns how many were new."""
    move = (
        RegistrationMove.objects.select_related(
            "registration__deputy__user", "registration__origin", "registration__residence", "registration__community"
        )
        .filter(pk=move_id)
        .first()
    )
    if move is None:
        return 0
    return sum(
        deliver(
            people,
            key=f"registration-move-{move.pk}",
            kind="registration",
            title=title,
            body=body,
            url=move.registration.get_absolute_url(),
        )
        for people, title, body in notifications.of_move(move)
    )
