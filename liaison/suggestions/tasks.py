"""Telling those whose turn it is."""

from liaison.suggestions import notices
from liaison.suggestions.enums import SuggestionState
from liaison.suggestions.models import CoHandler, CoSigner, Suggestion, SuggestionStep
from yunhe.notices.telling import teller

RELATED = ("office", "leader__user", "leader__origin", "leader__residence__unit", "unit", "concern__lead")
_steps = SuggestionStep.objects.select_related(*(f"suggestion__{name}" for name in RELATED))
_requests = CoSigner.objects.select_related("suggestion__leader", "deputy__user")
_due = (Suggestion.objects.open() | Suggestion.objects.filter(state=SuggestionState.CLOSED)).select_related(
    "office__parent", "unit"
)
_asked = CoHandler.objects.asked().select_related("suggestion__office", "unit")

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)
tell_of_request = teller(f"{__name__}.tell_of_request", _requests, notices.of_request)
tell_of_deadline = teller(f"{__name__}.tell_of_deadline", _due, notices.of_deadline)
tell_of_co_deadline = teller(f"{__name__}.tell_of_co_deadline", _asked, notices.of_co_deadline)
