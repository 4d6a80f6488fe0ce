"""Telling of obligations, in a worker."""

from liaison.obligations import notices
from liaison.obligations.models import Obligation
from yunhe.notices.telling import teller

RELATED = ("template", "unit__parent", "partner", "team", "owner")
_every = Obligation.objects.select_related(*RELATED)
_undone = Obligation.objects.undone().select_related(*RELATED)

tell_of_deadline = teller(f"{__name__}.tell_of_deadline", _undone, notices.of_deadline)
tell_reopened = teller(f"{__name__}.tell_reopened", _every, notices.of_reopening)
