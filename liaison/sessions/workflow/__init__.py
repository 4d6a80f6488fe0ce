"""Every write of sessions: calling them, the roll, leaves, and what missed sessions lead to."""

from liaison.sessions.workflow.absences import assess
from liaison.sessions.workflow.leaves import ask_leave, grant, refuse, withdraw
from liaison.sessions.workflow.roll import call_roll
from liaison.sessions.workflow.sessions import cancel, change_session, choose_summoned, convene, hold
