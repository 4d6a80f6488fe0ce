"""Telling those whose turn it is. Thin; safe to run twice."""

from celery import shared_task
from django.utils import timezone

from liaison.suggestions import notifications
from liaison.suggestions.models import CoSigner, Suggestion, SuggestionStep
from yunhe.notices.tasks import deliver


@shared_task
def tell_of_step(step_id: int) -> int:
    """Deliver the notices of one step; returns how many were new."""
    step = (
        SuggestionStep.objects.select_related("suggestion__office", "suggestion__leader__user")
        .filter(pk=step_id)
        .first()
    )
    if step is None:
        return 0
    people, title, body = notifications.of_step(step)
    url = step.suggestion.get_absolute_url()
    return deliver(people, key=f"suggestion-step-{step.pk}", kind="suggestion", title=title, body=body, url=url)


@shared_task
def tell_of_request(signer_id: int) -> int:
    """Deliver the request to sign; returns how many notices were new."""
    rows = CoSigner.objects.select_related("suggestion__leader", "deputy__user")
    signer = rows.filter(pk=signer_id).first()
    if signer is None:
        return 0
    people, title, body = notifications.of_request(signer)
    url = signer.suggestion.get_absolute_url()
    return deliver(people, key=f"suggestion-sign-{signer.pk}", kind="suggestion", title=title, body=body, url=url)


@shared_task
def tell_of_deadline(suggestion_id: int) -> int:
    """Deliver what is due about the deadline of one suggestion: once before, once after it."""
    suggestion = (
        Suggestion.objects.open().select_related("office").filter(pk=suggestion_id, due_on__isnull=False).first()
    )
    if suggestion is None or suggestion.due_on is None:
        return 0
    people, title, body = notifications.of_deadline(suggestion)
    slot = "late" if suggestion.due_on < timezone.localdate() else "near"
    key = f"suggestion-{suggestion.pk}-{suggestion.state}-{suggestion.due_on}-{slot}"
    url = suggestion.get_absolute_url()
    return deliver(people, key=key, kind="suggestion", title=title, body=body, url=url, is_urgent=slot == "late")
