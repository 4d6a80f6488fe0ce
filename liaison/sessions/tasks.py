"""Telling people of sessions, leaves and absences."""

from liaison.sessions import notices
from liaison.sessions.models import CongressSession, LeaveStep, Summons
from yunhe.notices.telling import teller

_sessions = CongressSession.objects.select_related("area", "term")
_related = ("session__area", "session__term", "deputy__user", "deputy__origin", "deputy__residence__unit")
_steps = LeaveStep.objects.select_related("leave", *(f"leave__summons__{name}" for name in _related))

tell_of_session = teller(f"{__name__}.tell_of_session", _sessions, notices.of_session)
tell_of_cancelled = teller(f"{__name__}.tell_of_cancelled", _sessions, notices.of_cancelled)
tell_of_leave = teller(f"{__name__}.tell_of_leave", _steps, notices.of_leave_step)
tell_of_absence = teller(f"{__name__}.tell_of_absence", Summons.objects.select_related(*_related), notices.of_absence)
