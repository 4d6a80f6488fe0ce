"""Telling those whose turn it is, and what is due today about a deadline or a tracking date."""

from liaison.concerns import notices
from liaison.concerns.models import Concern, ConcernStep
from yunhe.notices.telling import teller

RELATED = (
    *("lead__parent", "origin", "residence__unit", "place__unit", "handling_point__unit", "handling_unit"),
    *("deputy__user", "taken_by_user"),
)
_steps = ConcernStep.objects.select_related(*(f"concern__{name}" for name in RELATED))

tell_of_step = teller(f"{__name__}.tell_of_step", _steps, notices.of_step)
tell_of_deadline = teller(f"{__name__}.tell_of_deadline", Concern.objects.select_related(*RELATED), notices.of_deadline)
