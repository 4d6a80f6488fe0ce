"""Telling those whose turn it is. Each returns how many notices were new, and is safe to run twice."""

from celery import shared_task

from liaison.suggestions import notices
from liaison.suggestions.models import CoSigner, Suggestion, SuggestionStep
from yunhe.notices.telling import tell_about


@shared_task
def tell_of_step(step_id: int) -> int:
    """Tell of one step."""
    rows = SuggestionStep.objects.select_related("suggestion__office", "suggestion__leader__user")
    return tell_about(rows, step_id, notices.of_step)


@shared_task
def tell_of_request(signer_id: int) -> int:
    """Tell a deputy of the request to sign."""
    return tell_about(
        CoSigner.objects.select_related("suggestion__leader", "deputy__user"), signer_id, notices.of_request
    )


@shared_task
def tell_of_deadline(suggestion_id: int) -> int:
    """Tell what is due about the deadline of one suggestion."""
    return tell_about(Suggestion.objects.open().select_related("office"), suggestion_id, notices.of_deadline)
